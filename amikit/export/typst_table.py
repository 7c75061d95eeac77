"""What a table's columns need, so that no amount breaks over two lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

from amikit.export.compile import literal
from amikit.export.widths import LINE_END, LONGEST_WORD, natural_share

_ALIGNMENTS = {"AlignLeft": "left", "AlignRight": "right", "AlignCenter": "center", "AlignDefault": "left"}
_NARROW, _USUAL, _WIDE = 0.3, 0.55, 0.85
"""Rough widths of letters, in ems: enough to choose which words typst measures."""
_LINE = 95
"""Characters on one line of a table as wide as the page."""
WHOLE_ROW_LINES = 8
WHOLE_TABLE_LINES = 14
"""Longer rows and tables may break across pages. Well under a page: widths, once fitted, differ."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its share of the width, and the words that should stay whole in it."""

    share: float
    align: str
    texts: Sequence[str] = ()
    """What its cells say, header included."""

    def typst(self) -> str:
        """As ``data-table`` takes it, with the longest strings that it has to measure.

        ``hard`` words have digits, they come before ``soft`` ones; ``full`` is whole cells.
        """
        all_words = {word for text in self.texts for word in LINE_END.split(text)} - {""}
        words = {word[:LONGEST_WORD] for word in all_words}
        hard = sorted((word for word in words if _has_digit(word)), key=_widest_first)[:3]
        soft = sorted((word for word in words if not _has_digit(word)), key=_widest_first)[:3]
        full = sorted({text.strip()[:_LINE] for text in self.texts}, key=_widest_first)[:3]
        sizes = f"hard: {_array(hard)}, soft: {_array(soft)}, full: {_array(full)}"
        has_giants = "true" if any(len(word) > LONGEST_WORD for word in all_words) else "false"
        return f"(share: {self.share:.4f}, align: {self.align}, {sizes}, has-giants: {has_giants})"


def read_columns(specs: Sequence[Any], rows: Sequence[Sequence[str]]) -> list[Column]:
    """The columns of a pandoc table, given the text of its cells, header included."""
    texts = [[row[place] if place < len(row) else "" for row in rows] for place in range(len(specs))]
    widths = [spec[1].get("c") for spec in specs]
    if any(width is None for width in widths):
        widths = [natural_share(column) for column in texts]
    return [
        Column(max(float(width), 0.01), _ALIGNMENTS[spec[0]["t"]], column)
        for spec, width, column in zip(specs, widths, texts, strict=True)
    ]


def count_lines(cells: Sequence[str], columns: Sequence[Column]) -> float:
    """About how many lines a row takes, were the widths kept."""
    total = sum(column.share for column in columns)
    return max(
        sum(ceil(max(len(line), 1) / (column.share / total * _LINE)) for line in text.strip().split("\n"))
        for text, column in zip(cells, columns, strict=False)
    )


def _has_digit(word: str) -> bool:
    return any(map(str.isdigit, word))


def _widest_first(word: str) -> tuple[float, str]:
    return -sum(_NARROW if char in "fijlrt.,;:'’|! " else _WIDE if char in "mwMW@%—" else _USUAL for char in word), word


def _array(words: Sequence[str]) -> str:
    return "(" + "".join(literal(word) + "," for word in words) + ")"
