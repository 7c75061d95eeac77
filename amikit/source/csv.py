"""CSV as spreadsheets write it: any usual separator and encoding, every cell with its place."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from amikit.source.span import Located, Problem, Span

SEPARATORS = ";\t,"
_LONGEST_CELL = 100_000


class CsvRow(dict[str, str | None], Located):
    """A row by column name; an empty cell is None. Columns are found only when asked."""

    __slots__ = ("line", "table")

    def __init__(self, table: CsvTable, line: int) -> None:
        super().__init__()
        self.table = table
        self.line = line

    def span(self) -> Span:
        return Span(self.table.path, self.line)

    def span_of(self, key: str) -> Span:
        return self.table.cell_span(self.line, key)

    def span_of_item(self, key: str, place: int) -> Span:  # noqa: ARG002 - a cell holds no list
        return self.span_of(key)

    def span_of_key(self, key: str) -> Span:
        return self.table.cell_span(self.table.header_line, key)


@dataclass
class CsvTable:
    """The rows of a file, in order, with what could not be read."""

    path: Path
    separator: str = ";"
    columns: tuple[str, ...] = ()
    header_line: int = 1
    lines: Sequence[str] = ()
    rows: list[CsvRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def rename(self, place: int, name: str) -> None:
        """Read column number ``place`` (from 0) as though it had been called ``name``."""
        before = self.columns[place]
        self.columns = (*self.columns[:place], name, *self.columns[place + 1 :])
        for row in self.rows:
            if before in row:
                row[name] = row.pop(before)

    def cell_span(self, line: int, column: str) -> Span:
        """The place of a cell: its record is read again, with an eye on characters this time."""
        if column not in self.columns:
            return Span(self.path, line)
        return self.span_at(line, self.columns.index(column))

    def span_at(self, line: int, place: int) -> Span:
        """The place of the cell number ``place`` (from 0) of the record that begins on ``line``."""
        at = 0
        for _ in range(place):
            line, end = self._cell_end(line, at)
            if self.lines[line - 1][end : end + 1] != self.separator:
                return Span(self.path, line, end + 1)  # the record has fewer cells
            at = end + 1
        last_line, end = self._cell_end(line, at)
        text = self.lines[line - 1]
        cell = text[at : end if last_line == line else len(text)]
        at += len(cell) - len(cell.lstrip()) if cell.strip() else 0
        return Span(self.path, line, at + 1, length=len(cell.strip()))

    def _cell_end(self, line: int, at: int) -> tuple[int, int]:
        """Where the cell that begins at ``at`` ends: on a separator, or at the end of a line."""
        text = self.lines[line - 1] if line <= len(self.lines) else ""
        start = at + len(text[at:]) - len(text[at:].lstrip(" "))
        if text[start : start + 1] == '"':
            at = start + 1
            while True:
                at = text.find('"', at)
                if at < 0:
                    if line >= len(self.lines):
                        return line, len(text)
                    text, line, at = self.lines[line], line + 1, 0
                elif text[at + 1 : at + 2] == '"':
                    at += 2
                else:
                    break
        end = text.find(self.separator, at)
        return line, end if end >= 0 else len(text.rstrip("\r\n"))


def parse_csv(text: str, path: Path) -> CsvTable:
    """Read a table whose first non-empty line names the columns.

    The separator is the one of ``;``, tab and ``,`` that the header holds most.
    Problems: ``csv-empty``, ``csv-duplicate-column``, ``csv-too-many-cells``, ``csv-broken``,
    ``csv-long-cell``; after the last two, nothing more is read.
    """
    table = CsvTable(path, lines=io.StringIO(text).readlines())  # splitlines() would cut at U+2028 too
    header = next((number for number, line in enumerate(table.lines) if line.strip(" \t;,\r\n")), None)
    if header is None:
        table.problems.append(Problem("csv-empty", Span(path)))
        return table
    table.header_line = header + 1
    table.separator = max(SEPARATORS, key=table.lines[header].count)
    _read_records(table)
    return table


def _records(table: CsvTable) -> Iterator[tuple[int, list[str]]]:
    """Each record and the line on which it begins; what cannot be read ends the table."""
    reader = csv.reader(
        table.lines[table.header_line - 1 :], delimiter=table.separator, skipinitialspace=True, strict=True
    )
    line = table.header_line
    csv.field_size_limit(_LONGEST_CELL)  # a setting of all the process: another library may have changed it
    try:
        for record in reader:
            yield line, record
            line = table.header_line + reader.line_num
    except csv.Error as error:
        kind = "csv-long-cell" if "limit" in str(error) else "csv-broken"
        table.problems.append(Problem(kind, Span(table.path, line)))


def _read_records(table: CsvTable) -> None:
    records = _records(table)
    _, names = next(records, (table.header_line, []))
    table.columns = tuple(name.strip().casefold() for name in names)
    while table.columns and not table.columns[-1]:
        table.columns = table.columns[:-1]
    for place, name in enumerate(table.columns):
        if name in table.columns[:place]:
            span = table.span_at(table.header_line, place)
            table.problems.append(Problem("csv-duplicate-column", span, {"column": name}))
    width = len(table.columns)
    named = [(place, name) for place, name in enumerate(table.columns) if name and name not in table.columns[:place]]
    for line, record in records:
        if not any(cell.strip() for cell in record):
            continue
        # Spreadsheets pad every record to the header: one that is longer holds cents cut by commas.
        is_cut = table.separator == "," and len(record) > len(names)
        if is_cut or any(cell.strip() for cell in record[width:]):
            span = table.span_at(line, width)
            table.problems.append(
                Problem("csv-too-many-cells", span, {"cells_count": len(record), "columns_count": width})
            )
        row = CsvRow(table, line)
        count = len(record)
        row.update({name: record[place].strip() or None for place, name in named if place < count})
        table.rows.append(row)
