"""The process that opens received files: it has bounds of its own, and may die of one of them."""

from __future__ import annotations

import json
import os
import stat
import struct
import sys
from pathlib import Path
from typing import IO

from amikit.load.catalog import load_catalog
from amikit.model.catalog import Catalog
from amikit.paths import catalog_root
from amikit.render.child import limit_this_process
from amikit.verify.checks import verify_received
from amikit.verify.reading import LARGEST_FILE, Kind, Received, receive
from amikit.verify.verdict import Verdict

MEMORY_BYTES = 2_000_000_000
CPU_SECONDS = 3_600
_LENGTH = struct.Struct(">I")


def verify_bytes(name: str, content: bytes, catalog: Catalog) -> Verdict:
    """The verdict on a file's contents, in this process, without bounds: for files that are trusted."""
    return verify_received(name, receive(content), catalog)


def load_reader_catalog(folders: list[str]) -> Catalog:
    """The shipped resources, and those of other folders."""
    catalog, _ = load_catalog(catalog_root(), own_root=None, others=[Path(folder) for folder in folders])
    return catalog


def main() -> None:
    """The child's whole life: a first message says which catalogs, each other a file; one verdict is written for each."""
    requests, answers = sys.stdin.buffer, sys.stdout.buffer
    first = read_message(requests)
    if first is None:
        return
    limit_this_process(cpu_seconds=CPU_SECONDS, memory_bytes=MEMORY_BYTES)
    catalog = load_reader_catalog(json.loads(first)["catalogs"])
    while (request := read_message(requests)) is not None:
        asked = json.loads(request)
        write_message(answers, json.dumps(_verify(asked["name"], asked["path"], catalog).as_plain()).encode())


def _verify(name: str, path: str, catalog: Catalog) -> Verdict:
    try:
        content = _contents(path)
    except OSError:
        return verify_received(name, Received(Kind.UNKNOWN, why="no-file"), catalog)
    if content is None:
        return verify_received(name, Received(Kind.UNKNOWN, why="not-a-file"), catalog)
    return verify_bytes(name, content, catalog)


def _contents(path: str) -> bytes | None:
    """What a file holds, up to one byte too many; None for a pipe or a device, which may never end."""
    with open(path, "rb", opener=_open_at_once) as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            return None
        return file.read(LARGEST_FILE + 1)


def _open_at_once(path: str, flags: int) -> int:
    """Opening a pipe would wait for somebody to write in it."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def read_message(pipe: IO[bytes]) -> bytes | None:
    """The next message; None at the end."""
    head = pipe.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    message = pipe.read(length)
    return message if len(message) == length else None


def write_message(pipe: IO[bytes], message: bytes) -> None:
    """Send a message at once."""
    pipe.write(_LENGTH.pack(len(message)) + message)
    pipe.flush()
