"""What a comparison proposes, as values: answers are named by their numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from amikit.model.values import Period
from amikit.pooling.party import Party


class Amounts(StrEnum):
    """Whether amounts are compared, and why they are not."""

    SAID = "said"
    CONTRACT = "contract"
    """One of the answers bids for a contract: no amount of anybody is shown."""
    UNKNOWN = "unknown"
    """No file gives any: notes of intention never do."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer, and the number by which the rest names it, from 1."""

    number: int
    label: str
    party: Party


@dataclass(frozen=True, slots=True)
class SharedNeed:
    """A need that several answers name."""

    need: str
    answers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class SharedResource:
    """A resource on which several answers rely."""

    id: str
    name: str
    steward: str
    page: str
    answers: tuple[int, ...]
    deployed_by: tuple[int, ...]
    cents: Mapping[int, int]
    """What each answer plans for it, when it says so."""
    is_apart: bool = False
    """Whether the projects of two of them at least share no day."""


@dataclass(frozen=True, slots=True)
class Alternative:
    """One need, or one piece of the work, met by different resources."""

    about: str
    """``besoin``, or ``methode``, ``outils``, ``documentation``."""
    need: str
    """The need; empty for a piece of the work."""
    resources: tuple[tuple[str, str, tuple[int, ...]], ...]
    """Id, name, answers; the id ``propre`` stands for what an answer does on its own."""


@dataclass(frozen=True, slots=True)
class SharedStep:
    """A next step of a resource that several answers would pay for."""

    resource_id: str
    resource: str
    step_id: str
    title: str
    answers: tuple[int, ...]
    cents: Mapping[int, int]
    """What each answer plans for it, when it says so."""
    cost_cents: int | None = None
    """What its card says that it costs."""
    shares_cents: Mapping[int, int] | None = None
    """What each would pay, in proportion, if it were paid once; None when nothing would be left, or when they are apart."""
    is_apart: bool = False
    """Whether the projects of two of them at least share no day."""

    @property
    def total_cents(self) -> int:
        """What they plan together."""
        return sum(self.cents.values())

    @property
    def freed_cents(self) -> int:
        """What would be left for something else, if the step were paid once."""
        return max(self.total_cents - self.cost_cents, 0) if self.cost_cents is not None else 0


@dataclass(frozen=True, slots=True)
class SharedPlace:
    """A city or a territory that several answers have in common, and those of them that answer one call."""

    kind: str
    """``ville`` or ``territoire``."""
    name: str
    answers: tuple[int, ...]
    together: tuple[tuple[int, ...], ...]
    """Groups that answer the same call there, and could file one answer; each is said at its first place."""


@dataclass(frozen=True, slots=True)
class Joining:
    """An answer that could join another one, for needs that nothing of its own meets."""

    who: int
    whom: int
    needs: tuple[tuple[str, str], ...]
    """A need, and the name of the resource by which the other meets it."""


@dataclass(frozen=True, slots=True)
class Pool:
    """Everything that is proposed."""

    answers: tuple[Answer, ...]
    amounts: Amounts
    is_one_call: bool
    needs: tuple[SharedNeed, ...] = ()
    resources: tuple[SharedResource, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    steps: tuple[SharedStep, ...] = ()
    places: tuple[SharedPlace, ...] = ()
    members: tuple[tuple[str, tuple[int, ...]], ...] = ()
    """Who is a member of several answers."""
    joinings: tuple[Joining, ...] = ()
    deadlines: tuple[tuple[date, tuple[int, ...]], ...] = ()
    is_apart: bool = False
    """Whether the projects of two answers at least share no day."""
    common_period: Period | None = None
    """The days that every project shares, when every one says its own."""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to propose."""
        return not (
            self.needs
            or self.resources
            or self.alternatives
            or self.steps
            or self.places
            or self.members
            or self.joinings
        )
