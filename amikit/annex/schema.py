"""``amikit-annex`` version 1: what the annex of an answer says, field by field.

Field names are English; closed lists keep the words of the files (``argent``, ``sollicite``), which
their publishers know. Amounts are whole cents. Hours and rates are exact: ``"7"`` or ``"15/2"``.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from amikit.compute.ledger import Status
from amikit.i18n import Language
from amikit.model.accounts import AccountPlan
from amikit.model.agreement import AgreementStatus
from amikit.model.budget import DestinationKind, Funding, Nature, PayeeKind
from amikit.model.call import PassingOn
from amikit.model.catalog import Form, Honour, Per, ResourceKind, Standing, Usage
from amikit.model.consortium import MemberKind
from amikit.model.dossier import IfPartial

FORMAT: Final = "amikit-annex"
VERSION: Final = 1
About = Literal["methode", "outils", "documentation"]
_LARGEST = 10**15
_MOST = 200_000

Cents = Annotated[int, Field(ge=-_LARGEST, le=_LARGEST, description="Centimes d'euro (euro cents).")]
Count = Annotated[int, Field(ge=0, le=10**9)]
Exact = Annotated[str, Field(pattern=r"^-?[0-9]{1,20}(/[1-9][0-9]{0,19})?$")]
"""A fraction: ``"7"``, ``"15/2"``."""
Words = Annotated[str, Field(max_length=2000)]
Digest = Annotated[str, Field(pattern=r"^([0-9a-f]{64})?$")]
PersonDigest = Annotated[str, Field(pattern=r"^([0-9a-f]{16})?$")]


class Part(BaseModel):
    """What every part of the annex shares: frozen, exact types, no key that is not described."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class AnnexPeriod(Part):
    """From a day to another, both included; null leaves that side open."""

    start_on: date | None
    end_on: date | None


class AnnexCall(Part):
    """The call that is answered, and what of it the figures are held against."""

    id: Words
    title: Words
    kind: Words
    """``appel à projets``, ``marché``…"""
    funder: Words
    is_public: bool
    edition: Words
    edition_on: date | None
    commons_min_rate: Exact | None
    counts_own_resources: bool
    passing_on: PassingOn
    amount_min_cents: Cents | None
    amount_max_cents: Cents | None
    per_year_max_cents: Cents | None
    public_rate_max: Exact | None


class AnnexAgreedFigure(Part):
    """A figure that the steward agreed to."""

    answers_id: Words
    amount_cents: Cents | None
    hours: Exact | None


class AnnexAgreement(Part):
    """The answer of a steward, or of a member about its part, as the consortium reports it."""

    status: AgreementStatus
    on: date | None
    proof: Words
    fingerprint: Digest
    """What was agreed to; empty when the answer gave no fingerprint."""
    figures: tuple[AnnexAgreedFigure, ...]
    """Those of a steward; a member has none."""


class AnnexMember(Part):
    """One who answers."""

    id: Words
    name: Words
    kind: MemberKind | None
    city: Words
    is_legal_person: bool
    siret: Words
    rna: Words
    agreement: AnnexAgreement | None
    fingerprint: Digest
    """Of its part: its lines, what it brings, what it answers for, the mandate."""


class AnnexConsortium(Part):
    """Who answers together."""

    name: Words
    lead_id: Words
    mandate_digest: Digest
    """SHA-256 of what the members entrust to the one who signs, spaces aside; empty without a word of it."""
    members: Annotated[tuple[AnnexMember, ...], Field(max_length=_MOST)]


class AnnexChoice(Part):
    """Whether a piece of the answer reuses a shared resource; ``propre``: the consortium brings its own."""

    about: About
    resource_id: Words
    licence: Words
    where: Words


class AnnexFigure(Part):
    """The figure of an expectation: one of the three, counted ``per`` something."""

    amount_cents: Cents | None
    hours: Exact | None
    share_rate: Exact | None
    per: Per


class AnnexExpectation(Part):
    """What a steward hopes for, as it stood in the catalog that was used."""

    id: Words
    form: Form
    trigger: Usage
    standing: Standing
    figure: AnnexFigure | None
    valid: AnnexPeriod
    honoured_by: tuple[Honour, ...]
    source: Words
    source_seen_on: date | None


class AnnexLinePart(Part):
    """A budget line that a commitment names, and which part of it: all of it when both are null."""

    line_id: Words
    cents: Cents | None
    hours: Exact | None


class AnnexCommitment(Part):
    """What is promised back."""

    answers_id: Words
    lines: tuple[AnnexLinePart, ...]
    act: Words
    """Its words, without names of persons."""
    act_digest: Digest
    """SHA-256 of the words as they were written, spaces aside."""
    is_in_charge: bool
    """Whether somebody is named for it."""
    in_charge_member_id: Words
    """The member that it is, or that this somebody is of; empty for another."""
    due_on: date | None


class AnnexRow(Part):
    """A row of the register of reciprocity, as the consortium's amikit computed it."""

    expectation_id: Words
    """Empty for a contribution that answers none, or a resource whose steward expects nothing known."""
    form: Form | None
    standing: Standing | None
    status: Status
    expected_cents: Cents | None
    expected_hours: Exact | None
    proposed_cents: Cents | None
    proposed_hours: Exact | None
    committed_cents: Cents
    committed_hours: Exact
    purchase_cents: Cents
    elsewhere_cents: Cents
    acts_count: Count


