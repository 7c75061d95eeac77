"""Time amikit against named baselines, in the same run: ratios that mean something on any machine.

    python bench/run.py [--runs 9]

Every figure is the median of runs that alternate (A, B, A, B…), each a new process. Always ends
with 0: a slow machine is not a failure, and a target missed is for a person to judge.
"""

from __future__ import annotations

import argparse
import os
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # the same by path and by "-m bench.run"

from amikit.export.pandoc import pandoc_path
from bench.dossier import write_dossier

AMIKIT = "import sys; from amikit.cli.main import main; main(sys.argv[1:])"
_CLICK = "import click"
_LIBRARIES = "import click, jinja2, yaml, markdown_it; from pydantic import BaseModel"
_TYPST = "import sys, typst; typst.compile(sys.argv[1], output=sys.argv[2])"
_LARGEST_MB = 300
_BOTH = ("--format", "docx,pdf")
"""What the bare tools make; the workbook has a bench of its own."""

Command = Sequence[str | Path]


@dataclass(frozen=True, slots=True)
class Sample:
    """What one run took; the memory is that of its largest process."""

    wall: float = 0
    cpu: float = 0
    megabytes: float = 0

    def then(self, other: Sample) -> Sample:
        return Sample(self.wall + other.wall, self.cpu + other.cpu, max(self.megabytes, other.megabytes))


@dataclass(frozen=True, slots=True)
class Measure:
    """Commands run one after the other, as one thing to time."""

    name: str
    commands: Sequence[Command]
    samples: list[Sample] = field(default_factory=list)

    def run(self) -> None:
        taken = Sample()
        for command in self.commands:
            taken = taken.then(_time(command))
        self.samples.append(taken)

    def median(self, value: Callable[[Sample], float]) -> float:
        return statistics.median(map(value, self.samples))


@dataclass(frozen=True, slots=True)
class Target:
    """What a measure is compared with, and how many times as long it may take."""

    measure: str
    baseline: str
    at_most: float
    goal: str = ""


TARGETS = (
    Target("build", "bare", 1.3, "0.8"),
    Target("check", "libraries", 2.0),
    Target("help", "click", 1.6),
    Target("check, twice", "check", 2.0),
    Target("build, twice", "build", 2.0),
)


def _time(command: Command) -> Sample:
    """Run one command; ``wait4`` counts its children too. A failure stops everything: nothing was timed."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=_environment())
    said = process.stderr.read() if process.stderr else b""
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise SystemExit(f"{command}: {process.returncode}\n{said.decode(errors='replace')}")
    unit = 1 if sys.platform == "darwin" else 1024
    return Sample(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * unit / 1e6)


def _environment() -> Mapping[str, str]:
    """This one, where Python keeps what it compiles: nobody runs amikit otherwise."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def python_command(code: str, *arguments: str | Path) -> Command:
    return [sys.executable, "-c", code, *arguments]


def _measures(folder: Path) -> list[Measure]:
    """Everything to time, baselines beside what is compared with them."""
    once, twice = folder / "once", folder / "twice"
    write_dossier(once)
    write_dossier(twice, times=2)
    for dossier in (once, twice):
        _time(python_command(AMIKIT, "build", dossier, "--format", "md"))
    text, pandoc = folder / "bare.md", pandoc_path()
    # Without its keywords: pandoc's own Typst template takes them for variables.
    answer = (once / "sortie" / "reponse.md").read_text(encoding="utf-8")
    text.write_text(re.sub(r"(?m)^keywords: .*\n", "", answer, count=1), encoding="utf-8")
    docx, source, pdf = folder / "bare.docx", folder / "bare.typ", folder / "bare.pdf"
    bare: list[Command] = [
        [pandoc, text, "--output", docx],
        [pandoc, text, "--standalone", "--to", "typst", "--output", source],
        python_command(_TYPST, source, pdf),
    ]
    return [
        Measure("click", [python_command(_CLICK)]),
        Measure("help", [python_command(AMIKIT, "--help")]),
        Measure("libraries", [python_command(_LIBRARIES)]),
        Measure("check", [python_command(AMIKIT, "check", once)]),
        Measure("check, twice", [python_command(AMIKIT, "check", twice)]),
        Measure("bare", bare),
        Measure("build", [python_command(AMIKIT, "build", once, *_BOTH)]),
        Measure("build, twice", [python_command(AMIKIT, "build", twice, *_BOTH)]),
    ]


def _describe(dossier: Path) -> str:
    """How long an answer is, from its Markdown."""
    text = (dossier / "sortie" / "reponse.md").read_text(encoding="utf-8")
    words = sum(1 for word in text.split() if re.search(r"\w", word))
    return f"{words} words, {len(re.findall(r'(?m)^[|][-:| ]+[|]$', text))} tables"


def print_measures(measures: Sequence[Measure], runs: int) -> None:
    """The median of each."""
    print(f"{f'median of {runs} runs':<24}{'wall (s)':>10}{'CPU (s)':>10}{'largest process (MB)':>22}")
    for measure in measures:
        wall, cpu = measure.median(lambda run: run.wall), measure.median(lambda run: run.cpu)
        megabytes = max(run.megabytes for run in measure.samples)
        print(f"{measure.name:<24}{wall:>10.3f}{cpu:>10.3f}{megabytes:>22.0f}")


def print_targets(measures: Sequence[Measure], targets: Sequence[Target]) -> None:
    """What each measure is compared with, and whether it takes more than it should."""
    by_name = {measure.name: measure for measure in measures}
    print(f"{'ratio':<30}{'wall':>7}{'CPU':>7}   target (wall)")
    for target in targets:
        measure, baseline = by_name[target.measure], by_name[target.baseline]
        wall = measure.median(lambda run: run.wall) / baseline.median(lambda run: run.wall)
        cpu = measure.median(lambda run: run.cpu) / baseline.median(lambda run: run.cpu)
        wanted = f"≤ {target.at_most}" + (f", goal {target.goal}" if target.goal else "")
        missed = "" if wall <= target.at_most else "   MISSED"
        print(f"{f'{target.measure} / {target.baseline}':<30}{wall:>7.2f}{cpu:>7.2f}   {wanted}{missed}")


def _print_largest(measures: Sequence[Measure]) -> None:
    largest = max(run.megabytes for one in measures if one.name == "build" for run in one.samples)
    missed = "" if largest <= _LARGEST_MB else "   MISSED"
    print(f"{'build, largest process':<30}{largest:>4.0f} MB{'':>7}   ≤ {_LARGEST_MB} MB{missed}")


def run_measures(measures: Sequence[Measure], runs: int) -> None:
    """Run every measure in turn, so many times; the first time, which fills the caches, does not count."""
    for number in range(runs + 1):
        for measure in measures:
            measure.run()
            if number == 0:
                measure.samples.clear()
        print(f"\r{number}/{runs}", end="", file=sys.stderr, flush=True)
    print("\r", end="", file=sys.stderr)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--runs", type=int, default=9, help="how many times each command runs")
    runs = parser.parse_args().runs
    with TemporaryDirectory(prefix="amikit-bench-") as name:
        folder = Path(name)
        measures = _measures(folder)
        run_measures(measures, runs)
        print(f"once: {_describe(folder / 'once')}; twice: {_describe(folder / 'twice')}\n")
    print_measures(measures, runs)
    print()
    print_targets(measures, TARGETS)
    _print_largest(measures)


if __name__ == "__main__":
    main()
