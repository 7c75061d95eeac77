"""``amikit status``: one screen, every mark with its word, and a day that a test can choose."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.running import amikit, words
from tests.dossiers import EXAMPLES, MINIMAL, with_keys, write_dossier


def test_the_screen_says_the_date_the_steps_and_each_part(tmp_path: Path) -> None:
    root = write_dossier(
        tmp_path / "a", {"dossier.yaml": with_keys("titre:\n"), "sections/qui.md": None, "budget/recettes.csv": None}
    )

    said = words(amikit("status", root, "--today", "2026-11-22"))

    assert "Il reste 19 jours, jusqu'au 11 décembre 2026." in said
    assert "À faire d'abord 1. " in said
    assert "Qui nous sommes · à écrire : 0 mot, 60 conseillés" in said
    assert "Carnet des voisinages attendu 1 000,00 €, promis 1 000,00 € accord donné le 2 novembre 2026" in said


@pytest.mark.parametrize(
    ("today", "sentence"),
    [
        ("2026-12-10", "Il reste 1 jour, jusqu'au 11 décembre 2026."),
        ("2026-12-11", "C'est aujourd'hui le dernier jour (11 décembre 2026)."),
        ("2026-12-13", "La date limite est passée de 2 jours (11 décembre 2026)."),
    ],
)
def test_the_deadline_is_said_in_a_sentence(today: str, sentence: str, tmp_path: Path) -> None:
    assert sentence in words(amikit("status", write_dossier(tmp_path / "a"), "--today", today))


def test_the_screen_speaks_english_too() -> None:
    said = words(amikit("--lang", "en", "status", EXAMPLES / "monscobar", "--today", "2020-11-22"))

    assert "The answer can be sent." in said
    assert "Amount asked, at most ✓ met: €150,000.00; the call says: €150,000.00" in said


def test_json_has_the_same_steps_with_their_places(tmp_path: Path) -> None:
    root = write_dossier(tmp_path / "a", {"dossier.yaml": with_keys("titre:\n")})

    status = json.loads(amikit("status", root, "--format", "json").stdout)

    assert status["version"] == 1
    step = status["steps"][0]
    assert (step["code"], step["rank"], step["line"]) == ("DOS002", "ground", 1)


def test_a_folder_that_cannot_be_read_ends_with_1(tmp_path: Path) -> None:
    result = amikit("status", tmp_path / "rien")

    assert result.exit_code == 1
    assert "LOA" in result.stdout


def test_a_day_that_is_none_is_refused_in_french(tmp_path: Path) -> None:
    result = amikit("status", write_dossier(tmp_path / "a"), "--today", "demain")

    assert result.exit_code == 2
    assert "« demain »" in words(result)
    assert "%" not in result.stderr


def test_a_day_written_the_french_way_is_told_how_to_be_written(tmp_path: Path) -> None:
    result = amikit("status", write_dossier(tmp_path / "a"), "--today", "22/11/2026")

    assert "Pour le 22 novembre 2026, écrivez « 2026-11-22 »" in words(result)


def test_an_answer_that_a_steward_refused_can_be_sent_and_says_so(tmp_path: Path) -> None:
    settings = MINIMAL["dossier.yaml"].replace("statut: accepte", "statut: refuse")
    root = write_dossier(tmp_path, {"dossier.yaml": settings})

    said = words(amikit("status", root, "--today", "2026-11-22"))

    assert "La réponse peut partir ; 1 porteur a refusé, et elle le dit." in said
    assert "La réponse peut partir." not in said
    assert said.index("À faire d'abord") < said.index("REC007") < said.index("Les sections")
