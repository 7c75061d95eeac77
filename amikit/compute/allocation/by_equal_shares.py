"""``parts-egales``: floors, then the Method of Equal Shares over the costed next steps."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction

from amikit.compute.allocation.envelope import Claim, Envelope, Step
from amikit.compute.allocation.equal_shares import Candidate, EqualShares, Purchase, Tie, Voice, compute_equal_shares
from amikit.compute.allocation.proposed import (
    BrokenTie,
    Outcome,
    Payment,
    ProposedAllocation,
    ProposedResource,
    ProposedStep,
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
from amikit.money import round_half_up

_REST = ""
"""Beside the steps in the table of who paid what: what nobody's step took."""


def share_over_steps(
    envelope: Envelope, claims: Sequence[Claim], members: Sequence[Member], ballots: Ballots
) -> ProposedAllocation:
    """Buy steps with what is left of the envelope after floors, each paid by those who support it."""
    floors = {claim.resource.id: claim.floor_cents for claim in claims}
    steps = [step for claim in claims for step in claim.steps]
    pool = envelope.cents - sum(floors.values())
    shared = compute_equal_shares(
        pool,
        [Candidate(step.id, step.cost_cents, step.resource_id) for step in steps],
        [Voice(ballot.member_id, ballot.points, ballot.weight) for ballot in ballots.ballots],
        floors=floors,
        ceilings={claim.resource.id: claim.ceiling_cents for claim in claims if claim.ceiling_cents is not None},
    )
    supporters = {step.id: sum(bool(ballot.points.get(step.id)) for ballot in ballots.ballots) for step in steps}
    resources = tuple(_proposed(claim, shared, supporters) for claim in claims)
    facts = {"ballots_count": len(ballots.ballots), "pool_cents": pool}
    return ProposedAllocation(
        mode=AllocationMode.EQUAL_SHARES,
        envelope=envelope,
        floors_cents=sum(floors.values()),
        basis=Reason(_SCORED if ballots.is_scored else _APPROVED, facts),
        resources=resources,
        left_cents=shared.left_cents,
        completion=_COMPLETION,
        receipts=_receipts(shared, steps, members, ballots),
        ties=tuple(_tie(tie) for tie in shared.ties),
    )


def _proposed(claim: Claim, shared: EqualShares, supporters: Mapping[str, int]) -> ProposedResource:
    steps = tuple(_step(step, claim, shared, supporters[step.id]) for step in claim.steps)
    extra = sum(step.net_cents for step in steps)
    reasons = [why_floor(claim)]
    paid = [step.title for step in steps if step.is_paid]
    if paid:
        reasons.append(Reason(_STEPS, {"extra_cents": extra, "titles": paid}))
    elif not claim.is_refused:
        reasons.append(_NO_STEP_PAID if steps else _NO_STEP)
    return ProposedResource.of(claim, claim.floor_cents + extra, joined(reasons), steps)


def _step(step: Step, claim: Claim, shared: EqualShares, supporters_count: int) -> ProposedStep:
    ranks = {purchase.step_id: (rank, purchase) for rank, purchase in enumerate(shared.purchases, start=1)}
    if step.id in ranks:
        rank, purchase = ranks[step.id]
        outcome = Outcome.COMPLETED if purchase.is_completion else Outcome.BOUGHT
        net, reason = purchase.net_cents, _why_paid(rank, purchase)
    else:
        net = 0
        outcome, reason = _why_not(step, claim, shared, supporters_count)
    return ProposedStep(
        id=step.id,
        resource_id=step.resource_id,
        title=step.title,
        cost_cents=step.cost_cents,
        net_cents=net,
        outcome=outcome,
        supporters_count=supporters_count,
        reason=reason,
    )


def _why_paid(rank: int, purchase: Purchase) -> Reason:
    facts = {
        "rank": rank,
        "supporters_count": purchase.supporters_count,
        "net_cents": purchase.net_cents,
        "floor_cents": purchase.floor_cents,
        "most_cents": round_half_up(purchase.most_cents),
    }
    text = _COMPLETED if purchase.is_completion else _BOUGHT if purchase.net_cents else _PAID_BY_FLOOR
    words = Reason(text, facts)
    if purchase.floor_cents and purchase.net_cents:
        return joined([words, Reason(_FLOOR_PAYS, {"floor_cents": purchase.floor_cents})])
    return words


def _why_not(step: Step, claim: Claim, shared: EqualShares, supporters_count: int) -> tuple[Outcome, Reason]:
    if not supporters_count:
        return Outcome.UNSUPPORTED, _UNSUPPORTED
    if step.id in shared.over_ceiling_ids:
        return Outcome.OVER_CEILING, Reason(_OVER_CEILING, {"ceiling_cents": claim.ceiling_cents})
    held = shared.held.get(step.id, Fraction(0))
    facts = {
        "supporters_count": supporters_count,
        "held_cents": held.numerator // held.denominator,
        "cost_cents": step.cost_cents,
        "left_cents": shared.left_cents,
    }
    return Outcome.SHORT, Reason(_SHORT, facts)


def _receipts(
    shared: EqualShares, steps: Sequence[Step], members: Sequence[Member], ballots: Ballots
) -> tuple[Receipt, ...]:
    """What each voice paid, to the cent: payments for a step sum to its price, those of a member to its part."""
    titles = {step.id: step.title for step in steps}
    bought = [purchase for purchase in shared.purchases if purchase.numerators]
    cells = round_table(_exact_table(shared, bought), shared.denominator)
    winners = set(shared.winners)
    by_member = {ballot.member_id: ballot for ballot in ballots.ballots}
    payments = {
        member_id: tuple(
            Payment(one.step_id, titles[one.step_id], row[one.step_id]) for one in bought if member_id in one.numerators
        )
        for member_id, row in cells.items()
    }
    return tuple(
        _receipt(
            member,
            by_member.get(member.id),
            payments.get(member.id, ()),
            cells.get(member.id, {}).get(_REST, 0),
            steps,
            winners,
        )
        for member in members
    )


