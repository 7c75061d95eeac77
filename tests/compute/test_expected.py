from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from amikit.compute.ledger import Status
from amikit.model.agreement import AgreedFigure, Agreement, AgreementStatus
from amikit.model.catalog import Figure, Form, Per, Source, Standing, Usage
from amikit.model.values import Period
from tests.compute.build import expects, expense, pays, use
from tests.compute.registers import EUROS_1500, ledger_of, plain, row_of


@pytest.mark.parametrize(
    ("figure", "cents", "words"),
    [
        (Figure(amount_cents=150_000), 150_000, "1 500,00 € pour la réponse"),
        (
            Figure(amount_cents=150_000, per=Per.YEAR),
            450_000,
            "1 500,00 € par an × 3 ans (2021-2023) = 4 500,00 €",
        ),
        (
            Figure(amount_cents=150_000, per=Per.MEMBER),
            300_000,
            "1 500,00 € par membre × 2 personnes morales = 3 000,00 €",
        ),
        (Figure(amount_cents=150_000, per=Per.PLACE), 300_000, "1 500,00 € par lieu × 2 lieux = 3 000,00 €"),
        (
            Figure(amount_cents=150_000, per=Per.SUPPORTED_PLACE),
            1_050_000,
            "1 500,00 € par lieu accompagné × 7 lieux accompagnés = 10 500,00 €",
        ),
        (
            Figure(amount_cents=150_000, per=Per.PLACE_YEAR),
            900_000,
            "1 500,00 € par lieu et par an × 2 lieux × 3 ans (2021-2023) = 9 000,00 €",
        ),
        (Figure(share_rate=Fraction(1, 50)), 200_000, "2 % du montant demandé (100 000,00 €) = 2 000,00 €"),
    ],
)
def test_expected_is_the_figure_times_its_base_and_says_how(figure: Figure, cents: int, words: str) -> None:
    row = row_of(expectation=expects(figure), supported_places_count=7, asked_cents=10_000_000)

    assert (row.expected_cents, plain(row.expected_reason.say("fr"))) == (cents, words)
    assert row.status is Status.ABSENT


def test_a_share_of_the_amount_asked_is_rounded_half_up() -> None:
    row = row_of(expectation=expects(Figure(share_rate=Fraction(1, 50))), asked_cents=25)

    assert row.expected_cents == 1


def test_hours_are_counted_like_money_and_never_with_it() -> None:
    expectation = expects(Figure(hours=Fraction(15, 2), per=Per.YEAR), form=Form.TIME)
    row = row_of(expectation=expectation)

    assert (row.expected_cents, row.expected_hours) == (None, Fraction(45, 2))
    assert plain(row.expected_reason.say("en")) == "7.5 h per year × 3 years (2021-2023) = 22.5 h"


def test_eighteen_months_make_two_years() -> None:
    period = Period(start_on=date(2021, 1, 1), end_on=date(2022, 6, 30))
    row = row_of(expectation=expects(Figure(amount_cents=100, per=Per.YEAR)), period=period)

    assert row.base is not None
    assert (row.expected_cents, row.base.count) == (200, Fraction(2))


def test_years_count_within_the_time_during_which_the_expectation_holds() -> None:
    valid = Period(start_on=date(2022, 7, 1), end_on=date(2023, 6, 30))
    row = row_of(expectation=expects(Figure(amount_cents=100, per=Per.YEAR), valid=valid))

    assert row.expected_cents == 100


def test_an_expectation_outside_its_window_is_not_counted() -> None:
    valid = Period(start_on=date(2025, 1, 1))
    row = row_of(expectation=expects(EUROS_1500, valid=valid))

    assert (row.expectation, row.status, row.expected_cents) == (None, Status.TO_AGREE, None)
    assert row.expected_reason.say("fr").startswith("aucune attente pour cet usage à ces dates")


@pytest.mark.parametrize(
    ("usage", "triggers"),
    [
        (Usage.MENTION, {Usage.MENTION}),
        (Usage.USE, {Usage.MENTION, Usage.USE}),
        (Usage.DEPLOYMENT, {Usage.MENTION, Usage.USE, Usage.DEPLOYMENT}),
        (Usage.SUPPORT, {Usage.MENTION, Usage.USE, Usage.SUPPORT}),
    ],
)
def test_a_usage_triggers_what_it_includes(usage: Usage, triggers: set[Usage]) -> None:
    expectations = tuple(expects(EUROS_1500, id=trigger.value, trigger=trigger) for trigger in Usage)
    ledger = ledger_of(expectations=expectations, uses=(use(usages=(usage,)),))

    assert {row.expectation.trigger for row in ledger.rows if row.expectation} == triggers


def test_only_the_places_of_the_use_are_counted() -> None:
    expectation = expects(Figure(amount_cents=100, per=Per.PLACE))
    row = row_of(expectation=expectation, place_ids=("baraka", "la-coop", "inconnu"))

    assert row.expected_cents == 100


