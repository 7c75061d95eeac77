"""Which sheet holds which table, where it begins, and which column is which."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from amikit.diagnostics import Diagnostic
from amikit.i18n import LANGUAGES
from amikit.load.sheet_faults import COLUMN_ASIDE, NO_SUCH_COLUMN, NO_TABLE, OTHER_SHEET, SEVERAL_TABLES
from amikit.model.budget import Expense, Income
from amikit.source.span import Span
from amikit.spelling import did_you_mean, fold
from amikit.workbook.columns import EXPENSE_ORDER, INCOME_ORDER, columns_of
from amikit.workbook.lines import EXPENSE_EXTRAS, INCOME_EXTRAS
from amikit.workbook.opening import Grid
from amikit.workbook.summary import SUMMARY

Model = type[Expense] | type[Income]
_DEEPEST_HEADER = 40
"""Rows in which the header is looked for."""
_UNIT = re.compile(r"\s*(?:\([^)]*\)|\[[^\]]*\]|€|\*|:)\s*$")
_NAMES: Mapping[Model, tuple[str, ...]] = {
    Expense: ("depense", "charge", "expense", "cout"),
    Income: ("recette", "produit", "income", "financement"),
}
_ONLY_EXPENSES = frozenset(EXPENSE_ORDER) - frozenset(INCOME_ORDER)
ASIDE = "-"
"""What ``--columns`` says of a column that is not wanted."""


@dataclass
class Match:
    """A table that was found: its sheet, the row of its header, and the column of each key."""

    grid: Grid
    model: Model
    header_row: int
    places: dict[str, int]
    guessed: dict[str, str] = field(default_factory=dict)
    """Header → key, for columns whose name is one of ours only nearly."""
    others: dict[int, str] = field(default_factory=dict)
    """The columns that are none of ours."""

    @property
    def is_certain(self) -> bool:
        """Whether nothing was guessed."""
        return not self.guessed

    @property
    def table_name(self) -> str:
        return "depenses" if self.model is Expense else "recettes"

    def says_its_name(self) -> bool:
        """Whether the sheet is named after what it holds."""
        return fold(self.grid.name or self.grid.path.stem).startswith(_NAMES[self.model])


def find_tables(grids: Sequence[Grid], path: Path, chosen: Mapping[str, str]) -> tuple[list[Match], list[Diagnostic]]:
    """The table of expenses and that of incomes; ``chosen`` are headers and the keys that somebody gives them."""
    wanted = {fold(_bare(header)): key for header, key in chosen.items()}
    found = [match for grid in grids for match in _tables_of(grid, wanted)]
    tables: list[Match] = []
    said: list[Diagnostic] = []
    for model in (Expense, Income):
        ranked = sorted((one for one in found if one.model is model), key=_rank, reverse=True)
        if len(ranked) > 1 and _rank(ranked[0]) == _rank(ranked[1]):
            one, other = (match.grid.name for match in ranked[:2])
            said.append(SEVERAL_TABLES.at(Span(path), path.name, one=one, other=other))
        elif ranked:
            tables.append(ranked[0])
    said += _say_other_sheets(grids, found, tables)
    headers = {cell for match in found for cell in match.grid.rows[match.header_row] if isinstance(cell, str)}
    for header in chosen if found else ():
        if fold(_bare(header)) not in {fold(_bare(one)) for one in headers}:
            hint = did_you_mean(header, sorted(headers))
            said.append(NO_SUCH_COLUMN.at(Span(path), path.name, column=header, hint=hint))
    if not found:
        said.append(NO_TABLE.at(Span(path), path.name))
    return tables, said


def _say_other_sheets(grids: Sequence[Grid], found: Sequence[Match], tables: Sequence[Match]) -> Iterator[Diagnostic]:
    """The sheets that could have been taken; those of a workbook that amikit wrote only show its lines again."""
    if not tables or any(grid.name in (SUMMARY[language] for language in LANGUAGES) for grid in grids):
        return
    taken = {match.grid.name for match in tables}
    for match in found:
        same = [one.grid.name for one in tables if one.model is match.model]
        if same and match.grid.name not in taken:
            span = match.grid.span(match.header_row, min(match.places.values()))
            yield OTHER_SHEET.at(span, match.grid.path.name, other=match.grid.name, name=same[0])


def say_set_aside(match: Match) -> Iterator[Diagnostic]:
    """The columns that are not taken, each at its header; amikit's own computed ones go without saying."""
    known = ", ".join(column.key for column in columns_of(match.model) if column.key not in match.places)
    for place, header in match.others.items():
        if fold(header) not in _OURS:
            span = match.grid.span(match.header_row, place)
            yield COLUMN_ASIDE.at(span, match.grid.path.name, column=header, columns=known)


