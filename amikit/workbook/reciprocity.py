"""The sheet of reciprocity: what stewards hope for, what is promised, and what of it is covered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from amikit.compute.ledger import STATUS_WORDS, Ledger, Row
from amikit.i18n import Language, Text
from amikit.render.labels import label
from amikit.source.span import column_name
from amikit.workbook.formulas import sum_down
from amikit.workbook.grid import TOTAL, Grid
from amikit.workbook.lines import range_name
from amikit.workbook.sheet import Cell, Range, Role, Sheet, Unit

RECIPROCITY = Text("Réciprocité", "Reciprocity")
EXPECTED, COMMITTED, COVERED = (
    Text("Attendu", "Expected"),
    Text("Engagé", "Committed"),
    Text("Couvert", "Covered"),
)
_NOTE = Text(
    "Une attente est sociale : ni obligation légale, ni condition de licence. Rien n'est compensé d'une ressource à l'autre.",
    "An expectation is social: neither a legal duty nor a licence term. Nothing offsets anything else.",
)
_HEADINGS: Sequence[tuple[Text, float]] = (
    (Text("Ressource", "Resource"), 24),
    (Text("Porteur", "Steward"), 22),
    (Text("Attente", "Expectation"), 38),
    (Text("Publiée, convenue…", "Published, agreed…"), 12),
    (EXPECTED, 14),
    (Text("Proposé", "Proposed"), 14),
    (COMMITTED, 14),
    (COVERED, 14),
    (Text("Heures attendues", "Hours expected"), 10),
    (Text("Heures engagées", "Hours committed"), 10),
    (Text("Heures couvertes", "Hours covered"), 10),
    (Text("État", "Status"), 18),
    (Text("Lignes", "Lines"), 16),
    (Text("Comment c'est compté", "How it is counted"), 90),
)
_HEADER_ROW = 3
_FIRST_FIGURE, _LAST_CENTS, _LAST_FIGURE = 4, 7, 10


def reciprocity_sheet(ledger: Ledger, language: Language) -> Sheet:
    """The register, one row per expectation or free contribution, and its totals."""
    grid = Grid()
    grid.head(RECIPROCITY[language], _NOTE[language])
    grid.put_row(
        _HEADER_ROW, [Cell(title[language], _unit(at), Role.HEADER) for at, (title, _) in enumerate(_HEADINGS)]
    )
    for row, one in enumerate(ledger.rows, _HEADER_ROW + 1):
        grid.put_row(row, _cells(one, row, language))
    total_row = _HEADER_ROW + 1 + max(len(ledger.rows), 1)
    _put_totals(grid, ledger, total_row, language)
    columns = {EXPECTED: 4, COMMITTED: 6, COVERED: 7}
    ranges = [
        Range(range_name(RECIPROCITY, title, language), total_row, total_row, at) for title, at in columns.items()
    ]
    sheet = grid.sheet(RECIPROCITY[language], [width for _, width in _HEADINGS], _HEADER_ROW, ranges)
    return replace(sheet, printed_columns=len(_HEADINGS) - 1)


def _unit(column: int) -> Unit:
    if not _FIRST_FIGURE <= column <= _LAST_FIGURE:
        return Unit.TEXT
    return Unit.CENTS if column <= _LAST_CENTS else Unit.HOURS


def _cells(row: Row, at: int, language: Language) -> list[Cell]:
    steward = row.resource.steward.name if row.resource.steward else ""
    expectation = (row.expectation.description or row.expectation.id) if row.expectation else ""
    return [
        Cell(row.resource.name),
        Cell(steward or None),
        Cell(expectation or None),
        Cell(label(row.standing, language) or None),
        _said(row.expected_cents, Unit.CENTS),
        _said(row.proposed_cents, Unit.CENTS),
        _said(row.committed_cents or None, Unit.CENTS),
        _covered(row.covered_cents, Unit.CENTS, at, 7, is_firm=row.is_firm and row.expected_cents is not None),
        _said(row.expected_hours, Unit.HOURS),
        _said(row.committed_hours or None, Unit.HOURS),
        _covered(row.covered_hours, Unit.HOURS, at, 10, is_firm=row.is_firm and row.expected_hours is not None),
        Cell(STATUS_WORDS[row.status][language], role=Role.COMPUTED),
        Cell(", ".join(row.line_ids) or None, role=Role.COMPUTED),
        Cell(row.reason.say(language), role=Role.COMPUTED),
    ]


def _said(value: int | Fraction | None, unit: Unit) -> Cell:
    return Cell(value, unit, Role.COMPUTED)


def _covered(value: int | Fraction, unit: Unit, row: int, column: int, *, is_firm: bool) -> Cell:
    """The part of a firm expectation that commitments cover; nothing covers what is not firm."""
    expected = column - 3 if unit is Unit.CENTS else column - 2
    names = f"{column_name(expected)}{row + 1},{column_name(column - 1)}{row + 1}"
    return Cell(value, unit, Role.COMPUTED, f"MIN({names})") if is_firm else Cell(None, unit, Role.COMPUTED)


def _put_totals(grid: Grid, ledger: Ledger, total_row: int, language: Language) -> None:
    totals: dict[int, int | Fraction] = {
        4: ledger.expected_cents,
        5: ledger.proposed_cents,
        6: ledger.committed_cents,
        7: ledger.covered_cents,
        8: ledger.expected_hours,
        9: ledger.committed_hours,
        10: ledger.covered_hours,
    }
    grid.put_row(total_row, [Cell(role=Role.TOTAL) for _ in _HEADINGS])
    grid.put(total_row, 0, Cell(TOTAL[language], role=Role.TOTAL))
    for at in range(_FIRST_FIGURE, _LAST_FIGURE + 1):
        down = sum_down(column_name(at), _HEADER_ROW + 1, total_row - 1)
        grid.put(total_row, at, Cell(totals[at], _unit(at), Role.TOTAL, down))
