"""Keeps the page as the files are: one thread looks, checks and paints; any number of readers follow."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field

from amikit.errors import AmikitError
from amikit.pipeline import Checked
from amikit.workshop.painter import Painter
from amikit.workshop.snapshot import Snapshot
from amikit.workshop.watching import Look, Watcher

_SETTLING = 0.012
"""Seconds between two looks that must agree: a program that empties a file then fills it is left to finish."""
_MOST_LOOKS = 20


@dataclass(slots=True)
class _Reader:
    loop: asyncio.AbstractEventLoop
    something: asyncio.Event


@dataclass(slots=True)
class Keeper:
    """The state of the workshop: its last snapshot, and who waits for the next."""

    painter: Painter
    watcher: Watcher
    check: Callable[[], Checked]
    on_end: Callable[[], None] = lambda: None
    """Called when the thread ends, asked to or not."""
    _snapshot: Snapshot = field(default_factory=Snapshot)
    _seen: Look = field(default_factory=dict)
    _readers: list[_Reader] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _stop: threading.Event = field(default_factory=threading.Event)

    @property
    def snapshot(self) -> Snapshot:
        """The page as it is now."""
        return self._snapshot

    @property
    def is_stopped(self) -> bool:
        """Whether no other version will come."""
        return self._stop.is_set()

    def start(self) -> None:
        """Make the first page, then follow the files until ``stop``."""
        self._seen = self.watcher.look()
        self.rebuild()
        threading.Thread(target=self._follow_files, name="amikit-workshop", daemon=True).start()

    def stop(self) -> None:
        """Make no other version; readers are told at once. May be called twice, and from any thread."""
        self._stop.set()
        self._wake()

    def rebuild(self) -> None:
        """Check, paint, and tell the readers if something they see has changed."""
        before = self._snapshot
        try:
            self._snapshot = self.painter.paint(self.check(), before)
        except AmikitError as error:
            self._snapshot = self.painter.complain(error, before)
        if self._snapshot is not before:
            self._wake()

    async def follow(self, version: int, *, at_most: float) -> AsyncIterator[Snapshot | None]:
        """Each snapshot after ``version``, or None when none came for ``at_most`` seconds; until the end."""
        reader = _Reader(asyncio.get_running_loop(), asyncio.Event())
        with self._lock:
            self._readers.append(reader)
        try:
            while not self._stop.is_set():
                reader.something.clear()
                now = self._snapshot
                if now.version != version:
                    version = now.version
                    yield now
                    continue
                try:
                    await asyncio.wait_for(reader.something.wait(), at_most)
                except TimeoutError:
                    yield None
        finally:
            with self._lock:
                self._readers.remove(reader)

    def _wake(self) -> None:
        with self._lock:
            for reader in self._readers:
                if not reader.loop.is_closed():
                    reader.loop.call_soon_threadsafe(reader.something.set)

    def _follow_files(self) -> None:
        try:
            while not self._stop.wait(self.watcher.pause):
                now = self.watcher.look()
                if now != self._seen:
                    # What was seen is from before the files are read: a save meanwhile is seen next time.
                    self._seen = self._settled(now)
                    self.rebuild()
        finally:
            self.stop()
            self.on_end()

    def _settled(self, now: Look) -> Look:
        for _ in range(_MOST_LOOKS):
            self._stop.wait(_SETTLING)
            later = self.watcher.look()
            if later == now:
                break
            now = later
        return now
