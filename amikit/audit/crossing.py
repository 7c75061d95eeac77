"""What no answer shows alone: the same person or the same payee in several, and what several could do together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

from amikit.audit.facts import Facts, Use
from amikit.audit.overview import Answer, Key, Overview
from amikit.compute.full_time import FULL_TIME_HOURS
from amikit.compute.periods import are_apart
from amikit.model.catalog import Catalog, Usage


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody, under a digest, in several answers to one call, in one year."""

    call_id: str
    digest: str
    year: int | None
    """None for the whole of the projects: hours without a year, or no year that two answers share."""
    answers: tuple[Answer, ...]
    """Those that give them hours that year; all that name them for the whole."""
    paid_hours: Fraction
    unpaid_hours: Fraction
    limit_hours: Fraction
    """A full time, for each of the years."""
    is_same: bool
    """Whether two answers give them the very same hours."""

    @property
    def is_over(self) -> bool:
        """Whether their paid hours are more than a full time."""
        return self.paid_hours > self.limit_hours


@dataclass(frozen=True, slots=True)
class Payee:
    """Somebody who is neither a member nor a steward, under a digest, paid in several answers to one call."""

    call_id: str
    digest: str
    answers: tuple[Answer, ...]
    cents: int


class Chance(StrEnum):
    """What several answers could do together."""

    NEED = "besoin"
    """One need, met by different resources."""
    CHOICE = "choix"
    """A piece that some take from a shared resource and others make again for themselves."""
    STEP = "etape"
    """One next step of a resource, funded by several."""
    DEPLOYMENT = "deploiement"
    """One resource, deployed by several."""


@dataclass(frozen=True, slots=True)
class Option:
    """One way that some answers took; ``resource`` is None for those who do it on their own."""

    resource: Key | None
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class Pooling:
    """A chance to do once what several would do each on their own."""

    kind: Chance
    subject: str
    """A need, a piece of the answer (``outils``), a step (``dokos/etape``), a resource."""
    options: tuple[Option, ...]
    cents: int
    """What they would spend on it together; 0 when no line says so."""
    cost_cents: int | None = None
    """What it costs once, according to the reader's catalog."""
    title: str = ""
    """What a step is called, according to the reader's catalog."""

    @property
    def answers(self) -> tuple[Answer, ...]:
        """Everyone concerned, each once."""
        found = {answer.number: answer for option in self.options for answer in option.answers}
        return tuple(found[number] for number in sorted(found))

    @property
    def is_apart(self) -> bool:
        """Whether the projects of two of them at least share no day."""
        return are_apart(answer.facts.period for answer in self.answers if answer.facts)


@dataclass(frozen=True, slots=True)
class Crossing:
    """Everything that was found across answers; amber at most: none of it is a fault."""

    people: tuple[Person, ...] = ()
    payees: tuple[Payee, ...] = ()
    poolings: tuple[Pooling, ...] = ()


def cross(overview: Overview, catalog: Catalog) -> Crossing:
    """Read the answers together."""
    said = [(answer, answer.facts) for answer in overview.answers if answer.facts is not None]
    poolings = [*_needs(said, catalog), *_choices(said), *_steps(said, catalog), *_deployments(overview)]
    return Crossing(tuple(_people(said)), tuple(_payees(said)), tuple(poolings))


Said = Sequence[tuple[Answer, Facts]]
Hours = tuple[Answer, Fraction, Fraction]


def _people(said: Said) -> Iterator[Person]:
    """Digests are salted by call: the same one in two calls would be chance."""
    named: dict[tuple[str, str], list[Answer]] = defaultdict(list)
    hours: dict[tuple[str, str], dict[int | None, list[Hours]]] = defaultdict(lambda: defaultdict(list))
    years: dict[tuple[str, str], set[int]] = defaultdict(set)
    for answer, facts in said:
        for digest in sorted({*facts.people, *(work.person for work in facts.works)}):
            key = (facts.call_id, digest)
            named[key].append(answer)
            first, last = facts.years or (0, 0)
            years[key] |= set(range(first, min(last, first + 50) + 1))
        for work in facts.works:
            hours[facts.call_id, work.person][work.year].append((answer, work.paid_hours, work.unpaid_hours))
    for key in sorted(named):
        if len(named[key]) > 1:
            by_year, years_count = hours.get(key, {}), max(len(years[key]), 1)
            found = [_person(key, year, by_year, years_count) for year in sorted(by_year, key=lambda year: year or 0)]
            shared = [one for one in found if len(one.answers) > 1]
            whole = _person(key, None, by_year, years_count)
            yield from shared or [replace(whole, answers=tuple(named[key]))]


