"""Family BUD, continued: who pays for what is who brings the money."""

from __future__ import annotations

from collections.abc import Iterator

from amikit.compute.proposal import Proposal
from amikit.compute.shares import is_same_funder
from amikit.i18n import Text
from amikit.nearby import did_you_mean
from amikit.rules.declare import TODO, Finding, found, rule
from amikit.source.span import Span


def _fold(name: str) -> str:
    return name.strip().casefold()


@rule(
    "BUD017",
    TODO,
    Text(
        "Les dépenses payées par « {funder} » font {paid_cents}, et ses recettes {brought_cents}.",
        "The expenses paid by “{funder}” add up to {paid_cents}, and its incomes to {brought_cents}.",
    ),
    Text(
        "Donnez un autre financeur à certaines lignes de depenses.csv.",
        "Give some lines of depenses.csv another funder.",
    ),
    needs_whole_budget=True,
)
def funders_pay_what_they_bring(proposal: Proposal) -> Iterator[Finding]:
    """No funder pays for more than it brings.

    The share to resources of the amount asked is computed on these lines.
    """
    budget = proposal.dossier.budget
    brought: dict[str, int] = {}
    for income in budget.incomes:
        brought[_fold(income.funder)] = brought.get(_fold(income.funder), 0) + (income.cents if income.is_cash else 0)
    paid: dict[str, int] = {}
    for line in budget.expenses:
        name = _fold(line.funder)
        if not name or not line.is_cash or name not in brought:
            continue
        before = paid.get(name, 0)
        paid[name] = before + line.cents
    for name, paid_cents in paid.items():
        if paid_cents > brought[name]:
            first = next(line for line in budget.expenses if _fold(line.funder) == name)
            yield found(
                first.at("funder"),
                f"budget/{first.id}",
                funder=first.funder.strip(),
                paid_cents=paid_cents,
                brought_cents=brought[name],
            )


@rule(
    "BUD018",
    TODO,
    Text(
        "« {funder} » paie cette dépense, et n'est pas dans recettes.csv.",
        "“{funder}” pays for this expense, and is not in recettes.csv.",
    ),
    Text("{advice}", "{advice}"),
)
def funders_of_expenses_bring_money(proposal: Proposal) -> Iterator[Finding]:
    """Whoever pays for an expense is among the incomes.

    A name written in two ways cuts one funder in two.
    """
    budget = proposal.dossier.budget
    names = {_fold(income.funder): income.funder.strip() for income in budget.incomes if income.funder.strip()}
    said: set[str] = set()
    for line in budget.expenses:
        name = _fold(line.funder)
        if name and name not in names and name not in said and budget.incomes:
            said.add(name)
            advice = did_you_mean(line.funder.strip(), names.values())
            yield found(line.at("funder"), f"budget/{line.id}", funder=line.funder.strip(), advice=advice)


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
    if incomes and funder and not any(is_same_funder(income.funder, funder) for income in incomes):
        first: Span = incomes[0].at("funder")
        yield found(first, "budget/recettes", funder=funder)
