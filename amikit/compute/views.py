"""The budget grouped by destination, axis, year, account, payee, funder.

The lines of a view add up exactly to the lines it was given.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import TypeVar

from amikit.compute.funders import funder_key, is_same_funder
from amikit.compute.passing_on import is_invoiced, passes_money_on
from amikit.compute.periods import calendar_years
from amikit.compute.shares import Shares, leaves_something_open
from amikit.i18n import Text
from amikit.model.accounts import AccountPlan, account_label, plain_code
from amikit.model.budget import DestinationKind, Expense, Funding, Income, PayeeKind
from amikit.model.call import Call
from amikit.model.catalog import Catalog
from amikit.model.dossier import Dossier
from amikit.money import round_to_euros

_Key = TypeVar("_Key")
_AnyLine = TypeVar("_AnyLine", Expense, Income)
_Kind = TypeVar("_Kind", bound=StrEnum)


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewLine:
    """One line of a view: an amount, its share of the view's total, and the budget lines it adds up."""

    id: str
    label: Text
    cents: int
    rate: Fraction
    line_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DestinationLine(ViewLine):
    """What feeds one destination, and the part that counts to it."""

    kind: DestinationKind | None
    """None for lines without a destination."""
    counted_cents: int = 0
    """Of which counts to that resource."""


@dataclass(frozen=True, slots=True, kw_only=True)
class YearLine(ViewLine):
    """What is spent in one calendar year, and what is asked for it."""

    year: int | None
    asked_cents: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PayeeLine(ViewLine):
    """What one payee receives."""

    kind: PayeeKind | None
    """None for lines that do not say who is paid."""
    hours: Fraction = Fraction(0)
    """Paid hours; volunteering is elsewhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountLine(ViewLine):
    """One account of the form."""

    euros: int
    """Without cents, so that the lines still add up to the rounded total."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FunderLine(ViewLine):
    """What one funder brings, with how sure it is."""

    status: Funding


def by_resource(
    lines: Iterable[Expense], dossier: Dossier, catalog: Catalog, shares: Shares
) -> tuple[DestinationLine, ...]:
    """What is meant for each destination, whatever counts: resources by amount, places, coordination."""

    groups = _grouped(lines, destination_of)
    total = _sum(groups)
    view = [
        DestinationLine(
            id=f"{kind.value}:{target_id}" if kind and target_id else kind.value if kind else "",
            label=destination_label(kind, target_id, dossier, catalog),
            cents=_cents(group),
            rate=rate_of(_cents(group), total),
            line_ids=ids_of(group),
            kind=kind,
            counted_cents=shares.by_resource.get(target_id, 0) if kind is DestinationKind.RESOURCE else 0,
        )
        for (kind, target_id), group in groups.items()
    ]
    order = {kind: place for place, kind in enumerate([*DestinationKind, None])}
    return tuple(sorted(view, key=lambda line: (order[line.kind], -line.cents, line.id)))


def destination_of(line: Expense) -> tuple[DestinationKind | None, str]:
    """What a line feeds; None and nothing when it does not say."""
    return (line.destination.kind, line.destination.target_id) if line.destination else (None, "")


def destination_label(kind: DestinationKind | None, target_id: str, dossier: Dossier, catalog: Catalog) -> Text:
    """The name of what is fed."""
    if kind is DestinationKind.RESOURCE:
        resource = catalog.get(target_id)
        return _name(resource.name if resource else target_id)
    if kind is DestinationKind.PLACE:
        return _member_name(target_id, dossier)
    return _NO_DESTINATION if kind is None else _COORDINATION


def by_axis(lines: Iterable[Expense], dossier: Dossier) -> tuple[ViewLine, ...]:
    """The axes in the dossier's order, the empty ones too; then what names another axis, or none."""
    labels = {axis.id: _name(axis.title or axis.id) for axis in dossier.settings.axes}
    groups: dict[str, list[Expense]] = {axis_id: [] for axis_id in labels} | _grouped(lines, lambda line: line.axis_id)
    no_axis = groups.pop("", None)
    if no_axis:
        groups[""] = no_axis
    total = _sum(groups)
    return tuple(
        ViewLine(
            id=axis_id,
            label=labels.get(axis_id, _name(axis_id)) if axis_id else _NO_AXIS,
            cents=_cents(group),
            rate=rate_of(_cents(group), total),
            line_ids=ids_of(group),
        )
        for axis_id, group in groups.items()
    )


