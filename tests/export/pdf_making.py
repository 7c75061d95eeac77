"""A PDF of a few blocks, after a first heading."""

from __future__ import annotations

from amikit.export.pdf import to_pdf
from amikit.render.answer import Answer, Block, Cover
from tests.export.sample import heading


def pdf_of(*blocks: Block, cover: Cover | None = None) -> bytes:
    """The PDF of an answer that has these blocks alone."""
    return to_pdf(Answer(cover=cover or Cover(title="Essai"), blocks=(heading(1, "Début"), *blocks)))
