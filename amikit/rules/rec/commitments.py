"""Family REC: commitments cover what is expected, with lines and acts that can keep them."""

from __future__ import annotations

from collections.abc import Iterator

from amikit.compute.committed import cash_part_cents
from amikit.compute.deliverables import why_not_open
from amikit.compute.ledger import Row, Status
from amikit.compute.proposal import Proposal
from amikit.i18n import Text, format_list
from amikit.model.agreement import AgreedFigure
from amikit.model.budget import Budget, DestinationKind, Expense, Nature
from amikit.model.catalog import Expectation, Form, Honour
from amikit.model.dossier import Commitment, Dossier, ResourceUse
from amikit.rules.declare import ADVICE, ERROR, TODO, Finding, found, rule
from amikit.source.span import Span
from amikit.spelling import did_you_mean


@rule(
    "REC003",
    TODO,
    Text(
        "{resource} : il manque {gap_cents}{gap_hours} pour l'attente « {what} » ({reason}).",
        "{resource}: {gap_cents}{gap_hours} is missing for the expectation “{what}” ({reason}).",
    ),
    Text("{hint}", "{hint}"),
    needs_whole_budget=True,
    waits_for=["BUD007", "REC008", "REC009"],
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
            hint=_how_to_cover(row, expectation, proposal.dossier.budget),
            reason=row.expected_reason,
            gap_cents=row.gap_cents,
            gap_hours=row.gap_hours,
            expected_cents=row.expected_cents,
            expected_hours=row.expected_hours,
        )


def _how_to_cover(row: Row, expectation: Expectation, budget: Budget) -> Text:
    """To have what is promised already count, to add to it, or to make a commitment."""
    for line_id in row.elsewhere_ids:
        why, hint = why_not_open(budget.expenses_by_id[line_id])
        return Text(
            f"La ligne {line_id} n'y compte pas : {why.fr}. {hint.fr}",
            f"Line {line_id} does not count: {why.en}. {hint.en}",
        )
    if row.purchase_ids and Honour.PURCHASE not in expectation.honoured_by:
        lines = format_list(row.purchase_ids, "fr"), format_list(row.purchase_ids, "en")
        return Text(
            f"Un achat n'honore pas cette attente ({lines[0]}) : nommez un livrable ouvert sur la ligne, "
            "ou le compte 6571 s'il s'agit d'une aide.",
            f"A purchase does not honour this expectation ({lines[1]}): name an open deliverable on the line, "
            "or account 6571 if it is an aid.",
        )
    if row.line_ids:
        lines = format_list(row.line_ids, "fr"), format_list(row.line_ids, "en")
        return Text(
            f"Augmentez d'autant {'la ligne' if len(row.line_ids) == 1 else 'les lignes'} {lines[0]}, "
            "ou ajoutez une ligne à cet engagement.",
            f"Raise {'line' if len(row.line_ids) == 1 else 'lines'} {lines[1]} by as much, "
            "or add a line to this commitment.",
        )
    if row.commitments:
        return Text(
            f"Ajoutez « lignes: [...] » à l'engagement « {expectation.id} » : les lignes du budget qui le paient.",
            f"Add “lignes: [...]” to the commitment “{expectation.id}”: the budget lines that pay for it.",
        )
    return Text(
        f"Ajoutez dans « engagements » de {row.resource.id} : « - reponse_a: {expectation.id} », "
        "et les lignes du budget qui le paient.",
        f"Add to “engagements” of {row.resource.id}: “- reponse_a: {expectation.id}”, "
        "and the budget lines that pay for it.",
    )


@rule(
    "REC005",
    TODO,
    Text(
        "{resource} : l'engagement « {what} » ne dit pas encore {missing}.",
        "{resource}: the commitment “{what}” does not say {missing} yet.",
    ),
    Text("Ajoutez {keys} à cet engagement.", "Add {keys} to this commitment."),
    needs_whole_budget=True,
    waits_for=["BUD007", "REC008", "REC009"],
)
def acts_say_who_and_when(proposal: Proposal) -> Iterator[Finding]:
    """An act promised in kind says what, who, and by when.

    A promise that nobody carries is not one.
    """
    for row in proposal.ledger.rows:
        about, name = f"ressources/{row.resource.id}", row.resource.name
        for act in row.acts:
            blanks = [
                (key, words)
                for key, value, words in (
                    ("description", act.description.strip(), Text("quoi", "what")),
                    ("responsable", act.responsible_id, Text("qui", "who")),
                    ("echeance", act.due_on, Text("pour quand", "by when")),
                )
                if not value and not proposal.dossier.is_unread(act.at_keys(key))
            ]
            what = act.description or act.answers_id or Text("sans nom", "unnamed")
            if blanks:
                keys = [Text(f"« {key} »", f"“{key}”") for key, _ in blanks]
                missing = [words for _, words in blanks]
                yield found(act.at(), about, resource=name, what=what, missing=missing, keys=keys)


