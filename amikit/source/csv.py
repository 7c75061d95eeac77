"""CSV as spreadsheets write it: any usual separator and encoding, every cell with its place."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from amikit.source.span import Problem, Span

SEPARATORS = ";\t,"
_LONGEST_CELL = 100_000


class CsvRow(dict[str, str | None]):
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

    def cell_span(self, line: int, column: str) -> Span:
        """The place of a cell: its record is read again, with an eye on characters this time."""
        if column not in self.columns:
            return Span(self.path, line)
        return self.span_at(line, self.columns.index(column))

    def span_at(self, line: int, place: int) -> Span:
        """The place of the cell number ``place`` (from 0) of the record that begins on ``line``."""
        cells = 0
        start = 0
        text = self.lines[line - 1] if line <= len(self.lines) else ""
        quoted = False
        at = 0
        while cells < place:
            if at >= len(text):
                if not quoted or line >= len(self.lines):
                    return Span(self.path, line, max(len(text.rstrip()), 0) + 1)
                text, line, at = self.lines[line], line + 1, 0
                continue
            character = text[at]
            if character == '"':
                quoted = not quoted
            elif character == self.separator and not quoted:
                cells += 1
                start = at + 1
            at += 1
        rest = text[start:].rstrip("\r\n")
        end = len(rest) if rest.startswith('"') else rest.find(self.separator)
        return Span(self.path, line, start + 1, length=len(rest) if end < 0 else end)


def decode_text(raw: bytes) -> str | None:
    """Text of a file from a spreadsheet or an editor; None when no usual encoding fits.

    UTF-8 (with or without a byte-order mark), UTF-16 with its mark, then Windows-1252.
    """
    if b"\x00" in raw and not raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return None
    encodings = ["utf-16"] if raw.startswith((b"\xff\xfe", b"\xfe\xff")) else ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def parse_csv(text: str, path: Path) -> CsvTable:
    """Read a table whose first non-empty line names the columns.

    The separator is the one of ``;``, tab and ``,`` that the header holds most.
    Problems: ``csv-empty``, ``csv-duplicate-column``, ``csv-too-many-cells``, ``csv-broken``.
    """
    table = CsvTable(path, lines=text.splitlines(keepends=True))
    header = next((number for number, line in enumerate(table.lines) if line.strip(" \t;,\r\n")), None)
    if header is None:
        table.problems.append(Problem("csv-empty", Span(path)))
        return table
    table.header_line = header + 1
    table.separator = max(SEPARATORS, key=table.lines[header].count)
    reader = csv.reader(io.StringIO("".join(table.lines[header:]), newline=""), delimiter=table.separator, strict=True)
    previous = csv.field_size_limit(_LONGEST_CELL)
    try:
        _read_records(table, reader, header)
    except csv.Error:
        table.problems.append(Problem("csv-broken", Span(path, header + reader.line_num)))
    finally:
        csv.field_size_limit(previous)
    return table


def _read_records(table: CsvTable, reader: object, header: int) -> None:
    records = iter(reader)  # type: ignore[call-overload]
    table.columns = tuple(name.strip().casefold() for name in next(records))
    while table.columns and not table.columns[-1]:
        table.columns = table.columns[:-1]
    for place, name in enumerate(table.columns):
        if name in table.columns[:place]:
            span = table.span_at(table.header_line, place)
            table.problems.append(Problem("csv-duplicate-column", span, {"column": name}))
    first = header + reader.line_num + 1  # type: ignore[attr-defined]
    width = len(table.columns)
    for record in records:
        line, first = first, header + reader.line_num + 1  # type: ignore[attr-defined]
        if not any(cell.strip() for cell in record):
            continue
        if any(cell.strip() for cell in record[width:]):
            span = table.span_at(line, width)
            table.problems.append(
                Problem("csv-too-many-cells", span, {"cells_count": len(record), "columns_count": width})
            )
        row = CsvRow(table, line)
        for name, cell in zip(table.columns, record, strict=False):
            if name and name not in row:
                row[name] = cell.strip() or None
        table.rows.append(row)
