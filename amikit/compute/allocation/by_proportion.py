"""``proportionnelle``: floors, then the rest in proportion to voices, to the budget as it is, or equally."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import lcm

from amikit.compute.allocation.envelope import Claim, Envelope
from amikit.compute.allocation.proportional import OddCents, Part, Split, split_between
from amikit.compute.allocation.proposed import (
    BrokenTie,
    Payment,
    ProposedAllocation,
    ProposedResource,
    Receipt,
    joined,
    why_floor,
)
from amikit.compute.allocation.rounding import round_table
from amikit.compute.reason import Reason
from amikit.i18n import Text
from amikit.model.ballots import Ballot, Ballots
from amikit.model.consortium import Member
from amikit.model.decision import AllocationMode


def share_over_resources(
    envelope: Envelope, claims: Sequence[Claim], members: Sequence[Member], ballots: Ballots | None
) -> ProposedAllocation:
    """Share what is left of the envelope after floors among the resources, none above its ceiling."""
    says = {ballot.member_id: _say(ballot, claims) for ballot in ballots.ballots} if ballots else {}
    basis, weights = _weights(claims, ballots, says)
    words = _SHARE_WORDS[basis.text]
    split = split_between(
        envelope.cents,
        [
            Part(claim.resource.id, weights.get(claim.resource.id, Fraction(0)), claim.floor_cents, claim.ceiling_cents)
            for claim in claims
        ],
    )
    whole = sum(weights.values()) or Fraction(1)
    resources = tuple(
        _proposed(claim, split, Reason(words, {"share_rate": weights.get(claim.resource.id, Fraction(0)) / whole}))
        for claim in claims
    )
    return ProposedAllocation(
        mode=AllocationMode.PROPORTIONAL,
        envelope=envelope,
        floors_cents=sum(claim.floor_cents for claim in claims),
        basis=basis,
        resources=resources,
        left_cents=split.left_cents,
        receipts=_receipts(resources, members, ballots, says),
        ties=tuple(_tie(tie) for tie in split.ties),
    )


def _say(ballot: Ballot, claims: Sequence[Claim]) -> Mapping[str, Fraction]:
    """How a member's voice, of its whole weight, divides among resources; a step counts to its resource."""
    points: dict[str, int] = {}
    open_ids = {claim.resource.id for claim in claims if not claim.is_refused}
    for name, given in ballot.points.items():
        resource_id = name.partition("/")[0]
        if resource_id in open_ids:
            points[resource_id] = points.get(resource_id, 0) + given
    whole = sum(points.values())
    return {name: Fraction(ballot.weight * given, whole) for name, given in points.items() if given}


def _weights(
    claims: Sequence[Claim], ballots: Ballots | None, says: Mapping[str, Mapping[str, Fraction]]
) -> tuple[Reason, Mapping[str, Fraction]]:
    """What the rest is in proportion to: voices when there are some, else what the budget already gives each beyond
    its floor (an envelope that changed is then shared as it was), else the same for all."""
    open_claims = [claim for claim in claims if not claim.is_refused]
    if ballots is not None and ballots.ballots:
        voices = {
            claim.resource.id: sum((say.get(claim.resource.id, Fraction(0)) for say in says.values()), Fraction(0))
            for claim in open_claims
        }
        return Reason(_BY_VOICES, {"ballots_count": len(ballots.ballots)}), voices
    planned = {claim.resource.id: Fraction(max(claim.planned_cents - claim.floor_cents, 0)) for claim in open_claims}
    if any(planned.values()):
        return Reason(_BY_BUDGET), planned
    return Reason(_EQUALLY), {claim.resource.id: Fraction(1) for claim in open_claims}


