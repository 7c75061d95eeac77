"""The line that a finding speaks of, with a mark under the words concerned."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from amikit.cli.visible import visible
from amikit.source.csv import CsvTable, parse_csv
from amikit.source.span import Span
from amikit.source.text import decode_text

WIDEST = 100
"""Columns of an excerpt: a paragraph is often one long line, and a terminal is not."""
_MARGIN = 30
"""Columns kept before the words concerned, when the line is cut."""
_LARGEST = 4_000_000
"""Bytes: nobody looks for a line in a file of more than that."""
_ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A line of a file as a terminal can show it, and where its mark goes."""

    line: int
    text: str
    offset: int
    """Columns of the terminal before the mark."""
    width: int
    """Columns of the mark; one at least."""
    column: str = ""
    """The name of the column of a table, as its header writes it: nobody counts the cells of a line."""


def read_excerpt(span: Span) -> Excerpt | None:
    """The line of a place, cut around it when it is long; None when there is nothing to show.

    A finding about a file as a whole, its first column of its first line, has no excerpt.
    """
    if span.sheet or (span.line, span.column, span.length) == (1, 1, 0):
        return None
    lines = _lines(span.path)
    if not 1 <= span.line <= len(lines) or not lines[span.line - 1].strip():
        return None
    return replace(_cut(lines[span.line - 1], span), column=_column_name(span))


def _column_name(span: Span) -> str:
    """The header of the cell that begins at a place; empty for a whole line, and outside tables."""
    if span.path.suffix.lower() != ".csv" or (span.column, span.length) == (1, 0):
        return ""
    table = _table(span.path)
    begins = max((row.line for row in table.rows if row.line <= span.line), default=0)
    for place in range(len(table.columns)) if begins else ():
        cell = table.span_at(begins, place)
        if (cell.line, cell.column) == (span.line, span.column):
            name = table.span_at(table.header_line, place)
            return visible(table.lines[name.line - 1][name.column - 1 :][: name.length].strip('" '))
    return ""


@lru_cache(maxsize=8)
def _table(path: Path) -> CsvTable:
    return parse_csv("\n".join(_lines(path)), path)


@lru_cache(maxsize=32)
def _lines(path: Path) -> tuple[str, ...]:
    """The lines of a text file; none when it is not one, or is not there any more."""
    try:
        if not path.is_file() or path.stat().st_size > _LARGEST:
            return ()
        content = path.read_bytes()
    except OSError:
        return ()
    text = decode_text(content) or ""
    return tuple(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))


def _cut(line: str, span: Span) -> Excerpt:
    start = min(span.column - 1, len(line))
    end = min(start + max(span.length, 1), len(line))
    before, marked, after = (_shown(part) for part in (line[:start], line[start:end], line[end:]))
    if _width(before) + _width(marked) + _width(after) > WIDEST:
        before = _tail(before, _MARGIN)
        marked = _head(marked, WIDEST - _width(before))
        after = _head(after, WIDEST - _width(before) - _width(marked))
    return Excerpt(span.line, (before + marked + after).rstrip(), _width(before), max(_width(marked), 1))


def _shown(text: str) -> str:
    return visible(text.replace("\t", " "))


def _head(text: str, width: int) -> str:
    """The beginning of a text, in so many columns."""
    if _width(text) <= width:
        return text
    kept = ""
    for letter in text:
        if _width(kept) + _width(letter) >= width:
            break
        kept += letter
    return kept + _ELLIPSIS if width > 0 else ""


def _tail(text: str, width: int) -> str:
    """The end of a text, in so many columns."""
    return text if _width(text) <= width else _head(text[: -width - 2 : -1], width)[::-1]


def _width(text: str) -> int:
    """Columns that a terminal gives to a text: two for a wide letter, none for an accent apart."""
    return len(text) if text.isascii() else sum(map(_letter_width, text))


def _letter_width(letter: str) -> int:
    if unicodedata.combining(letter) or unicodedata.category(letter) in ("Cf", "Me", "Mn"):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1
