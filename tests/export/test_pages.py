"""How long sections are, once laid out; and what a call that counts pages makes of it."""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path

import pytest

import amikit
from amikit.export.pages import count_pages
from amikit.export.pdf import as_typst
from amikit.render.answer import Answer, Block, Cover
from tests.dossiers import COUNTS_PAGES, with_keys, write_dossier
from tests.export.sample import heading, image, note, para, picture_bytes

LONG = "\n\n".join(["Un établi, une scie, trois tables et de quoi asseoir tout le monde."] * 80)


def answer_of(*blocks: Block) -> Answer:
    return Answer(Cover("Essai"), blocks)


def written(root: Path, text: str = LONG, keys: str = "") -> Path:
    return write_dossier(
        root,
        {
            "modeles/essai/template.yaml": COUNTS_PAGES,
            "dossier.yaml": with_keys(f"appel: essai\nchamps:\n{keys}"),
            "sections/qui.md": text,
        },
    )


def test_a_section_is_as_long_as_its_text_wherever_it_begins() -> None:
    lines = [para("Une ligne.") for _ in range(30)]

    first, second = count_pages(answer_of(heading(1, "Un", "un"), *lines, heading(1, "Deux", "deux"), *lines)).values()

    assert first == pytest.approx(second, abs=0.2)
    assert 0 < first < 2


def test_twice_the_text_is_twice_as_long() -> None:
    lines = [para("Une ligne.") for _ in range(60)]

    short, long = count_pages(
        answer_of(heading(1, "Un", "un"), *lines, heading(1, "Deux", "deux"), *lines, *lines)
    ).values()

    assert 2 * short - Fraction(4, 10) <= long <= 2 * short + Fraction(2, 10)


@pytest.mark.parametrize("lines_count", [12, 20, 28])
def test_the_blank_that_the_next_section_leaves_is_not_counted(tmp_path: Path, lines_count: int) -> None:
    (tmp_path / "tour.png").write_bytes(picture_bytes(300, 400))
    first = [heading(1, "Un", "un"), *[para("Une ligne.") for _ in range(lines_count)]]
    tall = [heading(1, "Deux", "deux"), para(image("Une tour", "tour.png"))]

    alone = count_pages(answer_of(*first))
    followed = count_pages(Answer(Cover("Essai"), (*first, *tall), images={"tour.png": tmp_path / "tour.png"}))

    assert followed["un"] == pytest.approx(alone["un"], abs=0.1)


def test_notes_are_counted_with_the_text_that_calls_them() -> None:
    bare, noted, long = (
        count_pages(answer_of(heading(1, "Un", "un"), para("Une ligne.", *notes), heading(1, "Deux", "deux")))["un"]
        for notes in ((), (note("mot " * 250),), (note("mot " * 3000),))
    )

    assert bare < noted < 1
    assert long >= 2


def test_what_is_counted_is_the_text_as_it_is_printed() -> None:
    answer = answer_of(heading(1, "Un", "un"), para("Une ligne.", note("Une note.")), heading(1, "Deux", "deux"))
    marked = as_typst(answer, marks="fin").text

    assert "<fin>" in marked
    assert re.sub(r"(#place\[)?#metadata\(\([^)]*\)\) <fin>(\]\n)?", "", marked) == as_typst(answer).text


def test_a_section_too_long_for_the_call_is_found_by_the_build_alone(tmp_path: Path) -> None:
    root = written(tmp_path)

    built = amikit.build(root, ("pdf",))

    assert "CAL015" not in [found.code for found in amikit.check(root).report.diagnostics]
    assert [(one.code, one.about) for one in built.checked.report.standing] == [("CAL015", "sections/qui")]
    assert built.is_refused
    assert not (root / "sortie").exists()


def test_a_draft_is_written_whatever_its_length(tmp_path: Path) -> None:
    built = amikit.build(written(tmp_path), ("md",), draft=True)

    assert "CAL015" in [found.code for found in built.checked.report.standing]
    assert not built.is_refused


def test_an_exception_lets_it_through_and_is_not_said_useless(tmp_path: Path) -> None:
    keys = "exceptions:\n  - regle: CAL015\n    motif: Accordé par l'instructrice.\n"
    root = written(tmp_path, keys=keys)

    built = amikit.build(root, ("md",))

    assert not built.is_refused
    assert [(one.code, one.excuse) for one in built.checked.report.excused] == [
        ("CAL015", "Accordé par l'instructrice.")
    ]
    assert amikit.check(root).report.diagnostics == ()


def test_a_call_that_counts_no_pages_lays_out_nothing_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(answer: Answer) -> None:
        raise AssertionError

    monkeypatch.setattr("amikit.export.pages.count_pages", refuse)

    assert not amikit.build(write_dossier(tmp_path), ("md",)).is_refused
