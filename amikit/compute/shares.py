"""Who the money goes to: resources, places, coordination. The number this tool exists for.

A label is not enough: a line counts to resources when its steward is paid, or when it
leaves something open to everyone, published somewhere.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from functools import cached_property

from amikit.compute.funders import is_same_funder
from amikit.compute.reason import Reason
from amikit.i18n import Text
from amikit.model.budget import DestinationKind, Expense, PayeeKind
from amikit.model.call import Call
from amikit.model.catalog import Catalog, Resource
from amikit.model.consortium import Member
from amikit.model.dossier import Dossier


class Hands(StrEnum):
    """Whose hands receive money that counts to resources."""

    STEWARD = "porteur"
    MEMBER = "membre"
    OTHER = "autre"


@dataclass(frozen=True, slots=True)
class LineShare:
    """Where one cash line counts, and why."""

    line_id: str
    cents: int
    kind: DestinationKind
    target_id: str
    """The resource or the place it counts to; empty for coordination."""
    reason: Reason
    hands: Hands | None = None
    """Who receives it, when it counts to a resource."""
    is_own: bool = False
    """Whether its resource is known to this dossier alone."""
    is_member_stewarded: bool = False
    """Whether its resource is looked after by a member of the consortium."""


@dataclass(frozen=True)
class Shares:
    """How cash lines divide between resources, places and coordination; two of them add up."""

    lines: tuple[LineShare, ...] = ()
    counts_own: bool = False
    """Whether the minimum counts the consortium's own resources: the call says so."""
    min_rate: Fraction | None = None
    """The least share to resources, the higher of the call's and the consortium's; None when neither sets one."""

    asked_cents: int = 0
    """The amount asked, when these are the lines that the call's funder pays: lines that name nobody
    must not raise the share of what is asked."""

    @cached_property
    def by_resource(self) -> Mapping[str, int]:
        """Cents that count to each resource."""
        return self._by_target(DestinationKind.RESOURCE)

    @cached_property
    def by_place(self) -> Mapping[str, int]:
        """Cents that count to each place."""
        return self._by_target(DestinationKind.PLACE)

    @cached_property
    def total_cents(self) -> int:
        """All the cash lines, coordination included, whoever funds them; the amount asked when it is more."""
        return max(sum(line.cents for line in self.lines), self.asked_cents)

    @property
    def resources_cents(self) -> int:
        """What counts to resources."""
        return sum(self.by_resource.values())

    @property
    def places_cents(self) -> int:
        """What counts to places."""
        return sum(self.by_place.values())

    @property
    def coordination_cents(self) -> int:
        """What counts to neither: coordination."""
        return sum(line.cents for line in self.lines if line.kind is DestinationKind.COORDINATION)

    def _by_target(self, kind: DestinationKind) -> dict[str, int]:
        cents: dict[str, int] = {}
        for line in self.lines:
            if line.kind is kind:
                cents[line.target_id] = cents.get(line.target_id, 0) + line.cents
        return cents

    def __add__(self, other: Shares) -> Shares:
        return replace(self, lines=self.lines + other.lines)

    @property
    def to_stewards_cents(self) -> int:
        """Of what counts to resources, what their stewards receive."""
        return self._in_hands(Hands.STEWARD)

    @property
    def to_member_stewards_cents(self) -> int:
        """Of what stewards receive, what goes to those that are members."""
        return sum(line.cents for line in self.lines if line.hands is Hands.STEWARD and line.is_member_stewarded)

    @property
    def to_members_cents(self) -> int:
        """Of what counts to resources, what members receive without being the steward."""
        return self._in_hands(Hands.MEMBER)

    @property
    def to_others_cents(self) -> int:
        """Of what counts to resources, what anyone else receives."""
        return self._in_hands(Hands.OTHER)

    @property
    def member_stewarded_cents(self) -> int:
        """Of what counts to resources, what goes to those that a member looks after."""
        return sum(line.cents for line in self.lines if line.is_member_stewarded)

    @property
    def own_resources_cents(self) -> int:
        """Of what counts to resources, what goes to those that only this dossier knows."""
        return sum(line.cents for line in self.lines if line.is_own)

    @property
    def set_apart_cents(self) -> int:
        """Of what counts to resources, what goes to the consortium's own ones.

        A resource both stewarded by a member and known to this dossier alone is counted once.
        """
        return sum(line.cents for line in self.lines if line.is_own or line.is_member_stewarded)

    @property
    def min_cents(self) -> int:
        """The least amount that reaches the minimum, rounded up to the cent; 0 without a minimum."""
        return math.ceil((self.min_rate or 0) * self.total_cents)

    @property
    def reached_cents(self) -> int:
        """What is compared to the minimum: money to resources, without the consortium's own ones."""
        return self.resources_cents if self.counts_own else self.resources_cents - self.set_apart_cents

    @property
    def reached_rate(self) -> Fraction:
        """What is compared to the minimum, as a share of all cash lines."""
        return self.rate(self.reached_cents)

    @property
    def is_reached(self) -> bool | None:
        """Whether the minimum is reached, compared exactly; None without a minimum, or while nothing is spent."""
        if self.min_rate is None or not self.total_cents:
            return None
        return self.reached_rate >= self.min_rate

    @property
    def resources_rate(self) -> Fraction:
        """The number this tool exists for: what counts to resources, of all cash lines."""
        return self.rate(self.resources_cents)

    @property
    def places_rate(self) -> Fraction:
        """What counts to places, of all cash lines."""
        return self.rate(self.places_cents)

    @property
    def coordination_rate(self) -> Fraction:
        """What counts to coordination, of all cash lines."""
        return self.rate(self.coordination_cents)

    @property
    def reason(self) -> Reason:
        """``41 000,00 € sur 52 000,00 € = 78,8 %``."""
        facts = {
            "resources_cents": self.resources_cents,
            "total_cents": self.total_cents,
            "resources_rate": self.resources_rate,
        }
        return Reason(_SHARE, facts)

    def rate(self, cents: int) -> Fraction:
        """An amount as a share of all these lines; 0 when there are none."""
        return Fraction(cents, self.total_cents) if self.total_cents else Fraction(0)

    def of_resource(self, resource_id: str, hands: Hands | None = None) -> int:
        """What counts to that resource, in all hands or in those."""
        return sum(
            line.cents
            for line in self.lines
            if line.kind is DestinationKind.RESOURCE
            and line.target_id == resource_id
            and (hands is None or line.hands is hands)
        )

    def _in_hands(self, hands: Hands) -> int:
        return sum(line.cents for line in self.lines if line.hands is hands)


