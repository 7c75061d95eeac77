"""Family CAL: amounts, rates and dates stay within what the call accepts."""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction

from amikit.compute.periods import months_begun
from amikit.compute.proposal import Proposal
from amikit.i18n import Text
from amikit.model.accounts import INDIRECT, plain_code
from amikit.model.call import Limit
from amikit.rules.declare import ERROR, Finding, found, rule
from amikit.source.span import Span


def _source(limit: Limit | None) -> Text:
    """The passage of the call, to print behind a ceiling; empty when nobody noted it."""
    source = limit.source if limit else None
    if source is None or not (source.quote or source.document):
        return Text("", "")
    said = " : ".join(part for part in (source.document, f"« {source.quote} »" if source.quote else "") if part)
    said_en = ": ".join(part for part in (source.document, f"“{source.quote}”" if source.quote else "") if part)
    return Text(f" ({said})", f" ({said_en})")


@rule(
    "CAL006",
    ERROR,
    Text(
        "Le montant demandé ({asked_cents}) dépasse le plafond de l'appel ({limit_cents}){source}.",
        "The amount asked ({asked_cents}) is over the call's ceiling ({limit_cents}){source}.",
    ),
    Text(
        "Baissez les lignes « sollicite » de recettes.csv de {gap_cents}.",
        "Lower the “sollicite” lines of recettes.csv by {gap_cents}.",
    ),
    needs_whole_budget=True,
)
def amount_is_under_the_ceiling(proposal: Proposal) -> Iterator[Finding]:
    """The amount asked does not exceed what the call grants.

    The rest would have to come from somewhere else.
    """
    limit = proposal.call.ceilings.amount_max
    asked_cents = proposal.views.asked_cents
    if limit and limit.amount_cents and asked_cents > limit.amount_cents:
        yield found(
            _incomes(proposal),
            "budget/recettes",
            asked_cents=asked_cents,
            limit_cents=limit.amount_cents,
            gap_cents=asked_cents - limit.amount_cents,
            source=_source(limit),
        )


@rule(
    "CAL007",
    ERROR,
    Text(
        "En {year}, le montant demandé ({asked_cents}) dépasse le plafond annuel ({limit_cents}){source}.",
        "In {year}, the amount asked ({asked_cents}) is over the yearly ceiling ({limit_cents}){source}.",
    ),
    Text(
        "Répartissez autrement les lignes « sollicite » de recettes.csv.",
        "Spread the “sollicite” lines of recettes.csv differently.",
    ),
    needs_whole_budget=True,
)
def each_year_is_under_the_ceiling(proposal: Proposal) -> Iterator[Finding]:
    """No year asks for more than the call grants in a year.

    The convention pays year by year: what exceeds is not paid.
    """
    limit = proposal.call.ceilings.per_year_max
    if not limit or not limit.amount_cents:
        return
    for year in proposal.views.by_year:
        if year.asked_cents > limit.amount_cents:
            yield found(
                _incomes(proposal),
                f"budget/{year.id}",
                year=year.label,
                asked_cents=year.asked_cents,
                limit_cents=limit.amount_cents,
                source=_source(limit),
            )


@rule(
    "CAL008",
    ERROR,
    Text(
        "Le projet dure {months_count:mois|mois} ; l'appel en accepte {limit_count}{source}.",
        "The project lasts {months_count:month|months}; the call accepts {limit_count}{source}.",
    ),
    Text("Rapprochez les deux dates de « periode ».", "Bring the two dates of “periode” closer."),
)
def duration_is_accepted(proposal: Proposal) -> Iterator[Finding]:
    """The project is not longer than the call accepts.

    Spending after the end of the convention is not eligible.
    """
    limit = proposal.call.ceilings.duration_max
    months = months_begun(proposal.dossier.settings.period)
    if limit and limit.months and months is not None and months > limit.months:
        yield found(
            proposal.dossier.settings.period.at("end_on"),
            "dossier/periode",
            months_count=months,
            limit_count=limit.months,
            source=_source(limit),
        )


