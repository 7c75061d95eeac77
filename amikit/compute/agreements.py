"""Who is asked to agree to what: one batch for each steward; and which answers were about something else."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from amikit.compute.fingerprint import fingerprint, member_fingerprint
from amikit.compute.parts import MemberPart
from amikit.compute.proposal import Proposal
from amikit.i18n import Text
from amikit.model.agreement import AgreementStatus, MemberAgreement
from amikit.model.catalog import Resource, Standing, Usage
from amikit.model.dossier import Dossier, IfPartial, ResourceUse
from amikit.spelling import slug

_T = TypeVar("_T")
_HEXADECIMAL = frozenset("0123456789abcdef")
_LONGEST_KEY = 80
_MOST_TRIED = 500
"""Changes tried one by one to name what changed: far more than a resource has."""


@dataclass(frozen=True, slots=True)
class Batch:
    """What one steward is asked, in one letter: the uses of its resources, in the dossier's order."""

    key: str
    """Its own, safe in the name of a file."""
    steward: str
    """Empty when nobody is known."""
    contacts: tuple[str, ...]
    """Where it can be written to, as the cards say it."""
    uses: tuple[tuple[ResourceUse, Resource], ...]


def compute_batches(proposal: Proposal, resource_ids: Sequence[str]) -> tuple[Batch, ...]:
    """The declared resources of these ids by steward; each alone when nobody knows who looks after it."""
    grouped: dict[str, list[tuple[ResourceUse, Resource]]] = {}
    for use in proposal.dossier.uses_by_id.values():
        resource = proposal.catalog.get(use.resource_id)
        if resource is not None and resource.id in resource_ids:
            name = resource.steward.name if resource.steward else ""
            grouped.setdefault(_key(slug(name), resource.id), []).append((use, resource))
    return tuple(_batch(key, uses) for key, uses in grouped.items())


def _key(steward: str, resource_id: str) -> str:
    """The name of the files of a letter: never that of another's, nor too long for a disk."""
    if not steward:
        return f"ressource-{resource_id}"
    key = f"porteur-{steward}" if steward.startswith(("ressource-", "membre-", "porteur-")) else steward
    if len(key) <= _LONGEST_KEY:
        return key
    return f"{key[: _LONGEST_KEY - 9]}-{hashlib.sha256(key.encode()).hexdigest()[:8]}"


def _batch(key: str, uses: Sequence[tuple[ResourceUse, Resource]]) -> Batch:
    stewards = [resource.steward for _, resource in uses if resource.steward]
    contacts = dict.fromkeys(one.contact for one in stewards if one.contact)
    return Batch(key, stewards[0].name if stewards else "", tuple(contacts), tuple(uses))


def use_fingerprint(use: ResourceUse, resource: Resource, dossier: Dossier) -> str:
    """What the steward would agree to today."""
    return fingerprint(use, resource, dossier.budget)


def part_fingerprint(part: MemberPart, dossier: Dossier) -> str:
    """What the member would agree to today."""
    return member_fingerprint(part, dossier.budget)


def is_stale(agreement: MemberAgreement | None, today: str) -> bool:
    """Whether an answer was about something else than what stands today; a refusal is of the whole."""
    if agreement is None or agreement.status is AgreementStatus.REFUSED:
        return False
    written = written_fingerprint(agreement)
    return bool(written) and not today.startswith(written)


def written_fingerprint(agreement: MemberAgreement) -> str:
    """The fingerprint of an answer, whole or its beginning, without what only helps to read it."""
    return "".join(letter for letter in agreement.fingerprint.lower() if letter in _HEXADECIMAL)


_ADDED = Text("un engagement s'est ajouté", "a commitment was added")
_USAGE = Text("la manière de s'en servir a changé", "the way of using it changed")
_PLACES = Text("les lieux ont changé", "the places changed")
_PARTIAL = Text("« si_partiel » a changé", "“si_partiel” changed")
_EXPECTATION = Text("ce que le porteur attend a changé", "what its steward expects changed")
_OTHER = Text(
    "un montant, des heures, une date ou un geste a changé, ou plusieurs choses à la fois",
    "an amount, hours, a date or an act changed, or several things at once",
)


def what_changed(use: ResourceUse, resource: Resource, dossier: Dossier) -> Text:
    """What changed since the steward answered, as far as a fingerprint tells.

    A fingerprint cannot be read; but one change taken back gives it again, which tells which it was.
    """
    written = written_fingerprint(use.agreement) if use.agreement else ""
    for rank, (what, before, card) in enumerate(_taken_back(use, resource, dossier)):
        if rank > _MOST_TRIED:
            break
        if fingerprint(before, card, dossier.budget).startswith(written):
            return what
    return _OTHER


def _taken_back(use: ResourceUse, resource: Resource, dossier: Dossier) -> Iterator[tuple[Text, ResourceUse, Resource]]:
    for if_partial in (None, *IfPartial):
        yield _PARTIAL, use.model_copy(update={"if_partial": if_partial}), resource
    for rank in range(len(use.commitments)):
        others = use.commitments[:rank] + use.commitments[rank + 1 :]
        yield _ADDED, use.model_copy(update={"commitments": others}), resource
    for usages in _one_more_or_less(use.usages, tuple(Usage)):
        yield _USAGE, use.model_copy(update={"usages": usages}), resource
    for one in Usage:
        yield _USAGE, use.model_copy(update={"usages": (one,)}), resource
    members = tuple(place.id for place in dossier.members)
    for places in (*_one_more_or_less(use.place_ids, members), ()):
        yield _PLACES, use.model_copy(update={"place_ids": places}), resource
    cards = resource.expectations
    for rank, expectation in enumerate(cards):
        others_expected = [cards[:rank] + cards[rank + 1 :]]
        for standing in Standing:
            changed = expectation.model_copy(update={"standing": standing})
            others_expected.append((*cards[:rank], changed, *cards[rank + 1 :]))
        for expectations in others_expected:
            yield _EXPECTATION, use, resource.model_copy(update={"expectations": expectations})


def _one_more_or_less(chosen: tuple[_T, ...], known: Sequence[_T]) -> Iterator[tuple[_T, ...]]:
    for one in known:
        yield tuple(other for other in chosen if other != one) if one in chosen else (*chosen, one)
