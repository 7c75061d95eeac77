"""Time the verification of one answer against reading the same file by hand, in the same process.

    python bench/verify.py [--runs 15]

By hand: open the PDF with pikepdf and take the annex out, extract its text with pypdfium2, parse the
JSON; nothing is computed nor compared. Both alternate, medians; starting a process is in neither.
Always ends with 0: a slow machine is not a failure, and a target missed is for a person to judge.
"""

from __future__ import annotations

import argparse
import io
import json
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # the same by path and by "-m bench.verify"

import pikepdf
import pypdfium2

import amikit
from amikit.verify.verdict import Light
from amikit.verify.worker import load_reader_catalog, verify_bytes
from bench.dossier import write_dossier

_AT_MOST = 1.5


def by_hand(content: bytes) -> int:
    """What anyone would write to look inside: how many lines the annex has, and characters the text."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        (name,) = pdf.attachments
        annex = json.loads(pdf.attachments[name].get_file().read_bytes())
    document = pypdfium2.PdfDocument(content)
    texts = [page.get_textpage().get_text_range() for page in document]
    document.close()
    return len(annex["budget"]["expenses"]) + sum(map(len, texts))


def medians(runs: int, *works: Callable[[], object]) -> list[float]:
    """Seconds of each work, which alternate; the first time does not count."""
    taken: list[list[float]] = [[] for _ in works]
    for number in range(runs + 1):
        for work, times in zip(works, taken, strict=True):
            start = time.perf_counter()
            work()
            if number:
                times.append(time.perf_counter() - start)
    return [statistics.median(times) for times in taken]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--runs", type=int, default=15, help="how many times each work is done")
    runs = parser.parse_args().runs
    with TemporaryDirectory(prefix="amikit-bench-") as name:
        write_dossier(Path(name))
        built = amikit.build(name, ["pdf"], out=Path(name) / "sortie")
        if built.is_refused:
            raise SystemExit(built.checked.report.standing)
        content = (Path(name) / "sortie" / "reponse.pdf").read_bytes()
    catalog = load_reader_catalog([])
    verdict = verify_bytes("reponse.pdf", content, catalog)
    if verdict.light is Light.RED or verdict.annex is None:
        raise SystemExit(f"{verdict.checks}")
    with pypdfium2.PdfDocument(content) as document:
        pages = len(document)
    hand, ours = medians(runs, lambda: by_hand(content), lambda: verify_bytes("reponse.pdf", content, catalog))
    missed = "" if ours <= _AT_MOST * hand else "   MISSED"
    print(f"one PDF of {pages} pages, {len(verdict.annex['budget']['expenses'])} lines; median of {runs} runs")
    print(f"{'by hand':<20}{hand * 1000:>8.1f} ms")
    print(f"{'verify':<20}{ours * 1000:>8.1f} ms")
    print(f"{'verify / by hand':<20}{ours / hand:>8.2f}      ≤ {_AT_MOST}{missed}")


if __name__ == "__main__":
    main()
