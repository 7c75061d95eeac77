"""Tables as spreadsheets leave them: one thing is wrong, one thing is said."""

from __future__ import annotations

from pathlib import Path

import pytest

import amikit
from amikit.diagnostics import Report
from amikit.load.dossier import load_dossier
from tests.dossiers import MINIMAL, codes, write_dossier

EXPENSES = MINIMAL["budget/depenses.csv"]
HEADER = EXPENSES.partition("\n")[0]


def checked(root: Path, files: dict[str, str | bytes | None]) -> Report:
    return amikit.check(write_dossier(root, files)).report


def hint(report: Report) -> str:
    return report.diagnostics[0].hint("en")


@pytest.mark.parametrize("above", ["sep=;\n", "Budget de La Halle\n", "\nNotre budget;;;\n"])
def test_what_stands_above_the_header_is_said_once(above: str, tmp_path: Path) -> None:
    report = checked(tmp_path, {"budget/depenses.csv": above + EXPENSES})

    assert codes(report) == ["LOA035"]
    assert hint(report) == "Remove what stands above the line that names the columns."


def test_a_lost_header_is_said_once_with_its_words(tmp_path: Path) -> None:
    report = checked(tmp_path, {"budget/depenses.csv": EXPENSES.partition("\n")[2]})

    assert codes(report) == ["LOA035"]
    assert hint(report).startswith("Add above it: “ligne;libelle;")


def test_commas_for_columns_and_cents_are_said_once(tmp_path: Path) -> None:
    report = checked(tmp_path, {"budget/depenses.csv": EXPENSES.replace(";", ",")})

    assert codes(report) == ["LOA020"]
    assert report.diagnostics[0].span.line == 2


@pytest.mark.parametrize("line", ["Total;;;;1500,00;;", ";TOTAL GÉNÉRAL;;;1500,00;;", "Sous-total;;;2027;1500,00;;"])
def test_a_sum_is_not_counted(line: str, tmp_path: Path) -> None:
    assert codes(checked(tmp_path, {"budget/depenses.csv": f"{EXPENSES}{line}\n"})) == ["LOA034"]


def test_a_line_that_only_speaks_of_a_total_is_counted(tmp_path: Path) -> None:
    text = EXPENSES.replace("Entretenir le carnet", "Total Entretien")

    assert codes(checked(tmp_path, {"budget/depenses.csv": text})) == []


@pytest.mark.parametrize("name", ["depenses.xlsx", "Dépenses (1).csv"])
def test_a_table_in_another_file_is_said_and_its_sums_wait(name: str, tmp_path: Path) -> None:
    report = checked(tmp_path, {"budget/depenses.csv": f"{HEADER}\n", f"budget/{name}": b"PK"})

    assert codes(report) == ["BUD014", "LOA031"]


def test_a_copy_beside_a_full_table_is_only_advised(tmp_path: Path) -> None:
    report = checked(tmp_path, {"budget/recettes.ods": b"PK"})

    assert codes(report) == ["LOA031"]
    assert hint(report) == "Bring it in with “amikit budget import recettes.ods”, then keep it elsewhere."


def test_what_cannot_be_read_in_a_cell_brings_nothing_else(tmp_path: Path) -> None:
    files = {
        "year": EXPENSES.replace("lieu:cour;2027", "lieu:cour;12/01/2027"),
        "nature": EXPENSES.replace("ligne;libelle", "ligne;nature;libelle")
        .replace("D1;", "D1;temps;")
        .replace("D2;", "D2;;"),
    }

    assert {name: codes(checked(tmp_path / name, {"budget/depenses.csv": text})) for name, text in files.items()} == {
        "year": ["LOA007"],
        "nature": ["LOA005"],
    }


def test_a_file_whose_name_is_no_identifier_is_to_be_renamed(tmp_path: Path) -> None:
    report = checked(
        tmp_path, {"membres/La Bobine.md": "---\nnom: La Bobine\ngenre: collectif\nville: Ici\n---\n\nTexte.\n"}
    )

    assert [(one.code, one.hint("en")) for one in report.diagnostics if one.code == "LOA011"] == [
        ("LOA011", "Rename this file “la-bobine.md”.")
    ]


def test_of_ten_thousand_lines_the_one_at_fault_is_said_at_its_cell(tmp_path: Path) -> None:
    rows = "".join(
        f"D{number};Ligne {number};{'beaucoup' if number == 9_998 else '1,00'}\n" for number in range(10_000)
    )
    root = write_dossier(tmp_path, {"budget/depenses.csv": f"ligne;libelle;montant\n{rows}"})

    dossier, found = load_dossier(root)

    assert dossier is not None
    assert len(dossier.budget.expenses) == 10_000
    (fault,) = (one for one in found if one.about == "budget/D9998")
    assert (fault.code, fault.span.line, fault.span.column) == ("LOA007", 10_000, 18)