def by_year(lines: Iterable[Expense], asked: Iterable[Income], dossier: Dossier) -> tuple[YearLine, ...]:
    """The years of the project and those that lines name, in order; then what names none."""
    charges = _grouped(lines, lambda line: line.year)
    incomes = _grouped(asked, lambda line: line.year)
    written = {*charges, *incomes}
    years = sorted({year for year in written if year is not None} | set(calendar_years(dossier.settings.period)))
    total = _sum(charges)
    return tuple(
        YearLine(
            id="" if year is None else str(year),
            label=_NO_YEAR if year is None else _name(str(year)),
            cents=_cents(charges.get(year, [])),
            rate=rate_of(_cents(charges.get(year, [])), total),
            line_ids=ids_of(charges.get(year, [])),
            year=year,
            asked_cents=_cents(incomes.get(year, [])),
        )
        for year in [*years, *([None] if None in written else [])]
    )


def by_account(
    lines: Iterable[_AnyLine],
    account: Callable[[_AnyLine], str],
    plan: AccountPlan = AccountPlan.IN_FORCE,
    worth: Callable[[_AnyLine], int] = lambda line: line.cents,
) -> tuple[AccountLine, ...]:
    """The accounts as they were written, in order; then what names none."""
    groups = _grouped(lines, lambda line: plain_code(account(line)))
    cents = {code: sum(worth(line) for line in group) for code, group in groups.items()}
    total = sum(cents.values())
    codes = sorted(groups, key=lambda code: (not code, code))
    return tuple(
        AccountLine(
            id=code,
            label=(account_label(code, plan) or _name(code)) if code else _NO_ACCOUNT,
            cents=cents[code],
            rate=rate_of(cents[code], total),
            line_ids=ids_of(groups[code]),
            euros=euros,
        )
        for code, euros in zip(codes, round_to_euros([cents[code] for code in codes]), strict=True)
    )


class Way(StrEnum):
    """How money goes to a resource: the three are not worth the same, and only one needs an authorisation."""

    CONTRIBUTION = "contribution"
    """Work that leaves something open to everyone."""
    PURCHASE = "achat"
    """A service bought from whoever looks after it, with an invoice."""
    AID = "reversement"
    """A subsidy passed on, without an invoice."""
    OTHER = "autre"


def way_of(line: Expense, dossier: Dossier) -> Way:
    """How a cash line reaches its resource: passed on, else for something open, else bought."""
    if passes_money_on(line, dossier):
        return Way.AID
    if leaves_something_open(line):
        return Way.CONTRIBUTION
    return Way.PURCHASE if is_invoiced(line) else Way.OTHER


def by_way(lines: Iterable[Expense], dossier: Dossier) -> tuple[ViewLine, ...]:
    """What goes to resources, by how it goes, in the order of ``Way``; the empty ones are left out."""
    fed = [line for line in lines if line.destination and line.destination.kind is DestinationKind.RESOURCE]
    groups = _grouped(fed, lambda line: way_of(line, dossier))
    return _in_order(groups, {way: WAY_WORDS[way] for way in Way})


def by_status(lines: Iterable[Income]) -> tuple[ViewLine, ...]:
    """The financing plan in three lines: asked, acquired, own funds; the empty ones are left out."""
    return _in_order(_grouped(lines, lambda line: line.status), {status: STATUS_WORDS[status] for status in Funding})


def _in_order(groups: Mapping[_Kind, list[_AnyLine]], labels: Mapping[_Kind, Text]) -> tuple[ViewLine, ...]:
    total = _sum(groups)
    return tuple(
        ViewLine(
            id=kind.value,
            label=label,
            cents=_cents(groups[kind]),
            rate=rate_of(_cents(groups[kind]), total),
            line_ids=ids_of(groups[kind]),
        )
        for kind, label in labels.items()
        if kind in groups
    )


def by_payee(lines: Iterable[Expense], dossier: Dossier, catalog: Catalog) -> tuple[PayeeLine, ...]:
    """Who is paid, by amount: members, stewards, third parties; then what says nothing.

    A steward who is a member is that member.
    """
    groups = _grouped(lines, lambda line: payee_of(line, dossier, catalog))
    total = _sum(groups)
    order = {kind: place for place, kind in enumerate([*PayeeKind, None])}
    view = [
        PayeeLine(
            id=payee_id,
            label=payee_label(kind, payee_id, dossier, catalog),
            cents=_cents(group),
            rate=rate_of(_cents(group), total),
            line_ids=ids_of(group),
            kind=kind,
            hours=sum((hours for line in group if (hours := line.worked_hours)), Fraction(0)),
        )
        for (kind, payee_id), group in groups.items()
    ]
    return tuple(sorted(view, key=lambda line: (order[line.kind], -line.cents, line.id)))


