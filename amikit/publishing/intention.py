"""``amikit-intention`` version 1: who means to answer what, with which needs and which resources. No price."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Annotated, Any, Final, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from amikit.annex.people import Discretion
from amikit.compute.proposal import Proposal
from amikit.i18n import Language
from amikit.model.budget import DestinationKind
from amikit.model.catalog import Resource, ResourceKind, Usage
from amikit.model.consortium import Member, MemberKind
from amikit.model.dossier import Choice, ResourceUse
from amikit.publishing.plain_words import one_line, public_page
from amikit.publishing.prices import hide_amounts

FORMAT: Final = "amikit-intention"
VERSION: Final = 1
LONGEST = 600
_MOST = 200
About = Literal["methode", "outils", "documentation"]
Words = Annotated[str, AfterValidator(one_line), Field(max_length=LONGEST)]
Page = Annotated[str, AfterValidator(public_page), Field(max_length=LONGEST)]


class Part(BaseModel):
    """Frozen, exact types; a key that this version does not know is left aside."""

    model_config = ConfigDict(frozen=True, extra="ignore", strict=True)


class IntentionCall(Part):
    """The call that is to be answered."""

    id: Words
    title: Words
    kind: Words
    funder: Words


class IntentionMember(Part):
    """One who means to answer."""

    id: Words
    name: Words
    kind: MemberKind | None
    city: Words


class IntentionConsortium(Part):
    """Who means to answer together."""

    name: Words
    lead_id: Words
    territory: Words
    page: Page
    """Where to write to them: a public page, or nothing."""
    members: Annotated[tuple[IntentionMember, ...], Field(max_length=_MOST)]


class IntentionPeriod(Part):
    """The first and the last day of the project."""

    start_on: date | None
    end_on: date | None


class IntentionStep(Part):
    """A next step of the resource that the answer would pay for."""

    id: Words
    title: Words


class IntentionResource(Part):
    """A shared resource that the answer relies on, and for what."""

    id: Words
    name: Words
    kind: ResourceKind
    steward: Words
    page: Page
    """The steward's public page."""
    usages: Annotated[tuple[Usage, ...], Field(max_length=4)]
    purpose: Words
    needs: Annotated[tuple[Words, ...], Field(max_length=_MOST)]
    steps: Annotated[tuple[IntentionStep, ...], Field(max_length=_MOST)]


class IntentionChoice(Part):
    """Whether the method, the tools or the documentation reuse a resource; ``propre``: the consortium's own."""

    about: About
    resource_id: Words


class Intention(Part):
    """The whole note, as data."""

    format: Literal["amikit-intention"]
    version: Literal[1]
    language: Language
    title: Words
    notice: Words
    """What whoever reads must know."""
    call: IntentionCall
    deadline_on: date | None
    period: IntentionPeriod
    consortium: IntentionConsortium
    needs: Annotated[tuple[Words, ...], Field(max_length=_MOST)]
    choices: Annotated[tuple[IntentionChoice, ...], Field(max_length=_MOST)]
    resources: Annotated[tuple[IntentionResource, ...], Field(max_length=_MOST)]

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        return self.model_dump(mode="json")


def as_data(intention: Intention) -> str:
    """The JSON that a note carries: on one line, and without a character that HTML reads."""
    text = json.dumps(intention.as_json(), ensure_ascii=False)
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


def make_intention(proposal: Proposal) -> Intention:
    """What may be told to others before sending: nobody's name, no address but public pages, no amount."""
    settings, call = proposal.dossier.settings, proposal.call
    told = teller(proposal)
    lead = settings.consortium.lead_id
    members = sorted(proposal.dossier.members, key=lambda member: member.id != lead)
    needs = [*settings.needs, *(need for member in members for need in member.needs)]
    return Intention(
        format=FORMAT,
        version=VERSION,
        language=settings.language,
        title=told(settings.title),
        notice=told(settings.notice),
        call=IntentionCall(
            id=told(call.id), title=told(call.title), kind=told(call.kind), funder=told(call.funder_name or call.funder)
        ),
        deadline_on=settings.deadline_on,
        period=IntentionPeriod(start_on=settings.period.start_on, end_on=settings.period.end_on),
        consortium=IntentionConsortium(
            name=told(settings.consortium.name),
            lead_id=told(lead),
            territory=told(settings.consortium.territory),
            page=settings.consortium.page[:LONGEST],
            members=tuple(_member(member, told) for member in members[:_MOST]),
        ),
        needs=tuple(dict.fromkeys(map(told, needs)))[:_MOST],
        choices=_choices(proposal, told),
        resources=tuple(_resource(proposal, use, resource, told) for use, resource, _ in proposal.declared)[:_MOST],
    )


def discretion_of(proposal: Proposal) -> Discretion:
    """What must not be told of people."""
    settings, call = proposal.dossier.settings, proposal.call
    organisations = [call.funder, call.funder_name, settings.consortium.name]
    for _, resource, _ in proposal.declared:
        organisations += [resource.name, *resource.names, resource.steward.name if resource.steward else ""]
    return Discretion.of(proposal.dossier, call.id, organisations)


def teller(proposal: Proposal) -> Callable[[str], str]:
    """How words of the dossier are told before sending: without persons, mailboxes, telephones nor amounts."""
    hidden, language = discretion_of(proposal), proposal.dossier.settings.language
    budget, views = proposal.dossier.budget, proposal.views
    known = {line.cents for line in (*budget.expenses, *budget.incomes)}
    known |= {views.charges_cents, views.incomes_cents, views.asked_cents, views.public_cents}

    def told(text: str) -> str:
        return hide_amounts(one_line(hidden.hide(one_line(text))), language, known)[:LONGEST]

    return told


def _member(member: Member, told: Callable[[str], str]) -> IntentionMember:
    return IntentionMember(id=told(member.id), name=told(member.name), kind=member.kind, city=told(member.city))


def _choices(proposal: Proposal, told: Callable[[str], str]) -> tuple[IntentionChoice, ...]:
    chosen = proposal.dossier.settings.choices
    named: tuple[tuple[About, Choice | None], ...] = (
        ("methode", chosen.method),
        ("outils", chosen.tools),
        ("documentation", chosen.documentation),
    )
    return tuple(IntentionChoice(about=about, resource_id=told(one.resource_id)) for about, one in named if one)


def _resource(
    proposal: Proposal, use: ResourceUse, resource: Resource, told: Callable[[str], str]
) -> IntentionResource:
    steward = resource.steward
    page = public_page(steward.contact) if steward else ""
    return IntentionResource(
        id=told(resource.id),
        name=told(resource.name),
        kind=resource.kind,
        steward=told(steward.name) if steward else "",
        page=page or next(filter(None, map(public_page, resource.links.values())), ""),
        usages=tuple(dict.fromkeys(use.usages)),
        purpose=told(use.purpose),
        needs=tuple(map(told, resource.needs))[:_MOST],
        steps=_steps(proposal, resource, told),
    )


def _steps(proposal: Proposal, resource: Resource, told: Callable[[str], str]) -> tuple[IntentionStep, ...]:
    """The next steps that a line of the budget names."""
    titles = {step.id: step.title for step in resource.next_steps}
    named = [
        line.destination.step_id
        for line in proposal.dossier.budget.expenses
        if line.destination is not None
        and line.destination.kind is DestinationKind.RESOURCE
        and line.destination.target_id == resource.id
        and line.destination.step_id
    ]
    return tuple(
        IntentionStep(id=told(step_id), title=told(titles.get(step_id, ""))) for step_id in dict.fromkeys(named)
    )[:_MOST]