def _exact_table(shared: EqualShares, bought: Sequence[Purchase]) -> dict[str, dict[str, int]]:
    """What each member pays for each step, and what it has left, over one denominator."""
    table = {
        member_id: {_REST: rest.numerator * (shared.denominator // rest.denominator)}
        for member_id, rest in shared.rest.items()
    }
    for purchase in bought:
        scale = shared.denominator // purchase.denominator
        for member_id, numerator in purchase.numerators.items():
            table[member_id][purchase.step_id] = numerator * scale
    return table


def _receipt(
    member: Member,
    ballot: Ballot | None,
    payments: tuple[Payment, ...],
    left_cents: int,
    steps: Sequence[Step],
    winners: Collection[str],
) -> Receipt:
    supported = [step for step in steps if ballot is not None and ballot.points.get(step.id)]
    paid_ids = {payment.id for payment in payments}
    return Receipt(
        member_id=member.id,
        name=member.name or member.id,
        weight=ballot.weight if ballot else 0,
        share_cents=sum(payment.cents for payment in payments) + left_cents,
        payments=payments,
        met=tuple(step.title for step in supported if step.id in winners and step.id not in paid_ids),
        unmet=tuple(step.title for step in supported if step.id not in winners),
        left_cents=left_cents,
    )


def _tie(tie: Tie) -> BrokenTie:
    facts = {"chosen": tie.chosen_id, "others": [name for name in tie.step_ids if name != tie.chosen_id]}
    return BrokenTie(tie.step_ids, (tie.chosen_id,), Reason(_TIED_COMPLETION if tie.is_completion else _TIED, facts))


_APPROVED = Text(
    "parts égales : {ballots_count:bulletin|bulletins} d'approbation se partagent {pool_cents} ; "
    "une étape est payée par ceux qui la soutiennent",
    "equal shares: {ballots_count:approval ballot shares|approval ballots share} {pool_cents}; "
    "a step is paid by those who support it",
)
_SCORED = Text(
    "parts égales : {ballots_count:bulletin noté|bulletins notés} se partagent {pool_cents} ; "
    "une étape est payée par ceux qui la soutiennent, en proportion de leurs points",
    "equal shares: {ballots_count:scored ballot shares|scored ballots share} {pool_cents}; "
    "a step is paid by those who support it, in proportion to their points",
)
_COMPLETION = Reason(
    Text(
        "complétion « utilitaire » : quand plus aucune étape ne peut être payée par ses seuls soutiens, le reste de toutes les "
        "parts paie les étapes les plus soutenues pour leur coût, tant qu'il suffit",
        "completion, “utilitarian”: once no step can be paid by its own supporters, what is left of all the parts pays the "
        "steps with most support for their cost, while it suffices",
    )
)
_STEPS = Text("{extra_cents} de plus pour {titles}", "{extra_cents} more for {titles}")
_NO_STEP = Reason(Text("aucune étape chiffrée à payer", "no costed step to pay"))
_NO_STEP_PAID = Reason(Text("aucune de ses étapes n'est payée", "none of its steps is paid"))
_BOUGHT = Text(
    "payée au tour {rank} : {supporters_count:membre la soutient|membres la soutiennent}, pour {net_cents} ; "
    "la plus grosse part est de {most_cents}",
    "paid at round {rank}: {supporters_count:member supports|members support} it, for {net_cents}; "
    "the largest part is {most_cents}",
)
_PAID_BY_FLOOR = Text(
    "payée au tour {rank} par le plancher de sa ressource ({floor_cents})",
    "paid at round {rank} by the floor of its resource ({floor_cents})",
)
_FLOOR_PAYS = Text("le plancher de sa ressource en paie {floor_cents}", "the floor of its resource pays {floor_cents}")
_COMPLETED = Text(
    "payée au tour {rank} par la complétion, sur le reste de toutes les parts : {net_cents} ; "
    "{supporters_count:membre la soutient|membres la soutiennent}",
    "paid at round {rank} by the completion, from what was left of all the parts: {net_cents}; "
    "{supporters_count:member supports|members support} it",
)
_UNSUPPORTED = Reason(Text("aucun bulletin ne la soutient", "no ballot supports it"))
_OVER_CEILING = Text(
    "elle ferait dépasser le plafond de sa ressource ({ceiling_cents})",
    "it would take its resource above its ceiling ({ceiling_cents})",
)
_SHORT = Text(
    "{supporters_count:membre la soutient et n'avait|membres la soutiennent et n'avaient} plus que {held_cents} ; elle coûte "
    "{cost_cents}, et ce qui reste à la fin ({left_cents}) ne la paie pas",
    "{supporters_count:member supports it and had|members support it and had} only {held_cents} left; it costs {cost_cents}, "
    "and what is left in the end ({left_cents}) does not pay for it",
)
_TIED = Text(
    "à exacte égalité avec {others}, {chosen} passe d'abord : la moins chère, puis l'ordre des identifiants",
    "exactly level with {others}, {chosen} comes first: the cheapest, then the order of ids",
)
_TIED_COMPLETION = Text(
    "dans la complétion, à exacte égalité avec {others}, {chosen} passe d'abord : la moins chère, puis l'ordre des identifiants",
    "in the completion, exactly level with {others}, {chosen} comes first: the cheapest, then the order of ids",
)
