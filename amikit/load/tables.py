"""Read the tables of the budget as spreadsheets leave them: with titles above, sums below, other formats beside."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from typing import TypeVar

from amikit.i18n import Text
from amikit.load import faults
from amikit.load.reader import FolderReader
from amikit.load.validate import keys_of
from amikit.model.entity import Entity
from amikit.source.csv import SEPARATORS, CsvTable
from amikit.source.span import Span
from amikit.spelling import did_you_mean, fold, nearest, same_word

_Line = TypeVar("_Line", bound=Entity)

TABLES = ("depenses", "recettes")
_SUM = re.compile("(?:sous-)?tota(?:l|ux)(?:-(?!energies?(?:-|$)).*)?")
"""« Total », « Sous-total achats », « TOTAL 60 »: a line without a number of its own that is called so adds others up."""
_SPREADSHEETS = frozenset({".xlsx", ".xls", ".ods", ".numbers", ".xlsm"})


def read_lines(reader: FolderReader, model: type[_Line], name: str) -> list[_Line]:
    """The rows of ``budget/<name>.csv``; a wrong column is said once, and read as the one that it looks like."""
    path = reader.root / "budget" / f"{name}.csv"
    if not path.exists() and not path.is_symlink():
        return []
    before = len(reader.diagnostics)
    table = reader.read_table(path, f"budget/{name}")
    if table is None:
        return []
    known = keys_of(model)
    if table.columns and not _names_columns(table.columns, known):
        del reader.diagnostics[before:]  # rows that are longer than a title say the same again
        reader.unreadable.add(f"budget/{name}")
        reader.report(
            faults.NO_HEADER, Span(path, table.header_line), f"budget/{name}", hint=_header_hint(table, known)
        )
        return []
    if name_columns(reader, table, known, f"budget/{name}"):
        reader.unreadable.add(f"budget/{name}")  # a column that seems to be missing may be there
    if table.columns and "ligne" not in table.columns:
        if f"budget/{name}" not in reader.unreadable:
            span = Span(path, table.header_line)
            reader.report(faults.MISSING_COLUMN, span, f"budget/{name}", column="ligne", columns="; ".join(known))
        reader.unreadable.add(f"budget/{name}")
        return []
    lines: list[_Line] = []
    unknown = {column for column in table.columns if column not in known}
    for row in table.rows:
        for column in unknown.intersection(row):
            del row[column]
        if name_of_sum := sum_name(row):
            reader.report(faults.SUM_LINE, row.span(), f"budget/{name}", name=name_of_sum)
            continue
        line = reader.entity(model, row, path, f"budget/{row.get('ligne') or row.line}")
        if line is not None:
            lines.append(line)
    return lines


def name_columns(reader: FolderReader, table: CsvTable, known: Sequence[str], about: str) -> bool:
    """Read each column as the one it is, or looks like; one that is none of those known is said.

    Returns whether some column could be read as none of them.
    """
    is_lost = False
    for place, column in enumerate(table.columns):
        same = same_word(column, known)
        if same and same not in table.columns:
            table.rename(place, same)
        elif column and column not in known:
            span = table.span_at(table.header_line, place)
            reader.report(faults.UNKNOWN_COLUMN, span, about, column=column, hint=did_you_mean(column, known))
            meant = nearest(column, known)
            if meant and meant not in table.columns:
                table.rename(place, meant)
            else:
                is_lost = True
    return is_lost


def _names_columns(cells: Sequence[str], known: Sequence[str]) -> bool:
    """Whether a line looks like the header: one column in three, at least, is known or nearly so."""
    named = [cell for cell in cells if cell]
    return 3 * sum(bool(same_word(cell, known) or nearest(cell, known)) for cell in named) >= len(named) > 0


def _header_hint(table: CsvTable, known: Sequence[str]) -> Text:
    """To remove what stands above the header, or to write the header that is not there."""
    for line in table.lines[table.header_line :]:
        cells = re.split(f"[{SEPARATORS}]", line.strip())
        if len(cells) > 2 and _names_columns([cell.strip(' "') for cell in cells], known):
            return Text(
                "Retirez ce qui est au-dessus de la ligne qui nomme les colonnes.",
                "Remove what stands above the line that names the columns.",
            )
    header = ";".join(known)
    return Text(f"Ajoutez au-dessus : « {header} ».", f"Add above it: “{header}”.")


def sum_name(row: Mapping[str, str | None]) -> str:
    """The name of a line that only adds the others up; empty for any other."""
    for key in ("ligne", "libelle"):
        name = row.get(key)
        if name:
            # Folding each of ten thousand names would take longer than reading them.
            return name if "tota" in name.lower() and _SUM.fullmatch(fold(name)) else ""
    return ""


def say_unread_tables(reader: FolderReader, read: Collection[str]) -> None:
    """Say which files of ``budget/`` look like a table and are not; ``read`` are the tables that hold lines."""
    folder = reader.root / "budget"
    if not folder.is_dir() or not reader.is_inside(folder):
        return
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() not in {*_SPREADSHEETS, ".csv"} or path.name.startswith((".", "~")):
            continue
        name = next((one for one in TABLES if fold(path.stem).startswith(one)), "")
        if path.name in {f"{one}.csv" for one in TABLES}:
            continue
        if name not in read:
            reader.unreadable.add(f"budget/{name}{path.suffix}")  # what is missing may be there
        why = Text("seuls depenses.csv et recettes.csv le sont", "only depenses.csv and recettes.csv are")
        wanted = f"{name or 'depenses'}.csv"
        hint = Text(f"Renommez-le {wanted}, ou rangez-le ailleurs.", f"Rename it {wanted}, or keep it elsewhere.")
        if path.suffix.lower() in _SPREADSHEETS:
            hint = Text(
                f"Rapportez-le avec « amikit budget import {path.name} », puis rangez-le ailleurs.",
                f"Bring it in with “amikit budget import {path.name}”, then keep it elsewhere.",
            )
        reader.report(faults.IGNORED_FILE, Span(path), why=why, hint=hint)
