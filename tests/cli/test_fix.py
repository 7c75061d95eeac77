"""``amikit check --fix``: shown, asked, written."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from amikit.cli import mending
from tests.cli.running import amikit, words
from tests.dossiers import with_keys, write_dossier

WRONG = with_keys("langue: fr\n").replace("chef_de_file: atelier", "chef_de_file: atelie")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_dossier(tmp_path / "a", {"dossier.yaml": WRONG})


def test_without_someone_to_ask_the_change_is_shown_and_nothing_is_written(root: Path) -> None:
    result = amikit("check", root, "--fix")

    assert "DOS001 « atelie » devient « atelier »" in words(result)
    assert "-  chef_de_file: atelie\n+  chef_de_file: atelier\n" in result.stdout
    assert "Rien n'est écrit. Pour écrire sans question : --fix --yes." in words(result)
    assert (root / "dossier.yaml").read_text(encoding="utf-8") == WRONG
    assert result.exit_code == 1


@pytest.mark.parametrize(
    ("answer", "is_written"), [("oui", True), ("O", True), ("yes", True), ("non", False), ("", False)]
)
def test_the_person_decides(root: Path, answer: str, is_written: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mending, "_is_someone_there", lambda: True)

    result = amikit("check", root, "--fix", typed=f"{answer}\n")

    assert ("C'est écrit" in result.stdout) == is_written
    assert ((root / "dossier.yaml").read_text(encoding="utf-8") == WRONG) != is_written
    assert result.exit_code == (0 if is_written else 1)


def test_written_unasked_with_yes_and_checked_again(root: Path) -> None:
    result = amikit("check", root, "--fix", "--yes")

    assert result.exit_code == 0
    assert result.stdout.endswith("Rien à redire\u00a0: la réponse peut partir.\n")


def test_nothing_to_mend_is_said(tmp_path: Path) -> None:
    result = amikit("check", write_dossier(tmp_path / "b"), "--fix", "--yes")

    assert "Rien ici ne se corrige sans risque de se tromper" in result.stdout


def test_only_what_was_chosen_is_mended(root: Path) -> None:
    amikit("check", root, "--fix", "--yes", "--select", "REC")

    assert (root / "dossier.yaml").read_text(encoding="utf-8") == WRONG


def test_programs_read_findings_alone(root: Path) -> None:
    result = amikit("check", root, "--fix", "--format", "json")

    assert json.loads(result.stdout)["diagnostics"][0]["code"] == "DOS001"
    assert "devient" in result.stderr


def test_someone_who_writes_meanwhile_loses_nothing(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def answer(_: str) -> bool:
        (root / "dossier.yaml").write_text("titre: Tout autre\n", encoding="utf-8")
        return True

    monkeypatch.setattr(mending, "_agrees", answer)

    result = amikit("check", root, "--fix")

    assert "a changé entre-temps" in result.stderr
    assert (root / "dossier.yaml").read_text(encoding="utf-8") == "titre: Tout autre\n"
