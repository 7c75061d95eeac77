"""Time the workbook against XlsxWriter alone, writing the same cells, and the way back.

    python bench/workbook.py [--runs 9] [--lines 100 10000]

Every figure is the median of runs that alternate, in this process: what is compared is the writing, not
the start of Python. The bare writer gets the same values and formulas, one format, and does nothing else.
"""

from __future__ import annotations

import argparse
import io
import statistics
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # the same by path and by "-m bench.workbook"

from xlsxwriter import Workbook

import amikit
from amikit.mend.sheets import plan_import
from amikit.workbook.book import describe_book, to_workbook
from amikit.workbook.bring import bring
from amikit.workbook.sheet import Book
from amikit.workbook.xlsx import plain_value

_DAY = date(2027, 1, 1)
_AT_MOST = 2.0
_AXES = 12
_SETTINGS = "\n".join(
    [
        "titre: Essai", "appel: lieu-totem", "periode: {du: 2025-01-01, au: 2027-12-31}", "consortium: {nom: Essai}",
        "axes:", *(f"  - {{id: axe-{number}, titre: Axe {number}}}" for number in range(_AXES)),
        "ressources: [{ressource: dokos, usage: [usage]}]", "",
    ]
)  # fmt: skip
Bare = list[tuple[str, list[tuple[int, int, str, str | float | None]]]]


def write_large(root: Path, lines_count: int) -> Path:
    """A dossier whose budget has so many lines, none of them at fault."""
    rows = [
        f"D{number};Ligne {number} du budget;ressource:dokos;axe-{number % _AXES};{2025 + number % 3};argent;;;"
        f"{number % 997},{number % 100:02d};604;porteur;;Notice | CC-BY-SA-4.0 | https://exemple.fr;Ville;"
        for number in range(1, lines_count + 1)
    ]
    header = "ligne;libelle;destination;axe;annee;nature;heures;taux;montant;compte;beneficiaire;personne;livrable;financeur;motif"
    (root / "budget").mkdir(parents=True)
    (root / "dossier.yaml").write_text(_SETTINGS, encoding="utf-8")
    (root / "budget/depenses.csv").write_text("\n".join([header, *rows, ""]), encoding="utf-8")
    cents = sum(number % 997 * 100 + number % 100 for number in range(1, lines_count + 1))
    incomes = (
        f"ligne;libelle;financeur;statut;annee;montant;compte\nR1;Aide;Ville;sollicite;2025;{cents / 100:.2f};74\n"
    )
    (root / "budget/recettes.csv").write_text(incomes, encoding="utf-8")
    return root


def bare_cells(book: Book) -> Bare:
    """The cells of a workbook, ready for a bare writer: by sheet, row, column, formula, value."""
    return [
        (
            sheet.name,
            [
                (row, column, cell.formula, plain_value(cell))
                for row, cells in enumerate(sheet.rows)
                for column, cell in enumerate(cells)
                if cell is not None
            ],
        )
        for sheet in book.sheets
    ]


def write_bare(sheets: Bare) -> bytes:
    """The same cells with XlsxWriter and nothing else."""
    output = io.BytesIO()
    with Workbook(output, {"in_memory": True}) as workbook:
        look = workbook.add_format({"text_wrap": True})
        for name, cells in sheets:
            page = workbook.add_worksheet(name)
            for row, column, formula, value in cells:
                if formula:
                    page.write_formula(row, column, f"={formula}", look, value)
                elif isinstance(value, str):
                    page.write_string(row, column, value, look)
                elif value is None:
                    page.write_blank(row, column, None, look)
                else:
                    page.write_number(row, column, value, look)
    return output.getvalue()


def _seconds(work: Callable[[], object]) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--lines", type=int, nargs="*", default=[100, 1_000, 10_000])
    asked = parser.parse_args()
    print(f"{'lines':>7}{'cells':>9}{'export (s)':>12}{'bare (s)':>10}{'ratio':>7}{'import (s)':>12}")
    for lines_count in asked.lines:
        with TemporaryDirectory(prefix="amikit-bench-") as folder:
            _measure(write_large(Path(folder) / "dossier", lines_count), lines_count, asked.runs)


def _measure(root: Path, lines_count: int, runs: int) -> None:
    proposal = amikit.check(root).proposal
    assert proposal is not None
    book = describe_book(proposal, _DAY)
    cells = bare_cells(book)
    made = root / "budget.xlsx"
    made.write_bytes(to_workbook(proposal, _DAY))
    export: list[float] = []
    bare: list[float] = []
    for number in range(runs + 1):  # the first time, which fills the caches, does not count
        one, other = _seconds(lambda: to_workbook(proposal, _DAY)), _seconds(lambda: write_bare(cells))
        if number:
            export.append(one)
            bare.append(other)
    back = _seconds(lambda: plan_import(bring(made, {}), root))
    ratio = statistics.median(export) / statistics.median(bare)
    missed = "" if ratio <= _AT_MOST else f"   MISSED (≤ {_AT_MOST})"
    count = sum(len(one) for _, one in cells)
    print(
        f"{lines_count:>7}{count:>9}{statistics.median(export):>12.3f}{statistics.median(bare):>10.3f}{ratio:>7.2f}"
        f"{back:>12.3f}{missed}"
    )


if __name__ == "__main__":
    main()
