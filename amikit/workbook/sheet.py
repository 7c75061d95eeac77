"""What a workbook is, whatever writes it: sheets of cells, where each cell is what a person wrote, or a formula
with the value that amikit computed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum, auto
from fractions import Fraction

from amikit.i18n import Language
from amikit.source.span import column_name

Value = str | int | Fraction | None


class Unit(Enum):
    """What a value is; a number that is none of these would be a number without a meaning."""

    TEXT = auto()
    CENTS = auto()
    EUROS = auto()
    """Euros without cents, as forms have them."""
    HOURS = auto()
    RATE = auto()
    WHOLE = auto()
    """A year, a count: no separator between its digits."""


class Role(Enum):
    """What a cell is for; how it looks follows."""

    TITLE = auto()
    NOTE = auto()
    SECTION = auto()
    HEADER = auto()
    COMPUTED_HEADER = auto()
    LABEL = auto()
    """Words of amikit, in a table."""
    INPUT = auto()
    """What a person writes: the only cells that a protected sheet lets change."""
    COMPUTED = auto()
    WORTH = auto()
    """Computed for one line among many: nothing is shown of zero."""
    CHECK = auto()
    """Whether something holds: what does not is seen at once."""
    DETAIL = auto()
    """A part of the line above."""
    TOTAL = auto()


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell. A text is never read as a formula; a formula carries the value that amikit computed."""

    value: Value = None
    unit: Unit = Unit.TEXT
    role: Role = Role.LABEL
    formula: str = ""
    """In English and with commas, as the file format has it: ``SUM(A1:A3)``; empty for a plain value."""


Row = Sequence[Cell | None]


@dataclass(frozen=True, slots=True)
class Range:
    """Some cells of a column under a name that formulas use."""

    name: str
    first_row: int
    last_row: int
    column: int


@dataclass(frozen=True, slots=True)
class Choice:
    """Cells that offer a list of words."""

    words: tuple[str, ...]
    first_row: int
    last_row: int
    column: int


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars beside each other, one for each column, for each of some rows."""

    title: str
    first_row: int
    last_row: int
    labels: int
    """The column of their names."""
    columns: tuple[int, ...]
    header_row: int
    """Where the columns are named."""
    place: tuple[int, int]
    """The row and the column of its corner."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet; rows and columns are counted from 0."""

    name: str
    rows: tuple[Row, ...]
    widths: tuple[float, ...]
    """Of each column, in characters."""
    header_row: int | None = None
    """The row that stays in sight and is repeated on each page; None when the sheet has several tables."""
    frozen_columns: int = 0
    printed_columns: int = 0
    """How many columns are printed, from the left; 0 for all."""
    is_one_page: bool = False
    ranges: tuple[Range, ...] = ()
    choices: tuple[Choice, ...] = ()
    chart: Chart | None = None


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook and what its properties say."""

    title: str
    author: str
    language: Language
    on: date
    sheets: tuple[Sheet, ...] = field(default=())
    notice: str = ""
    """At the foot of each page: that it is a draft."""


_PLAIN_NAME = re.compile(r"[^\W\d]\w*")


def reference(sheet: str, row: int, column: int) -> str:
    """How a formula of another sheet names a cell: ``'Par année'!$B$4``."""
    return f"{quoted(sheet)}!${column_name(column)}${row + 1}"


def quoted(sheet: str) -> str:
    """The name of a sheet, as a formula writes it."""
    return sheet if _PLAIN_NAME.fullmatch(sheet) else "'" + sheet.replace("'", "''") + "'"


def cell_name(row: int, column: int) -> str:
    """``B4``."""
    return f"{column_name(column)}{row + 1}"
