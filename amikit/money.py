"""Euro cents: read them, share them out, never lose one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from math import lcm

# Ordinary, no-break, narrow no-break, thin and figure spaces: all group thousands.
_SPACES = " \u00a0\u202f\u2009\u2007"
_SPACE = re.compile(f"[{_SPACES}]")
_MINUS = {"\u2212": "-", "\u2013": "-"}
_EURO_BEFORE = re.compile(r"^([-+\u2212\u2013]?)€")
_LONGEST = 40
_PLAIN_CENTS = re.compile("([0-9]{1,12})(?:[,.]([0-9]{1,2}))?")
_CENTS = re.compile(r"([,.])[0-9]{1,2}$")


class NumberError(ValueError):
    """A number that cannot be read: ``kind`` is ``empty``, ``not-a-number``,
    ``ambiguous`` or ``too-precise``."""

    def __init__(self, kind: str, text: str) -> None:
        super().__init__(kind)
        self.kind = kind
        self.text = text


def parse_decimal(text: str) -> Fraction:
    """Read a number as people type it, exactly; raise ``NumberError`` rather than guess.

    Spaces of all kinds group thousands; comma and point are both decimal marks.
    A lone mark before exactly three digits (``1,234``) could be either: ambiguous.

    >>> parse_decimal("12 500,5")
    Fraction(25001, 2)
    """
    body = text.strip().strip(_SPACES)
    if not body:
        raise NumberError("empty", text)
    if len(body) > _LONGEST:
        raise NumberError("not-a-number", text)
    for typed, plain in _MINUS.items():
        body = body.replace(typed, plain)
    sign = -1 if body.startswith("-") else 1
    body = (body[1:] if body[0] in "-+" else body).strip(_SPACES)
    whole, decimals = _whole_and_decimals(body, text)
    return sign * (Fraction(int(whole)) + Fraction(int(decimals or "0"), 10 ** len(decimals)))


def _whole_and_decimals(body: str, text: str) -> tuple[str, str]:
    """Split ``12 500,50`` into ``12500`` and ``50``, whatever marks the groups."""
    spaced = bool(_SPACE.search(body))
    mark = max(body.rfind(","), body.rfind("."))
    before, decimals = (body, "") if mark < 0 else (body[:mark], body[mark + 1 :])
    other = {",": ".", ".": ","}.get(body[mark] if mark >= 0 else "", "")
    groups = re.split(f"[{_SPACES}]" if spaced else re.escape(other), before) if (spaced or other) else [before]
    if not all(re.fullmatch(r"[0-9]+", group) for group in groups):
        if re.fullmatch(r"[0-9]{1,3}(?:([,.])[0-9]{3})(?:\1[0-9]{3})+", body):
            return re.sub(r"[,.]", "", body), ""  # 1.234.567: the repeated mark can only group
        raise NumberError("not-a-number", text)
    if len(groups) > 1 and any(len(group) != 3 for group in groups[1:]):
        raise NumberError("not-a-number", text)
    if mark >= 0 and not re.fullmatch(r"[0-9]+", decimals):
        raise NumberError("not-a-number", text)
    if mark >= 0 and len(groups) == 1 and len(decimals) == 3 and len(groups[0]) <= 3 and groups[0] != "0":
        raise NumberError("ambiguous", text)
    if len(groups) > 1 and len(groups[0]) > 3:
        raise NumberError("not-a-number", text)
    return "".join(groups), decimals


def decimal_mark(text: str) -> str:
    """The mark before the cents of an amount, comma or point; empty when it has none, or cannot be read.

    >>> decimal_mark("1.500,00 €"), decimal_mark("1500.5"), decimal_mark("1 500")
    (',', '.', '')
    """
    found = _CENTS.search(text.strip().rstrip("€").strip(_SPACES))
    return found[1] if found else ""


def both_readings(text: str) -> tuple[str, str]:
    """An ambiguous number, written as thousands and as decimals, two at most.

    >>> both_readings("1,500")
    ('1 500', '1,50')
    """
    whole, _, rest = text.strip().rstrip("€").strip(_SPACES).replace(".", ",").partition(",")
    return f"{whole} {rest}", f"{whole},{rest[:2]}"


def parse_cents(text: str) -> int:
    """Read an amount in euros as cents: ``12 500,00 €`` is 1 250 000.

    >>> parse_cents("1 500,00 €")
    150000
    """
    plain = _PLAIN_CENTS.fullmatch(text)
    if plain:  # as nearly every amount of a table is written; the same answer, in a fifth of the time
        return int(plain[1]) * 100 + int((plain[2] or "").ljust(2, "0"))
    body = text.strip().strip(_SPACES)
    body = body[:-1] if body.endswith("€") else _EURO_BEFORE.sub(r"\1", body)
    try:
        cents = parse_decimal(body) * 100
    except NumberError as error:
        raise NumberError(error.kind, text) from None
    if cents.denominator != 1:
        raise NumberError("too-precise", text)
    return int(cents)


def parse_rate(text: str) -> Fraction:
    """Read a percentage, its sign required: ``40 %`` is 2/5.

    Without the sign ``0,4`` and ``40`` would both be plausible: ambiguous.
    """
    body = text.strip().strip(_SPACES)
    if not body.endswith("%"):
        raise NumberError("ambiguous" if body else "empty", text)
    try:
        return parse_decimal(body[:-1]) / 100
    except NumberError as error:
        raise NumberError(error.kind, text) from None


def round_half_up(value: Fraction) -> int:
    """The nearest whole number, halves away from zero, as a pencil does it."""
    magnitude = int(abs(value) + Fraction(1, 2))
    return magnitude if value >= 0 else -magnitude


def split_cents(total_cents: int, weights: Sequence[Fraction | int]) -> list[int]:
    """Share an amount in proportion to ``weights``, to the cent.

    Each share is rounded down; the cents left over go, one each, to the largest
    remainders, ties to the earliest. The shares always sum to ``total_cents``.
    Raises ``ValueError`` on a negative weight, or when no weight is above zero.

    >>> split_cents(100, [1, 1, 1])
    [34, 33, 33]
    """
    # Over one common denominator, whole numbers are as exact as fractions, and many times faster.
    scale = lcm(*(weight.denominator for weight in weights))
    parts = [weight.numerator * (scale // weight.denominator) for weight in weights]
    whole = sum(parts)
    if whole <= 0 or any(part < 0 for part in parts):
        raise ValueError("weights must be positive, and not all zero")
    exact = [divmod(total_cents * part, whole) for part in parts]
    shares = [share for share, _ in exact]
    left_over = total_cents - sum(shares)
    by_remainder = sorted(range(len(exact)), key=lambda place: (-exact[place][1], place))
    for place in by_remainder[:left_over]:
        shares[place] += 1
    return shares


def round_to_euros(amounts_cents: Sequence[int]) -> list[int]:
    """The amounts in whole euros, so that they still add up to their rounded total.

    Each is rounded down; the euros left over go, one each, to the largest remainders, ties to the
    earliest. A form without cents then balances wherever the cents did.

    >>> round_to_euros([150, 150, 100])
    [2, 1, 1]
    """
    euros = [cents // 100 for cents in amounts_cents]
    left_over = (sum(amounts_cents) + 50) // 100 - sum(euros)
    by_remainder = sorted(range(len(euros)), key=lambda place: (-(amounts_cents[place] % 100), place))
    for place in by_remainder[:left_over]:
        euros[place] += 1
    return euros
