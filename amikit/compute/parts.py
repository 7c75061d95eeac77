"""What each member takes on: what it is paid, what it brings, what its people do, what it answers for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from amikit.compute.funders import funder_key
from amikit.model.budget import DestinationKind, Expense, Income, PayeeKind
from amikit.model.catalog import Catalog
from amikit.model.consortium import Member
from amikit.model.dossier import Commitment, Dossier

_BETWEEN = re.compile("[,;/+&](?:-?(?:et|and)-)?|-(?:et|and)-")
"""What stands between two names, in words compared as ``funder_key`` writes them."""


@dataclass(frozen=True, slots=True)
class PartLine:
    """A line of the budget that concerns a member, and in which ways."""

    line: Expense
    is_paid: bool
    """Whether the member is paid by it, as payee or as steward of the resource that it feeds."""
    is_place: bool
    """Whether the line feeds the member, a place."""
    is_worked: bool
    """Whether somebody of the member does its hours."""


@dataclass(frozen=True, slots=True)
class PartAct:
    """A promise to a resource that a member, or somebody of it, answers for."""

    resource_id: str
    rank: int
    """Its rank among the promises to that resource, from 0."""
    commitment: Commitment


@dataclass(frozen=True, slots=True)
class MemberPart:
    """The whole part of a member, in the order of the files."""

    member: Member
    lead_id: str
    mandate: str
    """What the members entrust to the one who signs."""
    lines: tuple[PartLine, ...] = ()
    incomes: tuple[Income, ...] = ()
    """What the member brings to the project, alone or with others that the same line names."""
    acts: tuple[PartAct, ...] = ()

    @property
    def is_lead(self) -> bool:
        """Whether it signs for all."""
        return self.member.id == self.lead_id

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked of it, but to entrust the signature."""
        return not (self.lines or self.incomes or self.acts)


def compute_parts(dossier: Dossier, catalog: Catalog) -> dict[str, MemberPart]:
    """What each member would agree to, by its id: everything that the files say of it."""
    known = dossier.members_by_id
    lines: dict[str, list[PartLine]] = {member_id: [] for member_id in known}
    for line in dossier.budget.expenses:
        worked, paid = dossier.members_of_people.get(line.person_id, ""), _paid_member(line, catalog)
        where = line.destination
        place = where.target_id if where and where.kind is DestinationKind.PLACE else ""
        for member_id in {worked, paid, place} & known.keys():
            lines[member_id].append(PartLine(line, paid == member_id, place == member_id, worked == member_id))
    acts: dict[str, list[PartAct]] = {member_id: [] for member_id in known}
    for use in dossier.uses_by_id.values():
        for rank, commitment in enumerate(use.commitments):
            in_charge = dossier.member_in_charge(commitment.responsible_id)
            if in_charge:
                acts[in_charge].append(PartAct(use.resource_id, rank, commitment))
    consortium, incomes = dossier.settings.consortium, _incomes(dossier)
    return {
        member.id: MemberPart(
            member=member,
            lead_id=consortium.lead_id,
            mandate=consortium.mandate,
            lines=tuple(lines[member.id]),
            incomes=tuple(incomes.get(member.id, ())),
            acts=tuple(acts[member.id]),
        )
        for member in known.values()
    }


def _incomes(dossier: Dossier) -> dict[str, list[Income]]:
    """What each member brings: the incomes of which it is a funder, alone or with others."""
    by_name = {_listed(name): one.id for one in reversed(dossier.members) for name in (one.name, one.id) if name}
    found: dict[str, list[Income]] = {}
    for line in dossier.budget.incomes:
        for member_id in _named_in(line.funder, by_name):
            found.setdefault(member_id, []).append(line)
    return found


def _listed(cell: str) -> tuple[str, ...]:
    """The names of a cell that lists several: « Baraka, La Coroutine et Mons Fabrica »."""
    return tuple(name for one in _BETWEEN.split(funder_key(cell)) if (name := one.strip("-")))


def _named_in(cell: str, by_name: Mapping[tuple[str, ...], str]) -> list[str]:
    """The members that a cell names, in its order; only whole names: « La Cour des comptes » is not La Cour."""
    names, longest = _listed(cell), max(map(len, by_name), default=0)
    found: dict[str, None] = {}
    at = 0
    while at < len(names):
        # « Pain et Sel » is one name before it is two.
        ends = range(min(len(names), at + longest), at, -1)
        end = next((one for one in ends if names[at:one] in by_name), None)
        if end is not None:
            found[by_name[names[at:end]]] = None
        at = end or at + 1
    return list(found)


def _paid_member(line: Expense, catalog: Catalog) -> str:
    if line.payee is None or line.payee.kind is PayeeKind.THIRD_PARTY:
        return ""
    if line.payee.kind is PayeeKind.MEMBER:
        return line.payee.name
    resource = catalog.get(line.destination.target_id) if line.destination else None
    steward = resource.steward if resource else None
    return (steward.member_id or "") if steward else ""
