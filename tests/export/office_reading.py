"""Read back what a word processor would: parts, texts, pages."""

from __future__ import annotations

import io
import json
import subprocess
import zipfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pypdfium2

from amikit.export.pandoc import pandoc_path
from tests.programs import require

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"


def part(document: bytes, name: str) -> str:
    """A part of a DOCX or an ODT."""
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        return archive.read(name).decode()


def names(document: bytes) -> list[str]:
    """The names of the parts, in the order of the archive."""
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        return archive.namelist()


def tree(document: bytes, name: str) -> ElementTree.Element:
    """A part, parsed: it is well formed."""
    return ElementTree.fromstring(part(document, name))  # noqa: S314 - we wrote it


def assert_every_part_is_well_formed(document: bytes) -> None:
    for name in names(document):
        if name.endswith((".xml", ".rels", ".rdf")):
            tree(document, name)


_ORDERS = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens wordWrap spacing ind contextualSpacing jc textAlignment outlineLvl rPr sectPr",
    "rPr": "rStyle rFonts b bCs i iCs caps strike color spacing kern position sz szCs highlight u shd vertAlign lang",
    "tblPr": "tblStyle tblW jc tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription",
    "tcPr": "tcW gridSpan vMerge tcBorders shd vAlign",
    "sectPr": "headerReference footerReference footnotePr type pgSz pgMar pgNumType cols titlePg docGrid",
    "pBdr": "top left bottom right",
}


def misplaced_properties(document: bytes) -> set[tuple[str, str]]:
    """The properties of a DOCX that are not where the schema wants them: Word may refuse the file."""
    found = set()
    for name in ("word/document.xml", "word/styles.xml", "word/footnotes.xml"):
        for element in tree(document, name).iter():
            order = _ORDERS.get(element.tag.removeprefix(W), "").split()
            children = [child.tag.removeprefix(W) for child in element] if order else []
            places = [order.index(child) if child in order else -1 for child in children]
            if element.tag.endswith("sectPr"):  # headers and footers come in any order
                places = [max(place, 1) for place in places]
            if places != sorted(places):
                found.add((element.tag.removeprefix(W), " ".join(children)))
    return found


def word_paragraphs(document: bytes) -> list[tuple[str, str]]:
    """The style and the text of each paragraph of a DOCX, tables included."""
    found = []
    for paragraph in tree(document, "word/document.xml").iter(f"{W}p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        text = "".join(run.text or "" for run in paragraph.iter(f"{W}t"))
        found.append((style.get(f"{W}val", "") if style is not None else "", text))
    return found


def writer_paragraphs(document: bytes) -> list[tuple[str, str]]:
    """The style and the text of each paragraph and heading of an ODT, tables included."""
    content = tree(document, "content.xml")
    return [
        (element.get(f"{TEXT}style-name", ""), _writer_text(element))
        for element in content.iter()
        if element.tag in (f"{TEXT}p", f"{TEXT}h")
    ]


def _writer_text(element: ElementTree.Element) -> str:
    text = element.text or ""
    for child in element:
        if child.tag == f"{TEXT}s":
            text += " " * int(child.get(f"{TEXT}c", "1"))
        elif child.tag != f"{TEXT}note" and not child.tag.endswith("}title"):
            text += _writer_text(child)
        text += child.tail or ""
    return text


def read_by_pandoc(document: bytes, source: str) -> list[Any]:
    """The blocks that pandoc reads in a file."""
    command = [str(pandoc_path()), f"--from={source}", "--to=json"]
    return list(json.loads(subprocess.run(command, input=document, capture_output=True, check=True).stdout)["blocks"])


def headings_read_by_pandoc(document: bytes, source: str) -> list[tuple[int, str]]:
    """The level and the words of each heading."""
    return [
        (block["c"][0], _words(block["c"][2])) for block in read_by_pandoc(document, source) if block["t"] == "Header"
    ]


def _words(inlines: list[Any]) -> str:
    return "".join(
        inline["c"] if inline["t"] == "Str" else _words(inline["c"][1]) if inline["t"] == "Span" else " "
        for inline in inlines
    )


def pages(document: bytes, suffix: str, folder: Path) -> list[str]:
    """What LibreOffice prints, page by page."""
    soffice = require("soffice")
    (folder / f"reponse{suffix}").write_bytes(document)
    command = [soffice, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", "pdf"]
    subprocess.run(
        [*command, "--outdir", folder, folder / f"reponse{suffix}"], check=True, capture_output=True, timeout=120
    )
    with pypdfium2.PdfDocument(folder / "reponse.pdf") as printed:
        return [page.get_textpage().get_text_bounded() for page in printed]
