"""The same proposals as a page of Markdown, to bring to a meeting or to a forum."""

from __future__ import annotations

from collections.abc import Sequence

from amikit.i18n import Language
from amikit.pooling.gather import Note
from amikit.pooling.pool import Pool
from amikit.pooling.words import CLOSING, NOTHING, TITLE, opening, sections
from amikit.publishing.plain_words import escaped


def to_page(pool: Pool, notes: Sequence[Note], language: Language) -> str:
    """The whole page; names cannot become markup."""
    blocks = [f"# {TITLE[language]}", *opening(pool, language, escaped)]
    if pool.is_empty:
        blocks.append(NOTHING[language])
    for section in sections(pool, notes, language, escaped):
        blocks.append(f"## {section.title}")
        blocks.append("\n".join("- " + " ".join(line) for line in section.lines))
    return "\n\n".join([*blocks, CLOSING[language]]) + "\n"
