"""Family REC: what was agreed to is what stands in the answer."""

from __future__ import annotations

from collections.abc import Iterator

from amikit.compute.agreements import is_stale, part_fingerprint, use_fingerprint, what_changed
from amikit.compute.parts import compute_parts
from amikit.compute.proposal import Proposal
from amikit.i18n import Text
from amikit.rules.declare import ADVICE, Finding, found, rule


@rule(
    "REC021",
    ADVICE,
    Text(
        "{resource} : ce qui est écrit n'est plus ce que son porteur a lu ({what}).",
        "{resource}: what is written is no longer what its steward read ({what}).",
    ),
    Text(
        "Redemandez-lui : « amikit agree request --resource {id} » écrit la lettre ; ou revenez à ce qui était convenu.",
        "Ask again: “amikit agree request --resource {id}” writes the letter; or go back to what was agreed.",
    ),
    needs_whole_budget=True,
)
def stewards_agreed_to_what_stands(proposal: Proposal) -> Iterator[Finding]:
    """The answer of a steward is about the uses, expectations and commitments that stand today.

    An agreement to three thousand euros is none to two thousand: the document says that it was about another version.
    """
    dossier = proposal.dossier
    if "dossier/ressources" in dossier.unreadable:
        return
    for use, resource, about in proposal.declared:
        if use.agreement and is_stale(use.agreement, use_fingerprint(use, resource, dossier)):
            what = what_changed(use, resource, dossier)
            yield found(use.agreement.at("fingerprint"), about, resource=resource.name, id=resource.id, what=what)


@rule(
    "REC022",
    ADVICE,
    Text(
        "{member} : sa part n'est plus celle qui lui a été montrée.",
        "{member}: its part is no longer the one that it was shown.",
    ),
    Text(
        "Redemandez-lui : « amikit agree request --member {id} » écrit la lettre ; ou revenez à ce qui était convenu.",
        "Ask again: “amikit agree request --member {id}” writes the letter; or go back to what was agreed.",
    ),
    needs_whole_budget=True,
)
def members_agreed_to_their_part(proposal: Proposal) -> Iterator[Finding]:
    """The answer of a member is about the part that it has today: lines, hours, promises, mandate.

    A member who finds after the decision that its hours were halved will not hold what it never agreed to.
    """
    dossier = proposal.dossier
    answered = [member for member in dossier.members if member.agreement]
    if not answered or {"dossier/ressources", "dossier/personnes"} & set(dossier.unreadable):
        return
    parts = compute_parts(dossier, proposal.catalog)
    for member in answered:
        if member.agreement and is_stale(member.agreement, part_fingerprint(parts[member.id], dossier)):
            about = f"membres/{member.id}"
            yield found(member.agreement.at("fingerprint"), about, member=member.name or member.id, id=member.id)