def _proposed(claim: Claim, split: Split, share: Reason) -> ProposedResource:
    cents = split.cents[claim.resource.id]
    reasons = [why_floor(claim)]
    if claim.resource.id in split.at_ceiling_ids:
        facts = {"ceiling_cents": claim.ceiling_cents, "why": claim.ceiling_reason, "share": share}
        reasons.append(Reason(_AT_CEILING, facts))
    elif not claim.is_refused:
        reasons.append(Reason(_EXTRA, {"extra_cents": cents - claim.floor_cents, "share": share}))
    return ProposedResource.of(claim, cents, joined(reasons))


def _receipts(
    resources: Sequence[ProposedResource],
    members: Sequence[Member],
    ballots: Ballots | None,
    says: Mapping[str, Mapping[str, Fraction]],
) -> tuple[Receipt, ...]:
    """What each voice gave beyond floors: a resource's cents divide among those who supported it, to the cent."""
    if ballots is None or not ballots.ballots:
        return ()
    names = {resource.id: resource.name for resource in resources}
    exact: dict[str, dict[str, Fraction]] = {member_id: {} for member_id in says}
    for resource in resources:
        voices = {member_id: say[resource.id] for member_id, say in says.items() if say.get(resource.id)}
        extra, whole = (resource.proposed_cents or 0) - resource.floor_cents, sum(voices.values())
        for member_id, voice in voices.items():
            exact[member_id][resource.id] = extra * voice / whole
    denominator = lcm(*(cents.denominator for cells in exact.values() for cents in cells.values()))
    cells = round_table(
        {
            member_id: {name: cents.numerator * (denominator // cents.denominator) for name, cents in row.items()}
            for member_id, row in exact.items()
        },
        denominator,
    )
    paid = {
        member_id: tuple(Payment(name, names[name], cents) for name, cents in row.items())
        for member_id, row in cells.items()
    }
    weights = {ballot.member_id: ballot.weight for ballot in ballots.ballots}
    return tuple(
        Receipt(
            member_id=member.id,
            name=member.name or member.id,
            weight=weights.get(member.id, 0),
            share_cents=sum(payment.cents for payment in paid.get(member.id, ())),
            payments=paid.get(member.id, ()),
        )
        for member in members
    )


def _tie(tie: OddCents) -> BrokenTie:
    return BrokenTie(tie.ids, tie.favoured_ids, Reason(_ODD_CENTS, {"names": list(tie.favoured_ids)}))


_BY_VOICES = Text(
    "en proportion des voix : {ballots_count:bulletin compte|bulletins comptent} chacun pour son poids, "
    "divisé entre les ressources selon ses points",
    "in proportion to voices: {ballots_count:ballot counts|ballots count} each for its weight, "
    "divided among resources by its points",
)
_BY_BUDGET = Text(
    "en proportion de ce que le budget donne déjà à chaque ressource, au-delà de son plancher (aucun bulletin)",
    "in proportion to what the budget already gives each resource, beyond its floor (no ballot)",
)
_EQUALLY = Text(
    "la même part pour chaque ressource (ni bulletin, ni ligne de budget)",
    "the same part for each resource (neither a ballot nor a budget line)",
)
_SHARE_WORDS = {
    _BY_VOICES: Text("{share_rate} des voix", "{share_rate} of the voices"),
    _BY_BUDGET: Text("{share_rate} du budget actuel", "{share_rate} of the present budget"),
    _EQUALLY: Text("{share_rate}, comme les autres", "{share_rate}, as the others"),
}
_EXTRA = Text("{extra_cents} de plus ({share})", "{extra_cents} more ({share})")
_AT_CEILING = Text(
    "arrêtée à son plafond de {ceiling_cents} ({why}) ; sa part ({share}) en donnait plus : les autres partagent la différence",
    "stopped at its ceiling of {ceiling_cents} ({why}); its part ({share}) gave more: the others share the difference",
)
_ODD_CENTS = Text(
    "il restait moins de centimes que de parts égales : les premières dans l'ordre des identifiants ({names})",
    "fewer cents were left than equal parts: the first in the order of ids ({names})",
)
