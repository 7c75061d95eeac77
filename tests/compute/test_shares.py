from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amikit.compute.shares import Shares, compute_asked_shares, compute_shares
from amikit.model.budget import Deliverable, DestinationKind, Expense, Nature
from amikit.model.call import Call
from amikit.model.dossier import Dossier
from tests.compute.build import CALL, catalog, dossier, expense, member_resource, resource
from tests.compute.registers import plain

CATALOG = catalog(resource("dokos"), member_resource("forum"), resource("maison"), own=frozenset({"maison", "forum"}))
OPEN = "Documentation | CC-BY-SA-4.0 | Movilab"


def shares_of(*lines: Expense, call: Call = CALL, min_rate: Fraction | None = None) -> Shares:
    return compute_shares(lines, dossier(*lines, commons_min_rate=min_rate), CATALOG, call)


def asked_of(world: Dossier, call: Call) -> Shares | None:
    return compute_asked_shares(compute_shares(world.budget.expenses, world, CATALOG, call), world, call)


@pytest.mark.parametrize(
    ("destination", "payee", "deliverable", "counts_to"),
    [
        ("ressource:dokos", "porteur", "", "ressource:dokos"),
        ("ressource:dokos/etape", "porteur", "", "ressource:dokos"),
        ("ressource:dokos", "tiers:Atelier", OPEN, "ressource:dokos"),
        ("ressource:dokos", "baraka", OPEN, "ressource:dokos"),
        ("ressource:dokos", None, OPEN, "ressource:dokos"),
        ("ressource:forum", "la-coop", "", "ressource:forum"),
        ("ressource:dokos", "la-coop", "", "coordination"),
        ("ressource:dokos", "baraka", "", "lieu:baraka"),
        ("ressource:dokos", "baraka", "Documentation | CC-BY-NC-4.0 | Movilab", "lieu:baraka"),
        ("ressource:dokos", "baraka", "Documentation | CC-BY-SA-4.0", "lieu:baraka"),
        ("ressource:dokos", "tiers:Atelier", "", "coordination"),
        ("ressource:dokos", None, "", "coordination"),
        ("ressource:inconnue", "porteur", OPEN, "coordination"),
        ("ressource:inconnue", "baraka", OPEN, "lieu:baraka"),
        ("lieu:baraka", None, "", "lieu:baraka"),
        ("lieu:baraka", "tiers:Atelier", "", "lieu:baraka"),
        ("lieu:baraka", "la-coroutine", "", "lieu:la-coroutine"),
        ("lieu:baraka", "porteur", OPEN, "lieu:baraka"),
        ("lieu:la-coop", None, "", "coordination"),
        ("lieu:inconnu", None, "", "coordination"),
        ("coordination", "la-coop", "", "coordination"),
        ("coordination", "baraka", "", "lieu:baraka"),
        ("coordination", "porteur", OPEN, "coordination"),
        (None, None, "", "coordination"),
    ],
)
def test_a_line_counts_by_who_is_paid_or_what_it_leaves(
    destination: str | None, payee: str | None, deliverable: str, counts_to: str
) -> None:
    line = expense("D1", 100, destination or "coordination", payee=payee, deliverable=deliverable or None)
    if destination is None:
        line = line.model_copy(update={"destination": None})

    (share,) = shares_of(line).lines

    assert (f"{share.kind}:{share.target_id}" if share.target_id else share.kind.value) == counts_to
    assert share.reason.say("fr")
    assert share.reason.say("en")


def test_a_line_that_misses_its_resource_says_why() -> None:
    (share,) = shares_of(expense("D1", 100, payee="baraka")).lines

    assert plain(share.reason.say("fr")) == (
        "destinée à Dokos, mais ne paie pas son porteur et ne nomme pas de livrable ouvert et publié"
        " : paie Baraka, un lieu"
    )
    assert share.reason.say("en").endswith("published deliverable: pays Baraka, a place")


def test_money_to_resources_is_in_three_kinds_of_hands() -> None:
    shares = shares_of(
        expense("D1", 1_000),
        expense("D2", 200, "ressource:forum", payee="la-coop"),
        expense("D3", 30, payee="baraka", deliverable=OPEN),
        expense("D4", 4, payee="tiers:Atelier", deliverable=OPEN),
        expense("D5", 5, payee=None, deliverable=OPEN),
    )

    assert (shares.to_stewards_cents, shares.to_members_cents, shares.to_others_cents) == (1_200, 30, 9)
    assert shares.resources_cents == 1_239
    assert shares.by_resource == {"dokos": 1_039, "forum": 200}


