from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from amikit.compute.ledger import Status, compute_ledger
from amikit.model.agreement import Agreement, AgreementStatus
from amikit.model.budget import Nature
from amikit.model.catalog import Figure, Form, Standing, Steward, Usage
from amikit.model.dossier import Commitment, LinePart
from tests.compute.build import THREE_YEARS, catalog, dossier, expects, expense, pays, resource, use
from tests.compute.registers import EUROS_1500, HOURS_10, ledger_of, plain


def test_a_resource_without_expectation_still_has_its_row() -> None:
    ledger = ledger_of()

    assert [(row.status, row.form, row.standing) for row in ledger.rows] == [(Status.TO_AGREE, None, Standing.TO_AGREE)]
    assert (
        plain(ledger.rows[0].reason.say("fr"))
        == "aucune attente connue : à convenir avec le porteur ; aucun engagement"
    )


def test_a_free_contribution_has_a_row_and_covers_nothing() -> None:
    lines = (expense("D1", 100_000), expense("D2", None, nature=Nature.VOLUNTEERING, hours=Fraction(3)))
    free = (pays("D1", "D2", answers=""), Commitment(description="Traduire"))
    ledger = ledger_of(*lines, expectations=(expects(EUROS_1500),), uses=(use(*free),))
    expected, money, act = ledger.rows

    assert (expected.status, expected.committed_cents) == (Status.ABSENT, 0)
    assert (money.status, money.form) == (Status.FREE, Form.CASH)
    assert (money.committed_cents, money.committed_hours) == (100_000, Fraction(3))
    assert (act.status, act.form, act.acts) == (Status.FREE, Form.ACT, (free[1],))
    assert (ledger.committed_cents, ledger.covered_cents, ledger.coverage_rate) == (100_000, 0, Fraction(0))
    assert plain(money.reason.say("fr")) == (
        "contribution libre, sans attente correspondante ; 1 000,00 € engagés (D1), 3 h bénévoles (D2)"
    )


def test_a_commitment_to_something_not_expected_here_is_shown_as_free() -> None:
    ledger = ledger_of(
        expense("D1", 100),
        expectations=(expects(EUROS_1500, id="deploie", trigger=Usage.DEPLOYMENT),),
        uses=(use(pays("D1", answers="deploie")),),
    )

    assert [row.status for row in ledger.rows] == [Status.TO_AGREE, Status.FREE]
    assert "« deploie » n'est pas attendu" in plain(ledger.rows[1].reason.say("fr"))


def test_nothing_offsets_anything_else() -> None:
    expectations = (expects(Figure(amount_cents=100), id="a"), expects(Figure(amount_cents=300), id="b"))
    uses = (use(pays("D1", answers="a")),)
    ledger = ledger_of(expense("D1", 1_000), expectations=expectations, uses=uses)

    assert (ledger.expected_cents, ledger.committed_cents, ledger.covered_cents) == (400, 1_000, 100)
    assert ledger.coverage_rate == Fraction(1, 4)


def test_hours_have_totals_of_their_own() -> None:
    lines = (expense("D1", None, nature=Nature.VOLUNTEERING, hours=Fraction(25)),)
    ledger = ledger_of(*lines, expectations=(expects(HOURS_10, form=Form.TIME),), uses=(use(pays("D1")),))

    hours = (ledger.expected_hours, ledger.committed_hours, ledger.covered_hours)
    assert [int(value) for value in hours] == [10, 25, 10]
    assert (ledger.expected_cents, ledger.coverage_rate) == (0, None)
    assert ledger.rows[0].status is Status.BEYOND


def test_an_unknown_resource_has_no_row_and_one_declared_twice_counts_once() -> None:
    uses = (use(resource_id="inconnue"), use(), use(pays("D1")))
    ledger = ledger_of(expense("D1", 100), expectations=(expects(EUROS_1500),), uses=uses)

    assert [(row.resource.id, row.committed_cents) for row in ledger.rows] == [("dokos", 0)]
    assert ledger.expected_cents == 150_000


def test_stewards_are_counted_by_what_they_answered() -> None:
    stewards = {"a": None, "b": AgreementStatus.ASKED, "c": AgreementStatus.ACCEPTED, "d": AgreementStatus.REFUSED}
    uses = tuple(
        use(resource_id=name, agreement=Agreement(status=status) if status else None)
        for name, status in stewards.items()
    )
    ledger = compute_ledger(dossier(uses=uses), catalog(*(resource(name) for name in stewards)), None)

    found = ledger.agreements(())
    assert (found.resources_count, found.accepted_count, found.refused_count) == (4, 1, 1)
    assert (found.reserved_count, found.waiting_count, found.unasked_count) == (0, 1, 1)


def test_a_member_is_not_asked_for_an_agreement_on_its_own_resource() -> None:
    own = resource("carnet", steward=Steward(name="La Coop", member_id="la-coop"))
    ledger = compute_ledger(dossier(uses=(use(resource_id="carnet"),)), catalog(own), None)

    assert ledger.agreements({"la-coop"}).resources_count == 0
    assert ledger.agreements(()).resources_count == 1


@given(st.lists(st.tuples(st.integers(0, 500), st.integers(0, 500), st.sampled_from(["a", "b", "", "x"])), max_size=8))
def test_coverage_never_exceeds_what_is_expected_nor_lines_what_they_hold(parts: list[tuple[int, int, str]]) -> None:
    lines = tuple(expense(f"D{number}", cents) for number, (cents, _, _) in enumerate(parts))
    commitments = tuple(
        pays(LinePart(line_id=f"D{number // 2}", amount_cents=part), answers=answers)
        for number, (_, part, answers) in enumerate(parts)
    )
    expectations = (expects(Figure(amount_cents=100), id="a"), expects(Figure(amount_cents=300), id="b"))
    ledger = ledger_of(*lines, expectations=expectations, uses=(use(*commitments),), period=THREE_YEARS)

    assert 0 <= ledger.covered_cents <= ledger.expected_cents == 400
    assert ledger.covered_cents <= ledger.committed_cents <= sum(line.cents for line in lines)
    for row in ledger.rows:
        assert row.reason.say("fr")
        assert row.reason.say("en")
