"""From changes to files: what would change, shown first; then written, unless someone else wrote meanwhile."""

from __future__ import annotations

import codecs
import difflib
import os
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from amikit.errors import AmikitError, refusal
from amikit.i18n import Text
from amikit.mend.edits import Edit, apply_edits
from amikit.mend.fixes import Fix, by_path

_FREE_THE_FOLDER = Text(
    "Vérifiez que le dossier peut être modifié et que le disque a de la place, puis relancez la commande.",
    "Check that the folder may be changed and that the disk has room, then run the command again.",
)
_NEW_FILE_MODE = 0o644
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff")
"""Windows-1252 would make letters of them."""
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


@dataclass(frozen=True, slots=True)
class Change:
    """A file as it is, as it would be, and the fixes that make the difference, if fixes do."""

    path: Path
    before: bytes
    after: bytes
    fixes: tuple[Fix, ...] = ()
    is_new: bool = False
    """Whether no file is there yet; another one, made meanwhile, would stay."""

    def diff(self, name: str) -> list[str]:
        """The lines that change, as ``diff -u`` shows them; of a file that is no text, its size."""
        old_name = os.devnull if self.is_new else name
        try:
            before, after = (decode(content)[0].splitlines() for content in (self.before, self.after))
        except UnicodeDecodeError:
            return [f"--- {old_name}", f"+++ {name}", f"@@ -{len(self.before)} +{len(self.after)} o @@"]
        return list(difflib.unified_diff(before, after, old_name, name, n=2, lineterm=""))


class ChangedMeanwhile(Exception):
    """Someone wrote the file after it was read: it is left alone."""

    def __init__(self, path: Path) -> None:
        super().__init__(str(path))
        self.path = path


def plan_changes(fixes: Iterable[Fix], root: Path) -> list[Change]:
    """The changes of each file below ``root``; a file elsewhere, or that a link brings, is not ours to write."""
    changes = []
    for path, wanted in by_path(fixes).items():
        if not is_ours(path, root):
            continue
        change = _plan(path, wanted)
        if change is not None:
            changes.append(change)
    return changes


def is_ours(path: Path, root: Path) -> bool:
    """Whether a file is of that dossier: below its root, and not brought there by a link."""
    return not path.is_symlink() and path.resolve().is_relative_to(root.resolve())


def _plan(path: Path, wanted: Sequence[Fix]) -> Change | None:
    """The change of one file; None when nothing in it can be put right, or not in its own letters and line ends."""
    made: list[Edit] = []

    def mended(text: str) -> str | None:
        after, done = apply_edits(text, [fix.edit for fix in wanted], suffix=path.suffix.lower())
        made.extend(done)
        return after if done else None

    change = rewrite(path, mended)
    return replace(change, fixes=tuple(fix for fix in wanted if fix.edit in made)) if change else None


def rewrite(path: Path, change: Callable[[str], str | None]) -> Change | None:
    """What ``change`` makes of the text of a file, in its own letters and line ends, which it does not see.

    None when it makes nothing of it, or when the file cannot be written again as it is.
    """
    try:
        before = path.read_bytes()
        text, bom, encoding = decode(before)
    except (OSError, UnicodeDecodeError):
        return None
    end = "\r\n" if "\r\n" in text else "\n"
    lines = text.replace("\r\n", "\n")
    if "\r" in lines or lines.replace("\n", end) != text:
        return None
    after = change(lines)
    if after is None:
        return None
    try:
        return Change(path, before, bom + after.replace("\n", end).encode(encoding))
    except UnicodeEncodeError:
        return None


def write_changes(changes: Sequence[Change]) -> None:
    """Write every change, beside then renamed; raise ``ChangedMeanwhile`` before the first if any file moved."""
    for change in changes:
        if _has_moved(change):
            raise ChangedMeanwhile(change.path)
    for change in changes:
        try:
            change.path.parent.mkdir(parents=True, exist_ok=True)
            _write(change)
        except OSError as error:
            why, name = refusal(error), change.path.name
            said = Text(f"« {name} » ne peut pas être écrit : {why.fr}.", f"“{name}” cannot be written: {why.en}.")
            raise AmikitError(said, _FREE_THE_FOLDER) from error


def _write(change: Change) -> None:
    handle, beside = tempfile.mkstemp(prefix=".amikit-", dir=change.path.parent)
    place = Path(beside)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(change.after)
            file.flush()
            os.fsync(file.fileno())
        place.chmod(_NEW_FILE_MODE if change.is_new else change.path.stat().st_mode)
        place.replace(change.path)
    finally:
        place.unlink(missing_ok=True)


def _has_moved(change: Change) -> bool:
    """Whether the file is no longer what it was when the change was made up."""
    if change.is_new:
        return change.path.exists() or change.path.is_symlink()
    try:
        return change.path.read_bytes() != change.before
    except FileNotFoundError:
        return True


def decode(content: bytes) -> tuple[str, bytes, str]:
    """The text, the mark it begins with, and the encoding to write it back in; raises ``UnicodeDecodeError``."""
    for bom, encoding in _BOMS:
        if content.startswith(bom):
            return content[len(bom) :].decode(encoding), bom, encoding
    if content.startswith(_PICTURES):
        raise UnicodeDecodeError("utf-8", content, 0, 1, "a picture")
    try:
        return content.decode("utf-8"), b"", "utf-8"
    except UnicodeDecodeError:
        return content.decode("cp1252"), b"", "cp1252"
