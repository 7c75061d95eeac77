"""``amikit import`` on a terminal: it asks where it does not know, and leaves nothing when somebody leaves."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import threading
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.cli.running import PROGRAM, amikit, neutral_environment

pty = pytest.importorskip("pty", reason="no pseudo-terminals here")

TEXT = "# Notre histoire\n\nLa cour a fermé.\n\n# Vrac\n\nUn four.\n"
_SECONDS = 60


def _leave(child: subprocess.Popen[bytes]) -> None:
    """Ctrl-C, again if the first came between two looks at the keyboard; nobody waits for ever."""
    for _ in range(_SECONDS // 2):
        child.send_signal(signal.SIGINT)
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(1)
            return
    child.kill()


def talk(arguments: Sequence[str | Path], answers: Sequence[tuple[str, str | None]]) -> tuple[str, int]:
    """What is shown on a terminal of 40 columns, each answer typed once its question is there; None leaves with Ctrl-C."""
    main_end, command_end = pty.openpty()
    settings = neutral_environment() | {"TERM": "dumb", "COLUMNS": "40", "NO_COLOR": "1"}
    command = [*PROGRAM, *map(str, arguments)]
    waiting = list(answers)
    with subprocess.Popen(command, stdin=command_end, stdout=command_end, stderr=command_end, env=settings) as child:
        os.close(command_end)
        shown, seen = b"", 0
        limit = time.monotonic() + _SECONDS
        with contextlib.suppress(OSError):  # Linux says so when the other end is closed
            while time.monotonic() < limit and (piece := os.read(main_end, 4096)):
                shown += piece
                if waiting and (at := shown.find(waiting[0][0].encode(), seen)) >= 0:
                    seen = at + len(waiting[0][0].encode())
                    answer = waiting.pop(0)[1]
                    if answer is None:
                        threading.Thread(target=_leave, args=(child,), daemon=True).start()
                    else:
                        os.write(main_end, f"{answer}\n".encode())
        os.close(main_end)
        status = child.wait(_SECONDS)
    return shown.decode().replace("\u00a0", " ").replace("\u202f", " "), status


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "l'été à nous"
    amikit("new", folder, "--call", "lieu-totem")
    (tmp_path / "texte.md").write_text(TEXT, encoding="utf-8")
    return folder


def test_every_part_finds_its_place_by_questions(root: Path) -> None:
    shown, status = talk(
        ["import", root.parent / "texte.md", root],
        [("Entrée pour", ""), ("Entrée pour", "gouvernance"), ("Écrire ces changements", "oui")],
    )

    assert status == 0, shown
    assert (root / "sections" / "histoire.md").read_text(encoding="utf-8").endswith("La cour a fermé.\n")
    assert (root / "sections" / "gouvernance.md").read_text(encoding="utf-8") == "Un four.\n"


@pytest.mark.parametrize("questions", [1, 2, 3])
def test_left_at_any_question_nothing_is_written(root: Path, questions: int) -> None:
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    asked: list[tuple[str, str | None]] = [("Entrée pour", ""), ("Entrée pour", ""), ("Écrire ces changements", "")]
    asked = [*asked[: questions - 1], (asked[questions - 1][0], None)]

    shown, status = talk(["import", root.parent / "texte.md", root], asked)

    assert status == 1, shown
    assert "Traceback" not in shown
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before
