"""The PDF: what people see, what screen readers hear, what archives keep."""

from __future__ import annotations

import hashlib
import os
import random
import re
import subprocess
import sys
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from amikit.export.compile import compile_typst, literal
from amikit.export.pdf import to_pdf
from amikit.render.answer import Answer, Block, Cover, Inline
from tests.export import sample
from tests.export.pdf_reading import (
    alternative_texts,
    link_addresses,
    misplaced_glyphs,
    page_texts,
    printed,
    printed_pages,
    standards_faults,
    tag_names,
)
from tests.export.sample import (
    bullets,
    chart,
    code,
    div,
    heading,
    image,
    key_figures,
    line,
    link,
    note,
    numbers,
    para,
    plain,
    table,
)

DIGEST = hashlib.sha256(b"amikit").hexdigest()
ADDRESS = "https://exemple.org/un/chemin/long/qui-ne-finit-pas/document_de_travail.pdf?version=definitive&page=12"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("pdf")


@pytest.fixture(scope="module")
def answer(folder: Path) -> Answer:
    return sample.sample_answer(folder)


@pytest.fixture(scope="module")
def final(answer: Answer) -> bytes:
    return to_pdf(answer)


def pdf_of(*blocks: Block, cover: Cover | None = None) -> bytes:
    return to_pdf(Answer(cover=cover or Cover(title="Essai"), blocks=(heading(1, "Début"), *blocks)))


# Standards and reproducibility


def test_the_answer_is_accessible_and_archivable(final: bytes, folder: Path) -> None:
    assert standards_faults(final, folder) == []


def test_the_same_answer_gives_the_same_bytes_in_another_process(final: bytes, folder: Path) -> None:
    script = (
        "import sys, hashlib, pathlib\n"
        "from amikit.export.pdf import to_pdf\n"
        "from tests.export.sample import sample_answer\n"
        "print(hashlib.sha256(to_pdf(sample_answer(pathlib.Path(sys.argv[1])))).hexdigest())"
    )
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", script, str(folder)],
        env={**os.environ, "PYTHONHASHSEED": "7", "PYTHONPATH": str(root), "TZ": "Pacific/Auckland", "LC_ALL": "C"},
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout.strip() == hashlib.sha256(final).hexdigest()


def test_the_file_says_its_title_language_and_date(final: bytes) -> None:
    with pikepdf.open(BytesIO(final)) as document:
        info = document.docinfo
        said = (str(info.Title), str(info.Author), str(document.Root.Lang), str(info.CreationDate)[:10])

    assert said == ("Les Trois Rives", "Consortium des Trois Rives", "fr-FR", "D:20210301")


def test_an_english_answer_speaks_english(answer: Answer) -> None:
    content = to_pdf(replace(answer, language="en"))

    texts = page_texts(content)
    with pikepdf.open(BytesIO(content)) as document:
        assert str(document.Root.Lang) == "en-GB"
    assert "Amount requested" in texts[0]
    assert texts[1].startswith("Contents")
    assert "Resources" in texts[2]


def test_only_our_fonts_are_inside(final: bytes) -> None:
    with pikepdf.open(BytesIO(final)) as document:
        names = {str(item.BaseFont) for item in document.objects if _is_font(item)}

    families = {re.sub(r"^/[A-Z]{6}\+|-.*", "", name) for name in names}
    assert families == {"SourceSerif4", "SourceSans3", "DejaVuSansMono"}


def _is_font(item: pikepdf.Object) -> bool:
    return isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/Font"


def test_a_typst_warning_is_a_bug() -> None:
    with pytest.raises(RuntimeError, match="unknown font family"):
        compile_typst('#set text(font: "No Such Font")\nBonjour', to="pdf", inputs={})


# Pages


def test_every_page_but_the_cover_says_its_number_and_the_total(final: bytes) -> None:
    texts = page_texts(final)

    assert "1 / " not in texts[0]
    for number, text in enumerate(texts[1:], 2):
        assert f"{number} / {len(texts)}" in text


def test_the_contents_give_the_page_of_each_heading_of_two_levels(final: bytes) -> None:
    texts = page_texts(final)
    entries = re.findall(r"^(\d(?:\.\d)?) (.+?)[ .]*\. (\d+)$", texts[1], re.MULTILINE)

    assert [(number, title) for number, title, _ in entries] == [
        ("1", "Cette réponse en une page"),
        ("2", "Pourquoi des ressources plutôt qu’un lieu"),
        ("2.1", "Ce que nous avons constaté"),
        ("3", "Annexe de réciprocité"),
        ("3.1", "Budget détaillé"),
    ]
    for number, title, on_page in entries:
        assert f"{number} {title}" in texts[int(on_page) - 1].replace("\n", " ")


