"""The pitfalls that the places' own forum lists: a method, tools, documentation of one's own; what is not
free while a commons exists; commons that are relied on and not funded.

Each is read from what the consortium declares, never guessed from a turn of phrase.
"""

from __future__ import annotations

from collections.abc import Iterator

from amikit.compute.proposal import Proposal
from amikit.i18n import Text
from amikit.model.catalog import Usage
from amikit.rules.declare import ADVICE, TODO, Finding, found, rule


@rule(
    "REC011",
    TODO,
    Text(
        "La réponse apporte {what} à part, sans dire {missing}.",
        "The answer brings {what} of its own, and does not say {missing}.",
    ),
    Text(
        "Réutilisez une ressource commune, ou écrivez sous « {key}: », chacun sur sa ligne : « ressource: propre », "
        "« motif: … », « licence: CC-BY-SA-4.0 » et « ou: https://… ».",
        "Reuse a common resource, or write under “{key}:”, each on its line: “ressource: propre”, “motif: …”, "
        "“licence: CC-BY-SA-4.0” and “ou: https://…”.",
    ),
)
def own_choices_are_explained(proposal: Proposal) -> Iterator[Finding]:
    """A method, tools or documentation of one's own come with a reason, a licence and an address.

    The first three pitfalls of the places' forum: everyone proposes its own, and none lasts.
    """
    choices = proposal.dossier.settings.choices
    for choice, key, what in (
        (choices.method, "methode", Text("sa méthode", "a method")),
        (choices.tools, "outils", Text("ses outils", "tools")),
        (choices.documentation, "documentation", Text("sa documentation", "documentation")),
    ):
        if choice is None or not choice.is_own:
            continue
        missing = [
            words
            for value, words in (
                (choice.reason, Text("pourquoi", "why")),
                (choice.licence, Text("sous quelle licence", "under which licence")),
                (choice.where, Text("où ce sera publié", "where it will be published")),
            )
            if not value
        ]
        if missing:
            yield found(choice.at(), "dossier/choix", key=key, what=what, missing=missing)


@rule(
    "REC016",
    ADVICE,
    Text(
        "« {name} » est cité ici ; une ressource commune peut le remplacer : {resource}.",
        "“{name}” is named here; a shared resource can replace it: {resource}.",
    ),
    Text(
        "Regardez « amikit catalog show {id} » ; si elle convient, ajoutez dans « ressources » : ressource: {id}.",
        "Look at “amikit catalog show {id}”; if it suits, add to “ressources”: ressource: {id}.",
    ),
)
def commons_come_before_what_they_replace(proposal: Proposal) -> Iterator[Finding]:
    """Where a commons exists, the answer relies on it rather than on what is not free.

    Places that each buy the same closed tool pay for it again every year, and nothing stays in common.
    """
    used = {use.resource_id for use in proposal.dossier.settings.uses if set(use.usages) - {Usage.MENTION}}
    said: set[tuple[str, str]] = set()
    for mention in proposal.substitutes:
        resource = proposal.catalog.get(mention.resource_id)
        if resource is None or resource.id in used or (resource.id, mention.name) in said:
            continue
        said.add((resource.id, mention.name))
        yield found(mention.span, mention.where, name=mention.name, resource=resource.name, id=resource.id)


@rule(
    "REC004",
    TODO,
    Text(
        "La réponse s'appuie sur {resource} sans rien lui apporter.",
        "The answer relies on {resource} and brings it nothing.",
    ),
    Text(
        "Prévoyez une ligne de budget « ressource:{id} » ou un geste, et écrivez-le dans « engagements ».",
        "Plan a budget line “ressource:{id}” or an act, and write it in “engagements”.",
    ),
    needs_whole_budget=True,
)
def used_resources_receive_something(proposal: Proposal) -> Iterator[Finding]:
    """A resource that the answer uses receives something: money, hours or an act.

    The last of the pitfalls that the places' forum lists: commons are relied on, left
    out of the budget, and run out.
    """
    for use, resource, about in proposal.declared:
        relied_on = any(usage is not Usage.MENTION for usage in use.usages)
        funded = any(line.feeds(resource.id) for line in proposal.dossier.budget.expenses)
        promised = any(not commitment.is_empty for commitment in use.commitments)
        if relied_on and not promised and not funded:
            yield found(use.at(), about, resource=resource.name, id=resource.id)
