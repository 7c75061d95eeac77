"""Write a workbook as XLSX: what a person typed stays a text, and the same workbook gives the same bytes."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, time
from fractions import Fraction
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from amikit.i18n import Language
from amikit.source.span import column_name
from amikit.workbook.lines import YES
from amikit.workbook.sheet import Book, Cell, Chart, Role, Row, Sheet, Unit, quoted

LONGEST_TEXT = 32_767
"""Characters that a cell of a spreadsheet can hold."""
_LONGEST_FOOT = 80
INK, ACCENT, GREY, PAPER, HAIRLINE, ALARM = "#1C2B33", "#0B5C5E", "#56626A", "#F3F6F5", "#CFD8D7", "#96164B"
_FAINT = "#A9BDBC"
"""What was planned, behind what was done."""
_LINE_POINTS = 13.5
"""Height of a line of text, with a little air."""
_HIGHEST_POINTS = 200
_ROW_PIXELS = 20
"""Height of a row that nothing is written in."""
_NOT_IN_XML = re.compile("[\\x00-\\x08\\x0b-\\x1f\\ufffe\\uffff]")
"""Characters that the value of a formula cannot hold; a text can, and then it is not a formula."""
_LETTERS = 1.12
"""How many letters take the place of the digit that widths are counted in."""
# The language comes first, so that amounts read alike on every machine.
_FORMATS: Mapping[Language, Mapping[Unit, str]] = {
    "fr": {
        Unit.CENTS: "[$-40C]#,##0.00\\ [$€-40C]",
        Unit.EUROS: "[$-40C]#,##0\\ [$€-40C]",
        Unit.HOURS: "[$-40C]#,##0.00",
        Unit.RATE: "[$-40C]0.0\\ %",
        Unit.WHOLE: "0",
        Unit.TEXT: "@",
    },
    "en": {
        Unit.CENTS: "[$-809][$€-809]#,##0.00",
        Unit.EUROS: "[$-809][$€-809]#,##0",
        Unit.HOURS: "[$-809]#,##0.00",
        Unit.RATE: "[$-809]0.0%",
        Unit.WHOLE: "0",
        Unit.TEXT: "@",
    },
}
_LINED = {"bottom": 1, "bottom_color": HAIRLINE}
_LOOKS: Mapping[Role, Mapping[str, Any]] = {
    Role.TITLE: {"bold": True, "font_size": 16, "font_color": ACCENT, "text_wrap": False},
    Role.NOTE: {"font_color": GREY, "italic": True, "text_wrap": False},
    Role.HEADER: {"bold": True, "font_color": "#FFFFFF", "bg_color": ACCENT, "valign": "vcenter"},
    Role.COMPUTED_HEADER: {"bold": True, "font_color": "#FFFFFF", "bg_color": GREY, "valign": "vcenter"},
    Role.LABEL: _LINED,
    Role.INPUT: {**_LINED, "locked": False},
    Role.COMPUTED: {**_LINED, "bg_color": PAPER},
    Role.WORTH: {**_LINED, "bg_color": PAPER},
    Role.CHECK: {**_LINED, "bg_color": PAPER, "align": "right", "indent": 1},
    Role.DETAIL: {**_LINED, "align": "left", "indent": 2, "font_color": GREY},
    Role.TOTAL: {"bold": True, "top": 1, "top_color": INK, "bottom": 1, "bottom_color": INK, "bg_color": PAPER},
}
# A protected sheet still lets people lay it out, sort it, and add lines.
_STILL_ALLOWED = dict.fromkeys(
    ("format_columns", "format_rows", "insert_rows", "sort", "autofilter", "select_locked_cells"), True
)


def to_xlsx(book: Book) -> bytes:
    """The workbook, as the bytes of a file."""
    output = io.BytesIO()
    workbook = Workbook(output, {"in_memory": True})
    looks = _Looks(workbook, book.language)
    workbook.set_properties(
        {
            "title": _line(book.title),
            "author": _line(book.author),
            "created": datetime.combine(book.on, time(12), UTC).replace(tzinfo=None),
        }
    )
    for sheet in book.sheets:
        _write_sheet(workbook, sheet, looks, book)
    workbook.close()
    return output.getvalue()


def fit(text: str) -> str:
    """A text as a cell can hold it: one that is too long ends with “…”."""
    return text if len(text) <= LONGEST_TEXT else text[: LONGEST_TEXT - 1] + "…"


class _Looks:
    """One format for each look: a workbook keeps each of them once."""

    def __init__(self, workbook: Workbook, language: Language) -> None:
        self._workbook = workbook
        self._numbers = _FORMATS[language]
        self._known: dict[tuple[Role, Unit], Format] = {}
        self.alarm: Format = workbook.add_format({"bold": True, "font_color": ALARM})
        self._base = {"font_name": "Arial", "font_size": 10, "font_color": INK, "valign": "top", "text_wrap": True}

    def of(self, cell: Cell) -> Format:
        key = (cell.role, cell.unit)
        if key not in self._known:
            number = self._numbers[cell.unit]
            if cell.role is Role.WORTH:
                number = f'{number};-{number};""'
            look = {**self._base, **_LOOKS[cell.role], "num_format": number}
            if cell.unit is not Unit.TEXT:
                is_header = cell.role in (Role.HEADER, Role.COMPUTED_HEADER)
                look |= {"align": "right", "indent": 1, "text_wrap": is_header}
            if key == (Role.LABEL, Unit.WHOLE):  # a year is the name of its line
                look |= {"align": "left", "indent": 0}
            self._known[key] = self._workbook.add_format(look)
        return self._known[key]


def _write_sheet(workbook: Workbook, sheet: Sheet, looks: _Looks, book: Book) -> None:
    page = workbook.add_worksheet(sheet.name)
    page.hide_gridlines(2)
    for column, width in enumerate(sheet.widths):
        page.set_column(column, column, width)
    for row, cells in enumerate(sheet.rows):
        page.set_row(row, _height(cells, sheet.widths))
        for column, cell in enumerate(cells):
            if cell is not None:
                _write_cell(page, row, column, cell, looks.of(cell))
                if cell.role is Role.CHECK:
                    wrong = {
                        "type": "cell",
                        "criteria": "!=",
                        "value": f'"{YES[book.language]}"',
                        "format": looks.alarm,
                    }
                    page.conditional_format(row, column, row, column, wrong)
    for choice in sheet.choices:
        rule = {"validate": "list", "source": list(choice.words), "error_type": "warning"}
        page.data_validation(choice.first_row, choice.column, choice.last_row, choice.column, rule)
    for one in sheet.ranges:
        place = f"{quoted(sheet.name)}!{_absolute(one.first_row, one.column)}"
        end = "" if one.first_row == one.last_row else f":{_absolute(one.last_row, one.column)}"
        workbook.define_name(one.name, f"={place}{end}")
    if sheet.chart is not None:
        _put_chart(workbook, page, sheet.name, sheet.chart, book.language)
    _set_page(page, sheet, book)
    page.protect("", dict(_STILL_ALLOWED))


def _put_chart(workbook: Workbook, page: Worksheet, name: str, chart: Chart, language: Language) -> None:
    """The bars, drawn from the cells: they follow what the formulas say."""
    drawn = workbook.add_chart({"type": "bar"})
    for column, color in zip(chart.columns, (_FAINT, ACCENT), strict=False):
        drawn.add_series(
            {
                "name": [name, chart.header_row, column],
                "categories": [name, chart.first_row, chart.labels, chart.last_row, chart.labels],
                "values": [name, chart.first_row, column, chart.last_row, column],
                "fill": {"color": color},
                "gap": 60,
            }
        )
    drawn.set_title({"name": _line(chart.title), "overlay": False, "name_font": {"size": 11, "color": INK}})
    drawn.set_y_axis({"reverse": True, "num_font": {"size": 9}})
    drawn.set_x_axis(
        {
            "num_font": {"size": 9},
            "num_format": _FORMATS[language][Unit.EUROS],
            "major_gridlines": {"visible": True, "line": {"color": HAIRLINE}},
        }
    )
    drawn.set_legend({"position": "bottom"})
    drawn.set_size({"width": 760, "height": _chart_pixels(chart)})
    page.insert_chart(*chart.place, drawn, {"description": _line(chart.title)})


def _chart_pixels(chart: Chart) -> int:
    return min(140 + 34 * (chart.last_row - chart.first_row + 1), 900)


def _height(cells: Row, widths: Sequence[float]) -> float:
    """The height of a row whose texts are wrapped, in points: some programs do not compute it when they open a file."""
    lines = 1
    for cell, width in zip(cells, widths, strict=False):
        if cell is None or not isinstance(cell.value, str) or cell.role in (Role.TITLE, Role.NOTE):
            continue
        letters = width * _LETTERS
        if len(cell.value) > letters or "\n" in cell.value:
            lines = max(lines, sum(1 + int(len(part) / letters) for part in cell.value.split("\n")))
    is_title = any(cell is not None and cell.role is Role.TITLE for cell in cells)
    return min((1.8 if is_title else lines + 0.25) * _LINE_POINTS, _HIGHEST_POINTS)


def _write_cell(page: Worksheet, row: int, column: int, cell: Cell, look: Format) -> None:
    value = plain_value(cell)
    if cell.formula and not (isinstance(value, str) and _NOT_IN_XML.search(value)):
        page.write_formula(row, column, f"={cell.formula}", look, value)
    elif isinstance(value, str):
        page.write_string(row, column, value, look)  # never “write”: it makes formulas of texts, and links
    elif value is None:
        page.write_blank(row, column, None, look)
    else:
        page.write_number(row, column, value, look)


def plain_value(cell: Cell) -> str | float | None:
    """The value as a spreadsheet has it: euros, hours, a share of 1."""
    value = cell.value
    if value is None:
        return "" if cell.formula and cell.unit is Unit.TEXT else None
    if isinstance(value, str):
        return fit(value)
    if cell.unit is Unit.CENTS:
        return float(value) / 100
    return float(value) if isinstance(value, Fraction) else value


def _absolute(row: int, column: int) -> str:
    return f"${column_name(column)}${row + 1}"


def _set_page(page: Worksheet, sheet: Sheet, book: Book) -> None:
    """A4 on its side, as wide as the sheet, its header on each page."""
    last_row = len(sheet.rows) - 1
    if sheet.chart is not None:
        last_row = sheet.chart.place[0] + _chart_pixels(sheet.chart) // _ROW_PIXELS + 1
    last_column = (sheet.printed_columns or len(sheet.widths)) - 1
    page.set_landscape()
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 1 if sheet.is_one_page else 0)
    page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    page.print_area(0, 0, last_row, last_column)
    if sheet.header_row is not None:
        page.freeze_panes(sheet.header_row + 1, sheet.frozen_columns)
        page.repeat_rows(sheet.header_row)
    else:
        page.freeze_panes(1, 0)
    foot = [f"&L{_in_foot(book.title)}", f"&C{_in_foot(book.notice)}" if book.notice else "", "&R&A — &P/&N"]
    page.set_footer("&8" + "".join(foot))
    page.ignore_errors({"number_stored_as_text": f"A1:{column_name(len(sheet.widths) - 1)}{last_row + 1}"})


def _line(text: str) -> str:
    """A text on one line, without what a property of a file cannot hold."""
    return "".join(letter if letter.isprintable() else " " for letter in text)


def _in_foot(text: str) -> str:
    """A text as a footer shows it: “&” begins a code there."""
    text = _line(text)
    short = text if len(text) <= _LONGEST_FOOT else text[: _LONGEST_FOOT - 1] + "…"
    return short.replace("&", "&&")
