"""The PDF, page after page: what holds together, and where links lead."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from amikit.export.pdf import to_pdf
from amikit.render.answer import Answer, Block, Cover, Inline
from tests.export.pdf_reading import link_addresses, page_texts, standards_faults
from tests.export.sample import bullets, heading, link, para, table


def pdf_of(*blocks: Block) -> bytes:
    return to_pdf(Answer(cover=Cover(title="Essai"), blocks=(heading(1, "Début"), *blocks)))


FULL = [para("Une ligne de texte pour remplir la page.") for _ in range(60)]


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
