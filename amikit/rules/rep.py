"""Family REP: what stops an allocation from being proposed, besides the ballots (``load/ballots.py``)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from amikit.compute.reason import Reason
from amikit.diagnostics import Diagnostic, Fault, Severity
from amikit.i18n import Text
from amikit.model.decision import Allocation
from amikit.source.span import Span
from amikit.spelling import did_you_mean

if TYPE_CHECKING:
    from amikit.compute.allocation.envelope import Claim, Envelope

ABOUT = "dossier/allocation"
FLOORS_ABOVE_ENVELOPE = Fault(
    "REP007",
    Severity.ERROR,
    Text(
        "Les planchers demandent {floors_cents} ({floors}) : {gap_cents} de plus que l'enveloppe ({envelope_cents}).",
        "The floors ask for {floors_cents} ({floors}): {gap_cents} more than the envelope ({envelope_cents}).",
    ),
    Text(
        "Augmentez l'enveloppe, renoncez à une ressource, ou convenez d'un autre montant avec son porteur.",
        "Raise the envelope, do without a resource, or agree on another amount with its steward.",
    ),
)
FLOOR_ABOVE_CEILING = Fault(
    "REP008",
    Severity.ERROR,
    Text(
        "Le plancher de {resource} ({floor_cents}) dépasse de {gap_cents} son plafond ({ceiling_cents}).",
        "The floor of {resource} ({floor_cents}) is {gap_cents} above its ceiling ({ceiling_cents}).",
    ),
    Text(
        "Relevez le plafond, ou convenez d'un autre montant avec le porteur.",
        "Raise the ceiling, or agree on another amount with the steward.",
    ),
)
NO_ENVELOPE = Fault(
    "REP009",
    Severity.TODO,
    Text("Il n'y a pas encore de montant à répartir.", "There is no amount to share yet."),
    Text(
        "Donnez-le : « --envelope 12000 » ; ou écrivez le budget, ou « part_communs_min » et une recette sollicitée.",
        "Give it: “--envelope 12000”; or write the budget, or “part_communs_min” and an income that is asked for.",
    ),
)
NOTHING_TO_COUNT = Fault(
    "REP010",
    Severity.TODO,
    Text("Ce calcul attend encore {missing}.", "This calculation still waits for {missing}."),
    Text("{hint}", "{hint}"),
)
UNKNOWN_CEILING = Fault(
    "REP011",
    Severity.ERROR,
    Text(
        "Le plafond nomme « {id} », qui n'est pas une ressource déclarée.",
        "The ceiling names “{id}”, which is not a declared resource.",
    ),
    Text("{hint}", "{hint}"),
)
FAULTS = (FLOORS_ABOVE_ENVELOPE, FLOOR_ABOVE_CEILING, NO_ENVELOPE, NOTHING_TO_COUNT, UNKNOWN_CEILING)


def find_obstacles(
    allocation: Allocation, place: Span, envelope: Envelope | None, claims: Sequence[Claim]
) -> Iterator[Diagnostic]:
    """What must be settled before anything is proposed, whatever the mode; ``place`` is where ``allocation`` is written."""
    known = {claim.resource.id: claim for claim in claims}
    for ceiling in allocation.ceilings:
        claim, span = known.get(ceiling.resource_id), ceiling.at("resource_id")
        if claim is None:
            yield UNKNOWN_CEILING.at(span, ABOUT, id=ceiling.resource_id, hint=did_you_mean(ceiling.resource_id, known))
        elif claim.ceiling_cents is not None and claim.floor_cents > claim.ceiling_cents:
            yield FLOOR_ABOVE_CEILING.at(
                ceiling.at("amount_cents"),
                ABOUT,
                resource=claim.resource.name,
                floor_cents=claim.floor_cents,
                ceiling_cents=claim.ceiling_cents,
                gap_cents=claim.floor_cents - claim.ceiling_cents,
            )
    if not claims:
        missing = Text("une ressource déclarée", "a declared resource")
        hint = Text("Déclarez-la dans « ressources ».", "Declare it in “ressources”.")
        yield NOTHING_TO_COUNT.at(place, ABOUT, missing=missing, hint=hint)
    if envelope is None:
        yield NO_ENVELOPE.at(place, ABOUT)
        return
    floors_cents = sum(claim.floor_cents for claim in claims)
    if floors_cents > envelope.cents:
        yield FLOORS_ABOVE_ENVELOPE.at(
            place,
            ABOUT,
            floors=[_named(claim) for claim in claims if claim.floor_cents],
            floors_cents=floors_cents,
            envelope_cents=envelope.cents,
            gap_cents=floors_cents - envelope.cents,
        )


def _named(claim: Claim) -> Reason:
    return Reason(_NAMED, {"resource": claim.resource.name, "floor_cents": claim.floor_cents})


_NAMED = Text("{resource} {floor_cents}", "{resource} {floor_cents}")
