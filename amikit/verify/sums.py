"""The sums of an annex: each total made again from its lines, the call's floor and ceilings."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from fractions import Fraction

from amikit.annex.claims import claims_of
from amikit.annex.schema import Annex, fraction
from amikit.compute.proposal import Proposal
from amikit.money import round_half_up
from amikit.verify.verdict import Check, Light

Weigh = Callable[[str], Light]


def check_sums(annex: Annex, proposal: Proposal, excused: Collection[str]) -> Iterator[Check]:
    """What does not add up is named, with both figures."""
    yield from _totals(annex, proposal)

    def weigh(rule: str) -> Light:
        """What breaks a rule contradicts nothing where the document says so itself."""
        return Light.AMBER if annex.is_draft or rule in excused else Light.RED

    yield from _lines(annex, weigh)
    if _is_empty(proposal):
        yield Check("empty-budget", Light.AMBER)
    else:
        yield from _balance(proposal, weigh)
    yield from _floor(proposal, weigh)
    yield from _ceilings(annex, proposal, weigh)


def _totals(annex: Annex, proposal: Proposal) -> Iterator[Check]:
    said = annex.totals.model_dump()
    found = claims_of(proposal).totals.model_dump()
    wrong = [name for name in said if said[name] != found[name]]
    for name in wrong:
        yield Check("total", Light.RED, {"figure": name, **_both(name, said[name], found[name])})
    if not wrong:
        facts: dict[str, object] = {
            "charges_cents": annex.totals.charges_cents,
            "lines_count": len(annex.budget.expenses),
        }
        yield Check("totals", Light.GREEN, facts)
        if not _is_empty(proposal):
            rate = str(proposal.shares.resources_rate)
            facts = {"resources_cents": annex.totals.resources_cents, "resources_rate": rate}
            yield Check("share", Light.GREEN, facts)


def _is_empty(proposal: Proposal) -> bool:
    """Whether nothing is spent, received or given: what is equal to nothing, or a share of it, says nothing."""
    views = proposal.views
    return not (
        views.charges_cents or views.incomes_cents or views.in_kind_charges_cents or views.in_kind_incomes_cents
    )


def _both(name: str, said: object, found: object) -> Mapping[str, object]:
    unit = "cents" if name.endswith("_cents") else "hours"
    return {f"said_{unit}": said, f"found_{unit}": found}


def _lines(annex: Annex, weigh: Weigh) -> Iterator[Check]:
    """Hours × rate is the amount, where all three are written; no line is written twice."""
    seen: set[str] = set()
    for line in annex.budget.expenses:
        hours = fraction(line.hours)
        if hours is not None and line.rate_cents is not None:
            product = round_half_up(hours * line.rate_cents)
            if product != line.cents:
                facts = {"line": line.id, "said_cents": line.cents, "found_cents": product}
                yield Check("line", weigh("BUD004"), facts)
        if line.id in seen:
            yield Check("line-twice", weigh("BUD010"), {"line": line.id})
        seen.add(line.id)


def _balance(proposal: Proposal, weigh: Weigh) -> Iterator[Check]:
    views = proposal.views
    for code, rule, charges, incomes in (
        ("balance", "BUD001", views.charges_cents, views.incomes_cents),
        ("balance-in-kind", "BUD002", views.in_kind_charges_cents, views.in_kind_incomes_cents),
    ):
        if charges != incomes:
            facts = {"charges_cents": charges, "incomes_cents": incomes}
            yield Check(f"{code}-differs", weigh(rule), facts)
        elif charges or code == "balance":
            yield Check(code, Light.GREEN, {"charges_cents": charges})


def _floor(proposal: Proposal, weigh: Weigh) -> Iterator[Check]:
    shares = proposal.shares
    if shares.min_rate is None or shares.is_reached is None:
        return
    facts = {
        "reached_rate": str(shares.reached_rate),
        "min_rate": str(shares.min_rate),
        "apart_cents": shares.resources_cents - shares.reached_cents,
    }
    if shares.is_reached:
        yield Check("floor", Light.GREEN, facts)
    else:
        yield Check("floor-missed", weigh("BUD003"), facts)


def _ceilings(annex: Annex, proposal: Proposal, weigh: Weigh) -> Iterator[Check]:
    call, asked = annex.call, proposal.views.asked_cents
    if call.amount_max_cents is not None and asked > call.amount_max_cents:
        yield Check("over-ceiling", weigh("CAL006"), {"asked_cents": asked, "limit_cents": call.amount_max_cents})
    for year in proposal.views.by_year:
        if call.per_year_max_cents is not None and year.asked_cents > call.per_year_max_cents:
            facts = {"year": year.id, "asked_cents": year.asked_cents, "limit_cents": call.per_year_max_cents}
            yield Check("over-yearly-ceiling", weigh("CAL007"), facts)
    limit = fraction(call.public_rate_max)
    rate = proposal.views.public_rate if proposal.views.public_base_cents else Fraction(0)
    if limit is not None and rate > limit:
        yield Check("over-public-rate", weigh("CAL009"), {"public_rate": str(rate), "limit_rate": str(limit)})
