"""Family BUD: each line has an amount, an account and a year, adds up, and has a name of its own."""

from __future__ import annotations

from collections.abc import Iterator

from amikit.compute.proposal import Proposal
from amikit.i18n import Text
from amikit.model.accounts import INDIRECT, OWN, AccountPlan, account_label, in_kind_account, plain_code
from amikit.money import round_half_up
from amikit.rules.declare import ERROR, TODO, Finding, found, rule

_SWAPPED = ("870", "875")


@rule(
    "BUD004",
    ERROR,
    Text(
        "{worked_hours} à {rate_cents} font {product_cents}, et la ligne dit {amount_cents}.",
        "{worked_hours} at {rate_cents} make {product_cents}, and the line says {amount_cents}.",
    ),
    Text(
        "Corrigez l'un des trois, ou laissez le montant vide : il sera calculé.",
        "Correct one of the three, or leave the amount blank: it will be computed.",
    ),
)
def hours_times_rate_is_the_amount(proposal: Proposal) -> Iterator[Finding]:
    """Hours × rate equal the amount, to the cent.

    Hours declared and paid are what the contributive model rests on.
    """
    for line in proposal.dossier.budget.expenses:
        if line.hours is None or line.rate_cents is None or line.amount_cents is None or line.amount_cents < 0:
            continue
        product_cents = round_half_up(line.hours * line.rate_cents)
        if product_cents != line.amount_cents:
            yield found(
                line.at("amount_cents"),
                line.address,
                worked_hours=line.hours,
                rate_cents=line.rate_cents,
                product_cents=product_cents,
                amount_cents=line.amount_cents,
            )


@rule(
    "BUD005",
    TODO,
    Text("La ligne « {id} » n'a pas de montant.", "The line “{id}” has no amount."),
    Text("Écrivez le montant, ou les heures et le taux.", "Write the amount, or the hours and the rate."),
)
def lines_have_an_amount(proposal: Proposal) -> Iterator[Finding]:
    """Every line is worth something.

    A blank cell adds zero without a word.
    """
    budget = proposal.dossier.budget
    for line in budget.expenses:
        if line.amount_cents is None and (line.hours is None or line.rate_cents is None):
            yield found(line.at("amount_cents"), line.address, id=line.id)
    for income in budget.incomes:
        if income.amount_cents is None:
            yield found(income.at("amount_cents"), income.address, id=income.id)


@rule(
    "BUD009",
    ERROR,
    Text(
        "L'année {year} est hors de la période du projet ({years}).",
        "The year {year} is outside the project's period ({years}).",
    ),
    Text(
        "Corrigez l'année de la ligne, ou « periode » dans dossier.yaml.",
        "Correct the year of the line, or “periode” in dossier.yaml.",
    ),
)
def years_are_in_the_period(proposal: Proposal) -> Iterator[Finding]:
    """Every line is in a year of the project.

    What is spent before or after is not paid.
    """
    period = proposal.dossier.settings.period
    if period.start_on is None or period.end_on is None or period.end_on < period.start_on:
        return
    first, last = period.start_on.year, period.end_on.year
    years = str(first) if first == last else f"{first}-{last}"
    for line in (*proposal.dossier.budget.expenses, *proposal.dossier.budget.incomes):
        if line.year is not None and not first <= line.year <= last:
            yield found(line.at("year"), line.address, year=str(line.year), years=years)


@rule(
    "BUD010",
    ERROR,
    Text("Deux lignes portent l'identifiant « {id} ».", "Two lines have the identifier “{id}”."),
    Text("Renommez l'une des deux.", "Rename one of the two."),
)
def line_ids_are_unique(proposal: Proposal) -> Iterator[Finding]:
    """No two lines share an identifier.

    A commitment that names it would count either one.
    """
    for lines in (proposal.dossier.budget.expenses, proposal.dossier.budget.incomes):
        seen: set[str] = set()
        for line in lines:
            if line.id in seen:
                yield found(line.at("id"), line.address, id=line.id)
            seen.add(line.id)