def compute_shares(lines: Iterable[Expense], dossier: Dossier, catalog: Catalog, call: Call) -> Shares:
    """How the cash lines among these divide; the others are left out."""
    members = dossier.members_by_id
    counted = tuple(classify(line, members, catalog) for line in lines if line.is_cash)
    rates = [rate for rate in (dossier.settings.commons_min_rate, call.commons_min_rate) if rate is not None]
    return Shares(counted, call.counts_own_resources, max(rates, default=None))


def compute_asked_shares(shares: Shares, dossier: Dossier, call: Call, asked_cents: int = 0) -> Shares | None:
    """The same over the lines that the call's funder pays for, of the amount asked; None when no line says so.

    ``shares`` are those of all the lines of the budget.
    """
    cash = (line for line in dossier.budget.expenses if line.is_cash)
    named = tuple(
        share for line, share in zip(cash, shares.lines, strict=True) if is_same_funder(line.funder, call.funder)
    )
    return replace(shares, lines=named, asked_cents=asked_cents) if named else None


def is_paid_to_steward(line: Expense, resource: Resource) -> bool:
    """Whether the line pays who looks after the resource it feeds; nobody is paid where nobody is known."""
    payee = line.payee
    if payee is None or not line.feeds(resource.id):
        return False
    if payee.kind is PayeeKind.STEWARD:
        return resource.steward is not None and bool(resource.steward.name)
    steward_id = resource.steward.member_id if resource.steward else None
    return payee.kind is PayeeKind.MEMBER and steward_id is not None and payee.name == steward_id