def _person(
    key: tuple[str, str], year: int | None, by_year: Mapping[int | None, Sequence[Hours]], years_count: int
) -> Person:
    # Hours without a year may be spread over all of them, and stand beside those that have one.
    works = by_year[year] if year is not None else [one for some in by_year.values() for one in some]
    same_year = by_year.get(year, ())
    paid = [hours for _, hours, _ in same_year if hours]
    unpaid = [hours for _, _, hours in same_year if hours]
    return Person(
        *key,
        year,
        tuple({answer.number: answer for answer, _, _ in works}.values()),
        sum((hours for _, hours, _ in works), Fraction(0)),
        sum((hours for _, _, hours in works), Fraction(0)),
        FULL_TIME_HOURS * (years_count if year is None else 1),
        is_same=len(set(paid)) < len(paid) or len(set(unpaid)) < len(unpaid),
    )


def _payees(said: Said) -> Iterator[Payee]:
    paid: dict[tuple[str, str], list[tuple[Answer, int]]] = defaultdict(list)
    for answer, facts in said:
        for one in facts.paid:
            paid[facts.call_id, one.payee].append((answer, one.cents))
    for key in sorted(paid):
        if len(paid[key]) > 1:
            yield Payee(*key, tuple(answer for answer, _ in paid[key]), sum(cents for _, cents in paid[key]))


def _options(found: Mapping[Key | None, Mapping[int, Answer]]) -> tuple[Option, ...]:
    """The way that most took first; on one's own last."""
    order = sorted(found, key=lambda key: (key is None, -len(found[key]), key or Key("")))
    return tuple(Option(key, tuple(found[key][number] for number in sorted(found[key]))) for key in order)


def _is_pooling(options: Sequence[Option]) -> bool:
    """At least two ways, and two answers that do not have the same."""
    return len(options) > 1 and len({answer.number for option in options for answer in option.answers}) > 1


def _needs(said: Said, catalog: Catalog) -> Iterator[Pooling]:
    """A need is that of who writes it; the reader's catalog says which resources meet it."""
    found: dict[str, dict[Key | None, dict[int, Answer]]] = defaultdict(lambda: defaultdict(dict))
    for answer, facts in said:
        for need in dict.fromkeys(facts.needs):
            for use in facts.uses:
                card = catalog.get(use.id) if use.is_declared and not use.is_own else None
                if card is not None and need in card.needs:
                    found[need][Key(use.id)][answer.number] = answer
    for need in sorted(found):
        options = _options(found[need])
        if _is_pooling(options):
            yield Pooling(Chance.NEED, need, options, 0)


def _choices(said: Said) -> Iterator[Pooling]:
    found: dict[str, dict[Key | None, dict[int, Answer]]] = defaultdict(lambda: defaultdict(dict))
    for answer, facts in said:
        own = {use.id: key for key, use in answer.uses.items()}
        for choice in facts.choices:
            key = own.get(choice.resource_id, Key(choice.resource_id)) if choice.resource_id else None
            found[choice.about][key][answer.number] = answer
    for about in sorted(found):
        options = _options(found[about])
        if _is_pooling(options):
            yield Pooling(Chance.CHOICE, about, options, 0)


def _steps(said: Said, catalog: Catalog) -> Iterator[Pooling]:
    found: dict[tuple[Key, str], list[tuple[Answer, int]]] = defaultdict(list)
    for answer, facts in said:
        own = {use.id: key for key, use in answer.uses.items()}
        for step in facts.steps:
            found[own.get(step.resource_id, Key(step.resource_id)), step.step_id].append((answer, step.cents))
    for (key, step_id), paid in sorted(found.items()):
        if len(paid) > 1:
            card = catalog.get(key.id) if not key.own_name else None
            known = next((step for step in (card.next_steps if card else ()) if step.id == step_id), None)
            option = Option(key, tuple(answer for answer, _ in paid))
            cost, title = (known.cost_cents, known.title) if known else (None, "")
            total = sum(cents for _, cents in paid)
            yield Pooling(Chance.STEP, f"{key.id}/{step_id}", (option,), total, cost, title)


def _deployments(overview: Overview) -> Iterator[Pooling]:
    for total in sorted(overview.totals, key=lambda one: one.key):
        cells = [cell for cell in total.cells if cell.use and _is_deployed(cell.use)]
        if len(cells) > 1:
            answers = tuple(cell.answer for cell in cells)
            cents = sum(cell.use.received_cents for cell in cells if cell.use)
            yield Pooling(Chance.DEPLOYMENT, total.key.id, (Option(total.key, answers),), cents)


def _is_deployed(use: Use) -> bool:
    return use.is_declared and Usage.DEPLOYMENT in use.usages
