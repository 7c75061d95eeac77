"""What the tests of several formats share: a whole answer, and a funder's document."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest

from amikit.export.archive import read_parts
from amikit.render.answer import Answer
from tests.export.sample import sample_answer


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the pictures of the answer are, one folder for each module."""
    return tmp_path_factory.mktemp("answer")


@pytest.fixture(scope="module")
def answer(folder: Path) -> Answer:
    """An answer that holds everything a document can."""
    return sample_answer(folder)


@pytest.fixture(scope="module")
def theirs() -> dict[str, bytes]:
    """The parts of a document that knows none of our styles, with a header of its own."""
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "En-tête du financeur"
    buffer = io.BytesIO()
    document.save(buffer)
    return read_parts(buffer.getvalue())
