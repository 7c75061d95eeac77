"""``amikit new``: a folder that explains itself, made whole or not at all."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import amikit as api
from amikit.load.call import known_calls
from tests.cli.running import amikit, words
from tests.export.pdf_reading import printed


@pytest.mark.parametrize("call", known_calls())
def test_a_new_folder_has_nothing_wrong_only_things_to_do(call: str, tmp_path: Path) -> None:
    made = amikit("new", tmp_path / "neuf", "--call", call)

    checked = amikit("check", tmp_path / "neuf")

    assert made.exit_code == 0
    assert checked.exit_code == 0
    assert re.search(r"^0 erreur, [1-9]\d* choses à faire, \d+ conseils?\.$", checked.stdout, re.MULTILINE)


def test_a_new_folder_builds_a_draft_at_once(tmp_path: Path) -> None:
    amikit("new", tmp_path / "neuf", "--call", "lieu-totem")

    built = amikit("build", "--draft", tmp_path / "neuf")

    assert built.exit_code == 0
    outputs = tmp_path / "neuf" / "sortie"
    names = ("reponse-brouillon.docx", "reponse-brouillon.pdf", "budget-brouillon.xlsx", "annexe-brouillon.json")
    assert built.stdout.split() == [str(outputs / name) for name in names]
    assert "BROUILLON" in printed((outputs / "reponse-brouillon.pdf").read_bytes()).upper()


def test_what_comes_next_can_be_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    said = amikit("new", "notre réponse", "--call", "lieu-totem").stdout

    assert said.startswith("'notre réponse' est prêt\u00a0: 10 fichiers.\n")
    assert "amikit check 'notre réponse' " in said
    assert "amikit build --draft 'notre réponse' " in said
    files = [
        path for path in (tmp_path / "notre réponse").rglob("*") if path.is_file() and ".schemas" not in path.parts
    ]
    assert len(files) == 10


def test_the_empty_folder_where_one_stands_is_filled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    result = amikit("new", ".", "--call", "lieu-totem")

    assert result.exit_code == 0
    assert (tmp_path / "dossier.yaml").is_file()
    assert api.check(tmp_path).report.has_errors is False


def test_a_folder_that_holds_something_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "plein").mkdir()
    (tmp_path / "plein" / "notes.txt").write_text("à moi", encoding="utf-8")
    (tmp_path / "fichier").touch()

    results = [amikit("new", tmp_path / name, "--call", "lieu-totem") for name in ("plein", "fichier")]

    assert [result.exit_code for result in results] == [2, 2]
    assert "existe déjà et n'est pas vide : rien n'y est changé." in words(results[0])
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["fichier", "notes.txt", "plein"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), f"Dites quel appel : --call {', '.join(known_calls())}."),
        (("--call", "lieu-toten"), "L'appel « lieu-toten » n'a pas de modèle. Vouliez-vous écrire « lieu-totem » ?"),
        (("--call", "../lieu-totem"), "L'appel « ../lieu-totem » n'a pas de modèle."),
        (("--template", "."), "n'a pas de modèle."),
    ],
)
def test_without_a_call_nothing_is_made(
    arguments: tuple[str, ...], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    result = amikit("new", "neuf", *arguments)

    assert result.exit_code == 2
    assert said in words(result)
    assert list(tmp_path.iterdir()) == []


def test_the_template_of_somebody_else_can_be_used(tmp_path: Path) -> None:
    pack = tmp_path / "mon-appel"
    pack.mkdir()
    (pack / "template.yaml").write_text(
        "id: mon-appel\ntitre: Mon appel\nsections:\n  - id: qui\n    titre: Qui\n    a_ecrire: oui\n", encoding="utf-8"
    )

    made = amikit("new", tmp_path / "neuf", "--template", pack)

    assert made.exit_code == 0
    assert "appel: mon-appel" in (tmp_path / "neuf" / "dossier.yaml").read_text(encoding="utf-8")
    assert (tmp_path / "neuf" / "sections" / "qui.md").is_file()


def test_a_place_that_refuses_is_said_in_ones_language(tmp_path: Path) -> None:
    (tmp_path / "fichier").touch()

    french, english = (
        amikit("new", tmp_path / "fichier" / "neuf", "--call", "lieu-totem", "--lang", language)
        for language in ("fr", "en")
    )

    assert (french.exit_code, english.exit_code) == (3, 3)
    assert "neuf » : un fichier est à la place d'un dossier. Choisissez" in words(french)
    assert "neuf”: a file stands in the place of a folder. Choose" in words(english)
