"""How far something planned is: a plan and what was done of it, whatever they measure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

from amikit.i18n import Text


class Progress(StrEnum):
    """How far something planned is; ``tenu`` is said only here, after the fact."""

    KEPT = "tenu"
    UNDER_WAY = "en-cours"
    NOT_STARTED = "pas-commence"
    EXCEEDED = "depasse"
    UNPLANNED = "non-prevu"


PROGRESS_WORDS: Mapping[Progress, Text] = {
    Progress.KEPT: Text("tenu", "done as planned"),
    Progress.UNDER_WAY: Text("en cours", "under way"),
    Progress.NOT_STARTED: Text("pas commencé", "not started"),
    Progress.EXCEEDED: Text("dépassé", "exceeded"),
    Progress.UNPLANNED: Text("non prévu", "not planned"),
}


@dataclass(frozen=True, slots=True)
class Measure:
    """What was planned of one kind of thing, and what was done of it: cents, or hours.

    Added up, measures keep what is left of each, and what each did beyond its plan: nothing offsets anything.
    """

    forecast: int | Fraction = 0
    done: int | Fraction = 0
    apart: int | Fraction = 0
    """What some did beyond their plan while others lack as much: neither hides the other. 0 for one line."""

    @property
    def left(self) -> int | Fraction:
        """What is still to be done; never negative."""
        return max(self.forecast - self.done, 0) + self.apart

    @property
    def over(self) -> int | Fraction:
        """What was done beyond the plan; never negative."""
        return max(self.done - self.forecast, 0) + self.apart

    @property
    def rate(self) -> Fraction | None:
        """Done ÷ planned; None when nothing was planned."""
        return Fraction(self.done) / Fraction(self.forecast) if self.forecast else None

    @property
    def progress(self) -> Progress:
        """How far it is; while something is left, what was done beyond the plan elsewhere finishes nothing."""
        if self.over and not self.left:
            return Progress.EXCEEDED if self.forecast else Progress.UNPLANNED
        if not self.done:
            return Progress.NOT_STARTED
        return Progress.UNDER_WAY if self.left else Progress.KEPT

    def __add__(self, other: Measure) -> Measure:
        both = self.within(other)
        return replace(both, apart=self.left + other.left - max(both.forecast - both.done, 0))

    def within(self, other: Measure) -> Measure:
        """A plan and a deed of one same line: the deed counts towards the plan."""
        return Measure(self.forecast + other.forecast, self.done + other.done)

    def __bool__(self) -> bool:
        return bool(self.forecast or self.done)
