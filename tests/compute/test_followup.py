"""Laws of the follow-up: nothing negative, nothing lost, whatever was declared."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from amikit.compute.followup import FollowUp, compute_followup
from amikit.compute.full_time import FULL_TIME_HOURS, declared_overloads, planned_overloads
from amikit.compute.progress import Measure, Progress
from amikit.compute.proposal import compute_proposal
from amikit.model.budget import Expense, Nature
from amikit.model.consortium import Person
from amikit.model.contributions import Contribution, ContributionKind
from tests.compute.build import CALL, dossier, expense, income
from tests.compute.worlds import KNOWN, budgets

QUICK = settings(max_examples=60, deadline=None)
DAY = date(2022, 6, 1)
PEOPLE = (Person(id="ana", name="Ana", member_id="baraka"), Person(id="bob", name="Bob", member_id="la-coop"))

deeds = st.lists(
    st.builds(
        lambda line, kind, who, hours, cents: contribution(
            line, kind=kind, person_id=who, hours=hours, amount_cents=cents
        ),
        st.sampled_from(["D0", "D1", "D2", ""]),
        st.sampled_from(ContributionKind),
        st.sampled_from(["ana", "bob"]),
        st.one_of(st.none(), st.integers(0, 2_000).map(lambda quarters: Fraction(quarters, 4))),
        st.one_of(st.none(), st.integers(0, 10**6)),
    ),
    max_size=6,
)


def contribution(line_id: str = "D1", **fields: Any) -> Contribution:
    given = {"on": date(2022, 3, 12), "resource_id": "" if line_id else "dokos"} | fields
    return Contribution(line_id=line_id, **given)


def follow(*lines: Any, done: tuple[Contribution, ...] = (), on: date = DAY, **given: Any) -> FollowUp:
    world = dossier(*lines, **{"people": PEOPLE} | given)
    return compute_followup(compute_proposal(world, KNOWN, CALL), done, on)


def measures(made: FollowUp) -> list[Measure]:
    groups = (*made.expenses, *made.incomes, *made.by_resource, *made.by_payee, *made.by_person)
    return [measure for one in groups for measure in (one.cents, one.hours, one.unpaid_hours)]


@QUICK
@given(budgets, deeds)
def test_nothing_is_negative_and_what_is_done_and_left_make_the_plan_or_exceed_it(
    lines: tuple[Expense, ...], done: list[Contribution]
) -> None:
    for one in measures(follow(*lines, done=_matching(lines, done))):
        assert min(one.forecast, one.done, one.left, one.over) >= 0
        assert one.done + one.left == one.forecast + one.over
        assert one.rate is None or one.rate >= 0


@QUICK
@given(budgets, deeds)
def test_resources_payees_and_lines_add_up_to_the_same(lines: tuple[Expense, ...], done: list[Contribution]) -> None:
    matching = _matching(lines, done)
    made = follow(*lines, done=matching)

    of_lines = sum((one.cents for one in made.expenses if one.nature is Nature.CASH), Measure())
    of_payees = sum((one.cents for one in made.by_payee), Measure())
    assert made.total == of_lines == of_payees
    assert made.total.forecast == sum(line.cents for line in lines if line.is_cash)
    declared = sum(one.amount_cents or 0 for one in matching if one.kind is ContributionKind.CASH)
    assert made.total.done >= declared, "no euro declared is lost"


@QUICK
@given(budgets, deeds)
def test_what_is_left_is_what_is_left_of_each_line_and_nothing_offsets_anything(
    lines: tuple[Expense, ...], done: list[Contribution]
) -> None:
    made = follow(*lines, done=_matching(lines, done))
    cash = [one for one in made.expenses if one.nature is Nature.CASH]
    unpaid = [one for one in made.expenses if one.nature is Nature.VOLUNTEERING]

    assert not [one for one in made.expenses if one.cents.left and one.cents.over]
    assert made.total.left == sum(one.cents.left for one in cash)
    assert sum(one.cents.left for one in made.by_payee) == made.total.left
    assert sum(one.unpaid_hours.left for one in made.by_resource) == sum(one.unpaid_hours.left for one in unpaid)
    for group in (made.by_resource, made.by_payee):
        for one in group:
            of_lines = [line.cents for line in cash if line.id and line.id in one.line_ids]
            assert one.cents.left == sum(measure.left for measure in of_lines)
            assert one.cents.over >= sum(measure.over for measure in of_lines)


def test_more_done_on_one_line_leaves_what_another_lacks() -> None:
    lines = (expense("D1", 100_000), expense("D2", 50_000))

    made = follow(*lines, done=(contribution("D1", amount_cents=130_000), contribution("D2", amount_cents=40_000)))

    [dokos] = made.by_resource
    assert (dokos.cents.left, dokos.cents.over, dokos.progress) == (10_000, 30_000, Progress.UNDER_WAY)
    assert (made.total.left, made.total.over) == (10_000, 30_000)


@QUICK
@given(budgets)
def test_before_anything_is_done_nothing_is_kept(lines: tuple[Expense, ...]) -> None:
    made = follow(*lines)

    assert made.is_empty
    assert {one.progress for one in made.expenses} <= {Progress.NOT_STARTED}


def _matching(lines: tuple[Expense, ...], done: list[Contribution]) -> tuple[Contribution, ...]:
    """Those that the loader would let through: on a line that is there, of the same nature."""
    by_id = {line.id: line for line in lines}
    return tuple(
        one
        for one in done
        if not one.line_id or (one.line_id in by_id and by_id[one.line_id].nature is one.kind.nature)
    )


def test_each_state_has_its_word() -> None:
    states = [Measure(100, 100), Measure(100, 60), Measure(100, 0), Measure(100, 101), Measure(0, 5), Measure()]

    assert [one.progress.value for one in states] == [
        "tenu", "en-cours", "pas-commence", "depasse", "non-prevu", "pas-commence",
    ]  # fmt: skip


def test_hours_are_paid_at_the_rate_of_the_line() -> None:
    line = expense("D1", 100_000, hours=Fraction(25), rate_cents=4_000, payee="baraka", person_id="ana")

    made = follow(line, done=(contribution(hours=Fraction(6), person_id="ana"),))

    [tracked] = made.expenses
    assert (tracked.cents, tracked.hours) == (Measure(100_000, 24_000), Measure(Fraction(25), Fraction(6)))
    assert [(one.id, one.cents) for one in made.by_payee] == [("membre:baraka", Measure(100_000, 24_000))]
    assert [(one.id, one.hours) for one in made.by_person] == [("ana", Measure(Fraction(25), Fraction(6)))]


def test_volunteering_never_mixes_with_money() -> None:
    lines = (
        expense("D1", 100_000),
        expense("D2", 16_000, nature=Nature.VOLUNTEERING, hours=Fraction(10), rate_cents=1_600, payee=None),
    )

    made = follow(*lines, done=(contribution("D2", kind="benevolat", hours=Fraction(4), person_id="ana"),))

    [dokos] = made.by_resource
    assert (dokos.cents, dokos.hours, dokos.unpaid_hours) == (
        Measure(100_000, 0), Measure(), Measure(Fraction(10), Fraction(4)),
    )  # fmt: skip
    assert made.expenses[1].progress is Progress.UNDER_WAY


def test_what_no_line_plans_is_shown_apart_and_goes_to_the_member_of_the_person() -> None:
    made = follow(expense("D1", 100_000), done=(contribution("", amount_cents=5_000, person_id="bob"),))

    assert [(one.id, one.progress) for one in made.expenses] == [
        ("D1", Progress.NOT_STARTED), ("", Progress.UNPLANNED),
    ]  # fmt: skip
    assert [one.id for one in made.gaps] == [""]
    assert ("membre:la-coop", Measure(0, 5_000)) in [(one.id, one.cents) for one in made.by_payee]


def test_a_delay_is_a_gap_only_once_its_year_or_the_project_is_over() -> None:
    lines = (expense("D1", 100, year=2021), expense("D2", 100, year=2023), expense("D3", 100))

    assert [one.id for one in follow(*lines).gaps] == ["D1"]
    assert [one.id for one in follow(*lines, on=date(2024, 1, 1)).gaps] == ["D1", "D2", "D3"]


def test_money_received_is_set_against_its_income() -> None:
    made = follow(expense("D1", 100), income("R1", 100_000), done=(contribution("R1", amount_cents=70_000),))

    assert made.received == Measure(100_000, 70_000)
    assert made.total == Measure(100, 0)


def test_an_act_is_listed_and_worth_nothing() -> None:
    act = contribution("", kind="geste", evidence="https://exemple.fr")

    made = follow(expense("D1", 100), done=(act,))

    assert made.acts == (act,)
    assert made.total == Measure(100, 0)


def test_nobody_is_above_a_full_time_in_the_plan() -> None:
    def lines(hours: Fraction, year: int | None) -> tuple[Expense, ...]:
        return tuple(
            expense(f"D{place}", 1, hours=hours / 2, year=year, person_id="ana", payee="baraka") for place in (1, 2)
        )

    assert planned_overloads(dossier(*lines(FULL_TIME_HOURS, 2022))) == ()
    assert [
        (one.person_id, one.year, one.hours) for one in planned_overloads(dossier(*lines(FULL_TIME_HOURS + 1, 2022)))
    ] == [("ana", 2022, FULL_TIME_HOURS + 1)]
    assert planned_overloads(dossier(*lines(3 * FULL_TIME_HOURS, None))) == (), "spread over three years"
    assert len(planned_overloads(dossier(*lines(3 * FULL_TIME_HOURS + 1, None)))) == 1


@QUICK
@given(deeds)
def test_nobody_is_above_a_full_time_in_what_was_done(done: list[Contribution]) -> None:
    sums: dict[str, Fraction] = {}
    for one in done:
        if one.kind is ContributionKind.CASH:
            sums[one.person_id] = sums.get(one.person_id, Fraction(0)) + (one.hours or 0)

    found = {one.person_id: one.hours for one in declared_overloads(done)}

    assert found == {who: hours for who, hours in sums.items() if hours > FULL_TIME_HOURS}