@rule(
    "CAL009",
    ERROR,
    Text(
        "Le financement public atteint {public_rate} ; l'appel en accepte {limit_rate}{source}.",
        "Public funding reaches {public_rate}; the call accepts {limit_rate}{source}.",
    ),
    Text(
        "Ajoutez des fonds propres, ou le bénévolat valorisé (comptes 86 et 87).",
        "Add own funds, or valued volunteering (accounts 86 and 87).",
    ),
    needs_whole_budget=True,
)
def public_funding_is_under_the_ceiling(proposal: Proposal) -> Iterator[Finding]:
    """Public money stays under the rate that the call accepts.

    Valued volunteering counts in the base (guide of the ministry, 2021, quoted by fraap.org).
    """
    limit = proposal.call.ceilings.public_rate_max
    if limit and limit.rate is not None and proposal.views.public_rate > limit.rate:
        yield found(
            _incomes(proposal),
            "budget/recettes",
            public_rate=proposal.views.public_rate,
            limit_rate=limit.rate,
            source=_source(limit),
        )


@rule(
    "CAL018",
    ERROR,
    Text(
        "L'aide demandée fait {asked_rate} des charges ; l'appel en finance {limit_rate} au plus{source}.",
        "The aid asked is {asked_rate} of the expenses; the call pays {limit_rate} at most{source}.",
    ),
    Text(
        "Demandez {gap_cents} de moins, ou trouvez d'autres recettes pour le reste.",
        "Ask {gap_cents} less, or find other income for the rest.",
    ),
    needs_whole_budget=True,
)
def aid_is_under_its_rate(proposal: Proposal) -> Iterator[Finding]:
    """The amount asked is no larger a part of the cash expenses than the call pays for.

    The rest must come from elsewhere; what a call calls eligible may be less than all the expenses.
    """
    limit = proposal.call.ceilings.aid_rate_max
    charges_cents, asked_cents = proposal.views.charges_cents, proposal.views.asked_cents
    if limit and limit.rate is not None and charges_cents and asked_cents > limit.rate * charges_cents:
        yield found(
            _incomes(proposal),
            "budget/recettes",
            asked_rate=Fraction(asked_cents, charges_cents),
            limit_rate=limit.rate,
            gap_cents=math.ceil(asked_cents - limit.rate * charges_cents),
            source=_source(limit),
        )


@rule(
    "CAL011",
    ERROR,
    Text(
        "Le montant demandé ({asked_cents}) est sous le minimum de l'appel ({limit_cents}){source}.",
        "The amount asked ({asked_cents}) is under the call's minimum ({limit_cents}){source}.",
    ),
    Text(
        "Complétez les lignes « sollicite » de recettes.csv, ou choisissez un autre appel.",
        "Complete the “sollicite” lines of recettes.csv, or choose another call.",
    ),
    needs_whole_budget=True,
)
def amount_is_over_the_minimum(proposal: Proposal) -> Iterator[Finding]:
    """The amount asked reaches the smallest that the call grants; an empty budget is not judged yet."""
    limit = proposal.call.ceilings.amount_min
    asked_cents = proposal.views.asked_cents
    if limit and limit.amount_cents and 0 < asked_cents < limit.amount_cents:
        yield found(
            _incomes(proposal),
            "budget/recettes",
            asked_cents=asked_cents,
            limit_cents=limit.amount_cents,
            source=_source(limit),
        )


def _incomes(proposal: Proposal) -> Span:
    incomes = proposal.dossier.budget.incomes
    return incomes[0].at("amount_cents") if incomes else Span(proposal.dossier.root / "budget" / "recettes.csv")


@rule(
    "CAL016",
    ERROR,
    Text(
        "Les charges indirectes font {indirect_rate} des autres charges ; l'appel en accepte {limit_rate}{source}.",
        "Indirect costs are {indirect_rate} of the other expenses; the call accepts {limit_rate}{source}.",
    ),
    Text(
        "Baissez les lignes dont le compte est « indirectes ».",
        "Lower the lines whose account is “indirectes”.",
    ),
    needs_whole_budget=True,
)
def indirect_costs_are_under_the_ceiling(proposal: Proposal) -> Iterator[Finding]:
    """The share of running costs charged to the action stays under what the call accepts.

    What exceeds is cut from the grant, and the budget no longer balances.
    """
    limit = proposal.call.ceilings.indirect_rate_max
    if limit and limit.rate is not None and proposal.views.indirect_rate > limit.rate:
        line = next(line for line in proposal.dossier.budget.expenses if plain_code(line.account) == INDIRECT)
        yield found(
            line.at("amount_cents"),
            "budget/depenses",
            indirect_rate=proposal.views.indirect_rate,
            limit_rate=limit.rate,
            source=_source(limit),
        )