def test_the_minimum_is_reached_without_the_consortiums_own_resources_unless_the_call_counts_them() -> None:
    lines = (
        expense("D1", 500),
        expense("D2", 200, "ressource:forum", payee="la-coop"),
        expense("D3", 100, "ressource:maison"),
        expense("D4", 200, "coordination", payee="la-coop"),
    )
    shares = shares_of(*lines, min_rate=Fraction(1, 2))
    generous = shares_of(*lines, call=CALL.model_copy(update={"counts_own_resources": True}))

    assert (shares.member_stewarded_cents, shares.own_resources_cents) == (200, 300)
    assert (shares.set_apart_cents, shares.reached_cents) == (300, 500), "the forum leaves once"
    assert (shares.reached_rate, shares.is_reached) == (Fraction(1, 2), True)
    assert shares_of(*lines, min_rate=Fraction(501, 1000)).is_reached is False
    assert (generous.reached_cents, generous.resources_rate) == (800, Fraction(4, 5))


def test_the_minimum_is_the_higher_of_the_two_and_its_amount_is_enough() -> None:
    call = CALL.model_copy(update={"commons_min_rate": Fraction(1, 3)})
    short, enough = (
        shares_of(expense("D1", cents), expense("D2", 100 - cents, "coordination", payee="la-coop"), call=call)
        for cents in (33, 34)
    )

    assert (short.min_rate, short.min_cents, short.is_reached) == (Fraction(1, 3), 34, False)
    assert (enough.min_cents, enough.is_reached) == (34, True)
    assert shares_of(call=call, min_rate=Fraction(1, 2)).min_rate == Fraction(1, 2)
    assert shares_of(call=call, min_rate=Fraction(1, 4)).min_rate == Fraction(1, 3)


def test_only_cash_counts() -> None:
    lines = (expense("D1", 100), expense("D2", 900, nature=Nature.VOLUNTEERING))

    assert shares_of(*lines).total_cents == 100


def test_no_money_makes_no_share() -> None:
    shares = shares_of()

    assert shares.resources_rate == 0
    assert (shares.min_rate, shares.min_cents, shares.is_reached) == (None, 0, None)
    assert shares_of(min_rate=Fraction(1, 100)).is_reached is None


def test_the_share_of_the_amount_asked_follows_the_lines_that_name_the_funder() -> None:
    lines = (expense("D1", 100, funder=" ANCT "), expense("D2", 300, "coordination", funder="ville"))
    world = dossier(*lines)
    asked = asked_of(world, CALL)

    assert asked is not None
    assert (asked.total_cents, asked.resources_cents) == (100, 100)
    assert asked_of(dossier(expense("D1", 100)), CALL) is None
    assert asked_of(world, Call(id="autre", title="Autre")) is None


DESTINATIONS = ("ressource:dokos", "ressource:forum", "ressource:inconnue", "lieu:baraka", "lieu:x", "coordination")
PAYEES = ("porteur", "baraka", "la-coop", "tiers:Atelier", None)


@st.composite
def expenses(draw: st.DrawFn) -> Expense:
    fields: dict[str, Any] = {
        "payee": draw(st.sampled_from(PAYEES)),
        "deliverable": draw(st.sampled_from([OPEN, "Rapport", None])),
        "nature": draw(st.sampled_from([Nature.CASH, Nature.CASH, Nature.VOLUNTEERING])),
    }
    destination = draw(st.sampled_from(DESTINATIONS))
    return expense(f"D{draw(st.integers(0, 99))}", draw(st.integers(0, 10**7)), destination, **fields)


LINES = st.lists(expenses(), max_size=8)


@given(LINES)
def test_the_three_shares_sum_to_the_total_and_none_is_negative(lines: list[Expense]) -> None:
    shares = shares_of(*lines)
    parts = (shares.resources_cents, shares.places_cents, shares.coordination_cents)
    hands = (shares.to_stewards_cents, shares.to_members_cents, shares.to_others_cents)

    assert sum(parts) == shares.total_cents == sum(line.cents for line in lines if line.is_cash)
    assert sum(hands) == shares.resources_cents
    assert min(*parts, *hands, shares.reached_cents) >= 0
    assert shares.reached_cents <= shares.resources_cents


@given(LINES, LINES)
def test_shares_add_up_over_lines(first: list[Expense], second: list[Expense]) -> None:
    assert shares_of(*first) + shares_of(*second) == shares_of(*first, *second)


@given(expenses(), st.sampled_from(DESTINATIONS))
def test_a_new_label_alone_never_sends_money_to_resources(line: Expense, destination: str) -> None:
    relabelled = expense(line.id, line.cents, destination, payee=line.payee, deliverable=line.deliverable)
    (share,) = shares_of(relabelled).lines

    is_justified = (
        str(line.payee) == "porteur"
        or (str(line.payee) == "la-coop" and destination == "ressource:forum")
        or (isinstance(line.deliverable, Deliverable) and line.deliverable.is_shared)
    )
    assert is_justified or share.kind is not DestinationKind.RESOURCE
