"""The five things to do next, before anything else.

An answer once lost for being too thin at the start: a list of sixty findings tells nobody
where to put the evening. Findings of one kind are one step; steps are put in the order in
which doing them helps the most.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from amikit.diagnostics import Diagnostic, Report, Severity

MOST = 5


class Rank(IntEnum):
    """Why a step comes before another."""

    LOST = 0
    """A whole file, or table, is not read: all that it says is missing."""
    UNREADABLE = 1
    """A value cannot be read: the rest cannot be judged until it is."""
    WRONG = 2
    """The answer would be rejected, or would mislead."""
    GROUND = 3
    """Who answers, to what, when: nobody can be asked for anything before that is written."""
    OTHERS = 4
    """Someone else must act, who needs days: ask first, write while they answer."""
    BUDGET = 5
    WRITING = 6
    """What only the consortium can write."""
    LAST = 7
    ADVICE = 8


_WHOLE_FILES = frozenset({"LOA001", "LOA015", "LOA016", "LOA017", "LOA020", "LOA025", "LOA035"})
_OTHERS = frozenset({"CAL004", "CAL012", "DOS007", "DOS008", "GOV001", "GOV002", "GOV003", "REC006", "REC007"})
"""A paper to obtain, a number to be given, a decision to take, a steward to ask."""
_FAMILIES = {"DOS": Rank.GROUND, "BUD": Rank.BUDGET}
_WRITING = frozenset({"CAL002", "CAL014", "TXT001", "TXT004"})


@dataclass(frozen=True, slots=True)
class Step:
    """Something to do, once or several times."""

    rank: Rank
    first: Diagnostic
    """The first finding of its kind, in reading order: its sentence and its hint say what to do."""
    count: int
    """How many findings it would settle."""

    @property
    def code(self) -> str:
        return self.first.code


def choose_steps(report: Report, most: int = MOST) -> tuple[Step, ...]:
    """The first steps: by rank, then those that settle more findings, then in reading order."""
    kinds: dict[str, list[Diagnostic]] = {}
    for found in report.standing:
        kinds.setdefault(found.code, []).append(found)
    steps = [Step(_rank(group[0]), group[0], len(group)) for group in kinds.values()]
    return tuple(sorted(steps, key=lambda step: (step.rank, -step.count, step.first.sort_key()))[:most])


def is_whole_file(found: Diagnostic) -> bool:
    """Whether a file, or a table, is not read at all: all that it says is missing."""
    return found.is_unreadable and found.code in _WHOLE_FILES


def _rank(found: Diagnostic) -> Rank:
    if found.is_unreadable:
        return Rank.LOST if is_whole_file(found) else Rank.UNREADABLE
    if found.severity is Severity.ERROR:
        return Rank.WRONG
    if found.code in _OTHERS:
        return Rank.OTHERS
    if found.severity is Severity.ADVICE:
        return Rank.ADVICE
    if found.code in _WRITING:
        return Rank.WRITING
    return _FAMILIES.get(found.code[:3], Rank.LAST)
