"""The tables of the PDF: nothing is lost, cut, or out of the page."""

from __future__ import annotations

import hashlib
import random
import re
from pathlib import Path

import pytest

from amikit.render.answer import Block, Inline
from tests.export.pdf_making import pdf_of
from tests.export.pdf_reading import (
    misplaced_glyphs,
    page_texts,
    printed,
    printed_pages,
    standards_faults,
    tag_names,
)
from tests.export.sample import (
    bullets,
    code,
    link,
    numbers,
    para,
    table,
)

DIGEST = hashlib.sha256(b"amikit").hexdigest()
ADDRESS = "https://exemple.org/un/chemin/long/qui-ne-finit-pas/document_de_travail.pdf?version=definitive&page=12"


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
