"""One answer among those that are compared, whatever it was read from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import IntEnum

from amikit.annex.canonical import canonical_bytes, digest_of
from amikit.annex.schema import Annex
from amikit.model.budget import DestinationKind, Nature
from amikit.model.values import Period
from amikit.publishing.intention import Intention
from amikit.publishing.plain_words import one_line
from amikit.publishing.prices import is_contract
from amikit.spelling import fold

OWN = "propre"


class Origin(IntEnum):
    """What an answer was read from, from what says most of it."""

    DOSSIER = 0
    ANNEX = 1
    DRAFT = 2
    INTENTION = 3


@dataclass(frozen=True, slots=True)
class PartyCall:
    """The call that is answered."""

    id: str
    title: str = ""
    kind: str = ""
    funder: str = ""

    @property
    def key(self) -> str:
        """What two spellings of one call have in common."""
        return fold(self.id or self.title)


@dataclass(frozen=True, slots=True)
class PartyMember:
    """One who answers."""

    name: str
    city: str = ""


@dataclass(frozen=True, slots=True)
class PartyResource:
    """A resource that the answer relies on."""

    id: str
    name: str
    steward: str = ""
    page: str = ""
    usages: frozenset[str] = frozenset()
    purpose: str = ""
    needs: frozenset[str] = frozenset()
    """Those that the answer itself says; a catalog may know others."""
    step_titles: Mapping[str, str] = field(default_factory=dict)
    """The next steps that the answer would pay for, by id; a title may be empty."""
    cents: int | None = None
    """The cash planned for it; None when the answer gives no price."""
    step_cents: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Party:
    """An answer, as far as it is known."""

    digest: str
    """Of what it was read from."""
    origin: Origin
    files: tuple[str, ...]
    title: str
    name: str
    lead: str
    call: PartyCall
    members: tuple[PartyMember, ...] = ()
    territory: str = ""
    page: str = ""
    deadline_on: date | None = None
    start_on: date | None = None
    end_on: date | None = None
    needs: tuple[str, ...] = ()
    choices: Mapping[str, str] = field(default_factory=dict)
    """By piece (``methode``, ``outils``, ``documentation``): a resource's id, or ``propre``."""
    resources: tuple[PartyResource, ...] = ()

    @property
    def label(self) -> str:
        """How to call it in a sentence."""
        return self.name or self.lead or self.title

    @property
    def period(self) -> Period:
        """The days of its project, as far as they are known."""
        return Period(start_on=self.start_on, end_on=self.end_on)

    @property
    def is_contract(self) -> bool:
        """Whether it bids for a contract."""
        return is_contract(self.call.kind, self.call.id)

    @property
    def identity(self) -> tuple[str, str, str]:
        """What two files of one answer have in common."""
        known = fold(self.name or self.title)
        # Two folders that nobody has filled in yet look alike, and are not one answer.
        return (known, fold(self.lead), self.call.key) if known else ("", self.digest, self.call.key)

    @property
    def order(self) -> tuple[str, str, str]:
        """Where it stands among others: never where its file was named."""
        return fold(self.label), fold(self.title), self.digest

    def completed_by(self, other: Party) -> Party:
        """The same answer, with what only another of its files says."""
        known = {one.id: one for one in other.resources}
        return replace(
            self,
            files=tuple(sorted({*self.files, *other.files})),
            territory=self.territory or other.territory,
            page=self.page or other.page,
            deadline_on=self.deadline_on or other.deadline_on,
            needs=self.needs or other.needs,
            resources=tuple(_completed(one, known.get(one.id)) for one in self.resources),
        )


def _completed(one: PartyResource, other: PartyResource | None) -> PartyResource:
    if other is None:
        return one
    titles = {**dict(one.step_titles), **{step: title for step, title in other.step_titles.items() if title}}
    return replace(
        one,
        page=one.page or other.page,
        purpose=one.purpose or other.purpose,
        needs=one.needs | other.needs,
        step_titles={step: titles[step] for step in sorted(titles)},
        cents=one.cents if one.cents is not None else other.cents,
        step_cents=one.step_cents or other.step_cents,
    )


def from_intention(intention: Intention, file: str) -> Party:
    """What a note of intention says; it gives no price."""
    together = intention.consortium
    names = {member.id: member.name or member.id for member in together.members}
    return Party(
        digest=digest_of(canonical_bytes(intention.as_json())),
        origin=Origin.INTENTION,
        files=(file,),
        title=intention.title,
        name=together.name,
        lead=names.get(together.lead_id, together.lead_id),
        call=PartyCall(intention.call.id, intention.call.title, intention.call.kind, intention.call.funder),
        members=tuple(PartyMember(member.name or member.id, member.city) for member in together.members),
        territory=together.territory,
        page=together.page,
        deadline_on=intention.deadline_on,
        start_on=intention.period.start_on,
        end_on=intention.period.end_on,
        needs=intention.needs,
        choices={choice.about: choice.resource_id for choice in intention.choices},
        resources=tuple(
            PartyResource(
                id=one.id,
                name=one.name or one.id,
                steward=one.steward,
                page=one.page,
                usages=frozenset(usage.value for usage in one.usages),
                purpose=one.purpose,
                needs=frozenset(one.needs),
                step_titles={step.id: step.title for step in one.steps},
            )
            for one in intention.resources
        ),
    )


def from_annex(annex: Annex, file: str) -> Party:
    """What an annex says: with amounts, without territory nor page."""
    names = {member.id: one_line(member.name or member.id) for member in annex.consortium.members}
    return Party(
        digest=digest_of(canonical_bytes(annex.as_json())),
        origin=Origin.DRAFT if annex.is_draft else Origin.ANNEX,
        files=(file,),
        title=one_line(annex.title),
        name=one_line(annex.consortium.name),
        lead=names.get(annex.consortium.lead_id, one_line(annex.consortium.lead_id)),
        call=PartyCall(
            one_line(annex.call.id), one_line(annex.call.title), one_line(annex.call.kind), one_line(annex.call.funder)
        ),
        members=tuple(PartyMember(names[member.id], one_line(member.city)) for member in annex.consortium.members),
        start_on=annex.period.start_on,
        end_on=annex.period.end_on,
        needs=tuple(map(one_line, annex.needs)),
        choices={choice.about: choice.resource_id for choice in annex.choices},
        resources=_annexed_resources(annex),
    )


def _annexed_resources(annex: Annex) -> tuple[PartyResource, ...]:
    cents: dict[str, int] = {}
    steps: dict[str, dict[str, int]] = {}
    for line in annex.budget.expenses:
        if line.kind is not DestinationKind.RESOURCE:
            continue
        paid = line.cents if line.nature is Nature.CASH else 0
        cents[line.target_id] = cents.get(line.target_id, 0) + paid
        if line.step_id:
            own = steps.setdefault(line.target_id, {})
            own[line.step_id] = own.get(line.step_id, 0) + paid
    return tuple(
        PartyResource(
            id=one_line(one.id),
            name=one_line(one.name) or one_line(one.id),
            steward=one_line(one.steward),
            usages=frozenset(usage.value for usage in one.usages),
            step_titles={one_line(step): "" for step in sorted(steps.get(one.id, {}))},
            cents=cents.get(one.id, 0),
            step_cents={one_line(step): amount for step, amount in sorted(steps.get(one.id, {}).items())},
        )
        for one in annex.resources
    )
