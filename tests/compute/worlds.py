"""Budgets and registers of all kinds, for the laws that hold for every one of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import Any, TypeAlias

from hypothesis import strategies as st

from amikit.compute.ledger import Ledger, Row, compute_ledger
from amikit.compute.shares import Shares, compute_shares
from amikit.model.budget import Expense, Nature
from amikit.model.catalog import Expectation, Figure, Form, Honour, Per, Resource, Standing, Usage
from amikit.model.dossier import Commitment, LinePart, ResourceUse
from amikit.model.values import Period
from tests.compute.build import CALL, catalog, dossier, expects, expense, member_resource, pays, resource, use

OPEN = "Documentation | CC-BY-SA-4.0 | Movilab"
RESOURCES = ("dokos", "forum", "maison")
"""A stranger's, a member's, and one that only this dossier knows."""
KNOWN = catalog(resource("dokos"), member_resource("forum"), resource("maison"), own=frozenset({"maison"}))
ELSEWHERE = ("coordination", "lieu:baraka", "lieu:la-coroutine", "lieu:inconnu")
FED = tuple(f"ressource:{name}" for name in (*RESOURCES, "inconnue"))

World: TypeAlias = tuple[tuple[Resource, ...], tuple[ResourceUse, ...]]
"""Resources with up to two expectations each, and how the answer relies on them."""

cents = st.integers(0, 10**7)
hours = st.integers(0, 4_000).map(lambda quarters: Fraction(quarters, 4))
first_days = st.dates(date(2020, 1, 1), date(2024, 12, 31))
lengths = st.integers(0, 1_500).map(timedelta)
payees = st.sampled_from(["porteur", "porteur", "porteur", "baraka", "la-coop", "inconnu", "tiers:Atelier", None])
natures = st.sampled_from([Nature.CASH, Nature.CASH, Nature.CASH, Nature.VOLUNTEERING, Nature.LOAN])
accounts = st.sampled_from(["6571", "6156"])
deliverables = st.sampled_from([OPEN, "Rapport", None])


def _line(drawn: tuple[str, int, Fraction, str | None, Nature, str, str | None], line_id: str = "D") -> Expense:
    destination, amount, worked, payee, nature, account, deliverable = drawn
    fields = {"payee": payee, "nature": nature, "account": account, "deliverable": deliverable}
    return expense(line_id, amount, destination, hours=worked, **fields)


def _lines(destinations: Sequence[str]) -> st.SearchStrategy[Any]:
    return st.tuples(st.sampled_from(destinations), cents, hours, payees, natures, accounts, deliverables)


def _budgets(destinations: Sequence[str], least: int = 0) -> st.SearchStrategy[tuple[Expense, ...]]:
    return st.lists(_lines(destinations), min_size=least, max_size=4).map(
        lambda drawn: tuple(_line(one, f"D{number}") for number, one in enumerate(drawn))
    )


elsewhere = _lines(ELSEWHERE).map(_line)
"""A line that feeds no resource."""
budgets = _budgets((*ELSEWHERE, *FED))
"""Lines that feed anything."""
feeding = _budgets(("ressource:dokos", "ressource:dokos", "ressource:dokos", "ressource:forum"), least=4)
"""Lines that the promises of ``worlds`` name, most of them to the first resource."""

figures = st.one_of(
    st.builds(lambda amount, per: Figure(amount_cents=amount, per=per), cents, st.sampled_from(Per)),
    st.builds(lambda amount, per: Figure(amount_cents=amount, per=per), cents, st.sampled_from(Per)),
    st.builds(lambda worked, per: Figure(hours=worked, per=per), hours, st.sampled_from(Per)),
    st.just(Figure(share_rate=Fraction(2, 100))),
)
windows = st.one_of(
    st.just(Period()),
    st.just(Period()),
    st.builds(lambda start_on, length: Period(start_on=start_on, end_on=start_on + length), first_days, lengths),
    first_days.map(lambda day: Period(start_on=day)),
    first_days.map(lambda day: Period(end_on=day)),
)
expectations = st.builds(
    lambda figure, valid, is_act, trigger, standing, honours: expects(
        figure,
        form=Form.ACT if is_act else Form.TIME if figure.hours is not None else Form.CASH,
        valid=valid,
        trigger=trigger,
        standing=standing,
        honoured_by=honours,
    ),
    figures,
    windows,
    st.sampled_from([False, False, False, True]),
    st.sampled_from([*[Usage.MENTION] * 6, *Usage]),
    st.sampled_from([*[Standing.PUBLISHED] * 4, *Standing]),
    st.sampled_from([(Honour.CONTRIBUTION,), (Honour.CONTRIBUTION, Honour.PURCHASE)]),
)
parts = st.builds(
    lambda number, amount: LinePart(line_id=f"D{number}", amount_cents=amount), st.integers(0, 3), st.none() | cents
)
commitments = st.builds(
    lambda some, answers: pays(*some, answers=answers),
    st.lists(parts, min_size=1, max_size=2),
    st.sampled_from(["a", "b", "a", "a", "b", ""]),
)
relied_on = st.tuples(
    st.lists(expectations, min_size=1, max_size=2),
    st.lists(commitments, min_size=1, max_size=3),
    st.sets(st.sampled_from(Usage), min_size=1),
)


def _world(drawn: Sequence[tuple[list[Expectation], list[Commitment], set[Usage]]]) -> World:
    known, declared = [], []
    for name, (expected, promised, usages) in zip(RESOURCES, drawn, strict=False):
        named = tuple(one.model_copy(update={"id": id_}) for id_, one in zip("ab", expected, strict=False))
        known.append(resource(name, expectations=named))
        declared.append(use(*promised, resource_id=name, usages=tuple(sorted(usages))))
    return tuple(known), tuple(declared)


worlds = st.tuples(relied_on, relied_on).map(_world)


def register(world: World, budget: tuple[Expense, ...] = (), asked_cents: int | None = 10**7, **more: Any) -> Ledger:
    known, declared = world
    given_more: dict[str, Any] = {"supported_places_count": 3, "uses": declared}
    return compute_ledger(dossier(*budget, **(given_more | more)), catalog(*known), asked_cents)


def shares_of(*budget: Expense) -> Shares:
    return compute_shares(budget, dossier(*budget), KNOWN, CALL)


def totals(ledger: Ledger) -> tuple[int | Fraction, ...]:
    money = (ledger.expected_cents, ledger.committed_cents, ledger.covered_cents, ledger.proposed_cents)
    time = (ledger.expected_hours, ledger.committed_hours, ledger.covered_hours, ledger.proposed_hours)
    return (*money, ledger.purchase_cents, *time)


def numbers(row: Row) -> tuple[int | Fraction, ...]:
    sides = (row.expected_cents, row.expected_hours, row.proposed_cents, row.proposed_hours, row.gap_cents)
    counted = (row.committed_cents, row.committed_hours, row.covered_cents, row.covered_hours)
    return (*(side or 0 for side in (*sides, row.gap_hours)), *counted, row.purchase_cents, row.elsewhere_cents)
