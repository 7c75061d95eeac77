"""What is seen across answers only."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from amikit.audit.crossing import Chance, Crossing, cross
from amikit.audit.facts import Choice, Facts, Paid, Step, Work
from amikit.model.values import Period
from amikit.verify.worker import load_reader_catalog
from tests.audit.making import facts, overview, summary, use

PERSON = "0123456789abcdef"


def crossing(*said: Facts) -> Crossing:
    catalog = load_reader_catalog([])
    files = [summary(f"{number}.json", one) for number, one in enumerate(said)]
    return cross(overview(*files, catalog=catalog), catalog)


def work(paid: int, unpaid: int = 0, year: int | None = 2027, person: str = PERSON) -> Work:
    return Work(person, year, Fraction(paid), Fraction(unpaid))


def test_a_person_over_a_full_time_in_two_answers_though_in_none_alone() -> None:
    (found,) = crossing(facts("Un", works=(work(900),)), facts("Deux", works=(work(708),))).people

    assert (found.digest, found.year, found.paid_hours, found.is_over, found.is_same) == (
        PERSON,
        2027,
        Fraction(1608),
        True,
        False,
    )
    assert [answer.number for answer in found.answers] == [1, 2]


def test_a_full_time_to_the_hour_is_not_over() -> None:
    (found,) = crossing(facts("Un", works=(work(900),)), facts("Deux", works=(work(707),))).people

    assert not found.is_over


def test_years_do_not_add_up() -> None:
    (found,) = crossing(facts("Un", works=(work(1500),)), facts("Deux", works=(work(1500, year=2028),))).people

    assert (found.year, found.paid_hours, found.limit_hours, found.is_over) == (
        None,
        Fraction(3000),
        Fraction(3214),
        False,
    )


def test_a_year_that_one_answer_alone_gives_is_not_shown() -> None:
    one = facts("Un", works=(work(100), work(200, year=2028)))

    (found,) = crossing(one, facts("Deux", works=(work(100, year=2028),))).people

    assert (found.year, found.paid_hours) == (2028, Fraction(300))


def test_hours_without_a_year_may_be_spread_over_every_year_of_the_projects() -> None:
    one = crossing(facts("Un", works=(work(2000, year=None),)), facts("Deux", works=(work(1214, year=None),))).people
    more = crossing(facts("Un", works=(work(2000, year=None),)), facts("Deux", works=(work(1215, year=None),))).people

    assert [found.is_over for found in (*one, *more)] == [False, True]


def test_volunteering_is_nobodys_full_time() -> None:
    (found,) = crossing(facts("Un", works=(work(0, 1500),)), facts("Deux", works=(work(0, 1400),))).people

    assert (found.is_over, found.unpaid_hours) == (False, Fraction(2900))


def test_the_very_same_hours_in_two_answers_are_said() -> None:
    (paid,) = crossing(facts("Un", works=(work(40),)), facts("Deux", works=(work(40),))).people
    (unpaid,) = crossing(facts("Un", works=(work(1, 12),)), facts("Deux", works=(work(2, 12),))).people

    assert (paid.is_same, unpaid.is_same) == (True, True)


def test_the_same_hours_in_two_years_of_one_answer_are_not_the_same_hours() -> None:
    one = facts("Un", works=(work(40), work(40, year=2028), work(5, year=None)))

    (found,) = crossing(one, facts("Deux", works=(work(6, year=None),))).people

    assert (found.year, found.is_same, found.paid_hours) == (None, False, Fraction(91))


def test_the_digests_of_two_calls_are_two_people() -> None:
    found = crossing(facts("Un", works=(work(900),)), facts("Deux", works=(work(900),), call_id="autre"))

    assert found.people == ()


def test_a_person_of_two_consortia_is_said_even_without_hours() -> None:
    (found,) = crossing(facts("Un", people=(PERSON,)), facts("Deux", people=(PERSON,))).people

    assert (found.year, found.paid_hours, len(found.answers)) == (None, Fraction(0), 2)


def test_somebody_in_one_answer_alone_is_nobodys_business() -> None:
    assert crossing(facts("Un", works=(work(1500),), people=(PERSON,)), facts("Deux")).people == ()


def test_a_third_party_paid_in_several_answers() -> None:
    found = crossing(
        facts("Un", paid=(Paid(PERSON, 10_00), Paid("f" * 16, 1_00))), facts("Deux", paid=(Paid(PERSON, 5_00),))
    ).payees

    assert [(one.digest, one.cents, len(one.answers)) for one in found] == [(PERSON, 15_00, 2)]


def test_one_need_met_by_different_resources() -> None:
    found = crossing(
        facts("Un", [use("dokos", usages=())], needs=("adhesions",)),
        facts("Deux", [use("tibillet", usages=())], needs=("adhesions",)),
        facts("Trois", [use("dokos", usages=())]),
    ).poolings

    (need,) = [one for one in found if one.kind is Chance.NEED]
    assert need.subject == "adhesions"
    assert [(it.resource and it.resource.id, len(it.answers)) for it in need.options] == [("dokos", 1), ("tibillet", 1)]


def test_one_need_met_by_the_same_resource_everywhere_is_pooled_already() -> None:
    said = [facts(name, [use("dokos", usages=())], needs=("adhesions",)) for name in ("Un", "Deux")]

    assert crossing(*said).poolings == ()


def test_one_answer_that_uses_two_resources_for_a_need_has_nobody_to_talk_to() -> None:
    alone = facts("Un", [use("dokos", usages=()), use("tibillet", usages=())], needs=("adhesions",))

    assert crossing(alone, facts("Deux")).poolings == ()


def test_a_piece_that_some_reuse_and_others_make_again() -> None:
    found = crossing(
        facts("Un", choices=(Choice("outils", ""),)), facts("Deux", choices=(Choice("outils", "dokos"),))
    ).poolings

    assert [(one.kind, one.subject) for one in found] == [(Chance.CHOICE, "outils")]
    assert [it.resource and it.resource.id for it in found[0].options] == ["dokos", None]


def test_one_next_step_funded_twice_with_its_cost() -> None:
    found = crossing(
        facts("Un", steps=(Step("movilab", "tutoriels", 2_000_00),)),
        facts("Deux", steps=(Step("movilab", "tutoriels", 1_500_00),)),
    ).poolings

    assert [(one.kind, one.subject, one.cents, one.cost_cents) for one in found] == [
        (Chance.STEP, "movilab/tutoriels", 3_500_00, 2_000_00)
    ]


def test_a_step_of_namesakes_that_two_consortia_know_alone_is_not_one_step() -> None:
    said = [
        facts(name, [use("carnet", name=f"Carnet {name}", is_own=True)], steps=(Step("carnet", "index", 1_00),))
        for name in ("Un", "Deux")
    ]

    assert crossing(*said).poolings == ()


def test_one_resource_deployed_by_several() -> None:
    said = [facts(name, [use("dokos", usages=("deploiement",))]) for name in ("Un", "Deux")]

    found = crossing(*said, facts("Trois", [use("dokos")])).poolings

    assert [(one.kind, one.subject, len(one.answers), one.cents) for one in found] == [
        (Chance.DEPLOYMENT, "dokos", 2, 200_00)
    ]


def test_a_chance_to_pool_says_when_the_projects_share_no_day() -> None:
    before = Period(start_on=date(2021, 1, 1), end_on=date(2026, 12, 31))
    one = facts("Un", [use("dokos", usages=("deploiement",))], period=before)
    said = [facts(name, [use("dokos", usages=("deploiement",))]) for name in ("Deux", "Trois")]

    assert [found.is_apart for found in crossing(one, *said).poolings] == [True]
    assert [found.is_apart for found in crossing(*said).poolings] == [False]


def test_a_period_that_is_not_known_is_apart_from_none() -> None:
    said = [facts(name, [use("dokos", usages=("deploiement",))], period=Period()) for name in ("Un", "Deux")]

    assert [found.is_apart for found in crossing(*said).poolings] == [False]
