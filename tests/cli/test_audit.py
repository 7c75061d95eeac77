"""``amikit audit`` as a funder meets it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.audit.making import write_call
from tests.cli.running import amikit, words


@pytest.fixture
def call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return write_call(tmp_path / "appel", 3)


def test_one_screen_then_the_files(call: Path) -> None:
    result = amikit("audit", "appel", "--jobs", "2")

    said = words(result)
    assert result.exit_code == 0
    assert "3 réponses, 3 fichiers" in said
    assert "Dokos" in said
    assert "Écrit dans audit : audit.html, audit.xlsx" in said
    assert len(result.output.splitlines()) < 40
    assert {path.name for path in Path("audit").iterdir()} >= {
        "audit.html",
        "audit.xlsx",
        "reponses.csv",
        "journal.jsonl",
    }


def test_in_english(call: Path) -> None:
    said = words(amikit("--lang", "en", "audit", "appel"))

    assert "3 answers, 3 files" in said
    assert "Written to audit" in said


def test_a_red_answer_comes_first_and_ends_with_one(call: Path) -> None:
    (call / "casse.pdf").write_bytes(b"%PDF-1.7 rien")

    result = amikit("audit", "appel")

    assert result.exit_code == 1
    assert "À reprendre avec leurs auteurs ✗ rouge 1. casse.pdf" in words(result)


def test_a_folder_without_answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("vide").mkdir()

    result = amikit("audit", "vide")

    assert result.exit_code == 1
    assert "Aucune réponse à lire dans ce dossier." in words(result)


def test_a_name_with_control_characters_obeys_nothing(call: Path) -> None:
    (call / "a\x1b[2J\n.pdf").write_bytes(b"%PDF-1.7 rien")

    result = amikit("audit", "appel")

    assert "\x1b[2J" not in result.output
    assert "a\\x1b[2J\\x0a.pdf" in result.output


def test_nothing_is_written_among_received_files_unless_asked(call: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(call)

    refused = amikit("audit", ".")
    asked = amikit("audit", ".", "--out", "rapport")

    assert refused.exit_code == 2
    assert "--out" in refused.output
    assert not Path("audit").exists()
    assert asked.exit_code == 0
    assert "3 réponses" in words(amikit("audit", ".", "--out", "rapport", "--resume"))


def test_json_writes_nothing_of_its_own(call: Path) -> None:
    result = amikit("audit", "appel", "--format", "json")

    assert json.loads(result.output)["lights"] == {"vert": 0, "orange": 3, "rouge": 0}
    assert not Path("audit").exists()


def test_the_statement_of_a_resource(call: Path) -> None:
    result = amikit("audit", "appel", "--resource", "dokos")

    assert "Ce que Dokos recevrait de cet appel" in words(result)
    assert Path("audit", "releve-dokos.html").exists()
    assert "Movilab" not in Path("audit", "releve-dokos.html").read_text(encoding="utf-8")


def test_a_resource_that_no_answer_names(call: Path) -> None:
    result = amikit("audit", "appel", "--resource", "doko")

    assert result.exit_code == 1
    assert "Aucune réponse ne parle de « doko ». Vouliez-vous écrire « dokos » ?" in words(result)


@pytest.mark.parametrize("name", ["../x", "Dokos", "a b", "x" * 101, "--", "é"])
def test_what_is_no_id_is_refused_before_anything_is_read(call: Path, name: str) -> None:
    result = amikit("audit", "appel", f"--resource={name}")

    assert result.exit_code == 2
    assert "n'est pas l'identifiant d'une ressource" in words(result)


def test_a_report_that_somebody_changed_is_kept(call: Path) -> None:
    amikit("audit", "appel")
    Path("audit", "reponses.csv").write_text("mes notes", encoding="utf-8")

    result = amikit("audit", "appel", "--resume")

    assert "déjà lus" in words(result)
    assert Path("audit", "reponses (modifié 1).csv").read_text(encoding="utf-8") == "mes notes"
