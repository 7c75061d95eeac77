"""Open what somebody brings, whatever it claims to be: the cells of its visible sheets, or why it cannot be read."""

from __future__ import annotations

import csv
import io
import json
import struct
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from amikit.diagnostics import Diagnostic
from amikit.errors import refusal
from amikit.load.faults import UNREADABLE
from amikit.load.sheet_faults import HIDDEN_SHEET, NOT_A_WORKBOOK, WHY
from amikit.render.child import Stopped, run_apart
from amikit.source.csv import SEPARATORS, CsvTable
from amikit.source.span import Span
from amikit.source.text import decode_text
from amikit.workbook.worker import SECONDS

Plain = str | float | bool | date | None
"""What a cell holds."""
LARGEST_FILE = 20_000_000
LARGEST_UNZIPPED = 200_000_000
"""Bytes that a workbook may become: a budget of ten thousand lines takes a tenth of it."""
_LARGEST_ANSWER = 100_000_000
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
"""How .xls files begin, and workbooks with a password."""
_PASSWORD_MARKS = ("EncryptedPackage".encode("utf-16-le"), b"manifest:encryption-data")


@dataclass(frozen=True)
class Grid:
    """The cells of one visible sheet, or of a CSV file."""

    path: Path
    name: str
    """Empty for a CSV file: it has no sheet."""
    rows: Sequence[Sequence[Plain]]
    merged: Sequence[Sequence[int]] = ()
    """First row, first column, last row, last column, from 0."""
    odd: Mapping[tuple[int, int], str] = field(default_factory=dict)
    """Formulas without a value (``no-value``), in error (``error``), or that look into another file (``outside``)."""
    table: CsvTable | None = None
    lines: Sequence[int] = ()
    """For a CSV file, the line on which each row begins."""

    def cell(self, row: int, column: int) -> Plain:
        """The value of a cell; None outside."""
        return self.rows[row][column] if row < len(self.rows) and column < len(self.rows[row]) else None

    def span(self, row: int, column: int) -> Span:
        """The place of a cell."""
        if self.table is not None:
            return self.table.span_at(self.lines[row], column)
        return Span(self.path, row + 1, column + 1, sheet=self.name)


def open_grids(path: Path) -> tuple[list[Grid], list[Diagnostic]]:
    """The visible sheets of XLSX, ODS and XLS, or the rows of a CSV; never raises for what the file holds."""
    try:
        if path.stat().st_size > LARGEST_FILE:
            return [], [_refused(path, "too-big")]
        content = path.read_bytes()
    except OSError as error:
        return [], [UNREADABLE.at(Span(path), path.name, why=refusal(error))]
    if not content.strip():
        return [], [_refused(path, "empty")]
    if not content.startswith((b"PK", _OLD_OFFICE)):
        grid = _read_csv(path, content)
        return ([grid], []) if isinstance(grid, Grid) else ([], [_refused(path, grid)])
    why = _danger(content)
    if why:
        return [], [_refused(path, why)]
    try:
        said = json.loads(run_apart("amikit.workbook.worker", content, seconds=2 * SECONDS, largest=_LARGEST_ANSWER))
    except Stopped:
        return [], [_refused(path, "too-big")]
    if "error" in said:
        return [], [_refused(path, said["error"])]
    hidden = [HIDDEN_SHEET.at(Span(path), name=sheet["name"]) for sheet in said["sheets"] if not sheet["is_visible"]]
    return [_grid(path, sheet) for sheet in said["sheets"] if sheet["is_visible"]], hidden


def _refused(path: Path, why: str) -> Diagnostic:
    reason, hint = WHY[why]
    return NOT_A_WORKBOOK.at(Span(path), path.name, why=reason, hint=hint)


def _danger(content: bytes) -> str:
    """Why a file must not even be given to the library that reads it; empty when nothing says so."""
    if content.startswith(_OLD_OFFICE):
        return "password" if _PASSWORD_MARKS[0] in content else ""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            room = LARGEST_UNZIPPED
            for entry in entries:
                room -= max(entry.file_size, _real_size(content, entry, room))
                if room < 0:
                    return "too-big"
            manifest = next((entry for entry in entries if entry.filename == "META-INF/manifest.xml"), None)
            if manifest is not None and _PASSWORD_MARKS[1] in archive.read(manifest):
                return "password"
    except (zipfile.BadZipFile, zlib.error, struct.error, NotImplementedError, RuntimeError, ValueError, EOFError):
        return "damaged"
    return ""


def _real_size(content: bytes, entry: zipfile.ZipInfo, room: int) -> int:
    """How many bytes an entry becomes, whatever it says of itself; counted up to ``room``."""
    if entry.compress_type != zipfile.ZIP_DEFLATED:
        return entry.compress_size
    name_length, extra_length = struct.unpack_from("<HH", content, entry.header_offset + 26)
    start = entry.header_offset + 30 + name_length + extra_length
    waiting = content[start : start + entry.compress_size]
    inflater, size = zlib.decompressobj(-zlib.MAX_WBITS), 0
    while waiting and size <= room and not inflater.eof:
        size += len(inflater.decompress(waiting, 1 << 20))
        waiting = inflater.unconsumed_tail
    return size


def _grid(path: Path, sheet: Mapping[str, Any]) -> Grid:
    rows = [[_value(cell) for cell in row] for row in sheet["rows"]]
    odd = {(row, column): kind for row, column, kind in sheet["odd"]}
    return Grid(path, sheet["name"], rows, sheet["merged"], odd)


def _value(cell: Any) -> Plain:
    value: Plain = date.fromisoformat(cell["day"]) if isinstance(cell, dict) else cell
    return value.strip() or None if isinstance(value, str) else value


def _read_csv(path: Path, content: bytes) -> Grid | str:
    """A CSV file, or why not; its table may begin anywhere, below a title."""
    text = decode_text(content)
    if text is None or "\0" in text:
        return "encoding" if text is None else "damaged"
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    lines = io.StringIO(text).readlines()
    separator = max(SEPARATORS, key=lambda mark: max(line.count(mark) for line in lines))
    table = CsvTable(path, separator, lines=lines)
    reader = csv.reader(lines, delimiter=separator, skipinitialspace=True)
    rows: list[list[Plain]] = []
    starts: list[int] = []
    line = 1
    try:
        for record in reader:
            rows.append([cell.strip() or None for cell in record])
            starts.append(line)
            line = reader.line_num + 1
    except csv.Error:
        return "damaged"
    return Grid(path, "", rows, table=table, lines=starts)
