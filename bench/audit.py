"""Time the audit of a call: is it linear, do two processes go twice as fast, does memory stay flat?

    python bench/audit.py [--answers 1000] [--more 10000] [--documents 20]

The answers are made by ``bench/answers.py``: annexes of many different answers, made by ``amikit.annex.make``;
``--documents`` adds copies of one PDF and one DOCX, because to compose thousands would take hours. Each run is a
new process, so that its memory is its own. Always ends with 0: a target missed is for a person to judge.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # the same by path and by "-m bench.audit"

from bench.answers import write_answers

_ROOT = Path(__file__).resolve().parents[1]
_LINEAR, _FASTER, _MB = 1.25, 1.8, 400
_RUN = """
import json, resource, sys, time
from pathlib import Path
sys.path.insert(0, sys.argv[4])
from amikit.audit.reports import report_files
from amikit.audit.run import Asked, audit_folder
from amikit.export.write import write_outputs
start = time.perf_counter()
found = audit_folder(Asked(Path(sys.argv[1]), Path(sys.argv[2]), jobs=int(sys.argv[3])))
read = time.perf_counter()
write_outputs(Path(sys.argv[2]), report_files(found, "fr"))
end = time.perf_counter()
own, children = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
print(json.dumps({
    "answers": len(found.overview.answers), "files": found.read_count, "read": read - start, "written": end - read,
    "own_cpu": own.ru_utime + own.ru_stime, "child_cpu": children.ru_utime + children.ru_stime,
    "own_mb": own.ru_maxrss / 1024, "child_mb": children.ru_maxrss / 1024,
}))
"""


@dataclass(frozen=True, slots=True)
class Run:
    """What one audit took."""

    answers: int
    files: int
    read: float
    written: float
    own_cpu: float
    child_cpu: float
    own_mb: float
    child_mb: float

    @property
    def total(self) -> float:
        """Seconds, once Python has started."""
        return self.read + self.written

    @property
    def cpu_ms(self) -> float:
        """Of processors, for each file: what others do on the machine changes it little."""
        return (self.own_cpu + self.child_cpu) / self.files * 1000


def audit(folder: Path, out: Path, jobs: int) -> Run:
    """One audit, in a process of its own; its file cache is warm: the first run is not counted."""
    command = [sys.executable, "-c", _RUN, str(folder), str(out), str(jobs), str(_ROOT)]
    said = subprocess.run(command, capture_output=True, check=True, text=True).stdout
    run = Run(**json.loads(said))
    print(
        f"{run.answers:>8}{jobs:>11}{run.read:>10.1f}{run.written:>11.1f}{run.total / run.files * 1000:>12.1f}"
        f"{run.cpu_ms:>12.1f}{run.own_cpu / run.files * 1000:>12.1f}{run.own_mb:>10.0f}{run.child_mb:>12.0f}",
        flush=True,
    )
    return run


def judge(name: str, value: float, target: float, *, is_most: bool) -> None:
    """A figure beside its target."""
    is_met = value <= target if is_most else value >= target
    sign = "≤" if is_most else "≥"
    print(f"{name:<58}{value:>8.2f}   {sign} {target:g}{'' if is_met else '   MISSED'}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--answers", type=int, default=1_000)
    parser.add_argument("--more", type=int, default=0, help="a second, larger call: 10000")
    parser.add_argument("--documents", type=int, default=0, help="as many PDF and DOCX of one answer, beside")
    parser.add_argument("--runs", type=int, default=3)
    asked = parser.parse_args()
    print(f"{os.cpu_count()} processors; answers made with: annexes of varied dossiers, {asked.documents} documents")
    print(
        f"{'answers':>8}{'processes':>11}{'read (s)':>10}{'write (s)':>11}{'ms a file':>12}{'CPU ms':>12}{'of its own':>12}"
        f"{'own (MB)':>10}{'child (MB)':>12}"
    )
    with TemporaryDirectory(prefix="amikit-bench-") as made:
        root = Path(made)
        write_answers(root / "appel", asked.answers, documents=asked.documents)
        audit(root / "appel", root / "audit", 2)
        ones, twos = [], []
        for _ in range(asked.runs):  # in turn: a machine whose speed drifts slows both
            ones.append(audit(root / "appel", root / "audit", 1))
            twos.append(audit(root / "appel", root / "audit", 2))
        one, two = (sorted(runs, key=lambda run: run.total)[len(runs) // 2] for runs in (ones, twos))
        more = None
        if asked.more:
            write_answers(root / "grand", asked.more)
            more = audit(root / "grand", root / "grand-audit", 2)
        judge("two processes to one, reading", one.read / two.read, _FASTER, is_most=False)
        judge("two processes to one, report included", one.total / two.total, _FASTER, is_most=False)
        if more is not None:
            ratio = more.cpu_ms / two.cpu_ms
            judge(f"a file of {more.answers} to one of {two.answers}, in CPU", ratio, _LINEAR, is_most=True)
        largest = more or two
        judge(f"memory of the audit at {largest.answers}, its own (MB)", largest.own_mb, _MB, is_most=True)
        judge(f"memory of its largest child at {largest.answers} (MB)", largest.child_mb, _MB, is_most=True)


if __name__ == "__main__":
    main()
