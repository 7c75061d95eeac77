"""``amikit check``: everything at once, where it is, and a status that scripts can trust."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import amikit, words
from tests.dossiers import EXAMPLES, with_keys, write_dossier

UNTITLED = with_keys("titre:\n")
ADVISED = with_keys(
    "ressources:\n  - ressource: carnet\n    engagements:\n      - reponse_a: entretien\n        lignes: [D1]\n"
)


def test_nothing_to_say_is_said(tmp_path: Path) -> None:
    result = amikit("check", write_dossier(tmp_path / "prêt"))

    assert result.exit_code == 0
    assert result.stdout == "Rien à redire\u00a0: la réponse peut partir.\n"


@pytest.mark.parametrize(
    ("settings", "status", "strict_status", "count"),
    [
        (UNTITLED, 0, 1, "0 erreur, 1 chose à faire, 0 conseil."),
        (ADVISED, 0, 1, "0 erreur, 0 chose à faire, 1 conseil."),
        (with_keys("date_limite: demain\n"), 1, 1, "1 erreur, 0 chose à faire, 0 conseil."),
    ],
)
def test_only_an_error_ends_with_1_unless_strict(
    settings: str, status: int, strict_status: int, count: str, tmp_path: Path
) -> None:
    root = write_dossier(tmp_path / "a", {"dossier.yaml": settings})

    usual, strict = amikit("check", root), amikit("check", "--strict", root)

    assert (usual.exit_code, strict.exit_code) == (status, strict_status)
    assert usual.stdout == strict.stdout
    assert usual.stdout.endswith(f"\n\n{count}\n")


def test_what_was_let_through_is_said_and_stops_nothing() -> None:
    result = amikit("check", "--strict", EXAMPLES / "monscobar")

    assert result.exit_code == 0
    assert "laissé passer : Exemple pédagogique ; aucun porteur n'a été sollicité" in words(result)
    assert "0 conseil ; 15 constats laissés passer par une exception" in words(result)


def test_places_are_said_as_seen_from_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = write_dossier(tmp_path / "a", {"dossier.yaml": UNTITLED})
    monkeypatch.chdir(tmp_path)

    below, given = amikit("check", root).stdout, amikit("check", "a").stdout
    monkeypatch.chdir(root)
    inside = amikit("check", ".").stdout

    assert below.startswith("a/dossier.yaml:1:7: à faire DOS002")
    assert given == below
    assert inside.startswith("dossier.yaml:1:7: à faire DOS002")


def test_a_folder_that_is_not_a_dossier_says_how_to_begin(tmp_path: Path) -> None:
    result = amikit("check", tmp_path / "rien")

    assert result.exit_code == 1
    assert "Commencez par « amikit new mon-dossier --call lieu-totem »" in words(result)


def test_another_catalog_and_another_template_are_used(tmp_path: Path) -> None:
    settings = with_keys("appel: ailleurs\nmentions_sans_engagement:\n  - ressource: pot\n    motif: Cité.\n")
    root = write_dossier(
        tmp_path / "a", {"dossier.yaml": settings, "sections/qui.md": None, "sections/histoire.md": None}
    )
    (tmp_path / "catalogue").mkdir()
    (tmp_path / "catalogue" / "pot.yaml").write_text("id: pot\nnom: Pot commun\ngenre: service\n", encoding="utf-8")
    (tmp_path / "mon-appel").mkdir()
    (tmp_path / "mon-appel" / "template.yaml").write_text("id: mon-appel\ntitre: Mon appel\n", encoding="utf-8")

    alone = amikit("check", root).stdout
    helped = amikit("check", root, "--catalog", tmp_path / "catalogue", "--template", tmp_path / "mon-appel").stdout

    assert [code for code in ("LOA026", "REC002") if code in alone] == ["LOA026", "REC002"]
    assert [code for code in ("LOA026", "REC002") if code in helped] == []


def test_the_folder_is_the_one_where_one_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(write_dossier(tmp_path / "a"))

    assert amikit("check").stdout == amikit("check", ".").stdout == "Rien à redire\u00a0: la réponse peut partir.\n"


def test_what_is_not_a_folder_is_said_as_what_it_is(tmp_path: Path) -> None:
    root = write_dossier(tmp_path / "soir")

    assert "« dossier.yaml » est un fichier. → Donnez le dossier qui le contient : « soir »." in words(
        amikit("check", root / "dossier.yaml")
    )
    assert "Le dossier « matin » n'existe pas." in words(amikit("check", tmp_path / "matin"))
