"""What several answers could share: needs, resources, next steps, places, dates. The order of the answers changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import permutations
from typing import TypeVar

from amikit.compute.periods import are_apart, overlap
from amikit.i18n import Language
from amikit.model.catalog import Catalog, Usage
from amikit.model.values import Period
from amikit.money import split_cents
from amikit.pooling.party import OWN, Party, PartyMember, PartyResource
from amikit.pooling.pool import (
    Alternative,
    Amounts,
    Answer,
    Joining,
    Pool,
    SharedNeed,
    SharedPlace,
    SharedResource,
    SharedStep,
)
from amikit.publishing.prices import hide_amounts
from amikit.spelling import fold

_Key = TypeVar("_Key", bound=Hashable)


def compare(parties: Iterable[Party], catalog: Catalog, language: Language) -> Pool:
    """What the answers could share; ``catalog`` tells which needs a resource meets, and what its next steps cost.

    When one of them bids for a contract, no amount is left in anything.
    """
    parties = sorted(parties, key=lambda one: one.order)
    amounts = _amounts_of(parties)
    if amounts is Amounts.CONTRACT:
        known = frozenset(cents for party in parties for one in party.resources for cents in _amounts_in(one))
        parties = [_without_amounts(party, known, language) for party in parties]
    parties = _same_names(parties)
    answers = tuple(Answer(number, label, party) for number, (label, party) in enumerate(_labelled(parties), 1))
    met = {answer.number: _needs_met(answer.party, catalog) for answer in answers}
    needs = _shared_needs(answers)
    return Pool(
        answers=answers,
        amounts=amounts,
        is_one_call=len({answer.party.call.key for answer in answers}) == 1,
        needs=needs,
        resources=_shared_resources(answers),
        alternatives=(*_different_choices(answers), *_different_means(needs, met)),
        steps=_shared_steps(answers, catalog, has_amounts=amounts is Amounts.SAID),
        places=_shared_places(answers),
        members=_shared_members(answers),
        joinings=_joinings(answers, met),
        deadlines=_by(answers, lambda party: [party.deadline_on] if party.deadline_on else []),
        is_apart=_are_apart(answers),
        common_period=_common_period(answers),
    )


def _amounts_of(parties: Iterable[Party]) -> Amounts:
    parties = list(parties)
    if any(party.is_contract for party in parties):
        return Amounts.CONTRACT
    has_any = any(one.cents is not None for party in parties for one in party.resources)
    return Amounts.SAID if has_any else Amounts.UNKNOWN


def _amounts_in(one: PartyResource) -> Iterator[int]:
    yield from (one.cents or 0, *one.step_cents.values())


def _without_amounts(party: Party, known: frozenset[int], language: Language) -> Party:
    """The answer without its amounts, those that its words name included; ``known`` are hidden without currency too."""

    def told(text: str) -> str:
        return hide_amounts(text, language, known)

    return replace(
        party,
        files=tuple(map(told, party.files)),
        title=told(party.title),
        name=told(party.name),
        lead=told(party.lead),
        call=replace(
            party.call,
            id=told(party.call.id),
            title=told(party.call.title),
            kind=told(party.call.kind),
            funder=told(party.call.funder),
        ),
        members=tuple(PartyMember(told(one.name), told(one.city)) for one in party.members),
        territory=told(party.territory),
        page=party.page if told(party.page) == party.page else "",
        needs=tuple(map(told, party.needs)),
        choices={about: told(choice) for about, choice in party.choices.items()},
        resources=tuple(_resource_without_amounts(one, told) for one in party.resources),
    )


def _resource_without_amounts(one: PartyResource, told: Callable[[str], str]) -> PartyResource:
    return replace(
        one,
        id=told(one.id),
        name=told(one.name),
        steward=told(one.steward),
        page=one.page if told(one.page) == one.page else "",
        purpose=told(one.purpose),
        needs=frozenset(map(told, one.needs)),
        step_titles={told(step): told(title) for step, title in one.step_titles.items()},
        cents=None,
        step_cents={},
    )


def _same_names(parties: Sequence[Party]) -> list[Party]:
    """One id for one resource: a consortium's own card may name it otherwise than its neighbour's."""
    ids: dict[str, str] = {}
    for one in sorted((one for party in parties for one in party.resources), key=lambda one: one.id):
        ids.setdefault(fold(one.name), one.id)
    renamed = {one.id: ids[fold(one.name)] for party in parties for one in party.resources}
    return [
        replace(
            party,
            resources=tuple({renamed[one.id]: replace(one, id=renamed[one.id]) for one in party.resources}.values()),
            choices={about: renamed.get(choice, choice) for about, choice in party.choices.items()},
        )
        for party in parties
    ]


def _labelled(parties: Iterable[Party]) -> Iterator[tuple[str, Party]]:
    """Each answer and its own name: of two that bear the same, the second has a number."""
    seen: dict[str, int] = {}
    for party in parties:
        label = party.label or "?"
        seen[label] = seen.get(label, 0) + 1
        yield (label if seen[label] == 1 else f"{label} ({seen[label]})"), party


def _by(
    answers: Iterable[Answer], values: Callable[[Party], Iterable[_Key]]
) -> tuple[tuple[_Key, tuple[int, ...]], ...]:
    """Each value, in order, and the answers that say it."""
    found: dict[_Key, list[int]] = {}
    for answer in answers:
        for value in dict.fromkeys(values(answer.party)):
            found.setdefault(value, []).append(answer.number)
    return tuple((value, tuple(found[value])) for value in sorted(found, key=str))


def _several(
    answers: Iterable[Answer], values: Callable[[Party], Iterable[_Key]]
) -> Iterator[tuple[_Key, tuple[int, ...]]]:
    """The values that two answers say at least."""
    return ((value, numbers) for value, numbers in _by(answers, values) if len(numbers) > 1)


def _shared_needs(answers: Sequence[Answer]) -> tuple[SharedNeed, ...]:
    return tuple(SharedNeed(need, numbers) for need, numbers in _several(answers, lambda party: party.needs))


def _resources_of(answers: Iterable[Answer], resource_id: str) -> Iterator[tuple[int, PartyResource]]:
    for answer in answers:
        for one in answer.party.resources:
            if one.id == resource_id:
                yield answer.number, one


def _shared_resources(answers: Sequence[Answer]) -> tuple[SharedResource, ...]:
    made = []
    for resource_id, numbers in _several(answers, lambda party: [one.id for one in party.resources]):
        said = list(_resources_of(answers, resource_id))
        made.append(
            SharedResource(
                id=resource_id,
                name=min(one.name for _, one in said),
                steward=min((one.steward for _, one in said if one.steward), default=""),
                page=min((one.page for _, one in said if one.page), default=""),
                answers=numbers,
                deployed_by=tuple(number for number, one in said if Usage.DEPLOYMENT.value in one.usages),
                cents={number: one.cents for number, one in said if one.cents is not None},
                is_apart=_are_apart(answers, numbers),
            )
        )
    return tuple(sorted(made, key=lambda one: (-len(one.answers), fold(one.name), one.id)))


def _needs_met(party: Party, catalog: Catalog) -> dict[str, dict[str, str]]:
    """By need, the resources of an answer that meet it: their names, by id."""
    met: dict[str, dict[str, str]] = {}
    for one in party.resources:
        known = catalog.get(one.id)
        for need in one.needs | frozenset(known.needs if known else ()):
            met.setdefault(need, {})[one.id] = one.name
    return met


def _different_choices(answers: Sequence[Answer]) -> Iterator[Alternative]:
    """The method, the tools, the documentation: chosen by several, and not the same."""
    names = {one.id: one.name for answer in answers for one in answer.party.resources}
    for about in ("methode", "outils", "documentation"):

        def chosen(party: Party, about: str = about) -> list[str]:
            return [party.choices[about]] if about in party.choices else []

        found = _by(answers, chosen)
        if len(found) > 1:
            resources = tuple((one, "" if one == OWN else names.get(one, one), numbers) for one, numbers in found)
            yield Alternative(about, "", resources)


def _different_means(
    needs: Iterable[SharedNeed], met: Mapping[int, Mapping[str, Mapping[str, str]]]
) -> Iterator[Alternative]:
    """A need that several answers name, and meet with resources of which none is common to all."""
    for shared in needs:
        means = {number: met[number].get(shared.need, {}) for number in shared.answers}
        means = {number: names for number, names in means.items() if names}
        if len(means) < 2 or frozenset.intersection(*map(frozenset, means.values())):
            continue
        found: dict[str, tuple[str, list[int]]] = {}
        for number, names in means.items():
            for resource_id, name in names.items():
                found.setdefault(resource_id, (name, []))[1].append(number)
        resources = tuple((one, found[one][0], tuple(found[one][1])) for one in sorted(found))
        yield Alternative("besoin", shared.need, resources)


def _shared_steps(answers: Sequence[Answer], catalog: Catalog, *, has_amounts: bool) -> tuple[SharedStep, ...]:
    made = []
    for (resource_id, step_id), numbers in _several(
        answers, lambda party: [(one.id, step) for one in party.resources for step in one.step_titles]
    ):
        said = [(number, one) for number, one in _resources_of(answers, resource_id) if step_id in one.step_titles]
        known = catalog.get(resource_id)
        step = next((step for step in known.next_steps if step.id == step_id), None) if known else None
        cents = {number: one.step_cents[step_id] for number, one in said if step_id in one.step_cents}
        cost_cents = step.cost_cents if step and has_amounts else None
        is_apart = _are_apart(answers, numbers)
        titles = sorted(filter(None, [step.title if step else "", *(one.step_titles[step_id] for _, one in said)]))
        made.append(
            SharedStep(
                resource_id=resource_id,
                resource=min(one.name for _, one in said),
                step_id=step_id,
                title=titles[0] if titles else step_id,
                answers=numbers,
                cents=cents,
                cost_cents=cost_cents,
                shares_cents=None if is_apart else _paid_once(cents, cost_cents),
                is_apart=is_apart,
            )
        )
    return tuple(made)


def _paid_once(cents: Mapping[int, int], cost_cents: int | None) -> Mapping[int, int] | None:
    """What each would pay if the step were paid once, in proportion to what it plans."""
    paying = {number: amount for number, amount in cents.items() if amount > 0}
    if cost_cents is None or len(paying) < 2 or sum(paying.values()) <= cost_cents:
        return None
    return dict(zip(paying, split_cents(cost_cents, list(paying.values())), strict=True))


def _shared_places(answers: Sequence[Answer]) -> tuple[SharedPlace, ...]:
    calls = {answer.number: answer.party.call.key for answer in answers}
    made: list[SharedPlace] = []
    said: set[tuple[int, ...]] = set()
    kinds: tuple[tuple[str, Callable[[Party], list[str]]], ...] = (
        ("territoire", lambda party: [party.territory] if party.territory else []),
        ("ville", lambda party: [member.city for member in party.members if member.city]),
    )
    for kind, read in kinds:

        def folded(party: Party, read: Callable[[Party], list[str]] = read) -> list[str]:
            return [fold(name) for name in read(party)]

        names = {fold(name): name for answer in reversed(answers) for name in sorted(read(answer.party), reverse=True)}
        for place, numbers in _several(answers, folded):
            groups: dict[str, list[int]] = {}
            for number in numbers:
                groups.setdefault(calls[number], []).append(number)
            together = tuple(tuple(group) for group in groups.values() if len(group) > 1 and tuple(group) not in said)
            said.update(together)
            made.append(SharedPlace(kind, names[place], numbers, together))
    return tuple(made)


def _shared_members(answers: Sequence[Answer]) -> tuple[tuple[str, tuple[int, ...]], ...]:
    def folded(party: Party) -> list[str]:
        return [fold(member.name) for member in party.members if member.name]

    names = {fold(one.name): one.name for answer in reversed(answers) for one in answer.party.members}
    return tuple((names[member], numbers) for member, numbers in _several(answers, folded))


def _joinings(answers: Sequence[Answer], met: Mapping[int, Mapping[str, Mapping[str, str]]]) -> tuple[Joining, ...]:
    made = []
    for who, whom in permutations(answers, 2):
        needs = tuple(
            (need, min(met[whom.number][need].values()))
            for need in who.party.needs
            if need not in met[who.number] and need in met[whom.number]
        )
        if needs:
            made.append(Joining(who.number, whom.number, needs))
    return tuple(made)


def _are_apart(answers: Iterable[Answer], numbers: Sequence[int] | None = None) -> bool:
    return are_apart(one.party.period for one in answers if numbers is None or one.number in numbers)


def _common_period(answers: Sequence[Answer]) -> Period | None:
    periods = [one.party.period for one in answers]
    if any(one.start_on is None or one.end_on is None for one in periods):
        return None
    common: Period | None = periods[0]
    for one in periods[1:]:
        common = overlap(common, one) if common else None
    return common
