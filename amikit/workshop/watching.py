"""Which files changed: looked at again and again, so that it works on every disk and asks for no library."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

Look = dict[str, tuple[int, int, int, int]]
"""For each file: when it was written, when its name or rights changed, its size, which file it is."""

_NOT_OURS = frozenset({"sortie", "node_modules", "__pycache__"})
"""Folders that nobody reads an answer from; the first is where it is written."""
_TEMPORARY = ("~", ".swp", ".swx", ".swo", ".tmp", ".part", ".crdownload")
_VIM_PROBE = "4913"
"""What vim makes and takes away, to see whether it may write."""
_MOST_FILES = 20_000


@dataclass(slots=True)
class Watcher:
    """Looks at folders; the larger they are, the longer it rests between two looks."""

    folders: Sequence[Path]
    shortest_pause: float = 0.025
    """Seconds."""
    _taken: float = field(default=0.0, init=False)

    @property
    def pause(self) -> float:
        """Seconds until the next look: it never takes more than a tenth of the time."""
        return min(max(self.shortest_pause, 10 * self._taken), 2.0)

    def look(self) -> Look:
        """What is there now."""
        start = time.perf_counter()
        found: Look = {}
        for path in self._files():
            try:
                stat = path.stat()
            except OSError:  # gone since, or a link to nowhere: it is not there
                continue
            found[str(path)] = (stat.st_mtime_ns, stat.st_ctime_ns, stat.st_size, stat.st_ino)
            if len(found) >= _MOST_FILES:
                break
        self._taken = time.perf_counter() - start
        return found

    def _files(self) -> Iterator[Path]:
        for folder in self.folders:
            for parent, folders, names in os.walk(folder):
                folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in _NOT_OURS)
                yield Path(parent)
                yield from (Path(parent, name) for name in names if not is_temporary(name))


def is_temporary(name: str) -> bool:
    """Whether a file is what a program puts beside another one while it works.

    >>> [is_temporary(name) for name in ("qui.md", ".qui.md.swp", "~$depenses.xlsx", "#qui.md#", "qui.md~", "4913")]
    [False, True, True, True, True, True]
    """
    is_marked = name.startswith((".", "~$")) or (name.startswith("#") and name.endswith("#"))
    return is_marked or name.endswith(_TEMPORARY) or name == _VIM_PROBE
