"""A date that was not written as it should: what is wrong with it, and how to write that very day."""

from __future__ import annotations

import re
from datetime import date

from amikit.i18n import Text, format_date
from amikit.spelling import fold

_MONTHS = (
    "janvier", "fevrier", "mars", "avril", "mai", "juin",
    "juillet", "aout", "septembre", "octobre", "novembre", "decembre",
)  # fmt: skip
_DAY_FIRST = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4}|[0-9]{2})")
_YEAR_FIRST = re.compile(r"([0-9]{4})[/.-]([0-9]{1,2})[/.-]([0-9]{1,2})")
_IN_WORDS = re.compile(r"(?:le-)?(?:[a-z]+di-)?([0-9]{1,2})(?:er)?-([a-z]+)-([0-9]{4})")
_MONTH_ONLY = re.compile(r"([a-z]+)-([0-9]{4})")

_BADLY_WRITTEN = Text("n'est pas écrite comme il faut", "is not written as it should")
_NO_SUCH_DAY = Text("n'existe pas au calendrier", "is not in the calendar")
_YEAR_MONTH_DAY = Text(
    "Écrivez l'année, le mois, le jour : « 2027-01-31 » pour le 31 janvier 2027.",
    "Write year, month, day: “2027-01-31” for 31 January 2027.",
)


def explain_day(text: str) -> tuple[Text, Text]:
    """What is wrong with a date that could not be read, and what to write instead.

    Days come before months, as in French.
    """
    parts = _year_month_day(text)
    if parts is None:
        return _BADLY_WRITTEN, _only_a_month(text) or _YEAR_MONTH_DAY
    try:
        day = date(*parts)
    except ValueError:
        return _NO_SUCH_DAY, _YEAR_MONTH_DAY
    return _BADLY_WRITTEN, Text(
        f"Pour le {format_date(day, 'fr')}, écrivez « {day.isoformat()} ».",
        f"For {format_date(day, 'en')}, write “{day.isoformat()}”.",
    )


def _year_month_day(text: str) -> tuple[int, int, int] | None:
    typed = text.strip()
    if found := _YEAR_FIRST.fullmatch(typed):
        return int(found[1]), int(found[2]), int(found[3])
    if found := _DAY_FIRST.fullmatch(typed):
        return int(found[3]) + (2000 if len(found[3]) == 2 else 0), int(found[2]), int(found[1])
    found = _IN_WORDS.fullmatch(fold(typed))
    if found and found[2] in _MONTHS:
        return int(found[3]), _MONTHS.index(found[2]) + 1, int(found[1])
    return None


def _only_a_month(text: str) -> Text | None:
    """What to add to “June 2027”."""
    found = _MONTH_ONLY.fullmatch(fold(text))
    if not found or found[1] not in _MONTHS or found[2] == "0000":
        return None
    first = date(int(found[2]), _MONTHS.index(found[1]) + 1, 1)
    return Text(
        f"Ajoutez le jour : « {first.isoformat()} » pour le {format_date(first, 'fr')}.",
        f"Add the day: “{first.isoformat()}” for {format_date(first, 'en')}.",
    )
