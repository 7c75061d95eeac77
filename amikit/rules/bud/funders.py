"""Family BUD: who brings the money pays for what it brings, and nothing is passed on where it may not be."""

from __future__ import annotations

from collections.abc import Iterator

from amikit.compute.funders import is_same_funder
from amikit.compute.passing_on import passed_on_lines
from amikit.compute.proposal import Proposal
from amikit.i18n import Text
from amikit.model.call import PassingOn
from amikit.rules.declare import ERROR, TODO, Finding, found, rule
from amikit.spelling import did_you_mean


@rule(
    "BUD012",
    ERROR,
    Text(
        "La ligne « {id} » reverse {amount_cents} à un tiers, ce que l'appel interdit.",
        "The line “{id}” passes {amount_cents} on, which the call forbids.",
    ),
    Text(
        "Achetez une prestation avec facture (comptes 604, 611, 6156…), ou demandez une autorisation expresse.",
        "Buy a service with an invoice (accounts 604, 611, 6156…), or ask for an express authorisation.",
    ),
)
def nothing_is_passed_on_where_forbidden(proposal: Proposal) -> Iterator[Finding]:
    """Where the call forbids it, no line passes a subsidy on.

    Art. 15 of the decree-law of 2 May 1938; L.1611-4 CGCT for local authorities: a
    subsidised body may not re-grant without express authorisation.
    """
    if proposal.call.passing_on is not PassingOn.FORBIDDEN:
        return
    for line in passed_on_lines(proposal.dossier):
        yield found(line.at("account"), line.address, id=line.id, amount_cents=line.cents)


@rule(
    "BUD017",
    TODO,
    Text(
        "Les dépenses payées par « {funder} » font {paid_cents}, et ses recettes {brought_cents}.",
        "The expenses paid by “{funder}” add up to {paid_cents}, and its incomes to {brought_cents}.",
    ),
    Text(
        "Donnez un autre financeur à certaines lignes de depenses.csv, ou augmentez sa recette dans recettes.csv.",
        "Give some lines of depenses.csv another funder, or raise its income in recettes.csv.",
    ),
    needs_whole_budget=True,
)
def funders_pay_what_they_bring(proposal: Proposal) -> Iterator[Finding]:
    """No funder pays for more than it brings.

    The share to resources of the amount asked is computed on these lines.
    """
    for funder in proposal.views.funders:
        if funder.income and funder.expense and funder.paid_cents > funder.brought_cents:
            yield found(
                funder.expense.at("funder"),
                funder.expense.address,
                funder=funder.expense.funder.strip(),
                paid_cents=funder.paid_cents,
                brought_cents=funder.brought_cents,
            )


@rule(
    "BUD018",
    TODO,
    Text(
        "« {funder} » paie cette dépense, et n'est pas dans recettes.csv.",
        "“{funder}” pays for this expense, and is not in recettes.csv.",
    ),
    Text("{hint}", "{hint}"),
)
def funders_of_expenses_bring_money(proposal: Proposal) -> Iterator[Finding]:
    """Whoever pays for an expense is among the incomes.

    A name written in two ways cuts one funder in two.
    """
    known = [funder.name for funder in proposal.views.funders if funder.income]
    if not proposal.dossier.budget.incomes:
        return
    for funder in proposal.views.funders:
        is_said = is_same_funder(funder.name, proposal.call.funder)  # BUD019
        if funder.expense and not funder.income and not is_said and not _is_unread(proposal):
            span, about = funder.expense.at("funder"), funder.expense.address
            yield found(span, about, funder=funder.name, hint=did_you_mean(funder.name, known, is_a_name=True))


@rule(
    "BUD019",
    TODO,
    Text(
        "Aucune recette ne vient de « {funder} », le financeur de cet appel.",
        "No income comes from “{funder}”, the funder of this call.",
    ),
    Text(
        "Dans recettes.csv, écrivez « {funder} » comme financeur, avec le statut « sollicite ».",
        "In recettes.csv, write “{funder}” as the funder, with the status “sollicite”.",
    ),
)
def call_funder_is_asked(proposal: Proposal) -> Iterator[Finding]:
    """Something is asked of the funder of the call, under its own name.

    Otherwise the amount asked is zero, on the cover and everywhere.
    """
    incomes, funder = proposal.dossier.budget.incomes, proposal.call.funder
    is_asked = any(is_same_funder(income.funder, funder) for income in incomes)
    if incomes and funder and not is_asked and not _is_unread(proposal):
        yield found(incomes[0].at("funder"), "budget/recettes", funder=funder)


def _is_unread(proposal: Proposal) -> bool:
    """Whether a column of the incomes was lost: it may be the one that names the funders."""
    return "budget/recettes" in proposal.dossier.unreadable
