"""``amikit pool`` as people type it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.cli.running import amikit, words
from tests.cli.test_publish import contract
from tests.dossiers import EXAMPLES, write, write_dossier

SCHEMA: Any = json.loads((EXAMPLES.parent / "schemas/sorties/mutualisation.schema.json").read_text(encoding="utf-8"))


@pytest.fixture
def neighbours(tmp_path: Path) -> tuple[Path, Path]:
    """A dossier, and the note of a neighbour who relies on the same resource."""
    ours = write_dossier(tmp_path / "la-notre")
    theirs = write_dossier(tmp_path / "la-leur")
    text = (theirs / "dossier.yaml").read_text(encoding="utf-8").replace("Les Deux Lieux", "Les Voisins")
    write(theirs / "dossier.yaml", text)
    amikit("publish", theirs, "--intention", "--out", tmp_path / "voisins.md")
    return ours, tmp_path / "voisins.md"


def test_two_answers_are_compared_on_the_screen(neighbours: tuple[Path, Path]) -> None:
    result = amikit("pool", *neighbours)

    assert result.exit_code == 0
    assert "Des propositions, pour en parler" in words(result)
    assert "Carnet des voisinages : Les Deux Lieux et Les Voisins s'y appuient." in words(result)
    assert "pourraient n'y déposer qu'une réponse" in words(result)


def test_the_order_of_the_arguments_changes_nothing(neighbours: tuple[Path, Path]) -> None:
    for option in ([], ["--format", "json"], ["--lang", "en"]):
        assert amikit("pool", *neighbours, *option).stdout == amikit("pool", *neighbours[::-1], *option).stdout


def test_the_page_and_the_json_are_written_where_asked(neighbours: tuple[Path, Path], tmp_path: Path) -> None:
    amikit("pool", *neighbours, "--out", tmp_path / "pour-en-parler.md")
    amikit("pool", *neighbours, "--format", "json", "--out", tmp_path / "pool.json")

    page = (tmp_path / "pour-en-parler.md").read_text(encoding="utf-8")
    said = json.loads((tmp_path / "pool.json").read_text(encoding="utf-8"))
    assert page.startswith("# Ce que ces réponses pourraient mettre en commun\n")
    jsonschema.validate(said, SCHEMA, jsonschema.Draft202012Validator)
    assert said["status"] == "proposals"


def test_one_answer_alone_is_not_compared(neighbours: tuple[Path, Path], tmp_path: Path) -> None:
    ours, _ = neighbours
    lone = amikit("pool", ours, ours)
    said = json.loads(amikit("pool", ours, "--format", "json").stdout)

    assert lone.exit_code == 1
    assert "Une seule réponse" in lone.stderr
    assert (said["status"], said["pool"]) == ("incomplete", None)
    jsonschema.validate(said, SCHEMA, jsonschema.Draft202012Validator)
    assert amikit("pool").exit_code == 2
    nothing = amikit("pool", tmp_path / "absent.md")
    assert nothing.exit_code == 1
    assert "Aucune réponse" in nothing.stderr


def test_a_contract_shows_no_amount_and_says_why(tmp_path: Path) -> None:
    template = contract(tmp_path)
    ours = write_dossier(tmp_path / "d")
    for name in ("Les Deux Lieux", "Les Voisins"):
        text = (ours / "dossier.yaml").read_text(encoding="utf-8").replace("Les Deux Lieux", name)
        write(ours / "dossier.yaml", text)
        amikit("build", ours, "--draft", "--format", "html", "--template", template, "--out", tmp_path / name)

    for option in ([], ["--format", "json"], ["--lang", "en"]):
        result = amikit("pool", tmp_path / "Les Deux Lieux", tmp_path / "Les Voisins", *option)
        assert result.exit_code == 0
        assert "€" not in result.output
        assert "100000" not in result.output
        assert ("competition law" if "en" in option else "droit de la concurrence") in words(result)


def test_a_hostile_name_obeys_nobody(neighbours: tuple[Path, Path], tmp_path: Path) -> None:
    ours, note = neighbours
    hostile = note.read_text(encoding="utf-8").replace("Les Voisins", "\\u001b[2J<script>alert(1)</script>")
    path = write(tmp_path / "hostile\x1b[2J.md", hostile)
    bad = write(tmp_path / "rien\x1b[2J.md", "rien")

    shown = amikit("pool", ours, path, bad)
    amikit("pool", ours, path, bad, "--out", tmp_path / "page.md")

    assert shown.exit_code == 0
    assert "\x1b" not in shown.output
    page = (tmp_path / "page.md").read_text(encoding="utf-8")
    assert "\x1b" not in page
    assert "<script" not in page.replace("\\<", "")


def test_a_file_that_cannot_be_read_is_said_beside_what_is_proposed(
    neighbours: tuple[Path, Path], tmp_path: Path
) -> None:
    result = amikit("pool", *neighbours, write(tmp_path / "bruit.pdf", b"%PDF-1.7 \x00"), EXAMPLES / "monscobar")

    assert result.exit_code == 0
    assert "bruit.pdf" in result.output
    assert "appels différents" in words(result)
