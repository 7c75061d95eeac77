"""Pandoc: found, closed in, and its failures told."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from amikit.errors import AmikitError
from amikit.export import pandoc
from amikit.export.pandoc import pandoc_path, run_pandoc, without_controls
from tests.export.sample import para


def test_pandoc_writes_what_it_is_given() -> None:
    assert run_pandoc([para("Bonjour *à* tous")], to="commonmark") == "Bonjour \\*à\\* tous\n".encode()


def test_characters_that_no_file_holds_are_dropped() -> None:
    assert run_pandoc([para("a\x00b\x1fc\ud800d\ufffee\x85f")], to="plain") == b"abcdef\n"


@pytest.mark.parametrize("text", ["é\u00a0\u202f…", "🙂", "\t\n\r", "\ue000\ufffd"])
def test_characters_that_files_hold_stay(text: str) -> None:
    assert without_controls(text) == text


def test_pandoc_cannot_read_files(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("confidentiel")
    picture = {"t": "Image", "c": [["", [], []], [], [str(tmp_path / "secret.txt"), ""]]}

    assert b"Y29uZmlkZW50aWVs" not in run_pandoc(
        [{"t": "Para", "c": [picture]}], to="html5", args=["--embed-resources"]
    )
    assert b"confidentiel" not in run_pandoc([{"t": "Para", "c": [picture]}], to="docx")


def test_a_failure_is_told_in_both_languages() -> None:
    with pytest.raises(AmikitError) as caught:
        run_pandoc([], to="docx", args=["--reference-doc", "/nulle/part.docx"])

    assert "docx" in caught.value.message.fr
    assert "docx" in caught.value.message.en
    assert caught.value.hint.fr


def test_a_pandoc_that_takes_too_long_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pandoc, "_TIMEOUT_SECONDS", 0.0001)

    with pytest.raises(AmikitError):
        run_pandoc([para("x")] * 1000, to="html5")


def test_a_missing_pandoc_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    pandoc_path.cache_clear()

    with pytest.raises(AmikitError) as caught:
        pandoc_path()

    pandoc_path.cache_clear()
    assert "pip install" in caught.value.hint.fr


def test_every_format_gives_the_same_bytes_in_another_process(tmp_path: Path) -> None:
    script = (
        "import hashlib, pathlib, sys\n"
        "from amikit.export.formats import EXPORTERS\n"
        "from tests.export.sample import sample_answer\n"
        "answer = sample_answer(pathlib.Path(sys.argv[1]))\n"
        "for name in ('docx', 'odt', 'html', 'md'):\n"
        "    print(name, hashlib.sha256(EXPORTERS[name](answer)).hexdigest())\n"
    )

    def digests(seed: str, zone: str) -> str:
        there = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": "C"}
        command = [sys.executable, "-c", script, str(tmp_path)]
        return subprocess.run(
            command, env=there, capture_output=True, check=True, text=True, cwd=Path(__file__).parents[2]
        ).stdout

    first = digests("1", "UTC")
    assert first.count("\n") == 4
    assert first == digests("2", "Asia/Tokyo")
    assert hashlib.sha256(b"").hexdigest() not in first
