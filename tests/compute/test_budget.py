from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amikit.compute.budget import BudgetViews, compute_views
from amikit.compute.shares import compute_shares
from amikit.model.accounts import account_label, in_kind_account, plain_code
from amikit.model.budget import Expense, Funding, Income, Nature
from amikit.model.call import Call
from amikit.model.dossier import Axis
from amikit.model.values import Period
from tests.compute.build import CALL, catalog, dossier, expense, income, member_resource, resource

CATALOG = catalog(resource("dokos"), resource("movilab", name="Movilab", steward=None), member_resource("forum"))


def views_of(*lines: Expense | Income, call: Call = CALL, **settings: Any) -> BudgetViews:
    world = dossier(*lines, **settings)
    shares = compute_shares(world.budget.expenses, world, CATALOG, call)
    return compute_views(world, CATALOG, call, shares)


def test_destinations_are_listed_resources_first_by_amount() -> None:
    views = views_of(
        expense("D1", 50, "coordination", payee=None),
        expense("D2", 900, "lieu:baraka", payee=None),
        expense("D3", 10, "ressource:dokos"),
        expense("D4", 30, "ressource:dokos/etape", payee="baraka"),
        expense("D5", 100, "ressource:movilab"),
        expense("D6", 10, "ressource:inconnue"),
    )

    assert [(line.id, line.label["fr"], line.cents, line.counted_cents) for line in views.by_resource] == [
        ("ressource:movilab", "Movilab", 100, 0),
        ("ressource:dokos", "Dokos", 40, 10),
        ("ressource:inconnue", "inconnue", 10, 0),
        ("lieu:baraka", "Baraka", 900, 0),
        ("coordination", "Coordination", 50, 0),
    ]
    assert views.by_resource[1].line_ids == ("D3", "D4")
    assert views.by_resource[3].rate == Fraction(900, 1100)


def test_axes_follow_the_dossier_and_lines_without_axis_come_last() -> None:
    axes = (Axis(id="gestion", title="Gestion"), Axis(id="partage"))
    lines = (expense("D1", 1), expense("D2", 20, axis_id="gestion"), expense("D3", 300, axis_id="autre"))

    assert [(line.label["en"], line.cents) for line in views_of(*lines, axes=axes).by_axis] == [
        ("Gestion", 20),
        ("partage", 0),
        ("autre", 300),
        ("No axis", 1),
    ]


def test_years_are_those_of_the_project_and_of_the_lines() -> None:
    lines = (
        expense("D1", 100, year=2022),
        expense("D2", 7),
        income("R1", 90, year=2021),
        income("R2", 50, year=2021, funder="ville"),
    )
    views = views_of(*lines, period=Period(start_on=date(2021, 9, 1), end_on=date(2022, 8, 31)))

    assert [(line.year, line.label["fr"], line.cents, line.asked_cents) for line in views.by_year] == [
        (2021, "2021", 0, 90),
        (2022, "2022", 100, 0),
        (None, "Sans année", 7, 0),
    ]
    assert (views.years_count, views.months_count) == (1, 12)


def test_accounts_are_listed_as_written_with_the_closest_known_name() -> None:
    lines = (expense("D1", 1, account="6 156"), expense("D2", 2, account="61351"), expense("D3", 3, account=""))

    assert [(line.id, line.label["fr"], line.cents) for line in views_of(*lines).by_account] == [
        ("61351", "Locations", 2),
        ("6156", "Maintenance", 1),
        ("", "Sans compte", 3),
    ]


def test_an_account_nobody_knows_has_no_name() -> None:
    assert (account_label("99"), account_label(""), account_label("6")) == (None, None, None)
    assert plain_code(" 65 71\u00a0") == "6571"


def test_payees_are_members_then_stewards_then_third_parties() -> None:
    views = views_of(
        expense("D1", 100, payee="tiers:Atelier"),
        expense("D2", 200),
        expense("D3", 300, "ressource:forum", payee="porteur"),
        expense("D4", 50, "coordination", payee="la-coop", hours=Fraction(2), rate_cents=25),
        expense("D5", 5, payee=None),
        expense("D6", 6, "ressource:movilab"),
        expense("D7", 7, "coordination"),
        expense("D8", 999, nature=Nature.VOLUNTEERING, payee="la-coop", hours=Fraction(9)),
    )

    assert [(line.label["fr"], line.cents, int(line.hours)) for line in views.by_payee] == [
        ("La Coop", 350, 2),
        ("Les porteurs (porteur, Dokos)", 200, 0),
        ("Porteur d'une ressource", 7, 0),
        ("Porteur (Movilab)", 6, 0),
        ("Atelier", 100, 0),
        ("Bénéficiaire non précisé", 5, 0),
    ]


