"""A proposed allocation: amounts, their reasons, what each voice did. A proposal, submitted to consent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from amikit.compute.allocation.envelope import Claim, Envelope
from amikit.compute.reason import Reason
from amikit.i18n import Text
from amikit.model.decision import AllocationMode


class Outcome(StrEnum):
    """What became of a next step."""

    BOUGHT = "payee"
    COMPLETED = "completee"
    SHORT = "insuffisant"
    OVER_CEILING = "plafond"
    UNSUPPORTED = "sans-voix"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedStep:
    """A next step, and what the calculation makes of it."""

    id: str
    resource_id: str
    title: str
    cost_cents: int
    net_cents: int
    """What the envelope pays of it; 0 when it is not paid."""
    outcome: Outcome
    supporters_count: int
    reason: Reason

    @property
    def is_paid(self) -> bool:
        """Whether the proposal pays for it."""
        return self.outcome in (Outcome.BOUGHT, Outcome.COMPLETED)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedResource:
    """What is proposed for one resource."""

    id: str
    name: str
    floor_cents: int
    planned_cents: int
    """What the budget already gives it."""
    proposed_cents: int | None
    """None when members decide by hand."""
    ceiling_cents: int | None
    floor_reason: Reason
    ceiling_reason: Reason
    reason: Reason
    steps: tuple[ProposedStep, ...] = ()

    @classmethod
    def of(
        cls, claim: Claim, cents: int | None, reason: Reason, steps: tuple[ProposedStep, ...] = ()
    ) -> ProposedResource:
        """What is proposed for the resource of a claim, floor included; None when members decide by hand."""
        return cls(
            id=claim.resource.id,
            name=claim.resource.name,
            floor_cents=claim.floor_cents,
            planned_cents=claim.planned_cents,
            proposed_cents=cents,
            ceiling_cents=claim.ceiling_cents,
            floor_reason=claim.floor_reason,
            ceiling_reason=claim.ceiling_reason,
            reason=reason,
            steps=steps,
        )


@dataclass(frozen=True, slots=True)
class Payment:
    """What a voice gave to a resource or to a step."""

    id: str
    title: str
    cents: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What the voice of one member did."""

    member_id: str
    name: str
    weight: int
    """0 for a member without a ballot: its voice was not counted."""
    share_cents: int
    """Its part of what was shared, to the cent: the sum of its payments and of what it had left."""
    payments: tuple[Payment, ...] = ()
    met: tuple[str, ...] = ()
    """What it supported, and that is paid without it: by a floor, or by the completion."""
    unmet: tuple[str, ...] = ()
    """What it supported, and that is not paid."""
    left_cents: int = 0


@dataclass(frozen=True, slots=True)
class BrokenTie:
    """An exact tie, and how it was broken."""

    ids: tuple[str, ...]
    chosen_ids: tuple[str, ...]
    reason: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedAllocation:
    """Everything to discuss: the table, the reasons, the receipts, the ties."""

    mode: AllocationMode
    envelope: Envelope
    floors_cents: int
    basis: Reason
    """How the rest is shared, in words."""
    resources: tuple[ProposedResource, ...]
    left_cents: int
    """What the proposal leaves to be shared by hand."""
    completion: Reason | None = None
    """What spends what the voices could not; None when nothing does."""
    receipts: tuple[Receipt, ...] = ()
    ties: tuple[BrokenTie, ...] = ()

    @property
    def is_calculated(self) -> bool:
        """Whether a calculation proposes amounts; otherwise members do."""
        return self.mode is not AllocationMode.MANUAL

    @property
    def proposed_cents(self) -> int:
        """The sum of what is proposed; with what is left, the envelope."""
        return sum(resource.proposed_cents or 0 for resource in self.resources)

    @property
    def steps(self) -> tuple[ProposedStep, ...]:
        """Every step, in the order of the resources."""
        return tuple(step for resource in self.resources for step in resource.steps)


def why_floor(claim: Claim) -> Reason:
    """What a resource receives before anything is shared, and why."""
    if not claim.floor_cents:
        return Reason(_WITHOUT_FLOOR, {"why": claim.floor_reason})
    return Reason(_FLOOR, {"floor_cents": claim.floor_cents, "why": claim.floor_reason})


_FLOOR = Text("plancher {floor_cents} : {why}", "floor {floor_cents}: {why}")
_WITHOUT_FLOOR = Text("sans plancher : {why}", "no floor: {why}")


def joined(reasons: Sequence[Reason]) -> Reason:
    """Reasons one after the other; each keeps its own facts, whatever their names."""
    if len(reasons) == 1:
        return reasons[0]
    names = [f"part{number}" for number in range(len(reasons))]
    text = Text(" ; ".join(f"{{{name}}}" for name in names), "; ".join(f"{{{name}}}" for name in names))
    return Reason(text, dict(zip(names, reasons, strict=True)))
