"""The sheet of the financing plan: how sure the money is, in which way it reaches resources, and what the call bounds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from amikit.compute.passing_on import passed_on_lines
from amikit.compute.proposal import Proposal
from amikit.compute.views import STATUS_WORDS, WAY_WORDS, Way, rate_of
from amikit.i18n import Language, Text, say
from amikit.model.accounts import INDIRECT
from amikit.model.budget import DestinationKind, Funding
from amikit.model.call import Limit, PassingOn
from amikit.workbook.formulas import Groups, share, text_literal
from amikit.workbook.grid import TOTAL
from amikit.workbook.lines import YES, Table, way_words
from amikit.workbook.page import Page, check_cell
from amikit.workbook.sheet import Cell, Role, Sheet, Unit

FINANCING = Text("Plan de financement", "Financing plan")
_NOTE = Text(
    "Ce qui est demandé, ce qui est acquis, ce que le consortium apporte ; et ce que l'appel plafonne.",
    "What is asked, what is acquired, what the consortium brings; and what the call bounds.",
)
_SOURCES = Text("D'où vient l'argent", "Where the money comes from")
_WAYS = Text("Comment l'argent va aux ressources", "How the money reaches the resources")
_NEW = Text("Lignes nouvelles, à classer par amikit", "New lines, for amikit to sort")
_PASSED_ON = Text("Reversements dont l'autorisation est demandée", "Re-granting whose authorisation is asked for")
_PASSED_ON_NOTE = Text("art. 15 du décret-loi du 2 mai 1938", "art. 15 of the decree-law of 2 May 1938")
_COSTS = Text("Charges indirectes", "Indirect costs")
_DIRECT = Text("Charges directes", "Direct costs")
_INDIRECT = Text("Charges indirectes affectées", "Indirect costs charged")
_OF_DIRECT = Text("des charges directes", "of the direct costs")
_PUBLIC = Text("Financement public", "Public funding")
_CHARGES = Text("Charges en argent", "Cash charges")
_IN_KIND = Text("Contributions volontaires en nature", "Voluntary contributions in kind")
_BASE = Text("Base du taux", "Base of the rate")
_PUBLIC_CASH = Text("Financement public, sur les charges seules", "Public funding, over the charges alone")
_MOST_PUBLIC = Text("Financement public possible, à ce taux", "Public funding allowed, at that rate")
_ADDED = Text("le bénévolat valorisé en fait partie", "valued volunteering is part of it")
_LIMITS = Text("Ce que l'appel borne", "What the call bounds")
_LIMIT_HEADS = (Text("Ici", "Here"), Text("Borne", "Bound"), Text("Respectée", "Kept"))
_SOURCE = Text("D'après", "According to")
_LEAST = Text("Montant demandé, au moins", "Amount asked, at least")
_MOST = Text("Montant demandé, au plus", "Amount asked, at most")
_EACH_YEAR = Text("Montant demandé en {year}, au plus", "Amount asked in {year}, at most")
_NO_YEAR = Text("Montant demandé sans année, au plus", "Amount asked for no year, at most")
_MOST_RATE = Text("Taux de financement public, au plus", "Rate of public funding, at most")
_MOST_INDIRECT = Text("Taux de charges indirectes, au plus", "Rate of indirect costs, at most")
_WIDTHS = (54, 18, 18, 12, 60)


def financing_sheet(proposal: Proposal, expenses: Table, incomes: Table, language: Language) -> Sheet:
    """The sheet, every figure of it a formula over the lines."""
    page = Page(FINANCING, proposal, expenses, incomes, language)
    page.grid.head(FINANCING[language], _NOTE[language])
    _put_sources(page)
    _put_ways(page)
    _put_passed_on(page)
    indirect = _put_indirect(page)
    public = _put_public(page)
    _put_limits(page, public, indirect)
    return replace(page.grid.sheet(FINANCING[language], _WIDTHS, None, page.ranges), is_one_page=True)


def _put_sources(page: Page) -> None:
    """Asked, acquired, own funds."""
    views, cash, statuses = page.proposal.views, page.incomes["argent"], page.incomes["statut"]
    by_status = {line.id: line.cents for line in views.by_status}
    total = f"SUM({cash})"
    page.section(_SOURCES)
    for status in Funding:
        cents = by_status.get(status.value, 0)
        formula = f"SUMIFS({cash},{statuses},{text_literal(status.value)})"
        part = (rate_of(cents, views.incomes_cents), total)
        page.amount(STATUS_WORDS[status], cents, formula, part=part, name=STATUS_WORDS[status])
    whole = (rate_of(views.incomes_cents, views.incomes_cents), total)
    page.amount(TOTAL, views.incomes_cents, total, part=whole, role=Role.TOTAL)


def _put_ways(page: Page) -> None:
    """Contribution, purchase, re-granting: kept apart, over the lines meant for resources."""
    by_way = {line.id: line.cents for line in page.proposal.views.by_way}
    total_cents = sum(by_way.values())
    start = f"{DestinationKind.RESOURCE}:"
    meant = f"(LEFT({page.expenses['vers']},{len(start)})={text_literal(start)})"
    cash, ways, words = page.expenses["argent"], page.expenses["facon"], way_words(page.language)
    total = f"SUMPRODUCT({meant}*{cash})"
    page.section(_WAYS)
    for way in Way:
        cents = by_way.get(way.value, 0)
        formula = f"SUMPRODUCT({meant}*({ways}={text_literal(words[way])})*{cash})"
        part = (rate_of(cents, total_cents), total)
        page.amount(WAY_WORDS[way], cents, formula, part=part, note=words[way], name=WAY_WORDS[way])
    page.amount(_NEW, 0, f'SUMPRODUCT({meant}*({ways}="")*{cash})', part=(Fraction(0), total))
    page.amount(TOTAL, total_cents, total, part=(rate_of(total_cents, total_cents), total), role=Role.TOTAL)


def _put_passed_on(page: Page) -> None:
    """The lines that the document asks to have authorised, one by one; nothing when there are none."""
    lines = passed_on_lines(page.proposal.dossier)
    if not lines or page.proposal.call.passing_on is PassingOn.FORBIDDEN:
        return
    cash, ways, word = page.expenses["argent"], page.expenses["facon"], way_words(page.language)[Way.AID]
    sums: dict[str, int] = {}
    for line in lines:
        sums[line.id] = sums.get(line.id, 0) + line.cents
    names = {line.id: line.label for line in reversed(lines)}
    groups = Groups.of(page.expenses["ligne"], sums)
    total_cents = sum(sums.values())
    total = f"SUMIFS({cash},{ways},{text_literal(word)})"
    page.section(_PASSED_ON)
    for line_id, cents in sums.items():
        cell = f"A{page.grid.next_row + 1}"
        formula = groups.sum(cash, cell, line_id, (ways, word))
        part = (rate_of(cents, total_cents), total)
        page.amount(Text.same(line_id), cents, formula, part=part, note=names[line_id])
    whole = (rate_of(total_cents, total_cents), total)
    page.amount(TOTAL, total_cents, total, part=whole, role=Role.TOTAL, note=_PASSED_ON_NOTE[page.language])


def _put_indirect(page: Page) -> str:
    """The share of running costs charged to the action; returns the formula of its rate."""
    views, cash = page.proposal.views, page.expenses["argent"]
    formula = f"SUMIFS({cash},{page.expenses['compte-retenu']},{text_literal(INDIRECT)})"
    direct_cents = views.charges_cents - views.indirect_cents
    page.section(_COSTS)
    direct = page.amount(_DIRECT, direct_cents, f"SUM({cash})-{formula}")
    part, note = (views.indirect_rate, direct), _OF_DIRECT[page.language]
    indirect = page.amount(_INDIRECT, views.indirect_cents, formula, part=part, note=note, name=_INDIRECT)
    page.amount(TOTAL, views.charges_cents, f"{direct}+{indirect}", role=Role.TOTAL, name=_CHARGES)
    return share(indirect, direct)


def _put_public(page: Page) -> str:
    """Public money, over a base where what is given in kind counts; returns the formula of its rate."""
    views, language = page.proposal.views, page.language
    public = f"SUMIFS({page.incomes['argent']},{page.incomes['public']},{text_literal(YES[language])})"
    page.section(_PUBLIC)
    charges = page.amount(_CHARGES, views.charges_cents, f"SUM({page.expenses['argent']})")
    in_kind = page.amount(
        _IN_KIND, views.in_kind_charges_cents, f"SUM({page.expenses['en-nature']})", note=_ADDED[language]
    )
    base = page.amount(_BASE, views.public_base_cents, f"{charges}+{in_kind}", role=Role.TOTAL, name=_BASE)
    part = (views.public_rate, base)
    funded = page.amount(_PUBLIC, views.public_cents, public, part=part, name=_PUBLIC)
    page.amount(_PUBLIC_CASH, views.public_cents, funded, part=(views.public_cash_rate, charges))
    limit = page.proposal.call.ceilings.public_rate_max
    if limit is not None and limit.rate is not None:
        # Rounded down to the cent: half a cent more would be over the rate.
        cents = int(limit.rate * views.public_base_cents // 1)
        formula = f"INT(ROUND(100*{base}*{_exact(limit.rate)},6))/100"
        page.amount(_MOST_PUBLIC, cents, formula, part=(rate_of(cents, views.public_base_cents), base))
    return share(funded, base)


@dataclass(frozen=True, slots=True)
class _Bound:
    """One figure that the call bounds: what it is here, and what it may be."""

    title: str
    unit: Unit
    here: int | Fraction
    formula: str
    bound: int | Fraction
    limit: Limit
    is_least: bool = False

    @property
    def holds(self) -> bool:
        """Whether it is on the right side, exactly."""
        return self.here >= self.bound if self.is_least else self.here <= self.bound


def _put_limits(page: Page, public_rate: str, indirect_rate: str) -> None:
    """What the call bounds, a line for each year; nothing when it bounds nothing."""
    bounds = list(_bounds(page, public_rate, indirect_rate))
    if not bounds:
        return
    row = page.grid.next_row + 1
    page.grid.put(row, 0, Cell(_LIMITS[page.language], role=Role.HEADER))
    for column, head in enumerate(_LIMIT_HEADS, 1):
        page.grid.put(row, column, Cell(head[page.language], Unit.CENTS, Role.HEADER))
    page.grid.put(row, len(_LIMIT_HEADS) + 1, Cell(_SOURCE[page.language], role=Role.HEADER))
    for at, one in enumerate(bounds, row + 1):
        page.grid.put(at, 0, Cell(one.title))
        here = page.grid.put(at, 1, Cell(one.here, one.unit, Role.COMPUTED, one.formula))
        bound = page.grid.put(at, 2, Cell(one.bound, one.unit, Role.COMPUTED))
        gap = f"ROUND({here}-{bound},9)"
        condition = f"{gap}>=0" if one.is_least else f"{gap}<=0"
        page.grid.put(at, 3, check_cell(condition, page.language, holds=one.holds))
        source = one.limit.source
        page.grid.put(at, 4, Cell((source.quote or source.document) if source else None))


def _bounds(page: Page, public_rate: str, indirect_rate: str) -> Iterator[_Bound]:
    ceilings, views, language = page.proposal.call.ceilings, page.proposal.views, page.language
    cash, yes = page.incomes["argent"], text_literal(YES[language])
    asked = f"SUMIFS({cash},{page.incomes['demande']},{yes})"
    for title, limit, is_least in ((_LEAST, ceilings.amount_min, True), (_MOST, ceilings.amount_max, False)):
        if limit and limit.amount_cents:
            cents = views.asked_cents
            yield _Bound(title[language], Unit.CENTS, cents, asked, limit.amount_cents, limit, is_least)
    yield from _yearly_bounds(page, ceilings.per_year_max, yes)
    for title, limit, rate, formula in (
        (_MOST_RATE, ceilings.public_rate_max, views.public_rate, public_rate),
        (_MOST_INDIRECT, ceilings.indirect_rate_max, views.indirect_rate, indirect_rate),
    ):
        if limit and limit.rate is not None:
            yield _Bound(title[language], Unit.RATE, rate, formula, limit.rate, limit)


def _yearly_bounds(page: Page, limit: Limit | None, yes: str) -> Iterator[_Bound]:
    if not limit or not limit.amount_cents:
        return
    cash, years, asked = (page.incomes[key] for key in ("argent", "annee", "demande"))
    for line in page.proposal.views.by_year:
        if line.year is None:
            title = _NO_YEAR[page.language]
            formula = f'SUMPRODUCT(({years}="")*({asked}={yes})*{cash})'
        else:
            title = say(_EACH_YEAR, {"year": line.label}, page.language)
            formula = f"SUMIFS({cash},{years},{line.year},{asked},{yes})"
        yield _Bound(title, Unit.CENTS, line.asked_cents, formula, limit.amount_cents, limit)


def _exact(rate: Fraction) -> str:
    return f"{rate.numerator}/{rate.denominator}"