def test_long_contents_hold_on_one_page() -> None:
    texts = page_texts(pdf_of(*(heading(2, f"Un titre de deuxième niveau, le {n}") for n in range(70))))

    assert texts[1].startswith("Sommaire")
    assert "le 69" in texts[1]
    assert texts[2].startswith("1 Début")


def test_a_draft_says_so_on_every_page_and_in_its_title(answer: Answer, folder: Path) -> None:
    content = to_pdf(sample.sample_answer(folder, is_draft=True))

    assert all(text.count("BROUILLON") == 2 for text in page_texts(content))
    with pikepdf.open(BytesIO(content)) as document:
        assert str(document.docinfo.Title) == "BROUILLON – Les Trois Rives"
    assert "[à compléter : le territoire du consortium]" in printed(content).replace("\u00a0", " ")


def test_a_final_answer_has_no_draft_mark(final: bytes) -> None:
    assert not any("BROUILLON" in text for text in page_texts(final))


def test_an_empty_cover_leaves_a_title_and_no_hole(folder: Path) -> None:
    content = pdf_of(para("Bonjour."), cover=Cover(title=""))

    assert page_texts(content)[0].strip() == "Réponse commune"
    assert standards_faults(content, folder) == []


def test_headings_and_announcements_are_never_left_at_the_foot_of_a_page() -> None:
    blocks: list[Block] = []
    for lines in range(27, 36):
        filler = [div("page-break"), *(para("remplissage") for _ in range(lines))]
        blocks += [*filler, heading(2, f"TITRE{lines}"), para(f"ANNONCE{lines}\u00a0:"), bullets("un", "deux")]
        blocks += [*filler, table("lr", ["En-tête", "B"], [["corps", "1"]] * 20, caption=f"LÉGENDE{lines}")]
        blocks += [*filler, heading(3, f"TITRE{lines}bis"), chart()]

    texts = [re.sub(r"\n *Essai +\d+ / \d+$", "", text.rstrip()) for text in printed_pages(pdf_of(*blocks))]
    feet = {text.rstrip().splitlines()[-1] for text in texts if "remplissage" in text}
    assert {foot for foot in feet if re.search("TITRE|ANNONCE|LÉGENDE|En-tête", foot)} == set()
    assert {"remplissage", "• deux"} <= {foot.strip() for foot in feet}


# Tables


def test_a_list_inside_another_counts_in_its_own_way() -> None:
    items = [[para("vert")], [para("bleu"), numbers("un", "deux")], [bullets("rond")]]
    colours: Block = {"t": "OrderedList", "c": [[3, {"t": "Decimal"}, {"t": "OneParen"}], items]}
    text = printed_pages(pdf_of(colours))[-1]

    assert re.findall(r"(\S+) (vert|bleu|un|deux|rond)", text) == [
        ("3)", "vert"), ("4)", "bleu"), ("1.", "un"), ("2.", "deux"), ("•", "rond"),
    ]  # fmt: skip


def test_a_long_table_repeats_its_header_and_shows_every_row() -> None:
    label = "Une ligne de dépense assez longue pour prendre toute la largeur de la colonne"
    rows: list[list[str | Inline]] = [[f"D{n}.", f"{label} {n}", f"{n}\u202f000,00\u00a0€"] for n in range(60)]
    content = pdf_of(table("llr", ["Ligne", "Libellé", "Montant"], rows, widths=[0.1, 0.6, 0.3], caption="Charges"))

    texts = page_texts(content)
    tables = [text for text in texts if "D1." in text or "D59." in text or "D30." in text]
    assert len(tables) >= 2
    assert all("Ligne Libellé Montant" in text for text in tables)
    assert [
        n for n in range(60) if not re.search(rf"\bD{n}\. {label}\s{n}\b", " ".join(texts).replace("\n", " "))
    ] == []
    assert misplaced_glyphs(content) == []
    assert tag_names(content)["TH"] == 3


def test_amounts_and_dates_stay_on_one_line_in_columns_drawn_too_narrow() -> None:
    amount, day = "150\u202f000,00\u00a0€", "12\u00a0janvier\u00a02021"
    words = "Un texte qui peut passer à la ligne autant de fois que nécessaire"
    content = pdf_of(
        table("lrl", ["Libellé", "Montant", "Date"], [[words, amount, day]] * 3, widths=[0.96, 0.02, 0.02]),
        table("l" * 6, list("ABCDEF"), [[words, amount, day, amount, day, amount]] * 3),
    )

    text = "\n".join(page_texts(content)).replace("\u202f", " ").replace("\u00a0", " ")
    assert text.count("150 000,00 €") == 12
    assert text.count("12 janvier 2021") == 9
    assert misplaced_glyphs(content) == []


