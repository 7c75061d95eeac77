"""Typst is bounded: what is far larger than any answer is compiled apart, and stopped when it takes too much."""

from __future__ import annotations

import resource
import time
from pathlib import Path

import pytest
import typst

from amikit.errors import AmikitError
from amikit.export import compile as here
from amikit.export import compile_apart
from amikit.export.compile import compile_typst
from amikit.export.pdf import to_pdf
from amikit.render.answer import Answer, Cover
from tests.export.sample import image, para, picture_bytes, sample_answer, table


def large_table(columns: int, rows: int) -> Answer:
    return Answer(Cover("Essai"), (table("l" * columns, ["a"] * columns, [["b"] * columns] * rows),))


@pytest.fixture
def _apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(here, "_LONGEST_HERE", 0)


def test_what_is_compiled_apart_has_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = sample_answer(tmp_path)
    made = to_pdf(answer)
    monkeypatch.setattr(here, "_LONGEST_HERE", 0)

    assert to_pdf(answer) == made


@pytest.mark.parametrize("size", [(50, 500), (5, 5000)])
def test_a_huge_table_does_not_fill_this_process(size: tuple[int, int]) -> None:
    answer = large_table(*size)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    to_pdf(answer)

    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200_000


@pytest.mark.usefixtures("_apart")
def test_a_layout_that_takes_too_much_memory_is_stopped_with_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compile_apart, "MEMORY_BYTES", 600_000_000)
    began = time.monotonic()

    with pytest.raises(AmikitError) as stopped:
        to_pdf(large_table(100, 200))

    assert stopped.value.message.fr.startswith("La mise en page demande trop")
    assert time.monotonic() - began < 20


@pytest.mark.usefixtures("_apart")
def test_a_layout_that_takes_too_long_is_stopped_with_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compile_apart, "SECONDS", 1)

    with pytest.raises(AmikitError, match="too much time or memory"):
        compile_typst("#let x = 0\n#for i in range(100000000) { x += i }\n", to="pdf", inputs={})


@pytest.mark.parametrize("longest_here", [0, 1_000_000])
def test_a_picture_that_only_its_decoder_finds_damaged_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, longest_here: int
) -> None:
    monkeypatch.setattr(here, "_LONGEST_HERE", longest_here)
    (tmp_path / "bonne.png").write_bytes(picture_bytes(3, 2))
    (tmp_path / "x.png").write_bytes(b"\x89PNG\r\n\x1a\n" + b"x" * 100)
    images = {"images/bonne.png": tmp_path / "bonne.png", "images/photo.png": tmp_path / "x.png"}
    answer = Answer(Cover("Essai"), tuple(para(image("", target)) for target in images), images=images)

    with pytest.raises(AmikitError) as damaged:
        to_pdf(answer)

    assert "« images/photo.png » est abîmée" in damaged.value.message.fr.replace("\u00a0", " ")


@pytest.mark.usefixtures("_apart")
def test_a_fault_of_ours_is_raised_as_it_is() -> None:
    with pytest.raises(typst.TypstError, match="unknown variable"):
        compile_typst("#rien", to="pdf", inputs={})


def test_an_answer_of_a_usual_size_is_compiled_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_job: object) -> bytes:
        raise AssertionError

    monkeypatch.setattr(compile_apart, "run_job_apart", refuse)

    assert to_pdf(sample_answer(tmp_path)).startswith(b"%PDF")
