"""Time Equal Shares, exact, against one pass of bare fractions over the same ballots, in the same run.

    python bench/allocation.py [--runs 15]

Fifty steps, five hundred members. The baseline adds up, as ``Fraction``, what each member would pay for
each step it supports if the cost were shared once among its supporters: no rule at all, the least that
exact arithmetic on those ballots takes. Each figure is the median of runs that alternate (A, B, A, B…).
Always ends with 0.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # the same by path and by "-m bench.allocation"

from amikit.compute.allocation.equal_shares import Candidate, Voice, compute_equal_shares

STEPS, MEMBERS, SEED = 50, 500, 2018
_AT_MOST_MS = 70

Ballots = tuple[Sequence[Candidate], Sequence[Voice]]


def draw_ballots(most_points: int, most_weight: int) -> Ballots:
    """Random ballots from a fixed seed: each member supports three steps in ten."""
    rng = random.Random(SEED)
    steps = [Candidate(f"commun-{number % 8}/etape-{number}", rng.randint(100, 4_000) * 100) for number in range(STEPS)]
    voices = [
        Voice(
            f"membre-{number:03}",
            {step.id: rng.randint(1, most_points) for step in steps if rng.random() < 0.3},
            rng.randint(1, most_weight),
        )
        for number in range(MEMBERS)
    ]
    return steps, voices


def sum_fractions(steps: Sequence[Candidate], voices: Sequence[Voice]) -> Fraction:
    """The baseline: one addition of fractions per member and step supported."""
    total = {step.id: sum(voice.points.get(step.id, 0) for voice in voices) or 1 for step in steps}
    spent = Fraction(0)
    for voice in voices:
        paid = Fraction(0)
        for step in steps:
            if step.id in voice.points:
                paid += Fraction(step.cost_cents * voice.points[step.id], total[step.id])
        spent += paid
    return spent


def _milliseconds(run: Callable[[], object]) -> float:
    start = time.perf_counter()
    run()
    return (time.perf_counter() - start) * 1_000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--runs", type=int, default=15, help="how many times each is run")
    runs = parser.parse_args().runs
    kinds: Mapping[str, Ballots] = {
        "approvals": draw_ballots(1, 1),
        "approvals, weighted": draw_ballots(1, 3),
        "points": draw_ballots(9, 1),
        "points, weighted": draw_ballots(9, 3),
    }
    print(
        f"{f'median of {runs} runs':<24}{'equal shares (ms)':>18}{'bare fractions (ms)':>21}{'ratio':>8}{'bought':>8}"
    )
    for name, (steps, voices) in kinds.items():
        pool = sum(step.cost_cents for step in steps) * 2 // 3
        shared, bare = [], []
        for _ in range(runs):
            shared.append(_milliseconds(lambda s=steps, v=voices, p=pool: compute_equal_shares(p, s, v)))  # type: ignore[misc]
            bare.append(_milliseconds(lambda s=steps, v=voices: sum_fractions(s, v)))  # type: ignore[misc]
        took, base = statistics.median(shared), statistics.median(bare)
        bought = len(compute_equal_shares(pool, steps, voices).winners)
        missed = "" if took <= _AT_MOST_MS else f"   MISSED (≤ {_AT_MOST_MS} ms)"
        print(f"{name:<24}{took:>18.1f}{base:>21.1f}{took / base:>8.2f}{bought:>8}{missed}")


if __name__ == "__main__":
    main()