@pytest.mark.parametrize("seed", range(2))
def test_no_table_runs_out_of_the_page(seed: int, folder: Path) -> None:
    chance = random.Random(seed)  # noqa: S311 - repeatable, not secret
    words = ["un", "W" * 12, "intercommunautairement", DIGEST, ADDRESS, "150\u202f000,00\u00a0€", "texte " * 30, ""]
    blocks = []
    for _ in range(5):
        count = chance.randint(1, 9)
        widths = [chance.random() ** 3 + 0.001 for _ in range(count)] if chance.random() < 0.7 else None
        rows: list[list[str | Inline]] = [[chance.choice(words) for _ in range(count)] for _ in range(4)]
        rows.append([chance.choice(words) * 4 for _ in range(count)])
        blocks.append(table("l" * count, [chance.choice(words[:4]) for _ in range(count)], rows, widths=widths))

    content = pdf_of(*blocks)
    assert misplaced_glyphs(content) == []
    assert standards_faults(content, folder) == []


def test_long_words_are_cut_at_line_ends_and_copied_whole() -> None:
    content = pdf_of(
        para("Empreinte ", code(DIGEST * 2), " et adresse ", link(ADDRESS * 2, ADDRESS), " et mot ", "B" * 150, "."),
        table("ll", ["Clé", "Valeur"], [["empreinte", code(DIGEST)], ["adresse", ADDRESS]], widths=[0.85, 0.15]),
        {"t": "CodeBlock", "c": [["", [], []], DIGEST * 3]},
    )

    squeezed = "".join(printed(content, "-raw").split())
    assert misplaced_glyphs(content) == []
    assert [squeezed.count(word) for word in (DIGEST, ADDRESS, "B" * 150)] == [6, 3, 1]


# Accessibility


def test_assistive_technologies_hear_what_each_part_is(final: bytes) -> None:
    expected = {"Title", "TOC", "H1", "H2", "H3", "L", "BlockQuote", "Code", "Note", "Link"}

    assert expected | {"Table", "THead", "TH", "Caption", "Figure"} <= set(tag_names(final))


def test_pictures_and_charts_have_alternative_texts(final: bytes, answer: Answer) -> None:
    told = alternative_texts(final)

    assert any(text.startswith("Barres horizontales\u00a0: Carnet de bord commun 41\u202f000\u00a0€") for text in told)
    assert "Deux berges reliées par un pont" in told


def test_a_picture_without_words_is_decorative(answer: Answer, folder: Path) -> None:
    content = to_pdf(replace(answer, blocks=(heading(1, "A"), para("Un ", image("", "images/pont.png"), " trait."))))

    assert alternative_texts(content) == []
    assert standards_faults(content, folder) == []


def test_a_picture_that_is_missing_is_said(answer: Answer) -> None:
    content = to_pdf(replace(answer, blocks=(heading(1, "A"), para(image("Un pont", "images/rien.png")))))

    assert "[Image absente : images/rien.png]" in printed(content).replace("\u00a0", " ")


def test_heading_jumps_duplicate_ids_and_dead_links_break_nothing(folder: Path) -> None:
    content = pdf_of(
        heading(3, "Trop bas", "a b"),
        heading(2, "Deux fois", "deux"),
        heading(2, "Deux fois", "deux"),
        heading(6, "Un sixième", '1er <x> "y"'),
        heading(2, "", "vide"),
        para(
            link("ici", "#deux"), " ", link("là", "#nulle-part"), " ", link("odd", "#a b"), " ", link("vide", "#vide")
        ),
        para(link("accents", 'https://exemple.org/é à?q="<>')),
        para(link("script", "javascript:alert(1)"), link("x" * 9, "https://exemple.org/" + "x" * 9000)),
        table("ll", [], [["sans", "en-tête"]]),
    )

    assert standards_faults(content, folder) == []
    assert link_addresses(content) == ["https://exemple.org/%C3%A9%20%C3%A0?q=%22%3C%3E"]


# What people type


HOSTILE = [
    *"#$@*_`<>\\[](){}=-+/~\"'.,:;!?&%^|1aé",
    *("//", "/*", "*/", "#let ", "= ", "- ", "+ ", "/ ", "1. ", "http://a.fr", "@ref", "<lab>", "...", "---", "--"),
    *("-1", "-?", "\u00a0", "\u202f", "\\u{41}", '#read("x")', "``", "$x$", "~~~", "\n", "\t", "];", '");', "#{"),
]


