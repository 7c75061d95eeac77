"""From a document to pandoc's tree, in a process that is stopped when it takes too much."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from tempfile import TemporaryFile
from threading import Timer
from typing import Any, cast

from amikit.export.pandoc import pandoc_path

_SECONDS = 60
_HEAP = "-M1500m"
_LARGEST_TREE = 60_000_000
"""Bytes of JSON: 200 pages are ten million; the photographs inside a web page count."""


class Unread(Exception):
    """Pandoc could not read the document; ``why`` is a key of ``faults.WHY``."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def read_tree(content: bytes, source: str) -> dict[str, Any]:
    """The document as pandoc's JSON: ``meta`` and ``blocks``; every tracked change and comment is in it.

    No file is read, nothing is fetched. Raises ``Unread`` for what is damaged, or takes too much.
    """
    command = [
        *(str(pandoc_path()), "+RTS", _HEAP, "-RTS", "--sandbox", "--data-dir", str(Path(__file__).parent)),
        *(f"--from={source}", "--to=json", "--track-changes=all", "--output=-"),
    ]
    with TemporaryFile() as asked:
        asked.write(content)
        asked.seek(0)
        with subprocess.Popen(command, stdin=asked, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as child:
            timer = Timer(_SECONDS, child.kill)
            timer.start()
            try:
                said = cast("Any", child.stdout).read(_LARGEST_TREE + 1)
                if len(said) > _LARGEST_TREE:
                    child.kill()
                child.wait()
            finally:
                is_late = not timer.is_alive()
                timer.cancel()
                child.kill()
    if is_late or len(said) > _LARGEST_TREE or child.returncode in (251, 252, -9):  # 251: its heap is full
        raise Unread("too-big")
    if child.returncode:
        raise Unread("damaged")
    try:
        tree: dict[str, Any] = json.loads(said)
    except RecursionError:
        raise Unread("too-big") from None
    return tree
