"""From what there is to share to a proposal: by hand, or calculated, and always submitted to consent."""

from __future__ import annotations

from collections.abc import Sequence

from amikit.compute.allocation.by_equal_shares import share_over_steps
from amikit.compute.allocation.by_proportion import share_over_resources
from amikit.compute.allocation.envelope import Claim, Envelope
from amikit.compute.allocation.proposed import ProposedAllocation, ProposedResource
from amikit.compute.reason import Reason
from amikit.i18n import Text
from amikit.model.ballots import Ballots
from amikit.model.consortium import Member
from amikit.model.decision import AllocationMode


def propose_allocation(
    mode: AllocationMode,
    envelope: Envelope,
    claims: Sequence[Claim],
    members: Sequence[Member],
    ballots: Ballots | None = None,
) -> ProposedAllocation:
    """The proposal of a mode; floors fit in the envelope and under ceilings, ``rules/rep.py`` said so before."""
    if mode is AllocationMode.PROPORTIONAL:
        return share_over_resources(envelope, claims, members, ballots)
    if mode is AllocationMode.EQUAL_SHARES and ballots is not None:
        return share_over_steps(envelope, claims, members, ballots)
    return _by_hand(envelope, claims)


def _by_hand(envelope: Envelope, claims: Sequence[Claim]) -> ProposedAllocation:
    floors = sum(claim.floor_cents for claim in claims)
    return ProposedAllocation(
        mode=AllocationMode.MANUAL,
        envelope=envelope,
        floors_cents=floors,
        basis=_BASIS,
        resources=tuple(_to_discuss(claim) for claim in claims),
        left_cents=envelope.cents - floors,
    )


def _to_discuss(claim: Claim) -> ProposedResource:
    facts = {"why": claim.floor_reason, "planned_cents": claim.planned_cents}
    reason = Reason(_PLANNED, facts) if claim.planned_cents else claim.floor_reason
    return ProposedResource.of(claim, None, reason)


_BASIS = Reason(Text("les membres en discutent et décident ensemble", "members discuss it and decide together"))
_PLANNED = Text(
    "{why} ; le budget lui donne aujourd'hui {planned_cents}", "{why}; the budget gives it {planned_cents} today"
)