def leaves_something_open(line: Expense) -> bool:
    """Whether the line leaves something to everyone: what, under which open licence, and where."""
    return line.deliverable is not None and line.deliverable.is_shared


def classify(line: Expense, members: Mapping[str, Member], catalog: Catalog) -> LineShare:
    """Where a cash line counts: to its resource if the steward is paid or something open is left;
    otherwise to a place, or to coordination."""
    destination = line.destination
    resource = None
    if destination is not None and destination.kind is DestinationKind.RESOURCE:
        resource = catalog.get(destination.target_id)
    if resource is not None:
        hands = _hands(line, resource, members)
        why = _why_it_counts(line, resource, hands)
        if why is not None:
            steward_id = resource.steward.member_id if resource.steward else None
            return LineShare(
                line.id, line.cents, DestinationKind.RESOURCE, resource.id, why, hands,
                is_own=resource.id in catalog.own_ids, is_member_stewarded=steward_id in members,
            )  # fmt: skip
    missed = Reason(_MISSED, {"resource": resource.name}) if resource is not None else None
    return _elsewhere(line, members, missed)


def _hands(line: Expense, resource: Resource, members: Mapping[str, Member]) -> Hands:
    if is_paid_to_steward(line, resource):
        return Hands.STEWARD
    payee = line.payee
    is_member = payee is not None and payee.kind is PayeeKind.MEMBER and payee.name in members
    return Hands.MEMBER if is_member else Hands.OTHER


def _why_it_counts(line: Expense, resource: Resource, hands: Hands) -> Reason | None:
    """Why the line counts to the resource; None when it does not."""
    if hands is Hands.STEWARD:
        return Reason(_TO_STEWARD, {"resource": resource.name})
    deliverable = line.deliverable
    if deliverable is not None and leaves_something_open(line):
        facts = {"title": deliverable.title, "licence": deliverable.licence, "where": deliverable.where}
        return Reason(_SHARED, facts)
    return None


def _elsewhere(line: Expense, members: Mapping[str, Member], missed: Reason | None) -> LineShare:
    """To the place that is paid, else to the place that the line feeds, else to coordination."""
    payee, destination = line.payee, line.destination
    paid = members.get(payee.name) if payee is not None and payee.kind is PayeeKind.MEMBER else None
    fed = None
    if destination is not None and destination.kind is DestinationKind.PLACE:
        fed = members.get(destination.target_id)
    place, text = (paid, _PAID_PLACE) if paid is not None and paid.is_place else (fed, _FED_PLACE)
    kind, target_id, why = DestinationKind.COORDINATION, "", Reason(_COORDINATION)
    if place is not None and place.is_place:
        kind, target_id, why = DestinationKind.PLACE, place.id, Reason(text, {"place": place.name or place.id})
    reason = why if missed is None else missed.then(why, " : ")
    return LineShare(line.id, line.cents, kind, target_id, reason)


_SHARE = Text(
    "{resources_cents} sur {total_cents} = {resources_rate}", "{resources_cents} of {total_cents} = {resources_rate}"
)
_TO_STEWARD = Text("paie le porteur de la ressource {resource}", "pays the steward of the resource {resource}")
_SHARED = Text(
    "laisse à tout le monde « {title} » ({licence}, {where})", "leaves everyone “{title}” ({licence}, {where})"
)
_MISSED = Text(
    "destinée à {resource}, mais ne paie pas son porteur et ne nomme pas de livrable ouvert et publié",
    "meant for {resource}, but neither pays its steward nor names an open, published deliverable",
)
_PAID_PLACE = Text("paie {place}, un lieu", "pays {place}, a place")
_FED_PLACE = Text("destinée à {place}, un lieu", "meant for {place}, a place")
_COORDINATION = Text("compte pour la coordination", "counts to coordination")