def test_funders_are_listed_with_how_sure_they_are() -> None:
    lines = (
        income("R1", 600),
        income("R2", 100, funder="ville", status=Funding.ACQUIRED),
        income("R3", 100),
        income("R4", 200, funder="", status=Funding.OWN, account="756"),
        income("R5", 50, nature=Nature.VOLUNTEERING),
    )

    assert [(line.label["fr"], line.status, line.cents, line.rate) for line in views_of(*lines).by_funder] == [
        ("Agence nationale", Funding.ASKED, 700, Fraction(7, 10)),
        ("ville", Funding.ACQUIRED, 100, Fraction(1, 10)),
        ("Fonds propres", Funding.OWN, 200, Fraction(1, 5)),
    ]


def test_the_amount_asked_is_what_is_asked_of_the_calls_funder() -> None:
    lines = (income("R1", 600), income("R2", 100, funder="ville"), income("R3", 50, status=Funding.ACQUIRED))

    assert (views_of(*lines).asked_cents, views_of(*lines).asked_ids) == (600, ("R1",))
    assert views_of(*lines, call=Call(id="autre", title="Autre")).asked_cents == 700


def test_contributions_in_kind_are_beside_the_cash() -> None:
    lines = (
        expense("D1", 1_000),
        expense("D2", None, nature=Nature.VOLUNTEERING, hours=Fraction(10), rate_cents=20, account=""),
        expense("D3", 300, nature=Nature.LOAN, account="861"),
        income("R1", 1_000),
        income("R2", 200, nature=Nature.VOLUNTEERING, account=""),
        income("R3", 300, nature=Nature.LOAN, account=""),
    )
    views = views_of(*lines)

    assert (views.charges_cents, views.incomes_cents, views.balance_cents) == (1_000, 1_000, 0)
    assert (views.in_kind_charges_cents, views.in_kind_incomes_cents) == (500, 500)
    assert [(line.id, line.label["fr"], line.cents) for line in views.in_kind] == [
        ("861", "Mise à disposition gratuite de biens et services", 300),
        ("864", "Personnel bénévole", 200),
    ]
    assert [(line.id, line.cents) for line in views.in_kind_incomes] == [("871", 300), ("875", 200)]


def test_volunteering_keeps_the_rate_of_its_own_line() -> None:
    line = expense("D1", None, nature=Nature.VOLUNTEERING, hours=Fraction(10), rate_cents=30)

    assert views_of(line, volunteering_rate_cents=20).in_kind_charges_cents == 300
    assert views_of(expense("D1", None, nature=Nature.VOLUNTEERING, hours=Fraction(1))).in_kind_charges_cents == 0


@pytest.mark.parametrize("nature", [nature for nature in Nature if nature is not Nature.CASH])
def test_each_contribution_in_kind_has_an_account_on_both_sides(nature: Nature) -> None:
    for is_income in (False, True):
        code = in_kind_account(nature, is_income=is_income)
        assert code.startswith("87" if is_income else "86")
        assert account_label(code)


def test_valued_volunteering_is_in_the_base_of_the_public_rate() -> None:
    costs = expense("D1", 300_000)
    hours = expense("D2", 60_000, nature=Nature.VOLUNTEERING)
    without = views_of(costs, income("R1", 240_000))
    valued = views_of(costs, hours, income("R1", 288_000))

    assert (without.public_base_cents, without.public_rate) == (300_000, Fraction(80, 100))
    assert (valued.public_base_cents, valued.public_rate) == (360_000, Fraction(80, 100))


