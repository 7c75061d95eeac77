"""The tables that print the budget line by line: made once a document is composed, and not while it is checked.

A template places them (``{{ tables.expenses }}``); ten thousand lines filled in one cell at a time would be most of
the time of a check, which prints nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from amikit.compute.proposal import Proposal
from amikit.i18n import Language, Text, format_euros
from amikit.model.budget import Expense, Income
from amikit.render.answer import Block, Inline
from amikit.render.blocks import table_block
from amikit.render.inlines import text_inlines
from amikit.render.lexicon import Lexicon
from amikit.render.slots import resource_slot
from amikit.render.view_budget import view_deliverable

_DASH = "—"


@dataclass(frozen=True, slots=True)
class _Column:
    title: Text
    width: int
    align: str = "AlignLeft"


_LINE = _Column(Text("Ligne", "Line"), 8)
_LABEL = _Column(Text("Libellé", "Label"), 29)
_WIDE_LABEL = _Column(Text("Libellé", "Label"), 38)
_DESTINATION = _Column(Text("Destination", "Destination"), 17)
_PAID = _Column(Text("Payé à", "Paid to"), 17)
_WIDE_PAID = _Column(Text("Payé à", "Paid to"), 23)
_FUNDER = _Column(Text("Qui finance", "Funder"), 17)
_STATUS = _Column(Text("État", "Status"), 14)
_YEAR = _Column(Text("Année", "Year"), 7, "AlignRight")
_AMOUNT = _Column(Text("Montant", "Amount"), 14, "AlignRight")
_WIDE_AMOUNT = _Column(Text("Montant", "Amount"), 15, "AlignRight")
_PUBLISHED = _Column(Text("Ce qui sera publié", "What will be published"), 46)
_FOR = _Column(Text("Pour", "For"), 20)
_TOTAL = Text("Total", "Total")
_CHARGES = Text("Les charges, ligne à ligne", "Expenses, line by line")
_IN_KIND = Text("Les contributions en nature, ligne à ligne", "Contributions in kind, line by line")
_INCOMES = Text("Les produits, ligne à ligne", "Income, line by line")
_LEFT_OPEN = Text("Ce que le budget laisse à tout le monde", "What the budget leaves to everyone")


def line_tables(proposal: Proposal, language: Language) -> Mapping[str, list[Block]]:
    """Each table, by the key of its slot."""
    lexicon = Lexicon(proposal, language)
    budget = proposal.dossier.budget
    tables = {
        "tables/expenses": _expenses(lexicon, [line for line in budget.expenses if line.is_cash], _CHARGES),
        "tables/in_kind": _expenses(lexicon, [line for line in budget.expenses if not line.is_cash], _IN_KIND),
        "tables/incomes": _incomes(lexicon, [line for line in budget.incomes if line.is_cash]),
        "tables/published": _published(lexicon, [line for line in budget.expenses if line.deliverable]),
    }
    for use in proposal.dossier.uses_by_id.values():
        resource = proposal.catalog.get(use.resource_id)
        if resource is not None:
            lines = [line for line in budget.expenses if line.is_cash and line.feeds(resource.id)]
            tables[resource_slot(resource.id).key] = _of_resource(lexicon, resource.name, lines)
    return tables


def _expenses(lexicon: Lexicon, lines: Sequence[Expense], caption: Text) -> list[Block]:
    columns = (_LINE, _LABEL, _DESTINATION, _PAID, _YEAR, _AMOUNT)
    rows = [
        [line.id, line.label, lexicon.destination(line), lexicon.payee(line), _year(line), _euros(line, lexicon)]
        for line in lines
    ]
    return _table(lexicon, columns, rows, caption[lexicon.language], _sum(lines))


def _incomes(lexicon: Lexicon, lines: Sequence[Income]) -> list[Block]:
    columns = (_LINE, _LABEL, _FUNDER, _STATUS, _YEAR, _AMOUNT)
    rows = [
        [line.id, line.label, line.funder, lexicon.label(line.status), _year(line), _euros(line, lexicon)]
        for line in lines
    ]
    return _table(lexicon, columns, rows, _INCOMES[lexicon.language], _sum(lines))


def _of_resource(lexicon: Lexicon, name: str, lines: Sequence[Expense]) -> list[Block]:
    columns = (_LINE, _WIDE_LABEL, _WIDE_PAID, _YEAR, _WIDE_AMOUNT)
    rows = [[line.id, line.label, lexicon.payee(line), _year(line), _euros(line, lexicon)] for line in lines]
    caption = lexicon.choose(f"{name} : ce que le budget prévoit", f"{name}: what the budget plans")
    return _table(lexicon, columns, rows, caption, _sum(lines))


def _published(lexicon: Lexicon, lines: Sequence[Expense]) -> list[Block]:
    columns = (_PUBLISHED, _FOR, _YEAR, _LINE)
    rows = [[view_deliverable(line), lexicon.destination(line), _year(line), line.id] for line in lines]
    return _table(lexicon, columns, rows, _LEFT_OPEN[lexicon.language], None)


def _table(
    lexicon: Lexicon, columns: Sequence[_Column], rows: Sequence[Sequence[str]], caption: str, total_cents: int | None
) -> list[Block]:
    """Nothing without a row; a total under several rows, when amounts are in the last column."""
    if not rows:
        return []
    cells = [[text_inlines(cell or _DASH) for cell in row] for row in rows]
    if total_cents is not None and len(rows) > 1:
        empty: list[list[Inline]] = [[] for _ in columns[2:-1]]
        amount = format_euros(total_cents, lexicon.language)
        cells.append([[], _strong(_TOTAL[lexicon.language]), *empty, _strong(amount)])
    return [
        table_block(
            [text_inlines(column.title[lexicon.language]) for column in columns],
            cells,
            [column.align for column in columns],
            [column.width for column in columns],
            text_inlines(caption),
        )
    ]


def _strong(text: str) -> list[Inline]:
    return [{"t": "Strong", "c": text_inlines(text)}]


def _year(line: Expense | Income) -> str:
    return str(line.year) if line.year else ""


def _euros(line: Expense | Income, lexicon: Lexicon) -> str:
    return format_euros(line.cents, lexicon.language)


def _sum(lines: Iterable[Expense | Income]) -> int:
    return sum(line.cents for line in lines)
