"""``amikit publish`` as people type it."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from amikit.publishing.reading import read_intentions
from tests.cli.running import amikit, words
from tests.dossiers import EXAMPLES, with_keys, write, write_dossier

DECIDED = (
    "--set", "idAttribuant=21590350100017", "--set", "dateConvention=2027-01-12", "--set", "conditionsVersement=unique",
    "--set", "datesPeriodeVersement=2027-02-01", "--set", "notificationUE=non",
)  # fmt: skip


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_dossier(tmp_path / "d")


def contract(tmp_path: Path) -> Path:
    """A template whose call is a contract."""
    text = (EXAMPLES.parent / "templates/lieu-totem/template.yaml").read_text(encoding="utf-8")
    lines = ["genre: Marché public" if line.startswith("genre:") else line for line in text.splitlines()]
    write(tmp_path / "lieu-totem" / "template.yaml", "\n".join(lines) + "\n")
    return tmp_path / "lieu-totem"


def test_the_note_goes_to_the_screen_or_to_a_file(root: Path, tmp_path: Path) -> None:
    shown = amikit("publish", "--intention", root)
    written = amikit("publish", root, "--intention", "--out", tmp_path / "note.md")

    assert (shown.exit_code, written.exit_code) == (0, 0)
    assert written.stdout == f"{tmp_path / 'note.md'}\n"
    assert (tmp_path / "note.md").read_text(encoding="utf-8") == shown.stdout
    assert len(read_intentions(shown.stdout.encode()).intentions) == 1


def test_a_note_that_somebody_changed_is_kept(root: Path, tmp_path: Path) -> None:
    amikit("publish", root, "--intention", "--out", tmp_path / "note.md")
    write(tmp_path / "note.md", "La mienne.\n")

    result = amikit("publish", root, "--intention", "--out", tmp_path / "note.md")

    assert "gardé sous" in result.stderr
    assert (tmp_path / "note (modifié 1).md").read_text(encoding="utf-8") == "La mienne.\n"


def test_the_note_of_a_contract_says_why_it_gives_no_amount(root: Path, tmp_path: Path) -> None:
    result = amikit("publish", root, "--intention", "--template", contract(tmp_path))

    assert "droit de la concurrence" in words(result)


def test_a_page_that_is_not_public_is_left_out_and_said(root: Path) -> None:
    write(
        root / "dossier.yaml", with_keys("consortium:\n  nom: Nous\n  chef_de_file: atelier\n  page: ana@exemple.fr\n")
    )

    result = amikit("publish", root, "--intention")

    assert "n'est pas l'adresse d'une page publique" in words(result)
    assert "ana@exemple.fr" not in result.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "--intention, --to movilab, --to forum, --data scdl ou --data funding"),
        (("--intention", "--data", "scdl"), "Une seule chose"),
        (("--data", "funding"), "--resource dokos"),
        (("--data", "funding", "--resource", "dokoss"), "Vouliez-vous écrire « dokos »"),
        (("--data", "scdl", "--set", "montan=3"), "Vouliez-vous écrire « montant »"),
        (("--data", "scdl", "--set", "montant"), "écrivez COLONNE=VALEUR"),
    ],
)
def test_a_command_that_is_badly_written_is_told_how(root: Path, arguments: tuple[str, ...], said: str) -> None:
    result = amikit("publish", root, *arguments)

    assert result.exit_code == 2
    assert said in words(result).replace("\u00a0", " ")


def test_nothing_is_published_from_a_folder_that_cannot_be_read(tmp_path: Path) -> None:
    root = write_dossier(tmp_path / "d", {"budget/recettes.csv": "ligne;montant\nR1;1,234\n"})

    for option in (["--intention"], ["--data", "scdl"], ["--data", "funding", "--resource", "dokos"]):
        result = amikit("publish", root, *option)
        assert result.exit_code == 1
        assert "Rien n'est publié" in result.output
    assert amikit("publish", tmp_path / "absent", "--intention").exit_code == 1


def test_what_is_missing_is_listed_and_nothing_is_written(root: Path, tmp_path: Path) -> None:
    result = amikit("publish", root, "--data", "scdl", "--out", tmp_path / "scdl.csv")

    assert result.exit_code == 1
    assert not (tmp_path / "scdl.csv").exists()
    assert "dateConvention" in result.stderr
    assert result.stdout == ""


def test_the_grant_is_published_once_its_facts_are_given(root: Path, tmp_path: Path) -> None:
    result = amikit("publish", root, "--data", "scdl", *DECIDED, "--out", tmp_path / "scdl.csv")

    assert result.exit_code == 0
    assert "celui qui est demandé" in result.stderr
    [row] = csv.DictReader((tmp_path / "scdl.csv").read_text(encoding="utf-8").splitlines())
    assert (row["dateConvention"], row["montant"], row["referenceDecision"]) == ("2027-01-12", "1500.00", "")


def test_facts_may_come_in_a_table_and_a_table_of_something_else_is_said(root: Path, tmp_path: Path) -> None:
    names, values = zip(*(one.split("=") for one in DECIDED[1::2]), strict=True)
    facts = write(tmp_path / "faits.csv", f"ligne;{';'.join(names)}\n;{';'.join(values)}\n")
    elsewhere = write(tmp_path / "ailleurs.csv", "ligne;montant\nD9;3\n")
    twice = write(tmp_path / "deux.csv", "ligne;montant\nD1;3\nD1;4\n")
    image = write(tmp_path / "image.csv", b"\x89PNG\r\n\x1a\n\x00\x00")

    assert amikit("publish", root, "--data", "scdl", "--facts", facts).exit_code == 0
    assert "D9" in amikit("publish", root, "--data", "scdl", "--facts", elsewhere, *DECIDED).stderr
    assert "deux fois la ligne" in amikit("publish", root, "--data", "scdl", "--facts", twice).stderr
    assert "tableau CSV" in words(amikit("publish", root, "--data", "scdl", "--facts", image))


def test_a_contract_is_no_grant(root: Path, tmp_path: Path) -> None:
    result = amikit("publish", root, "--data", "scdl", *DECIDED, "--template", contract(tmp_path))

    assert result.exit_code == 1
    assert "n'est pas une subvention" in words(result)
    assert result.stdout == ""


def test_a_draft_for_a_steward_is_json_and_what_it_lacks_is_said_beside(root: Path) -> None:
    result = amikit("publish", root, "--data", "funding", "--resource", "Carnet")

    assert result.exit_code == 0
    assert json.loads(result.stdout)["projects"][0]["guid"] == "carnet"
    assert "entity.email" in result.stderr
    assert "n'y compte pas comme reçu" in words(result)


def test_the_same_folder_gives_the_same_bytes(root: Path) -> None:
    for option in (["--intention"], ["--data", "scdl", *DECIDED], ["--data", "funding", "--resource", "carnet"]):
        assert amikit("publish", root, *option).stdout == amikit("publish", root, *option).stdout


def test_help_is_in_both_languages() -> None:
    assert "Avant de répondre" in words(amikit("publish", "--help")) or "avant de répondre" in words(
        amikit("publish", "--help")
    )
    assert "before answering" in words(amikit("--lang", "en", "publish", "--help"))