@rule(
    "BUD011",
    ERROR,
    Text("Le montant {amount_cents} est négatif.", "The amount {amount_cents} is negative."),
    Text(
        "Une dépense en moins s'écrit comme une recette, et l'inverse.",
        "Less of an expense is written as an income, and the other way round.",
    ),
)
def amounts_are_not_negative(proposal: Proposal) -> Iterator[Finding]:
    """No amount is below zero.

    A negative line hides another.
    """
    for line in (*proposal.dossier.budget.expenses, *proposal.dossier.budget.incomes):
        if line.cents < 0:
            yield found(line.at("amount_cents"), line.address, amount_cents=line.cents)


@rule(
    "BUD015",
    TODO,
    Text(
        "La ligne « {id} » ne dit pas encore {missing}.",
        "The line “{id}” does not say {missing} yet.",
    ),
    Text("{hint}", "{hint}"),
)
def lines_have_an_account_and_a_year(proposal: Proposal) -> Iterator[Finding]:
    """Every line says its account and its year.

    The views by account and by year, which the funder's form asks for, need them.
    """
    dossier = proposal.dossier
    for line in (*dossier.budget.expenses, *dossier.budget.incomes):
        missing = []
        if not line.account:
            missing.append(Text("son compte", "its account"))
        if line.year is None and not dossier.is_unread(line.at("year")):
            missing.append(Text("son année", "its year"))
        if missing:
            yield found(
                line.at(), line.address, id=line.id, missing=missing, hint=_NO_YEAR if line.account else _NO_ACCOUNT
            )


_NO_ACCOUNT = Text(
    "Le plan comptable associatif va de 60 à 69 pour les dépenses, de 70 à 79 pour les recettes, 86 et 87 en nature.",
    "The chart of accounts goes from 60 to 69 for expenses, 70 to 79 for incomes, 86 and 87 in kind.",
)
_NO_YEAR = Text("Écrivez l'année civile dans la colonne annee.", "Write the calendar year in the column annee.")


@rule(
    "BUD016",
    ERROR,
    Text(
        "Le compte « {account} » ne va pas avec la nature « {nature} ».",
        "The account “{account}” does not go with the nature “{nature}”.",
    ),
    Text(
        "En argent : 60 à 69 (ou « indirectes ») en dépense, 70 à 79 (ou « affectees ») en recette. En nature : 86 en dépense, 87 en recette.",
        "In cash: 60 to 69 (or “indirectes”) for expenses, 70 to 79 (or “affectees”) for incomes. In kind: 86 for expenses, 87 for incomes.",
    ),
)
def accounts_match_natures(proposal: Proposal) -> Iterator[Finding]:
    """Cash is in accounts 6 and 7, contributions in kind in 86 and 87.

    Volunteering written as a charge would be paid twice.
    """
    budget = proposal.dossier.budget
    for lines, cash, in_kind in ((budget.expenses, ("6", INDIRECT), "86"), (budget.incomes, ("7", OWN), "87")):
        for line in lines:
            account = line.account.strip()
            if not account or plain_code(account).startswith(cash if line.is_cash else in_kind):
                continue
            if not proposal.dossier.is_unread(line.at("nature")):
                yield found(line.at("account"), line.address, account=account, nature=line.nature.value)


@rule(
    "BUD021",
    TODO,
    Text(
        "Le compte {account} veut dire « {label} » dans le plan {plan} ; la ligne dit « {nature} ».",
        "The account {account} means “{label}” in the plan {plan}; the line says “{nature}”.",
    ),
    Text(
        "Écrivez {expected}, laissez la case vide, ou suivez l'autre plan dans dossier.yaml : « plan_comptable: {other} ».",
        "Write {expected}, leave the cell blank, or follow the other plan in dossier.yaml: “plan_comptable: {other}”.",
    ),
)
def gifts_and_volunteering_are_not_swapped(proposal: Proposal) -> Iterator[Finding]:
    """Accounts 870 and 875 mean what the plan of the form says: gifts and volunteering, or the other way round.

    The State's portal and the form of the account follow an older rule than the regulation in force (ANC 2018-06).
    """
    plan = proposal.dossier.settings.account_plan
    for line in proposal.dossier.budget.incomes:
        account = plain_code(line.account)
        expected = in_kind_account(line.nature, is_income=True, plan=plan)
        if account in _SWAPPED and expected in _SWAPPED and account != expected:
            yield found(
                line.at("account"),
                line.address,
                account=account,
                label=account_label(account, plan),
                plan=plan.value,
                nature=line.nature.value,
                expected=expected,
                other=next(other.value for other in AccountPlan if other is not plan),
            )
