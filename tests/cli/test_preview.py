"""``amikit preview`` as a person meets it: an address, a browser that opens or not, and Ctrl-C."""

from __future__ import annotations

import os
import signal
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.cli.running import PROGRAM, amikit, neutral_environment, words
from tests.dossiers import write, write_dossier
from tests.workshop.running import wait_until

_PATIENCE = 60


@contextmanager
def previewed(*arguments: str | Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The command running, and the address that it gives."""
    command = [*PROGRAM, "preview", *map(str, arguments)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=neutral_environment()
    ) as process:
        assert process.stdout is not None
        try:
            yield process, next(line.strip() for line in process.stdout if line.startswith("  http://"))
        finally:
            process.kill()


def open_page(address: str) -> str:
    with urllib.request.urlopen(address, timeout=_PATIENCE) as answer:  # noqa: S310 - of ours
        return str(answer.read().decode())


def test_two_previews_at_once_each_stop_at_ctrl_c(tmp_path: Path) -> None:
    first, second = (write_dossier(tmp_path / name) for name in ("un dossier", "l'autre"))
    with previewed(first) as (one, address), previewed("--lang", "en", second) as (other, other_address):
        assert "Nous sommes deux lieux voisins" in open_page(address)
        assert "DRAFT" in open_page(other_address)
        listening = urllib.request.urlopen(f"{address}events", timeout=_PATIENCE)  # noqa: S310 - of ours
        one.send_signal(signal.SIGINT)
        other.send_signal(signal.SIGINT)
        said, other_said = (process.communicate(timeout=_PATIENCE)[0] for process in (one, other))
        listening.close()

    assert (one.returncode, other.returncode) == (0, 0)
    assert said.split("\n")[-2:] == ["L'aperçu est arrêté.", ""]
    assert "Traceback" not in said + other_said


def test_ctrl_c_does_not_wait_for_a_reader(tmp_path: Path) -> None:
    with previewed(write_dossier(tmp_path)) as (process, address):
        listening = urllib.request.urlopen(f"{address}events", timeout=_PATIENCE)  # noqa: S310 - of ours
        assert listening.readline()
        time.sleep(0.1)
        process.send_signal(signal.SIGINT)
        process.wait(_PATIENCE)
        listening.close()

    assert process.returncode == 0


def test_ctrl_c_does_not_wait_for_the_pdf(tmp_path: Path) -> None:
    with previewed(write_dossier(tmp_path)) as (process, address), ThreadPoolExecutor() as pool:
        asking = pool.submit(urllib.request.urlopen, f"{address}reponse.pdf", timeout=_PATIENCE)
        time.sleep(0.2)
        process.send_signal(signal.SIGINT)
        said = process.communicate(timeout=_PATIENCE)[0]
        asking.exception(_PATIENCE)

    assert process.returncode == 0
    assert "Traceback" not in said


def test_on_a_terminal_the_browser_opens_and_ctrl_c_stops(tmp_path: Path) -> None:
    pty = pytest.importorskip("pty", reason="no pseudo-terminals here")
    opened = tmp_path / "ouvert"
    browser = write(tmp_path / "navigateur", f'#!/bin/sh\necho "$1" > "{opened}.part"\nmv "{opened}.part" "{opened}"\n')
    browser.chmod(0o755)
    main_end, command_end = pty.openpty()
    command = [*PROGRAM, "preview", str(write_dossier(tmp_path / "dossier"))]
    environment = neutral_environment() | {"BROWSER": f"{browser} %s"}
    with subprocess.Popen(
        command, stdin=command_end, stdout=command_end, stderr=command_end, env=environment
    ) as process:
        os.close(command_end)
        wait_until(opened.exists)
        assert "Nous sommes deux lieux voisins" in open_page(opened.read_text(encoding="utf-8").strip())
        process.send_signal(signal.SIGINT)
        assert process.wait(_PATIENCE) == 0
    os.close(main_end)


def test_what_is_no_dossier_is_said_at_once(tmp_path: Path) -> None:
    result = amikit("preview", tmp_path)

    assert result.exit_code == 1
    assert "LOA017" in words(result)


@pytest.mark.parametrize("options", [["--editor", "inconnu"], ["--port", "80"]])
def test_an_option_that_does_not_exist_is_refused(tmp_path: Path, options: list[str]) -> None:
    assert amikit("preview", write_dossier(tmp_path), *options).exit_code == 2
