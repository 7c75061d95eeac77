"""What the library that reads ODS does not say: merged cells, and formulas that fail or look into another file."""

from __future__ import annotations

import html
import io
import re
import zipfile
from dataclasses import dataclass, field

_CONTENT = "content.xml"
_TAG = re.compile(
    r"<(/?)table:(table|table-row|table-cell|covered-table-cell)(?=[\s/>])((?:[^>\"']|\"[^\"]*\"|'[^']*')*?)(/?)>"
)
_ATTRIBUTE = re.compile(r'([\w:-]+)="([^"]*)"')
_OUTSIDE = re.compile(r"'[^']*'#|\b(?:file|https?):", re.IGNORECASE)
_FURTHEST_COLUMN = 500
"""A cell repeated beyond what is read is repeated for nothing."""


@dataclass
class Marks:
    """Of one sheet; rows and columns are counted from 0."""

    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    """First row, first column, last row, last column."""
    odd: list[tuple[int, int, str]] = field(default_factory=list)
    """``no-value``, ``error`` or ``outside``, by cell."""


def read_marks(content: bytes) -> dict[str, Marks]:
    """The marks of each sheet of an ODS file, by its name; nothing for any other file."""
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return {}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if _CONTENT not in archive.namelist():
            return {}
        return _marks_of(archive.read(_CONTENT).decode(errors="replace"))


def _marks_of(text: str) -> dict[str, Marks]:
    sheets: dict[str, Marks] = {}
    marks = Marks()
    row = next_row = column = 0
    for closing, name, written, _ in _TAG.findall(text):
        if closing:
            continue
        attributes = {key: html.unescape(value) for key, value in _ATTRIBUTE.findall(written)}
        if name == "table":
            marks = sheets.setdefault(attributes.get("table:name", ""), Marks())
            next_row = 0
        elif name == "table-row":
            row, column = next_row, 0
            next_row += _count(attributes, "table:number-rows-repeated")
        else:
            count = _count(attributes, "table:number-columns-repeated")
            _read_cell(marks, row, column, count, attributes)
            column += count
    return sheets


def _read_cell(marks: Marks, row: int, column: int, count: int, attributes: dict[str, str]) -> None:
    rows, columns = (_count(attributes, f"table:number-{side}-spanned") for side in ("rows", "columns"))
    if rows > 1 or columns > 1:
        marks.merged.append((row, column, row + rows - 1, column + columns - 1))
    formula = attributes.get("table:formula")
    is_error = "error" in (attributes.get("calcext:value-type"), attributes.get("office:value-type"))
    kind = ""
    if is_error:
        kind = "error"
    elif formula and "office:value-type" not in attributes:
        kind = "no-value"
    elif formula and _OUTSIDE.search(formula):
        kind = "outside"
    if kind:
        marks.odd += [(row, at, kind) for at in range(column, min(column + count, _FURTHEST_COLUMN))]


def _count(attributes: dict[str, str], name: str) -> int:
    text = attributes.get(name, "1")
    return int(text) if text.isdecimal() and len(text) < 9 else 1
