"""A workshop that runs beside a test, and what it answers."""

from __future__ import annotations

import http.client
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from amikit.i18n import Language
from amikit.workshop.opening import open_workshop
from amikit.workshop.serving import Workshop

PATIENCE = 30.0
"""Seconds: a busy machine is no fault of the code."""


@dataclass(frozen=True)
class Answered:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


def ask(
    workshop: Workshop, place: str = "", *, method: str = "GET", path: str | None = None, **headers: str
) -> Answered:
    """One request; ``path`` instead of a place under the token; headers by name, ``_`` for ``-``."""
    connection = http.client.HTTPConnection("127.0.0.1", workshop.port, timeout=PATIENCE)
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request(method, path if path is not None else f"/{workshop.token}/{place}", headers=given)
    response = connection.getresponse()
    found = Answered(response.status, {name.lower(): value for name, value in response.getheaders()}, response.read())
    connection.close()
    return found


def open_events(workshop: Workshop, since: int) -> http.client.HTTPResponse:
    """What a page listens to, after a version."""
    connection = http.client.HTTPConnection(urlsplit(workshop.address).netloc, timeout=PATIENCE)
    connection.request("GET", f"/{workshop.token}/events?since={since}")
    return connection.getresponse()


def next_event(events: http.client.HTTPResponse) -> dict[str, Any]:
    """The next update; empty when the workshop ends."""
    while line := events.readline():
        if line.startswith(b"data: {"):
            told: dict[str, Any] = json.loads(line.removeprefix(b"data: "))
            return told
    return {}


@contextmanager
def served(root: Path, language: Language = "fr", **options: Any) -> Iterator[Workshop]:
    """A workshop that answers, stopped at the end; it must then stop."""
    workshop = open_workshop(root, language, **options)
    thread = threading.Thread(target=workshop.run)
    thread.start()
    try:
        wait_until(lambda: workshop.keeper.snapshot.version > 0)
        yield workshop
    finally:
        workshop.stop()
        thread.join(PATIENCE)
    assert not thread.is_alive()


def wait_until(holds: Any) -> None:
    """Until something holds; fails when it takes longer than anybody would wait."""
    limit = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < limit
        time.sleep(0.01)
