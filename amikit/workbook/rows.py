"""From the cells of a sheet to lines of the budget, each fault at its cell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from amikit.diagnostics import Diagnostic
from amikit.load.faults import SUM_LINE
from amikit.load.sheet_faults import DATE_FOR_YEAR, HEADING_ASIDE, MERGED_CELLS, NO_VALUE, NO_VALUE_WHY, OUTSIDE_FORMULA
from amikit.load.tables import sum_name
from amikit.load.validate import validate
from amikit.model.budget import Expense, Income
from amikit.source.span import Located, Span, column_name
from amikit.workbook.columns import columns_of
from amikit.workbook.matching import Match
from amikit.workbook.opening import Plain
from amikit.workbook.sheet import Unit

_DATE = re.compile(r"\s*(?:[0-9]{1,2}[/.-][0-9]{1,2}[/.-]([0-9]{4})|([0-9]{4})[/.-][0-9]{1,2}[/.-][0-9]{1,2})\s*")


class SheetRow(dict[str, str | None], Located):
    """A row by key; each value knows its cell."""

    __slots__ = ("match", "row")

    def __init__(self, match: Match, row: int) -> None:
        super().__init__()
        self.match = match
        self.row = row

    def span(self) -> Span:
        return self.match.grid.span(self.row, min(self.match.places.values()))

    def span_of(self, key: str) -> Span:
        place = self.match.places.get(key)
        return self.span() if place is None else self.match.grid.span(self.row, place)

    def span_of_item(self, key: str, place: int) -> Span:  # noqa: ARG002 - a cell holds no list
        return self.span_of(key)

    def span_of_key(self, key: str) -> Span:
        place = self.match.places.get(key)
        return self.span() if place is None else self.match.grid.span(self.match.header_row, place)


@dataclass(frozen=True, slots=True)
class Brought:
    """One line that a sheet brings."""

    texts: Mapping[str, str | None]
    """What each column of the sheet says, as our files would."""
    line: Expense | Income
    """Its id is empty when the sheet gives none."""


def read_rows(match: Match) -> tuple[list[Brought], list[Diagnostic]]:
    """The lines of a table, sums and headings left out, and every fault of its cells."""
    found = list(_say_merged(match))
    lines = []
    units = {column.key: column.unit for column in columns_of(match.model)}
    for number in range(match.header_row + 1, len(match.grid.rows)):
        cells = {key: match.grid.cell(number, place) for key, place in match.places.items()}
        odd = list(_say_odd(match, number))
        if all(cell is None for cell in cells.values()) and not any(one.fault is NO_VALUE for one in odd):
            continue
        row = SheetRow(match, number)
        row.update({key: as_text(cell, units[key]) for key, cell in cells.items()})
        about = f"budget/{row.get('ligne') or number + 1}"
        name = sum_name(row)
        others = {key for key, text in row.items() if text is not None and key not in ("ligne", "libelle")}
        if name:
            if others:  # amikit's own total has nothing but its name there
                found.append(SUM_LINE.at(row.span(), about, name=name))
            continue
        found += odd
        if not others and not row.get("ligne") and not odd:
            found.append(HEADING_ASIDE.at(row.span(), about, name=row.get("libelle")))
            continue
        found += _take_dates(row, cells, about)
        texts = dict(row)
        row["ligne"] = row.get("ligne") or "-"  # one is given to it later
        line, said = validate(match.model, row, row.span(), about)
        found += said
        if line is not None:
            lines.append(Brought(texts, line))
    return lines, found


def as_text(cell: Plain, unit: Unit) -> str | None:
    """What a cell holds, as our files write it; None for an empty one."""
    if cell is None or isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "oui" if cell else "non"
    if isinstance(cell, date):
        return cell.isoformat()
    exact = round(cell, 6)  # sums of cents leave dust at the end
    if unit is Unit.CENTS and round(exact, 2) == exact:
        return f"{exact:.2f}".replace(".", ",")
    if exact == int(exact):
        return str(int(exact))
    text = f"{exact:.6f}".rstrip("0").replace(".", ",")
    return f"{text}0" if text[-4] == "," else text  # « 1,234 » could be thousands: a number of a sheet is not


def _take_dates(row: SheetRow, cells: Mapping[str, Plain], about: str) -> Iterator[Diagnostic]:
    """A date where a year is expected is said, and taken out."""
    text = row.get("annee")
    found = _DATE.fullmatch(text) if text else None
    if found and text:
        day = cells["annee"]
        said = day.strftime("%d/%m/%Y") if isinstance(day, date) else text
        yield DATE_FOR_YEAR.at(row.span_of("annee"), about, text=said, year=found[1] or found[2])
        row["annee"] = None


def _say_merged(match: Match) -> Iterator[Diagnostic]:
    """Merged cells among those that are taken: their value would be in the first one only."""
    places = set(match.places.values())
    for first_row, first_column, last_row, last_column in match.grid.merged:
        if last_row >= match.header_row and places & set(range(first_column, last_column + 1)):
            cells = f"{column_name(first_column)}{first_row + 1}:{column_name(last_column)}{last_row + 1}"
            yield MERGED_CELLS.at(match.grid.span(first_row, first_column), match.grid.path.name, cells=cells)


def _say_odd(match: Match, row: int) -> Iterator[Diagnostic]:
    """Formulas that have no value, and values that come from elsewhere, among the cells that are taken."""
    if not match.grid.odd:
        return
    for place in match.places.values():
        kind = match.grid.odd.get((row, place))
        span = match.grid.span(row, place)
        if kind == "outside":
            yield OUTSIDE_FORMULA.at(span, match.grid.path.name, text=as_text(match.grid.cell(row, place), Unit.TEXT))
        elif kind:
            yield NO_VALUE.at(span, match.grid.path.name, why=NO_VALUE_WHY[kind])
