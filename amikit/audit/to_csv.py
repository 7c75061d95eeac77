"""A table as CSV, for the spreadsheets of its language: no cell becomes a formula."""

from __future__ import annotations

import csv
import io
from fractions import Fraction

from amikit.audit.table import Kind, Table, Value, light_words
from amikit.i18n import Language
from amikit.verify.verdict import Light

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "|", "%", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""How a text begins that some spreadsheet takes for a formula."""
_DECIMALS = 4


def to_csv(table: Table, language: Language) -> bytes:
    """With a byte-order mark; French spreadsheets want semicolons, and a comma before decimals."""
    output = io.StringIO()
    writer = csv.writer(output, delimiter=";" if language == "fr" else ",", lineterminator="\r\n")
    writer.writerow([column.title for column in table.columns])
    kinds = [column.kind for column in table.columns]
    writer.writerows(
        [_cell(value, kind, language) for value, kind in zip(row, kinds, strict=True)] for row in table.rows
    )
    return output.getvalue().encode("utf-8-sig")


def _cell(value: Value, kind: Kind, language: Language) -> str:
    if value is None:
        return ""
    if isinstance(value, Light):
        return light_words(value, language)
    if isinstance(value, str):
        return "'" + value if value.lstrip(" \u00a0\u202f").startswith(_FORMULA) else value
    if kind is Kind.COUNT:
        return str(value)
    said = _cents(int(value)) if kind is Kind.CENTS else _decimals(Fraction(value)).rstrip("0").rstrip(".")
    return said.replace(".", ",") if language == "fr" else said


def _cents(cents: int) -> str:
    """Euros, exactly.

    >>> _cents(-5), _cents(125_000)
    ('-0.05', '1250.00')
    """
    whole, rest = divmod(abs(cents), 100)
    return f"{'-' if cents < 0 else ''}{whole}.{rest:02}"


def _decimals(value: Fraction) -> str:
    """Hours and rates to four decimals, half up.

    >>> _decimals(Fraction(-5, 2)), _decimals(Fraction(1, 3))
    ('-2.5000', '0.3333')
    """
    scaled = int(abs(value) * 10**_DECIMALS + Fraction(1, 2))
    whole, rest = divmod(scaled, 10**_DECIMALS)
    return f"{'-' if value < 0 and scaled else ''}{whole}.{rest:0{_DECIMALS}d}"
