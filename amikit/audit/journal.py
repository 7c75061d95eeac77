"""What was read already, line by line: a run that was stopped goes on from there."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import IO, Any

from amikit.audit.summary import Summary
from amikit.errors import AmikitError, refusal
from amikit.export.write import free_name
from amikit.i18n import Text

JOURNAL = "journal.jsonl"
_VERSION = 2
_LONGEST_HEAD = 100_000
_ELSEWHERE = Text(
    "Libérez de la place, ou choisissez « --out » ; « --resume » reprendra ce qui est lu.",
    "Free some space, or choose “--out”; “--resume” goes on from what was read.",
)


class Journal:
    """One line a file, added at the end as soon as it is read; the first line says what the lines depend on."""

    def __init__(self, path: Path, terms: Mapping[str, Any]) -> None:
        """``terms`` are what other lines would come from: a version, catalogs. Lines under other terms are not kept."""
        self._path = path
        self._head = (json.dumps({"journal": _VERSION, **terms}, sort_keys=True) + "\n").encode()
        self._file: IO[bytes] | None = None

    def open(self, *, resume: bool) -> dict[str, Summary]:
        """Begin, or go on; returns what is known, by path. A last line that was torn is dropped.

        Raises ``AmikitError`` when the disk refuses, as ``add`` does.
        """
        try:
            return self._open(resume=resume)
        except OSError as error:
            raise self._refused(error) from error

    def _open(self, *, resume: bool) -> dict[str, Summary]:
        known, length = self._read() if resume else ({}, 0)
        self._path.parent.mkdir(parents=True, exist_ok=True)
        if length == 0:
            self._make_room()
            self._file = self._path.open("xb")
            self._file.write(self._head)
        else:
            self._file = self._path.open("r+b")
            self._file.truncate(length)
            self._file.seek(length)
        self._file.flush()
        return known

    def add(self, summary: Summary) -> None:
        """One more file; written at once."""
        if self._file is None:
            return
        try:
            self._file.write(_line(summary))
            self._file.flush()
        except OSError as error:
            raise self._refused(error) from error

    def _make_room(self) -> None:
        """A journal of other terms gives its place; a file that is no journal of ours keeps its words, under another name."""
        if not self._path.is_symlink() and self._path.is_file():
            with self._path.open("rb") as file:
                is_ours = _is_ours(file.readline(_LONGEST_HEAD))
            if not is_ours:
                self._path.rename(free_name(self._path))
        self._path.unlink(missing_ok=True)

    def _refused(self, error: OSError) -> AmikitError:
        folder, why = self._path.parent, refusal(error)
        return AmikitError(
            Text(f"Impossible d'écrire dans « {folder} » : {why.fr}.", f"Cannot write to “{folder}”: {why.en}."),
            _ELSEWHERE,
        )

    def _read(self) -> tuple[dict[str, Summary], int]:
        """What the whole lines say, and where they end; nothing when the terms are others."""
        known: dict[str, Summary] = {}
        if self._path.is_symlink() or not self._path.is_file():
            return known, 0
        with self._path.open("rb") as file:
            length = len(self._head)
            if file.read(length) != self._head:
                return known, 0
            for line in file:
                summary = _parse(line)
                if summary is None:
                    break
                known[summary.path] = summary
                length += len(line)
        return known, length

    def close(self) -> None:
        """Every line is on the disk."""
        file, self._file = self._file, None
        if file is not None:
            with suppress(OSError):  # said already, by the line that could not be written
                file.close()

    def __enter__(self) -> Journal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _is_ours(head: bytes) -> bool:
    """Whether a first line is that of a journal, under whatever terms."""
    try:
        said = json.loads(head or b"{}")
    except (ValueError, RecursionError):
        return False
    return isinstance(said, dict) and (not head or "journal" in said)


def _line(summary: Summary) -> bytes:
    """A summary, and a mark that tells it from one that a disk or a person damaged."""
    said = json.dumps(summary.as_plain(), separators=(",", ":"))
    return (json.dumps({"mark": _mark(said), "of": said}, separators=(",", ":")) + "\n").encode()


def _mark(said: str) -> str:
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def _parse(line: bytes) -> Summary | None:
    if not line.endswith(b"\n"):
        return None
    try:
        written = json.loads(line)
        said = written["of"]
        return Summary.from_plain(json.loads(said)) if written["mark"] == _mark(said) else None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
