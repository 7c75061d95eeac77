"""Family REC: who relies on a resource declares it, gives something back, and explains what is its own."""

from __future__ import annotations

from collections.abc import Iterator

from amikit.compute.proposal import Proposal
from amikit.i18n import Text
from amikit.model.dossier import Choice, MentionOnly, ResourceUse
from amikit.rules.declare import ERROR, TODO, Finding, found, rule
from amikit.spelling import did_you_mean


@rule(
    "REC001",
    TODO,
    Text(
        "« {name} » est cité ici, et la ressource n'est pas déclarée.",
        "“{name}” is named here, and the resource is not declared.",
    ),
    Text(
        "Ajoutez dans « ressources » : « - ressource: {id} » ; ou, si la réponse ne s'appuie pas dessus, dans « mentions_sans_engagement » avec le motif.",
        "Add to “ressources”: “- ressource: {id}”; or, if the answer does not rely on it, to “mentions_sans_engagement” with the reason.",
    ),
    waits_for=["REC002"],
)
def mentions_are_declared(proposal: Proposal) -> Iterator[Finding]:
    """A resource that the text names is declared, or its mention is explained.

    Naming a commons lends its credit to the answer: something is owed back, or a word.
    """
    settings = proposal.dossier.settings
    known = set(proposal.dossier.uses_by_id) | {mention.resource_id for mention in settings.mentions_only}
    said: set[str] = set()
    for mention in proposal.mentions:
        if mention.resource_id not in known and mention.resource_id not in said:
            said.add(mention.resource_id)
            yield found(mention.span, mention.where, name=mention.name, id=mention.resource_id)


@rule(
    "REC002",
    ERROR,
    Text("La ressource « {id} » n'est pas dans le catalogue.", "The resource “{id}” is not in the catalog."),
    Text(
        "{hint} Une ressource à vous se décrit dans ressources/{id}.yaml.",
        "{hint} Describe one of your own in ressources/{id}.yaml.",
    ),
)
def resources_exist(proposal: Proposal) -> Iterator[Finding]:
    """Every resource that the dossier names is in the catalog.

    Nothing is known of what the steward of an unknown resource expects.
    """
    settings, catalog = proposal.dossier.settings, proposal.catalog
    choices = settings.choices
    holders: list[tuple[ResourceUse | MentionOnly | Choice, str]] = []
    holders += [(use, f"ressources/{use.resource_id}") for use in settings.uses]
    holders += [(mention, f"mentions/{mention.resource_id}") for mention in settings.mentions_only]
    holders += [
        (choice, "dossier/choix")
        for choice in (choices.method, choices.tools, choices.documentation)
        if choice is not None and not choice.is_own
    ]
    for holder, about in holders:
        name = holder.resource_id
        if not catalog.knows(name):
            yield found(holder.at("resource_id"), about, id=name, hint=did_you_mean(name, catalog.by_id))


@rule(
    "REC020",
    TODO,
    Text(
        "{resource} : la réponse ne dit pas encore à quoi cette ressource lui sert.",
        "{resource}: the answer does not say yet what this resource is for here.",
    ),
    Text("Écrivez « pour: … » sous cette ressource.", "Write “pour: …” below this resource."),
)
def uses_say_what_for(proposal: Proposal) -> Iterator[Finding]:
    """Each resource that the answer relies on says what it is for here.

    The card of a resource praises it in general; only the consortium knows what it will do with it.
    """
    for use, resource, about in proposal.declared:
        if not use.purpose.strip() and not proposal.dossier.is_unread(use.at("purpose")):
            yield found(use.at(), about, resource=resource.name)


@rule(
    "REC012",
    TODO,
    Text("La mention « {id} » n'est pas expliquée.", "The mention “{id}” is not explained."),
    Text("{hint}", "{hint}"),
)
def lone_mentions_have_a_reason(proposal: Proposal) -> Iterator[Finding]:
    """A resource named without a commitment says why.

    Its steward may ask.
    """
    for mention in proposal.dossier.settings.mentions_only:
        if not mention.reason:
            # A lone word has no room for a reason.
            hint = _GIVE_REASON if mention.text_at("ressource") else _make_room(mention.resource_id)
            yield found(mention.at(), f"mentions/{mention.resource_id}", id=mention.resource_id, hint=hint)


_GIVE_REASON = Text(
    "Ajoutez « motif: … » : pourquoi la citer sans s'appuyer dessus.",
    "Add “motif: …”: why name it without relying on it.",
)


def _make_room(resource_id: str) -> Text:
    return Text(
        f"Écrivez « - ressource: {resource_id} », et dessous « motif: … » : pourquoi la citer sans s'appuyer dessus.",
        f"Write “- ressource: {resource_id}”, and below it “motif: …”: why name it without relying on it.",
    )
