"""The definitions of the shares, of the budget views and of passing money on, row by row with their numbers."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from amikit.compute.budget import BudgetViews
from amikit.compute.passing_on import passes_money_on
from amikit.compute.proposal import Proposal, compute_proposal
from amikit.compute.shares import Shares, compute_shares
from amikit.model.accounts import AccountPlan
from amikit.model.budget import Expense, Income, Nature
from amikit.model.call import Call
from amikit.model.consortium import Consortium
from amikit.model.dossier import Axis
from tests.compute.build import CALL, catalog, dossier, expense, income, member_resource, resource
from tests.compute.registers import plain

CATALOG = catalog(resource("dokos"), member_resource("forum"), resource("maison"), own=frozenset({"maison"}))
OPEN = "Documentation | CC-BY-SA-4.0 | Movilab"


def proposal_of(*lines: Expense | Income, call: Call = CALL, **settings: Any) -> Proposal:
    return compute_proposal(dossier(*lines, **settings), CATALOG, call)


def shares_of(*lines: Expense, call: Call = CALL, **settings: Any) -> Shares:
    return compute_shares(lines, dossier(*lines, **settings), CATALOG, call)


def views_of(*lines: Expense | Income, **settings: Any) -> BudgetViews:
    return proposal_of(*lines, axes=(Axis(id="gestion"),), **settings).views


# Shares


@pytest.mark.parametrize(
    ("line", "counts_to", "words"),
    [
        pytest.param({}, "ressource:dokos", "paie le porteur de la ressource Dokos", id="the steward is paid"),
        pytest.param(
            {"destination": "ressource:forum", "payee": "la-coop"}, "ressource:forum",
            "paie le porteur de la ressource Forum", id="a member is the steward",
        ),
        pytest.param(
            {"payee": "tiers:Atelier", "deliverable": OPEN}, "ressource:dokos",
            "laisse à tout le monde « Documentation » (CC-BY-SA-4.0, Movilab)", id="a deliverable is named",
        ),
        pytest.param(
            {"payee": "baraka"}, "lieu:baraka",
            "destinée à Dokos, mais ne paie pas son porteur et ne nomme pas de livrable ouvert et publié"
            " : paie Baraka, un lieu", id="otherwise to the place of its beneficiary",
        ),
        pytest.param(
            {"payee": "la-coop"}, "coordination",
            "destinée à Dokos, mais ne paie pas son porteur et ne nomme pas de livrable ouvert et publié"
            " : compte pour la coordination", id="or to coordination",
        ),
        pytest.param(
            {"destination": "coordination", "payee": "baraka"}, "lieu:baraka", "paie Baraka, un lieu",
            id="coordination paid to a place",
        ),
    ],
)  # fmt: skip
def test_a_cash_line_counts_by_who_is_paid_or_what_it_leaves(line: dict[str, Any], counts_to: str, words: str) -> None:
    (share,) = shares_of(expense("D1", 100, **line)).lines

    assert ":".join(filter(None, (share.kind.value, share.target_id))) == counts_to
    assert plain(share.reason.say("fr")) == words


@pytest.mark.parametrize(
    ("deliverable", "counts"),
    [
        pytest.param(OPEN, True, id="what, open licence, where published"),
        pytest.param("Documentation | CC-BY-SA-4.0", False, id="without where"),
        pytest.param("Documentation | | Movilab", False, id="without a licence"),
        pytest.param(" | CC-BY-SA-4.0 | Movilab", False, id="without what"),
        pytest.param("Documentation | CC-BY-NC-4.0 | Movilab", False, id="not for business: not open"),
        pytest.param("Documentation | CC-BY-ND-4.0 | Movilab", False, id="not to change: not open"),
        pytest.param("Documentation | libre | Movilab", False, id="a licence that nobody knows"),
        pytest.param(
            "Documentation | CC-BY-4.0 AND CC-BY-NC-4.0 | Movilab", False, id="open AND not open: not open",
        ),
        pytest.param("Documentation | CC-BY-4.0 OR CC-BY-NC-4.0 | Movilab", True, id="open OR not open: open"),
    ],
)  # fmt: skip
def test_a_deliverable_says_what_under_which_open_licence_and_where(deliverable: str, counts: bool) -> None:
    shares = shares_of(expense("D1", 100, payee="tiers:Atelier", deliverable=deliverable))

    assert shares.resources_cents == (100 if counts else 0)


FIVE = (
    expense("D1", 40_000),
    expense("D2", 20_000, "ressource:forum", payee="la-coop"),
    expense("D3", 10_000, "ressource:maison", payee="tiers:Atelier", deliverable=OPEN),
    expense("D4", 10_000, "ressource:dokos", payee="baraka", deliverable=OPEN),
    expense("D5", 20_000, "coordination", payee="la-coop"),
)


def test_the_number_is_printed_with_its_sub_lines() -> None:
    shares = shares_of(*FIVE)

    assert (shares.resources_cents, shares.resources_rate) == (80_000, Fraction(80, 100))
    assert (shares.to_stewards_cents, shares.to_others_cents, shares.to_members_cents) == (60_000, 10_000, 10_000)
    assert (shares.member_stewarded_cents, shares.own_resources_cents) == (20_000, 10_000)
    assert plain(shares.reason.say("fr")) == "800,00 € sur 1 000,00 € = 80 %"


@pytest.mark.parametrize(
    ("min_rate", "call_says", "reached_cents", "is_reached"),
    [
        pytest.param(Fraction(50, 100), False, 50_000, True, id="holds without the consortium's own"),
        pytest.param(Fraction(51, 100), False, 50_000, False, id="would hold only with them"),
        pytest.param(Fraction(80, 100), True, 80_000, True, id="the call counts them"),
        pytest.param(Fraction(81, 100), True, 80_000, False, id="the call counts them, and it is not enough"),
    ],
)
def test_the_floor_holds_without_the_consortiums_own_resources_unless_the_call_says_otherwise(
    min_rate: Fraction, call_says: bool, reached_cents: int, is_reached: bool
) -> None:
    call = CALL.model_copy(update={"counts_own_resources": call_says})
    shares = shares_of(*FIVE, call=call, commons_min_rate=min_rate)

    assert (shares.reached_cents, shares.is_reached) == (reached_cents, is_reached)


@pytest.mark.parametrize("account", [str(code) for code in range(60, 70)])
@pytest.mark.parametrize("funder", ["anct", "ville", ""])
def test_the_denominator_is_all_cash_charges_whoever_funds_them(account: str, funder: str) -> None:
    lines = (
        expense("D1", 100, funder="anct"),
        expense("D2", 300, "coordination", payee="la-coop", account=account, funder=funder),
        expense("D3", 900, "coordination", account="864", nature=Nature.VOLUNTEERING),
    )

    assert (shares_of(*lines).total_cents, shares_of(*lines).resources_rate) == (400, Fraction(1, 4))


def test_the_share_of_what_the_calls_funder_pays_is_computed_too() -> None:
    lines = (
        expense("D1", 300, funder="anct"),
        expense("D2", 700, "coordination", payee="la-coop", funder="anct"),
        expense("D3", 1_000, "coordination", payee="la-coop", funder="ville"),
    )
    asked = proposal_of(*lines, income("R1", 1_000), income("R2", 1_000, funder="ville")).asked_shares

    assert asked is not None
    assert (asked.total_cents, asked.resources_rate) == (1_000, Fraction(30, 100))


def test_the_share_of_the_amount_asked_is_a_share_of_all_that_is_asked() -> None:
    lines = (expense("D1", 100, funder="anct"), expense("D2", 900, "coordination", payee="la-coop", funder=""))
    proposal = proposal_of(*lines, income("R1", 1_000))

    assert proposal.views.asked_cents == 1_000
    assert proposal.asked_shares is not None
    assert proposal.asked_shares.resources_rate == Fraction(10, 100)


# Passing money on


@pytest.mark.parametrize(
    ("fields", "is_passed_on"),
    [
        ({"account": "6571"}, True),
        ({"account": "6 571"}, True),
        ({"account": "6571", "payee": "la-coop"}, True),
        ({"account": "6571", "nature": Nature.GIFT}, False),
        ({"account": "6156"}, False),
        ({"account": "604", "payee": "baraka"}, False),
        ({"account": "641", "payee": "baraka"}, True),
        ({"account": "641", "payee": "la-coop"}, False),
        ({"account": "641", "payee": "porteur"}, True),
        ({"account": "641", "payee": "tiers:Atelier"}, False),
        ({"account": "", "payee": "baraka"}, False),
    ],
)
def test_money_is_passed_on_by_aid_or_to_others_without_an_invoice(fields: dict[str, Any], is_passed_on: bool) -> None:
    lead = Consortium(lead_id="la-coop")

    assert passes_money_on(expense("D1", 100, **fields), dossier(consortium=lead)) is is_passed_on


# Budget views


def test_the_views_are_by_resource_axis_year_payee_funder_and_account() -> None:
    views = views_of(
        expense("D1", 70_000, year=2021, axis_id="gestion"),
        expense("D2", 30_000, "lieu:baraka", payee="baraka", year=2022, account="641"),
        income("R1", 100_000, year=2021),
    )

    assert [(line.id, line.cents) for line in views.by_resource] == [
        ("ressource:dokos", 70_000),
        ("lieu:baraka", 30_000),
    ]
    assert [(line.id, line.cents) for line in views.by_axis] == [("gestion", 70_000), ("", 30_000)]
    assert [(line.id, line.cents) for line in views.by_year] == [("2021", 70_000), ("2022", 30_000), ("2023", 0)]
    assert [(line.label["fr"], line.cents) for line in views.by_payee] == [
        ("Baraka", 30_000),
        ("Les porteurs (porteur, Dokos)", 70_000),
    ]
    assert [(line.label["fr"], line.cents) for line in views.by_funder] == [("Agence nationale", 100_000)]
    assert [(line.id, line.cents) for line in views.by_account] == [("641", 30_000), ("6571", 70_000)]


@pytest.mark.parametrize(("charges", "incomes", "gap"), [(100, 100, 0), (100, 99, -1), (99, 100, 1)])
def test_charges_are_compared_to_incomes_and_86_to_87_apart(charges: int, incomes: int, gap: int) -> None:
    views = views_of(
        expense("D1", charges),
        expense("D2", 7_000, nature=Nature.VOLUNTEERING, account="864"),
        income("R1", incomes),
        income("R2", 7_000, nature=Nature.VOLUNTEERING, account="875"),
    )

    assert views.balance_cents == gap
    assert (views.in_kind_charges_cents, views.in_kind_incomes_cents) == (7_000, 7_000)


@pytest.mark.parametrize(
    ("volunteering", "rate"),
    [
        pytest.param(0, Fraction(80, 100), id="cash alone"),
        pytest.param(60_000, Fraction(80, 120), id="volunteering is in the base"),
    ],
)
def test_the_public_rate_counts_volunteering_in_its_base(volunteering: int, rate: Fraction) -> None:
    views = views_of(
        expense("D1", 300_000),
        expense("D2", volunteering, nature=Nature.VOLUNTEERING, account="864"),
        income("R1", 240_000, account="74"),
        income("R2", 60_000, account="756", funder="adhesions"),
    )

    assert views.public_rate == rate


def test_a_form_without_cents_balances_wherever_the_cents_did() -> None:
    views = views_of(
        expense("D1", 100_050, account="604"),
        expense("D2", 50_025, account="615"),
        expense("D3", 50_025, account="622"),
        income("R1", 200_100, account="74"),
    )

    assert [(line.id, line.euros) for line in views.by_account] == [("604", 1_001), ("615", 500), ("622", 500)]
    assert sum(line.euros for line in views.by_account) == sum(line.euros for line in views.incomes_by_account)


@pytest.mark.parametrize(
    ("plan", "accounts"),
    [(AccountPlan.IN_FORCE, {"870": "Dons en nature", "875": "Bénévolat"}),
     (AccountPlan.PORTAL, {"870": "Bénévolat", "875": "Dons en nature"})],
)  # fmt: skip
def test_gifts_and_volunteering_have_the_code_of_the_plan(plan: AccountPlan, accounts: dict[str, str]) -> None:
    views = views_of(
        income("R1", 300, nature=Nature.VOLUNTEERING, account=""),
        income("R2", 200, nature=Nature.GIFT, account=""),
        account_plan=plan,
    )

    assert {line.id: line.label["fr"] for line in views.in_kind_incomes} == accounts


def test_work_left_open_services_bought_and_aid_passed_on_are_kept_apart() -> None:
    views = views_of(
        expense("D1", 100, account="604", payee="porteur"),
        expense("D2", 200, account="622", payee="tiers:Atelier", deliverable=OPEN),
        expense("D3", 300, account="6571", payee="porteur"),
        expense("D4", 400, account="641", payee="tiers:Atelier"),
        expense("D5", 900, "coordination", account="604"),
    )

    assert [(line.id, line.cents) for line in views.by_way] == [
        ("contribution", 200), ("achat", 100), ("reversement", 300), ("autre", 400),
    ]  # fmt: skip


def test_indirect_costs_are_compared_to_the_other_charges() -> None:
    views = views_of(expense("D1", 10_000, account="604"), expense("D2", 1_000, "coordination", account=" Indirectes"))

    assert (views.indirect_cents, views.indirect_rate) == (1_000, Fraction(10, 100))
    assert [line.label["fr"] for line in views.by_account][1] == "Charges indirectes affectées à l'action"
