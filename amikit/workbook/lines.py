"""The two sheets that people fill in: expenses and incomes, line by line, with what amikit makes of each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from amikit.compute.budget import is_asked, is_public
from amikit.compute.funders import funder_key
from amikit.compute.proposal import Proposal
from amikit.compute.shares import Hands, LineShare
from amikit.compute.views import Way, way_of
from amikit.i18n import Language, Text, say
from amikit.model.accounts import AccountPlan, in_kind_account, plain_code
from amikit.model.budget import Expense, Funding, Income, Nature
from amikit.render.labels import label
from amikit.source.span import column_name
from amikit.workbook.columns import EXPENSE_ORDER, INCOME_ORDER, Column, columns_of, value_of
from amikit.workbook.formulas import sum_down, text_literal
from amikit.workbook.sheet import Cell, Choice, Range, Role, Row, Sheet, Unit

SPARE_ROWS = 10
"""Empty lines below the last one, their formulas ready: a line more needs no new formula."""
FIRST_ROW = 3
"""Of the lines, from 0: below a title, a note and the header."""
_NOTHING_WIDTH = 9.0
"""Characters of a column that holds nothing: its title, and room to write."""
_PRINTED_EXTRAS = 2
"""Of the columns that amikit adds, those that paper needs: the amounts."""
YES = Text("oui", "yes")
_NOTE = Text(
    "Les cellules blanches s'écrivent ; le reste se calcule. Pour rendre vos changements au dossier : "
    "amikit budget import {name}",
    "White cells are yours to write; the rest is computed. To bring your changes back: amikit budget import {name}",
)
FILE_NAME = "budget.xlsx"


@dataclass(frozen=True, slots=True)
class Extra:
    """A column that amikit adds: a formula, or what it says of a line."""

    key: str
    title: Text
    width: float
    unit: Unit = Unit.TEXT


EXPENSE_EXTRAS = (
    Extra("argent", Text("En argent", "In cash"), 14, Unit.CENTS),
    Extra("en-nature", Text("En nature", "In kind"), 13, Unit.CENTS),
    Extra("compte-pour", Text("Compte pour", "Counts to"), 22),
    Extra("mains", Text("Entre les mains de", "In the hands of"), 11),
    Extra("a-part", Text("À part", "Set apart"), 7),
    Extra("pourquoi", Text("Pourquoi", "Why"), 80),
    Extra("vers", Text("Vers", "Towards"), 22),
    Extra("compte-retenu", Text("Compte retenu", "Account used"), 9),
    Extra("facon", Text("De quelle façon", "In which way"), 14),
)
INCOME_EXTRAS = (
    Extra("argent", Text("En argent", "In cash"), 14, Unit.CENTS),
    Extra("en-nature", Text("En nature", "In kind"), 13, Unit.CENTS),
    Extra("demande", Text("Demandé à l'appel", "Asked of the call"), 10),
    Extra("public", Text("Argent public", "Public money"), 9),
    Extra("qui-finance", Text("Qui finance", "Who funds"), 30),
    Extra("compte-retenu", Text("Compte retenu", "Account used"), 9),
)
EXPENSES = Text("Dépenses", "Expenses")
INCOMES = Text("Recettes", "Incomes")
_HANDS = {
    Hands.STEWARD: Text("porteur", "steward"),
    Hands.MEMBER: Text("membre", "member"),
    Hands.OTHER: Text("autre", "other"),
}
_WAYS = {
    Way.CONTRIBUTION: Text("contribution", "contribution"),
    Way.PURCHASE: Text("achat", "purchase"),
    Way.AID: Text("reversement", "re-granting"),
    Way.OTHER: Text("autre", "other"),
}
_TOTAL = Text("Total", "Total")
_CHOICES = {
    "nature": tuple(nature.value for nature in Nature),
    "statut": tuple(status.value for status in Funding),
}
_IN_KIND: tuple[Nature, ...] = tuple(nature for nature in Nature if nature is not Nature.CASH)


@dataclass(frozen=True)
class Table:
    """One of the two sheets, with the names that other sheets use for its columns."""

    sheet: Sheet
    names: dict[str, str]
    """For each key of a column, the name of its range."""

    def __getitem__(self, key: str) -> str:
        return self.names[key]


def hands_words(language: Language) -> dict[Hands, str]:
    """Whose hands receive money, as the sheets say it."""
    return {hands: words[language] for hands, words in _HANDS.items()}


def way_words(language: Language) -> dict[Way, str]:
    """How money is handed over, as the sheets say it."""
    return {way: words[language] for way, words in _WAYS.items()}


def counts_to(share: LineShare) -> str:
    """What a cash line counts to, as the column says it: ``ressource:dokos``, ``lieu:cour``, ``coordination``."""
    return f"{share.kind.value}:{share.target_id}" if share.target_id else share.kind.value


def expenses_table(proposal: Proposal, language: Language) -> Table:
    """Every expense, and what it counts to."""
    lines = proposal.dossier.budget.expenses
    cash, plan = iter(proposal.shares.lines), proposal.dossier.settings.account_plan
    shares = [next(cash) if line.is_cash else None for line in lines]

    def extras(place: int, line: Expense) -> Iterator[Cell]:
        row, share = FIRST_ROW + place, shares[place] if place < len(shares) else None
        yield from _amounts(line, row, EXPENSE_ORDER)
        yield _said(counts_to(share) if share else None)
        yield _said(_HANDS[share.hands][language] if share and share.hands else None)
        yield _said(YES[language] if share and (share.is_own or share.is_member_stewarded) else None)
        yield _said(share.reason.say(language) if share else None)
        yield _towards(line, row)
        yield _account(line, row, EXPENSE_ORDER, plan)
        yield _said(_WAYS[way_of(line, proposal.dossier)][language] if share else None)

    columns, spare = columns_of(Expense), Expense(id="")
    rows = [[*_inputs(line, columns), *extras(place, line)] for place, line in enumerate(lines)]
    rows += [[*_inputs(None, columns), *extras(len(lines) + place, spare)] for place in range(SPARE_ROWS)]
    return _table(EXPENSES, columns, EXPENSE_EXTRAS, rows, language)


def incomes_table(proposal: Proposal, language: Language) -> Table:
    """Every income, and what it counts as."""
    lines, call = proposal.dossier.budget.incomes, proposal.call
    keys, plan = funder_keys(proposal, language), proposal.dossier.settings.account_plan

    def extras(place: int, line: Income) -> Iterator[Cell]:
        row, is_written = FIRST_ROW + place, place < len(lines)
        yield from _amounts(line, row, INCOME_ORDER)
        yield _said(YES[language] if is_written and is_asked(line, call) else None)
        yield _said(YES[language] if is_written and line.is_cash and is_public(line, call) else None)
        yield _said(keys.get(_group_of(line)) if is_written and line.is_cash else None)
        yield _account(line, row, INCOME_ORDER, plan)

    columns, spare = columns_of(Income), Income(id="")
    rows = [[*_inputs(line, columns), *extras(place, line)] for place, line in enumerate(lines)]
    rows += [[*_inputs(None, columns), *extras(len(lines) + place, spare)] for place in range(SPARE_ROWS)]
    return _table(INCOMES, columns, INCOME_EXTRAS, rows, language)


def funder_keys(proposal: Proposal, language: Language) -> dict[tuple[str, Funding], str]:
    """How the sheets name each group of the view by funder, in its order; two groups never share a name."""
    groups = dict.fromkeys(_group_of(line) for line in proposal.dossier.budget.incomes if line.is_cash)
    keys: dict[tuple[str, Funding], str] = {}
    for group, line in zip(groups, proposal.views.by_funder, strict=True):
        name = f"{line.label[language]} ({label(line.status, language)})"
        number = sum(other == name or other.startswith(f"{name} ") for other in keys.values())
        keys[group] = f"{name} {number + 1}" if number else name
    return keys


def _group_of(line: Income) -> tuple[str, Funding]:
    return funder_key(line.funder), line.status


def _table(
    name: Text,
    columns: Sequence[Column],
    extras: Sequence[Extra],
    lines: Sequence[Row],
    language: Language,
) -> Table:
    """A sheet: a title, a note, the header, the lines, the totals."""
    last_row = FIRST_ROW + len(lines) - 1
    rows: list[Row] = [
        [Cell(name[language], role=Role.TITLE)],
        [Cell(say(_NOTE, {"name": FILE_NAME}, language), role=Role.NOTE)],
        [
            *(Cell(column.title[language], column.unit, Role.HEADER) for column in columns),
            *(Cell(extra.title[language], extra.unit, Role.COMPUTED_HEADER) for extra in extras),
        ],
    ]
    rows += lines
    rows.append(_totals(columns, extras, lines, last_row, language))
    titles = {column.key: column.title for column in columns} | {extra.key: extra.title for extra in extras}
    names = {key: range_name(name, title, language) for key, title in titles.items()}
    choices = {at: _CHOICES[column.key] for at, column in enumerate(columns) if column.key in _CHOICES}
    sheet = Sheet(
        name=name[language],
        rows=tuple(rows),
        widths=(*(_width(column, at, rows) for at, column in enumerate(columns)), *(extra.width for extra in extras)),
        header_row=FIRST_ROW - 1,
        frozen_columns=2,
        printed_columns=len(columns) + _PRINTED_EXTRAS,
        ranges=tuple(Range(names[key], FIRST_ROW, last_row, at) for at, key in enumerate(titles)),
        choices=tuple(Choice(words, FIRST_ROW, last_row, at) for at, words in choices.items()),
    )
    return Table(sheet, names)


def _inputs(line: Expense | Income | None, columns: Sequence[Column]) -> list[Cell]:
    """What a person writes of a line; empty cells for none."""
    values = [value_of(line, column.key) if line else None for column in columns]
    return [Cell(value, column.unit, Role.INPUT) for value, column in zip(values, columns, strict=True)]


def range_name(sheet: Text, title: Text, language: Language) -> str:
    """The name of a column for formulas: ``Dépenses_en_argent``."""
    return re.sub(r"\W+", "_", f"{sheet[language]}_{title[language].lower()}")


def _width(column: Column, at: int, rows: Sequence[Row]) -> float:
    """A column that holds nothing makes room for the others."""
    is_used = any(cell is not None and cell.value is not None for cell in (row[at] for row in rows[FIRST_ROW:]))
    return column.width if is_used else min(column.width, _NOTHING_WIDTH)


def _totals(
    columns: Sequence[Column], extras: Sequence[Extra], rows: Sequence[Row], last_row: int, language: Language
) -> Row:
    cells = [Cell(role=Role.TOTAL) for _ in (*columns, *extras)]
    cells[1] = Cell(_TOTAL[language], role=Role.TOTAL)
    for at, extra in enumerate(extras, len(columns)):
        if extra.unit is Unit.CENTS:
            cents = sum(cell.value for row in rows if (cell := row[at]) and isinstance(cell.value, int))
            cells[at] = Cell(cents, Unit.CENTS, Role.TOTAL, sum_down(column_name(at), FIRST_ROW, last_row))
    return cells


def _said(words: str | None) -> Cell:
    return Cell(words, role=Role.COMPUTED)


def _amounts(line: Expense | Income, row: int, order: Sequence[str]) -> Iterator[Cell]:
    """What the line is worth, in cash and in kind: its amount, or hours × rate while the amount is blank."""
    at = {
        key: f"{column_name(order.index(key))}{row + 1}"
        for key in ("nature", "montant", "heures", "taux")
        if key in order
    }
    nature, amount = at["nature"], at["montant"]
    worth = f'IF({amount}<>"",{amount},ROUND({at["heures"]}*{at["taux"]},2))' if "heures" in at else f"N({amount})"
    is_cash = f'OR({nature}="",{nature}="{Nature.CASH}")'
    cash, in_kind = (line.cents, 0) if line.is_cash else (0, line.cents)
    yield Cell(cash, Unit.CENTS, Role.WORTH, f"IF({is_cash},{worth},0)")
    yield Cell(in_kind, Unit.CENTS, Role.WORTH, f"IF({is_cash},0,{worth})")


def _towards(line: Expense, row: int) -> Cell:
    """What the line feeds, without the step: the name of its group in the view by resource."""
    cell = f"{column_name(EXPENSE_ORDER.index('destination'))}{row + 1}"
    value = str(line.destination).partition("/")[0] if line.destination else ""
    return Cell(
        value, role=Role.COMPUTED, formula=f'IF(ISNUMBER(FIND("/",{cell})),LEFT({cell},FIND("/",{cell})-1),{cell}&"")'
    )


def _account(line: Expense | Income, row: int, order: Sequence[str], plan: AccountPlan) -> Cell:
    """The account that the views use: as written, without its spaces; for a contribution in kind without one,
    that of its nature."""
    account, nature = (f"{column_name(order.index(key))}{row + 1}" for key in ("compte", "nature"))
    is_income = isinstance(line, Income)
    codes: dict[Nature, str] = {kind: in_kind_account(kind, is_income=is_income, plan=plan) for kind in _IN_KIND}
    default = '""'
    for kind, code in codes.items():
        default = f'IF({nature}="{kind}",{text_literal(code)},{default})'
    written = plain_code(line.account)
    value = written or codes.get(line.nature, "")
    if written != line.account.replace(" ", ""):  # other spaces than those of the keyboard
        return Cell(value, role=Role.COMPUTED)
    return Cell(value, role=Role.COMPUTED, formula=f'IF({account}="",{default},SUBSTITUTE({account}," ",""))')
