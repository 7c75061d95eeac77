"""What reaches a terminal, a pipe or a file: colours where they show, and never what a terminal obeys."""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
import time
from pathlib import Path

import pytest

from tests.cli.running import PROGRAM, amikit, neutral_environment, spawn
from tests.dossiers import EXAMPLES, MINIMAL, with_keys, write_dossier

pty = pytest.importorskip("pty", reason="no pseudo-terminals here")

ESCAPE = "\x1b]0;titre\x07\x1b[2J"
"""What would rename a terminal's window, then clear it."""
_ANSWER_SECONDS = 30


def on_a_terminal(*arguments: str | Path, **environment: str) -> str:
    """Everything that a command shows on a terminal, both outputs together."""
    main_end, command_end = pty.openpty()
    command = [*PROGRAM, *map(str, arguments)]
    settings = neutral_environment() | {"TERM": "xterm-256color"} | environment
    with subprocess.Popen(command, stdin=command_end, stdout=command_end, stderr=command_end, env=settings):
        os.close(command_end)
        shown = b""
        limit = time.monotonic() + _ANSWER_SECONDS
        with contextlib.suppress(OSError):  # Linux says so when the other end is closed
            while time.monotonic() < limit and (piece := os.read(main_end, 4096)):
                shown += piece
        os.close(main_end)
    return shown.decode()


def controls(text: str) -> list[str]:
    """The control characters of a text, ends of line aside."""
    return [letter for letter in text if not letter.isprintable() and letter not in "\n\u00a0\u202f"]


def hostile_dossier(root: Path) -> Path:
    """A dossier whose names and values try to take hold of the terminal."""
    settings = with_keys(
        'sous_titre: "\\e]0;titre\\a\\e[2J"\ndate_limite: "\\e[2J"\n"\\e[2Jrouge": oui\n'
        'ressources:\n  - ressource: "\\e[2J"\nexceptions:\n  - regle: CAL002\n    motif: "\\e[2J"\n'
    )
    files = {"dossier.yaml": settings, f"sections/{ESCAPE.replace('/', '')}.md": "Texte\n", "sections/qui.md": ESCAPE}
    return write_dossier(root / f"dossier{ESCAPE}", {**files, "membres/x\x1b[2J.md": "---\nnom: X\n---\n"})


def test_colours_show_on_a_terminal(tmp_path: Path) -> None:
    shown = on_a_terminal("check", tmp_path)

    assert "\x1b[31merreur\x1b[0m LOA017" in shown


def test_no_colour_where_nobody_wants_any(tmp_path: Path) -> None:
    shown = on_a_terminal("check", tmp_path, NO_COLOR="1")

    assert "erreur LOA017" in shown
    assert "\x1b" not in shown


def test_progress_shows_on_a_terminal_and_leaves_no_trace_of_itself(tmp_path: Path) -> None:
    shown = on_a_terminal("build", EXAMPLES / "premiers-pas", "--format", "md", "--out", tmp_path)

    assert "\rMise en page… md\x1b[K" in shown
    assert re.sub(r"\r[^\r\n]*\x1b\[K", "", shown).strip() == str(tmp_path / "reponse.md")


def test_a_pipe_receives_the_result_alone(tmp_path: Path) -> None:
    done = spawn("build", EXAMPLES / "premiers-pas", "--format", "md", "--out", tmp_path)

    assert done.stdout.decode() == f"{tmp_path / 'reponse.md'}\n"
    assert done.stderr == b""


def test_a_pipe_receives_no_colour(tmp_path: Path) -> None:
    done = spawn("check", tmp_path, FORCE_COLOR="", TERM="xterm-256color")

    assert b"erreur LOA017" in done.stdout
    assert b"\x1b" not in done.stdout + done.stderr


def test_who_stops_reading_is_not_shouted_at() -> None:
    reading_end, writing_end = os.pipe()
    os.close(reading_end)

    done = subprocess.run([*PROGRAM, "catalog", "list"], stdout=writing_end, stderr=subprocess.PIPE, check=False)
    os.close(writing_end)

    assert (done.returncode, done.stderr) == (0, b"")


def test_a_terminal_that_lacks_letters_still_shows_the_others(tmp_path: Path) -> None:
    done = spawn("check", tmp_path, PYTHONIOENCODING="latin-1")

    assert done.returncode == 1
    assert "n'a pas de fichier «\xa0dossier.yaml\xa0»" in done.stdout.decode("latin-1")
    assert done.stderr == b""


@pytest.mark.parametrize("command", ["check", "build"])
def test_a_dossier_cannot_speak_to_the_terminal(command: str, tmp_path: Path) -> None:
    result = amikit(command, hostile_dossier(tmp_path))

    assert result.exit_code == 1
    assert controls(result.output) == []
    assert "\\x1b[2J" in result.output


def test_outputs_with_hostile_names_are_told_safely(tmp_path: Path) -> None:
    out = tmp_path / ESCAPE
    out.mkdir()
    (out / "reponse.md").write_text("à moi", encoding="utf-8")

    result = amikit("build", EXAMPLES / "premiers-pas", "--format", "md", "--out", out)

    assert result.exit_code == 0
    assert controls(result.output) == []
    assert "reponse (modifié 1).md" in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "a", ESCAPE),
        ("check", f"--{ESCAPE}"),
        ("build", "a", "--format", ESCAPE),
        ("build", "a", "--reference", ESCAPE),
        ("check", "a", "--catalog", ESCAPE),
        ("catalog", "show", ESCAPE),
        ("new", "a", "--call", ESCAPE),
        ("--lang", ESCAPE),
        (ESCAPE,),
    ],
)
def test_what_was_typed_comes_back_safely(arguments: tuple[str, ...]) -> None:
    result = amikit(*arguments)

    assert result.exit_code == 2
    assert controls(result.output) == []


def test_a_new_folder_and_a_failure_are_told_safely(tmp_path: Path) -> None:
    (tmp_path / "fichier").touch()

    made = amikit("new", tmp_path / ESCAPE, "--call", "lieu-totem")
    failed = amikit("new", tmp_path / "fichier" / ESCAPE, "--call", "lieu-totem")

    assert (made.exit_code, failed.exit_code) == (0, 3)
    assert controls(made.output + failed.output) == []


@pytest.mark.parametrize("arguments", [("list",), ("show", "pot"), ("check",)])
def test_a_catalog_cannot_speak_to_the_terminal(arguments: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "pot.yaml").write_text(
        'id: pot\nnom: "Pot \\e[2J"\ngenre: service\nresume: "\\e]0;titre\\a"\nporteur: "\\e[2J"\nlicence: "\\e[2J"\n',
        encoding="utf-8",
    )

    result = amikit("catalog", *arguments, "--catalog", tmp_path)

    assert controls(result.output) == []
    assert "\\x1b" in result.output


def test_the_hostile_dossier_is_the_small_one_and_its_traps(tmp_path: Path) -> None:
    root = hostile_dossier(tmp_path)

    assert {path.name for path in root.iterdir()} == {name.split("/")[0] for name in MINIMAL}


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full device")
def test_a_full_disk_is_said_and_is_no_crash() -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*PROGRAM, "check", EXAMPLES / "avec-erreurs"],
            stdout=full, stderr=subprocess.PIPE, env=neutral_environment(), timeout=60, check=False,
        )  # fmt: skip

    assert done.returncode == 3
    assert done.stderr.decode().startswith("amikit: Le disque est plein")
