"""A DOCX or an ODT: the annex that it carries, and its text as a reader sees it.

Elements are known by their namespaces, as word processors know them. A document type is refused: it could
name other files, or fill the memory.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable
from xml.parsers import expat

from amikit.verify.reading import LARGEST_TEXT, Kind, Received, Unreadable, annexes_carried

LARGEST_PART = 60_000_000
LARGEST_ARCHIVE = 400_000_000
MOST_PARTS = 5_000
_PIECE = 1 << 20
_BETWEEN = " "
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main "
_STRICT_WORD = "http://purl.oclc.org/ooxml/wordprocessingml/main "
_FALLBACK = "http://schemas.openxmlformats.org/markup-compatibility/2006 Fallback"
_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0 "
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0 "
_SVG = "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0 "
_META = "urn:oasis:names:tc:opendocument:xmlns:meta:1.0 "
_ANNEX = "urn:amikit:annex:1 annex"
_FIELD_NAME = "amikit-annex"
_ODT_MIME = b"application/vnd.oasis.opendocument.text"


def read_package(content: bytes) -> Received:
    """Raises ``Unreadable``: encrypted, damaged, not a document, or far larger than any answer."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _read(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError) as error:
        raise Unreadable("damaged") from error


def _read(archive: zipfile.ZipFile) -> Received:
    entries = archive.infolist()
    if len(entries) > MOST_PARTS or sum(entry.file_size for entry in entries) > LARGEST_ARCHIVE:
        raise Unreadable("too-big")
    if any(entry.flag_bits & 1 for entry in entries):
        raise Unreadable("password")
    names = archive.namelist()
    if "content.xml" in names and (b"opendocument.text" in _part(archive, "mimetype") if "mimetype" in names else True):
        if "META-INF/manifest.xml" in names and b"encryption-data" in _part(archive, "META-INF/manifest.xml"):
            raise Unreadable("password")
        meta = _part(archive, "meta.xml") if "meta.xml" in names else b""
        fields = _contents_of(meta, _is_annex_field) if meta else []
        text = _text_of(_part(archive, "content.xml"), _Odt())
        return Received(Kind.ODT, annexes_carried(fields), text)
    if "word/document.xml" not in names:
        raise Unreadable("unknown")
    custom = [name for name in names if name.startswith("customXml/") and name.endswith(".xml")]
    found = [one for name in custom for one in _contents_of(_part(archive, name), _is_annex_part)]
    texts = ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml")
    text = "\n".join(_text_of(_part(archive, name), _Docx()) for name in texts if name in names)
    return Received(Kind.DOCX, annexes_carried(found), text)


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    """A part, read piece by piece: an archive may lie about the size of what it holds."""
    pieces, length = [], 0
    with archive.open(name) as part:
        while piece := part.read(_PIECE):
            length += len(piece)
            if length > LARGEST_PART:
                raise Unreadable("too-big")
            pieces.append(piece)
    return b"".join(pieces)


def _parse(part: bytes, start: Callable[[str, dict[str, str]], None], end: Callable[[str], None],
           text: Callable[[str], None]) -> None:  # fmt: skip
    parser = expat.ParserCreate(None, _BETWEEN)
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    try:
        parser.Parse(part, True)
    except (expat.ExpatError, LookupError, UnicodeError) as error:
        raise Unreadable("damaged") from error


def _refuse(*_: object) -> None:
    raise Unreadable("damaged")


def _is_annex_part(tag: str, _: dict[str, str]) -> bool:
    return tag == _ANNEX


def _is_annex_field(tag: str, attributes: dict[str, str]) -> bool:
    return tag == f"{_META}user-defined" and attributes.get(f"{_META}name") == _FIELD_NAME


def _contents_of(part: bytes, is_wanted: Callable[[str, dict[str, str]], bool]) -> list[str]:
    """The texts of the elements that are wanted."""
    found: list[list[str]] = []
    depth = 0

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        if depth or is_wanted(tag, attributes):
            if not depth:
                found.append([])
            depth += 1

    def end(_: str) -> None:
        nonlocal depth
        depth = max(0, depth - 1)

    def text(said: str) -> None:
        if depth:
            found[-1].append(said)

    _parse(part, start, end, text)
    return ["".join(one) for one in found]


class _Docx:
    """Which characters of a Word part are read: those of runs, not those that were struck out or that fields hide."""

    def spoken(self, tag: str) -> bool:
        return tag in (f"{_WORD}t", f"{_STRICT_WORD}t")

    def silent(self, tag: str) -> bool:
        return tag == _FALLBACK or tag in (f"{_WORD}del", f"{_WORD}moveFrom", f"{_WORD}comment")

    def before(self, _: str) -> str:
        return ""

    def after(self, tag: str) -> str:
        name = tag.removeprefix(_WORD).removeprefix(_STRICT_WORD)
        return {"p": "\n", "br": "\n", "cr": "\n", "tab": "\t", "noBreakHyphen": "\u2011"}.get(name, "")


class _Odt:
    """Which characters of an OpenDocument text are read: all but those struck out, comments and alternative texts."""

    def spoken(self, tag: str) -> bool:
        return tag.startswith(_TEXT)

    def silent(self, tag: str) -> bool:
        return tag in (
            f"{_TEXT}tracked-changes", f"{_TEXT}note-citation", f"{_OFFICE}annotation", f"{_SVG}title", f"{_SVG}desc",
        )  # fmt: skip

    def before(self, tag: str) -> str:
        """A note stands in the middle of the sentence that calls it."""
        return "\n" if tag == f"{_TEXT}note-body" else ""

    def after(self, tag: str) -> str:
        name = tag.removeprefix(_TEXT) if tag.startswith(_TEXT) else ""
        return {"p": "\n", "h": "\n", "line-break": "\n", "tab": "\t", "s": " "}.get(name, "")


def _text_of(part: bytes, looks: _Docx | _Odt) -> str:
    pieces: list[str] = []
    tags: list[str] = []
    silence = length = 0

    def start(tag: str, _: dict[str, str]) -> None:
        nonlocal silence
        tags.append(tag)
        if silence or looks.silent(tag):
            silence += 1
        else:
            pieces.append(looks.before(tag))

    def end(tag: str) -> None:
        nonlocal silence
        tags.pop()
        if silence:
            silence -= 1
        else:
            pieces.append(looks.after(tag))

    def text(said: str) -> None:
        nonlocal length
        if not silence and tags and looks.spoken(tags[-1]):
            length += len(said)
            if length > LARGEST_TEXT:
                raise Unreadable("too-big")
            pieces.append(said)

    _parse(part, start, end, text)
    return "".join(pieces)
