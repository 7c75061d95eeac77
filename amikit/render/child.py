"""Run a part of amikit in a Python of its own, that is stopped when it takes too much."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryFile
from threading import Thread, Timer
from typing import IO, cast

_OUT_OF_MEMORY = 3
"""The status with which a child says that it had no memory left."""
_LONGEST_COMPLAINT = 64 * 1024
_PACKAGE = str(Path(__file__).resolve().parents[2])
_FEW_ARENAS = {"MALLOC_ARENA_MAX": "2"}
"""Otherwise each thread reserves addresses that it does not use, and the limit depends on the machine."""
# -I keeps the environment and the current folder out of the child's import path. Our folder comes first
# for amikit alone: the child is the same amikit as the parent, and the rest is found where it was installed.
_CHILD = f"""
import sys
sys.path.insert(0, sys.argv[1])
import amikit
sys.path.append(sys.path.pop(0))
from importlib import import_module
try:
    import_module(sys.argv[2]).main()
except MemoryError:
    raise SystemExit({_OUT_OF_MEMORY}) from None
"""


class Stopped(Exception):
    """The child took too much: ``why`` is ``too-slow`` or ``too-much``, ``said`` is what it wrote as errors."""

    def __init__(self, why: str, said: str) -> None:
        super().__init__(why)
        self.why = why
        self.said = said


def start_child(module: str, *, stdin: IO[bytes] | int, stderr: int) -> subprocess.Popen[bytes]:
    """A process of its own that calls ``main()`` of a module; its answers are read on ``stdout``."""
    command = [sys.executable, "-I", "-c", _CHILD, _PACKAGE, module]
    return subprocess.Popen(command, stdin=stdin, stdout=subprocess.PIPE, stderr=stderr, env=os.environ | _FEW_ARENAS)


def run_apart(module: str, request: bytes, *, seconds: float, largest: int) -> bytes:
    """Call ``main()`` of a module in another process, and return what it writes.

    The child reads ``request`` on its standard input. Raises ``Stopped`` when it is still running after
    so many seconds, writes more than ``largest`` bytes, or meets the limits that it set itself; and
    ``RuntimeError`` when it fails otherwise, which is a fault of ours.
    """
    with TemporaryFile() as asked:
        asked.write(request)
        asked.seek(0)
        with start_child(module, stdin=asked, stderr=subprocess.PIPE) as child:
            complaint = bytearray()
            listening = Thread(target=_listen, args=(child.stderr, complaint), daemon=True)
            listening.start()
            timer = Timer(seconds, child.kill)
            timer.start()
            try:
                answer = cast("IO[bytes]", child.stdout).read(largest + 1)
                if len(answer) > largest:
                    child.kill()
                child.wait()
            finally:
                is_late = not timer.is_alive()
                timer.cancel()
                child.kill()
            listening.join()
    said = complaint.decode(errors="replace")
    if child.returncode == 0 and len(answer) <= largest:
        return answer
    if is_late:
        raise Stopped("too-slow", said)
    # A signal is the system's: no more time, no more memory. A traceback is a bug.
    if len(answer) > largest or child.returncode < 0 or child.returncode == _OUT_OF_MEMORY:
        raise Stopped("too-much", said)
    raise RuntimeError(f"{module} ended with status {child.returncode}:\n{said}")


def limit_this_process(*, cpu_seconds: int, memory_bytes: int) -> None:
    """Bound this process's time and memory, and let it write no file, where the system can."""
    try:
        import resource
    except ImportError:  # Windows: the parent's patience is the bound that remains
        return
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds))
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def _listen(pipe: IO[bytes], kept: bytearray) -> None:
    """Keep the end of what is said; a pipe that nobody empties would hold the child."""
    while piece := pipe.read(_LONGEST_COMPLAINT):
        kept += piece
        del kept[:-_LONGEST_COMPLAINT]
