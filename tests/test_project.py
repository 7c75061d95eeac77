"""The project around the code: what it depends on, what its commands promise, what it must not tell."""

from __future__ import annotations

import io
import os
import re
import subprocess
import tomllib
from pathlib import Path

import pytest
from babel.messages.mofile import read_mo

import amikit
from tools.make_messages import FOLDER, compiled

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = (".ci", "amikit", "bench", "docs", "examples", "resources_catalog", "schemas", "templates", "tests", "tools")
KINDS = {".csv", ".html", ".j2", ".json", ".md", ".po", ".py", ".sh", ".toml", ".txt", ".typ", ".yaml", ""}
SCRIPTS = [ROOT / ".ci/run", *sorted((ROOT / "tools").glob("*.sh"))]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


def texts() -> list[Path]:
    """Every file of the project that people read as text."""
    inside = [path for folder in FOLDERS for path in (ROOT / folder).rglob("*")]
    return [
        path
        for path in [*inside, *ROOT.glob("*.*"), ROOT / "Makefile"]
        if path.is_file() and path.suffix in KINDS and "sortie" not in path.parts
    ]


def test_every_library_is_bounded_and_says_what_it_is_for() -> None:
    lines = (ROOT / "pyproject.toml").read_text(encoding="utf-8").splitlines()
    dependencies = PROJECT["dependencies"]
    explained = {line.split('"')[1] for line in lines if re.match(r'\s+"[^"]+",?\s+# \S', line)}

    # packaging numbers its versions by year: an upper bound would only grow old.
    unbounded = [one for one in dependencies if "<" not in one and not one.startswith("packaging")]
    assert unbounded == []
    assert [one for one in dependencies if one not in explained] == []


def test_one_version_is_told() -> None:
    assert amikit.__version__ == PROJECT["version"]


def test_the_sentences_of_the_command_line_are_compiled() -> None:
    published, made = (
        {str(message.id): message.string for message in read_mo(io.BytesIO(content)) if message.id}
        for content in ((FOLDER / "messages.mo").read_bytes(), compiled())
    )

    assert published == made, "run “python -m tools.make_messages”"


def test_every_licence_that_is_named_is_there() -> None:
    assert PROJECT["license"] == "AGPL-3.0-or-later AND Apache-2.0 AND CC-BY-SA-4.0 AND MIT AND OFL-1.1"
    assert "GNU AFFERO GENERAL PUBLIC LICENSE" in (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert {path.stem for path in (ROOT / "LICENSES").iterdir()} == {"Apache-2.0", "CC-BY-SA-4.0", "MIT", "OFL-1.1"}
    fonts = ROOT / "templates/_shared/fonts"
    families = {path.name.partition("-")[0] for path in fonts.glob("*.ttf")}
    assert families == {path.name.partition("-")[0] for path in fonts.glob("*-OFL.txt")}


def test_make_explains_each_of_its_targets() -> None:
    targets = set(re.findall(r"^([a-z]+):", MAKEFILE, re.MULTILINE))
    said = subprocess.run(["make", "-s", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout

    assert targets == {"help", "demo", "test", "lint", "bench", "golden", "docs", "clean"}
    assert set(re.findall(r"^  make (\w+)", said, re.MULTILINE)) == targets
    assert set(re.findall(r"^\.PHONY: (.*)$", MAKEFILE, re.MULTILINE)[0].split()) == targets


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_a_script_is_well_formed(script: Path) -> None:
    shell = "bash" if script.name == "run" else "sh"

    assert subprocess.run([shell, "-n", script], capture_output=True, check=False).returncode == 0


def test_an_old_or_missing_python_is_said_plainly(tmp_path: Path) -> None:
    old = tmp_path / "python2"
    old.write_text('#!/bin/sh\n[ "$1" = --version ] && echo "Python 2.7.18"\nexit 1\n', encoding="utf-8")
    old.chmod(0o755)

    for python, words in ((str(old), "Python 3.11 ou plus récent"), ("nowhere-python", "est introuvable")):
        command = ["sh", str(ROOT / "tools/venv.sh"), python, str(tmp_path / "venv"), "."]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert (done.returncode, words in done.stderr) == (1, True)
        assert not (tmp_path / "venv").exists()


def test_the_guard_can_be_run_and_leaves_nothing_out() -> None:
    guard = ROOT / ".ci/run"

    assert os.access(guard, os.X_OK)
    assert "CI=true" in guard.read_text(encoding="utf-8")
    assert "make test" in guard.read_text(encoding="utf-8")


def test_programs_that_tests_need_are_those_that_are_installed() -> None:
    known = re.findall(r'^PROGRAMS="(.*)"$', (ROOT / "tools/programs.sh").read_text(encoding="utf-8"), re.MULTILINE)
    tests = [path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("*.py")]
    needed = {name for text in tests for name in re.findall(r'\brequire\("([\w-]+)"\)', text)}

    assert needed == set(known[0].split())


def test_the_picture_of_the_readme_is_light() -> None:
    assert (ROOT / "docs/images/apercu.png").stat().st_size < 300_000


def test_files_that_name_a_schema_name_one_that_exists() -> None:
    named = [
        (path, target)
        for path in texts()
        if path.suffix == ".yaml"
        for target in re.findall(r"^# yaml-language-server: \$schema=(\S+)$", path.read_text("utf-8"), re.MULTILINE)
    ]

    assert named
    assert [path for path, target in named if not (path.parent / target).is_file()] == []


def test_the_project_tells_nothing_of_the_machine_it_was_written_on() -> None:
    private = re.compile(r"(?<![\w.-])/(?:home|root|Users|work|mnt)/\w|[A-Z]:\\Users")

    assert [path for path in texts() if private.search(path.read_text(encoding="utf-8", errors="replace"))] == []
