"""Two languages side by side, and how each writes amounts, dates and plurals."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal, Protocol, runtime_checkable

Language = Literal["fr", "en"]
LANGUAGES: tuple[Language, ...] = ("fr", "en")

NBSP = "\u00a0"
NARROW_NBSP = "\u202f"
# As Babel has them, a test compares: to read its data for a date takes longer than to read a dossier.
_MONTHS: Mapping[Language, Sequence[str]] = {
    "fr": (
        "janvier", "février", "mars", "avril", "mai", "juin",
        "juillet", "août", "septembre", "octobre", "novembre", "décembre",
    ),
    "en": (
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
}  # fmt: skip
_SHORT_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sept", "Oct", "Nov", "Dec")
_MARKS = re.compile("(?<=«) | (?=[»:;?!])")


def _bind(space: re.Match[str]) -> str:
    return NARROW_NBSP if space.string[space.end() : space.end() + 1] in (";", "?", "!") else NBSP


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence in each language; facts go between braces: ``{amount_cents}``."""

    fr: str
    en: str

    def __post_init__(self) -> None:
        """French marks never begin a line: their spaces do not break."""
        object.__setattr__(self, "fr", _MARKS.sub(_bind, self.fr))

    @classmethod
    def same(cls, words: str) -> Text:
        """A name, which no language translates nor typesets: it stays as somebody typed it."""
        text = cls("", words)
        object.__setattr__(text, "fr", words)
        return text

    def __getitem__(self, language: Language) -> str:
        return self.fr if language == "fr" else self.en


def environment_language() -> Language:
    """The language that the environment asks for; French when it asks for none we speak."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "")
        if value and value.split(".")[0] not in ("C", "POSIX"):
            return "en" if value.lower().startswith("en") else "fr"
    return "fr"


def format_euros(cents: int, language: Language = "fr", *, decimals: bool = True) -> str:
    """Write an amount as the language does: ``12 000,00 €``, ``€12,000.00``.

    Without decimals, halves of a euro are rounded up.
    """
    whole, rest = divmod(abs(cents) if decimals else (abs(cents) + 50) // 100 * 100, 100)
    sign = "-" if cents < 0 and (whole or rest) else ""
    if language == "fr":
        digits = f"{whole:,}".replace(",", NARROW_NBSP)
        return f"{sign}{digits}{f',{rest:02d}' if decimals else ''}{NBSP}€"
    return f"{sign}€{whole:,}{f'.{rest:02d}' if decimals else ''}"


def format_number(value: int | Fraction, language: Language = "fr") -> str:
    """Write a quantity with at most two decimals and no useless zero: ``1 234,5``."""
    scaled = int(abs(Fraction(value)) * 100 + Fraction(1, 2))
    whole, rest = divmod(scaled, 100)
    decimals = f"{rest:02d}".rstrip("0")
    digits = f"{whole:,}"
    sign = "-" if value < 0 and scaled else ""
    if language == "fr":
        return f"{sign}{digits.replace(',', NARROW_NBSP)}{',' + decimals if decimals else ''}"
    return f"{sign}{digits}{'.' + decimals if decimals else ''}"


_WHOLE_TENTHS = 1000
"""Of a percent, in a whole."""


def format_rate(rate: Fraction, language: Language = "fr", *, aligned: bool = False) -> str:
    """Write a rate as a percentage with at most one decimal: ``78,3 %``, ``78.3%``.

    Rounded half up, so that two readers with a pencil find the same digit; but only the whole is 100 %,
    and only nothing is 0 %. ``aligned`` always writes the decimal, for a column.
    """
    tenths = int(abs(rate) * _WHOLE_TENTHS + Fraction(1, 2))
    if tenths == 0 and rate:
        tenths = 1
    elif tenths == _WHOLE_TENTHS and abs(rate) != 1:
        tenths += 1 if abs(rate) > 1 else -1
    number = ("-" if rate < 0 else "") + format_number(Fraction(tenths, 10), language)
    if aligned and tenths % 10 == 0:
        number += ",0" if language == "fr" else ".0"
    return f"{number}{NBSP}%" if language == "fr" else f"{number}%"


def format_hours(hours: Fraction, language: Language = "fr") -> str:
    """Write a number of hours: ``7,5 h``."""
    return f"{format_number(hours, language)}{NBSP}h"


def format_date(day: date, language: Language = "fr", *, short: bool = False) -> str:
    """Write a date in words: ``12 janvier 2021``; ``short`` gives ``12/01/2021``."""
    if short and language == "fr":
        return day.strftime("%d/%m/%Y")
    if language == "fr":
        return f"{'1er' if day.day == 1 else day.day}{NBSP}{_MONTHS['fr'][day.month - 1]} {day.year}"
    months = _SHORT_MONTHS if short else _MONTHS["en"]
    return f"{day.day} {months[day.month - 1]} {day.year}"


def format_list(items: Sequence[str], language: Language = "fr") -> str:
    """Join words as a person would: ``Baraka, La Coroutine et Mons Fabrica``."""
    if len(items) < 2:
        return "".join(items)
    last = " et " if language == "fr" else " and "
    return ", ".join(items[:-1]) + last + items[-1]


class _Count(int):
    """A number that agrees with its noun: ``f"{n:ligne|lignes}"``."""

    language: Language

    def __format__(self, spec: str) -> str:
        text = format_number(int(self), self.language)
        if not spec:
            return text
        singular, _, plural = spec.partition("|")
        is_one = abs(self) < 2 if self.language == "fr" else abs(self) == 1
        return f"{text} {singular if is_one else plural or singular}"


@runtime_checkable
class Sayable(Protocol):
    """A fact that has its own words in each language: the reason of an amount."""

    def say(self, language: Language) -> str:
        """Its words, without a final full stop."""


def _in_words(name: str, value: object, language: Language) -> object:
    if isinstance(value, Text):
        return value[language]
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, int) and name.endswith("_cents"):
        return format_euros(value, language)
    if isinstance(value, (int, Fraction)) and name.endswith("_rate"):
        return format_rate(Fraction(value), language)
    if isinstance(value, (int, Fraction)) and name.endswith("_hours"):
        return format_hours(Fraction(value), language)
    if isinstance(value, date):
        return format_date(value, language)
    if isinstance(value, int) and name.endswith("_count"):
        count = _Count(value)
        count.language = language
        return count
    if isinstance(value, Fraction):
        return format_number(value, language)
    if isinstance(value, (list, tuple)):
        return format_list([str(_in_words(name, item, language)) for item in value], language)
    if value is None or isinstance(value, str):
        return value or ""
    return value.say(language) if isinstance(value, Sayable) else str(value)


def say(text: Text, facts: Mapping[str, object], language: Language) -> str:
    """Put facts into a sentence; the suffix of a fact's name (``_cents``) says how to write it.

    >>> say(Text("Il manque {gap_cents}.", "{gap_cents} missing."), {"gap_cents": 150}, "en")
    '€1.50 missing.'
    """
    words = {name: _in_words(name, value, language) for name, value in facts.items()}
    return text[language].format_map(words)
