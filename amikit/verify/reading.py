"""What a received file holds, whatever its name says: its annexes, and the text that a reader sees.

Every file is hostile. What cannot be read is said in one word (``why``), never raised: the next file waits.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

LARGEST_FILE = 100_000_000
"""Bytes; a joint answer with its pictures has two or three million."""
LARGEST_ANNEX = 20_000_000
"""Bytes; an answer of 10 000 lines has four million."""
LARGEST_TEXT = 10_000_000
"""Characters; 300 pages have one million."""
_HEAD = 1024
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED_OFFICE = "EncryptedPackage".encode("utf-16-le")
"""Word puts a DOCX that has a password into a file of the old kind."""


class Kind(StrEnum):
    """What a file is, by its contents."""

    PDF = "pdf"
    DOCX = "docx"
    ODT = "odt"
    HTML = "html"
    JSON = "json"
    TEXT = "txt"
    UNKNOWN = ""


class Unreadable(Exception):
    """The file cannot be read; ``why`` is a key of ``words.WHY``."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Received:
    """What was found in a file."""

    kind: Kind
    annexes: tuple[bytes, ...] = ()
    """Each different annex, as it was attached."""
    text: str = ""
    why: str = ""
    """Why the file could not be read; empty when it could."""


def receive(content: bytes) -> Received:
    """Read a file from its bytes."""
    kind = sniff(content)
    try:
        if len(content) > LARGEST_FILE:
            raise Unreadable("too-big")
        received = _READERS[kind](content)
    except Unreadable as unreadable:
        return Received(kind, why=unreadable.why)
    annexes = tuple(dict.fromkeys(received.annexes))
    if any(len(annex) > LARGEST_ANNEX for annex in annexes) or len(received.text) > LARGEST_TEXT:
        return Received(kind, why="too-big")
    return replace(received, annexes=annexes)


def sniff(content: bytes) -> Kind:
    """What the first bytes say, and not the name: a file may be called anything."""
    head = content[:_HEAD].removeprefix(b"\xef\xbb\xbf").lstrip()
    if b"%PDF-" in content[:_HEAD]:
        return Kind.PDF
    if head.startswith(b"PK\x03\x04"):
        is_odt = b"mimetypeapplication/vnd.oasis.opendocument.text" in content[:200]
        return Kind.ODT if is_odt else Kind.DOCX
    if head.startswith(b"<"):
        return Kind.HTML
    if head.startswith(b"{"):
        return Kind.JSON
    if not head or b"\x00" in content[:_HEAD]:
        return Kind.UNKNOWN
    return Kind.TEXT


def from_base64(letters: str) -> bytes | None:
    """What base64 says, spaces aside; None for what is not base64, or far too long."""
    if len(letters) > 2 * LARGEST_ANNEX:
        raise Unreadable("too-big")
    try:
        return base64.b64decode("".join(letters.split()), validate=True)
    except (binascii.Error, ValueError):
        return None


def is_annex(content: bytes) -> bool:
    """Whether this is an annex of ours, of this version or another: one of somebody else's files may be JSON too."""
    if content.startswith(b'{"budget":{') and b',"format":"amikit-annex",' in content:
        return True  # as it is made; no need to read it all twice
    try:
        said = json.loads(content)
    except (ValueError, RecursionError):
        return False
    return isinstance(said, dict) and said.get("format") == "amikit-annex"


def annexes_among(found: Iterable[bytes | None]) -> tuple[bytes, ...]:
    """Those of these contents that are annexes."""
    return tuple(one for one in found if one is not None and is_annex(one))


def annexes_carried(found: Iterable[str]) -> tuple[bytes, ...]:
    """What stands where only an annex of ours does, in base64; what cannot be decoded stays, as nothing: it was damaged."""
    return tuple(from_base64(one) or b"" for one in found)


def decoded(content: bytes) -> str:
    """Text in UTF-8, or as old Windows wrote it."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _read_pdf(content: bytes) -> Received:
    from amikit.verify.read_pdf import read_pdf

    return read_pdf(content)


def _read_package(content: bytes) -> Received:
    from amikit.verify.read_package import read_package

    return read_package(content)


def _read_html(content: bytes) -> Received:
    from amikit.verify.read_html import read_html

    return read_html(decoded(content))


def _read_json(content: bytes) -> Received:
    if not is_annex(content):
        raise Unreadable("not-an-annex")
    return Received(Kind.JSON, (content,))


def _read_text(content: bytes) -> Received:
    return Received(Kind.TEXT, text=decoded(content))


def _unknown(content: bytes) -> Received:
    if content.startswith(_OLD_OFFICE) and _LOCKED_OFFICE in content:
        raise Unreadable("password")
    raise Unreadable("empty" if not content.strip() else "unknown")


_READERS = {
    Kind.PDF: _read_pdf,
    Kind.DOCX: _read_package,
    Kind.ODT: _read_package,
    Kind.HTML: _read_html,
    Kind.JSON: _read_json,
    Kind.TEXT: _read_text,
    Kind.UNKNOWN: _unknown,
}
