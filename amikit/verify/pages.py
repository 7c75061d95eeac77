"""The text of a received document, page by page where it has pages; read in a process of its own."""

from __future__ import annotations

import json
import sys

from amikit.render.child import Stopped, limit_this_process, run_apart
from amikit.verify.reading import LARGEST_FILE, LARGEST_TEXT, Kind, Unreadable, receive, sniff

SECONDS = 60
MEMORY_BYTES = 2_000_000_000


def read_pages(content: bytes) -> list[str]:
    """The text of each page of a PDF; of another document, all of it as one page.

    Raises ``Unreadable`` (``why`` is a key of ``words.WHY``), whatever the file does to whoever reads it.
    """
    if len(content) > LARGEST_FILE:
        raise Unreadable("too-big")
    try:
        answer = json.loads(run_apart(__name__, content, seconds=SECONDS, largest=8 * LARGEST_TEXT))
    except Stopped as stopped:
        raise Unreadable(stopped.why) from stopped
    if "why" in answer:
        raise Unreadable(answer["why"])
    pages: list[str] = answer["pages"]
    return pages


def main() -> None:
    """The child's whole life."""
    content = sys.stdin.buffer.read()
    limit_this_process(cpu_seconds=SECONDS, memory_bytes=MEMORY_BYTES)
    json.dump(_read(content), sys.stdout)


def _read(content: bytes) -> dict[str, object]:
    try:
        if sniff(content) is Kind.PDF:
            from amikit.verify.read_pdf import pages_of

            return {"pages": pages_of(content)}
    except Unreadable as unreadable:
        return {"why": unreadable.why}
    received = receive(content)
    return {"why": received.why} if received.why else {"pages": [received.text]}