@rule(
    "REC008",
    ERROR,
    Text("{resource} n'a pas d'attente « {id} ».", "{resource} has no expectation “{id}”."),
    Text(
        "{hint} Pour une contribution libre, retirez « reponse_a ».",
        "{hint} For a free contribution, remove “reponse_a”.",
    ),
)
def commitments_answer_something(proposal: Proposal) -> Iterator[Finding]:
    """A commitment, or an agreed figure, names an expectation that the resource has.

    A wrong name would leave the expectation uncovered without a word.
    """
    for use, resource, about in proposal.declared:
        known = [expectation.id for expectation in resource.expectations]
        figures = use.agreement.figures if use.agreement else ()
        holders: list[Commitment | AgreedFigure] = [*use.commitments, *figures]
        for holder in holders:
            if holder.answers_id and holder.answers_id not in known:
                hint = did_you_mean(holder.answers_id, known)
                yield found(holder.at("answers_id"), about, resource=resource.name, id=holder.answers_id, hint=hint)


@rule(
    "REC009",
    ERROR,
    Text(
        "La ligne « {line} » ne peut pas tenir cet engagement : {why}.",
        "The line “{line}” cannot keep this commitment: {why}.",
    ),
    Text("{hint}", "{hint}"),
)
def lines_of_commitments_count(proposal: Proposal) -> Iterator[Finding]:
    """A line that answers an expectation exists, feeds that resource, and is of the right kind.

    A paid hour counts as cash only; unpaid hours answer an expectation of time.
    """
    lines = proposal.dossier.budget.expenses_by_id
    for use, resource, about in proposal.declared:
        forms = {expectation.id: expectation.form for expectation in resource.expectations}
        for commitment in use.commitments:
            for part in commitment.lines:
                line = lines.get(part.line_id)
                hint = Text("", "")
                if line is None:
                    if f"budget/{part.line_id}" in proposal.dossier.unreadable or any(
                        name.startswith("budget/depenses") for name in proposal.dossier.unreadable
                    ):
                        continue
                    why = Text("elle n'est pas dans depenses.csv", "it is not in depenses.csv")
                    hint = did_you_mean(part.line_id, lines)
                elif _is_unread(line, proposal):
                    continue
                elif not line.feeds(resource.id):
                    why = Text(
                        f"sa destination est « {line.destination or '—'} »",
                        f"its destination is “{line.destination or '—'}”",
                    )
                    hint = Text(
                        f"Donnez-lui la destination « ressource:{resource.id} », ou retirez-la d'ici.",
                        f"Give it the destination “ressource:{resource.id}”, or remove it from here.",
                    )
                elif forms.get(commitment.answers_id) is Form.TIME and line.nature is not Nature.VOLUNTEERING:
                    why = Text("l'attente demande du temps bénévole", "the expectation wants unpaid time")
                    hint = Text("Nommez une ligne de nature « benevolat ».", "Name a line of nature “benevolat”.")
                elif forms.get(commitment.answers_id) is Form.CASH and not line.is_cash:
                    why = Text("l'attente demande de l'argent", "the expectation wants money")
                    hint = Text("Nommez une ligne de nature « argent ».", "Name a line of nature “argent”.")
                else:
                    continue
                yield found(part.at("line_id"), about, line=part.line_id, why=why, hint=hint)


def _is_unread(line: Expense, proposal: Proposal) -> bool:
    """Whether what the line feeds, or its nature, could not be read or leads nowhere (BUD007)."""
    dossier, target = proposal.dossier, line.destination
    is_lost = (
        target is not None and target.kind is DestinationKind.RESOURCE and not proposal.catalog.knows(target.target_id)
    )
    places = (line.at("destination"), line.at("nature"))
    return is_lost or any(dossier.is_unread(place) or dossier.is_in_unread_table(place) for place in places)


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
    if "dossier/ressources" in proposal.dossier.unreadable:
        return  # a part whose amount cannot be read is not the whole line
    for use, _, about in proposal.declared:
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
    "REC013",
    TODO,
    Text(
        "{resource} n'attend « {id} » que d'un autre usage : l'engagement n'y répond pas.",
        "{resource} expects “{id}” only from another usage: the commitment does not answer it.",
    ),
    Text(
        "Écrivez « usage: [{usages}] » si c'est le cas, ou retirez « reponse_a » : la contribution sera libre.",
        "Write “usage: [{usages}]” if it is so, or remove “reponse_a”: the contribution will be a free one.",
    ),
)
def commitments_answer_what_is_expected_here(proposal: Proposal) -> Iterator[Finding]:
    """A commitment answers an expectation that the declared usages set off.

    Otherwise the annex prints a promise that nobody expects, beside an expectation left open.
    """
    for use, resource, about in proposal.declared:
        if _is_usage_lost(use, proposal.dossier):
            continue
        triggers = {trigger for usage in use.usages for trigger in usage.triggers}
        for commitment in use.commitments:
            expectation = resource.expectation(commitment.answers_id)
            if expectation is not None and expectation.trigger not in triggers:
                yield found(
                    commitment.at("answers_id"),
                    about,
                    resource=resource.name,
                    id=expectation.id,
                    usages=", ".join((*use.usages, expectation.trigger)),
                )


