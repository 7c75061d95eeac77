"""Read the package of a document in a child process: files come from anywhere."""

from __future__ import annotations

import base64
import io
import json
import struct
import sys
import zipfile
import zlib
from typing import Any

from amikit.importing.clean_docx import Cleaned, clean_docx
from amikit.importing.clean_odt import clean_odt
from amikit.importing.xml_tree import Unsafe
from amikit.render.child import limit_this_process

SECONDS = 30
MEMORY_BYTES = 2 * 1024 * 1024 * 1024
LARGEST_PART = 30_000_000
"""Bytes of XML: a thesis of 400 pages has 10 million."""
_MOST_PARTS = 5_000
_PICTURES = ("word/media/", "Pictures/", "Thumbnails/", "media/", "ObjectReplacements/")
_MACROS = ("word/vbaProject.bin", "Basic/", "Scripts/")
_DAY = (1980, 1, 1, 0, 0, 0)


def main() -> None:
    """The child's whole life: read a package, say what it holds. The first byte says what becomes of changes."""
    request = sys.stdin.buffer.read()
    limit_this_process(cpu_seconds=SECONDS, memory_bytes=MEMORY_BYTES)
    changes = "refuser" if request[:1] == b"R" else "accepter"
    json.dump(_read(request[1:], changes), sys.stdout)


def _read(content: bytes, changes: str) -> dict[str, Any]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _clean(archive, changes)
    except Unsafe:
        return {"error": "damaged"}
    except RecursionError:
        return {"error": "too-big"}
    except (
        zipfile.BadZipFile,
        zlib.error,
        struct.error,
        NotImplementedError,
        RuntimeError,
        ValueError,
        EOFError,
        OSError,
    ):
        return {"error": "damaged"}


def _clean(archive: zipfile.ZipFile, changes: str) -> dict[str, Any]:
    entries = archive.infolist()
    names = {entry.filename for entry in entries}
    if len(entries) > _MOST_PARTS:
        return {"error": "too-big"}
    if any(entry.flag_bits & 1 for entry in entries):
        return {"error": "password"}
    parts: dict[str, bytes] = {}
    room = LARGEST_PART
    for entry in entries:
        name = entry.filename
        if name.startswith(_PICTURES) or not name.endswith((".xml", ".rels", "mimetype")) or name in parts:
            continue
        with archive.open(entry) as part:
            parts[name] = part.read(room + 1)
        room -= len(parts[name])
        if room < 0:
            return {"error": "too-big"}
    if b"encryption-data" in parts.get("META-INF/manifest.xml", b""):
        return {"error": "password"}
    if "word/document.xml" in parts:
        kind, cleaned = "docx", clean_docx(parts)
    elif "content.xml" in parts and b"opendocument.text" in parts.get("mimetype", b"opendocument.text"):
        kind, cleaned = "odt", clean_odt(parts, changes)
    else:
        return {"error": "kind"}
    has_macros = any(name.startswith(_MACROS) and not name.endswith("/") for name in names)
    package = base64.b64encode(_pack(cleaned, names)).decode()
    return {"kind": kind, "package": package, "has_macros": has_macros, **cleaned.as_json()}


def _pack(cleaned: Cleaned, names: set[str]) -> bytes:
    """The parts again, with an empty file for each picture: pandoc wants to find them, and does not look inside."""
    out = io.BytesIO()
    pictures = {name: b"" for name in sorted(names) if name.startswith(_PICTURES) and not name.endswith("/")}
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in {**cleaned.parts, **pictures}.items():
            archive.writestr(zipfile.ZipInfo(name, _DAY), part)
    return out.getvalue()
