"""Read a workbook in a child process: files come from anywhere, and the library that reads them trusts their sizes."""

from __future__ import annotations

import html
import io
import json
import re
import sys
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from amikit.render.child import limit_this_process
from amikit.workbook.ods_marks import Marks, read_marks

SECONDS = 30
MEMORY_BYTES = 2 * 1024 * 1024 * 1024
_MOST_ROWS, _MOST_COLUMNS = 100_000, 500
_CELL = re.compile(r'<(?:\w+:)?c r="([A-Z]{1,3})([0-9]{1,7})"([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>)', re.DOTALL)
_FORMULA = re.compile(r"<(?:\w+:)?f\b[^>]*?(?:/>|>(.*?)</(?:\w+:)?f>)", re.DOTALL)
_VALUE = re.compile(r"<(?:\w+:)?v>([^<]+)<")
_SHEET = re.compile(r"<(?:\w+:)?sheet\b[^>]*>")
_RELATION = re.compile(r"<Relationship\b[^>]*>")
_ATTRIBUTE = re.compile(r'([\w:]+)="([^"]*)"')
_OUTSIDE = re.compile(r"\[[^\]]+\]|file:|https?:", re.IGNORECASE)


def main() -> None:
    """The child's whole life: read a file, say its cells."""
    content = sys.stdin.buffer.read()
    limit_this_process(cpu_seconds=SECONDS, memory_bytes=MEMORY_BYTES)
    json.dump(_read(content), sys.stdout)


def _read(content: bytes) -> dict[str, Any]:
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        odd, marks = _odd_cells(content), read_marks(content)
        sheets = []
        for place, about in enumerate(book.sheets_metadata):
            if about.typ is not SheetTypeEnum.WorkSheet:
                continue
            sheet: dict[str, Any] = {"name": about.name, "is_visible": about.visible is SheetVisibleEnum.Visible}
            if sheet["is_visible"]:
                page = book.get_sheet_by_index(place)
                if page.total_height > _MOST_ROWS or page.total_width > _MOST_COLUMNS:
                    return {"error": "too-big"}
                sheet["rows"] = [[_plain(cell) for cell in row] for row in page.to_python(skip_empty_area=False)]
                said = marks.get(about.name, Marks())
                sheet["merged"] = [*([*start, *end] for start, end in page.merged_cell_ranges or []), *said.merged]
                sheet["odd"] = [*odd.get(about.name, []), *said.odd]
            sheets.append(sheet)
    except CalamineError as error:
        return {"error": "password" if "password" in str(error).lower() else "damaged"}
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # the library's own, which it does not let us name
            raise
        return {"error": "damaged"}
    return {"sheets": sheets}


def _plain(cell: object) -> Any:
    """JSON for a cell; days are tagged."""
    if isinstance(cell, datetime):
        cell = cell.date()
    if isinstance(cell, date):
        return {"day": cell.isoformat()}
    if isinstance(cell, (time, timedelta)):
        return str(cell)
    return None if cell == "" else cell


def _odd_cells(content: bytes) -> dict[str, list[tuple[int, int, str]]]:
    """By sheet, the cells of an XLSX whose formula has no value, fails, or looks into another file."""
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return {}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = set(archive.namelist())
        if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= names:
            return {}

        def text_of(name: str) -> str:
            return archive.read(name).decode(errors="replace") if name in names else ""

        relations = [dict(_ATTRIBUTE.findall(one)) for one in _RELATION.findall(text_of("xl/_rels/workbook.xml.rels"))]
        targets = {one.get("Id"): one.get("Target", "") for one in relations}
        odd = {}
        for tag in _SHEET.findall(text_of("xl/workbook.xml")):
            attributes = dict(_ATTRIBUTE.findall(tag))
            target = targets.get(attributes.get("r:id", ""), "")
            path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            odd[html.unescape(attributes.get("name", ""))] = list(_odd_in(text_of(path)))
        return odd


def _odd_in(text: str) -> Iterator[tuple[int, int, str]]:
    for letters, row, attributes, inside in _CELL.findall(text):
        formula = _FORMULA.search(inside)
        is_error = 't="e"' in attributes
        if not formula and not is_error:
            continue
        value = _VALUE.search(inside)
        kind = "error" if is_error else "no-value" if not value and 't="str"' not in attributes else ""
        if not kind and formula and _OUTSIDE.search(html.unescape(formula[1] or "")):
            kind = "outside"
        if kind:
            yield int(row) - 1, _column(letters), kind


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - ord("A") + 1
    return number - 1
