"""Family GOV: the consortium decided together, and planned to meet."""

from __future__ import annotations

from collections.abc import Iterator

from amikit.compute.proposal import Proposal
from amikit.i18n import Text
from amikit.model.decision import DecisionOutcome, DecisionSubject
from amikit.model.dossier import MeetingKind
from amikit.rules.declare import ADVICE, TODO, Finding, found, rule


def _adopted(proposal: Proposal, subject: DecisionSubject) -> bool:
    """Whether a decision on that subject was adopted, waits for its outcome (GOV006 says so), or cannot be read."""
    dossier = proposal.dossier
    return any(
        (decision.subject is subject and decision.outcome in (DecisionOutcome.ADOPTED, None))
        or dossier.is_unread(decision.at("subject"))
        for decision in dossier.decisions
    ) or any(name.startswith("decisions/") for name in dossier.unreadable)


@rule(
    "GOV001",
    TODO,
    Text(
        "Aucune décision ne dit que le consortium a adopté cette réponse.",
        "No decision says that the consortium adopted this answer.",
    ),
    Text(
        "Ajoutez dans « decisions » un fichier avec « objet: reponse » et « issue: adoptee ».",
        "Add to “decisions” a file with “objet: reponse” and “issue: adoptee”.",
    ),
    waits_for=["LOA037"],
)
def answer_was_adopted(proposal: Proposal) -> Iterator[Finding]:
    """The members adopted the answer, and the register says so.

    One voice is what a funder looks for in a joint answer; nobody signs for others.
    """
    if not _adopted(proposal, DecisionSubject.ANSWER):
        yield found(proposal.dossier.settings.at(), "dossier/decisions")


@rule(
    "GOV002",
    TODO,
    Text("Aucune décision ne dit comment l'argent a été réparti.", "No decision says how the money was shared."),
    Text(
        "Ajoutez dans « decisions » un fichier avec « objet: allocation » et « issue: adoptee ».",
        "Add to “decisions” a file with “objet: allocation” and “issue: adoptee”.",
    ),
    waits_for=["LOA037"],
)
def allocation_was_adopted(proposal: Proposal) -> Iterator[Finding]:
    """The members adopted the way the money is shared.

    The share to the commons holds over the years only if everyone agreed to it.
    """
    if proposal.dossier.budget.expenses and not _adopted(proposal, DecisionSubject.ALLOCATION):
        yield found(proposal.dossier.settings.at(), "dossier/decisions")


@rule(
    "GOV003",
    TODO,
    Text("Une objection ({by}) attend encore sa réponse.", "An objection ({by}) still waits for a reply."),
    Text(
        "Écrivez dans « integration » ce que l'objection a changé.",
        "Write in “integration” what the objection changed.",
    ),
)
def objections_are_integrated(proposal: Proposal) -> Iterator[Finding]:
    """Each objection says how it was integrated.

    With consent, an objection improves the proposal; a silent one will come back.
    """
    for decision in proposal.dossier.decisions:
        for objection in decision.objections:
            if not objection.integrated:
                by = objection.by or Text("sans nom", "unnamed")
                yield found(objection.at(), f"decisions/{decision.id}", by=by)


@rule(
    "GOV004",
    ADVICE,
    Text(
        "La décision « {title} » ne dit pas quand on en reparle.",
        "The decision “{title}” does not say when it will be reviewed.",
    ),
    Text("Ajoutez « a_revoir_le: … ».", "Add “a_revoir_le: …”."),
)
def decisions_are_reviewed(proposal: Proposal) -> Iterator[Finding]:
    """An adopted decision has a date of review.

    A decision that can be reviewed is easier to consent to.
    """
    for decision in proposal.dossier.decisions:
        is_known = not proposal.dossier.is_unread(decision.at("review_on"))
        if decision.outcome is DecisionOutcome.ADOPTED and decision.review_on is None and is_known:
            yield found(decision.at(), f"decisions/{decision.id}", title=decision.title or decision.id)


@rule(
    "GOV005",
    ADVICE,
    Text("Aucune rencontre n'est prévue pour {what}.", "No meeting is planned to {what}."),
    Text("Ajoutez au calendrier une date avec « genre: {kind} ».", "Add to the calendar a date with “genre: {kind}”."),
)
def people_will_meet(proposal: Proposal) -> Iterator[Finding]:
    """The calendar has times to share the vision, to split the work, and to know each other.

    The consortium of the first such answer held three or four before it began
    (Movilab, page MONSCOBAR).
    """
    if "dossier/calendrier" in proposal.dossier.unreadable:
        return
    kinds = {event.kind for event in proposal.dossier.settings.events}
    for kind, what in (
        (MeetingKind.VISION, Text("partager la vision", "share the vision")),
        (MeetingKind.WORK, Text("répartir le travail", "split the work")),
        (MeetingKind.PEOPLE, Text("mieux se connaître", "get to know each other")),
    ):
        if kind not in kinds:
            yield found(proposal.dossier.settings.at("events"), "dossier/calendrier", what=what, kind=kind.value)


@rule(
    "GOV006",
    TODO,
    Text("La décision « {title} » ne dit pas encore {missing}.", "The decision “{title}” does not say yet {missing}."),
    Text("Remplissez en haut du fichier : {keys}.", "Fill in at the top of the file: {keys}."),
)
def decisions_are_complete(proposal: Proposal) -> Iterator[Finding]:
    """A decision says when, who was there, in which mode, and what came out.

    It is the record that the members, and the funder, go back to.
    """
    for decision in proposal.dossier.decisions:
        blanks = [
            (key, what)
            for value, key, what in (
                (decision.on, "date", Text("quand", "when")),
                (decision.participants, "participants", Text("avec qui", "with whom")),
                (decision.mode, "mode", Text("comment elle a été prise", "how it was made")),
                (decision.outcome, "issue", Text("ce qui en est sorti", "what came of it")),
            )
            if not value
        ]
        if blanks:
            keys, missing = [key for key, _ in blanks], [what for _, what in blanks]
            title = decision.title or decision.id
            yield found(decision.at_keys(keys[0]), f"decisions/{decision.id}", title=title, missing=missing, keys=keys)
