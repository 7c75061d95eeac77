"""What people type, in a PDF: it comes back as it was, and does no harm."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from pathlib import Path

from amikit.export.compile import compile_typst, literal
from amikit.export.pdf import to_pdf
from amikit.render.answer import Answer, Block, Cover, Inline
from tests.export import sample
from tests.export.pdf_making import pdf_of
from tests.export.pdf_reading import (
    misplaced_glyphs,
    page_texts,
    printed,
    standards_faults,
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
    para,
    plain,
    table,
)

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
        sample.flows([(text, [(text, 10, group), ("", 1, group)]) for group in ("", "", "place")]),
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
