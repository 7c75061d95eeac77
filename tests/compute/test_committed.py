from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from amikit.compute.ledger import Status
from amikit.model.budget import Deliverable, Nature
from amikit.model.catalog import Form, Honour, Standing
from amikit.model.dossier import Commitment, LinePart
from tests.compute.build import expects, expense, pays, use
from tests.compute.registers import EUROS_1500, HOURS_10, ledger_of, plain, row_of

SHARED = Deliverable("Documentation", "CC-BY-SA-4.0", "Movilab")


@pytest.mark.parametrize(
    ("cents", "status"),
    [(150_000, Status.COVERED), (150_001, Status.BEYOND), (149_999, Status.PARTIAL), (0, Status.ABSENT)],
)
def test_the_status_compares_to_the_cent(cents: int, status: Status) -> None:
    row = row_of(expense("D1", cents), expectation=expects(EUROS_1500), commitments=(pays("D1"),))

    assert (row.committed_cents, row.status) == (cents, status)


def test_a_part_of_a_line_counts_for_that_part() -> None:
    part = LinePart(line_id="D1", amount_cents=60_000)
    row = row_of(expense("D1", 100_000), expectation=expects(EUROS_1500), commitments=(pays(part),))

    assert (row.committed_cents, row.line_ids) == (60_000, ("D1",))
    assert plain(row.committed_reason.say("fr")) == "600,00 € engagés (D1)"


def test_a_part_in_hours_of_a_paid_line_is_worth_its_rate() -> None:
    line = expense("D1", None, hours=Fraction(40), rate_cents=5_000)
    row = row_of(line, expectation=expects(EUROS_1500), commitments=(pays(LinePart(line_id="D1", hours=Fraction(8))),))

    assert row.committed_cents == 40_000


def test_a_line_promised_twice_never_counts_more_than_it_has() -> None:
    commitments = (
        pays(LinePart(line_id="D1", amount_cents=70_000)),
        pays(LinePart(line_id="D1", amount_cents=70_000), answers="autre"),
        pays("D1", answers=""),
    )
    expectations = (expects(EUROS_1500, id="autre"), expects(EUROS_1500))
    ledger = ledger_of(expense("D1", 100_000), expectations=expectations, uses=(use(*commitments),))

    assert [row.committed_cents for row in ledger.rows] == [30_000, 70_000, 0]
    assert ledger.rows[2].uncounted_ids == ("D1",)


def test_a_line_for_something_else_an_unknown_line_and_unpaid_hours_count_no_cash() -> None:
    lines = (
        expense("D1", 100_000, "lieu:baraka"),
        expense("D2", 100_000, "ressource:forum"),
        expense("D3", 100_000, nature=Nature.VOLUNTEERING, hours=Fraction(10)),
    )
    row = row_of(*lines, expectation=expects(EUROS_1500), commitments=(pays("D1", "D2", "D3", "D9"),))

    assert (row.committed_cents, row.committed_hours, row.line_ids) == (0, Fraction(0), ())
    assert plain(row.committed_reason.say("fr")) == "aucun engagement, ne compte pas : D1, D2, D3 et D9"


def test_time_takes_unpaid_hours_alone() -> None:
    lines = (
        expense("D1", 100_000, hours=Fraction(20)),
        expense("D2", None, nature=Nature.VOLUNTEERING, hours=Fraction(6)),
        expense("D3", 8_000, nature=Nature.VOLUNTEERING, rate_cents=2_000),
        expense("D4", 8_000, nature=Nature.FREE_SERVICE, hours=Fraction(9)),
    )
    row = row_of(
        *lines,
        expectation=expects(HOURS_10, form=Form.TIME),
        commitments=(pays("D1", LinePart(line_id="D2", hours=Fraction(5)), "D3", "D4"),),
    )

    assert (row.committed_hours, row.committed_cents, row.status) == (Fraction(9), 0, Status.PARTIAL)
    assert (row.line_ids, row.uncounted_ids) == (("D2", "D3"), ("D1", "D4"))


@pytest.mark.parametrize(
    ("honoured_by", "committed"),
    [
        ((Honour.CONTRIBUTION,), 40_000),
        ((Honour.PURCHASE,), 60_000),
        ((Honour.CONTRIBUTION, Honour.PURCHASE), 100_000),
        ((), 40_000),
    ],
)
def test_buying_counts_only_where_the_steward_says_so(honoured_by: tuple[Honour, ...], committed: int) -> None:
    lines = (expense("D1", 60_000, account="6156"), expense("D2", 40_000))
    row = row_of(*lines, expectation=expects(EUROS_1500, honoured_by=honoured_by), commitments=(pays("D1", "D2"),))

    assert (row.committed_cents, row.purchase_cents, row.line_ids) == (committed, 60_000, ("D2", "D1"))


