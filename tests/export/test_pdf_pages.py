"""The PDF, page after page: what holds together, and where links lead."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from amikit.export.pdf import to_pdf
from amikit.render.answer import Answer, Block, Cover, Inline
from tests.export import sample
from tests.export.pdf_making import pdf_of
from tests.export.pdf_reading import (
    link_addresses,
    page_texts,
    printed,
    printed_pages,
    standards_faults,
)
from tests.export.sample import (
    bullets,
    chart,
    div,
    heading,
    link,
    para,
    table,
)

FULL = [para("Une ligne de texte pour remplir la page.") for _ in range(60)]


@pytest.fixture(scope="module")
def final(answer: Answer) -> bytes:
    return to_pdf(answer)


@pytest.mark.parametrize("lines", range(14, 26))
def test_nothing_is_left_alone_at_the_foot_of_a_page(lines: int) -> None:
    rows: list[list[str | Inline]] = [[f"rang {n}", "b"] for n in range(20)]
    content = pdf_of(
        *FULL[:lines],
        heading(2, "Les lignes", "lignes"),
        para("Voici tout."),
        table("ll", ["A", "B"], rows, caption="Long"),
        *FULL[:lines],
        heading(2, "Les points", "points"),
        bullets("point un", "point deux", "point trois"),
    )

    texts = page_texts(content)[2:]
    assert not any(text.count("rang ") == 1 and "Long" in text for text in texts)
    together = ["Les lignes", "Voici tout.", "Long", "rang 0", "rang 1"]
    assert [text for text in texts if all(words in text for words in together)]
    assert [text for text in texts if all(words in text for words in ("Les points", "point un", "point trois"))]


def test_links_are_tagged_and_say_where_they_lead(tmp_path: Path) -> None:
    address = "https://exemple.org/guide"
    content = pdf_of(para(link(address, address), " et ", link("section 2", "#suite")), heading(1, "Suite", "suite"))

    assert link_addresses(content) == [address]
    with pikepdf.open(BytesIO(content)) as document:
        notes = [note for sheet in document.pages[2:] for note in sheet.obj.get("/Annots", [])]
        assert [(str(note.Contents), "/StructParent" in note) for note in notes] == [
            (address, True),
            ("Chapitre 2", True),
        ]
    assert standards_faults(content, tmp_path) == []


@pytest.mark.parametrize("count", range(36, 46))
def test_the_last_row_of_a_table_is_never_alone_on_its_page(count: int) -> None:
    rows: list[list[str | Inline]] = [[f"rang {n}", "b"] for n in range(count)]
    texts = page_texts(pdf_of(table("ll", ["A", "B"], rows)))[2:]

    assert sum(text.count("rang ") for text in texts) == count
    assert 1 not in [text.count("rang ") for text in texts]


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
