"""A sheet written cell by cell, and the tables that the views are made of."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from amikit.compute.views import rate_of
from amikit.i18n import Language, Text
from amikit.money import round_to_euros
from amikit.source.span import column_name
from amikit.workbook.formulas import share, sum_down, whole_euros
from amikit.workbook.sheet import Cell, Range, Role, Row, Sheet, Unit, Value, cell_name

TOTAL = Text("Total", "Total")
SHARE = Text("Part", "Share")
EUROS = Text("Sans centimes", "Without cents")


@dataclass
class Grid:
    """Cells by their place, counted from 0; what nobody put is empty."""

    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)

    def put(self, row: int, column: int, cell: Cell) -> str:
        """Put a cell; returns its name."""
        self.cells[row, column] = cell
        return cell_name(row, column)

    def put_row(self, row: int, cells: Sequence[Cell | None], column: int = 0) -> None:
        """Put cells beside each other."""
        for at, cell in enumerate(cells, column):
            if cell is not None:
                self.cells[row, at] = cell

    def head(self, title: str, note: str) -> None:
        """The title of the sheet, and what it says below."""
        self.put(0, 0, Cell(title, role=Role.TITLE))
        self.put(1, 0, Cell(note, role=Role.NOTE))

    @property
    def next_row(self) -> int:
        """The first row below everything."""
        return max((row for row, _ in self.cells), default=-1) + 1

    def sheet(
        self, name: str, widths: Sequence[float], header_row: int | None = None, ranges: Sequence[Range] = ()
    ) -> Sheet:
        """The sheet, its rows filled up."""
        columns = len(widths)
        rows: tuple[Row, ...] = tuple(
            [self.cells.get((row, column)) for column in range(columns)] for row in range(self.next_row)
        )
        return Sheet(name, rows, tuple(widths), header_row, ranges=tuple(ranges))


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a table: its words, the key that its sums look for, and its amounts in the table's order."""

    label: str
    key: Value
    amounts: Sequence[int | None]


@dataclass(frozen=True, slots=True)
class Measure:
    """One column of amounts."""

    title: Text
    formula: Callable[[str, str], str]
    """From the cell that holds the key, and the key, the sum of that line."""


@dataclass(frozen=True, slots=True)
class View:
    """A table of amounts, a share of the first one beside it, and their totals."""

    label: Text
    key: Text | None
    """None when the words themselves are the key."""
    lines: Sequence[Line]
    measures: Sequence[Measure]
    key_first: bool = False
    """An account is known by its number: it comes before its name."""
    key_unit: Unit = Unit.TEXT
    has_euros: bool = False
    """Whether the first amount is shown again without cents, as forms want it."""


def put_view(grid: Grid, first_row: int, first_column: int, view: View, language: Language, height: int = 0) -> int:
    """Put a table, its totals at least ``height`` lines below its header; returns the row of the totals."""
    places = _Places.of(view, first_column)
    total_row = first_row + 1 + max(len(view.lines), height)
    _put_header(grid, first_row, places, view, language)
    _put_totals(grid, first_row, total_row, places, view, language)
    total = sum(line.amounts[0] or 0 for line in view.lines)
    total_cell = f"{column_name(places.amounts[0])}${total_row + 1}"
    for row in range(first_row + 1, total_row):
        grid.put_row(row, [Cell() for _ in range(places.share + 1 - first_column)], first_column)
    for row, line in enumerate(view.lines, first_row + 1):
        key_cell = grid.put(row, places.key, Cell(line.key, view.key_unit))
        if places.label != places.key or line.key is None:
            grid.put(row, places.label, Cell(line.label))
        for at, measure, cents in zip(places.amounts, view.measures, line.amounts, strict=True):
            formula = measure.formula(f"${key_cell}", "" if line.key is None else str(line.key))
            grid.put(row, at, Cell(cents, Unit.CENTS, Role.COMPUTED, "" if cents is None else formula))
        amount = cell_name(row, places.amounts[0])
        rate = rate_of(line.amounts[0] or 0, total)
        grid.put(row, places.share, Cell(rate, Unit.RATE, Role.COMPUTED, share(amount, total_cell)))
    if view.has_euros:
        _put_euros(grid, first_row, total_row, places, view, language)
    return total_row


def _put_euros(grid: Grid, first_row: int, total_row: int, places: _Places, view: View, language: Language) -> None:
    """The first amounts again, in whole euros that add up to their rounded total."""
    column, amounts = places.after, column_name(places.amounts[0])
    euros = round_to_euros([line.amounts[0] or 0 for line in view.lines])
    first, last = first_row + 1, first_row + len(euros)
    cells = f"{amounts}${first + 1}:{amounts}${last + 1}"
    grid.put(first_row, column, Cell(EUROS[language], Unit.EUROS, Role.HEADER))
    for row in range(first, total_row):
        grid.put(row, column, Cell())
    for row, amount in enumerate(euros, first):
        formula = whole_euros(cell_name(row, places.amounts[0]), cells)
        grid.put(row, column, Cell(amount, Unit.EUROS, Role.COMPUTED, formula))
    total = sum_down(column_name(column), first, total_row - 1)
    grid.put(total_row, column, Cell(sum(euros), Unit.EUROS, Role.TOTAL, total))


@dataclass(frozen=True, slots=True)
class _Places:
    """The columns of a table."""

    label: int
    key: int
    share: int
    amounts: Sequence[int]

    @property
    def after(self) -> int:
        """The first column to the right of the table."""
        return max(self.share, *self.amounts) + 1

    @classmethod
    def of(cls, view: View, first: int) -> _Places:
        words = 1 if view.key is None else 2
        label, key = (first, first + words - 1) if not view.key_first else (first + 1, first)
        share_at = first + words + 1
        return cls(label, key, share_at, [share_at - 1, *(share_at + at for at in range(1, len(view.measures)))])


def _put_header(grid: Grid, row: int, places: _Places, view: View, language: Language) -> None:
    if view.key is not None:
        grid.put(row, places.key, Cell(view.key[language], view.key_unit, Role.HEADER))
    grid.put(row, places.label, Cell(view.label[language], role=Role.HEADER))
    grid.put(row, places.share, Cell(SHARE[language], Unit.RATE, Role.HEADER))
    for at, measure in zip(places.amounts, view.measures, strict=True):
        grid.put(row, at, Cell(measure.title[language], Unit.CENTS, Role.HEADER))


def _put_totals(grid: Grid, first_row: int, row: int, places: _Places, view: View, language: Language) -> None:
    grid.put(row, places.key, Cell(role=Role.TOTAL))
    grid.put(row, places.label, Cell(TOTAL[language], role=Role.TOTAL))
    for number, at in enumerate(places.amounts):
        cents = sum(line.amounts[number] or 0 for line in view.lines)
        grid.put(row, at, Cell(cents, Unit.CENTS, Role.TOTAL, sum_down(column_name(at), first_row + 1, row - 1)))
    total, cell = sum(line.amounts[0] or 0 for line in view.lines), cell_name(row, places.amounts[0])
    grid.put(row, places.share, Cell(rate_of(total, total), Unit.RATE, Role.TOTAL, share(cell, cell)))
