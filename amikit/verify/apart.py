"""Verify files in a process of its own: a file may fill the memory, take for ever or crash a library; the next one is read."""

from __future__ import annotations

import json
import subprocess
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import IO, cast

from amikit.render.child import start_child
from amikit.verify.verdict import Check, Light, Verdict
from amikit.verify.worker import read_message, write_message

SECONDS = 60
"""For one file; an answer of 20 pages takes a fifth of a second."""
_FILES_PER_CHILD = 500
"""Then another process takes over: what libraries keep of each file never adds up."""
_MODULE = "amikit.verify.worker"


class Verifier:
    """Verifies one file after another; ``close`` it, or use it as a context."""

    def __init__(self, catalogs: Sequence[Path] = (), *, seconds: float = SECONDS) -> None:
        self._first = json.dumps({"catalogs": [str(folder) for folder in catalogs]}).encode()
        self._seconds = seconds
        self._child: subprocess.Popen[bytes] | None = None
        self._read_count = 0

    def verify(self, path: Path, name: str = "") -> Verdict:
        """The verdict on a file, whatever it holds: what stops its reading is a verdict too."""
        name = name or str(path)
        child = self._ready()
        late = threading.Event()

        def stop() -> None:
            late.set()
            child.kill()

        timer = threading.Timer(self._seconds, stop)
        timer.start()
        try:
            request = json.dumps({"name": name, "path": str(path)}).encode()
            write_message(cast("IO[bytes]", child.stdin), request)
            answer = read_message(cast("IO[bytes]", child.stdout))
        except BrokenPipeError:
            answer = None
        finally:
            timer.cancel()
        if answer is not None:
            return Verdict.from_plain(json.loads(answer))
        self.close()
        return Verdict(name, "", (Check("file", Light.RED, {"why": "too-slow" if late.is_set() else "too-much"}),))

    def _ready(self) -> subprocess.Popen[bytes]:
        """The child, a new one when there is none, or when it has read many files."""
        if self._read_count >= _FILES_PER_CHILD:
            self.close()
        if self._child is None:
            self._child = start_child(_MODULE, stdin=subprocess.PIPE, stderr=subprocess.DEVNULL)
            write_message(cast("IO[bytes]", self._child.stdin), self._first)
        self._read_count += 1
        return self._child

    def close(self) -> None:
        """Stop the child, if there is one."""
        child, self._child, self._read_count = self._child, None, 0
        if child is not None:
            child.kill()
            for pipe in (child.stdin, child.stdout):
                if pipe is not None:
                    try:
                        pipe.close()
                    except BrokenPipeError:  # it had gone already, with something still to be read
                        continue
            child.wait()

    def __enter__(self) -> Verifier:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
