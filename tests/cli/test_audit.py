"""``amikit audit`` as a funder meets it."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from amikit.annex.canonical import canonical_bytes
from amikit.audit.crossing import Crossing, Person
from amikit.cli.audit_words import _PEOPLE, _people
from amikit.i18n import say
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


def test_two_calls_are_said_first_with_the_call_and_the_period_of_each_answer(call: Path) -> None:
    lines = [line.strip() for line in amikit("audit", "appel").output.splitlines()]

    calls = {json.loads(path.read_text(encoding="utf-8"))["call"]["title"] for path in call.rglob("annexe.json")}
    assert len(calls) > 1
    assert lines[1].startswith("! Ces réponses visent 2")
    assert any(line.startswith("1. ") and any(name in line for name in calls) for line in lines[2:5])


def test_the_file_in_red_is_named_on_the_screen(call: Path) -> None:
    (call / "reponse-0" / "annexe.pdf").write_bytes((call / "reponse-0" / "annexe.json").read_bytes()[:-9])
    content = json.loads((call / "reponse-1" / "annexe.json").read_text(encoding="utf-8"))
    content["totals"]["charges_cents"] += 1
    (call / "reponse-1" / "faux.json").write_bytes(canonical_bytes(content))

    assert "1 fichier en rouge : reponse-1/faux.json." in words(amikit("audit", "appel"))


def test_the_help_names_what_is_asked_in_french() -> None:
    said = words(amikit("audit", "--help"))

    assert "--resource RESSOURCE" in said
    assert "--jobs NOMBRE" in said
    assert "--scheduler ADRESSE" in said
    assert "TEXT" not in said.replace("(text)", "")
    assert "INTEGER" not in said


def test_people_of_several_answers_are_counted_without_what_is_nil() -> None:
    person = Person("a", "f" * 16, None, (), Fraction(40), Fraction(0), Fraction(1607), is_same=True)

    assert say(_PEOPLE, _people(Crossing(people=(person,)), "fr"), "fr") == (
        "1 personne est dans plusieurs réponses\u00a0: 1 y a les mêmes heures."
    )
    plain = replace(person, is_same=False)
    assert say(_PEOPLE, _people(Crossing(people=(plain,)), "fr"), "fr").endswith("plusieurs réponses.")