@pytest.mark.parametrize(
    ("figure", "settings", "words"),
    [
        (Figure(amount_cents=100, per=Per.YEAR), {"period": Period()}, "la période du projet manque"),
        (Figure(amount_cents=100, per=Per.PLACE_YEAR), {"period": Period()}, "la période du projet manque"),
        (Figure(amount_cents=100, per=Per.SUPPORTED_PLACE), {}, "le nombre de lieux accompagnés manque"),
        (Figure(share_rate=Fraction(1, 50)), {}, "aucune recette sollicitée"),
        (Figure(hours=Fraction(1)), {}, "aucun chiffre connu"),
        (None, {}, "aucun chiffre connu"),
    ],
)
def test_a_missing_number_makes_no_figure_and_says_which(
    figure: Figure | None, settings: dict[str, Any], words: str
) -> None:
    row = row_of(expectation=expects(figure), **settings)

    assert (row.expected_cents, row.proposed_cents, row.status) == (None, None, Status.TO_AGREE)
    assert words in row.expected_reason.say("fr")


def test_a_proposed_figure_stays_out_of_every_total() -> None:
    proposed = expects(EUROS_1500, standing=Standing.PROPOSED)
    ledger = ledger_of(expense("D1", 100_000), expectations=(proposed,), uses=(use(pays("D1")),))
    (row,) = ledger.rows

    assert (row.expected_cents, row.proposed_cents, row.status) == (None, 150_000, Status.TO_AGREE)
    assert (ledger.expected_cents, ledger.covered_cents, ledger.coverage_rate) == (0, 0, None)
    assert (ledger.proposed_cents, ledger.committed_cents) == (150_000, 100_000)
    assert row.reason.say("fr").startswith("proposé, pas encore convenu")


def test_what_is_to_be_agreed_has_no_figure_until_it_is() -> None:
    row = row_of(expectation=expects(EUROS_1500, standing=Standing.TO_AGREE))

    assert (row.expected_cents, row.proposed_cents, row.status) == (None, None, Status.TO_AGREE)


@pytest.mark.parametrize("standing", list(Standing))
def test_an_agreed_figure_replaces_the_expected_one(standing: Standing) -> None:
    agreement = Agreement(
        status=AgreementStatus.RESERVED,
        on=date(2021, 1, 12),
        figures=(AgreedFigure(answers_id="cofinancement", amount_cents=300_000),),
    )
    row = row_of(expectation=expects(EUROS_1500, standing=standing), agreement=agreement)

    assert (row.standing, row.expected_cents, row.proposed_cents) == (Standing.AGREED, 300_000, None)
    assert plain(row.expected_reason.say("fr")) == (
        "3 000,00 € convenus avec le porteur le 12 janvier 2021, d'après le consortium"
    )


@pytest.mark.parametrize("status", [AgreementStatus.ASKED, AgreementStatus.REFUSED])
def test_an_agreement_that_is_not_given_changes_nothing(status: AgreementStatus) -> None:
    agreement = Agreement(status=status, figures=(AgreedFigure(answers_id="cofinancement", amount_cents=300_000),))
    row = row_of(expectation=expects(EUROS_1500), agreement=agreement)

    assert (row.standing, row.expected_cents) == (Standing.PUBLISHED, 150_000)


def test_an_agreement_without_a_figure_confirms_the_counted_one() -> None:
    agreement = Agreement(
        status=AgreementStatus.ACCEPTED, proof="https://…", figures=(AgreedFigure(answers_id="cofinancement"),)
    )
    row = row_of(expectation=expects(EUROS_1500, standing=Standing.PROPOSED), agreement=agreement)
    unknown = row_of(expectation=expects(None, standing=Standing.TO_AGREE), agreement=agreement)

    assert (row.standing, row.expected_cents) == (Standing.AGREED, 150_000)
    assert plain(row.expected_reason.say("en")) == "€1,500.00 for the answer, agreed with the steward"
    assert (unknown.standing, unknown.status) == (Standing.TO_AGREE, Status.TO_AGREE)


def test_a_figure_carries_its_formula_its_inputs_and_its_source() -> None:
    source = Source(url="https://exemple.org/attentes")
    row = row_of(expectation=expects(EUROS_1500, source=source))

    assert plain(row.expected_reason.say("fr")).startswith("1 500,00 €")
    assert row.expected_reason.facts["figure_cents"] == 150_000
    assert row.expected_reason.source == row.reason.source == "https://exemple.org/attentes"


@pytest.mark.parametrize("proof", ["https://exemple.org/accord", ""])
def test_an_agreed_figure_has_the_agreement_for_source_and_no_longer_the_card(proof: str) -> None:
    agreement = Agreement(
        status=AgreementStatus.ACCEPTED,
        proof=proof,
        figures=(AgreedFigure(answers_id="cofinancement", amount_cents=100),),
    )
    row = row_of(
        expectation=expects(EUROS_1500, source=Source(url="https://exemple.org/attentes")), agreement=agreement
    )

    assert row.expected_reason.source == proof
