"""funding.json: a draft for a steward, with what an answer brings and nothing that is not known.

The file is the steward's to publish (https://fundingjson.org). What is promised was not received: it has
no ``income``, only words that say so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from amikit.compute.expected import FIRM, PER_WORDS
from amikit.compute.periods import in_window
from amikit.compute.proposal import Proposal
from amikit.compute.shares import Hands
from amikit.i18n import Language, Text, format_euros, say
from amikit.model.budget import DestinationKind
from amikit.model.catalog import Expectation, Form, Per, Resource, Steward
from amikit.model.consortium import Member, MemberKind
from amikit.model.licences import is_known
from amikit.publishing.intention import discretion_of
from amikit.publishing.plain_words import one_line, public_page
from amikit.spelling import slug

VERSION = "v1.0.0"
_MISSING: Mapping[str, Text] = {
    "entity.name": Text("le nom du porteur", "the steward's name"),
    "entity.type": Text("personne, groupe ou organisation", "a person, a group or an organisation"),
    "entity.email": Text("une adresse e-mail du porteur, s'il veut la publier", "an e-mail address, if the steward wants to publish it"),
    "entity.description": Text("qui est le porteur, en quelques phrases", "who the steward is, in a few sentences"),
    "entity.webpageUrl": Text("la page publique du porteur", "the steward's public page"),
    "projects[0].description": Text("ce qu'est la ressource, en une phrase", "what the resource is, in a sentence"),
    "projects[0].webpageUrl": Text("la page de la ressource", "the resource's page"),
    "projects[0].repositoryUrl": Text("l'adresse de son code ; un forum ou un wiki n'en a pas", "the address of its code; a forum or a wiki has none"),
    "projects[0].licenses": Text("sa licence", "its licence"),
    "projects[0].tags": Text("les besoins auxquels elle répond", "the needs that it meets"),
    "funding.channels": Text("comment lui verser de l'argent", "how to send it money"),
    "funding.plans": Text("une attente chiffrée, publiée ou convenue", "an expectation with a figure, published or agreed"),
}  # fmt: skip
"""What the format wants and may be unknown, by where it goes."""
_FREQUENCIES = {Per.ANSWER: "one-time", Per.YEAR: "yearly"}
_PROMISED = Text(
    "Promis par la réponse « {title} » à l'appel « {call} », pas reçu : {amounts}.",
    "Promised by the answer “{title}” to the call “{call}”, not received: {amounts}.",
)
_TO_STEWARD = Text("{cents} au porteur", "{cents} to the steward")
_TO_OTHERS = Text("{cents} à qui y travaille à ciel ouvert", "{cents} to those who work on it in the open")
_LEFT_OUT = {
    "propose": Text("un chiffre proposé par d'autres n'est pas un plan du porteur", "a figure that others suggest is no plan of the steward"),
    "part": Text("ce format n'a pas de part du montant demandé", "this format has no share of the amount asked"),
    "nature": Text("ce format ne connaît ni heures ni gestes", "this format knows neither hours nor acts"),
    "a-convenir": Text("aucun chiffre n'est convenu", "no figure is agreed"),
    "hors-periode": Text("elle ne vaut pas pendant ce projet", "it does not hold during this project"),
}  # fmt: skip
_MOST = 10
_SAFE = re.compile(r"[^a-z0-9-]")


@dataclass(frozen=True, slots=True)
class FundingDraft:
    """The draft, and what is to be known of it."""

    content: Mapping[str, Any]
    missing: tuple[tuple[str, Text], ...]
    """What the format requires and nobody said: where it goes, and what it is."""
    left_out: tuple[tuple[str, Text], ...]
    """The expectations that the format cannot hold: which, and why."""


def draft_funding(proposal: Proposal, resource: Resource, language: Language) -> FundingDraft:
    """What is known of a resource, its steward and its plans, and what this answer promises them."""
    plans, left_out = _plans(proposal, resource, language)
    history = list(_history(proposal, resource, language))
    content: dict[str, Any] = {
        "version": VERSION,
        "entity": _entity(proposal, resource.steward),
        "projects": [_project(resource)],
        "funding": {"plans": plans, **({"history": history} if history else {})},
    }
    if not plans:
        del content["funding"]["plans"]
    missing = tuple((where, means) for where, means in _MISSING.items() if not _has(content, where))
    return FundingDraft(content, missing, tuple(left_out))


def _has(content: Mapping[str, Any], where: str) -> bool:
    first, _, last = where.partition(".")
    part = content["projects"][0] if first.startswith("projects") else content[first]
    return last in part


def _entity(proposal: Proposal, steward: Steward | None) -> dict[str, Any]:
    if steward is None:
        return {"role": "steward"}
    member = proposal.dossier.members_by_id.get(steward.member_id or "")
    page = public_page(steward.contact)
    said = {"type": _type(member), "role": "steward", "name": _between(steward.name, 2, 250)}
    return {key: value for key, value in said.items() if value} | ({"webpageUrl": {"url": page}} if page else {})


def _type(member: Member | None) -> str:
    """What the steward is, when it is a member and says so."""
    if member is None or member.kind is None:
        return ""
    return "organisation" if member.is_legal_person else "group" if member.kind is MemberKind.COLLECTIVE else ""


def _project(resource: Resource) -> dict[str, Any]:
    pages = {name: public_page(address) for name, address in resource.links.items()}
    page = next((pages[name] for name in ("site", "page", "wiki") if pages.get(name)), "")
    code = next((pages[name] for name in ("code", "depot") if pages.get(name)), "")
    tags = [tag for tag in map(slug, resource.needs) if 2 <= len(tag) <= 32]
    said: dict[str, Any] = {
        "guid": _guid(resource.id),
        "name": one_line(resource.name)[:250],
        "description": _between(resource.summary or resource.interest, 5, 2000),
        "webpageUrl": {"url": page} if page else None,
        "repositoryUrl": {"url": code} if code else None,
        "licenses": _licences(resource.licence or ""),
        "tags": tags[:_MOST],
    }
    return {key: value for key, value in said.items() if value}


def _licences(licence: str) -> list[str]:
    """Each licence of an expression; ``spdx:`` says that SPDX knows it."""
    if not licence:
        return []
    parts = (
        [part for part in re.split(r"[()\s]+|\bAND\b|\bOR\b|\bWITH\b", licence) if part] if is_known(licence) else []
    )
    named = [part if part.startswith("LicenseRef-") else f"spdx:{part}" for part in parts] or [one_line(licence)]
    return [one for one in dict.fromkeys(named) if 2 <= len(one) <= 64][:5]


def _plans(
    proposal: Proposal, resource: Resource, language: Language
) -> tuple[list[dict[str, Any]], list[tuple[str, Text]]]:
    plans: list[dict[str, Any]] = []
    left_out: list[tuple[str, Text]] = []
    for one in resource.expectations:
        why = _why_not(one)
        if why:
            left_out.append((one.id, _LEFT_OUT[why]))
        elif not in_window(one.valid, proposal.dossier.settings.period):
            left_out.append((one.id, _LEFT_OUT["hors-periode"]))
        elif len(plans) < _MOST:
            plans.append(_plan(one, language))
    return plans, left_out


def _why_not(one: Expectation) -> str:
    """Why an expectation is no plan of this format; empty when it is one."""
    if one.form is not Form.CASH:
        return "nature"
    if one.figure is None or (one.figure.amount_cents is None and one.figure.share_rate is None):
        return "a-convenir"
    if one.standing not in FIRM:
        return "propose"
    return "" if one.figure.amount_cents is not None else "part"


def _plan(one: Expectation, language: Language) -> dict[str, Any]:
    assert one.figure is not None and one.figure.amount_cents is not None  # noqa: PT018, S101 - ``_why_not`` said so
    source = public_page(one.source.url) if one.source else ""
    said = [PER_WORDS[one.figure.per][language], source]
    return {
        "guid": _guid(one.id),
        "status": "active",
        "name": _between(one.description, 3, 250) or _guid(one.id),
        "description": " ; ".join(filter(None, said))[:500],
        "amount": _number(one.figure.amount_cents),
        "currency": "EUR",
        "frequency": _FREQUENCIES.get(one.figure.per, "other"),
    }


def _history(proposal: Proposal, resource: Resource, language: Language) -> Iterator[dict[str, Any]]:
    """What the answer promises, by year: in words, since ``income`` is for what was received."""
    hidden = discretion_of(proposal)
    years = {line.id: line.year for line in proposal.dossier.budget.expenses}
    sums: dict[int, dict[bool, int]] = {}
    for share in proposal.shares.lines:
        year = years.get(share.line_id)
        if share.kind is DestinationKind.RESOURCE and share.target_id == resource.id and year and share.cents > 0:
            own = sums.setdefault(year, {})
            is_steward = share.hands is Hands.STEWARD
            own[is_steward] = own.get(is_steward, 0) + share.cents
    for year in sorted(sums):
        amounts = [
            text[language].format(cents=format_euros(sums[year][is_steward], language))
            for is_steward, text in ((True, _TO_STEWARD), (False, _TO_OTHERS))
            if sums[year].get(is_steward)
        ]
        notice = hidden.hide(proposal.dossier.settings.notice)
        facts = {
            "title": hidden.hide(proposal.dossier.settings.title)[:150],
            "call": hidden.hide(proposal.call.title)[:150],
            "amounts": amounts,
        }
        yield {
            "year": year,
            "currency": "EUR",
            "description": f"{say(_PROMISED, facts, language)} {notice}".strip()[:500],
        }


def _number(cents: int) -> int | float:
    """Euros as JSON has them: whole when they are."""
    return cents // 100 if cents % 100 == 0 else cents / 100


def _between(text: str, least: int, most: int) -> str:
    said = one_line(text)[:most]
    return said if len(said) >= least else ""


def _guid(name: str) -> str:
    """An identifier of 3 to 32 letters, digits and hyphens, that begins and ends with neither hyphen."""
    kept = _SAFE.sub("-", slug(name))[:32].strip("-")
    return kept if len(kept) >= 3 else f"{kept or 'x'}-0"
