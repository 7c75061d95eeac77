"""Which stewards are members of the consortium: a label must not hide that the money stays at home."""

from __future__ import annotations

from dataclasses import replace

from amikit.model.catalog import Catalog, Resource, Steward
from amikit.model.dossier import Dossier
from amikit.spelling import fold


def recognise_stewards(catalog: Catalog, dossier: Dossier) -> Catalog:
    """The catalog, where a steward that bears the name of a member is that member, unless its card says who it is."""
    members = {fold(member.name): member.id for member in dossier.members if member.name}
    found = {
        resource.id: _stewarded_by(resource, steward, members[key])
        for resource in catalog.by_id.values()
        if (steward := resource.steward) is not None
        and steward.member_id is None
        and (key := fold(steward.name)) in members
    }
    return replace(catalog, by_id={**catalog.by_id, **found}) if found else catalog


def _stewarded_by(resource: Resource, steward: Steward, member_id: str) -> Resource:
    return resource.model_copy(update={"steward": steward.model_copy(update={"member_id": member_id})})
