"""Where something was written: the place a diagnostic points at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

NOWHERE = Path("-")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A place in a file: lines and columns start at 1 and count characters."""

    path: Path
    line: int = 1
    column: int = 1
    length: int = 0
    """How many characters are concerned, on that line; 0 when not known."""
    sheet: str = ""
    """The sheet of a workbook: ``line`` and ``column`` are then those of a cell."""

    @property
    def cell(self) -> str:
        """The address of a cell, as a spreadsheet writes it: ``Dépenses!F12``; empty in a text."""
        return f"{self.sheet}!{column_name(self.column - 1)}{self.line}" if self.sheet else ""


def column_name(column: int) -> str:
    """The letters of a column of a spreadsheet: ``A`` for 0, ``AA`` for 26.

    >>> [column_name(column) for column in (0, 25, 26, 701, 702)]
    ['A', 'Z', 'AA', 'ZZ', 'AAA']
    """
    name = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        name = chr(ord("A") + letter) + name
    return name


class Located:
    """A mapping that remembers where it and each of its keys were written."""

    __slots__ = ()

    def span(self) -> Span:
        """The place where the mapping begins."""
        raise NotImplementedError

    def span_of(self, key: str) -> Span:
        """The place of the value of ``key``; of the mapping when it has no such key."""
        raise NotImplementedError

    def span_of_key(self, key: str) -> Span:
        """The place of ``key`` itself; of the mapping when it has no such key."""
        raise NotImplementedError

    def span_of_item(self, key: str, place: int) -> Span:
        """The place of an item (from 0) of the list of ``key``; as near as the file goes."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Spot(Located):
    """A lone word that stands for a mapping: all of it is in one place."""

    place: Span

    def span(self) -> Span:
        return self.place

    def span_of(self, key: str) -> Span:  # noqa: ARG002 - there is one place only
        return self.place

    def span_of_key(self, key: str) -> Span:  # noqa: ARG002
        return self.place

    def span_of_item(self, key: str, place: int) -> Span:  # noqa: ARG002
        return self.place


@dataclass(frozen=True, slots=True)
class Problem:
    """What a reader found wrong; ``load/`` puts it into words.

    ``kind`` names the fault (``"duplicate-key"``); ``facts`` are the values that
    the sentence needs.
    """

    kind: str
    span: Span
    facts: Mapping[str, object] = field(default_factory=dict)
