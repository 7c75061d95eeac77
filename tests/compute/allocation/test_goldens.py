"""What the reference implementation buys, on 500 random instances without ties: ``tools/make_allocation_goldens.py``."""

from __future__ import annotations

import json
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

from amikit.compute.allocation.equal_shares import Candidate, EqualShares, Voice, compute_equal_shares

GOLDENS: list[dict[str, Any]] = json.loads(Path(__file__).with_name("equal_shares.json").read_text(encoding="utf-8"))


def solve(golden: dict[str, Any], *, completes: bool) -> EqualShares:
    steps = [Candidate(name, cost) for name, cost in golden["costs"].items()]
    voices = [Voice(f"m{i:02}", one["points"], one["weight"]) for i, one in enumerate(golden["voices"])]
    is_worth_its_cost = golden["kind"].endswith("-cost")
    return compute_equal_shares(golden["pool"], steps, voices, is_worth_its_cost=is_worth_its_cost, completes=completes)


def test_five_hundred_instances_of_each_kind_of_ballot() -> None:
    kinds = Counter(golden["kind"] for golden in GOLDENS)

    assert len(GOLDENS) == 500
    assert set(kinds) == {"approval-cost", "approval-count", "points", "points-cost"}
    assert min(kinds.values()) > 90


def test_the_same_steps_are_bought_in_the_same_order() -> None:
    wrong = [golden for golden in GOLDENS if list(solve(golden, completes=False).winners) != golden["bought"]]

    assert wrong == []


def test_the_completion_buys_the_same_steps() -> None:
    wrong = [golden for golden in GOLDENS if sorted(solve(golden, completes=True).winners) != golden["completed"]]

    assert wrong == []


def test_many_instances_buy_several_steps_and_complete() -> None:
    assert sum(len(golden["bought"]) > 2 for golden in GOLDENS) > 100
    assert sum(len(golden["completed"]) > len(golden["bought"]) for golden in GOLDENS) > 100


def test_no_tie_is_met() -> None:
    assert [golden for golden in GOLDENS if solve(golden, completes=False).ties] == []


def test_the_reference_is_never_a_dependency() -> None:
    root = Path(__file__).resolve().parents[3]
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    named = [*project["dependencies"], *(one for some in project["optional-dependencies"].values() for one in some)]
    code = [path for path in (root / "amikit").rglob("*.py") if "pabutools" in path.read_text(encoding="utf-8")]

    assert [one for one in named if "pabutools" in one] == []
    assert code == []
