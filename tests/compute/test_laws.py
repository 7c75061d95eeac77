"""Laws that hold for every budget and every register, found by trying to break them."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from amikit.compute.ledger import Ledger
from amikit.compute.proposal import compute_proposal
from amikit.compute.shares import compute_shares
from amikit.model.budget import DestinationKind, Expense, PayeeKind
from amikit.model.catalog import Figure, Standing, Steward, Usage
from amikit.model.consortium import Member, MemberKind
from amikit.model.dossier import Commitment, LinePart
from amikit.model.values import Period
from amikit.money import split_cents
from tests.compute.build import CALL, MEMBERS, catalog, dossier, expects, expense, pays, resource, use
from tests.compute.registers import ledger_of
from tests.compute.worlds import (
    ELSEWHERE,
    FED,
    OPEN,
    World,
    budgets,
    cents,
    commitments,
    elsewhere,
    feeding,
    first_days,
    lengths,
    numbers,
    register,
    shares_of,
    totals,
    worlds,
)

QUICK = settings(max_examples=50, deadline=None)

# Never negative, exact, additive


@QUICK
@given(worlds, feeding)
def test_nothing_is_ever_negative_and_coverage_never_above_one(world: World, budget: tuple[Expense, ...]) -> None:
    ledger = register(world, budget)

    assert all(value >= 0 for row in ledger.rows for value in numbers(row))
    assert min(totals(ledger)) >= 0
    assert 0 <= (ledger.coverage_rate or 0) <= 1
    assert ledger.committed_cents <= sum(line.cents for line in budget if line.is_cash), "no euro is promised twice"


@QUICK
@given(budgets)
def test_the_three_kinds_share_the_total_to_the_cent(budget: tuple[Expense, ...]) -> None:
    shares = shares_of(*budget)
    rates = (shares.resources_rate, shares.places_rate, shares.coordination_rate)
    kinds = (shares.resources_cents, shares.places_cents, shares.coordination_cents)

    assert min(*kinds, shares.reached_cents, shares.set_apart_cents) >= 0
    assert sum(kinds) == shares.total_cents == sum(line.cents for line in budget if line.is_cash)
    assert sum(rates) == (1 if shares.total_cents else 0)
    assert sum(shares.by_resource.values()) + sum(shares.by_place.values()) == sum(kinds[:2])


@QUICK
@given(cents, st.lists(st.integers(1, 1_000), min_size=1, max_size=5))
def test_an_amount_that_is_split_loses_no_cent_on_its_way(total: int, weights: list[int]) -> None:
    names = [f"e{place}" for place in range(len(weights))]
    amounts = split_cents(total, weights)
    promised = [
        pays(LinePart(line_id="D1", amount_cents=amount), answers=name)
        for name, amount in zip(names, amounts, strict=True)
    ]
    expected = tuple(expects(Figure(amount_cents=1), id=name) for name in names)
    ledger = ledger_of(expense("D1", total), expectations=expected, uses=(use(*promised),))

    assert [row.committed_cents for row in ledger.rows] == amounts
    assert ledger.committed_cents == total


@QUICK
@given(worlds, feeding, st.integers(0, 2))
def test_the_register_of_two_sets_of_resources_is_the_union_of_both(
    world: World, budget: tuple[Expense, ...], cut: int
) -> None:
    known, declared = world
    whole = register(world, budget)
    first, second = (register((known, some), budget) for some in (declared[:cut], declared[cut:]))
    reversed_order = register((known, declared[::-1]), budget)

    assert whole.rows == first.rows + second.rows
    assert totals(whole) == tuple(one + other for one, other in zip(totals(first), totals(second), strict=True))
    assert totals(whole) == totals(reversed_order)


@QUICK
@given(budgets)
def test_shares_add_up_over_resources(budget: tuple[Expense, ...]) -> None:
    whole = shares_of(*budget)
    fed = {str(line.destination) for line in budget}
    apart = [shares_of(*(line for line in budget if str(line.destination) == one)) for one in fed]

    assert whole.resources_cents == sum(some.resources_cents for some in apart)
    assert whole.reached_cents == sum(some.reached_cents for some in apart)
    assert whole.by_resource == {name: value for some in apart for name, value in some.by_resource.items()}


# Monotone


@QUICK
@given(worlds, first_days, lengths, lengths, lengths)
def test_more_years_never_lower_what_is_expected(
    world: World,
    start_on: date,
    length: timedelta,
    before: timedelta,
    after: timedelta,
) -> None:
    end_on = start_on + length
    short = register(world, period=Period(start_on=start_on, end_on=end_on))
    long = register(world, period=Period(start_on=start_on - before, end_on=end_on + after))

    assert short.expected_cents <= long.expected_cents
    assert short.expected_hours <= long.expected_hours


@QUICK
@given(worlds, st.sampled_from([MemberKind.PLACE, MemberKind.ASSOCIATION]), st.integers(0, 9), cents)
def test_more_members_places_and_money_asked_never_lower_what_is_expected(
    world: World, kind: MemberKind, supported: int, more: int
) -> None:
    newcomer = Member(id="nouvelle", name="Nouvelle", kind=kind, legal_form="association")
    small = register(world)
    large = register(
        world, members=(*MEMBERS, newcomer), supported_places_count=3 + supported, asked_cents=10**7 + more
    )

    assert small.expected_cents <= large.expected_cents
    assert small.expected_hours <= large.expected_hours


@QUICK
@given(worlds, feeding, st.sampled_from(Usage), commitments)
def test_one_more_usage_expects_no_less_and_one_more_promise_covers_no_less(
    world: World,
    budget: tuple[Expense, ...],
    usage: Usage,
    promise: Commitment,
) -> None:
    known, (first, *others) = world
    used = first.model_copy(update={"usages": (*first.usages, usage)})
    promised = first.model_copy(update={"commitments": (*first.commitments, promise)})
    ledger = register(world, budget)

    assert ledger.expected_cents <= register((known, (used, *others)), budget).expected_cents
    assert ledger.covered_cents <= register((known, (promised, *others)), budget).covered_cents
    assert ledger.covered_hours <= register((known, (promised, *others)), budget).covered_hours


# Kept apart


@QUICK
@given(worlds, feeding, cents)
def test_nothing_offsets_anything_else(world: World, budget: tuple[Expense, ...], gift: int) -> None:
    known, (first, *others) = world
    generous = first.model_copy(update={"commitments": (*first.commitments, pays("D9", answers="a"))})
    before = register(world, budget)
    after = register((known, (generous, *others)), (*budget, expense("D9", gift)))

    def the_rest(ledger: Ledger) -> list[tuple[Any, ...]]:
        return [
            (row.status.value, row.covered_cents, row.covered_hours)
            for row in ledger.rows
            if row.expectation is not None and (row.resource.id, row.expectation.id) != ("dokos", "a")
        ]

    assert the_rest(before) == the_rest(after)


@QUICK
@given(worlds, feeding)
def test_cash_and_hours_never_meet(world: World, budget: tuple[Expense, ...]) -> None:
    ledger = register(world, budget)
    cash = register(world, tuple(line for line in budget if line.is_cash))
    unpaid = register(world, tuple(line for line in budget if not line.is_cash))

    assert ([row.committed_cents for row in ledger.rows], ledger.committed_hours) == (
        [row.committed_cents for row in cash.rows],
        unpaid.committed_hours,
    )
    assert (cash.committed_hours, unpaid.committed_cents) == (Fraction(0), 0)


@QUICK
@given(worlds)
def test_what_is_proposed_or_to_be_agreed_is_in_no_total(world: World) -> None:
    known, declared = world
    firm = tuple(
        one.model_copy(
            update={
                "expectations": tuple(
                    item for item in one.expectations if item.standing in (Standing.AGREED, Standing.PUBLISHED)
                )
            }
        )
        for one in known
    )
    before, after = register(world), register((firm, declared))

    assert (before.expected_cents, before.expected_hours) == (after.expected_cents, after.expected_hours)
    assert before.coverage_rate == after.coverage_rate


# Shares that cannot be labelled into being


def relabelled(line: Expense, destination: str) -> Expense:
    """The same line, paid to the same payee and leaving the same thing, under another label."""
    fields = {"payee": line.payee, "deliverable": line.deliverable, "account": line.account, "nature": line.nature}
    return expense(line.id, line.cents, destination, **fields)


@QUICK
@given(elsewhere, st.sampled_from(FED), budgets)
def test_a_new_label_moves_the_share_only_for_who_is_paid_or_what_is_left(
    line: Expense, destination: str, others: tuple[Expense, ...]
) -> None:
    before, after = shares_of(line, *others), shares_of(relabelled(line, destination), *others)
    rise = after.resources_cents - before.resources_cents
    is_open = line.deliverable is not None and line.deliverable.is_shared

    assert after.total_cents == before.total_cents
    assert after.by_resource.keys() - before.by_resource.keys() <= {destination.removeprefix("ressource:")}
    assert rise in (0, line.cents)
    assert is_open or after.to_stewards_cents - before.to_stewards_cents == rise, "all that counts is a steward's"


@QUICK
@given(elsewhere, st.sampled_from(FED), budgets)
def test_a_new_label_alone_never_helps_to_reach_the_floor(
    line: Expense, destination: str, others: tuple[Expense, ...]
) -> None:
    assume(line.payee is None or line.payee.kind is not PayeeKind.STEWARD)
    assume(line.deliverable is None or not line.deliverable.is_shared)
    before, after = shares_of(line, *others), shares_of(relabelled(line, destination), *others)
    is_steward = str(line.payee) == "la-coop" and destination == "ressource:forum"

    assert after.reached_cents == before.reached_cents
    assert after.resources_cents - before.resources_cents == (line.cents if is_steward and line.is_cash else 0)


@QUICK
@given(elsewhere, st.sampled_from(ELSEWHERE))
def test_a_new_label_alone_never_covers_what_a_steward_expects(line: Expense, destination: str) -> None:
    assume(line.payee is None or line.payee.kind is not PayeeKind.STEWARD)
    assume(line.deliverable is None or not line.deliverable.is_shared)
    expected = (expects(Figure(amount_cents=1)),)
    before, after = (
        ledger_of(relabelled(line, one), expectations=expected, uses=(use(pays(line.id)),))
        for one in (destination, "ressource:dokos")
    )

    assert (before.committed_cents, after.committed_cents) == (0, 0)
    assert (before.covered_cents, after.covered_cents) == (0, 0)


@pytest.mark.parametrize(
    ("fields", "destination", "counted", "reached"),
    [
        pytest.param({"payee": "tiers:Atelier"}, "ressource:dokos", 0, 0, id="somebody else is paid"),
        pytest.param({"payee": "baraka"}, "ressource:dokos", 0, 0, id="a place is paid"),
        pytest.param({"payee": "porteur"}, "ressource:inconnue", 0, 0, id="nobody knows the resource"),
        pytest.param({"payee": "porteur"}, "ressource:dokos", 100, 100, id="the word porteur: the label says who"),
        pytest.param({"payee": "porteur"}, "ressource:maison", 100, 0, id="only this dossier knows the resource"),
        pytest.param({"payee": "la-coop"}, "ressource:forum", 100, 0, id="the member looks after the resource"),
        pytest.param({"payee": "la-coop", "deliverable": OPEN}, "ressource:dokos", 100, 100, id="something open"),
    ],
)
def test_the_doors_through_which_a_label_raises_the_share(
    fields: dict[str, Any], destination: str, counted: int, reached: int
) -> None:
    before = shares_of(expense("D1", 100, "coordination", **fields))
    after = shares_of(expense("D1", 100, destination, **fields))

    assert (before.resources_cents, before.reached_cents) == (0, 0)
    assert (after.resources_cents, after.reached_cents) == (counted, reached)


def test_where_no_steward_is_known_the_word_pays_no_steward() -> None:
    line = expense("D1", 100, "ressource:movilab", payee="porteur")
    shares = compute_shares([line], dossier(line), catalog(resource("movilab", steward=None)), CALL)

    assert shares.to_stewards_cents == 0
    assert [share.kind for share in shares.lines] == [DestinationKind.COORDINATION]


def test_a_steward_that_bears_the_name_of_a_member_is_that_member() -> None:
    line = expense("D1", 100, payee="porteur")
    known = catalog(resource("dokos", steward=Steward(name="La Coop")))
    shares = compute_proposal(dossier(line), known, CALL).shares

    assert (shares.resources_cents, shares.member_stewarded_cents, shares.reached_cents) == (100, 100, 0)
