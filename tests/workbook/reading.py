"""What is inside a workbook, read from its parts, without the library that wrote it."""

from __future__ import annotations

import io
import re
import subprocess
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from amikit.compute.proposal import Proposal
from amikit.workbook.book import describe_book
from amikit.workbook.sheet import Book, Cell, Unit
from amikit.workbook.xlsx import to_xlsx
from tests.programs import require

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ALWAYS = (
    '<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">'
    "<value>0</value></prop></item>"
)
_SETTINGS = (
    '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry" '
    'xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
    f"{_ALWAYS}</oor:items>"
)


def _xml(text: str) -> ET.Element:
    return ET.fromstring(text)  # noqa: S314 - our own files


@dataclass(frozen=True)
class Raw:
    """A cell as the file has it."""

    value: str
    formula: str | None
    is_locked: bool


class Parts:
    """A workbook, part by part."""

    def __init__(self, content: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            self.infos = archive.infolist()
            self.texts = {name: archive.read(name).decode() for name in archive.namelist()}
        book = _xml(self.texts["xl/workbook.xml"])
        self.sheet_names = [sheet.attrib["name"] for sheet in book.iter(f"{_MAIN}sheet")]
        self.names = {one.attrib["name"]: one.text or "" for one in book.iter(f"{_MAIN}definedName")}
        self._strings = [
            "".join(text.text or "" for text in item.iter(f"{_MAIN}t"))
            for item in _xml(self.texts["xl/sharedStrings.xml"])
        ]
        self._locked = [
            next((cell.get("locked") != "0" for cell in style.iter(f"{_MAIN}protection")), True)
            for style in next(_xml(self.texts["xl/styles.xml"]).iter(f"{_MAIN}cellXfs"))
        ]

    def sheet_text(self, name: str) -> str:
        return self.texts[f"xl/worksheets/sheet{self.sheet_names.index(name) + 1}.xml"]

    def cells(self, name: str) -> dict[str, Raw]:
        """The cells of a sheet by their address."""
        return dict(self._cells(_xml(self.sheet_text(name))))

    def _cells(self, sheet: ET.Element) -> Iterator[tuple[str, Raw]]:
        for cell in sheet.iter(f"{_MAIN}c"):
            value, formula = cell.find(f"{_MAIN}v"), cell.find(f"{_MAIN}f")
            text = (value.text or "") if value is not None else ""
            if cell.get("t") == "s":
                text = self._strings[int(text)]
            is_locked = self._locked[int(cell.get("s", "0"))]
            yield cell.attrib["r"], Raw(text, None if formula is None else formula.text or "", is_locked)

    def named(self, name: str) -> str:
        """The value of the cell that has a name."""
        sheet, _, address = self.names[name].rpartition("!")
        return self.cells(sheet.strip("'"))[address.replace("$", "")].value


def without_values(book: Book) -> Book:
    """The same workbook where no formula has its value yet."""

    def bare(cell: Cell | None) -> Cell | None:
        if cell is None or not cell.formula:
            return cell
        return replace(cell, value="?" if cell.unit is Unit.TEXT else -1)

    sheets = (replace(sheet, rows=tuple([bare(cell) for cell in row] for row in sheet.rows)) for sheet in book.sheets)
    return replace(book, sheets=tuple(sheets))


def recalculated(contents: Mapping[str, bytes], folder: Path) -> dict[str, Parts]:
    """The workbooks once LibreOffice has computed every formula again."""
    profile, made = folder / "profile", folder / "made"
    (profile / "user").mkdir(parents=True)
    (profile / "user/registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
    for name, content in contents.items():
        (folder / f"{name}.xlsx").write_bytes(content)
    command = [require("soffice"), f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to"]
    paths = [folder / f"{name}.xlsx" for name in contents]
    subprocess.run([*command, "xlsx:Calc MS Excel 2007 XML", "--outdir", made, *paths], check=True, capture_output=True)
    return {name: Parts((made / f"{name}.xlsx").read_bytes()) for name in contents}


def export(proposal: Proposal) -> bytes:
    """The workbook of an answer."""
    return to_xlsx(describe_book(proposal, date(2027, 1, 1)))


def formulas(parts: Parts) -> list[str]:
    """Every formula of a workbook."""
    return [raw.formula for name in parts.sheet_names for raw in parts.cells(name).values() if raw.formula is not None]


def is_number(text: str) -> bool:
    return bool(re.fullmatch(r"-?[0-9.]+(?:E[-+]?[0-9]+)?", text))
