"""Budgets with everything that could mislead a formula: keys with jokers, capitals, leading zeros; blanks; odd cents."""

from __future__ import annotations

from fractions import Fraction
from random import Random

from amikit.compute.proposal import Proposal, compute_proposal
from amikit.model.accounts import AccountPlan
from amikit.model.budget import Expense, Funding, Income, Nature
from amikit.model.call import Call, Ceilings, Limit
from amikit.model.dossier import Axis
from tests.compute.build import CALL, dossier, expects, expense, income, use
from tests.compute.worlds import ELSEWHERE, FED, KNOWN, OPEN

AXES = ("", "gestion", "services", "A*", "a*", "???", "07", "7", "mai-2021", ">5", "vrai", "x" * 300)
ACCOUNTS = ("", "604", "6571", "6 156", "60\u00a01", "60A", "60a", "0604", "1e3", "=6", "~", "indirectes")
BOUNDED = CALL.model_copy(
    update={
        "ceilings": Ceilings(
            amount_min=Limit(amount_cents=1_000),
            amount_max=Limit(amount_cents=10**8),
            per_year_max=Limit(amount_cents=10**7),
            public_rate_max=Limit(rate=Fraction(4, 5)),
            indirect_rate_max=Limit(rate=Fraction(1, 10)),
        )
    }
)
FUNDERS = ("", "anct", "Anct", "Ville*", "ville", "=somme", "Fonds « propres »", '"Guillemets"')
PLAIN_AXES, PLAIN_ACCOUNTS, PLAIN_FUNDERS = AXES[:3], (*ACCOUNTS[:3], "indirectes"), ("anct", "ville")


def any_budget(seed: int, lines_count: int = 40, plan: AccountPlan = AccountPlan.IN_FORCE) -> Proposal:
    """An answer drawn at random; every other one has only keys that SUMIFS can tell apart."""
    draw = Random(seed)  # noqa: S311 - the same budgets each time
    is_odd = seed % 2 == 1
    axes, accounts = (AXES, ACCOUNTS) if is_odd else (PLAIN_AXES, PLAIN_ACCOUNTS)
    funders = FUNDERS if is_odd else PLAIN_FUNDERS
    destinations = [*ELSEWHERE, *FED, "ressource:dokos/etape"]

    def spent(number: int) -> Expense:
        by_the_hour = draw.random() < 0.4
        line = expense(
            f"D{number}",
            None if by_the_hour else draw.randrange(-500, 10**7),
            draw.choice(destinations),
            hours=Fraction(draw.randrange(40_000), 100) if by_the_hour or draw.random() < 0.2 else None,
            rate_cents=draw.randrange(10_000) if by_the_hour or draw.random() < 0.1 else None,
            axis_id=draw.choice(axes),
            year=draw.choice([None, 2021, 2022, 2023, 2030]),
            nature=draw.choice([Nature.CASH, Nature.CASH, *Nature]),
            account=draw.choice(accounts),
            payee=draw.choice(["porteur", "baraka", "la-coop", "tiers:Atelier", None]),
            deliverable=draw.choice([OPEN, "Rapport", None]),
            funder=draw.choice(funders),
            person_id=draw.choice(["", "ana", "bob"]),
        )
        return line.model_copy(update={"destination": None}) if draw.random() < 0.1 else line

    def received(number: int) -> Income:
        return income(
            f"R{number}",
            draw.randrange(10**8),
            funder=draw.choice(funders),
            status=draw.choice(list(Funding)),
            year=draw.choice([None, 2021, 2022]),
            nature=draw.choice([Nature.CASH, *Nature]),
            account=draw.choice(accounts),
        )

    lines: list[Expense | Income] = [spent(number) for number in range(lines_count)]
    lines += [received(number) for number in range(lines_count // 3)]
    return answer(*lines, call=BOUNDED, account_plan=plan)


def answer(*lines: Expense | Income, call: Call = CALL, account_plan: AccountPlan = AccountPlan.IN_FORCE) -> Proposal:
    """An answer that relies on one resource, with these lines."""
    resources = {"dokos": KNOWN.by_id["dokos"].model_copy(update={"expectations": (expects(),)})}
    known = type(KNOWN)({**KNOWN.by_id, **resources}, KNOWN.own_ids)
    axes = (Axis(id="gestion", title="Gestion"), Axis(id="vide", title="Vide"))
    written = dossier(
        *lines, uses=(use(),), axes=axes, commons_min_rate=Fraction(1, 3), title="Titre & co", account_plan=account_plan
    )
    return compute_proposal(written, known, call)