class AnnexResource(Part):
    """A shared resource that the answer relies on."""

    id: Words
    name: Words
    kind: ResourceKind
    licence: Words
    steward: Words
    """Its steward's name; empty when nobody is known."""
    steward_member_id: Words
    is_own: bool
    """Whether only this consortium's folder knows it."""
    is_declared: bool
    """Whether the answer declares it; if not, a line of the budget feeds it all the same."""
    usages: tuple[Usage, ...]
    place_ids: tuple[Words, ...]
    expectations: Annotated[tuple[AnnexExpectation, ...], Field(max_length=_MOST)]
    commitments: Annotated[tuple[AnnexCommitment, ...], Field(max_length=_MOST)]
    if_partial: IfPartial | None
    agreement: AnnexAgreement | None
    fingerprint: Digest
    rows: Annotated[tuple[AnnexRow, ...], Field(max_length=_MOST)]


class AnnexPayee(Part):
    """Who is paid: a member's id, ``porteur``, or somebody else under a digest."""

    kind: PayeeKind
    id: Words


class AnnexDeliverable(Part):
    """What a line leaves to everyone, without its title."""

    licence: Words
    where: Words


class AnnexExpense(Part):
    """A line of what will be spent, without its label."""

    id: Words
    kind: DestinationKind | None
    target_id: Words
    step_id: Words
    axis_id: Words
    year: Count | None
    nature: Nature
    hours: Exact | None
    rate_cents: Cents | None
    cents: Cents
    account: Words
    funder: Words
    payee: AnnexPayee | None
    person: PersonDigest
    person_member_id: Words
    """The member that this person is of; empty when none is said."""
    deliverable: AnnexDeliverable | None


class AnnexIncome(Part):
    """A line of what will be received, without its label."""

    id: Words
    funder: Words
    status: Funding
    year: Count | None
    nature: Nature
    cents: Cents
    account: Words


class AnnexBudget(Part):
    """Every line, in the order of the files."""

    account_plan: AccountPlan
    expenses: Annotated[tuple[AnnexExpense, ...], Field(max_length=_MOST)]
    incomes: Annotated[tuple[AnnexIncome, ...], Field(max_length=_MOST)]


class AnnexTotals(Part):
    """What the lines add up to, as the consortium's amikit computed it."""

    charges_cents: Cents
    incomes_cents: Cents
    in_kind_charges_cents: Cents
    in_kind_incomes_cents: Cents
    asked_cents: Cents
    public_cents: Cents
    indirect_cents: Cents
    passed_on_cents: Cents
    resources_cents: Cents
    places_cents: Cents
    coordination_cents: Cents
    to_stewards_cents: Cents
    to_members_cents: Cents
    to_others_cents: Cents
    set_apart_cents: Cents
    reached_cents: Cents
    asked_resources_cents: Cents | None
    expected_cents: Cents
    committed_cents: Cents
    covered_cents: Cents
    expected_hours: Exact
    committed_hours: Exact
    covered_hours: Exact


class AnnexException(Part):
    """A finding that the consortium let through, and why."""

    code: Words
    where: Words
    reason: Words


class PrintedFigure(Part):
    """A figure as the document prints it: ``12500,00€``, ``78,8%``, ``20h``; and how many times."""

    figure: Words
    least: Count
    most: Count | None
    """With the pictures and the contents, which some formats draw; null when a running title repeats it."""


class AnnexUnprinted(Part):
    """What the document does not print, when the annex is made: anything else that is not found was changed."""

    lines: tuple[Words, ...]
    """Ids of budget lines."""
    totals: tuple[Words, ...]
    """Names of totals, and ``resources_rate``, the share to resources as a percentage."""
    resources: tuple[Words, ...]
    """Ids of resources of which an expected or a committed amount is not printed."""


class Annex(Part):
    """The whole annex."""

    format: Literal["amikit-annex"]
    version: Literal[1]
    language: Language
    is_draft: bool
    title: Words
    call: AnnexCall
    period: AnnexPeriod
    consortium: AnnexConsortium
    people: Annotated[tuple[PersonDigest, ...], Field(max_length=_MOST)]
    needs: tuple[Words, ...]
    choices: tuple[AnnexChoice, ...]
    supported_places_count: Count | None
    commons_min_rate: Exact | None
    resources: Annotated[tuple[AnnexResource, ...], Field(max_length=_MOST)]
    mentions_only: tuple[Words, ...]
    named_by_call: tuple[Words, ...]
    """Ids of resources that the document names in the call's own words, and the consortium nowhere."""
    budget: AnnexBudget
    totals: AnnexTotals
    exceptions: tuple[AnnexException, ...]
    printed: Annotated[tuple[PrintedFigure, ...], Field(max_length=_MOST)]
    unprinted: AnnexUnprinted

    @model_validator(mode="after")
    def _names_each_thing_once(self) -> Annex:
        """A second member, resource or figure of the same name would hide the first."""
        for named in (
            [one.id for one in self.consortium.members],
            [one.id for one in self.resources],
            [one.figure for one in self.printed],
        ):
            if len(set(named)) != len(named):
                raise ValueError("two of them bear one name")
        return self

    def as_json(self) -> dict[str, Any]:
        """Plain values, ready for canonical JSON."""
        return self.model_dump(mode="json")


def exact(value: Fraction | int | None) -> str | None:
    """A fraction as the annex writes it."""
    return None if value is None else str(Fraction(value))


def fraction(text: str | None) -> Fraction | None:
    """Back from it; its form was checked already."""
    return None if text is None else Fraction(text)
