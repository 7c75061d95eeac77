"""Family REC: who relies on a resource says what it gives back."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from amikit.compute.ledger import Row, Status
from amikit.compute.proposal import Proposal
from amikit.i18n import Text, format_euros, format_hours
from amikit.model.catalog import Form, Resource, Usage
from amikit.model.dossier import AgreementStatus, Choice, MentionOnly, ResourceUse
from amikit.nearby import did_you_mean
from amikit.rules.declare import ADVICE, ERROR, TODO, Finding, found, rule


def declared(proposal: Proposal) -> Iterator[tuple[ResourceUse, Resource, str]]:
    """The declared resources that the catalog knows."""
    for use in proposal.dossier.settings.uses:
        resource = proposal.catalog.get(use.resource_id)
        if resource is not None:
            yield use, resource, f"ressources/{use.resource_id}"


@rule(
    "REC001",
    TODO,
    Text(
        "« {name} » est cité ici, et la ressource n'est pas déclarée.",
        "“{name}” is named here, and the resource is not declared.",
    ),
    Text(
        "Ajoutez dans « ressources » : ressource: {id} ; ou, si la réponse ne s'appuie pas dessus, dans « mentions_sans_engagement » avec le motif.",
        "Add to “ressources”: ressource: {id}; or, if the answer does not rely on it, to “mentions_sans_engagement” with the reason.",
    ),
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
        "{advice} Une ressource à vous se décrit dans ressources/{id}.yaml.",
        "{advice} Describe one of your own in ressources/{id}.yaml.",
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
            yield found(holder.at("resource_id"), about, id=name, advice=did_you_mean(name, catalog.by_id))


@rule(
    "REC003",
    TODO,
    Text(
        "{resource} : il manque {gap} pour l'attente « {what} » ({reason}).",
        "{resource}: {gap} is missing for the expectation “{what}” ({reason}).",
    ),
    Text(
        "Ajoutez dans « engagements » de {id} : reponse_a: {expectation}, et les lignes du budget qui le paient.",
        "Add to “engagements” of {id}: reponse_a: {expectation}, and the budget lines that pay for it.",
    ),
    needs_whole_budget=True,
)
def expectations_are_covered(proposal: Proposal) -> Iterator[Finding]:
    """What a steward published or agreed is covered by a commitment, in money and in hours.

    A resource that everyone uses and nobody funds runs out; the steward said how much.
    """
    for row in proposal.ledger.rows:
        expectation = row.expectation
        if expectation is None or row.form is Form.ACT or row.status not in (Status.ABSENT, Status.PARTIAL):
            continue
        yield found(
            row.use.at(),
            f"ressources/{row.resource.id}",
            resource=row.resource.name,
            id=row.resource.id,
            expectation=expectation.id,
            what=expectation.description.strip().rstrip(".") or expectation.id,
            reason=_expected_words(row),
            gap=_gap_words(row),
        )


def _expected_words(row: Row) -> Text:
    return Text(row.expected_reason.say("fr"), row.expected_reason.say("en"))


def _gap_words(row: Row) -> Text:
    if row.form is Form.TIME:
        hours = (row.expected_hours or Fraction(0)) - row.committed_hours
        return Text(format_hours(hours, "fr"), format_hours(hours, "en"))
    cents = (row.expected_cents or 0) - row.committed_cents
    return Text(format_euros(cents, "fr"), format_euros(cents, "en"))


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
    for use, resource, about in declared(proposal):
        relied_on = any(usage is not Usage.MENTION for usage in use.usages)
        funded = any(line.feeds(resource.id) for line in proposal.dossier.budget.expenses)
        if relied_on and not use.commitments and not funded:
            yield found(use.at(), about, resource=resource.name, id=resource.id)


@rule(
    "REC006",
    ADVICE,
    Text(
        "{resource} : l'accord du porteur n'a pas encore été demandé.",
        "{resource}: its steward has not been asked yet.",
    ),
    Text(
        "Écrivez-lui, puis notez « accord: » avec « statut: demande » et « le: » suivi de la date.",
        "Write to them, then note “accord:” with “statut: demande” and “le:” followed by the date.",
    ),
)
def stewards_were_asked(proposal: Proposal) -> Iterator[Finding]:
    """The steward of each resource was asked for its agreement.

    Money from outside can bend a resource's aims: its steward has a word to say.
    """
    for use, resource, about in declared(proposal):
        if use.agreement is None and use.commitments:
            yield found(use.at(), about, resource=resource.name)


@rule(
    "REC007",
    TODO,
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
    for use, resource, about in declared(proposal):
        if use.agreement and use.agreement.status is AgreementStatus.REFUSED:
            yield found(use.agreement.at("status"), about, resource=resource.name)


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
    "REC012",
    TODO,
    Text("La mention « {id} » n'est pas expliquée.", "The mention “{id}” is not explained."),
    Text(
        "Ajoutez « motif: … » : pourquoi la citer sans s'appuyer dessus.",
        "Add “motif: …”: why name it without relying on it.",
    ),
)
def lone_mentions_have_a_reason(proposal: Proposal) -> Iterator[Finding]:
    """A resource named without a commitment says why.

    Its steward may ask.
    """
    for mention in proposal.dossier.settings.mentions_only:
        if not mention.reason:
            yield found(mention.at(), f"mentions/{mention.resource_id}", id=mention.resource_id)
