"""The sheets of the views: the same lines by resource, axis, year and account, as ``compute/`` has them."""

from __future__ import annotations

from collections.abc import Sequence

from amikit.compute.proposal import Proposal
from amikit.compute.shares import Hands
from amikit.compute.views import ViewLine
from amikit.i18n import Language, Text
from amikit.model.accounts import AccountPlan
from amikit.model.budget import DestinationKind
from amikit.workbook.formulas import Groups
from amikit.workbook.grid import TOTAL, Grid, Line, Measure, View, put_view
from amikit.workbook.lines import YES, Table, hands_words, range_name
from amikit.workbook.sheet import Cell, Range, Role, Sheet, Unit

BY_RESOURCE = Text("Par ressource", "By resource")
BY_AXIS = Text("Par axe", "By axis")
BY_YEAR = Text("Par année", "By year")
ACCOUNTS = Text("Plan comptable", "Accounts")
_CHARGES = Text("Charges", "Charges")
_INCOMES = Text("Produits", "Incomes")
_USES = Text("Emplois en nature", "Uses in kind")
_GIFTS = Text("Contributions en nature", "Contributions in kind")
CHECKED_TOTALS = {BY_RESOURCE: BY_RESOURCE, BY_AXIS: BY_AXIS, BY_YEAR: BY_YEAR, ACCOUNTS: _CHARGES}
"""The sheets where a total must be that of the cash charges, and what that total adds up."""
_AMOUNT = Text("Montant", "Amount")
_KEY = Text("Clé", "Key")
_ACCOUNT = Text("Compte", "Account")
_TABLE_ROW = 3
"""Of the header of a view, from 0: below a title, a note and an empty row."""
_RESOURCE_NOTE = Text(
    "Une dépense ne compte pour une ressource que si elle paie qui en prend soin, ou laisse un livrable ouvert et publié.",
    "An expense counts to a resource only if it pays who looks after it, or leaves something open and published.",
)
_CASH_NOTE = Text("Les charges en argent, toutes lignes comprises.", "All the cash charges.")
_YEAR_NOTE = Text(
    "Les charges en argent, et ce qui est demandé pour chaque année civile.",
    "The cash charges, and what is asked for each calendar year.",
)
_ACCOUNT_NOTE = Text(
    "D'après le plan comptable associatif. Les contributions en nature ne s'ajoutent jamais à l'argent. "
    "Sans centimes : chaque ligne est arrondie de sorte que le total reste juste.",
    "After the chart of accounts of French associations. Contributions in kind are never added to cash. "
    "Without cents: each line is rounded so that the total still holds.",
)
_PLANS = {
    AccountPlan.IN_FORCE: Text(
        "875 : bénévolat ; 870 : dons en nature (règlement ANC 2018-06).",
        "875: volunteering; 870: gifts in kind (ANC 2018-06 rule).",
    ),
    AccountPlan.PORTAL: Text(
        "870 : bénévolat ; 875 : dons en nature (portail de l'État, cerfa 15059).",
        "870: volunteering; 875: gifts in kind (the State's portal, cerfa 15059).",
    ),
}
_HANDS = {
    Hands.STEWARD: Text("dont à son porteur", "of which to its steward"),
    Hands.OTHER: Text("dont à d'autres", "of which to others"),
    Hands.MEMBER: Text("dont à des membres", "of which to members"),
}


def resource_sheet(proposal: Proposal, expenses: Table, language: Language) -> Sheet:
    """What each destination receives, and what of it counts to the resource, by the hands that receive it."""
    view, shares = proposal.views.by_resource, proposal.shares
    cash, keys, counted = expenses["argent"], [line.id for line in view], expenses["compte-pour"]
    meant, to_resources = Groups.of(expenses["vers"], keys), Groups.of(counted, keys)

    def in_hands(hands: Hands) -> Measure:
        words = (expenses["mains"], hands_words(language)[hands])
        return Measure(_HANDS[hands], lambda cell, key: to_resources.sum(cash, cell, key, words))

    measures = [
        Measure(_AMOUNT, lambda cell, key: meant.sum(cash, cell, key)),
        Measure(
            Text("Compté aux ressources", "Counted to resources"), lambda cell, key: to_resources.sum(cash, cell, key)
        ),
        *(in_hands(hands) for hands in _HANDS),
    ]
    lines = []
    for line in view:
        target = line.id.partition(":")[2]
        parts: list[int | None] = [None] * (len(_HANDS) + 1)
        if line.kind is DestinationKind.RESOURCE:
            parts = [line.counted_cents, *(shares.of_resource(target, hands) for hands in _HANDS)]
        lines.append(Line(line.label[language], line.id or None, [line.cents, *parts]))
    grid = Grid()
    grid.head(BY_RESOURCE[language], _RESOURCE_NOTE[language])
    table = View(Text("Destination", "Destination"), _KEY, lines, measures)
    total = _total(BY_RESOURCE, put_view(grid, _TABLE_ROW, 0, table, language), language)
    return grid.sheet(BY_RESOURCE[language], (44, 32, 16, 9, 16, 16, 16, 16), _TABLE_ROW, [total])


