"""``amikit catalog``: who looks after what, and what they hope for."""

from __future__ import annotations

from pathlib import Path

import pytest

from amikit.load.catalog import load_catalog
from amikit.paths import catalog_root
from tests.cli.running import amikit, words

CATALOG, _ = load_catalog(catalog_root())
CARD = "id: pot\nnom: Pot commun\ngenre: service\nporteur: Les Potiers\nlicence: CC0-1.0\n"


def test_the_list_has_a_line_for_each_resource() -> None:
    lines = amikit("catalog", "list").stdout.splitlines()

    assert [line.split()[0] for line in lines] == sorted(CATALOG.by_id)
    assert all(CATALOG.by_id[line.split()[0]].name in line for line in lines)


@pytest.mark.parametrize(
    ("language", "said"),
    [("fr", "COOPcircuits — Un logiciel qui relie les personnes"), ("en", "COOPcircuits — short food circuits")],
)
def test_the_list_says_what_each_resource_is_for_in_the_width_of_a_terminal(language: str, said: str) -> None:
    lines = amikit("catalog", "list", "--lang", language).stdout.splitlines()

    assert said in "\n".join(lines)
    assert max(map(len, lines)) <= 100
    assert len({line.index(CATALOG.by_id[line.split()[0]].name) for line in lines}) == 1


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("resource_id", sorted(CATALOG.by_id))
def test_a_card_says_what_is_known_and_what_is_not(resource_id: str, language: str) -> None:
    resource = CATALOG.by_id[resource_id]

    result = amikit("catalog", "show", resource_id, "--lang", language)

    assert result.exit_code == 0
    assert result.stdout.startswith(resource.name)
    for expectation in resource.expectations:
        assert f"- {expectation.id} (" in words(result)
    for source in resource.sources:
        assert source.url in "".join(result.stdout.split())
    if not resource.licence:
        assert {"fr": "Licence : non connue", "en": "Licence: not known"}[language] in words(result)
    assert max(map(len, result.stdout.splitlines())) <= max(96, longest_word(result.stdout) + 6)


def longest_word(text: str) -> int:
    return max(len(word) for word in text.split())


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("fr", "« dokoss » n'est pas dans le catalogue. Vouliez-vous écrire « dokos » ?"),
        ("en", "“dokoss” is not in the catalog. Did you mean “dokos”?"),
    ],
)
def test_an_unknown_resource_is_a_usage_error_with_the_nearest_one(language: str, said: str) -> None:
    result = amikit("catalog", "show", "dokoss", "--lang", language)

    assert result.exit_code == 2
    assert said in words(result)


def test_an_unlike_word_lists_what_is_known() -> None:
    assert all(name in words(amikit("catalog", "show", "zzz")) for name in CATALOG.by_id)


def test_the_shipped_catalog_lacks_things_but_is_not_wrong() -> None:
    result = amikit("catalog", "check")

    assert result.exit_code == 0
    assert "0 erreur, " in result.stdout


def test_another_catalog_is_read_instead(tmp_path: Path) -> None:
    (tmp_path / "pot.yaml").write_text(CARD, encoding="utf-8")

    assert amikit("catalog", "list", "--catalog", tmp_path).stdout == "pot  Pot commun — Les Potiers\n"
    assert amikit("catalog", "show", "dokos", "--catalog", tmp_path).exit_code == 2
    check = amikit("catalog", "check", "--catalog", tmp_path)
    assert (check.exit_code, check.stdout) == (0, "Rien ne manque.\n")


def test_a_wrong_card_ends_with_1_and_hides_no_other(tmp_path: Path) -> None:
    (tmp_path / "pot.yaml").write_text(CARD, encoding="utf-8")
    (tmp_path / "bol.yaml").write_text("id: bol\nnom: Bol\ngenre: vaisselle\n", encoding="utf-8")

    check, listed = amikit("catalog", "check", "--catalog", tmp_path), amikit("catalog", "list", "--catalog", tmp_path)

    assert check.exit_code == 1
    assert "bol.yaml:3:8: erreur LOA005" in check.stdout
    assert listed.stdout == "pot  Pot commun — Les Potiers\n"
    assert "LOA005" in listed.stderr


def test_a_resource_is_shown_by_its_name_as_a_dossier_may_write_it() -> None:
    assert amikit("catalog", "show", "Dokos").output == amikit("catalog", "show", "dokos").output


def test_the_beginning_of_a_resource_leads_to_it() -> None:
    assert "« forum-tiers-lieux » ?" in words(amikit("--lang", "fr", "catalog", "show", "forum"))
