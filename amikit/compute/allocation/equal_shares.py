"""The Method of Equal Shares, exact, over costed next steps.

Each voice receives an equal part of the money (times its weight). A step is paid by those who
support it, in proportion to their points; one who lacks money for its part gives all it has left,
and the others make up for it. At each round the step that costs its supporters least, for what it
is worth to them, is bought; until no step can be paid by its own supporters.

Peters, Pierczyński and Skowron, “Proportional Participatory Budgeting with Additive Utilities”
(2021); https://equalshares.net. What is left is then spent by the completion called utilitarian:
the steps with most support for their cost, while the money left suffices.

Budgets are whole numbers over one common denominator: exact as fractions are, and many times faster.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import gcd
from operator import itemgetter


@dataclass(frozen=True, slots=True)
class Candidate:
    """A costed step that voices may support."""

    id: str
    cost_cents: int
    resource_id: str = ""
    """Steps of one resource share its floor and its ceiling."""


@dataclass(frozen=True, slots=True)
class Voice:
    """What one member supports: points by step, 1 for an approval."""

    member_id: str
    points: Mapping[str, int]
    weight: int = 1
    """A weight of 3 counts exactly as three members who would say the same."""


@dataclass(frozen=True, slots=True)
class Purchase:
    """A step that is paid for, by whom, and at which rate."""

    step_id: str
    net_cents: int
    """Its cost, less what was left of its resource's floor."""
    floor_cents: int
    """What the floor of its resource pays of it."""
    rate: Fraction
    """What its supporters pay for one unit of worth; the larger, the dearer."""
    supporters_count: int
    is_completion: bool = False
    """Paid from what was left of all the parts, and no longer voice by voice."""
    numerators: Mapping[str, int] = field(default_factory=dict)
    """What each member pays, times ``denominator``."""
    denominator: int = 1

    @property
    def most_cents(self) -> Fraction:
        """The largest part that one voice pays, exactly."""
        return Fraction(max(self.numerators.values(), default=0), self.denominator)

    def paid_by(self, member_id: str) -> Fraction:
        """What the member pays, in cents, exactly."""
        return Fraction(self.numerators.get(member_id, 0), self.denominator)


@dataclass(frozen=True, slots=True)
class Tie:
    """Steps at exactly the same rate, and the one that the tie-break took first: the cheapest, then by id."""

    step_ids: tuple[str, ...]
    chosen_id: str
    is_completion: bool = False


@dataclass(frozen=True, slots=True)
class EqualShares:
    """What was bought, in order, and what is left."""

    purchases: tuple[Purchase, ...]
    ties: tuple[Tie, ...]
    over_ceiling_ids: frozenset[str]
    """Steps that would have taken their resource above its ceiling."""
    held: Mapping[str, Fraction]
    """What the supporters of each step not bought still held, in cents, before the completion."""
    rest: Mapping[str, Fraction]
    """What each member had left, in cents, before the completion."""
    left_cents: int
    """What nothing was bought with, after the completion."""
    denominator: int
    """Over which every amount that a voice paid or kept is whole."""

    @property
    def winners(self) -> tuple[str, ...]:
        """The steps that are bought, in order."""
        return tuple(purchase.step_id for purchase in self.purchases)


def compute_equal_shares(
    pool_cents: int,
    steps: Iterable[Candidate],
    voices: Iterable[Voice],
    *,
    floors: Mapping[str, int] | None = None,
    ceilings: Mapping[str, int] | None = None,
    is_worth_its_cost: bool = True,
    completes: bool = True,
) -> EqualShares:
    """Buy steps with ``pool_cents``, what is left of the envelope once floors are paid.

    ``floors`` pay for the steps of their resource first, whichever comes first; ``ceilings`` bound what a
    resource receives, its floor included. With ``is_worth_its_cost`` a step is worth its points times
    its cost, else its points alone. The order of steps and of voices changes nothing.
    """
    run = _Run(pool_cents, steps, voices, floors or {}, ceilings or {}, is_worth_its_cost=is_worth_its_cost)
    while run.buy_next():
        pass
    rest = {voice.member_id: Fraction(held, run.denominator) for voice, held in zip(run.voices, run.held, strict=True)}
    held = {
        step.candidate.id: Fraction(sum(run.held[i] for i in step.places), run.denominator)
        for step in run.steps
        if step.candidate.id not in run.bought_ids
    }
    if completes:
        while run.complete_next():
            pass
    return EqualShares(
        tuple(run.purchases),
        tuple(run.ties),
        frozenset(run.over_ceiling_ids),
        held,
        rest,
        run.left_cents,
        run.denominator,
    )


