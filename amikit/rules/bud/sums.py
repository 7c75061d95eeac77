"""Family BUD: the sums hold, and the share that goes to resources."""

from __future__ import annotations

from collections.abc import Iterator

from amikit.compute.proposal import Proposal
from amikit.i18n import Text
from amikit.rules.declare import ERROR, TODO, Finding, found, rule
from amikit.source.span import Span


def _file(proposal: Proposal, name: str) -> Span:
    return Span(proposal.dossier.root / "budget" / f"{name}.csv")


@rule(
    "BUD001",
    ERROR,
    Text(
        "Les dépenses ({charges_cents}) et les recettes ({incomes_cents}) en argent diffèrent de {gap_cents}.",
        "Expenses ({charges_cents}) and incomes ({incomes_cents}) in cash differ by {gap_cents}.",
    ),
    Text(
        "Un budget prévisionnel s'équilibre : ajustez depenses.csv ou recettes.csv.",
        "A forecast balances: adjust depenses.csv or recettes.csv.",
    ),
    needs_whole_budget=True,
    waits_for=["BUD014"],
)
def charges_equal_incomes(proposal: Proposal) -> Iterator[Finding]:
    """What is spent equals what is received, in cash, to the cent.

    It is the first sum a funder makes; one cent off sends the file back.
    """
    charges_cents, incomes_cents = proposal.views.charges_cents, proposal.views.incomes_cents
    if charges_cents != incomes_cents:
        span = _file(proposal, "recettes" if proposal.dossier.budget.incomes else "depenses")
        gap_cents = abs(charges_cents - incomes_cents)
        yield found(span, "budget", charges_cents=charges_cents, incomes_cents=incomes_cents, gap_cents=gap_cents)


@rule(
    "BUD002",
    ERROR,
    Text(
        "Les dépenses ({charges_cents}) et les recettes ({incomes_cents}) en nature diffèrent.",
        "Expenses ({charges_cents}) and incomes ({incomes_cents}) in kind differ.",
    ),
    Text(
        "Un apport en nature (bénévolat, prêt, don) s'écrit deux fois : compte 86 en dépense, compte 87 en recette.",
        "What is given in kind (unpaid time, loans, gifts) is written twice: account 86 as an expense, 87 as an income.",
    ),
    needs_whole_budget=True,
)
def in_kind_sides_are_equal(proposal: Proposal) -> Iterator[Finding]:
    """Accounts 86 and 87 are equal.

    An hour given is used: the form of French associations shows both sides.
    """
    charges_cents, incomes_cents = proposal.views.in_kind_charges_cents, proposal.views.in_kind_incomes_cents
    if charges_cents != incomes_cents:
        yield found(
            _file(proposal, "recettes"), "budget/nature", charges_cents=charges_cents, incomes_cents=incomes_cents
        )


@rule(
    "BUD003",
    ERROR,
    Text(
        "La part aux ressources est de {reached_rate} ({why}) ; le minimum annoncé est de {min_rate}.",
        "The share to resources is {reached_rate} ({why}); the stated minimum is {min_rate}.",
    ),
    Text(
        "Payez qui porte les ressources, ou nommez pour chaque ligne un livrable ouvert et publié : quoi | licence | où.",
        "Pay those who look after the resources, or name for each line an open, published deliverable: what | licence | where.",
    ),
    needs_whole_budget=True,
    waits_for=["BUD007"],
)
def share_to_resources_holds(proposal: Proposal) -> Iterator[Finding]:
    """The share of cash that goes to resources reaches the stated minimum.

    It holds without the resources that the members look after themselves, unless the call says otherwise.
    """
    shares = proposal.shares
    if shares.is_reached is not False:
        return
    why = Text("ressources du consortium mises à part", "the consortium's own resources set apart")
    if shares.counts_own:
        why = Text("ressources du consortium comprises", "the consortium's own resources included")
    span = proposal.dossier.settings.at("commons_min_rate")
    yield found(span, "budget/part", reached_rate=shares.reached_rate, min_rate=shares.min_rate, why=why)


@rule(
    "BUD014",
    TODO,
    Text("Le budget n'a pas encore de {what}.", "The budget has no {what} yet."),
    Text("Remplissez budget/{file}.csv.", "Fill in budget/{file}.csv."),
    waits_for=["LOA037"],
)
def budget_is_written(proposal: Proposal) -> Iterator[Finding]:
    """There are expenses, and incomes to pay for them.

    Without them the answer asks for nothing.
    """
    budget = proposal.dossier.budget
    for lines, file, what in (
        (budget.expenses, "depenses", Text("dépense", "expense")),
        (budget.incomes, "recettes", Text("recette", "income")),
    ):
        if not lines and f"budget/{file}" not in proposal.dossier.unreadable:
            yield found(_file(proposal, file), f"budget/{file}", what=what, file=file)
