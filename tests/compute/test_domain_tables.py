"""The tables of definitions, row by row with their numbers: mentions, expected and committed.

The shares, the views and passing money on are in ``test_domain_money.py``.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from amikit.compute.ledger import Status, compute_ledger
from amikit.compute.mentions import find_mentions
from amikit.compute.periods import years_begun
from amikit.compute.proposal import compute_proposal
from amikit.model.agreement import AgreedFigure, Agreement, AgreementStatus
from amikit.model.budget import Funding, Nature
from amikit.model.catalog import Figure, Form, Honour, Per, Standing, Usage
from amikit.model.consortium import Member, MemberKind
from amikit.model.dossier import Commitment, LinePart
from amikit.model.values import Period
from tests.compute.build import CALL, MEMBERS, catalog, dossier, expects, expense, income, pays, resource, use
from tests.compute.registers import EUROS_1500, HOURS_10, ledger_of, plain, row_of

NEIGHBOURS = Member(id="voisines", name="Les Voisines", kind=MemberKind.COLLECTIVE)
FOUR = (*MEMBERS, NEIGHBOURS)
"""Two places, one of them informal; a cooperative; an informal collective."""


def days(start: str, end: str) -> Period:
    return Period(start_on=date.fromisoformat(start), end_on=date.fromisoformat(end))


# Mentions


@pytest.mark.parametrize(
    ("text", "named"),
    [
        pytest.param("Nous suivons DOKOS.", ["Dokos 1:14"], id="whole words, whatever the capitals"),
        pytest.param("Une\nmétamorphose à Écoutez.", ["Écoutez 2:16"], id="file, line and column"),
        pytest.param("Une ecoutez", ["Écoutez 1:5"], id="whatever the accents"),
        pytest.param("Des outils de l'Interlieux.", ["Interlieux 1:17"], id="elisions"),
        pytest.param("Les forums des tiers-lieux.", ["Forum des tiers-lieux 1:5"], id="plurals"),
        pytest.param("Le forum des tiers-lieux", ["Forum des tiers-lieux 1:4"], id="the longest name, once"),
        pytest.param("Une dokosserie.", [], id="never inside another word"),
        pytest.param("Tapez `dokos`.", [], id="never inside code"),
        pytest.param("Voir https://exemple.org/dokos.", [], id="never inside an address"),
    ],
)
def test_a_mention_is_a_name_in_the_prose_and_its_place(text: str, named: list[str]) -> None:
    known = catalog(
        resource("dokos"),
        resource("ecoutez", name="Écoutez"),
        resource("interlieux"),
        resource("forum", name="Forum des tiers-lieux", names=("Forum des",)),
    )
    mentions = find_mentions(dossier(sections={"qui": text}), known)

    assert [f"{one.name} {one.span.line}:{one.span.column}" for one in mentions] == named
    assert {(one.where, str(one.span.path)) for one in mentions} <= {("sections/qui", "sections/qui.md")}


# Years


@pytest.mark.parametrize(
    ("start", "end", "years"),
    [
        pytest.param("2021-01-01", "2022-06-30", 2, id="18 months"),
        pytest.param("2021-01-01", "2021-12-31", 1, id="12 months"),
        pytest.param("2021-09-15", "2022-09-14", 1, id="12 months across new year"),
        pytest.param("2021-09-15", "2022-09-15", 2, id="12 months and 1 day"),
        pytest.param("2021-12-31", "2021-12-31", 1, id="one day"),
        pytest.param("2021-12-31", "2022-01-01", 1, id="two days of two calendar years"),
        pytest.param("2020-01-01", "2020-12-31", 1, id="a leap year of 366 days"),
        pytest.param("2020-02-29", "2021-02-28", 1, id="12 months from 29 February"),
        pytest.param("2020-02-29", "2021-03-01", 2, id="12 months and 1 day from 29 February"),
        pytest.param("2023-03-01", "2024-02-29", 1, id="12 months to 29 February"),
        pytest.param("2020-02-29", "2024-02-29", 5, id="the fifth slice begins on 29 February"),
    ],
)
def test_years_are_the_twelve_month_slices_begun(start: str, end: str, years: int) -> None:
    row = row_of(expectation=expects(Figure(amount_cents=150_000, per=Per.YEAR)), period=days(start, end))

    assert years_begun(days(start, end)) == years
    assert row.expected_cents == 150_000 * years


# What a figure is counted by


@pytest.mark.parametrize(
    ("figure", "places", "cents", "words"),
    [
        pytest.param({}, (), 150_000, "1 500,00 € pour la réponse", id="reponse"),
        pytest.param(
            {"per": Per.MEMBER}, (), 300_000, "1 500,00 € par membre × 2 personnes morales = 3 000,00 €",
            id="membre: legal persons only",
        ),
        pytest.param(
            {"per": Per.PLACE}, (), 300_000, "1 500,00 € par lieu × 2 lieux = 3 000,00 €",
            id="lieu: informal ones too; all when none is named",
        ),
        pytest.param(
            {"per": Per.PLACE}, ("baraka", "la-coop", "voisines"), 150_000, "1 500,00 € par lieu × 1 lieu = 1 500,00 €",
            id="lieu: those of that resource, of genre tiers-lieu",
        ),
        pytest.param(
            {"per": Per.SUPPORTED_PLACE}, (), 1_050_000,
            "1 500,00 € par lieu accompagné × 7 lieux accompagnés = 10 500,00 €", id="lieu-accompagne",
        ),
        pytest.param(
            {"per": Per.YEAR}, (), 300_000, "1 500,00 € par an × 2 ans (2021-2022) = 3 000,00 €", id="an",
        ),
        pytest.param(
            {"per": Per.PLACE_YEAR}, ("baraka",), 300_000,
            "1 500,00 € par lieu et par an × 1 lieu × 2 ans (2021-2022) = 3 000,00 €", id="lieu-an",
        ),
    ],
)  # fmt: skip
def test_expected_is_the_figure_times_its_base(
    figure: dict[str, Any], places: tuple[str, ...], cents: int, words: str
) -> None:
    row = row_of(
        expectation=expects(Figure(amount_cents=150_000, **figure)),
        place_ids=places,
        members=FOUR,
        supported_places_count=7,
        period=days("2021-01-01", "2022-06-30"),
    )

    assert (row.expected_cents, plain(row.expected_reason.say("fr"))) == (cents, words)


def test_a_part_is_a_share_of_the_amount_asked_of_the_calls_funder() -> None:
    dokos = resource(expectations=(expects(Figure(share_rate=Fraction(2, 100))),))
    incomes = (
        income("R1", 7_000_000),
        income("R2", 3_000_000),
        income("R3", 500, funder="ville"),
        income("R4", 500, status=Funding.ACQUIRED),
        income("R5", 500, nature=Nature.GIFT),
    )
    (row,) = compute_proposal(dossier(*incomes, uses=(use(),)), catalog(dokos), CALL).ledger.rows

    assert row.expected_cents == 200_000
    assert plain(row.expected_reason.say("fr")) == "2 % du montant demandé (100 000,00 €) = 2 000,00 €"


# Triggers

_FIRST_THREE = [Usage.MENTION, Usage.USE, Usage.DEPLOYMENT]


@pytest.mark.parametrize(
    ("usages", "triggered"),
    [
        pytest.param((Usage.MENTION,), _FIRST_THREE[:1], id="citation"),
        pytest.param((Usage.USE,), _FIRST_THREE[:2], id="usage includes citation"),
        pytest.param((Usage.DEPLOYMENT,), _FIRST_THREE, id="deploiement includes usage"),
        pytest.param((Usage.SUPPORT,), [Usage.MENTION, Usage.USE, Usage.SUPPORT], id="accompagnement: no deploiement"),
        pytest.param((Usage.SUPPORT, Usage.DEPLOYMENT), [*_FIRST_THREE, Usage.SUPPORT], id="two usages: their union"),
    ],
)
def test_a_usage_sets_off_what_it_includes(usages: tuple[Usage, ...], triggered: list[Usage]) -> None:
    expectations = tuple(expects(Figure(amount_cents=1), id=one.value, trigger=one) for one in Usage)
    ledger = ledger_of(expectations=expectations, uses=(use(usages=usages),))

    assert [row.expectation.trigger for row in ledger.rows if row.expectation] == triggered
    assert ledger.expected_cents == len(triggered)


# Standing, agreement, validity


@pytest.mark.parametrize(
    ("standing", "expected", "proposed", "status"),
    [
        (Standing.AGREED, 150_000, None, Status.ABSENT),
        (Standing.PUBLISHED, 150_000, None, Status.ABSENT),
        pytest.param(Standing.PROPOSED, None, 150_000, Status.TO_AGREE, id="propose: a column of its own"),
        pytest.param(Standing.TO_AGREE, None, None, Status.TO_AGREE, id="a-convenir: never a figure"),
    ],
)
def test_the_standing_decides_what_a_figure_becomes(
    standing: Standing, expected: int | None, proposed: int | None, status: Status
) -> None:
    ledger = ledger_of(expectations=(expects(EUROS_1500, standing=standing),))
    (row,) = ledger.rows

    assert (row.expected_cents, row.proposed_cents, row.status) == (expected, proposed, status)
    assert (ledger.expected_cents, ledger.proposed_cents) == (expected or 0, proposed or 0)
    assert ledger.coverage_rate == (0 if expected else None)


@pytest.mark.parametrize("standing", [Standing.PUBLISHED, Standing.PROPOSED, Standing.TO_AGREE])
@pytest.mark.parametrize(
    ("answer", "is_given"),
    [
        (AgreementStatus.ACCEPTED, True),
        (AgreementStatus.RESERVED, True),
        (AgreementStatus.ASKED, False),
        (AgreementStatus.REFUSED, False),
    ],
)
def test_an_agreed_amount_becomes_the_expected_figure(
    standing: Standing, answer: AgreementStatus, is_given: bool
) -> None:
    figures = (AgreedFigure(answers_id="cofinancement", amount_cents=300_000),)
    agreement = Agreement(status=answer, on=date(2021, 1, 12), figures=figures)
    row = row_of(
        expense("D1", 300_000),
        expectation=expects(EUROS_1500, standing=standing),
        commitments=(pays("D1"),),
        agreement=agreement,
    )

    if is_given:
        assert (row.standing, row.expected_cents, row.status) == (Standing.AGREED, 300_000, Status.COVERED)
        assert (row.standing or "").startswith("convenu")
        assert plain(row.reason.say("fr")) == (
            "3 000,00 € convenus avec le porteur le 12 janvier 2021, d'après le consortium ; 3 000,00 € engagés (D1)"
        )
    else:
        assert row.standing is standing
        assert row.expected_cents == (150_000 if standing is Standing.PUBLISHED else None)


@pytest.mark.parametrize(
    ("valid", "years"),
    [
        pytest.param(Period(end_on=date(2020, 12, 31)), 0, id="over the day before"),
        pytest.param(Period(end_on=date(2021, 1, 1)), 1, id="over on the first day"),
        pytest.param(Period(start_on=date(2023, 12, 31)), 1, id="from the last day"),
        pytest.param(Period(start_on=date(2024, 1, 1)), 0, id="from the day after"),
        pytest.param(Period(), 3, id="without bounds"),
    ],
)
def test_an_expectation_outside_its_bounds_is_not_counted(valid: Period, years: int) -> None:
    once = expects(Figure(amount_cents=1_000), id="a", valid=valid)
    yearly = expects(Figure(amount_cents=100, per=Per.YEAR), id="b", valid=valid)
    ledger = ledger_of(expectations=(once, yearly))

    assert ledger.expected_cents == (1_000 + 100 * years if years else 0)
    assert {row.status for row in ledger.rows} == {Status.ABSENT if years else Status.TO_AGREE}


# Committed, line by line


@pytest.mark.parametrize(
    ("line", "part", "cents", "why"),
    [
        pytest.param({}, {}, 500_000, "5 000,00 € engagés (D3)", id="the whole line"),
        pytest.param({}, {"amount_cents": 300_000}, 300_000, "3 000,00 € engagés (D3)", id="3 000 of a line of 5 000"),
        pytest.param({}, {"amount_cents": 900_000}, 500_000, "5 000,00 € engagés (D3)", id="never more than the line"),
        pytest.param(
            {"hours": Fraction(100)}, {}, 500_000, "5 000,00 € engagés (D3)", id="a paid hour counts as cash only"
        ),
        pytest.param({"destination": "ressource:dokos/etape"}, {}, 500_000, "5 000,00 € engagés (D3)", id="its step"),
        pytest.param(
            {"destination": "ressource:forum"}, {}, 0, "aucun engagement, ne compte pas : D3", id="another resource"
        ),
        pytest.param({"destination": "lieu:baraka"}, {}, 0, "aucun engagement, ne compte pas : D3", id="a place"),
        pytest.param({"destination": "coordination"}, {}, 0, "aucun engagement, ne compte pas : D3", id="coordination"),
        pytest.param(
            {"nature": Nature.VOLUNTEERING}, {}, 0, "aucun engagement, ne compte pas : D3", id="volunteering is no cash"
        ),
    ],
)
def test_a_line_that_answers_in_cash_feeds_that_resource(
    line: dict[str, Any], part: dict[str, Any], cents: int, why: str
) -> None:
    parts = LinePart(line_id="D3", **part)
    row = row_of(expense("D3", 500_000, **line), expectation=expects(EUROS_1500), commitments=(pays(parts),))

    assert (row.committed_cents, row.committed_hours, plain(row.committed_reason.say("fr"))) == (
        cents,
        Fraction(0),
        why,
    )


def test_the_parts_of_a_line_never_exceed_the_line() -> None:
    parts = [pays(LinePart(line_id="D3", amount_cents=300_000), answers=answers) for answers in ("a", "b")]
    expectations = (expects(EUROS_1500, id="a"), expects(EUROS_1500, id="b"))
    ledger = ledger_of(expense("D3", 500_000), expectations=expectations, uses=(use(*parts),))

    assert [row.committed_cents for row in ledger.rows] == [300_000, 200_000]
    assert ledger.committed_cents == 500_000


def test_time_takes_unpaid_hours_and_is_never_added_to_cash() -> None:
    lines = (
        expense("D1", 500_000, hours=Fraction(100)),
        expense("D2", None, nature=Nature.VOLUNTEERING, hours=Fraction(8), rate_cents=2_000),
    )
    expectations = (expects(HOURS_10, id="temps", form=Form.TIME), expects(EUROS_1500, id="argent"))
    promised = use(pays("D1", "D2", answers="temps"), pays("D1", "D2", answers="argent"))
    time, cash = ledger_of(*lines, expectations=expectations, uses=(promised,)).rows

    assert (time.committed_hours, time.committed_cents, time.status) == (Fraction(8), 0, Status.PARTIAL)
    assert (cash.committed_hours, cash.committed_cents, cash.status) == (Fraction(0), 500_000, Status.BEYOND)
    assert plain(time.reason.say("fr")) == "10 h pour la réponse ; 8 h bénévoles (D2), ne compte pas : D1"


@pytest.mark.parametrize(
    ("honoured_by", "committed", "status", "why"),
    [
        (
            (Honour.CONTRIBUTION,), 0, Status.ABSENT,
            "1 500,00 € en achat (D1), qui ne compte pas comme une contribution",
        ),
        ((Honour.CONTRIBUTION, Honour.PURCHASE), 150_000, Status.COVERED, "1 500,00 € en achat (D1)"),
        ((Honour.PURCHASE,), 150_000, Status.COVERED, "1 500,00 € en achat (D1)"),
    ],
)  # fmt: skip
def test_buying_is_printed_as_a_purchase_and_covers_only_if_listed(
    honoured_by: tuple[Honour, ...], committed: int, status: Status, why: str
) -> None:
    hosting = expense("D1", 150_000, account="6156")
    row = row_of(hosting, expectation=expects(EUROS_1500, honoured_by=honoured_by), commitments=(pays("D1"),))

    assert (row.purchase_cents, row.committed_cents, row.status) == (150_000, committed, status)
    assert plain(row.committed_reason.say("fr")) == why


@pytest.mark.parametrize(
    ("missing", "status"),
    [
        (None, Status.COVERED),
        pytest.param("description", Status.PARTIAL, id="without what"),
        pytest.param("responsible_id", Status.PARTIAL, id="without who"),
        pytest.param("due_on", Status.PARTIAL, id="without by when"),
    ],
)
def test_an_act_in_kind_needs_who_what_and_by_when(missing: str | None, status: Status) -> None:
    whole: dict[str, Any] = {"description": "Publier", "responsible_id": "la-coroutine", "due_on": date(2022, 6, 30)}
    act = Commitment(answers_id="geste", **{name: value for name, value in whole.items() if name != missing})
    row = row_of(expectation=expects(id="geste", form=Form.ACT), commitments=(act,))

    assert (row.status, row.expected_cents, row.committed_cents) == (status, None, 0)
    assert plain(row.reason.say("fr")) == (
        "un geste, sans chiffre ; 1 geste promis, "
        + ("dont 0 avec responsable et échéance" if missing else "avec responsable et échéance")
    )


# The register


@pytest.mark.parametrize(
    ("cents", "status"),
    [(150_000, "couvert"), (150_001, "au-dela"), (1, "partiel"), (149_999, "partiel"), (None, "absent")],
)
def test_the_status_compares_committed_to_expected(cents: int | None, status: str) -> None:
    commitments = () if cents is None else (pays("D1"),)
    row = row_of(expense("D1", cents), expectation=expects(EUROS_1500), commitments=commitments)

    assert row.status.value == status


def test_coverage_is_the_sum_of_the_least_over_the_sum_expected_and_nothing_offsets() -> None:
    expectations = (
        expects(Figure(amount_cents=100_000), id="a"),
        expects(Figure(amount_cents=300_000), id="b"),
        expects(HOURS_10, id="c", form=Form.TIME),
        expects(Figure(amount_cents=900_000), id="d", standing=Standing.PROPOSED),
    )
    lines = [expense(f"D{number}", cents) for number, cents in enumerate((250_000, 150_000, 900_000))]
    promised = use(pays("D0", answers="a"), pays("D1", answers="b"), pays("D2", answers="d"))
    known = catalog(resource(expectations=expectations), resource("forum", expectations=expectations[:1]))
    ledger = compute_ledger(dossier(*lines, uses=(promised, use(resource_id="forum"))), known, None)

    assert [(row.status.value, row.covered_cents) for row in ledger.rows] == [
        ("au-dela", 100_000),
        ("partiel", 150_000),
        ("absent", 0),
        ("a-convenir", 0),
        ("absent", 0),
    ]
    assert ledger.expected_cents == 100_000 + 300_000 + 100_000
    assert ledger.coverage_rate == Fraction(100_000 + 150_000, 500_000)


def test_a_resource_without_expectation_has_its_row_to_agree() -> None:
    (row,) = ledger_of().rows

    assert (row.resource.id, row.status.value, row.expected_cents) == ("dokos", "a-convenir", None)
    assert row.reason.say("fr").startswith("aucune attente connue")
