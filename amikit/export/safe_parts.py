"""What may be kept of someone else's document: its looks, and nothing that calls outside.

Every XML part is read, then written again from what is known in it. Whoever looks into it
afterwards meets one spelling of each tag, and no address hides behind another one.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path

from amikit.export.safe_odt import OpenDocument
from amikit.export.safe_word import ContentTypes, Relationships, Word, WordBody, WordSettings
from amikit.export.safe_xml import Copier, FaultyError

_LARGEST_FILE = 20_000_000
_LARGEST_CONTENT = 60_000_000
_LARGEST_XML = 20_000_000
_MOST_PARTS = 2_000
_KEPT = {
    ".docx": re.compile(
        r"\[Content_Types\]\.xml|_rels/\.rels|word/(document|styles|numbering|settings|fontTable|header\d*|footer\d*)\.xml"
        r"|word/theme/theme\d+\.xml|word/_rels/(document|header\d*|footer\d*)\.xml\.rels|word/media/[\w.-]+"
    ),
    ".odt": re.compile(r"mimetype|styles\.xml|Pictures/[\w.-]+"),
}
_MEDIA = re.compile(r"(?:word/media|Pictures)/")
_HEADER = re.compile(r"word/(?:header|footer)\d*\.xml")
_HEADER_LINKS = re.compile(r"word/_rels/(?:header|footer)\d*\.xml\.rels")
_PLAIN_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")
"""How the pictures begin that are points alone, PNG and JPEG; drawings hold text, addresses, sometimes programs."""


def load_safe_parts(path: Path) -> dict[str, bytes]:
    """The parts that give a DOCX or an ODT its looks, checked and without any outside address.

    Raises ``FaultyError``. Takes a time in proportion to the size of the file.
    """
    suffix = path.suffix.lower()
    if suffix not in _KEPT:
        raise FaultyError("not-a-document")
    parts = _bounded_parts(path, _KEPT[suffix])
    if sum(len(part) for name, part in parts.items() if not _MEDIA.match(name)) > _LARGEST_XML:
        raise FaultyError("too-large")
    made: dict[str, bytes] = {}
    pictures: set[str] = set()
    for name, part in parts.items():
        if name == "mimetype":
            made[name] = part
        elif not _MEDIA.match(name):
            made[name] = _copy(name, part, pictures)
    for name in sorted(pictures & parts.keys()):
        if not parts[name].startswith(_PLAIN_PICTURES):
            raise FaultyError("unsafe-picture")
        made[name] = parts[name]
    return made


def text_of(parts: Mapping[str, bytes], name: str) -> str:
    """A part as text."""
    try:
        return parts[name].decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FaultyError("refused") from error


def _bounded_parts(path: Path, kept: re.Pattern[str]) -> dict[str, bytes]:
    """What ``kept`` names, read without trusting the sizes that the archive announces."""
    if not path.is_file():
        raise FaultyError("missing")
    if path.stat().st_size > _LARGEST_FILE:
        raise FaultyError("too-large")
    parts: dict[str, bytes] = {}
    room = _LARGEST_CONTENT
    try:
        with zipfile.ZipFile(path) as archive:
            for name in filter(kept.fullmatch, archive.namelist()[:_MOST_PARTS]):
                with archive.open(name) as part:
                    parts[name] = part.read(room + 1)
                room -= len(parts[name])
                if room < 0:
                    raise FaultyError("too-large")
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        NotImplementedError,
        RuntimeError,
        OSError,
        UnicodeError,
    ) as error:
        raise FaultyError("not-a-document") from error
    return parts


def _copy(name: str, part: bytes, pictures: set[str]) -> bytes:
    """A part made safe; the pictures that its headers and footers show join ``pictures``."""
    copier = _copier(name)
    try:
        made = copier.copy(part)
    except FaultyError as fault:
        if fault.kind == "unsafe" and _HEADER.fullmatch(name):
            raise FaultyError("unsafe-header") from fault
        raise
    if isinstance(copier, OpenDocument):
        pictures |= copier.pictures
    elif isinstance(copier, Relationships) and _HEADER_LINKS.fullmatch(name):
        pictures |= {posixpath.normpath(posixpath.join("/word", it)).removeprefix("/") for it in copier.pictures()}
    return made


def _copier(name: str) -> Copier:
    if name.endswith(".rels"):
        return Relationships()
    copiers: dict[str, type[Copier]] = {
        "[Content_Types].xml": ContentTypes,
        "word/document.xml": WordBody,
        "word/settings.xml": WordSettings,
        "styles.xml": OpenDocument,
    }
    return copiers.get(name, Word)()
