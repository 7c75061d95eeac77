"""A PDF: the files attached to it, and its text as a reader sees it."""

from __future__ import annotations

import io
import re

import pikepdf
import pypdfium2

from amikit.verify.reading import LARGEST_ANNEX, LARGEST_TEXT, Kind, Received, Unreadable, annexes_among

MOST_OBJECTS = 300_000
MOST_PAGES = 1_000
MOST_ATTACHMENTS = 50
_CUT = re.compile(r"(?<=[0-9]) ?\r?\n(?=€(?![0-9]+[.,][0-9]|[0-9]{3})|%|h(?![^\W\d_]))")
"""Where the end of a line parts a number from its unit."""


def read_pdf(content: bytes) -> Received:
    """Raises ``Unreadable``: encrypted, damaged, or far larger than any answer."""
    return Received(Kind.PDF, annexes_among(_attachments(content)), "\n".join(pages_of(content)))


def _attachments(content: bytes) -> list[bytes]:
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            # What the file says of itself, which is what qpdf reads; the child's memory bounds one that lies.
            size = pdf.trailer.get("/Size")
            if (len(pdf.objects) if size is None else int(size)) > MOST_OBJECTS:
                raise Unreadable("too-big")
            attached = list(pdf.attachments.values())
            if len(attached) > MOST_ATTACHMENTS:
                raise Unreadable("too-big")
            read = [file.get_file().read_bytes() for file in attached]
    except pikepdf.PasswordError as error:
        raise Unreadable("password") from error
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, RecursionError) as error:
        raise Unreadable("damaged") from error
    return [one for one in read if len(one) <= LARGEST_ANNEX]


def pages_of(content: bytes) -> list[str]:
    """The text of every page; pages that are pictures have none. Raises ``Unreadable``."""
    try:
        pdf = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise Unreadable("damaged") from error
    try:
        if len(pdf) > MOST_PAGES:
            raise Unreadable("too-big")
        texts, length = [], 0
        for page in pdf:
            # pdfium has marks of its own for a hyphen that ends a line.
            said = _CUT.sub(" ", page.get_textpage().get_text_range().replace("\ufffe", "-").replace("\x02", "-"))
            length += len(said)
            if length > LARGEST_TEXT:
                raise Unreadable("too-big")
            texts.append(said)
    except pypdfium2.PdfiumError as error:
        raise Unreadable("damaged") from error
    finally:
        pdf.close()
    return texts
