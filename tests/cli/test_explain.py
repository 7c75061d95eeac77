"""``amikit explain``: the page of a finding, in the reader's language."""

from __future__ import annotations

import pytest

from amikit.i18n import LANGUAGES
from amikit.rules import FAULTS
from tests.cli.running import amikit, words


def test_a_finding_is_explained_with_an_example_and_the_right_way() -> None:
    said = amikit("explain", "REC004").stdout

    assert said.startswith("REC004 (à faire) La réponse s'appuie sur une ressource et ne lui apporte rien\n\n")
    assert "      - ressource: dokos    ← REC004\n" in said
    assert said.index("Exemple") < said.index("Comme il faut") < said.index("regle: REC004")
    assert "« ressource »" not in said


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", sorted(FAULTS))
def test_every_finding_can_be_explained(code: str, language: str) -> None:
    result = amikit("--lang", language, "explain", code)

    assert result.exit_code == 0
    assert result.stdout.startswith(f"{code} (")
    assert "{" not in result.stdout.partition("\n\n")[0]


def test_what_cannot_be_excused_does_not_say_how_to_excuse_it() -> None:
    assert "exceptions:" not in amikit("explain", "LOA009").stdout


def test_codes_are_listed_with_their_titles() -> None:
    lines = amikit("explain").stdout.splitlines()

    assert [line[:6] for line in lines] == sorted(FAULTS)
    assert "ACC001  à faire  Une image n'a pas de texte de remplacement" in lines


def test_several_codes_in_any_case_are_explained_once_each() -> None:
    said = amikit("explain", "bud003", "BUD003", "rec004").stdout

    assert said.count("BUD003 (erreur)") == said.count("REC004 (à faire)") == 1


def test_an_unknown_code_offers_the_nearest() -> None:
    result = amikit("explain", "REC04")

    assert result.exit_code == 2
    assert "« REC04 » n'est pas un constat. Vouliez-vous écrire « REC0" in words(result)
