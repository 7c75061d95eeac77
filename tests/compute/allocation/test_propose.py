"""Whole proposals: whatever the mode, floors, ceilings and ballots, every sum holds and order changes nothing."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from amikit.compute.allocation.envelope import Claim, Envelope, Origin, Step
from amikit.compute.allocation.propose import propose_allocation
from amikit.compute.allocation.proposed import Outcome, ProposedAllocation
from amikit.compute.reason import Reason
from amikit.i18n import LANGUAGES, Text
from amikit.model.ballots import Ballot, Ballots
from amikit.model.consortium import Member
from amikit.model.decision import AllocationMode
from tests.compute.build import resource

RESOURCES = ("dokos", "forum", "movilab")
STEPS = [f"{name}/{step}" for name in RESOURCES for step in "abc"]
MEMBERS = [Member(id=f"m{number}", name=f"Lieu {number}") for number in range(6)]
WHY = Reason(Text("parce que", "because"))

cents = st.integers(0, 60_000)
costs = st.dictionaries(st.sampled_from(STEPS), st.integers(1, 50_000))
ballots = st.dictionaries(
    st.sampled_from([member.id for member in MEMBERS]),
    st.tuples(st.dictionaries(st.sampled_from(STEPS), st.integers(1, 9), min_size=1), st.integers(1, 3)),
    min_size=1,
)
calculated = st.sampled_from([AllocationMode.PROPORTIONAL, AllocationMode.EQUAL_SHARES])


def claim(name: str, floor: int, room: int | None, planned: int, some: Mapping[str, int], *, refused: bool) -> Claim:
    steps = [
        Step(one, name, one[-1], f"Étape {one}", cost) for one, cost in sorted(some.items()) if one.startswith(name)
    ]
    return Claim(
        resource=resource(name),
        floor_cents=0 if refused else floor,
        floor_reason=WHY,
        ceiling_cents=0 if refused else None if room is None else floor + room,
        ceiling_reason=WHY,
        planned_cents=planned,
        steps=tuple(steps),
        is_refused=refused,
    )


def _claims(drawn: tuple[dict[str, int], list[tuple[int, int | None, int, bool]]]) -> list[Claim]:
    some, rows = drawn
    return [claim(name, *row[:3], some, refused=row[3]) for name, row in zip(RESOURCES, rows, strict=True)]


rows = st.tuples(cents, st.none() | cents, cents, st.sampled_from([False, False, False, True]))
claims = st.tuples(costs, st.lists(rows, min_size=3, max_size=3)).map(_claims)


def propose(
    mode: AllocationMode, more: int, some: list[Claim], drawn: Mapping[str, tuple[dict[str, int], int]]
) -> ProposedAllocation:
    voices = tuple(Ballot(member_id, points, weight) for member_id, (points, weight) in drawn.items())
    envelope = Envelope(sum(one.floor_cents for one in some) + more, Origin.GIVEN, WHY)
    return propose_allocation(mode, envelope, some, MEMBERS, Ballots(Path("bulletins.csv"), voices))


@settings(max_examples=200)
@given(calculated, st.integers(0, 150_000), claims, ballots)
def test_no_cent_is_lost_or_invented_and_floors_and_ceilings_hold(
    mode: AllocationMode, more: int, some: list[Claim], drawn: dict[str, tuple[dict[str, int], int]]
) -> None:
    made = propose(mode, more, some, drawn)

    assert made.proposed_cents + made.left_cents == made.envelope.cents
    assert made.left_cents >= 0
    for one, asked in zip(made.resources, some, strict=True):
        assert one.proposed_cents is not None
        assert one.proposed_cents >= one.floor_cents == asked.floor_cents
        assert one.ceiling_cents is None or one.proposed_cents <= one.ceiling_cents


@settings(max_examples=200)
@given(st.integers(0, 150_000), claims, ballots)
def test_receipts_add_up_along_both_sides(
    more: int, some: list[Claim], drawn: dict[str, tuple[dict[str, int], int]]
) -> None:
    made = propose(AllocationMode.EQUAL_SHARES, more, some, drawn)

    weight = sum(heavy for _, heavy in drawn.values())
    assert sum(receipt.share_cents for receipt in made.receipts) == more
    for receipt in made.receipts:
        assert sum(payment.cents for payment in receipt.payments) + receipt.left_cents == receipt.share_cents
        exact_times_weight = more * receipt.weight
        assert abs(receipt.share_cents * weight - exact_times_weight) < weight  # the part, to the cent
        assert receipt.left_cents >= 0
    for step in made.steps:
        paid = sum(pay.cents for receipt in made.receipts for pay in receipt.payments if pay.id == step.id)
        assert paid == (step.net_cents if step.outcome is Outcome.BOUGHT else 0)


@given(st.data(), calculated, st.integers(0, 150_000), claims, ballots)
def test_another_order_of_ballots_changes_nothing(
    data: st.DataObject,
    mode: AllocationMode,
    more: int,
    some: list[Claim],
    drawn: dict[str, tuple[dict[str, int], int]],
) -> None:
    shuffled = dict(data.draw(st.permutations(list(drawn.items()))))

    assert propose(mode, more, some, shuffled) == propose(mode, more, some, drawn)


@given(st.sampled_from(AllocationMode), st.integers(0, 150_000), claims, ballots)
def test_every_amount_has_its_reason_in_both_languages(
    mode: AllocationMode, more: int, some: list[Claim], drawn: dict[str, tuple[dict[str, int], int]]
) -> None:
    made = propose(mode, more, some, drawn)

    reasons = [made.basis, made.envelope.reason]
    reasons += [one.reason for one in made.resources]
    reasons += [one.reason for one in made.steps]
    reasons += [one.reason for one in made.ties]
    for language in LANGUAGES:
        for reason in reasons:
            said = reason.say(language)
            assert said
            assert "{" not in said
            assert not said.endswith(".")


@given(st.integers(0, 150_000), st.integers(0, 50_000), claims, ballots)
def test_more_money_never_gives_fewer_cents_in_all_in_proportion(
    more: int, again: int, some: list[Claim], drawn: dict[str, tuple[dict[str, int], int]]
) -> None:
    less = propose(AllocationMode.PROPORTIONAL, more, some, drawn)

    assert propose(AllocationMode.PROPORTIONAL, more + again, some, drawn).proposed_cents >= less.proposed_cents
