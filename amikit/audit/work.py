"""The work on one file. A thread, here or on another machine, keeps one child process and has it read file after file."""

from __future__ import annotations

import hashlib
import threading
from dataclasses import dataclass
from pathlib import Path

from amikit.audit.summary import Stamp, Summary, summarize
from amikit.verify.apart import Verifier
from amikit.verify.reading import LARGEST_FILE
from amikit.verify.verdict import Check, Light, Verdict

_PIECE = 1 << 20
_own = threading.local()
_all: dict[int, Verifier] = {}
_lock = threading.Lock()


@dataclass(frozen=True, slots=True)
class Job:
    """One file to read."""

    root: str
    """The folder of the call, as every worker finds it."""
    path: str
    catalogs: tuple[str, ...] = ()
    known: Stamp | None = None
    """The stamp of what the journal already says of it."""


def examine(job: Job) -> Summary | None:
    """What a file says; None when it is still the one that is known."""
    place = Path(job.root, job.path)
    stamp = _stamp(place, job)
    if stamp is None:
        gone = Verdict(job.path, "", (Check("file", Light.RED, {"why": "no-file"}),))
        return summarize(Stamp(job.path, 0, 0, ""), gone)
    if stamp == job.known:
        return None
    return summarize(stamp, _verifier(job.catalogs).verify(place, job.path))


def _stamp(place: Path, job: Job) -> Stamp | None:
    """Read again each time: the time of a file may be set to anything."""
    digest = hashlib.sha256()
    try:
        with place.open("rb") as file:
            left = LARGEST_FILE
            while left > 0 and (piece := file.read(min(_PIECE, left))):
                digest.update(piece)
                left -= len(piece)
        stat = place.stat()
    except OSError:
        return None
    return Stamp(job.path, stat.st_size, stat.st_mtime_ns, digest.hexdigest())


def _verifier(catalogs: tuple[str, ...]) -> Verifier:
    """That of this thread, another one when the catalogs change."""
    if getattr(_own, "catalogs", None) != catalogs or id(_own.verifier) not in _all:
        verifier = Verifier([Path(folder) for folder in catalogs])
        with _lock:
            _all[id(verifier)] = verifier
        _own.verifier, _own.catalogs = verifier, catalogs
    found: Verifier = _own.verifier
    return found


def close_verifiers() -> None:
    """Stop every child process that the threads of this process started, once they have nothing to do."""
    with _lock:
        verifiers = list(_all.values())
        _all.clear()
    for verifier in verifiers:
        verifier.close()
