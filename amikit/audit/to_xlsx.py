"""The tables as a workbook, a sheet each: texts stay texts, amounts are numbers that can be summed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from amikit.audit.table import Kind, Table, Value, light_words
from amikit.i18n import Language, Text
from amikit.verify.verdict import Light
from amikit.workbook.xlsx import ACCENT, ALARM, GREY, HAIRLINE, INK, fit

_DAY = datetime(2000, 1, 1, 12)  # noqa: DTZ001
"""Any one will do, as long as it does not change: same answers, same bytes."""
_MOST_ROWS = 1_000_000
_FORMATS: Mapping[Language, Mapping[Kind, str]] = {
    "fr": {
        Kind.CENTS: "[$-40C]#,##0.00\\ [$€-40C]",
        Kind.HOURS: '[$-40C]#,##0.0#\\ "h"',
        Kind.RATE: "[$-40C]0.0\\ %",
        Kind.COUNT: "[$-40C]#,##0",
    },
    "en": {
        Kind.CENTS: "[$-809][$€-809]#,##0.00",
        Kind.HOURS: '[$-809]#,##0.0#\\ "h"',
        Kind.RATE: "[$-809]0.0%",
        Kind.COUNT: "[$-809]#,##0",
    },
}
_WIDTHS = {Kind.TEXT: 26, Kind.PROSE: 52, Kind.COUNT: 11, Kind.CENTS: 17, Kind.HOURS: 12, Kind.RATE: 12, Kind.LIGHT: 12}
_LINE_POINTS, _HIGHEST_POINTS = 13.0, 200.0
_LETTERS = 1.05
"""How many letters take the place of the digit that widths are counted in."""
_COLOURS = {Light.GREEN: ACCENT, Light.AMBER: "#A8480F", Light.RED: ALARM}
_SUMMED = frozenset({Kind.CENTS, Kind.HOURS})
_TOTAL = Text("Total", "Total")


def to_xlsx(title: str, notice: str, tables: Sequence[Table], language: Language) -> bytes:
    """Written row after row on the disk: a call of ten thousand answers takes no more memory than one of ten."""
    with TemporaryDirectory(prefix="amikit-") as folder:
        made = Path(folder) / "audit.xlsx"
        with Workbook(str(made), {"constant_memory": True, "tmpdir": folder}) as workbook:
            workbook.set_properties({"title": title, "created": _DAY})
            looks = _Looks(workbook, language)
            for table in tables:
                _write(workbook.add_worksheet(table.id), table, looks, (title, notice), language)
        return made.read_bytes()


class _Looks:
    def __init__(self, workbook: Workbook, language: Language) -> None:
        base = {"font_name": "Arial", "font_size": 10, "font_color": INK, "valign": "top"}
        lined = {**base, "bottom": 1, "bottom_color": HAIRLINE}
        # A text begins away from the number before it, which is against their common side.
        set_off = {"align": "left", "indent": 1}
        self.title: Format = workbook.add_format({**base, "bold": True, "font_size": 14, "font_color": ACCENT})
        self.note: Format = workbook.add_format({**base, "italic": True, "font_color": GREY, "text_wrap": True})
        self.header: Format = workbook.add_format(
            {
                **base,
                "bold": True,
                "font_color": "#FFFFFF",
                "bg_color": ACCENT,
                "text_wrap": True,
                "valign": "vcenter",
                "indent": 1,
            }
        )
        self.number_header: Format = workbook.add_format(
            {**base, "bold": True, "font_color": "#FFFFFF", "bg_color": ACCENT, "text_wrap": True, "valign": "vcenter",
             "align": "right"}
        )  # fmt: skip
        self.text: Format = workbook.add_format({**lined, "num_format": "@", "text_wrap": True, **set_off})
        self.numbers: dict[Kind, Format] = {
            kind: workbook.add_format({**lined, "num_format": number}) for kind, number in _FORMATS[language].items()
        }
        self.lights: dict[Light, Format] = {
            light: workbook.add_format({**lined, "bold": True, "font_color": colour, "num_format": "@", **set_off})
            for light, colour in _COLOURS.items()
        }
        self.total: dict[Kind, Format] = {
            kind: workbook.add_format({**base, "bold": True, "top": 1, "num_format": number})
            for kind, number in _FORMATS[language].items()
        }
        whole = _FORMATS[language][Kind.HOURS].replace(".0#", "")
        self.whole_hours: Format = workbook.add_format({**lined, "num_format": whole})
        self.whole_hours_total: Format = workbook.add_format({**base, "bold": True, "top": 1, "num_format": whole})


def _write(page: Worksheet, table: Table, looks: _Looks, head: tuple[str, str], language: Language) -> None:
    page.hide_gridlines(2)
    for column, one in enumerate(table.columns):
        page.set_column(column, column, _WIDTHS[one.kind])
    page.write_string(0, 0, fit(f"{table.title} — {head[0]}"), looks.title)
    for row, text in ((1, table.note), (2, head[1])):
        _write_note(page, row, fit(text), table, looks)
    page.set_row(3, 30)
    for column, one in enumerate(table.columns):
        page.write_string(3, column, one.title, looks.number_header if one.kind in looks.numbers else looks.header)
    rows = table.rows[:_MOST_ROWS]
    for row, values in enumerate(rows, start=4):
        lines = _lines(values, table)
        if lines > 1:
            page.set_row(row, min((lines + 0.25) * _LINE_POINTS, _HIGHEST_POINTS))
        for column, value in enumerate(values):
            _put(page, row, column, value, table.columns[column].kind, looks, language)
    last = 3 + len(rows)
    page.freeze_panes(4, 0)
    if rows:
        page.autofilter(3, 0, last, len(table.columns) - 1)
        _write_sums(page, table, last, looks, language)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(3)


def _write_note(page: Worksheet, row: int, text: str, table: Table, looks: _Looks) -> None:
    """Over the columns, on as many lines as it takes: beside them, it would shrink what is printed."""
    letters = sum(_WIDTHS[column.kind] for column in table.columns) * _LETTERS
    page.set_row(row, (1 + int(len(text) / letters)) * _LINE_POINTS)
    page.merge_range(row, 0, row, len(table.columns) - 1, "", looks.note)
    page.write_string(row, 0, text, looks.note)


def _lines(values: Sequence[Value], table: Table) -> int:
    """Of wrapped text: some programs do not compute the height of a row when they open a file."""
    lines = 1
    for value, column in zip(values, table.columns, strict=True):
        if isinstance(value, str):
            lines = max(lines, 1 + int(len(value) / (_WIDTHS[column.kind] * _LETTERS)))
    return lines


def _put(page: Worksheet, row: int, column: int, value: Value, kind: Kind, looks: _Looks, language: Language) -> None:
    if isinstance(value, Light):
        page.write_string(row, column, light_words(value, language), looks.lights[value])
    elif isinstance(value, str):
        page.write_string(row, column, fit(value), looks.text)  # never “write”: it makes formulas of texts, and links
    elif value is None:
        page.write_blank(row, column, None, looks.text)
    else:
        number = value / 100 if kind is Kind.CENTS else float(value)
        is_whole = kind is Kind.HOURS and Fraction(value).denominator == 1
        page.write_number(row, column, float(number), looks.whole_hours if is_whole else looks.numbers[kind])


def _write_sums(page: Worksheet, table: Table, last: int, looks: _Looks, language: Language) -> None:
    """Live sums of what can be added: they follow a filter."""
    if not table.has_sums or not any(column.kind in _SUMMED for column in table.columns):
        return
    page.write_string(last + 1, 0, _TOTAL[language], looks.header)
    for column, one in enumerate(table.columns):
        if one.kind in _SUMMED:
            values = [row[column] for row in table.rows]
            known = [Fraction(one) for one in values if isinstance(one, (int, Fraction))]
            total = sum(known, Fraction(0))
            # Those that a filter leaves are whole too, when all are.
            is_whole = one.kind is Kind.HOURS and all(value.denominator == 1 for value in known)
            look = looks.whole_hours_total if is_whole else looks.total[one.kind]
            letter = chr(ord("A") + column)
            formula = f"=SUBTOTAL(109,{letter}5:{letter}{last + 1})"
            shown = float(total / 100 if one.kind is Kind.CENTS else total)
            page.write_formula(last + 1, column, formula, look, shown)
