"""Zip files whose bytes depend on their contents alone."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from datetime import date

MIMETYPE = "mimetype"
_EARLIEST = date(1980, 1, 1)
"""A zip file cannot say an earlier date, nor one after 2107."""
_LATEST = date(2107, 12, 31)


def read_parts(archive: bytes) -> dict[str, bytes]:
    """Every file of a zip archive, by name, in the archive's order."""
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        return {name: opened.read(name) for name in opened.namelist() if not name.endswith("/")}


def write_parts(parts: Mapping[str, bytes], on: date = _EARLIEST) -> bytes:
    """A zip archive of the parts, in their order, all dated ``on``.

    ``mimetype`` comes first and is not compressed, as OpenDocument demands.
    """
    day = min(max(on, _EARLIEST), _LATEST)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in sorted(parts, key=lambda name: name != MIMETYPE):
            entry = zipfile.ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
            entry.create_system = 3  # the same bytes on every system
            entry.external_attr = 0o644 << 16
            entry.compress_type = zipfile.ZIP_STORED if name == MIMETYPE else zipfile.ZIP_DEFLATED
            archive.writestr(entry, parts[name])
    return buffer.getvalue()
