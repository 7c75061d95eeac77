"""A spreadsheet brought in: which column is which, the lines it holds, and every fault at its cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from amikit.diagnostics import Diagnostic
from amikit.workbook.matching import Match, columns_argument, find_tables, say_set_aside
from amikit.workbook.opening import open_grids
from amikit.workbook.rows import Brought, read_rows


@dataclass(frozen=True)
class BroughtTable:
    """One of the two tables, as a sheet holds it."""

    match: Match
    lines: tuple[Brought, ...]


@dataclass(frozen=True)
class BroughtBook:
    """What a file holds of a budget."""

    tables: tuple[BroughtTable, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def guessed(self) -> dict[str, str]:
        """Header → key, for the columns that somebody has to confirm."""
        return {header: key for table in self.tables for header, key in table.match.guessed.items()}

    @property
    def columns(self) -> str:
        """What to give ``--columns`` to confirm them."""
        return columns_argument(table.match for table in self.tables)


def bring(path: Path, chosen: Mapping[str, str]) -> BroughtBook:
    """Read a workbook or a CSV file; ``chosen`` are headers, and the keys that somebody gives them."""
    grids, said = open_grids(path)
    if not grids:
        return BroughtBook(diagnostics=tuple(said))
    matches, found = find_tables(grids, path, chosen)
    said += found
    tables = []
    for match in matches:
        lines, found = read_rows(match)
        said += [*say_set_aside(match), *found]
        tables.append(BroughtTable(match, tuple(lines)))
    return BroughtBook(tuple(tables), tuple(said))