def _is_usage_lost(use: ResourceUse, dossier: Dossier) -> bool:
    """Whether something that was written below this resource could not be read: it may be a usage."""
    if "dossier/ressources" not in dossier.unreadable:
        return False
    begins = use.at()
    ends = min((other.at() for other in dossier.settings.uses if other.at() > begins), default=None)
    places = (Span(*place) for place in dossier.unread_places)
    return any(begins <= place and (ends is None or place < ends) for place in places if place.path == begins.path)


@rule(
    "REC014",
    ADVICE,
    Text(
        "{resource} : {purchase_cents} ({lines}) sont un achat, qui n'honore pas « {id} ».",
        "{resource}: {purchase_cents} ({lines}) are a purchase, which does not honour “{id}”.",
    ),
    Text(
        "Nommez un livrable ouvert sur la ligne, ou le compte 6571 s'il s'agit d'une aide ; sinon, laissez-le ainsi.",
        "Name an open deliverable on the line, or account 6571 if it is an aid; else, leave it so.",
    ),
    needs_whole_budget=True,
    waits_for=["REC003"],
)
def purchases_are_known_as_such(proposal: Proposal) -> Iterator[Finding]:
    """Buying hosting or support is not giving back, unless the steward says so.

    The line counts to resources all the same: better to know both before the funder does.
    """
    for row in proposal.ledger.rows:
        if row.expectation is None or not row.purchase_ids or Honour.PURCHASE in row.expectation.honoured_by:
            continue
        yield found(
            row.use.at(),
            f"ressources/{row.resource.id}",
            resource=row.resource.name,
            purchase_cents=row.purchase_cents,
            lines=row.purchase_ids,
            id=row.expectation.id,
        )


@rule(
    "REC015",
    ADVICE,
    Text(
        "{resource} : la ligne « {line} » ne répond pas à « {id} » : elle ne paie pas le porteur et ne laisse pas de livrable ouvert.",
        "{resource}: the line “{line}” does not answer “{id}”: it neither pays the steward nor leaves an open deliverable.",
    ),
    Text("{hint}", "{hint}"),
    needs_whole_budget=True,
    waits_for=["BUD007", "REC003"],
    waits_here=["REC018"],
)
def lines_that_answer_in_cash_reach_the_steward_or_everyone(proposal: Proposal) -> Iterator[Finding]:
    """A line that answers an expectation of money pays the steward, or leaves something open to all.

    Money that goes to somebody else leaves the steward as it was, whatever the line is called.
    """
    lines = proposal.dossier.budget.expenses_by_id
    for row in proposal.ledger.rows:
        if row.expectation is None:
            continue
        for commitment in row.commitments:
            for part in commitment.lines:
                if part.line_id in row.elsewhere_ids:
                    yield found(
                        part.at("line_id"),
                        f"ressources/{row.resource.id}",
                        resource=row.resource.name,
                        line=part.line_id,
                        id=row.expectation.id,
                        hint=_in_the_table(why_not_open(lines[part.line_id])),
                    )


def _in_the_table(said: tuple[Text, Text]) -> Text:
    """What the line lacks, and what to write there."""
    why, hint = said
    return Text(f"Dans depenses.csv : {why.fr}. {hint.fr}", f"In depenses.csv: {why.en}. {hint.en}")


@rule(
    "REC019",
    TODO,
    Text(
        "{resource} : l'engagement « {id} » ne dit pas encore quelles lignes du budget le tiennent.",
        "{resource}: the commitment “{id}” does not say yet which budget lines keep it.",
    ),
    Text(
        "Ajoutez « lignes: [...] » à cet engagement : des lignes de depenses.csv dont la destination est « ressource:{resource_id} ».",
        "Add “lignes: [...]” to this commitment: lines of depenses.csv whose destination is “ressource:{resource_id}”.",
    ),
    waits_for=["REC008"],
)
def commitments_in_money_or_hours_name_their_lines(proposal: Proposal) -> Iterator[Finding]:
    """A commitment in money or in hours names the lines that keep it.

    The name of an expectation, written alone, gives its steward nothing.
    """
    for use, resource, about in proposal.declared:
        for commitment in use.commitments:
            expectation = resource.expectation(commitment.answers_id)
            if expectation is not None and expectation.form is not Form.ACT and not commitment.lines:
                yield found(commitment.at(), about, resource=resource.name, id=expectation.id, resource_id=resource.id)
