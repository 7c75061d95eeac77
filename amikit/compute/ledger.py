"""The register of reciprocity: expected against committed, resource by resource.

Nothing offsets anything else: not a resource another, not cash hours, not a surplus a gap.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from amikit.compute.committed import GIVING, NOTHING, Tally, is_complete_act, tally_commitments
from amikit.compute.expected import FIRM, Base, Expected, compute_expected
from amikit.compute.periods import in_window
from amikit.compute.reason import Reason
from amikit.i18n import Text
from amikit.model.agreement import AgreementStatus
from amikit.model.catalog import Catalog, Expectation, Form, Resource, Standing
from amikit.model.dossier import Commitment, Dossier, ResourceUse


class Status(StrEnum):
    """How what is committed stands against what is expected; kept promises are for the follow-up."""

    COVERED = "couvert"
    BEYOND = "au-dela"
    PARTIAL = "partiel"
    ABSENT = "absent"
    TO_AGREE = "a-convenir"
    FREE = "libre"


STATUS_WORDS: Mapping[Status, Text] = {
    Status.COVERED: Text("couvert", "covered"),
    Status.BEYOND: Text("au-delà", "beyond"),
    Status.PARTIAL: Text("partiel", "partial"),
    Status.ABSENT: Text("absent", "absent"),
    Status.TO_AGREE: Text("à convenir", "to be agreed"),
    Status.FREE: Text("contribution libre", "free contribution"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One expectation of one resource, or one contribution that answers none."""

    resource: Resource
    use: ResourceUse
    expectation: Expectation | None
    form: Form | None
    """None for a resource whose steward expects nothing that is known."""
    standing: Standing | None
    """None for a free contribution: nobody asked for it."""
    status: Status
    expected_reason: Reason
    committed_reason: Reason
    base: Base | None = None
    expected_cents: int | None = None
    expected_hours: Fraction | None = None
    proposed_cents: int | None = None
    """A figure that someone suggests: printed, never in a total."""
    proposed_hours: Fraction | None = None
    committed_cents: int = 0
    """What counts; a purchase only where the steward accepts it as a way to give back."""
    committed_hours: Fraction = Fraction(0)
    purchase_cents: int = 0
    """What is bought, whether it counts or not."""
    purchase_ids: tuple[str, ...] = ()
    elsewhere_cents: int = 0
    """What neither pays the steward nor leaves anything open: it never counts."""
    elsewhere_ids: tuple[str, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    acts: tuple[Commitment, ...] = ()
    """For an act: the commitments, with who and by when; those that still wait for their words too."""
    line_ids: tuple[str, ...] = ()
    uncounted_ids: tuple[str, ...] = ()
    """Lines that are named but count nothing."""

    @property
    def promised_acts(self) -> tuple[Commitment, ...]:
        """The acts that say something: a blank to fill in promises nothing."""
        return tuple(act for act in self.acts if not act.is_empty)

    @property
    def is_firm(self) -> bool:
        """Whether its figure may enter a total: agreed, or published by the steward."""
        return self.standing in FIRM

    @property
    def covered_cents(self) -> int:
        """The part of a firm cash expectation that commitments cover."""
        return min(self.committed_cents, self.expected_cents or 0) if self.is_firm else 0

    @property
    def gap_cents(self) -> int | None:
        """What is missing of the figure expected in cash; None when no figure is, or when it is covered."""
        gap = (self.expected_cents or 0) - self.committed_cents
        return gap if gap > 0 else None

    @property
    def gap_hours(self) -> Fraction | None:
        """What is missing of the hours expected; None when none are, or when they are covered."""
        gap = (self.expected_hours or Fraction(0)) - self.committed_hours
        return gap if gap > 0 else None

    @property
    def covered_hours(self) -> Fraction:
        """The part of a firm expectation of time that commitments cover."""
        return min(self.committed_hours, self.expected_hours or Fraction(0)) if self.is_firm else Fraction(0)

    @property
    def reason(self) -> Reason:
        """Both sides of the row, in one sentence."""
        return self.expected_reason.then(self.committed_reason)


@dataclass(frozen=True, slots=True)
class Agreements:
    """How the stewards of resources answered, a resource each."""

    resources_count: int
    accepted_count: int
    reserved_count: int
    refused_count: int
    waiting_count: int
    """Asked, without an answer yet."""

    @property
    def unasked_count(self) -> int:
        """The stewards that nobody wrote to yet."""
        answered = self.accepted_count + self.reserved_count + self.refused_count
        return self.resources_count - answered - self.waiting_count


@dataclass(frozen=True, slots=True)
class Ledger:
    """The rows, in the order in which the dossier declares its resources, and their totals."""

    rows: tuple[Row, ...] = ()

    @property
    def expected_cents(self) -> int:
        """What stewards firmly expect in cash; what is proposed, or to be agreed, is not in it."""
        return sum(row.expected_cents or 0 for row in self.rows)

    @property
    def committed_cents(self) -> int:
        """Everything promised in cash, free contributions and surpluses included."""
        return sum(row.committed_cents for row in self.rows)

    @property
    def covered_cents(self) -> int:
        """The part of it that commitments cover, row by row: a surplus here fills no gap there."""
        return sum(row.covered_cents for row in self.rows)

    @property
    def coverage_rate(self) -> Fraction | None:
        """Σ min(committed, expected) ÷ Σ expected, in cash; None when nothing is expected."""
        return Fraction(self.covered_cents, self.expected_cents) if self.expected_cents else None

    @property
    def proposed_cents(self) -> int:
        """What somebody suggests, in cash: printed beside, never in a total."""
        return sum(row.proposed_cents or 0 for row in self.rows)

    @property
    def purchase_cents(self) -> int:
        """What is bought from stewards, whether it counts or not."""
        return sum(row.purchase_cents for row in self.rows)

    @property
    def expected_hours(self) -> Fraction:
        """The unpaid hours that stewards firmly expect."""
        return sum((row.expected_hours or Fraction(0) for row in self.rows), Fraction(0))

    @property
    def committed_hours(self) -> Fraction:
        """Every unpaid hour promised, free contributions and surpluses included."""
        return sum((row.committed_hours for row in self.rows), Fraction(0))

    @property
    def covered_hours(self) -> Fraction:
        """The part of the hours expected that commitments cover, row by row."""
        return sum((row.covered_hours for row in self.rows), Fraction(0))

    @property
    def proposed_hours(self) -> Fraction:
        """The hours that somebody suggests: never in a total."""
        return sum((row.proposed_hours or Fraction(0) for row in self.rows), Fraction(0))

    @property
    def uses(self) -> tuple[ResourceUse, ...]:
        """Each resource in the register, once."""
        return tuple({row.resource.id: row.use for row in self.rows}.values())

    @property
    def resources_count(self) -> int:
        """The resources in the register, each counted once."""
        return len(self.uses)

    def agreements(self, member_ids: Collection[str]) -> Agreements:
        """The stewards' answers; a member that looks after a resource itself is not asked for one."""
        stewards = {row.resource.id: row.resource.steward for row in self.rows}
        others = [
            use
            for use in self.uses
            if (steward := stewards[use.resource_id]) is None or steward.member_id not in member_ids
        ]
        found = [use.agreement.status if use.agreement else None for use in others]
        return Agreements(
            len(others),
            found.count(AgreementStatus.ACCEPTED),
            found.count(AgreementStatus.RESERVED),
            found.count(AgreementStatus.REFUSED),
            found.count(AgreementStatus.ASKED),
        )

    @property
    def figures_count(self) -> int:
        """The firm expectations that have a figure: those that coverage speaks of."""
        return sum(
            row.is_firm and (row.expected_cents is not None or row.expected_hours is not None) for row in self.rows
        )

    def of_resource(self, resource_id: str) -> tuple[Row, ...]:
        """The rows of one resource, in order."""
        return tuple(row for row in self.rows if row.resource.id == resource_id)


def compute_ledger(dossier: Dossier, catalog: Catalog, asked_cents: int | None) -> Ledger:
    """The register of every declared resource that the catalog knows.

    A resource declared twice is read the first time; an unknown one has no row, since
    nothing is known of what its steward expects. ``asked_cents`` is None while no
    income is asked for.
    """
    rows: list[Row] = []
    seen: set[str] = set()
    for use in dossier.settings.uses:
        resource = catalog.get(use.resource_id)
        if resource is not None and resource.id not in seen:
            seen.add(resource.id)
            rows.extend(_rows(resource, use, dossier, asked_cents))
    return Ledger(tuple(rows))


def triggered(resource: Resource, use: ResourceUse, dossier: Dossier) -> tuple[Expectation, ...]:
    """The expectations that this use sets off, and that hold at some time of the project."""
    triggers = frozenset(trigger for usage in use.usages for trigger in usage.triggers)
    return tuple(
        expectation
        for expectation in resource.expectations
        if expectation.trigger in triggers and in_window(expectation.valid, dossier.settings.period)
    )


def _rows(resource: Resource, use: ResourceUse, dossier: Dossier, asked_cents: int | None) -> Iterator[Row]:
    expectations = {expectation.id: expectation for expectation in triggered(resource, use, dossier)}
    forms = tuple(
        expectations[commitment.answers_id].form if commitment.answers_id in expectations else None
        for commitment in use.commitments
    )
    tallies = tally_commitments(use, resource, dossier.budget, forms)
    promised = list(zip(use.commitments, tallies, strict=True))
    for expectation in expectations.values():
        answers = [pair for pair in promised if pair[0].answers_id == expectation.id]
        expected = compute_expected(expectation, use, dossier, asked_cents)
        yield _expected_row(resource, use, expectation, expected, answers)
    if not expectations:
        yield _unexpected_row(resource, use)
    for commitment, tally in promised:
        if commitment.answers_id not in expectations:
            yield _free_row(resource, use, commitment, tally)


def _expected_row(
    resource: Resource,
    use: ResourceUse,
    expectation: Expectation,
    expected: Expected,
    answers: Iterable[tuple[Commitment, Tally]],
) -> Row:
    pairs = tuple(answers)
    commitments = tuple(commitment for commitment, _ in pairs)
    tally = Tally.total(tally for _, tally in pairs)
    honours = frozenset(expectation.honoured_by) or GIVING
    committed_cents = tally.counted_cents(honours)
    acts = commitments if expectation.form is Form.ACT else ()
    promised = tuple(act for act in acts if not act.is_empty)
    return Row(
        resource=resource,
        use=use,
        expectation=expectation,
        form=expectation.form,
        standing=expected.standing,
        status=_status(expectation.form, expected, committed_cents, tally.hours, promised),
        expected_reason=expected.reason,
        committed_reason=tally.reason(honours, promised),
        base=expected.base,
        expected_cents=expected.cents,
        expected_hours=expected.hours,
        proposed_cents=expected.proposed_cents,
        proposed_hours=expected.proposed_hours,
        committed_cents=committed_cents,
        committed_hours=tally.hours,
        purchase_cents=tally.purchase_cents,
        purchase_ids=tally.purchase_ids,
        elsewhere_cents=tally.elsewhere_cents,
        elsewhere_ids=tally.elsewhere_ids,
        commitments=commitments,
        acts=acts,
        line_ids=tally.line_ids,
        uncounted_ids=tally.uncounted_ids,
    )


def _unexpected_row(resource: Resource, use: ResourceUse) -> Row:
    """The row of a resource without any expectation for this use: still to be agreed with its steward."""
    reason = _OTHER_EXPECTATIONS if resource.expectations else _NO_EXPECTATION
    return Row(
        resource=resource,
        use=use,
        expectation=None,
        form=None,
        standing=Standing.TO_AGREE,
        status=Status.TO_AGREE,
        expected_reason=reason,
        committed_reason=NOTHING,
    )


def _free_row(resource: Resource, use: ResourceUse, commitment: Commitment, tally: Tally) -> Row:
    """A contribution that no expectation of this use asks for: shown, and covering nothing."""
    cents = tally.contribution_cents
    form = (
        Form.CASH if cents or tally.purchase_cents or tally.elsewhere_cents else Form.TIME if tally.hours else Form.ACT
    )
    acts = (commitment,) if form is Form.ACT else ()
    expectation = resource.expectation(commitment.answers_id)
    answers = (expectation.description.rstrip(".") if expectation else "") or commitment.answers_id
    reason = Reason(_OUT_OF_REACH, {"answers": answers}) if answers else _FREE
    return Row(
        resource=resource,
        use=use,
        expectation=None,
        form=form,
        standing=None,
        status=Status.FREE,
        expected_reason=reason,
        committed_reason=tally.reason(GIVING, acts),
        committed_cents=cents,
        committed_hours=tally.hours,
        purchase_cents=tally.purchase_cents,
        purchase_ids=tally.purchase_ids,
        elsewhere_cents=tally.elsewhere_cents,
        elsewhere_ids=tally.elsewhere_ids,
        commitments=(commitment,),
        acts=acts,
        line_ids=tally.line_ids,
        uncounted_ids=tally.uncounted_ids,
    )


def _status(
    form: Form, expected: Expected, committed_cents: int, committed_hours: Fraction, acts: tuple[Commitment, ...]
) -> Status:
    if expected.standing not in FIRM:
        return Status.TO_AGREE
    if form is Form.ACT:
        if any(is_complete_act(act) for act in acts):
            return Status.COVERED
        return Status.PARTIAL if acts else Status.ABSENT
    committed, goal = (
        (Fraction(committed_cents), expected.cents) if form is Form.CASH else (committed_hours, expected.hours)
    )
    if goal is None:
        return Status.TO_AGREE
    if committed >= goal:
        return Status.BEYOND if committed > goal else Status.COVERED
    return Status.PARTIAL if committed else Status.ABSENT


_NO_EXPECTATION = Reason(
    Text("aucune attente connue : à convenir avec le porteur", "no known expectation: to be agreed with the steward")
)
_OTHER_EXPECTATIONS = Reason(
    Text(
        "aucune attente pour cet usage à ces dates : à convenir avec le porteur",
        "no expectation for this use at these dates: to be agreed with the steward",
    )
)
_FREE = Reason(
    Text("contribution libre, sans attente correspondante", "a free contribution, which answers no expectation")
)
_OUT_OF_REACH = Text(
    "contribution libre : « {answers} » n'est pas attendu pour cet usage à ces dates",
    "a free contribution: “{answers}” is not expected for this use at these dates",
)
