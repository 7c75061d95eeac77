"""Share an amount in proportion to weights, between floors and ceilings, to the cent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from amikit.money import split_cents


@dataclass(frozen=True, slots=True)
class Part:
    """One who receives: what it receives at least, at most, and how much it weighs beyond its floor."""

    id: str
    weight: Fraction
    floor_cents: int = 0
    ceiling_cents: int | None = None

    @property
    def room_cents(self) -> int | None:
        """What it can receive beyond its floor; None without a ceiling."""
        return None if self.ceiling_cents is None else max(self.ceiling_cents - self.floor_cents, 0)


@dataclass(frozen=True, slots=True)
class OddCents:
    """Parts whose remainders are exactly equal, while too few cents were left: the first by id have one."""

    ids: tuple[str, ...]
    favoured_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Split:
    """What each receives, its floor included, and what none could receive."""

    cents: Mapping[str, int]
    at_ceiling_ids: frozenset[str]
    """Those whose proportional part was more than their ceiling leaves: the others shared the difference."""
    left_cents: int = 0
    ties: tuple[OddCents, ...] = ()


def split_between(total_cents: int, parts: Sequence[Part]) -> Split:
    """Floors first, then the rest in proportion to weights, none above its ceiling.

    ``total_cents`` is at least the sum of the floors, and no floor is above its ceiling: the caller said
    so before. Amounts and ``left_cents`` always sum to ``total_cents``. The order of parts changes nothing.
    """
    ordered = sorted(parts, key=lambda part: part.id)
    rest = total_cents - sum(part.floor_cents for part in ordered)
    if rest < 0:
        raise ValueError("floors are above the amount to share")
    extra = {part.id: 0 for part in ordered}
    at_ceiling: set[str] = set()
    open_parts = [part for part in ordered if part.weight > 0]
    while open_parts:
        whole = sum(part.weight for part in open_parts)
        full = [part for part in open_parts if _is_full(part, rest * part.weight / whole)]
        if not full:
            break
        for part in full:
            extra[part.id] = part.room_cents or 0
            rest -= extra[part.id]
            at_ceiling.add(part.id)
        open_parts = [part for part in open_parts if part.id not in at_ceiling]
    ties: tuple[OddCents, ...] = ()
    if open_parts:
        weights = [part.weight for part in open_parts]
        shares = split_cents(rest, weights)
        extra |= {part.id: share for part, share in zip(open_parts, shares, strict=True)}
        ties = _odd_cents(rest, open_parts, shares)
        rest = 0
    return Split({part.id: part.floor_cents + extra[part.id] for part in ordered}, frozenset(at_ceiling), rest, ties)


def _is_full(part: Part, share: Fraction) -> bool:
    """Whether its exact share reaches what it can receive: a share below it, rounded up, still fits."""
    return part.room_cents is not None and share >= part.room_cents


def _odd_cents(total_cents: int, parts: Sequence[Part], shares: Sequence[int]) -> tuple[OddCents, ...]:
    """The tie over the last odd cents, if there is one: equal remainders, of which some have a cent."""
    whole = sum(part.weight for part in parts)
    remainders: dict[Fraction, list[tuple[str, bool]]] = {}
    for part, share in zip(parts, shares, strict=True):
        exact = total_cents * part.weight / whole
        below = exact.numerator // exact.denominator
        remainders.setdefault(exact - below, []).append((part.id, share > below))
    return tuple(
        OddCents(tuple(name for name, _ in group), tuple(name for name, has_one in group if has_one))
        for _, group in sorted(remainders.items())
        if len({has_one for _, has_one in group}) > 1
    )