def hostile_strings(count: int) -> list[str]:
    chance = random.Random(11)  # noqa: S311 - repeatable, not secret
    made = ("".join(chance.choice(HOSTILE) for _ in range(chance.randint(1, 12))) for _ in range(count * 2))
    return [text for text in made if text.strip()][:count]


def squeeze(text: str) -> str:
    return re.sub(r"[\s\u00a0\u202f]+", "", text)


def test_hostile_texts_come_back_as_typed() -> None:
    strings = hostile_strings(300)
    blocks: list[Block] = []
    for place, text in enumerate(strings[:200]):
        blocks += [para(f"[[[{place}"), [para(text), bullets(text), para(code(text))][place % 3]]
    blocks.append(para("[[[200"))
    rows: list[list[str | Inline]] = []
    for place, text in enumerate(strings[200:], 200):
        rows += [[f"[[[{place}"], [code(text) if place % 2 else text]]
    blocks.append(table("l", ["Texte"], [*rows, [f"[[[{len(strings)}"]]))

    read = re.sub(r"(?m)^ *(Essai +\d+ / \d+|Texte|• )", "", printed(pdf_of(*blocks)))
    parts = dict(re.findall(r"\[\[\[(\d+)\n(.*?)(?=\[\[\[\d+\n)", read + "\n", re.DOTALL))
    damaged = [
        (text, parts.get(str(n))) for n, text in enumerate(strings) if squeeze(parts.get(str(n), "")) != squeeze(text)
    ]
    assert damaged == []


def test_hostile_texts_do_no_harm_anywhere(answer: Answer, folder: Path) -> None:
    text = "".join(HOSTILE)
    blocks: list[Block] = [
        heading(1, text, text),
        heading(2, f"- {text}", "x"),
        para(text, note(text), link(text, "https://exemple.org/" + text), image(text, "images/pont.png")),
        para({"t": "Emph", "c": line(text)}, {"t": "Strikeout", "c": line(text)}, sample.strong(text)),
        bullets(text, f"- {text}"),
        {"t": "OrderedList", "c": [[7, {"t": "Decimal"}, {"t": "OneParen"}], [[plain(text)], []]]},
        {"t": "BlockQuote", "c": [para(text), {"t": "CodeBlock", "c": [["", [text], []], f"{text}\n\t{text}"]}]},
        table("lr", [text, ""], [[text, text], ["", ""]], caption=text),
        sample.figure(text, "images/pont.png", text),
        chart([(text, 10, "resource"), ("", 0, "place")]),
        key_figures([{"label": text, "value": text, "note": text}, {"label": "", "value": "", "note": ""}]),
        div("notice", para(text)),
        div("todo", para(text)),
        para(sample.blank(text), {"t": "LineBreak"}, text),
        para(image(text, text)),
    ]
    cover = Cover(text, text, text, text, text, text, (text, text), text, text, text, text)

    content = to_pdf(replace(answer, cover=cover, blocks=tuple(blocks), keywords=(text,)))
    assert standards_faults(content, folder) == []
    assert misplaced_glyphs(content) == []


def test_a_character_that_no_font_holds_prints_as_a_mark(folder: Path) -> None:
    content = pdf_of(
        heading(2, "Fête 🎉"),
        para("Une équipe 👩‍💻, du 中文, un mot\ufeff, une flèche →, un trait d’union\u2011insécable, ☑ coché."),
        table("l", ["Tête 🎉"], [["corps 🎉"]], caption="légende 🎉"),
        chart([("part 🎉", 100, "resource")]),
        para(code("🎉")),
        cover=Cover(title="Titre 🎉"),
    )

    text = "".join(page_texts(content)).replace("\n", " ")
    assert "Une équipe \ufffd, du \ufffd\ufffd, un mot, une flèche →, un trait d’union\u2011insécable, ☑ coché." in text
    assert text.count("\ufffd") == 13
    assert standards_faults(content, folder) == []


def test_a_literal_reads_back_as_it_was() -> None:
    for text in ['"', "\\", '\\"', "#{", "\n\r\t\x00\x1b\x7f", "é\u202f€"]:
        compile_typst(
            f"#assert.eq({literal(text)}.codepoints().map(str.to-unicode), {_points(text)})", to="svg", inputs={}
        )


def _points(text: str) -> str:
    return "(" + "".join(f"{ord(char)}," for char in text) + ")"
