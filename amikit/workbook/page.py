"""A sheet of figures one below another: each with its words, its amount, its share and what is said of it."""

from __future__ import annotations

from fractions import Fraction

from amikit.compute.proposal import Proposal
from amikit.i18n import Language, Text, say
from amikit.workbook.formulas import share, text_literal
from amikit.workbook.grid import SHARE, Grid
from amikit.workbook.lines import YES, Table, range_name
from amikit.workbook.sheet import Cell, Range, Role, Unit

AMOUNT = Text("Montant", "Amount")
_NO = Text("non", "no")


class Page:
    """Writes a sheet from top to bottom; cells that others need are kept by name."""

    def __init__(self, name: Text, proposal: Proposal, expenses: Table, incomes: Table, language: Language) -> None:
        self.name, self.language = name, language
        self.proposal, self.expenses, self.incomes = proposal, expenses, incomes
        self.grid = Grid()
        self.ranges: list[Range] = []

    def section(self, title: Text) -> None:
        """The header of a table of amounts and shares, below an empty row."""
        row = self.grid.next_row + 1
        heads = ((title, Unit.TEXT), (AMOUNT, Unit.CENTS), (SHARE, Unit.RATE))
        self.grid.put_row(row, [Cell(head[self.language], unit, Role.HEADER) for head, unit in heads])

    def amount(
        self,
        title: Text,
        cents: int,
        formula: str,
        *,
        part: tuple[Fraction, str] | None = None,
        role: Role = Role.LABEL,
        note: str = "",
        name: Text | None = None,
    ) -> str:
        """A line with an amount; ``part`` is its share and the cell of what it is a share of. Returns its cell."""
        row = self.grid.next_row
        words = role if role in (Role.TOTAL, Role.DETAIL) else Role.LABEL
        figure = Role.TOTAL if role is Role.TOTAL else Role.COMPUTED
        self.grid.put(row, 0, Cell(title[self.language], role=words))
        cell = self.grid.put(row, 1, Cell(cents, Unit.CENTS, figure, formula))
        rate = Cell(role=figure)
        if part is not None:
            rate = Cell(part[0], Unit.RATE, figure, share(cell, part[1]))
        self.grid.put(row, 2, rate)
        if note:
            self.grid.put(row, 3, Cell(note, role=Role.NOTE))
        if name is not None:
            self.ranges.append(Range(range_name(self.name, name, self.language), row, row, 1))
        return cell

    def check(self, title: Text, condition: str, *, holds: bool, **facts: object) -> None:
        """A line that says whether something holds."""
        row = self.grid.next_row
        self.grid.put(row, 0, Cell(say(title, facts, self.language)))
        self.grid.put(row, 1, check_cell(condition, self.language, holds=holds))
        self.grid.put(row, 2, Cell(role=Role.COMPUTED))


def check_cell(condition: str, language: Language, *, holds: bool) -> Cell:
    """Whether a condition holds, as the formula of a cell says it."""
    yes, no = YES[language], _NO[language]
    formula = f"IF({condition},{text_literal(yes)},{text_literal(no)})"
    return Cell(yes if holds else no, role=Role.CHECK, formula=formula)
