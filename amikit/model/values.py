"""Small values that fields are made of: text in a file on one side, exact types on the other."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import Annotated, Any

from pydantic import BeforeValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from amikit.model.entity import Entity, key
from amikit.model.licences import read_licence
from amikit.money import NumberError, parse_cents, parse_decimal, parse_rate
from amikit.spelling import fold

_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_SLUG = re.compile(r"[a-z0-9][a-z0-9-]*")
_WHOLE = re.compile(r"[0-9]{1,9}")
_YES = {"oui", "true", "yes", "vrai"}
_NO = {"non", "false", "no", "faux"}
_LARGEST_CENTS = 10**14


def _reading(parse: Callable[[str], Any], unit: str) -> Callable[[Any], Any]:
    """A validator that reads text with ``parse`` and lets values built in code pass."""

    def read(value: Any) -> Any:
        if not isinstance(value, str):
            return value
        try:
            return parse(value)
        except NumberError as error:
            raise PydanticCustomError(f"{unit}-{error.kind}", "{text}", {"text": value}) from None

    return read


def _parse_bounded_cents(text: str) -> int:
    cents = parse_cents(text)
    if abs(cents) > _LARGEST_CENTS:
        raise NumberError("not-a-number", text)
    return cents


def _parse_hours(text: str) -> Fraction:
    hours = parse_decimal(re.sub(r"(?:h|heures?)$", "", text.strip()))
    if (hours * 100).denominator != 1:
        raise NumberError("too-precise", text)
    return hours


def _parse_whole(text: str) -> int:
    if not _WHOLE.fullmatch(text.strip()):
        raise NumberError("not-a-number", text)
    return int(text)


def _parse_day(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    text = value.strip()
    if _ISO_DAY.fullmatch(text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            pass
    raise PydanticCustomError("day", "{text}", {"text": value})


def _parse_bool(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    word = value.strip().casefold()
    if word in _YES or word in _NO:
        return word in _YES
    raise PydanticCustomError("yes-no", "{text}", {"text": value})


def _check_slug(value: Any) -> Any:
    if isinstance(value, str) and not _SLUG.fullmatch(value):
        raise PydanticCustomError("slug", "{text}", {"text": value})
    return value


def as_slug(value: Any) -> Any:
    """Who names an identifier may write it with capitals, accents or spaces: identifiers have none."""
    return _as_slug(value) if isinstance(value, str) else value


@lru_cache(maxsize=4_096)
def _as_slug(value: str) -> str:
    folded = fold(value)
    return folded if _SLUG.fullmatch(folded) else value


def one_or_many(value: Any) -> Any:
    """A lone word where a list is expected is a list of one."""
    return (value,) if isinstance(value, (str, dict)) else value


def _written_only(value: Any) -> Any:
    """A key left empty is not written yet."""
    return {name: item for name, item in value.items() if item is not None} if isinstance(value, dict) else value


def _number_or_text(example: str) -> WithJsonSchema:
    """What an editor is told: some of the ways to write a number make it a text."""
    return WithJsonSchema({"type": ["string", "number"], "examples": [example]})


Cents = Annotated[int, BeforeValidator(_reading(_parse_bounded_cents, "amount")), _number_or_text("1 500,00")]
"""Euro cents; a file says euros, ``12 500,00``."""
Rate = Annotated[
    Fraction,
    BeforeValidator(_reading(parse_rate, "rate")),
    WithJsonSchema({"type": "string", "pattern": r"%\s*$", "examples": ["40 %"]}),
]
"""A share, 1 = 100 %; a file says ``40 %``."""
Hours = Annotated[Fraction, BeforeValidator(_reading(_parse_hours, "hours")), _number_or_text("7,5")]
"""Hours, exact to the hundredth."""
Whole = Annotated[
    int,
    BeforeValidator(_reading(_parse_whole, "whole")),
    WithJsonSchema({"type": ["string", "integer"], "pattern": "^[0-9]{1,9}$"}),
]
"""A whole number, zero included."""
Day = Annotated[date, BeforeValidator(_parse_day)]
"""A calendar day, ``2021-01-12``."""
YesNo = Annotated[
    bool,
    BeforeValidator(_parse_bool),
    WithJsonSchema({"enum": ["oui", "non"]}),
]
Slug = Annotated[
    str,
    BeforeValidator(_check_slug),
    WithJsonSchema({"type": ["string", "number"], "pattern": f"^{_SLUG.pattern}$"}),
]
"""An identifier: small letters without accents, digits and hyphens."""
Ref = Annotated[str, BeforeValidator(as_slug)]
"""The identifier of something that is described elsewhere: ``Dokos`` names ``dokos``."""
Licence = Annotated[str, BeforeValidator(lambda value: read_licence(value) if isinstance(value, str) else value)]
"""The SPDX identifier of a licence when what was typed leaves no doubt; what was typed otherwise."""
Texts = Annotated[dict[str, str], BeforeValidator(_written_only)]
"""Texts by name."""
Words = Annotated[tuple[str, ...], BeforeValidator(one_or_many)]
Slugs = Annotated[tuple[Annotated[Slug, BeforeValidator(as_slug)], ...], BeforeValidator(one_or_many)]
"""Identifiers of what is described elsewhere."""


class Period(Entity):
    """From a day to another, both included; either may be open."""

    start_on: Day | None = key("du", "Premier jour.", None)
    end_on: Day | None = key("au", "Dernier jour.", None)
