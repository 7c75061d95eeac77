"""Time a check of a budget of ten thousand lines against reading the same table and nothing else.

    python bench/lines.py [--runs 9] [--lines 10000]

The baseline reads the same CSV with ``csv.DictReader``, its amounts with ``Decimal``, and makes a bare pydantic
model of each line. Both run in this process, in turn: what is compared is the work, not the start of Python. The
check is whole: the dossier, the catalog, the shares, the views, the register, every rule. Always ends with 0.
"""

from __future__ import annotations

import argparse
import csv
import statistics
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # the same by path and by "-m bench.lines"

from pydantic import BaseModel

import amikit
from bench.workbook import write_large

_AT_MOST = 3.0
_TWICE_AT_MOST = 2.2


class Line(BaseModel):
    """A line of the table, as the plainest program would have it."""

    ligne: str
    libelle: str
    destination: str
    axe: str
    annee: int
    nature: str
    heures: Decimal | None
    taux: Decimal | None
    montant: Decimal
    compte: str
    beneficiaire: str
    personne: str
    livrable: str
    financeur: str
    motif: str


def read_bare(root: Path) -> list[Line]:
    """The table and nothing else."""
    with (root / "budget" / "depenses.csv").open(encoding="utf-8", newline="") as file:
        return [_line(row) for row in csv.DictReader(file, delimiter=";")]


def _line(row: dict[str, str]) -> Line:
    amounts = {name: _number(row[name]) for name in ("heures", "taux", "montant")}
    return Line.model_validate({**row, **amounts})


def _number(text: str) -> Decimal | None:
    return Decimal(text.replace(",", ".")) if text else None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--runs", type=int, default=9, help="how many times each runs")
    parser.add_argument("--lines", type=int, default=10_000)
    asked = parser.parse_args()
    with TemporaryDirectory(prefix="amikit-bench-") as folder:
        once = write_large(Path(folder) / "once", asked.lines)
        twice = write_large(Path(folder) / "twice", 2 * asked.lines)
        works: dict[str, Callable[[], object]] = {
            "reading alone": lambda: read_bare(once),
            "check": lambda: amikit.check(once),
            "check, lines twice": lambda: amikit.check(twice),
        }
        samples: dict[str, list[tuple[float, float]]] = {name: [] for name in works}
        for number in range(asked.runs + 1):  # the first time, which fills the caches, does not count
            for name, work in works.items():
                start, start_cpu = perf_counter(), process_time()
                work()
                if number:
                    samples[name].append((perf_counter() - start, process_time() - start_cpu))
        found = amikit.check(once).report.diagnostics
    medians = {name: [statistics.median(side) for side in zip(*one, strict=True)] for name, one in samples.items()}
    print(f"{asked.lines} lines, {len(found)} findings, median of {asked.runs} runs")
    print(f"{'':<24}{'wall (s)':>10}{'CPU (s)':>10}")
    for name, (wall, cpu) in medians.items():
        print(f"{name:<24}{wall:>10.3f}{cpu:>10.3f}")
    _print_ratio("check", "reading alone", medians, _AT_MOST)
    _print_ratio("check, lines twice", "check", medians, _TWICE_AT_MOST)


def _print_ratio(name: str, baseline: str, medians: dict[str, list[float]], at_most: float) -> None:
    wall, cpu = (one / other for one, other in zip(medians[name], medians[baseline], strict=True))
    missed = "" if wall <= at_most else "   MISSED"
    print(f"{f'{name} / {baseline}':<36}{wall:>6.2f} wall{cpu:>7.2f} CPU   ≤ {at_most}{missed}")


if __name__ == "__main__":
    main()
