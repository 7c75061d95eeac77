"""The files of a call: which are read, in which order, and what is left aside."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

SUFFIXES = frozenset({".pdf", ".docx", ".odt", ".html", ".htm", ".json"})


@dataclass(slots=True)
class Aside:
    """What is not read: counted, so that it is said."""

    others_count: int = 0
    """Files of other kinds, and hidden ones."""
    links_count: int = 0
    """Links: they could lead anywhere, or in circles."""
    closed: list[str] = field(default_factory=list)
    """Folders that cannot be opened."""


def files_of(root: Path, aside: Aside, *, except_in: Path) -> Iterator[str]:
    """Each file to read, from ``root`` and with slashes, in order; nothing of the folder ``except_in``."""
    out = except_in.resolve()
    waiting = [root]
    while waiting:
        folder = waiting.pop()
        if folder.resolve() == out:
            continue
        try:
            with os.scandir(folder) as scanned:
                entries = sorted(scanned, key=lambda entry: entry.name)
        except OSError:
            aside.closed.append(folder.relative_to(root).as_posix())
            continue
        inner = []
        for entry in entries:
            if entry.is_symlink():
                aside.links_count += 1
            elif entry.is_dir(follow_symlinks=False):
                if not entry.name.startswith("."):
                    inner.append(Path(entry.path))
            elif _is_read(entry):
                yield Path(entry.path).relative_to(root).as_posix()
            else:
                aside.others_count += 1
        waiting += reversed(inner)


def _is_read(entry: os.DirEntry[str]) -> bool:
    """An answer of some kind; not what a word processor leaves beside an open document."""
    is_hidden = entry.name.startswith((".", "~$"))
    return not is_hidden and Path(entry.name).suffix.lower() in SUFFIXES and entry.is_file(follow_symlinks=False)
