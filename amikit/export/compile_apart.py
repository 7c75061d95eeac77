"""Compile Typst in a process of its own: for what may take all the time and the memory of a machine."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict

import typst

from amikit.errors import AmikitError
from amikit.export.compile import Job, run_job
from amikit.i18n import Text
from amikit.render.child import Stopped, limit_this_process, run_apart

SECONDS = 60
MEMORY_BYTES = 3_000_000_000
"""Of addresses, of which typst uses two thirds; a table of 60 000 cells."""
_LARGEST_ANSWER = 500_000_000
_DONE, _REFUSED = b"+", b"-"


def run_job_apart(job: Job) -> bytes:
    """Like ``run_job``; raises ``AmikitError`` when it takes too much."""
    request = {"job": asdict(job), "seconds": SECONDS, "memory_bytes": MEMORY_BYTES}
    try:
        answer = run_apart(__name__, json.dumps(request).encode(), seconds=SECONDS, largest=_LARGEST_ANSWER)
    except Stopped as stopped:
        raise AmikitError(
            Text(
                "La mise en page demande trop de temps ou de mémoire\u00a0: un tableau est sans doute immense.",
                "The layout takes too much time or memory: a table is probably huge.",
            ),
            Text(
                "Raccourcissez ou partagez les plus grands tableaux, ou joignez-les au dossier comme pièces.",
                "Shorten or split the largest tables, or attach them to the application as files.",
            ),
        ) from stopped
    if answer.startswith(_REFUSED):
        message = answer[1:].decode()
        raise typst.TypstError(message, message)
    return answer[1:]


def main() -> None:
    """The child's whole life."""
    request = json.load(sys.stdin)
    # Typst works on every processor at once: the parent counts the time on the clock.
    limit_this_process(cpu_seconds=request["seconds"] * 8, memory_bytes=request["memory_bytes"])
    try:
        answer = _DONE + run_job(Job(**request["job"]))
    except typst.TypstError as error:
        answer = _REFUSED + str(error).encode()
    sys.stdout.buffer.write(answer)
