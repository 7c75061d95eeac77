"""What a funder reads: each figure says what it is a share of, tables add up, and nothing is put in anyone's mouth."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import amikit
from tests.dossiers import EXAMPLES, MINIMAL, with_keys, write_dossier

USE = "ressources:\n  - ressource: carnet\n    accord:\n      statut: accepte\n      le: 2026-11-02\n"
SHARE = re.compile(r"[0-9]+(?:,[0-9])? %")


def printed(root: Path, out: Path) -> str:
    """The draft as text, with ordinary spaces and apostrophes."""
    (path,) = amikit.build(root, ("md",), out=out, draft=True).paths
    text = path.read_text(encoding="utf-8")
    return text.replace("\u00a0", " ").replace("\u202f", " ").replace("’", "'")


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> str:
    return printed(EXAMPLES / "lieu-totem", tmp_path_factory.mktemp("sortie"))


def test_the_shares_of_a_column_have_one_decimal_each(example: str) -> None:
    tables = [line for line in example.split("\n") if line.startswith("| **Total") and "%" in line]

    assert tables
    assert all(share.endswith(",0 %") for line in tables for share in SHARE.findall(line) if share.startswith("100"))


def test_tables_of_lines_end_with_their_total(example: str) -> None:
    for caption in ("Les charges, ligne à ligne", "Les produits, ligne à ligne", "Les charges, par structure payée"):
        table = example[: example.index(caption)].rstrip(" :\n")
        assert "**Total**" in table.split("\n")[-1], caption


def test_names_keep_their_capital_and_their_article(example: str) -> None:
    assert "Sur les 110 000 € demandés (La ville qui lance l'appel), la part aux ressources est de" in example
    assert "demandé à La" not in example
    assert " par Le " not in example


def test_public_funding_says_what_it_is_a_share_of(example: str) -> None:
    assert "couvrent 85,9 % du budget en argent, et 83,9 % du total de 131 100 € avec les contributions" in example


def test_what_members_receive_as_stewards_is_said(example: str) -> None:
    assert "51 500 € à leurs porteurs, dont 6 000 € à des membres du consortium ; 28 000 € à des membres" in example


def test_figures_in_hours_are_counted_beside_those_in_money(example: str) -> None:
    assert "trois attentes sont chiffrées, pour 4 500 € et 20 h au total" in example


def test_what_is_nearly_covered_is_not_said_to_be_whole(tmp_path: Path) -> None:
    table = MINIMAL["budget/depenses.csv"].replace(";1000,00;", ";999,90;")
    root = write_dossier(tmp_path / "dossier", {"budget/depenses.csv": table})

    assert "999,90 € (99,9 %) la couvrent" in printed(root, tmp_path)


def test_a_card_never_speaks_for_the_consortium(tmp_path: Path) -> None:
    card = MINIMAL["ressources/carnet.yaml"] + "interet: On y écrit ce qu'on apprend.\n"
    root = write_dossier(tmp_path / "dossier", {"dossier.yaml": with_keys(USE), "ressources/carnet.yaml": card})

    said = printed(root, tmp_path)

    assert "**À quoi elle sert, d'après sa fiche** : On y écrit ce qu'on apprend." in said
    assert "À quoi elle sert ici" not in said


def test_no_exception_hides_behind_a_number(tmp_path: Path) -> None:
    said = printed(EXAMPLES / "monscobar", tmp_path)

    assert "constats semblables" not in said
    assert "Même constat pour : Movilab, Forum des tiers-lieux" in said
