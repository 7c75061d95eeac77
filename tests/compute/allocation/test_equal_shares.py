"""The Method of Equal Shares: what it promises, on any ballots."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amikit.compute.allocation.equal_shares import Candidate, EqualShares, Tie, Voice, compute_equal_shares

NAMES = [f"{resource}/{step}" for resource in ("dokos", "forum", "movilab") for step in "abc"]
costs = st.integers(1, 50_000)
candidates = st.dictionaries(st.sampled_from(NAMES), costs, min_size=1).map(
    lambda drawn: [Candidate(name, cost, name.partition("/")[0]) for name, cost in sorted(drawn.items())]
)
points = st.dictionaries(st.sampled_from(NAMES), st.integers(1, 9))
voices = st.lists(st.tuples(points, st.integers(1, 4)), min_size=1, max_size=8).map(
    lambda drawn: [Voice(f"m{number}", given, weight) for number, (given, weight) in enumerate(drawn)]
)
pools = st.integers(0, 150_000)
amounts = st.dictionaries(st.sampled_from(("dokos", "forum", "movilab")), st.integers(0, 60_000))


def approves(member_id: str, *names: str, weight: int = 1) -> Voice:
    return Voice(member_id, dict.fromkeys(names, 1), weight)


def outcome(shared: EqualShares) -> list[object]:
    return [shared.purchases, shared.ties, shared.over_ceiling_ids, shared.held, shared.rest, shared.left_cents]


def test_a_majority_does_not_take_everything() -> None:
    """Six want the red steps, four the blue ones: each group buys its share, no more."""
    steps = [Candidate(f"{colour}{number}", 10_000) for colour in ("red", "blue") for number in range(10)]
    reds = [approves(f"r{place}", *(one.id for one in steps if one.id.startswith("red"))) for place in range(6)]
    blues = [approves(f"b{place}", *(one.id for one in steps if one.id.startswith("blue"))) for place in range(4)]

    shared = compute_equal_shares(100_000, steps, [*reds, *blues])

    assert sum(name.startswith("red") for name in shared.winners) == 6
    assert sum(name.startswith("blue") for name in shared.winners) == 4
    assert shared.left_cents == 0


def test_one_who_lacks_money_gives_all_it_has_and_the_others_make_up_for_it() -> None:
    steps = [Candidate("a", 10_000), Candidate("b", 12_000)]
    shared = compute_equal_shares(24_000, steps, [approves("x", "a", "b"), approves("y", "b"), approves("z", "a")])

    first, second = shared.purchases
    assert first.step_id == "a"
    assert [first.paid_by(name) for name in "xyz"] == [Fraction(5_000), Fraction(0), Fraction(5_000)]
    assert (second.step_id, second.is_completion) == ("b", True)  # x holds 3 000 and y 8 000: not 12 000
    assert shared.rest == {"x": 3_000, "y": 8_000, "z": 3_000}


def test_the_tie_break_is_the_cheapest_then_the_id() -> None:
    steps = [Candidate("b", 3_000), Candidate("a", 3_000), Candidate("c", 2_000)]

    shared = compute_equal_shares(8_000, steps, [approves("x", "a", "b", "c")])

    assert shared.winners == ("c", "a", "b")
    assert shared.ties == (Tie(("a", "b", "c"), "c"), Tie(("a", "b"), "a"))


def test_the_floor_of_a_resource_pays_for_its_steps_once() -> None:
    steps = [Candidate("forum/a", 800, "forum"), Candidate("forum/b", 700, "forum")]

    shared = compute_equal_shares(500, steps, [approves("x", "forum/a", "forum/b")], floors={"forum": 1_000})

    assert [(one.step_id, one.floor_cents, one.net_cents) for one in shared.purchases] == [
        ("forum/b", 700, 0),
        ("forum/a", 300, 500),
    ]


def test_a_step_that_nobody_supports_is_never_bought() -> None:
    assert compute_equal_shares(500, [Candidate("a", 100)], [Voice("x", {})]).winners == ()
    assert compute_equal_shares(500, [Candidate("a", 100)], []).winners == ()


def test_a_weight_counts_as_so_many_members() -> None:
    steps = [Candidate("a", 6_000), Candidate("b", 5_000)]
    heavy = compute_equal_shares(9_000, steps, [approves("x", "a", weight=2), approves("y", "b")])
    many = compute_equal_shares(9_000, steps, [approves("x1", "a"), approves("x2", "a"), approves("y", "b")])

    assert heavy.winners == many.winners
    assert heavy.rest["x"] == many.rest["x1"] + many.rest["x2"]


@given(pools, candidates, voices, amounts)
def test_no_cent_is_lost_or_invented(
    pool: int, steps: list[Candidate], ballots: list[Voice], floors: dict[str, int]
) -> None:
    shared = compute_equal_shares(pool, steps, ballots, floors=floors)

    assert sum(one.net_cents for one in shared.purchases) + shared.left_cents == pool
    assert shared.left_cents >= 0
    bought = [one for one in shared.purchases if not one.is_completion]
    weight = sum(voice.weight for voice in ballots)
    for voice in ballots:
        paid = sum((one.paid_by(voice.member_id) for one in bought), Fraction(0))
        assert paid + shared.rest[voice.member_id] == Fraction(pool * voice.weight, weight)
        assert shared.rest[voice.member_id] >= 0
        assert all(one.step_id in voice.points for one in bought if one.paid_by(voice.member_id))
    for one in bought:
        assert sum(one.paid_by(voice.member_id) for voice in ballots) == one.net_cents


@given(pools, candidates, voices, amounts)
def test_a_resource_receives_its_floor_or_the_cost_of_its_steps(
    pool: int, steps: list[Candidate], ballots: list[Voice], floors: dict[str, int]
) -> None:
    shared = compute_equal_shares(pool, steps, ballots, floors=floors)

    by_id = {step.id: step for step in steps}
    for resource_id in {step.resource_id for step in steps}:
        floor = floors.get(resource_id, 0)
        bought = [one for one in shared.purchases if by_id[one.step_id].resource_id == resource_id]
        cost = sum(by_id[one.step_id].cost_cents for one in bought)
        assert floor + sum(one.net_cents for one in bought) == max(floor, cost)


@given(pools, candidates, voices, amounts, amounts)
def test_ceilings_hold(
    pool: int, steps: list[Candidate], ballots: list[Voice], floors: dict[str, int], ceilings: dict[str, int]
) -> None:
    shared = compute_equal_shares(pool, steps, ballots, floors=floors, ceilings=ceilings)

    by_id = {step.id: step for step in steps}
    for resource_id, ceiling in ceilings.items():
        net = sum(one.net_cents for one in shared.purchases if by_id[one.step_id].resource_id == resource_id)
        floor = floors.get(resource_id, 0)
        assert floor + net <= max(ceiling, floor)


@given(st.data(), pools, candidates, voices, amounts)
def test_another_order_changes_nothing(
    data: st.DataObject, pool: int, steps: list[Candidate], ballots: list[Voice], floors: dict[str, int]
) -> None:
    shared = compute_equal_shares(pool, steps, ballots, floors=floors)
    shuffled = compute_equal_shares(
        pool, data.draw(st.permutations(steps)), data.draw(st.permutations(ballots)), floors=floors
    )

    assert outcome(shuffled) == outcome(shared)


@given(candidates, voices, st.integers(2, 5))
def test_weights_only_count_relative_to_each_other(steps: list[Candidate], ballots: list[Voice], times: int) -> None:
    heavier = [Voice(one.member_id, one.points, one.weight * times) for one in ballots]

    assert compute_equal_shares(60_000, steps, heavier).winners == compute_equal_shares(60_000, steps, ballots).winners


@given(pools, candidates, voices)
def test_the_completion_leaves_nothing_that_what_is_left_could_buy(
    pool: int, steps: list[Candidate], ballots: list[Voice]
) -> None:
    shared = compute_equal_shares(pool, steps, ballots)

    supported = {name for voice in ballots for name in voice.points}
    waiting = [step for step in steps if step.id in supported and step.id not in shared.winners]
    assert all(step.cost_cents > shared.left_cents for step in waiting)


@given(candidates, voices)
def test_enough_money_pays_for_everything_supported(steps: list[Candidate], ballots: list[Voice]) -> None:
    shared = compute_equal_shares(sum(step.cost_cents for step in steps), steps, ballots)

    assert set(shared.winners) == {step.id for step in steps if any(step.id in voice.points for voice in ballots)}


def _plain_rate(step: Candidate, held: dict[str, Fraction], worth: dict[str, int]) -> Fraction | None:
    """The definition, read aloud with fractions: the poorest for what they gain give all they have first."""
    if sum(held[name] for name in worth) < step.cost_cents or not worth:
        return None
    owed, points = Fraction(step.cost_cents), sum(worth.values())
    for name in sorted(worth, key=lambda one: held[one] / worth[one]):
        rate = owed / points
        if rate * worth[name] <= held[name]:
            return rate
        owed, points = owed - held[name], points - worth[name]
    return None


def plain_equal_shares(pool: int, steps: Sequence[Candidate], ballots: Sequence[Voice]) -> list[str]:
    weight = sum(voice.weight for voice in ballots)
    held = {voice.member_id: Fraction(pool * voice.weight, weight) for voice in ballots}
    waiting = list(steps)
    bought: list[str] = []
    while True:
        rates = []
        for step in waiting:
            worth = {
                one.member_id: one.points[step.id] * one.weight * step.cost_cents
                for one in ballots
                if step.id in one.points
            }
            rate = _plain_rate(step, held, worth)
            if rate is not None:
                rates.append((rate, step.cost_cents, step.id, step, worth))
        if not rates:
            return bought
        rate, _, _, step, worth = min(rates, key=lambda one: one[:3])
        for name, each in worth.items():
            held[name] -= min(held[name], rate * each)
        waiting.remove(step)
        bought.append(step.id)


@given(pools, candidates, voices)
def test_it_is_the_definition_ties_included(pool: int, steps: list[Candidate], ballots: list[Voice]) -> None:
    assert list(compute_equal_shares(pool, steps, ballots, completes=False).winners) == plain_equal_shares(
        pool, steps, ballots
    )


@pytest.mark.parametrize("pool", [0, 1])
def test_a_cent_or_nothing_is_shared_without_harm(pool: int) -> None:
    shared = compute_equal_shares(pool, [Candidate("a", 2)], [approves("x", "a"), approves("y", "a")])

    assert (shared.winners, shared.left_cents) == ((), pool)
