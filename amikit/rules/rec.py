"""Family REC: who relies on a resource says what it gives back."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from amikit.compute.committed import cash_part_cents
from amikit.compute.ledger import Row, Status
from amikit.compute.proposal import Proposal
from amikit.i18n import Text, format_euros, format_hours
from amikit.model.budget import Nature
from amikit.model.catalog import Form, Resource, Usage
from amikit.model.dossier import AgreedFigure, AgreementStatus, Choice, Commitment, MentionOnly, ResourceUse
from amikit.nearby import did_you_mean
from amikit.rules.declare import ADVICE, ERROR, TODO, Finding, found, rule


def _declared(proposal: Proposal) -> Iterator[tuple[ResourceUse, Resource, str]]:
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
    for use, resource, about in _declared(proposal):
        relied_on = any(usage is not Usage.MENTION for usage in use.usages)
        funded = any(line.feeds(resource.id) for line in proposal.dossier.budget.expenses)
        if relied_on and not use.commitments and not funded:
            yield found(use.at(), about, resource=resource.name, id=resource.id)


@rule(
    "REC005",
    TODO,
    Text(
        "{resource} : le geste « {what} » ne dit pas encore {missing}.",
        "{resource}: the act “{what}” does not say {missing} yet.",
    ),
    Text(
        "Ajoutez « responsable » et « echeance » à cet engagement.",
        "Add “responsable” and “echeance” to this commitment.",
    ),
)
def acts_say_who_and_when(proposal: Proposal) -> Iterator[Finding]:
    """An act promised in kind says what, who, and by when.

    A promise that nobody carries is not one.
    """
    for row in proposal.ledger.rows:
        for act in row.acts:
            missing = [
                words
                for value, words in (
                    (act.description.strip(), Text("quoi", "what")),
                    (act.responsible_id, Text("qui", "who")),
                    (act.due_on, Text("pour quand", "by when")),
                )
                if not value
            ]
            if missing:
                what = act.description or act.answers_id or Text("sans nom", "unnamed")
                yield found(
                    act.at(), f"ressources/{row.resource.id}", resource=row.resource.name, what=what, missing=missing
                )


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
    for use, resource, about in _declared(proposal):
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
    for use, resource, about in _declared(proposal):
        if use.agreement and use.agreement.status is AgreementStatus.REFUSED:
            yield found(use.agreement.at("status"), about, resource=resource.name)


@rule(
    "REC008",
    ERROR,
    Text("{resource} n'a pas d'attente « {id} ».", "{resource} has no expectation “{id}”."),
    Text(
        "{advice} Pour une contribution libre, retirez « reponse_a ».",
        "{advice} For a free contribution, remove “reponse_a”.",
    ),
)
def commitments_answer_something(proposal: Proposal) -> Iterator[Finding]:
    """A commitment, or an agreed figure, names an expectation that the resource has.

    A wrong name would leave the expectation uncovered without a word.
    """
    for use, resource, about in _declared(proposal):
        known = [expectation.id for expectation in resource.expectations]
        figures = use.agreement.figures if use.agreement else ()
        holders: list[Commitment | AgreedFigure] = [*use.commitments, *figures]
        for holder in holders:
            if holder.answers_id and holder.answers_id not in known:
                advice = did_you_mean(holder.answers_id, known)
                yield found(holder.at("answers_id"), about, resource=resource.name, id=holder.answers_id, advice=advice)


@rule(
    "REC009",
    ERROR,
    Text(
        "La ligne « {line} » ne peut pas tenir cet engagement : {why}.",
        "The line “{line}” cannot keep this commitment: {why}.",
    ),
    Text("{advice}", "{advice}"),
)
def lines_of_commitments_count(proposal: Proposal) -> Iterator[Finding]:
    """A line that answers an expectation exists, feeds that resource, and is of the right kind.

    A paid hour counts as cash only; unpaid hours answer an expectation of time.
    """
    lines = proposal.dossier.budget.expenses_by_id
    for use, resource, about in _declared(proposal):
        forms = {expectation.id: expectation.form for expectation in resource.expectations}
        for commitment in use.commitments:
            for part in commitment.lines:
                line = lines.get(part.line_id)
                advice = Text("", "")
                if line is None:
                    if (
                        f"budget/{part.line_id}" in proposal.dossier.unreadable
                        or "budget/depenses" in proposal.dossier.unreadable
                    ):
                        continue
                    why = Text("elle n'est pas dans depenses.csv", "it is not in depenses.csv")
                    advice = did_you_mean(part.line_id, lines)
                elif not line.feeds(resource.id):
                    why = Text(
                        f"sa destination est « {line.destination or '—'} »",
                        f"its destination is “{line.destination or '—'}”",
                    )
                    advice = Text(
                        f"Donnez-lui la destination « ressource:{resource.id} », ou retirez-la d'ici.",
                        f"Give it the destination “ressource:{resource.id}”, or remove it from here.",
                    )
                elif forms.get(commitment.answers_id) is Form.TIME and line.nature is not Nature.VOLUNTEERING:
                    why = Text("l'attente demande du temps bénévole", "the expectation wants unpaid time")
                    advice = Text("Nommez une ligne de nature « benevolat ».", "Name a line of nature “benevolat”.")
                elif forms.get(commitment.answers_id) is Form.CASH and not line.is_cash:
                    why = Text("l'attente demande de l'argent", "the expectation wants money")
                    advice = Text("Nommez une ligne de nature « argent ».", "Name a line of nature “argent”.")
                else:
                    continue
                yield found(part.at("line_id"), about, line=part.line_id, why=why, advice=advice)


@rule(
    "REC010",
    ERROR,
    Text(
        "La ligne « {line} » vaut {line_cents}, et ses parts s'élèvent à {parts_cents}.",
        "The line “{line}” is worth {line_cents}, and its parts add up to {parts_cents}.",
    ),
    Text("Baissez les parts, ou comptez la ligne une seule fois.", "Lower the parts, or count the line only once."),
    needs_whole_budget=True,
)
def parts_fit_their_line(proposal: Proposal) -> Iterator[Finding]:
    """The parts of a line that answer expectations never exceed the line.

    The same euro promised twice is the first thing that a steward finds out.
    """
    lines = proposal.dossier.budget.expenses_by_id
    total: dict[str, int] = {}
    for use, _, about in _declared(proposal):
        for commitment in use.commitments:
            for part in commitment.lines:
                line = lines.get(part.line_id)
                if line is None or not line.is_cash:
                    continue
                before = total.get(line.id, 0)
                total[line.id] = before + cash_part_cents(part, line)
                if before <= line.cents < total[line.id]:
                    yield found(part.at(), about, line=line.id, line_cents=line.cents, parts_cents=total[line.id])


@rule(
    "REC011",
    TODO,
    Text(
        "La réponse apporte {what} à part, sans dire {missing}.",
        "The answer brings {what} of its own, and does not say {missing}.",
    ),
    Text(
        "Réutilisez une ressource commune, ou écrivez dans « choix » le motif, la licence et l'adresse de publication.",
        "Reuse a common resource, or write in “choix” the reason, the licence and where it is published.",
    ),
)
def own_choices_are_explained(proposal: Proposal) -> Iterator[Finding]:
    """A method, tools or documentation of one's own come with a reason, a licence and an address.

    The first three pitfalls of the places' forum: everyone proposes its own, and none lasts.
    """
    choices = proposal.dossier.settings.choices
    for choice, what in (
        (choices.method, Text("sa méthode", "a method")),
        (choices.tools, Text("ses outils", "tools")),
        (choices.documentation, Text("sa documentation", "documentation")),
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
            yield found(choice.at(), "dossier/choix", what=what, missing=missing)


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
