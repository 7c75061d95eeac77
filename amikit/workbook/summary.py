"""The first sheet: the figures that a funder looks at first, and whether everything adds up."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from amikit.compute.proposal import Proposal
from amikit.compute.shares import Hands
from amikit.compute.views import rate_of
from amikit.i18n import Language, Text, say
from amikit.model.budget import DestinationKind
from amikit.workbook.formulas import Groups, text_literal
from amikit.workbook.grid import TOTAL
from amikit.workbook.lines import YES, Table, funder_keys, hands_words, range_name
from amikit.workbook.page import Page
from amikit.workbook.reciprocity import COMMITTED, COVERED, EXPECTED, RECIPROCITY
from amikit.workbook.sheet import Cell, Role, Sheet
from amikit.workbook.views import CHECKED_TOTALS, total_name

SUMMARY = Text("Synthèse", "Summary")
_ABOUT = Text("Budget de la réponse à « {call} »", "Budget of the answer to “{call}”")
_BALANCE = Text("Équilibre", "Balance")
_SHARES = Text("Ce que paient les charges", "What the charges pay")
_IN_KIND = Text("Contributions volontaires en nature", "Voluntary contributions in kind")
_FUNDERS = Text("Qui finance", "Who funds")
_CHECKS = Text("Contrôles", "Checks")
_CHARGES, _INCOMES = Text("Charges", "Charges"), Text("Produits", "Incomes")
_GAP = Text("Écart (produits − charges)", "Gap (incomes − charges)")
_ASKED = Text("Montant demandé", "Amount asked")
_PUBLIC = Text("Financement public", "Public funding")
_PUBLIC_BASE = Text(
    "de la somme des charges et des contributions en nature", "of the charges and contributions in kind"
)
_RESOURCES, _PLACES = Text("Ressources", "Resources"), Text("Lieux", "Places")
_COORDINATION = Text("Coordination", "Coordination")
_HANDS = {
    Hands.STEWARD: Text("dont versé à leurs porteurs", "of which to their stewards"),
    Hands.OTHER: Text("dont versé à d'autres, avec un livrable publié", "of which to others, with something published"),
    Hands.MEMBER: Text(
        "dont versé à des membres, avec un livrable publié", "of which to members, with something published"
    ),
}
_SET_APART = Text("dont vers les ressources du consortium", "of which to the consortium's own resources")
_NEW = Text("Lignes nouvelles, à classer par amikit", "New lines, for amikit to sort")
_REACHED = Text("Compté pour le minimum aux ressources", "Counted towards the minimum to resources")
_MINIMUM = Text("minimum : {min_rate}", "minimum: {min_rate}")
_USES, _GIFTS = Text("Emplois (86)", "Uses (86)"), Text("Contributions (87)", "Contributions (87)")
_BALANCED = Text("Les charges égalent les produits", "Charges equal incomes")
_IN_KIND_BALANCED = Text("Les comptes 86 égalent les comptes 87", "Accounts 86 equal accounts 87")
_SORTED = Text("Toutes les dépenses sont classées", "Every expense is sorted")
_SAME_TOTAL = Text("« {view} » donne le même total de charges", "“{view}” has the same total of charges")
_MIN_REACHED = Text("Le minimum aux ressources est atteint", "The minimum to resources is reached")
_WIDTHS = (54, 18, 11, 52)


def summary_sheet(proposal: Proposal, expenses: Table, incomes: Table, language: Language) -> Sheet:
    """The sheet, every figure of it a formula over the lines."""
    page = Page(SUMMARY, proposal, expenses, incomes, language)
    settings, call = proposal.dossier.settings, proposal.call
    about = [say(_ABOUT, {"call": Text.same(call.title)}, language) if call.title else "", settings.consortium.name]
    page.grid.head(settings.title or SUMMARY[language], " — ".join(filter(None, about)))
    charges, received = _put_balance(page)
    _put_shares(page, charges)
    in_kind = _put_in_kind(page)
    _put_funders(page, received)
    _put_reciprocity(page)
    _put_checks(page, charges, received, in_kind)
    return replace(page.grid.sheet(SUMMARY[language], _WIDTHS, None, page.ranges), is_one_page=True)


def _put_balance(page: Page) -> tuple[str, str]:
    """Charges, incomes, what is asked, public money; returns the cells of the first two."""
    views, expenses, incomes, yes = page.proposal.views, page.expenses, page.incomes, YES[page.language]
    page.section(_BALANCE)
    charges = page.amount(_CHARGES, views.charges_cents, f"SUM({expenses['argent']})", name=_CHARGES)
    received = page.amount(_INCOMES, views.incomes_cents, f"SUM({incomes['argent']})", name=_INCOMES)
    page.amount(_GAP, views.balance_cents, f"{received}-{charges}", role=Role.TOTAL)
    asked = _where(incomes["argent"], incomes["demande"], yes)
    part = (rate_of(views.asked_cents, views.charges_cents), charges)
    page.amount(_ASKED, views.asked_cents, asked, part=part, name=_ASKED)
    base = f"({charges}+SUM({expenses['en-nature']}))"
    public = _where(incomes["argent"], incomes["public"], yes)
    page.amount(
        _PUBLIC,
        views.public_cents,
        public,
        part=(views.public_rate, base),
        note=_PUBLIC_BASE[page.language],
        name=_PUBLIC,
    )
    return charges, received


def _put_shares(page: Page, charges: str) -> None:
    """Resources, places, coordination: the number this tool exists for."""
    shares, cash, counted = page.proposal.shares, page.expenses["argent"], page.expenses["compte-pour"]

    def put(title: Text, cents: int, formula: str, role: Role = Role.LABEL, name: Text | None = None) -> str:
        return page.amount(title, cents, formula, part=(shares.rate(cents), charges), role=role, name=name)

    def kind(kind: DestinationKind) -> str:
        return f"SUMPRODUCT((LEFT({counted},{len(kind) + 1})={text_literal(f'{kind}:')})*{cash})"

    page.section(_SHARES)
    resources = put(_RESOURCES, shares.resources_cents, kind(DestinationKind.RESOURCE), name=_RESOURCES)
    hands = (shares.to_stewards_cents, shares.to_others_cents, shares.to_members_cents)
    for (hand, title), cents in zip(_HANDS.items(), hands, strict=True):
        put(title, cents, _where(cash, page.expenses["mains"], hands_words(page.language)[hand]), Role.DETAIL)
    own = put(
        _SET_APART, shares.set_apart_cents, _where(cash, page.expenses["a-part"], YES[page.language]), Role.DETAIL
    )
    places = put(_PLACES, shares.places_cents, kind(DestinationKind.PLACE), name=_PLACES)
    coordination = put(
        _COORDINATION,
        shares.coordination_cents,
        _where(cash, counted, DestinationKind.COORDINATION),
        name=_COORDINATION,
    )
    new = put(_NEW, 0, f'SUMPRODUCT(({counted}="")*{cash})')
    put(TOTAL, shares.total_cents, f"{resources}+{places}+{coordination}+{new}", Role.TOTAL)
    if shares.min_rate is not None:
        formula = resources if shares.counts_own else f"{resources}-{own}"
        note = say(_MINIMUM, {"min_rate": shares.min_rate}, page.language)
        part = (shares.reached_rate, charges)
        page.amount(_REACHED, shares.reached_cents, formula, part=part, note=note, name=_REACHED)


def _put_in_kind(page: Page) -> tuple[str, str]:
    views = page.proposal.views
    page.section(_IN_KIND)
    uses = page.amount(_USES, views.in_kind_charges_cents, f"SUM({page.expenses['en-nature']})")
    gifts = page.amount(_GIFTS, views.in_kind_incomes_cents, f"SUM({page.incomes['en-nature']})")
    return uses, gifts


def _put_funders(page: Page, received: str) -> None:
    """The view by funder; each is looked for by the name that the sheet of incomes gives it."""
    view = page.proposal.views.by_funder
    names = list(funder_keys(page.proposal, page.language).values())
    groups = Groups.of(page.incomes["qui-finance"], names)
    page.section(_FUNDERS)
    for name, line in zip(names, view, strict=True):
        cell = f"A{page.grid.next_row + 1}"
        formula = groups.sum(page.incomes["argent"], cell, name)
        page.amount(Text.same(name), line.cents, formula, part=(line.rate, received))
    total = page.proposal.views.incomes_cents
    page.amount(TOTAL, total, received, part=(rate_of(total, total), received), role=Role.TOTAL)


def _put_reciprocity(page: Page) -> None:
    ledger, language = page.proposal.ledger, page.language
    page.section(RECIPROCITY)
    totals = (ledger.expected_cents, ledger.committed_cents, ledger.covered_cents)
    expected = range_name(RECIPROCITY, EXPECTED, language)
    for title, cents in zip((EXPECTED, COMMITTED, COVERED), totals, strict=True):
        part = (ledger.coverage_rate or Fraction(0), expected) if title is COVERED else None
        page.amount(title, cents, range_name(RECIPROCITY, title, language), part=part)


def _put_checks(page: Page, charges: str, received: str, in_kind: tuple[str, str]) -> None:
    views, shares, language = page.proposal.views, page.proposal.shares, page.language
    page.section(_CHECKS)
    page.grid.put_row(page.grid.next_row - 1, [None, Cell(role=Role.HEADER), Cell(role=Role.HEADER)])
    page.check(_BALANCED, _equal(charges, received), holds=views.balance_cents == 0)
    is_balanced = views.in_kind_charges_cents == views.in_kind_incomes_cents
    page.check(_IN_KIND_BALANCED, _equal(*in_kind), holds=is_balanced)
    counted, cash = page.expenses["compte-pour"], page.expenses["argent"]
    page.check(_SORTED, f'SUMPRODUCT(({counted}="")*({cash}<>0))=0', holds=True)
    for view, total in CHECKED_TOTALS.items():
        condition = _equal(charges, total_name(total, language))
        page.check(_SAME_TOTAL, condition, holds=True, view=view[language])
    if shares.min_rate is not None:
        reached = range_name(SUMMARY, _REACHED, language)
        least = f"{shares.min_rate.numerator}/{shares.min_rate.denominator}"
        page.check(_MIN_REACHED, f"ROUND({reached}-{least}*{charges},4)>=0", holds=shares.is_reached is not False)


def _where(amounts: str, keys: str, word: str) -> str:
    """The sum of the amounts beside which a column holds a word of ours."""
    return f"SUMIFS({amounts},{keys},{text_literal(word)})"


def _equal(one: str, other: str) -> str:
    return f"ROUND({one}-{other},2)=0"
