"""A workbook written as text, so that a page can show it.

``# Name`` begins a sheet (``# Name (masquée)``, a hidden one); each line is a row, its cells between bars;
``=A1 → 12`` is a formula and the value kept with it, possibly none or an error; ``fusion B2:B3`` merges cells.
"""

from __future__ import annotations

import io
import re

from xlsxwriter import Workbook

_NUMBER = re.compile(r"-?[0-9]+(?:,[0-9]+)?")
_HIDDEN = " (masquée)"


def make_workbook(text: str) -> bytes:
    """The workbook, as the bytes of an XLSX file."""
    output = io.BytesIO()
    with Workbook(output, {"in_memory": True}) as workbook:
        for part in text.split("# ")[1:]:
            name, _, body = part.partition("\n")
            page = workbook.add_worksheet(name.removesuffix(_HIDDEN))
            if name.endswith(_HIDDEN):
                page.hide()
            for row, line in enumerate(body.splitlines()):
                if line.startswith("fusion "):
                    page.merge_range(line.removeprefix("fusion "), "2027")
                    continue
                for column, cell in enumerate(line.split("|")):
                    _write(page, row, column, cell.strip())
    return output.getvalue()


def _write(page: Workbook.worksheet_class, row: int, column: int, cell: str) -> None:
    formula, arrow, value = (part.strip() for part in cell.partition("→"))
    if arrow:
        page.write_formula(row, column, formula, None, value)
    elif _NUMBER.fullmatch(cell):
        page.write_number(row, column, float(cell.replace(",", ".")))
    elif cell:
        page.write_string(row, column, cell)