def axis_sheet(proposal: Proposal, expenses: Table, language: Language) -> Sheet:
    """The cash charges of each axis."""
    view = proposal.views.by_axis
    groups = Groups.of(expenses["axe"], (line.id for line in view))
    measure = Measure(_CHARGES, lambda cell, key: groups.sum(expenses["argent"], cell, key))
    lines = [Line(line.label[language], line.id or None, [line.cents]) for line in view]
    grid = Grid()
    grid.head(BY_AXIS[language], _CASH_NOTE[language])
    table = View(Text("Axe", "Axis"), _KEY, lines, [measure])
    total = _total(BY_AXIS, put_view(grid, _TABLE_ROW, 0, table, language), language)
    return grid.sheet(BY_AXIS[language], (74, 24, 16, 9), _TABLE_ROW, [total])


def year_sheet(proposal: Proposal, expenses: Table, incomes: Table, language: Language) -> Sheet:
    """The cash charges of each year, and what is asked for it."""
    view = proposal.views.by_year
    spent, received = Groups(expenses["annee"], is_plain=True), Groups(incomes["annee"], is_plain=True)
    asked = (incomes["demande"], YES[language])
    measures = [
        Measure(_CHARGES, lambda cell, key: spent.sum(expenses["argent"], cell, key)),
        Measure(
            Text("Montant demandé", "Amount asked"),
            lambda cell, key: received.sum(incomes["argent"], cell, key, asked),
        ),
    ]
    lines = [Line(line.label[language], line.year, [line.cents, line.asked_cents]) for line in view]
    grid = Grid()
    grid.head(BY_YEAR[language], _YEAR_NOTE[language])
    table = View(Text("Année", "Year"), None, lines, measures, key_unit=Unit.WHOLE)
    total = _total(BY_YEAR, put_view(grid, _TABLE_ROW, 0, table, language), language, 1)
    return grid.sheet(BY_YEAR[language], (28, 20, 10, 20), _TABLE_ROW, [total])


def accounts_sheet(proposal: Proposal, expenses: Table, incomes: Table, language: Language) -> Sheet:
    """Charges beside incomes, then what contributions in kind are used for beside where they come from."""
    views = proposal.views
    pairs = [
        (
            _accounts(_CHARGES, views.by_account, expenses, "argent", language),
            _accounts(_INCOMES, views.incomes_by_account, incomes, "argent", language),
        ),
        (
            _accounts(_USES, views.in_kind, expenses, "en-nature", language),
            _accounts(_GIFTS, views.in_kind_incomes, incomes, "en-nature", language),
        ),
    ]
    grid = Grid()
    plan = proposal.dossier.settings.account_plan
    grid.head(ACCOUNTS[language], _ACCOUNT_NOTE[language])
    grid.put(2, 0, Cell(_PLANS[plan][language], role=Role.NOTE))
    row, totals = _TABLE_ROW + 1, []
    for pair in pairs:
        height = max(*(len(view.lines) for view in pair), 1)
        first_row = row
        for column, view in zip((0, 6), pair, strict=True):
            row = put_view(grid, first_row, column, view, language, height)
            totals.append(Range(total_name(view.label, language), row, row, column + 2))
        row += 2
    return grid.sheet(ACCOUNTS[language], (9, 40, 15, 9, 14, 3, 9, 40, 15, 9, 14), None, totals)


def total_name(view: Text, language: Language) -> str:
    """The name of the cell that adds a view up: ``Total_par_axe``."""
    return range_name(TOTAL, view, language)


def _total(view: Text, row: int, language: Language, column: int = 2) -> Range:
    return Range(total_name(view, language), row, row, column)


def _accounts(title: Text, view: Sequence[ViewLine], table: Table, amounts: str, language: Language) -> View:
    groups = Groups.of(table["compte-retenu"], (line.id for line in view))
    lines = [Line(line.label[language], line.id or None, [line.cents]) for line in view]
    measure = Measure(_AMOUNT, lambda cell, key: groups.sum(table[amounts], cell, key))
    return View(title, _ACCOUNT, lines, [measure], key_first=True, has_euros=True)
