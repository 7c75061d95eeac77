"""What a reader, a screen reader and a validator find in a PDF."""

from __future__ import annotations

import re
import subprocess
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import page
import pikepdf
import pypdfium2

from tests.programs import require

_STREAM = re.compile(rb"/Length (\d+)[^<>]*(?:<<[^<>]*>>[^<>]*)*>>\s*stream\r?\n")


def standards_faults(content: bytes, folder: Path) -> list[str]:
    """What an independent judge finds against PDF/UA-1 and PDF/A-3a."""
    path = folder / "judged.pdf"
    path.write_bytes(content)
    profiles = (page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_3A)
    faults = [fault for profile in profiles for fault in page.validate_pdf(str(path), profile=profile).failures]
    return [
        f"{fault.rule_id}: {fault.message}"
        for fault in faults
        # The judge takes a last byte 0D, when the line end 0A follows it, for half of a line end.
        if not (fault.rule_id == "PDFA3A-STREAM-LENGTH-001" and _stream_lengths_hold(content))
    ]


def _stream_lengths_hold(content: bytes) -> bool:
    ends = [found.end() + int(found[1]) for found in _STREAM.finditer(content)]
    return len(ends) > 0 and all(re.match(rb"\r?\n?endstream", content[end : end + 11]) for end in ends)


def page_texts(content: bytes) -> list[str]:
    """The text of each page, in reading order."""
    with pypdfium2.PdfDocument(content) as document:
        return [sheet.get_textpage().get_text_range().replace("\r\n", "\n") for sheet in document]


def printed(content: bytes, *options: str) -> str:
    """The text of the whole document, as ``pdftotext`` reads it."""
    return "".join(printed_pages(content, *options))


def printed_pages(content: bytes, *options: str) -> list[str]:
    """The text of each page, as ``pdftotext`` reads it."""
    command = [require("pdftotext"), "-layout", *options, "-", "-"]
    text = subprocess.run(command, input=content, capture_output=True, check=True).stdout.decode()
    return text.split("\f")[:-1]


def misplaced_glyphs(content: bytes) -> list[str]:
    """Glyphs out of their page, or several on one spot: what neither validators nor text extraction see."""
    found: list[str] = []
    with pypdfium2.PdfDocument(content) as document:
        for number, sheet in enumerate(document, 1):
            width, height = sheet.get_size()
            text = sheet.get_textpage()
            boxes = [box for box in map(text.get_charbox, range(text.count_chars())) if box[2] > box[0]]
            outside = sum(box[0] < 20 or box[1] < 20 or box[2] > width - 20 or box[3] > height - 20 for box in boxes)
            if outside:
                found.append(f"page {number}: {outside} outside")
            spots = Counter((round(box[0]), round(box[1])) for box in boxes)
            piled = sum(count > 2 for count in spots.values())
            if piled:
                found.append(f"page {number}: {piled} spots with several glyphs")
    return found


def alternative_texts(content: bytes) -> list[str]:
    """What is said of each figure in the tag tree, in order."""
    with pikepdf.open(BytesIO(content)) as document:
        return [str(node.Alt) for node in _tags(document.Root.StructTreeRoot) if "/Alt" in node]


def link_addresses(content: bytes) -> list[str]:
    """Where the links out of the document lead."""
    with pikepdf.open(BytesIO(content)) as document:
        notes = [note for sheet in document.pages for note in sheet.obj.get("/Annots", [])]
        return [str(note.A.URI) for note in notes if "/A" in note and "/URI" in note.A]


def tag_names(content: bytes) -> Counter[str]:
    """How many of each tag."""
    with pikepdf.open(BytesIO(content)) as document:
        return Counter(str(node.S)[1:] for node in _tags(document.Root.StructTreeRoot) if "/S" in node)


def _tags(node: Any) -> Iterator[Any]:
    if isinstance(node, pikepdf.Array):
        for child in node:
            yield from _tags(child)
    elif isinstance(node, pikepdf.Dictionary):
        yield node
        if "/K" in node:
            yield from _tags(node.K)
