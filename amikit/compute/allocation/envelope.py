"""What there is to share, and what each resource may receive: its floor, its ceiling, its next steps."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from amikit.compute.proposal import Proposal
from amikit.compute.reason import Reason
from amikit.i18n import Text
from amikit.model.agreement import AgreementStatus
from amikit.model.catalog import NextStep, Resource
from amikit.model.dossier import ResourceUse


class Origin(StrEnum):
    """Where the amount to share comes from."""

    GIVEN = "donnee"
    BUDGET = "budget"
    MIN_RATE = "part-minimale"


@dataclass(frozen=True, slots=True)
class Envelope:
    """The amount to share, floors included, and where it comes from."""

    cents: int
    origin: Origin
    reason: Reason


@dataclass(frozen=True, slots=True)
class Step:
    """A next step whose cost is known: what voices may support, and a budget line may pay."""

    id: str
    """As a ballot names it: ``dokos/imports``."""
    resource_id: str
    step_id: str
    title: str
    cost_cents: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What a resource may receive: at least, at most, and for which work."""

    resource: Resource
    floor_cents: int
    floor_reason: Reason
    ceiling_cents: int | None
    ceiling_reason: Reason
    planned_cents: int
    """What cash lines of the budget already give it."""
    steps: tuple[Step, ...]
    is_refused: bool = False
    """Its steward refused: nothing goes to it."""


def compute_envelope(proposal: Proposal, given_cents: int | None = None) -> Envelope | None:
    """The amount given; else what the budget's lines give to resources; else the least share of the amount asked.

    None when none of the three is known.
    """
    if given_cents is not None:
        return Envelope(given_cents, Origin.GIVEN, Reason(_GIVEN))
    shares, asked_cents = proposal.shares, proposal.views.asked_cents
    if shares.resources_cents:
        return Envelope(shares.resources_cents, Origin.BUDGET, Reason(_BUDGET))
    if shares.min_rate and asked_cents:
        cents = math.ceil(shares.min_rate * asked_cents)
        facts = {"min_rate": shares.min_rate, "asked_cents": asked_cents}
        return Envelope(cents, Origin.MIN_RATE, Reason(_MIN_RATE, facts))
    return None


def compute_claims(proposal: Proposal) -> tuple[Claim, ...]:
    """A claim for each declared resource that the catalog knows, in the order of the dossier."""
    seen: dict[str, Claim] = {}
    for use, resource, _ in proposal.declared:
        if resource.id not in seen:
            seen[resource.id] = _claim(proposal, use, resource)
    return tuple(seen.values())


def _claim(proposal: Proposal, use: ResourceUse, resource: Resource) -> Claim:
    planned = sum(line.cents for line in proposal.dossier.budget.expenses if line.is_cash and line.feeds(resource.id))
    if use.agreement is not None and use.agreement.status is AgreementStatus.REFUSED:
        return Claim(
            resource=resource, floor_cents=0, floor_reason=_REFUSED, ceiling_cents=0, ceiling_reason=_REFUSED,
            planned_cents=planned, steps=tuple(_steps(resource)), is_refused=True,
        )  # fmt: skip
    rows = [row for row in proposal.ledger.of_resource(resource.id) if row.is_firm and row.expected_cents]
    floor = sum(row.expected_cents or 0 for row in rows)
    ceiling, ceiling_reason = _ceiling(proposal, resource)
    return Claim(
        resource=resource,
        floor_cents=floor,
        floor_reason=Reason(_FLOOR, {"reasons": [row.expected_reason for row in rows]}) if rows else _NO_FLOOR,
        ceiling_cents=ceiling,
        ceiling_reason=ceiling_reason,
        planned_cents=planned,
        steps=tuple(_steps(resource)),
    )


def _steps(resource: Resource) -> Iterator[Step]:
    for step in resource.next_steps:
        if step.cost_cents:
            yield Step(f"{resource.id}/{step.id}", resource.id, step.id, _title(step), step.cost_cents)


def _title(step: NextStep) -> str:
    return step.title or step.id


def _ceiling(proposal: Proposal, resource: Resource) -> tuple[int | None, Reason]:
    """The ceiling that the consortium set, if it did: the cost of announced steps bounds nothing, others may come."""
    for ceiling in proposal.dossier.settings.allocation.ceilings:
        if ceiling.resource_id == resource.id:
            return ceiling.amount_cents, _SET
    return None, _NO_CEILING


_GIVEN = Text("montant donné avec --envelope", "the amount given with --envelope")
_BUDGET = Text(
    "ce que les lignes en argent du budget donnent aux ressources", "what the cash lines of the budget give resources"
)
_MIN_RATE = Text(
    "{min_rate} du montant demandé ({asked_cents}), la part minimale aux ressources",
    "{min_rate} of the amount asked ({asked_cents}), the least share to resources",
)
_FLOOR = Text("{reasons}", "{reasons}")
_NO_FLOOR = Reason(
    Text("aucun montant publié ou convenu avec le porteur", "no amount published or agreed with the steward")
)
_REFUSED = Reason(Text("son porteur a refusé", "its steward refused"))
_SET = Reason(Text("plafond écrit dans dossier.yaml", "a ceiling written in dossier.yaml"))
_NO_CEILING = Reason(Text("aucun plafond", "no ceiling"))
