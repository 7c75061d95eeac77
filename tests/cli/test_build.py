"""``amikit build``: nothing while something stands, everything once it is ready."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from amikit.export.formats import EXPORTERS
from tests.cli.running import amikit, words
from tests.dossiers import with_keys, write_dossier

UNTITLED = with_keys("titre:\n")
UNFILLED = with_keys("champs:\n  lieu: la cour de l'école\n")
EXCUSED = with_keys("titre:\nexceptions:\n  - regle: DOS002\n    motif: Le titre sera tiré au sort.\n")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A small dossier that is ready."""
    return write_dossier(tmp_path / "a")


def text_of(root: Path, name: str = "reponse") -> str:
    return (root / "sortie" / f"{name}.md").read_text(encoding="utf-8").replace("\u00a0", " ")


def test_a_text_a_printed_file_and_a_spreadsheet_are_made_by_default(root: Path) -> None:
    result = amikit("build", root)

    assert result.exit_code == 0
    names = ["reponse.docx", "reponse.pdf", "budget.xlsx", "annexe.json"]
    assert result.stdout.split() == [str(root / "sortie" / name) for name in names]
    assert result.stderr == ""
    assert sorted(path.name for path in (root / "sortie").iterdir()) == [".amikit.json", *sorted(names)]


def test_only_what_is_asked_is_made_where_it_is_asked(root: Path, tmp_path: Path) -> None:
    result = amikit("build", root, "--format", " MD, .html,md", "--out", tmp_path / "là" / "bas")

    assert result.exit_code == 0
    names = ["reponse.md", "reponse.html", "annexe.json"]
    assert result.stdout.split() == [str(tmp_path / "là" / "bas" / name) for name in names]
    assert not (root / "sortie").exists()


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("fr", "Valeur refusée pour « --format » : « pfd » n'est pas un format : docx, pdf, odt, html, md, xlsx."),
        ("en", "Invalid value for “--format”: “pfd” is not a format: docx, pdf, odt, html, md, xlsx."),
    ],
)
def test_a_format_that_is_not_one_is_refused(language: str, said: str, root: Path) -> None:
    result = amikit("build", root, "--format", "docx,pfd", "--lang", language)

    assert result.exit_code == 2
    assert said in words(result)
    assert ", ".join(EXPORTERS) in said
    assert not (root / "sortie").exists()


def test_no_format_at_all_is_refused(root: Path) -> None:
    assert amikit("build", root, "--format", ",").exit_code == 2


@pytest.mark.parametrize("settings", [UNTITLED, UNFILLED, with_keys("date_limite: demain\n")])
def test_nothing_is_written_while_something_stands(settings: str, root: Path) -> None:
    write_dossier(root, {"dossier.yaml": settings})

    result = amikit("build", root, "--format", "md")

    assert result.exit_code == 1
    assert "Rien n'est écrit : " in words(result)
    assert not (root / "sortie").exists()


def test_a_refusal_says_what_stands_and_what_to_type(tmp_path: Path) -> None:
    root = write_dossier(tmp_path / "la réponse", {"dossier.yaml": UNTITLED})

    result = amikit("build", root, "--format", "md")

    assert "dossier.yaml:1:7: à faire DOS002 Il reste à écrire le titre de la réponse." in words(result)
    assert "Rien n'est écrit : il reste 1 chose à faire." in words(result)
    assert f"« amikit build --draft '{root}' » écrit un brouillon." in words(result)


def test_a_refusal_leaves_the_previous_answer(root: Path) -> None:
    amikit("build", root, "--format", "md")
    before = text_of(root)
    write_dossier(root, {"dossier.yaml": UNTITLED})

    assert amikit("build", root, "--format", "md").exit_code == 1
    assert text_of(root) == before


