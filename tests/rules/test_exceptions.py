"""What a consortium lets through, in the open."""

from __future__ import annotations

from pathlib import Path

import pytest

import amikit
from amikit.diagnostics import Report
from amikit.rules import excuse
from tests.dossiers import codes, with_keys, write_dossier

RELIES_ON_DOKOS = "ressources:\n  - ressource: dokos\n    pour: Ce que nous en ferons.\n"


def report_with(root: Path, exceptions: str, settings: str = RELIES_ON_DOKOS) -> Report:
    return amikit.check(write_dossier(root, {"dossier.yaml": with_keys(f"{settings}exceptions:\n{exceptions}")})).report


def test_an_exception_with_a_reason_lets_a_finding_through(tmp_path: Path) -> None:
    report = report_with(tmp_path, "  - regle: REC004\n    ou: ressources/dokos\n    motif: Convenu de vive voix.\n")

    assert report.is_ready
    assert [(found.code, found.excuse) for found in report.diagnostics] == [("REC004", "Convenu de vive voix.")]


@pytest.mark.parametrize(
    "where", ["", "ressources/dokos", "ressources", "ressources/dokos/", " ressources/dokos ", "ressources/dokos.yaml"]
)
def test_an_exception_covers_a_place_and_what_is_below(tmp_path: Path, where: str) -> None:
    report = report_with(tmp_path, f"  - regle: rec004\n    ou: '{where}'\n    motif: Convenu.\n")

    assert codes(Report(report.excused)) == ["REC004"]


@pytest.mark.parametrize("where", ["ressources/doko", "ressources/dokos2", "dokos", "membres"])
def test_an_exception_covers_nothing_else(tmp_path: Path, where: str) -> None:
    report = report_with(tmp_path, f"  - regle: REC004\n    ou: {where}\n    motif: Convenu.\n")

    assert codes(Report(report.standing)) == ["REC004", "EXC003"]


def test_an_exception_without_a_reason_lets_nothing_through(tmp_path: Path) -> None:
    report = report_with(tmp_path, "  - regle: REC004\n")

    assert sorted(codes(Report(report.standing))) == ["EXC002", "REC004"]


def test_the_first_exception_that_covers_gives_its_reason(tmp_path: Path) -> None:
    report = report_with(
        tmp_path,
        "  - regle: REC004\n    motif: Partout.\n  - regle: REC004\n    ou: ressources/dokos\n    motif: Ici.\n",
    )

    assert [(found.code, found.excuse) for found in report.diagnostics] == [("REC004", "Partout."), ("EXC003", "")]


def test_what_could_not_be_read_is_never_excused(tmp_path: Path) -> None:
    report = report_with(tmp_path, "  - regle: LOA009\n    motif: Plus tard.\n", "date_limite: demain\n")

    assert sorted(codes(Report(report.standing))) == ["EXC004", "LOA009"]
    assert report.has_unreadable


def test_several_findings_are_let_through_by_one_exception(tmp_path: Path) -> None:
    settings = "calendrier:\n  - titre: Ouvrir la cour\n    debut: 2027-04-03\n"

    report = report_with(tmp_path, "  - regle: GOV005\n    motif: Nous nous voyons chaque jour.\n", settings)

    assert codes(Report(report.excused)) == ["GOV005", "GOV005", "GOV005"]


def test_without_exceptions_nothing_changes() -> None:
    assert excuse([], []) == []


@pytest.mark.parametrize("where", ["dossier.yaml", "movilab", "ressources/doko"])
def test_an_exception_that_names_another_place_is_told_the_right_one(where: str, tmp_path: Path) -> None:
    report = report_with(tmp_path, f"  - regle: REC004\n    ou: {where}\n    motif: Convenu.\n")

    [said] = [found for found in report.diagnostics if found.code == "EXC003"]
    assert said.message("fr").replace("\u00a0", " ").replace("\u202f", " ") == (
        f"L'exception à REC004 ne correspond à rien : ce constat n'est pas à « {where} »."
    )
    assert "ou: ressources/dokos" in said.hint("fr").replace("\u00a0", " ")
    assert "Write “ou: ressources/dokos”." in said.hint("en")


def test_an_exception_to_what_is_settled_is_to_be_removed(tmp_path: Path) -> None:
    report = report_with(tmp_path, "  - regle: REC004\n    ou: ailleurs\n    motif: Convenu.\n", "besoins: []\n")

    [said] = report.diagnostics
    assert "n'excuse plus rien" in said.message("fr")
    assert "Retirez-la" in said.hint("fr")