def _tables_of(grid: Grid, wanted: Mapping[str, str]) -> Iterator[Match]:
    """The best reading of a sheet, when one of its first rows names columns."""
    models: tuple[Model, ...] = (Expense, Income)
    candidates = [
        match
        for row in range(min(len(grid.rows), _DEEPEST_HEADER))
        for model in models
        if (match := _match_row(grid, row, model, wanted)) is not None
    ]
    best = max(candidates, key=_weight, default=None)
    if best is not None:
        yield best


def _match_row(grid: Grid, row: int, model: Model, wanted: Mapping[str, str]) -> Match | None:
    """The columns that a row names; None when it is no header."""
    headers = {place: cell for place, cell in enumerate(grid.rows[row]) if isinstance(cell, str)}
    match = Match(grid, model, row, {})
    columns = columns_of(model)
    known = {column.key for column in columns}
    for place, header in headers.items():
        key = wanted.get(fold(_bare(header)))
        if key in known and key not in match.places:
            match.places[str(key)] = place
    free = {place: header for place, header in headers.items() if fold(_bare(header)) not in wanted}
    for names, is_sure in ((_sure_names(model), True), (_other_names(model), False)):
        for place, header in free.items():
            key = names.get(fold(header)) or names.get(fold(_bare(header)))
            if key and key not in match.places and place not in match.places.values():
                match.places[key] = place
                if not is_sure:
                    match.guessed[header] = key
    match.others = {place: header for place, header in free.items() if place not in match.places.values()}
    has_worth = "montant" in match.places or {"heures", "taux"} <= match.places.keys()
    return match if has_worth and {"libelle", "ligne"} & match.places.keys() else None


def _bare(header: str) -> str:
    """A header without its unit: ``Montant (€)`` is ``Montant``."""
    return _UNIT.sub("", header)


def _sure_names(model: Model) -> dict[str, str]:
    titles = {fold(column.title[language]): column.key for column in columns_of(model) for language in LANGUAGES}
    return titles | {column.key: column.key for column in columns_of(model)}


def _other_names(model: Model) -> dict[str, str]:
    return {fold(name): column.key for column in columns_of(model) for name in column.also}


def _weight(match: Match) -> tuple[int, bool, int, int]:
    """Which reading of one sheet is the best: a table of incomes has nothing that only expenses have."""
    is_income = match.model is Income
    sides = len(_ONLY_EXPENSES & match.places.keys()) if not is_income else ("statut" in match.places)
    return len(match.places) - len(match.guessed), match.says_its_name(), sides, -match.header_row


def _rank(match: Match) -> tuple[bool, bool, int]:
    return match.says_its_name(), "ligne" in match.places, len(match.places)


def parse_columns(text: str) -> dict[str, str]:
    """What ``--columns`` says: ``Intitulé=libelle,Coût=montant``; raises ``ValueError`` with the part that is wrong."""
    chosen = {}
    known = {*EXPENSE_ORDER, *INCOME_ORDER, ASIDE}
    for part in filter(None, (part.strip() for part in re.split("[,;]", text))):
        header, equals, key = (word.strip() for word in part.rpartition("="))
        if not equals or not header or fold(key) not in known:
            raise ValueError(part)
        chosen[header] = fold(key)
    return chosen


def columns_argument(matches: Iterable[Match]) -> str:
    """What to give ``--columns`` to accept what was guessed."""
    return ",".join(dict.fromkeys(f"{header}={key}" for one in matches for header, key in one.guessed.items()))


_OURS = frozenset(fold(extra.title[language]) for extra in (*EXPENSE_EXTRAS, *INCOME_EXTRAS) for language in LANGUAGES)