@pytest.mark.parametrize(
    ("fields", "call_is_public", "is_public"),
    [
        ({"account": "74"}, True, True),
        ({"account": "731"}, True, True),
        ({"account": "74", "status": Funding.ACQUIRED, "funder": "ville"}, True, True),
        ({"account": "74", "status": Funding.OWN}, True, False),
        ({"account": "754"}, True, False),
        ({"account": "755", "funder": "fondation"}, True, False),
        ({"account": "74"}, False, False),
        ({"account": "74", "funder": "ville"}, False, True),
        ({"account": ""}, True, True),
        ({"account": ""}, False, False),
        ({"account": "", "funder": "ville"}, True, False),
        ({"account": "74", "nature": Nature.LOAN}, True, False),
    ],
)
def test_public_money_is_told_by_its_account(fields: dict[str, Any], call_is_public: bool, is_public: bool) -> None:
    call = CALL.model_copy(update={"is_public": call_is_public})

    assert views_of(income("R1", 100, **fields), call=call).public_cents == (100 if is_public else 0)


def test_an_empty_budget_has_empty_views() -> None:
    views = views_of(period=Period())

    assert [*views.by_resource, *views.by_axis, *views.by_year, *views.by_account, *views.by_payee] == []
    assert (views.public_rate, views.years_count) == (Fraction(0), None)


@st.composite
def budgets(draw: st.DrawFn) -> list[Expense | Income]:
    cents, years = st.integers(0, 10**7), st.sampled_from([None, 2020, 2021, 2024])
    natures = st.sampled_from([Nature.CASH, Nature.CASH, Nature.GIFT])
    lines: list[Expense | Income] = []
    for number in range(draw(st.integers(0, 6))):
        destination = draw(st.sampled_from(["ressource:dokos", "ressource:x", "lieu:baraka", "coordination"]))
        fields: dict[str, Any] = {
            "year": draw(years),
            "nature": draw(natures),
            "axis_id": draw(st.sampled_from(["", "gestion", "x"])),
            "account": draw(st.sampled_from(["", "6571", "61 35", "9"])),
            "payee": draw(st.sampled_from(["porteur", "baraka", "inconnu", "tiers:Atelier", None])),
        }
        lines.append(expense(f"D{number}", draw(cents), destination, **fields))
    for number in range(draw(st.integers(0, 6))):
        fields = {
            "year": draw(years),
            "nature": draw(natures),
            "funder": draw(st.sampled_from(["anct", "ville", ""])),
            "status": draw(st.sampled_from(Funding)),
            "account": draw(st.sampled_from(["74", "756", ""])),
        }
        lines.append(income(f"R{number}", draw(cents), **fields))
    return lines


@given(budgets())
def test_the_lines_of_each_view_sum_to_its_total(lines: list[Expense | Income]) -> None:
    views = views_of(*lines, axes=(Axis(id="gestion"),))
    charges = (views.by_resource, views.by_axis, views.by_year, views.by_account, views.by_payee)

    assert {sum(line.cents for line in view) for view in charges} == {views.charges_cents}
    assert sum(line.asked_cents for line in views.by_year) == views.asked_cents
    assert sum(line.cents for line in views.by_funder) == views.incomes_cents
    assert sum(line.cents for line in views.incomes_by_account) == views.incomes_cents
    assert sum(line.cents for line in views.in_kind) == views.in_kind_charges_cents
    assert sum(line.cents for line in views.in_kind_incomes) == views.in_kind_incomes_cents
    for total, view in [(views.charges_cents, one) for one in charges] + [(views.incomes_cents, views.by_funder)]:
        assert sum(line.rate for line in view) == (1 if total else 0)
    assert views.public_cents <= views.incomes_cents


def test_one_funder_may_be_spelt_in_several_ways() -> None:
    call = CALL.model_copy(update={"funder": "Région Hauts-de-France"})
    views = views_of(
        expense("D1", 60, funder="region hauts de france"),
        expense("D2", 50, funder="RÉGION HAUTS-DE-FRANCE "),
        expense("D3", 9, funder="Ville"),
        expense("D4", 7, funder=""),
        expense("D5", 999, funder="ville", nature=Nature.VOLUNTEERING),
        income("R1", 100, funder="Region Hauts-de-France"),
        income("R2", 5, funder="Région Hauts de France"),
        call=call,
    )

    region, city = views.funders
    assert (region.name, region.brought_cents, region.paid_cents) == ("Region Hauts-de-France", 105, 110)
    assert (region.income and region.income.id, region.expense and region.expense.id) == ("R1", "D1")
    assert (city.name, city.brought_cents, city.paid_cents, city.income) == ("Ville", 0, 9, None)
    assert (views.asked_cents, [(line.cents, line.line_ids) for line in views.by_funder]) == (
        105,
        [(105, ("R1", "R2"))],
    )
