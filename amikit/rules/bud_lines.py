"""Family BUD, continued: each line says what, for what, to whom, and adds up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from amikit.compute.proposal import Proposal
from amikit.i18n import Text
from amikit.model.budget import BudgetLine, Deliverable, DestinationKind, PayeeKind
from amikit.model.dossier import Maturity
from amikit.model.licences import is_open, nearest_licence
from amikit.money import round_half_up
from amikit.nearby import did_you_mean
from amikit.rules.declare import ADVICE, ERROR, TODO, Finding, found, rule
from amikit.source.span import Span


def _address(line: BudgetLine) -> str:
    return f"budget/{line.id}"


def _file(proposal: Proposal, name: str) -> Span:
    return Span(proposal.dossier.root / "budget" / f"{name}.csv")


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
        if line.hours is None or line.rate_cents is None or line.amount_cents is None:
            continue
        product_cents = round_half_up(line.hours * line.rate_cents)
        if product_cents != line.amount_cents:
            yield found(
                line.at("amount_cents"),
                _address(line),
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
            yield found(line.at("amount_cents"), _address(line), id=line.id)
    for income in budget.incomes:
        if income.amount_cents is None:
            yield found(income.at("amount_cents"), _address(income), id=income.id)


@rule(
    "BUD006",
    TODO,
    Text("La ligne « {id} » ne dit pas ce qu'elle nourrit.", "The line “{id}” does not say what it feeds."),
    Text(
        "Écrivez « ressource:… », « lieu:… » ou « coordination » dans la colonne destination.",
        "Write “ressource:…”, “lieu:…” or “coordination” in the column destination.",
    ),
)
def expenses_have_a_destination(proposal: Proposal) -> Iterator[Finding]:
    """Every expense says what it feeds.

    Without it, nobody can tell what goes to the commons.
    """
    for line in proposal.dossier.budget.expenses:
        if line.destination is None:
            yield found(line.at("destination"), _address(line), id=line.id)


@rule(
    "BUD007",
    ERROR,
    Text("« {id} » n'est pas {what}.", "“{id}” is not {what}."),
    Text("{advice}", "{advice}"),
)
def destinations_and_payees_exist(proposal: Proposal) -> Iterator[Finding]:
    """What a line feeds and who it pays exist: a resource, one of its steps, a place, a member.

    Money for something that nobody knows cannot be traced.
    """
    dossier, catalog = proposal.dossier, proposal.catalog
    places = [place.id for place in dossier.places]
    unread = {name.removeprefix("membres/") for name in dossier.unreadable}
    a_member = Text("un membre du consortium", "a member of the consortium")
    for line in dossier.budget.expenses:
        span, about, target = line.at("destination"), _address(line), line.destination
        if target and target.kind is DestinationKind.RESOURCE:
            resource = catalog.get(target.target_id)
            steps = [step.id for step in resource.next_steps] if resource else []
            if not catalog.knows(target.target_id):
                what = Text("une ressource du catalogue", "a resource of the catalog")
                yield found(
                    span, about, id=target.target_id, what=what, advice=did_you_mean(target.target_id, catalog.by_id)
                )
            elif resource and target.step_id and target.step_id not in steps:
                what = Text(f"une prochaine étape de {resource.name}", f"a next step of {resource.name}")
                yield found(span, about, id=target.step_id, what=what, advice=did_you_mean(target.step_id, steps))
        elif (
            target
            and target.kind is DestinationKind.PLACE
            and target.target_id not in places
            and target.target_id not in unread
        ):
            what = Text("un membre de genre tiers-lieu", "a member of kind tiers-lieu")
            yield found(span, about, id=target.target_id, what=what, advice=did_you_mean(target.target_id, places))
        payee = line.payee
        if (
            payee
            and payee.kind is PayeeKind.MEMBER
            and payee.name not in dossier.members_by_id
            and payee.name not in unread
        ):
            yield found(
                line.at("payee"),
                about,
                id=line.text_at("beneficiaire") or payee.name,
                what=a_member,
                advice=_payee_advice(payee.name, dossier.members_by_id),
            )


def _payee_advice(name: str, members: Iterable[str]) -> Text:
    advice = did_you_mean(name, [*members, "porteur"])
    return Text(
        f"{advice.fr} Qui n'est pas membre s'écrit « tiers:nom ».",
        f"{advice.en} Somebody else is written “tiers:name”.",
    )


@rule(
    "BUD008",
    TODO,
    Text(
        "La ligne « {id} » va à {place}, un lieu, sans dire pourquoi.",
        "The line “{id}” goes to {place}, a place, and does not say why.",
    ),
    Text(
        "Écrivez le motif dans la colonne motif, ou donnez la ligne à une ressource commune.",
        "Write the reason in the column motif, or give the line to a shared resource.",
    ),
)
def place_lines_have_a_reason(proposal: Proposal) -> Iterator[Finding]:
    """Money for one place says why; an emerging place needs no excuse.

    The answer funds commons; what a young place needs to exist is the known exception.
    """
    members = proposal.dossier.members_by_id
    for line in proposal.dossier.budget.expenses:
        target = line.destination
        if target is None or target.kind is not DestinationKind.PLACE or line.reason or not line.is_cash:
            continue
        place = members.get(target.target_id)
        if place is not None and place.maturity is not Maturity.EMERGING:
            yield found(line.at("reason"), _address(line), id=line.id, place=place.name or place.id)


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
    if period.start_on is None or period.end_on is None:
        return
    first, last = period.start_on.year, period.end_on.year
    years = str(first) if first == last else f"{first}-{last}"
    for line in (*proposal.dossier.budget.expenses, *proposal.dossier.budget.incomes):
        if line.year is not None and not first <= line.year <= last:
            yield found(line.at("year"), _address(line), year=str(line.year), years=years)


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
                yield found(line.at("id"), _address(line), id=line.id)
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
            yield found(line.at("amount_cents"), _address(line), amount_cents=line.cents)


@rule(
    "BUD013",
    ADVICE,
    Text(
        "La ligne « {id} » vise {resource} et ne compte pas pour les ressources : {why}.",
        "The line “{id}” is meant for {resource} and does not count to resources: {why}.",
    ),
    Text("{advice}", "{advice}"),
)
def resource_lines_count(proposal: Proposal) -> Iterator[Finding]:
    """A line meant for a resource pays its steward, or leaves something open to all.

    A label alone funds nothing.
    """
    counted = {share.line_id for share in proposal.shares.lines if share.kind is DestinationKind.RESOURCE}
    for line in proposal.dossier.budget.expenses:
        target = line.destination
        if not line.is_cash or target is None or target.kind is not DestinationKind.RESOURCE or line.id in counted:
            continue
        resource = proposal.catalog.get(target.target_id)
        if resource is None:
            continue
        why, advice = _why_not_shared(line.deliverable)
        yield found(line.at("deliverable"), _address(line), id=line.id, resource=resource.name, why=why, advice=advice)


_DELIVERABLE = Text(
    "Écrivez par exemple « Fiches | CC-BY-SA-4.0 | https://exemple.fr » : quoi, licence ouverte, où c'est publié.",
    "Write for instance “Cards | CC-BY-SA-4.0 | https://example.org”: what, open licence, where it is published.",
)


def _why_not_shared(deliverable: Deliverable | None) -> tuple[Text, Text]:
    """What a deliverable lacks to be everyone's, and what to write."""
    if deliverable is None or not deliverable.title:
        advice = Text(
            f"Écrivez « porteur » comme bénéficiaire, ou un livrable. {_DELIVERABLE.fr}",
            f"Write “porteur” as payee, or a deliverable. {_DELIVERABLE.en}",
        )
        return Text("ni porteur payé, ni livrable", "neither its steward paid, nor a deliverable"), advice
    licence = deliverable.licence
    if not licence and not deliverable.where:
        why = Text(
            "son livrable ne dit ni sous quelle licence, ni où il est publié",
            "its deliverable says neither under which licence, nor where it is published",
        )
    elif not licence:
        why = Text("son livrable n'a pas de licence", "its deliverable has no licence")
    elif not is_open(licence):
        why = Text(
            f"la licence « {licence} » n'est pas reconnue comme ouverte",
            f"the licence “{licence}” is not known as an open one",
        )
        meant = nearest_licence(licence)
        if meant:
            return why, Text(f"Vouliez-vous écrire « {meant} » ?", f"Did you mean “{meant}”?")
    else:
        why = Text("son livrable ne dit pas où il est publié", "its deliverable does not say where it is published")
    return why, _DELIVERABLE


@rule(
    "BUD015",
    TODO,
    Text(
        "La ligne « {id} » ne dit pas encore {missing}.",
        "The line “{id}” does not say {missing} yet.",
    ),
    Text("{advice}", "{advice}"),
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
                line.at(), _address(line), id=line.id, missing=missing, advice=_NO_YEAR if line.account else _NO_ACCOUNT
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
        "En argent : 60 à 69 en dépense, 70 à 79 en recette. En nature : 86 en dépense, 87 en recette.",
        "In cash: 60 to 69 for expenses, 70 to 79 for incomes. In kind: 86 for expenses, 87 for incomes.",
    ),
)
def accounts_match_natures(proposal: Proposal) -> Iterator[Finding]:
    """Cash is in accounts 6 and 7, contributions in kind in 86 and 87.

    Volunteering written as a charge would be paid twice.
    """
    budget = proposal.dossier.budget
    for lines, cash, in_kind in ((budget.expenses, "6", "86"), (budget.incomes, "7", "87")):
        for line in lines:
            account = line.account.strip()
            if proposal.dossier.is_unread(line.at("nature")):
                continue
            if account and not account.startswith(cash if line.is_cash else in_kind):
                yield found(line.at("account"), _address(line), account=account, nature=line.nature.value)
