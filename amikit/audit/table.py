"""What a table of an audit is, whatever writes it: each column has its kind, each value stays a value."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from fractions import Fraction

from amikit.i18n import Language
from amikit.verify.verdict import Light
from amikit.verify.words import LIGHTS

Value = str | int | Fraction | Light | None


class Kind(Enum):
    """What the values of a column are."""

    TEXT = auto()
    PROSE = auto()
    """A long text."""
    COUNT = auto()
    CENTS = auto()
    HOURS = auto()
    RATE = auto()
    LIGHT = auto()


@dataclass(frozen=True, slots=True)
class Column:
    """A column and its title, in one language."""

    title: str
    kind: Kind = Kind.TEXT


@dataclass(frozen=True, slots=True)
class Table:
    """A table in one language; texts are those of files, whatever they hold."""

    id: str
    """The name of its file, of its sheet, of its place in the page."""
    title: str
    note: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    has_sums: bool = True
    """Whether its amounts and hours add up: not when its rows count the same thing twice, or different things."""


def visible(text: str) -> str:
    """One line, whatever a file is called: control characters and what turns text around are shown as codes."""
    if text.isprintable():
        return text
    return "".join(
        letter if letter.isprintable() or letter in "\u00a0\u202f" else f"\\x{ord(letter):02x}" for letter in text
    )


def light_words(light: Light, language: Language) -> str:
    """``rouge``, ``red``."""
    return LIGHTS[light][language]
