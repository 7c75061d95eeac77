"""Family BUD: what each line feeds and who it pays exist, and a label is not enough."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from amikit.compute.deliverables import why_not_open
from amikit.compute.proposal import Proposal
from amikit.i18n import Text
from amikit.model.budget import DestinationKind, PayeeKind
from amikit.model.consortium import Maturity
from amikit.rules.declare import ADVICE, ERROR, TODO, Finding, found, rule
from amikit.spelling import did_you_mean


@rule(
    "BUD006",
    TODO,
    Text("La ligne « {id} » ne dit pas à quoi va l'argent.", "The line “{id}” does not say where its money goes."),
    Text(
        "Dans la colonne destination, écrivez « ressource:… » (du catalogue), « lieu:… » (un membre) ou « coordination ».",
        "In the column destination, write “ressource:…” (of the catalog), “lieu:…” (a member) or “coordination”.",
    ),
)
def expenses_have_a_destination(proposal: Proposal) -> Iterator[Finding]:
    """Every expense says what it feeds.

    Without it, nobody can tell what goes to the commons.
    """
    for line in proposal.dossier.budget.expenses:
        if line.destination is None:
            yield found(line.at("destination"), line.address, id=line.id)


@rule(
    "BUD007",
    ERROR,
    Text("« {id} » n'est pas {what}.", "“{id}” is not {what}."),
    Text("{hint}", "{hint}"),
)
def destinations_and_payees_exist(proposal: Proposal) -> Iterator[Finding]:
    """What a line feeds and who it pays exist: a resource, one of its steps, a place, a member.

    Money for something that nobody knows cannot be traced.
    """
    dossier, catalog = proposal.dossier, proposal.catalog
    places = [place.id for place in dossier.places]
    unread = {name.removeprefix("membres/") for name in dossier.unreadable}
    unread |= {member.id for member in dossier.members if dossier.is_unread(member.at("kind"))}
    a_member = Text("un membre du consortium", "a member of the consortium")
    for line in dossier.budget.expenses:
        about, target = line.address, line.destination
        if target and target.kind is DestinationKind.RESOURCE:
            resource = catalog.get(target.target_id)
            steps = [step.id for step in resource.next_steps] if resource else []
            if not catalog.knows(target.target_id):
                what = Text("une ressource du catalogue", "a resource of the catalog")
                hint = did_you_mean(target.target_id, catalog.by_id)
                yield found(line.at("destination"), about, id=target.target_id, what=what, hint=hint)
            elif resource and target.step_id and target.step_id not in steps:
                what = Text(f"une prochaine étape de {resource.name}", f"a next step of {resource.name}")
                hint = did_you_mean(target.step_id, steps)
                yield found(line.at("destination"), about, id=target.step_id, what=what, hint=hint)
        elif (
            target
            and target.kind is DestinationKind.PLACE
            and target.target_id not in places
            and target.target_id not in unread
        ):
            what = Text("un membre de genre tiers-lieu", "a member of kind tiers-lieu")
            hint = did_you_mean(target.target_id, places)
            yield found(line.at("destination"), about, id=target.target_id, what=what, hint=hint)
        payee = line.payee
        if (
            payee
            and payee.kind is PayeeKind.MEMBER
            and payee.name not in dossier.members_by_id
            and payee.name not in unread
        ):
            yield found(
                line.at("payee"),
                about,
                id=line.text_at("beneficiaire") or payee.name,
                what=a_member,
                hint=_payee_hint(payee.name, dossier.members_by_id),
            )


def _payee_hint(name: str, members: Iterable[str]) -> Text:
    hint = did_you_mean(name, [*members, "porteur"])
    return Text(
        f"{hint.fr} Qui n'est pas membre s'écrit « tiers:nom ».",
        f"{hint.en} Somebody else is written “tiers:name”.",
    )


@rule(
    "BUD008",
    TODO,
    Text(
        "La ligne « {id} » va à {place}, un lieu, sans dire pourquoi.",
        "The line “{id}” goes to {place}, a place, and does not say why.",
    ),
    Text(
        "Écrivez le motif dans la colonne motif, ou donnez la ligne à une ressource commune.",
        "Write the reason in the column motif, or give the line to a shared resource.",
    ),
)
def place_lines_have_a_reason(proposal: Proposal) -> Iterator[Finding]:
    """Money for one place says why; an emerging place needs no excuse.

    The answer funds commons; what a young place needs to exist is the known exception.
    """
    members = proposal.dossier.members_by_id
    for line in proposal.dossier.budget.expenses:
        target = line.destination
        if target is None or target.kind is not DestinationKind.PLACE or line.reason or not line.is_cash:
            continue
        if proposal.dossier.is_unread(line.at("nature")):
            continue
        place = members.get(target.target_id)
        if place is not None and place.maturity is not Maturity.EMERGING:
            yield found(line.at("reason"), line.address, id=line.id, place=place.name or place.id)


@rule(
    "BUD013",
    ADVICE,
    Text(
        "La ligne « {id} » vise {resource} et ne compte pas pour les ressources : {why}.",
        "The line “{id}” is meant for {resource} and does not count towards resources: {why}.",
    ),
    Text("{hint}", "{hint}"),
    waits_here=["BUD007", "REC015", "REC018"],
)
def resource_lines_count(proposal: Proposal) -> Iterator[Finding]:
    """A line meant for a resource pays its steward, or leaves something open to all.

    A label alone funds nothing.
    """
    counted = {share.line_id for share in proposal.shares.lines if share.kind is DestinationKind.RESOURCE}
    for line in proposal.dossier.budget.expenses:
        target = line.destination
        if not line.is_cash or target is None or target.kind is not DestinationKind.RESOURCE or line.id in counted:
            continue
        resource = proposal.catalog.get(target.target_id)
        if resource is None or proposal.dossier.is_unread(line.at("nature")):
            continue
        why, hint = why_not_open(line)
        yield found(line.at("deliverable"), line.address, id=line.id, resource=resource.name, why=why, hint=hint)
