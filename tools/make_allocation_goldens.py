"""Write ``tests/compute/allocation/equal_shares.json``: what pabutools, the reference implementation, buys.

Not part of amikit, which never imports pabutools: run it in an environment of its own.

    python -m venv pabu && pabu/bin/pip install pabutools==1.2.3
    pabu/bin/python tools/make_allocation_goldens.py

The instances are random, small, drawn from a fixed seed; one where the rule or its completion meets
a tie is left out, since implementations may break ties differently.
"""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

from pabutools.election import (
    Additive_Cardinal_Sat,
    ApprovalBallot,
    ApprovalProfile,
    CardinalBallot,
    Cardinality_Sat,
    CardinalProfile,
    Cost_Sat,
    Instance,
    Project,
)
from pabutools.rules import greedy_utilitarian_welfare, method_of_equal_shares
from pabutools.tiebreaking import TieBreakingRule

TARGET = Path(__file__).resolve().parents[1] / "tests/compute/allocation/equal_shares.json"
COUNT = 500
SEED = 2018
KINDS = ("approval-cost", "approval-count", "points", "points-cost")
"""Approvals worth the cost of the step, or 1; points as they are, or times the cost."""


class TieMet(Exception):
    """Two steps at the same rate: the instance is left out."""


def _refuse(_instance: Any, _profile: Any, project: Any) -> Any:
    raise TieMet(project)


def draw(rng: random.Random) -> dict[str, Any]:
    """A random instance: costs in cents, who supports what, weights, and the money to share."""
    kind = rng.choice(KINDS)
    costs = {f"s{number}": rng.randint(10, 400) * 1_00 for number in range(rng.randint(2, 8))}
    voices: list[dict[str, Any]] = []
    for _ in range(rng.randint(2, 10)):
        most = 1 if kind.startswith("approval") else 10
        chosen = [step for step in costs if rng.random() < rng.choice((0.3, 0.6))]
        if chosen:
            voices.append(
                {"weight": rng.choice((1, 1, 1, 2, 3)), "points": {one: rng.randint(1, most) for one in chosen}}
            )
    supported = {step for voice in voices for step in voice["points"]}
    costs = {step: cost for step, cost in costs.items() if step in supported}
    pool = rng.randint(1, max(1, sum(costs.values()) // 100)) * 100
    return {"kind": kind, "pool": pool, "costs": costs, "voices": voices}


def solve(drawn: dict[str, Any]) -> dict[str, Any]:
    """What pabutools buys, before and after the utilitarian completion; raises ``TieMet``."""
    projects = {step: Project(step, cost) for step, cost in drawn["costs"].items()}
    instance = Instance(projects.values(), budget_limit=drawn["pool"])
    kind = drawn["kind"]
    ballots = []
    for voice in drawn["voices"]:
        for _ in range(voice["weight"]):
            if kind.startswith("approval"):
                ballots.append(ApprovalBallot(projects[step] for step in voice["points"]))
            else:
                worth = {
                    projects[step]: points * (drawn["costs"][step] if kind == "points-cost" else 1)
                    for step, points in voice["points"].items()
                }
                ballots.append(CardinalBallot(worth))
    profile = (ApprovalProfile if kind.startswith("approval") else CardinalProfile)(ballots)
    measure = {"approval-cost": Cost_Sat, "approval-count": Cardinality_Sat}.get(kind, Additive_Cardinal_Sat)
    no_tie = TieBreakingRule(_refuse)
    bought = method_of_equal_shares(instance, profile, sat_class=measure, tie_breaking=no_tie)
    completed = _complete(instance, profile, measure, bought)
    return {"bought": [one.name for one in bought], "completed": sorted(one.name for one in completed)}


def _complete(instance: Any, profile: Any, measure: Any, bought: Any) -> Any:
    """The completion, in the two orders of ids: a tie that matters gives two answers."""
    forth, back = (
        greedy_utilitarian_welfare(
            instance, profile, sat_class=measure, initial_budget_allocation=bought, tie_breaking=TieBreakingRule(order)
        )
        for order in (lambda _i, _p, one: one.name, lambda _i, _p, one: -int(one.name[1:]))
    )
    if {one.name for one in forth} != {one.name for one in back}:
        raise TieMet
    return forth


def main() -> None:
    rng = random.Random(SEED)  # noqa: S311 - instances, not secrets
    kept: list[dict[str, Any]] = []
    while len(kept) < COUNT:
        drawn = draw(rng)
        if not drawn["voices"]:
            continue
        try:
            kept.append({**drawn, **solve(drawn)})
        except TieMet:
            continue
    lines = ",\n".join(json.dumps(one, separators=(",", ":")) for one in kept)
    TARGET.write_text(f"[\n{lines}\n]\n", encoding="utf-8")


if __name__ == "__main__":
    main()
