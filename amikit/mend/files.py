"""From fixes to files: what would change, shown first; then written, unless someone else wrote meanwhile."""

from __future__ import annotations

import codecs
import difflib
import os
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from amikit.mend.edits import apply_edits
from amikit.mend.fixes import Fix, by_path

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


@dataclass(frozen=True, slots=True)
class Change:
    """A file as it is, as it would be, and the fixes that make the difference."""

    path: Path
    before: bytes
    after: bytes
    fixes: tuple[Fix, ...]

    def diff(self, name: str) -> list[str]:
        """The lines that change, as ``diff -u`` shows them."""
        before, after = (_decode(content)[0].splitlines() for content in (self.before, self.after))
        return list(difflib.unified_diff(before, after, name, name, n=2, lineterm=""))


class ChangedMeanwhile(Exception):
    """Someone wrote the file after it was read: it is left alone."""

    def __init__(self, path: Path) -> None:
        super().__init__(str(path))
        self.path = path


def plan_changes(fixes: Iterable[Fix], root: Path) -> list[Change]:
    """The changes of each file below ``root``; a file elsewhere, or that a link brings, is not ours to write."""
    changes = []
    for path, wanted in by_path(fixes).items():
        if path.is_symlink() or not path.resolve().is_relative_to(root.resolve()):
            continue
        try:
            before = path.read_bytes()
            text, bom, encoding = _decode(before)
        except (OSError, UnicodeDecodeError):
            continue
        after, made = apply_edits(text, [fix.edit for fix in wanted], suffix=path.suffix.lower())
        if made:
            kept = tuple(fix for fix in wanted if fix.edit in made)
            changes.append(Change(path, before, bom + after.encode(encoding), kept))
    return changes


def write_changes(changes: Sequence[Change]) -> None:
    """Write every change, beside then renamed; raise ``ChangedMeanwhile`` before the first if any file moved."""
    for change in changes:
        if change.path.read_bytes() != change.before:
            raise ChangedMeanwhile(change.path)
    for change in changes:
        handle, beside = tempfile.mkstemp(prefix=f".{change.path.name}.", dir=change.path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(change.after)
            file.flush()
            os.fsync(file.fileno())
        place = Path(beside)
        place.chmod(change.path.stat().st_mode)
        place.replace(change.path)


def _decode(content: bytes) -> tuple[str, bytes, str]:
    """The text, the mark it begins with, and the encoding to write it back in; raises ``UnicodeDecodeError``."""
    for bom, encoding in _BOMS:
        if content.startswith(bom):
            return content[len(bom) :].decode(encoding), bom, encoding
    try:
        return content.decode("utf-8"), b"", "utf-8"
    except UnicodeDecodeError:
        return content.decode("cp1252"), b"", "cp1252"