def payee_of(line: Expense, dossier: Dossier, catalog: Catalog) -> tuple[PayeeKind | None, str]:
    """Who a line pays, a steward who is a member being that member; None and nothing when it does not say."""
    payee = line.payee
    if payee is None or not str(payee):
        return None, ""
    if payee.kind is not PayeeKind.STEWARD:
        return payee.kind, payee.name
    target_id = line.destination.target_id if line.destination else ""
    resource = catalog.get(target_id)
    if resource is None:
        return PayeeKind.STEWARD, ""
    member_id = resource.steward.member_id if resource.steward else None
    if member_id is not None and member_id in dossier.members_by_id:
        return PayeeKind.MEMBER, member_id
    return PayeeKind.STEWARD, resource.id


def payee_label(kind: PayeeKind | None, payee_id: str, dossier: Dossier, catalog: Catalog) -> Text:
    """The name of who is paid."""
    if kind is None:
        return _NO_PAYEE
    if kind is PayeeKind.MEMBER:
        return _member_name(payee_id, dossier)
    if kind is PayeeKind.THIRD_PARTY:
        return _name(payee_id)
    resource = catalog.get(payee_id)
    if resource is None:
        return _SOME_STEWARD
    name = resource.steward.name if resource.steward else ""
    if not name:
        return Text(f"Porteur ({resource.name})", f"Steward ({resource.name})")
    return Text(f"{name} (porteur, {resource.name})", f"{name} (steward, {resource.name})")


def by_funder(lines: Iterable[Income], call: Call) -> tuple[FunderLine, ...]:
    """Who funds, and how sure it is, in the order of the file."""
    groups = _grouped(lines, lambda line: (funder_key(line.funder), line.status))
    total = _sum(groups)
    return tuple(
        FunderLine(
            id=group[0].funder.strip(),
            label=_funder_label(group[0].funder.strip(), status, call),
            cents=_cents(group),
            rate=rate_of(_cents(group), total),
            line_ids=ids_of(group),
            status=status,
        )
        for (_, status), group in groups.items()
    )


def _funder_label(funder: str, status: Funding, call: Call) -> Text:
    if not funder:
        return _OWN_FUNDS if status is Funding.OWN else _NO_FUNDER
    return _name(call.funder_name if call.funder_name and is_same_funder(funder, call.funder) else funder)


def _grouped(lines: Iterable[_AnyLine], key: Callable[[_AnyLine], _Key]) -> dict[_Key, list[_AnyLine]]:
    groups: dict[_Key, list[_AnyLine]] = {}
    for line in lines:
        groups.setdefault(key(line), []).append(line)
    return groups


def _sum(groups: Mapping[_Key, list[_AnyLine]]) -> int:
    return sum(_cents(group) for group in groups.values())


def _cents(lines: Iterable[Expense] | Iterable[Income]) -> int:
    return sum(line.cents for line in lines)


def ids_of(lines: Iterable[Expense] | Iterable[Income]) -> tuple[str, ...]:
    """The identifiers of lines, in their order."""
    return tuple(line.id for line in lines)


def rate_of(cents: int, total_cents: int) -> Fraction:
    """An amount as a share of a total; 0 when the total is, for nothing has no share."""
    return Fraction(cents, total_cents) if total_cents else Fraction(0)


def _name(name: str) -> Text:
    return Text.same(name)


def _member_name(member_id: str, dossier: Dossier) -> Text:
    member = dossier.members_by_id.get(member_id)
    return _name(member.name if member and member.name else member_id)


_COORDINATION = Text("Coordination", "Coordination")
_NO_DESTINATION = Text("Sans destination", "No destination")
_NO_AXIS = Text("Sans axe", "No axis")
_NO_YEAR = Text("Sans année", "No year")
_NO_ACCOUNT = Text("Sans compte", "No account")
_NO_PAYEE = Text("Bénéficiaire non précisé", "Payee not given")
_SOME_STEWARD = Text("Porteur d'une ressource", "Steward of a resource")
_OWN_FUNDS = Text("Fonds propres", "Own funds")
_NO_FUNDER = Text("Financeur non précisé", "Funder not given")
WAY_WORDS: Mapping[Way, Text] = {
    Way.CONTRIBUTION: Text("Travail qui laisse un livrable ouvert", "Work that leaves something open"),
    Way.PURCHASE: Text("Prestation achetée, sur facture", "Service bought, with an invoice"),
    Way.AID: Text("Aide reversée, à autoriser", "Aid passed on, to be authorised"),
    Way.OTHER: Text("Autre", "Other"),
}
STATUS_WORDS: Mapping[Funding, Text] = {
    Funding.ASKED: Text("Sollicité", "Asked"),
    Funding.ACQUIRED: Text("Acquis", "Acquired"),
    Funding.OWN: Text("Fonds propres", "Own funds"),
}
