"""The whole answer for a wiki or a forum: what people typed runs nothing there, and nobody's list of names goes with it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.cli.running import amikit
from tests.dossiers import EXAMPLES, MINIMAL, with_keys, write_dossier

HOSTILE = "Un {{Supprimer}} et [[Catégorie:Piège]], <script>alert(1)</script> et `{{code}}`.\n"


@pytest.fixture(scope="module")
def wiki() -> str:
    return amikit("publish", "--to", "movilab", EXAMPLES / "monscobar").stdout


def test_each_declared_resource_is_a_commun_with_the_fields_of_the_wiki(wiki: str) -> None:
    found = re.findall(r"^=== (.+) ===\n\n\{\{Commun\n((?:\|.*\n)+)\}\}", wiki, re.MULTILINE)

    assert [name for name, _ in found][:2] == ["Dokos", "Badge inter-lieux"]
    names = ["description", "shortdescription", "Main_Picture", "provides", "contributors", "referent"]
    assert [line.partition("=")[0] for line in found[0][1].splitlines()] == [
        f"|{name}" for name in (*names, "contributiveorganisation")
    ]
    assert "|referent=\n" in found[0][1]


def test_each_place_comes_with_its_needs_and_the_answer_with_licence_credits_and_thanks(wiki: str) -> None:
    assert "=== Baraka (Roubaix) ===" in wiki
    assert "CC BY-SA 4.0, en citant Baraka, La Coroutine et Mons Fabrica" in wiki
    assert "Merci à qui prend soin de Dokos" in wiki


def test_the_list_of_people_and_the_papers_stay_out(wiki: str) -> None:
    assert "== Les personnes et leurs rôles ==" not in wiki
    assert "== Pièces jointes ==" not in wiki
    assert "Empreinte de l" not in wiki


@pytest.mark.parametrize("place", ["movilab", "forum"])
def test_what_people_typed_calls_no_template_and_no_page(place: str, tmp_path: Path) -> None:
    title = MINIMAL["dossier.yaml"].replace("titre: ", 'titre: "{{Piège}} ', 1)
    files = {"sections/qui.md": HOSTILE + MINIMAL["sections/qui.md"]}
    assert title != MINIMAL["dossier.yaml"]

    said = amikit("publish", "--to", place, write_dossier(tmp_path / "a", files)).stdout

    assert "Supprimer" in said
    assert re.findall(r"(?<!\\)<script", said) == []
    if place == "movilab":
        assert set(re.findall(r"\{\{(\w+)", said)) <= {"Commun"}
        assert "[[" not in said


def test_a_contract_is_not_published_before_it_is_awarded(tmp_path: Path) -> None:
    files = {
        "modeles/marche-essai/template.yaml": "id: marche-essai\ntitre: Marché d'essai\ngenre: Marché public\n",
        "dossier.yaml": with_keys("appel: marche-essai\nchamps:\n"),
    }
    root = write_dossier(tmp_path / "a", files)

    refused = amikit("publish", "--to", "forum", root)

    assert refused.exit_code == 1
    assert "concurrence" in refused.stderr
    assert refused.stdout == ""


def test_one_thing_is_published_at_a_time() -> None:
    assert amikit("publish", "--to", "forum", "--intention", EXAMPLES / "monscobar").exit_code == 2


def test_an_answer_that_is_not_ready_says_so_beside(tmp_path: Path) -> None:
    ready = amikit("publish", "--to", "forum", write_dossier(tmp_path / "a"))
    files = {"sections/qui.md": ""}

    unready = amikit("publish", "--to", "forum", write_dossier(tmp_path / "b", files))

    assert ready.stderr == ""
    assert "n'est pas prête" in unready.stderr