def test_a_draft_is_marked_as_one(root: Path) -> None:
    write_dossier(root, {"dossier.yaml": UNFILLED})

    result = amikit("build", "--draft", root, "--format", "md,html")

    assert result.exit_code == 0
    assert "0 erreur, 13 choses à faire, 0 conseil." in result.stderr
    html = (root / "sortie" / "reponse-brouillon.html").read_text(encoding="utf-8")
    assert "à compléter : des exemples de tarifs accessibles" in text_of(root, "reponse-brouillon")
    assert "BROUILLON" in text_of(root, "reponse-brouillon")
    assert "brouillon" in html.lower()


def test_a_draft_never_takes_the_place_of_the_answer(root: Path) -> None:
    assert amikit("build", root, "--format", "md").exit_code == 0
    before = text_of(root)

    assert amikit("build", "--draft", root, "--format", "md").exit_code == 0

    assert text_of(root) == before
    assert "BROUILLON" in text_of(root, "reponse-brouillon")
    assert "BROUILLON" not in before


def test_a_file_that_cannot_be_read_stops_even_a_draft(root: Path) -> None:
    write_dossier(root, {"dossier.yaml": with_keys("date_limite: demain\n")})

    result = amikit("build", "--draft", root, "--format", "md")

    assert result.exit_code == 1
    assert "Rien n'est écrit : un fichier ne peut pas être lu." in words(result)


def test_an_exception_lets_a_finding_through_and_is_printed(root: Path) -> None:
    write_dossier(root, {"dossier.yaml": EXCUSED})

    result = amikit("build", root, "--format", "md")

    assert result.exit_code == 0
    assert "1 constat laissé passer par une exception, imprimée dans le document." in words(result)
    assert "Le titre sera tiré au sort." in text_of(root)


def test_what_somebody_changed_is_kept_under_another_name(root: Path) -> None:
    amikit("build", root, "--format", "md")
    path = root / "sortie" / "reponse.md"
    path.write_text("Mes retouches", encoding="utf-8")

    result = amikit("build", root, "--format", "md")

    kept = root / "sortie" / "reponse (modifié 1).md"
    assert result.exit_code == 0
    assert kept.read_text(encoding="utf-8") == "Mes retouches"
    assert f"cette version est gardée sous « {kept} »." in words(result)
    assert text_of(root).startswith("---")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("fr", "un fichier est à la place d'un dossier. Fermez les documents ouverts, libérez de la place"),
        ("en", "a file stands in the place of a folder. Close open documents, free some space"),
    ],
)
def test_a_place_that_cannot_be_written_ends_with_3(language: str, said: str, root: Path, tmp_path: Path) -> None:
    (tmp_path / "fichier").touch()

    result = amikit("build", root, "--format", "md", "--out", tmp_path / "fichier" / "sortie", "--lang", language)

    assert result.exit_code == 3
    assert result.stdout == ""
    assert said in words(result)


@pytest.mark.skipif(os.name == "nt" or os.getuid() == 0, reason="nothing is forbidden to the administrator")
def test_a_folder_without_the_right_to_write_ends_with_3(root: Path, tmp_path: Path) -> None:
    out = tmp_path / "protégé"
    out.mkdir(mode=0o500)

    result = amikit("build", root, "--format", "md", "--out", out)

    assert result.exit_code == 3
    assert "l'accès est refusé" in words(result)


def test_a_reference_that_cannot_be_used_is_said_at_its_place(root: Path, tmp_path: Path) -> None:
    (tmp_path / "maquette.docx").write_text("rien d'un document", encoding="utf-8")

    result = amikit("build", root, "--reference", tmp_path / "maquette.docx")

    assert result.exit_code == 1
    assert "maquette.docx:1:1: erreur LOA032" in words(result)
    assert not (root / "sortie").exists()


@pytest.mark.parametrize(("typed", "meant"), [("word", "docx"), ("Excel", "xlsx"), ("libreoffice", "odt")])
def test_the_name_of_a_program_leads_to_its_format(typed: str, meant: str, root: Path) -> None:
    result = amikit("--lang", "en", "build", str(root), "--format", typed)

    assert result.exit_code == 2
    assert f"did you mean “{meant}”?" in words(result)
