"""Family REC: the steward of each resource was asked, and its answer is respected."""

from __future__ import annotations

from collections.abc import Iterator

from amikit.compute.deliverables import NAME_THE_PAYEE
from amikit.compute.proposal import Proposal
from amikit.compute.shares import is_paid_to_steward, leaves_something_open
from amikit.i18n import Text
from amikit.model.agreement import AgreementStatus
from amikit.model.budget import PayeeKind
from amikit.model.catalog import Per
from amikit.rules.declare import ADVICE, TODO, Finding, found, rule


@rule(
    "REC006",
    ADVICE,
    Text(
        "{resource} : l'accord du porteur n'a pas encore été demandé.",
        "{resource}: its steward has not been asked yet.",
    ),
    Text(
        "« amikit agree request --resource {id} » écrit la lettre ; une fois envoyée, notez « accord: » avec "
        "« statut: demande » et « le: » suivi de la date.",
        "“amikit agree request --resource {id}” writes the letter; once it is sent, note “accord:” with “statut: demande” "
        "and “le:” followed by the date.",
    ),
)
def stewards_were_asked(proposal: Proposal) -> Iterator[Finding]:
    """The steward of each resource was asked for its agreement.

    Money from outside can bend a resource's aims: its steward has a word to say.
    """
    members = proposal.dossier.members_by_id
    for use, resource, about in proposal.declared:
        is_known = "dossier/ressources" not in proposal.dossier.unreadable
        is_own = resource.steward is not None and resource.steward.member_id in members  # asked about its whole part
        if use.agreement is None and use.commitments and is_known and not is_own:
            yield found(use.at(), about, resource=resource.name, id=resource.id)


@rule(
    "REC007",
    ADVICE,
    Text(
        "{resource} : le porteur a refusé, et la réponse s'appuie encore sur cette ressource.",
        "{resource}: its steward refused, and the answer still relies on this resource.",
    ),
    Text(
        "Retirez la ressource et ses lignes, ou convenez ensemble d'autre chose.",
        "Remove the resource and its lines, or agree together on something else.",
    ),
)
def refusals_are_respected(proposal: Proposal) -> Iterator[Finding]:
    """Nothing is promised to a steward who refused.

    Money can bend a resource: a refusal is a steward's right.
    """
    for use, resource, about in proposal.declared:
        if use.agreement and use.agreement.status is AgreementStatus.REFUSED:
            yield found(use.agreement.at("status"), about, resource=resource.name)


@rule(
    "REC017",
    TODO,
    Text(
        "{resource} : l'attente « {id} » ne compte rien ici : {reason}.",
        "{resource}: the expectation “{id}” counts nothing here: {reason}.",
    ),
    Text(
        "Dites ce qui est compté : « genre: tiers-lieu » pour un lieu, « lieux » de cette ressource, ou « lieux_accompagnes ».",
        "Say what is counted: “genre: tiers-lieu” for a place, “lieux” of this resource, or “lieux_accompagnes”.",
    ),
)
def bases_are_not_empty(proposal: Proposal) -> Iterator[Finding]:
    """What a figure is counted by, places, members, supported places, is there to be counted.

    A steward who expects something per place would otherwise be owed nothing by an answer full of places.
    """
    dossier = proposal.dossier
    if any(dossier.is_unread(member.at("kind")) for member in dossier.members):
        return  # it may be a place
    for row in proposal.ledger.rows:
        if row.expectation is None or row.base is None or row.base.count:
            continue
        figure = row.expectation.figure
        if figure is None or figure.per not in (Per.MEMBER, Per.PLACE, Per.SUPPORTED_PLACE, Per.PLACE_YEAR):
            continue
        yield found(
            row.use.at(),
            f"ressources/{row.resource.id}",
            resource=row.resource.name,
            id=row.expectation.id,
            reason=row.expected_reason,
        )


@rule(
    "REC018",
    TODO,
    Text(
        "La ligne « {line} » paie le porteur de {resource}, et personne ne sait qui c'est : elle ne compte pas pour cette ressource.",
        "The line “{line}” pays the steward of {resource}, and nobody knows who that is: it does not count for this resource.",
    ),
    NAME_THE_PAYEE,
)
def paid_stewards_are_known(proposal: Proposal) -> Iterator[Finding]:
    """A line that pays “the steward” pays somebody.

    A word is not a payee: without a name, nothing shows that the money reaches the resource.
    """
    for line in proposal.dossier.budget.expenses:
        is_to_steward = line.is_cash and line.payee is not None and line.payee.kind is PayeeKind.STEWARD
        resource = proposal.catalog.get(line.destination.target_id) if is_to_steward and line.destination else None
        if resource is not None and not is_paid_to_steward(line, resource) and not leaves_something_open(line):
            yield found(line.at("payee"), line.address, line=line.id, resource=resource.name)
