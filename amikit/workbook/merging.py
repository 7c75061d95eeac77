"""Lines that come back, put into the file they came from: what says the same stays as it was typed."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from amikit.load.tables import sum_name
from amikit.load.validate import validate
from amikit.model.budget import Expense, Income
from amikit.source.csv import CsvRow, CsvTable, parse_csv
from amikit.source.span import Span
from amikit.spelling import fold, same_word
from amikit.workbook.columns import EXPENSE_ORDER, INCOME_ORDER, fields_of
from amikit.workbook.matching import Model
from amikit.workbook.rows import Brought
from amikit.workbook.xlsx import fit

_Key = tuple[str, int]
"""The id of a line, and how many lines above have the same."""

_Named = tuple[_Key, Mapping[str, str | None], Expense | Income]


@dataclass(frozen=True, slots=True)
class _Old:
    """A line of the file: as it was typed, and as it was read."""

    typed: str
    cells: Mapping[str, str | None]
    line: Expense | Income


def merge_lines(text: str, path: Path, model: Model, brought: Sequence[Brought]) -> str:
    """The text of the file with the lines of the sheet, in the order of the sheet.

    A line that says the same keeps its words, letter by letter; a line that is no longer in the sheet goes.
    An empty text is a file to come.
    """
    order = EXPENSE_ORDER if model is Expense else INCOME_ORDER
    if not text.strip():
        text = ";".join(order) + "\n"
    end = next((mark for mark in ("\r\n", "\n", "\r") if mark in text), "\n")
    table = parse_csv(text.replace(end, "\n"), path)
    names = [same_word(column, order) or column for column in table.columns]
    head, old = _old_lines(table, model)
    named = _with_ids(brought, old, "D" if model is Expense else "R")
    names += [key for key in order if key not in names and _is_needed(key, named, old)]
    head[table.header_line - 1] += "".join(f"{table.separator}{name}" for name in names[len(table.columns) :])
    body = [_as_typed(texts, line, old.get(key), names, table.separator) for key, texts, line in named]
    merged = "\n".join([*head, *body]).replace("\n", end)
    return merged + end if text.endswith(end) else merged


def _old_lines(table: CsvTable, model: Model) -> tuple[list[str], dict[_Key, _Old]]:
    """What stands above the first line that counts, and these lines by id; each keeps the sum or the blank
    lines that follow it."""
    counted = [row for row in table.rows if not sum_name(row)]
    starts = [row.line for row in counted] + [len(table.lines) + 1]
    seen: Counter[str] = Counter()
    found = {}
    for row, after in zip(counted, starts[1:], strict=True):
        cells = _known(row, model)
        line, _ = validate(model, dict(cells), Span(table.path, row.line), "")
        if line is None:
            continue
        typed = "".join(table.lines[row.line - 1 : after - 1]).removesuffix("\n")
        found[line.id, seen[line.id]] = _Old(typed, cells, line)
        seen[line.id] += 1
    return [line.removesuffix("\n") for line in table.lines[: starts[0] - 1]], found


def _known(row: CsvRow, model: Model) -> dict[str, str | None]:
    keys = fields_of(model)
    return {same_word(name, keys) or name: text for name, text in row.items() if same_word(name, keys)}


def _with_ids(brought: Sequence[Brought], old: Mapping[_Key, _Old], letter: str) -> list[_Named]:
    """Each line with its id: the sheet's, else that of the old line that says the same, else a new one."""
    taken = {one.texts.get("ligne") for one in brought} | {""}
    waiting = {(fold(one.line.label), one.line.year): key for key, one in old.items() if key[0] not in taken}
    free = _free_ids(letter, {key[0] for key in old} | {str(one) for one in taken})
    seen: Counter[str] = Counter()
    named: list[_Named] = []
    for one in brought:
        line_id = one.texts.get("ligne") or ""
        if not line_id:
            same = waiting.pop((fold(one.line.label), one.line.year), None)
            line_id = same[0] if same else next(free)
        key = (line_id, seen[line_id])
        seen[line_id] += 1
        named.append((key, {**one.texts, "ligne": line_id}, one.line.model_copy(update={"id": line_id})))
    return named


def _free_ids(letter: str, taken: set[str]) -> Iterator[str]:
    number = 0
    while True:
        number += 1
        if f"{letter}{number}" not in taken:
            yield f"{letter}{number}"


def _says_the_same(key: str, text: str | None, line: Expense | Income, old: _Old | None) -> bool:
    """Whether a cell of the sheet reads as what the file has, or as a blank where there is nothing yet."""
    field = fields_of(type(line))[key]
    if old is None:
        return text is None or getattr(line, field) == type(line).model_fields[field].default
    typed = old.cells.get(key)
    return bool(getattr(line, field) == getattr(old.line, field)) or (typed is not None and fit(typed) == text)


def _is_needed(key: str, named: Sequence[_Named], old: Mapping[_Key, _Old]) -> bool:
    """Whether a column that the file does not have is to be added to it."""
    return any(
        key in texts and not _says_the_same(key, texts[key], line, old.get(place)) for place, texts, line in named
    )


def _as_typed(
    texts: Mapping[str, str | None], line: Expense | Income, old: _Old | None, names: Sequence[str], separator: str
) -> str:
    """The line as the file has it when nothing changed; else with the cells that did."""
    known = old.cells if old else {}
    changed = [key for key in names if key in texts and not (old and _says_the_same(key, texts[key], line, old))]
    if old and not changed:
        return old.typed
    cells = [texts[name] if name in changed else known.get(name) for name in names]
    output = io.StringIO()
    csv.writer(output, delimiter=separator, lineterminator="").writerow([cell or "" for cell in cells])
    return output.getvalue()