@dataclass(slots=True)
class _Step:
    candidate: Candidate
    places: Sequence[int]
    """Those who support it."""
    points: Sequence[int]
    """Their points, times their weights."""
    worth: int
    """What one point is worth: the cost of the step, or 1."""
    total: int
    """All the points, times weights."""
    bound: tuple[int, int]
    """A rate, as a fraction, below which the step's own can never go: money only leaves its supporters."""


class _Run:
    """The money that each voice holds, as whole numbers over ``denominator``, while steps are bought."""

    def __init__(
        self,
        pool_cents: int,
        steps: Iterable[Candidate],
        voices: Iterable[Voice],
        floors: Mapping[str, int],
        ceilings: Mapping[str, int],
        *,
        is_worth_its_cost: bool,
    ) -> None:
        self.voices = sorted((voice for voice in voices if voice.weight > 0), key=lambda voice: voice.member_id)
        self.denominator = sum(voice.weight for voice in self.voices) or 1
        self.held = [pool_cents * voice.weight for voice in self.voices]
        self.left_cents = pool_cents
        self.purchases: list[Purchase] = []
        self.ties: list[Tie] = []
        self.bought_ids: set[str] = set()
        self.over_ceiling_ids: set[str] = set()
        self._floors = floors
        self._ceilings = ceilings
        self._spent: dict[str, int] = {}
        self.steps = [_step(one, self.voices, is_worth_its_cost) for one in sorted(steps, key=lambda one: one.id)]
        self._open = [step for step in self.steps if step.total]

    def net_cents(self, step: _Step) -> int:
        """The cost of a step less what is left of its resource's floor."""
        resource_id = step.candidate.resource_id
        left = self._floors.get(resource_id, 0) - self._spent.get(resource_id, 0)
        return max(step.candidate.cost_cents - max(left, 0), 0)

    def _is_under_ceiling(self, step: _Step) -> bool:
        resource_id = step.candidate.resource_id
        ceiling = self._ceilings.get(resource_id)
        whole = self._spent.get(resource_id, 0) + step.candidate.cost_cents
        if ceiling is None or max(whole, self._floors.get(resource_id, 0)) <= ceiling:
            return True
        self.over_ceiling_ids.add(step.candidate.id)
        return False

    def buy_next(self) -> bool:
        """Buy the step with the lowest rate; whether there was one."""
        self._open = [step for step in self._open if self._is_under_ceiling(step)]
        best: tuple[int, int] | None = None
        tied: list[tuple[_Step, int, int]] = []
        # Floats only choose in which order to look: whatever they lose, every comparison below is exact.
        for step in sorted(self._open, key=lambda one: one.bound[0] / one.bound[1]):
            if best is not None and _is_less(best, step.bound):
                continue
            found = self._rate(step)
            if found is None:
                self._open.remove(step)
                continue
            owed, points = found
            rate = (owed, points * step.worth * self.denominator)
            step.bound = rate
            if best is None or _is_less(rate, best):
                best, tied = rate, [(step, owed, points)]
            elif not _is_less(best, rate):
                tied.append((step, owed, points))
        if best is None:
            return False
        step, owed, points = min(tied, key=lambda one: self._order(one[0]))
        self._note_tie([one for one, _, _ in tied], step, is_completion=False)
        self._buy(step, owed, points, Fraction(*best))
        return True

    def _rate(self, step: _Step) -> tuple[int, int] | None:
        """What those who are not short of money owe, over ``denominator``, and their points.

        None when all the supporters together cannot pay. One whose part is more than what it holds
        gives all of it; what the others owe only grows with that, so who is short once stays so.
        """
        owed, points = self.net_cents(step) * self.denominator, step.total
        amounts = _take(self.held, step.places)
        if sum(amounts) < owed:
            return None
        able = list(zip(amounts, step.points, strict=True))
        while True:
            still = [(amount, each) for amount, each in able if amount * points >= owed * each]
            if len(still) == len(able):
                return owed, points
            owed -= sum([amount for amount, _ in able]) - sum([amount for amount, _ in still])
            points -= sum([each for _, each in able]) - sum([each for _, each in still])
            able = still

    def _buy(self, step: _Step, owed: int, points: int, rate: Fraction) -> None:
        """Take from each supporter its part, or all it holds; the common denominator grows with the rate's."""
        common = gcd(owed, points) or 1
        by_point, scale = owed // common, points // common
        self.held = [amount * scale for amount in self.held]
        self.denominator *= scale
        paid: dict[str, int] = {}
        for place, each in zip(step.places, step.points, strict=True):
            part = min(self.held[place], by_point * each)
            if part:
                self.held[place] -= part
                paid[self.voices[place].member_id] = part
        self._keep(step, rate, paid, is_completion=False)

    def complete_next(self) -> bool:
        """Buy, from what is left, the step with most support for what it still costs; whether there was one."""
        supported = [step for step in self.steps if step.total and step.candidate.id not in self.bought_ids]
        open_steps = [
            step for step in supported if self.net_cents(step) <= self.left_cents and self._is_under_ceiling(step)
        ]
        if not open_steps:
            return False
        best = min(map(self._cost_of_support, open_steps))
        tied = [step for step in open_steps if self._cost_of_support(step) == best]
        step = min(tied, key=self._order)
        self._note_tie(tied, step, is_completion=True)
        self._keep(step, best, {}, is_completion=True)
        return True

    def _cost_of_support(self, step: _Step) -> Fraction:
        return Fraction(self.net_cents(step), step.total * step.worth)

    def _order(self, step: _Step) -> tuple[int, str]:
        """The tie-break: the cheapest first, then in the order of the ids."""
        return step.candidate.cost_cents, step.candidate.id

    def _note_tie(self, tied: Collection[_Step], chosen: _Step, *, is_completion: bool) -> None:
        if len(tied) > 1:
            ids = tuple(sorted(step.candidate.id for step in tied))
            self.ties.append(Tie(ids, chosen.candidate.id, is_completion))

    def _keep(self, step: _Step, rate: Fraction, paid: Mapping[str, int], *, is_completion: bool) -> None:
        net, cost = self.net_cents(step), step.candidate.cost_cents
        denominator = 1 if is_completion else self.denominator
        self.purchases.append(
            Purchase(step.candidate.id, net, cost - net, rate, len(step.places), is_completion, paid, denominator)
        )
        self.left_cents -= net
        self.bought_ids.add(step.candidate.id)
        resource_id = step.candidate.resource_id
        self._spent[resource_id] = self._spent.get(resource_id, 0) + cost
        self._open = [one for one in self._open if one is not step]


def _step(candidate: Candidate, voices: Sequence[Voice], is_worth_its_cost: bool) -> _Step:
    supports = [(place, voice.points.get(candidate.id, 0) * voice.weight) for place, voice in enumerate(voices)]
    supports = [(place, points) for place, points in supports if points > 0]
    points = [each for _, each in supports]
    worth = candidate.cost_cents if is_worth_its_cost and candidate.cost_cents > 0 else 1
    return _Step(candidate, [place for place, _ in supports], points, worth, sum(points), (0, 1))


def _take(amounts: Sequence[int], places: Sequence[int]) -> Sequence[int]:
    """The amounts at these places, at the speed of C."""
    if len(places) < 2:
        return [amounts[place] for place in places]
    taken: tuple[int, ...] = itemgetter(*places)(amounts)
    return taken


def _is_less(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether a fraction is less than another, exactly."""
    return one[0] * other[1] < other[0] * one[1]
