"""The PDF: what validators judge, what screen readers hear, what archives keep."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from amikit.export.compile import compile_typst
from amikit.export.pdf import to_pdf
from amikit.render.answer import Answer
from tests.export.pdf_making import pdf_of
from tests.export.pdf_reading import (
    alternative_texts,
    link_addresses,
    page_texts,
    printed,
    standards_faults,
    tag_names,
)
from tests.export.sample import (
    heading,
    image,
    link,
    para,
    table,
)


@pytest.fixture(scope="module")
def final(answer: Answer) -> bytes:
    return to_pdf(answer)


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


# Accessibility


def test_assistive_technologies_hear_what_each_part_is(final: bytes) -> None:
    expected = {"Title", "TOC", "H1", "H2", "H3", "L", "BlockQuote", "Code", "Note", "Link"}

    assert expected | {"Table", "THead", "TH", "Caption", "Figure"} <= set(tag_names(final))


def test_pictures_and_charts_have_alternative_texts(final: bytes, answer: Answer) -> None:
    told = alternative_texts(final)

    assert any(text.startswith("Barres horizontales\u00a0: Carnet de bord commun 41\u202f000\u00a0€") for text in told)
    assert any(text.startswith("Bandes, de gauche à droite. Agence imaginaire") for text in told)
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