@pytest.mark.parametrize(
    ("fields", "is_purchase"),
    [
        ({"account": "6156"}, True),
        ({"account": "6 511"}, True),
        ({"account": "604", "deliverable": SHARED}, False),
        ({"account": "611", "payee": "tiers:Atelier", "deliverable": SHARED}, False),
        ({"account": "6571"}, False),
        ({"account": "641"}, False),
        ({"account": ""}, False),
    ],
)
def test_a_purchase_pays_the_steward_for_a_service_and_leaves_nothing_to_all(
    fields: dict[str, Any], is_purchase: bool
) -> None:
    row = row_of(expense("D1", 100, **fields), expectation=expects(EUROS_1500), commitments=(pays("D1"),))

    assert (row.purchase_cents, row.committed_cents) == ((100, 0) if is_purchase else (0, 100))


@pytest.mark.parametrize(
    ("payee", "deliverable", "is_covered"),
    [
        ("porteur", None, True),
        ("tiers:Atelier", None, False),
        ("tiers:Atelier", "Fiches | CC-BY-SA-4.0", False),
        ("tiers:Atelier", SHARED, True),
        ("baraka", None, False),
        ("baraka", SHARED, True),
        (None, None, False),
    ],
)
def test_cash_is_covered_by_what_pays_the_steward_or_leaves_something_open(
    payee: str | None, deliverable: str | None, is_covered: bool
) -> None:
    line = expense("D1", 150_000, payee=payee, deliverable=deliverable)
    row = row_of(line, expectation=expects(EUROS_1500), commitments=(pays("D1"),))

    assert (row.committed_cents, row.elsewhere_cents) == ((150_000, 0) if is_covered else (0, 150_000))
    assert (row.status, row.elsewhere_ids) == ((Status.COVERED, ()) if is_covered else (Status.ABSENT, ("D1",)))


def test_money_paid_elsewhere_says_so_and_covers_nothing() -> None:
    lines = (expense("D1", 40_000), expense("D2", 60_000, payee="tiers:Atelier"))
    answer = row_of(*lines, expectation=expects(EUROS_1500), commitments=(pays("D1", "D2"),))
    free = ledger_of(*lines, expectations=(), uses=(use(pays("D2", answers="")),)).rows[-1]

    assert plain(answer.committed_reason.say("fr")) == (
        "400,00 € engagés (D1), 600,00 € qui ne paient pas le porteur et ne laissent pas de livrable ouvert (D2)"
    )
    assert (answer.gap_cents, answer.gap_hours) == (110_000, None)
    assert (free.form, free.committed_cents, free.elsewhere_cents) == (Form.CASH, 0, 60_000)


def test_a_commitment_may_name_thousands_of_lines() -> None:
    lines = [expense(f"D{number}", 1) for number in range(8_000)]
    names = [line.id for line in lines]
    row = row_of(*lines, expectation=expects(EUROS_1500), commitments=(pays(*names, "D1"),))

    assert (row.committed_cents, row.line_ids, row.uncounted_ids) == (8_000, tuple(names), ("D1",))


@pytest.mark.parametrize(
    ("act", "status"),
    [
        ({"description": "Publier", "responsible_id": "baraka", "due_on": date(2022, 6, 30)}, Status.COVERED),
        ({"description": "Publier", "responsible_id": "baraka"}, Status.PARTIAL),
        ({"description": " ", "responsible_id": "baraka", "due_on": date(2022, 6, 30)}, Status.PARTIAL),
        (None, Status.ABSENT),
    ],
)
def test_an_act_needs_what_who_and_by_when(act: dict[str, Any] | None, status: Status) -> None:
    commitments = () if act is None else (Commitment(answers_id="cofinancement", **act),)
    row = row_of(expectation=expects(None, form=Form.ACT), commitments=commitments)

    assert (row.status, row.acts, row.expected_cents) == (status, commitments, None)


def test_a_proposed_act_is_never_called_absent() -> None:
    row = row_of(expectation=expects(None, form=Form.ACT, standing=Standing.PROPOSED))

    assert row.status is Status.TO_AGREE


def test_a_line_that_pays_for_an_act_is_named_and_counts_no_money() -> None:
    commitment = pays("D1", answers="documentation")
    row = row_of(
        expense("D1", 100),
        expectation=expects(None, id="documentation", form=Form.ACT),
        commitments=(commitment,),
    )

    assert (row.line_ids, row.committed_cents) == (("D1",), 0)
