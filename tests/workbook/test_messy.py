"""A workbook as people really make them: brought in at once, each of its faults at its cell, and nothing else changed."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from amikit.load.tables import sum_name
from amikit.mend.sheets import plan_import
from amikit.workbook.bring import bring
from tests.cli.running import amikit as run
from tests.dossiers import EXAMPLES, write_dossier
from tests.programs import require
from tests.workbook.messy import SHEET, make_messy
from tests.workbook.test_import import exported

FILTERS = {"xlsx": "xlsx:Calc MS Excel 2007 XML", "ods": "ods", "xls": "xls"}
FAULTS = {
    "C15": "LOA007",  # « env. 500 »
    "A9": "LOA034",  # a subtotal
    "A18": "LOA034",
    "B12": "TAB005",  # one year for two lines
    "C16": "TAB006",  # a division by zero
    "C14": "TAB007",  # another file
    "B7": "TAB008",
    "B8": "TAB008",
    "F4": "TAB009",
    "A5": "TAB010",
    "A11": "TAB010",
}
LINES = [
    ("Papier recyclé", 125_050, 2027),
    ("Affiches", 30_000, None),
    ("Stylos", 4_590, None),
    ("Entretenir le forum", 150_000, 2027),
    ("Animer les rencontres", 240_000, None),
    ("Loyer", 80_000, 2027),
    ("Assurance", None, 2027),
]


def saved(content: bytes, form: str, folder: Path) -> Path:
    """The workbook once LibreOffice has saved it."""
    (folder / "budget.xlsx").write_bytes(content)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [require("soffice"), profile, "--headless", "--convert-to", FILTERS[form]]
    subprocess.run([*command, "--outdir", folder / "made", folder / "budget.xlsx"], check=True, capture_output=True)
    return folder / "made" / f"budget.{form}"


@pytest.mark.parametrize("form", ["xlsx", "ods"])
def test_each_fault_of_a_messy_workbook_is_at_its_cell(form: str, tmp_path: Path) -> None:
    book = bring(saved(make_messy(), form, tmp_path), {})

    found = {one.span.cell: one.code for one in book.diagnostics if one.span.cell}
    whole = [one.code for one in book.diagnostics if not one.span.cell]
    assert found == {f"{SHEET}!{cell}": code for cell, code in FAULTS.items()}
    assert whole == ["TAB004"], "the hidden sheet"
    assert book.columns == (
        "Poste de dépense=libelle,Exercice=annee,Coût TTC (€)=montant,Prestataire=beneficiaire,Remarques=motif"
    )
    [table] = book.tables
    assert [
        (one.line.label, one.line.amount_cents, one.line.year) for one in table.lines if one.line.label != "Formation"
    ] == LINES


def test_it_is_brought_in_at_once_and_the_files_stay_as_they_were(tmp_path: Path) -> None:
    root = write_dossier(tmp_path / "a")
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    (tmp_path / "budget.xlsx").write_bytes(make_messy())
    columns = bring(tmp_path / "budget.xlsx", {}).columns

    result = run("budget", "import", tmp_path / "budget.xlsx", root, "--columns", columns, "--yes")

    assert result.exit_code == 1
    assert [cell for cell in FAULTS if f"{SHEET}!{cell}" not in result.output] == []
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before
    assert (tmp_path / "budget.xlsx").read_bytes() == make_messy()


@pytest.mark.parametrize("form", ["ods", "xls"])
def test_what_office_saved_in_another_format_comes_back_without_a_change(form: str, tmp_path: Path) -> None:
    place = saved(exported(EXAMPLES / "monscobar"), form, tmp_path)

    book = bring(place, {})

    assert (list(book.diagnostics), plan_import(book, EXAMPLES / "monscobar")) == ([], [])


@pytest.mark.parametrize(
    ("label", "is_sum"),
    [
        ("Total", True), ("Sous-total achats", True), ("TOTAL GÉNÉRAL", True), ("Total 60 – Achats", True), ("Totaux", True),
        ("Total Energies", False), ("TotalEnergies, carburant", False), ("Totalité du loyer", False), ("Un total", False),
    ],
)  # fmt: skip
def test_a_sum_is_known_by_its_name(label: str, *, is_sum: bool) -> None:
    assert bool(sum_name({"ligne": None, "libelle": label})) == is_sum
    assert not sum_name({"ligne": "D1", "libelle": label})
