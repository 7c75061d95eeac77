"""How identifiers and words of the files read in one answer, in its language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cached_property

from amikit.compute.proposal import Proposal
from amikit.i18n import Language, Text
from amikit.model.budget import DestinationKind, Expense, PayeeKind
from amikit.model.needs import need_words
from amikit.render.labels import label


@dataclass(frozen=True)
class Lexicon:
    """Names for ids, and sentences in the language of the answer."""

    proposal: Proposal
    language: Language

    @cached_property
    def _names(self) -> Mapping[str, str]:
        dossier = self.proposal.dossier
        names = {person.id: person.name or person.id for person in dossier.settings.people}
        return names | {member.id: member.name or member.id for member in dossier.members}

    @cached_property
    def _axes(self) -> Mapping[str, str]:
        return {axis.id: axis.title or axis.id for axis in self.proposal.dossier.settings.axes}

    def choose(self, french: str, english: str) -> str:
        """The one of two wordings that the answer is written in."""
        return Text(french, english)[self.language]

    def label(self, value: Enum | None) -> str:
        """The word for a value of the files; empty for none."""
        return label(value, self.language)

    def name(self, identifier: str) -> str:
        """The name of a member or a person; what was written when it is neither."""
        return self._names.get(identifier, identifier)

    def axis(self, axis_id: str) -> str:
        """The title of an axis; what was written when there is none."""
        return self._axes.get(axis_id, axis_id)

    def need(self, need: str) -> str:
        """A need in words."""
        return need_words(need)[self.language]

    def resource(self, resource_id: str) -> str:
        """The name of a resource; its id when the catalog does not know it."""
        resource = self.proposal.catalog.get(resource_id)
        return resource.name if resource else resource_id

    def destination(self, line: Expense) -> str:
        """What a line feeds."""
        target = line.destination
        if target is None:
            return ""
        if target.kind is DestinationKind.RESOURCE:
            return self.resource(target.target_id)
        return self.name(target.target_id) if target.kind is DestinationKind.PLACE else self.label(target.kind)

    def payee(self, line: Expense) -> str:
        """Who is paid; the steward by its name when it has one."""
        payee = line.payee
        if payee is None:
            return ""
        if payee.kind is not PayeeKind.STEWARD:
            return self.name(payee.name) if payee.kind is PayeeKind.MEMBER else payee.name
        resource = self.proposal.catalog.get(line.destination.target_id) if line.destination else None
        steward = resource.steward.name if resource and resource.steward else ""
        return steward or self.choose("le porteur de la ressource", "the steward of the resource")
