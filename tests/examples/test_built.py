"""The answers of the examples, in every format: readable by all, the same everywhere and every time."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.dossiers import EXAMPLES
from tests.examples.builds import FORMATS, OFFICE, Builds, budget_rows, build_examples, plain
from tests.examples.test_examples import REGENERATE
from tests.export.html_reading import Page
from tests.export.pdf_reading import printed, standards_faults
from tools.make_golden import FOLDER, SOUND


@pytest.fixture(scope="session")
def builds(tmp_path_factory: pytest.TempPathFactory) -> Builds:
    return build_examples(tmp_path_factory)


def missing_rows(name: str, text: str) -> list[tuple[str, str]]:
    """The rows of the budget that a text lacks: a name, then its amount, no other amount in between."""
    read = plain(text)
    return [
        (word, amount)
        for word, amount in budget_rows(name)
        if not re.search(rf"{re.escape(word)}[^€]{{0,200}}{re.escape(amount)}", read)
    ]


@pytest.mark.parametrize("name", SOUND)
def test_an_answer_reads_as_it_did(builds: Builds, name: str) -> None:
    golden = (FOLDER / f"{name}.md").read_text(encoding="utf-8")

    assert builds.content(name, "md").decode() == golden, REGENERATE


@pytest.mark.parametrize("name", SOUND)
def test_the_pdf_is_accessible_and_archivable(builds: Builds, name: str, tmp_path: Path) -> None:
    assert standards_faults(builds.content(name, "pdf"), tmp_path) == []


@pytest.mark.parametrize("suffix", OFFICE)
@pytest.mark.parametrize("name", SOUND)
def test_a_word_processor_finds_the_budget(builds: Builds, name: str, suffix: str) -> None:
    text = builds.office_text(name, suffix)

    assert missing_rows(name, text) == []
    assert "à compléter" not in plain(text)


@pytest.mark.parametrize("name", SOUND)
def test_pdf_html_and_markdown_hold_the_budget(builds: Builds, name: str) -> None:
    assert missing_rows(name, printed(builds.content(name, "pdf"))) == []
    assert missing_rows(name, Page(builds.content(name, "html").decode()).text) == []
    assert missing_rows(name, builds.content(name, "md").decode()) == []


@pytest.mark.parametrize("name", SOUND)
def test_both_word_processor_files_say_the_same(builds: Builds, name: str) -> None:
    texts = [re.sub(r"\s+", " ", builds.office_text(name, suffix)) for suffix in OFFICE]

    assert texts[0] == texts[1]


def test_another_machine_gives_the_same_bytes(builds: Builds, tmp_path: Path) -> None:
    """Another folder, another process, another locale, time zone and order of sets."""
    root = tmp_path / "ailleurs"
    shutil.copytree(EXAMPLES / "monscobar", root, ignore=shutil.ignore_patterns("sortie"))
    elsewhere = {"PYTHONHASHSEED": "7", "TZ": "Pacific/Auckland", "LC_ALL": "en_GB.UTF-8", "HOME": str(tmp_path)}
    command = [sys.executable, "-c", "from amikit.cli.main import main; main()", "build", str(root)]
    command += ["--format", ",".join(FORMATS)]

    subprocess.run(command, cwd=tmp_path, env=os.environ | elsewhere, capture_output=True, check=True)

    assert {suffix: digest((root / "sortie" / f"reponse.{suffix}").read_bytes()) for suffix in FORMATS} == {
        suffix: digest(builds.content("monscobar", suffix)) for suffix in FORMATS
    }


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
