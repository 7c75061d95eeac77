"""What was promised against what was done: line by line, then by resource, by who is paid and by person.

Money, paid hours and volunteering are never added together. What no line of the budget plans is
counted apart, so that nothing done is lost and nothing planned looks done. What is left of several lines
is what is left of each: more done on one never makes up for another.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any, TypeVar

from amikit.compute.progress import Measure, Progress
from amikit.compute.proposal import Proposal
from amikit.compute.views import destination_label, destination_of, payee_label, payee_of
from amikit.i18n import Text
from amikit.model.accounts import INDIRECT, AccountPlan, in_kind_account, plain_code
from amikit.model.budget import BudgetLine, DestinationKind, Expense, Income, Nature, PayeeKind
from amikit.model.contributions import Contribution, ContributionKind
from amikit.money import round_half_up

_Key = TypeVar("_Key", bound=Hashable)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tracked:
    """A line, or what several have in common: planned and done."""

    id: str
    label: Text
    cents: Measure = field(default_factory=Measure)
    """Money; for a line in kind, what it is valued at."""
    hours: Measure = field(default_factory=Measure)
    """Paid hours."""
    unpaid_hours: Measure = field(default_factory=Measure)
    """Volunteering."""
    line_ids: tuple[str, ...] = ()

    @property
    def measure(self) -> Measure:
        """What its progress is read from: money first, else the hours given."""
        return self.cents or self.unpaid_hours

    @property
    def progress(self) -> Progress:
        """How far it is."""
        return self.measure.progress


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackedLine(Tracked):
    """One line of the budget, or what was done outside it (without id)."""

    line: BudgetLine | None
    nature: Nature
    is_due: bool
    """Whether it should be done by the day of the report: only then is a delay a gap."""
    destination_id: str = ""
    """What it feeds, as ``by_resource`` names it; empty for an income, or for what several destinations share."""
    payee_id: str = ""
    """Who is paid, as ``by_payee`` names it."""

    @property
    def measure(self) -> Measure:
        """Volunteering is counted in hours whatever its value; anything else in euros."""
        if self.nature is Nature.VOLUNTEERING and self.unpaid_hours:
            return self.unpaid_hours
        return self.cents or self.unpaid_hours

    @property
    def is_gap(self) -> bool:
        """Whether a funder would ask why: more than planned, unplanned, or late."""
        return bool(self.measure.over) or (self.is_due and bool(self.measure.left))


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackedPerson(Tracked):
    """What one person was to be paid for, and was."""

    member_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """One contribution, with what it is worth and where it counts."""

    contribution: Contribution
    nature: Nature
    cents: int
    is_income: bool = False
    """Money received, for a line of the incomes."""
    destination_id: str = ""
    payee_id: str = ""
    person_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp:
    """Where the project stands on a day, against its plan."""

    on: date
    expenses: tuple[TrackedLine, ...]
    """Every line of ``depenses.csv``, then what was done outside them."""
    incomes: tuple[TrackedLine, ...]
    """Money alone: what comes in kind is the other side of what is given in kind."""
    by_resource: tuple[Tracked, ...]
    """Resources first, then places and coordination; money is cash alone."""
    by_payee: tuple[Tracked, ...]
    """Members first, then stewards and third parties."""
    by_person: tuple[TrackedPerson, ...]
    acts: tuple[Contribution, ...] = ()
    """Acts that were done, in the order of the file."""
    deeds: tuple[Deed, ...] = ()
    """Everything else that was done or received, in the order of the file."""
    destination_kinds: Mapping[str, DestinationKind | None] = field(default_factory=dict)
    """Of each id of ``by_resource``."""

    @property
    def total(self) -> Measure:
        """Money spent, against the charges planned."""
        return sum((one.cents for one in self.by_resource), Measure())

    @property
    def received(self) -> Measure:
        """Money received, against the incomes planned."""
        return sum((one.cents for one in self.incomes), Measure())

    @property
    def indirect(self) -> Measure:
        """Of the money spent, the running costs charged to the project."""
        lines = (one for one in self.expenses if one.line is not None and one.nature is Nature.CASH)
        return sum((one.cents for one in lines if one.line and plain_code(one.line.account) == INDIRECT), Measure())

    @property
    def gaps(self) -> tuple[TrackedLine, ...]:
        """What asks for an explanation."""
        return tuple(one for one in (*self.expenses, *self.incomes) if one.is_gap)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was declared yet."""
        return not any(one.measure.done for one in (*self.expenses, *self.incomes)) and not self.acts


@dataclass(frozen=True, slots=True)
class _Entry:
    """A plan or a deed, seen from all sides: what groups it, and what it adds."""

    line: BudgetLine | None
    nature: Nature
    destination: tuple[DestinationKind | None, str]
    payee: tuple[PayeeKind | None, str]
    person_id: str
    cents: Measure
    hours: Measure

    @property
    def is_cash(self) -> bool:
        return self.nature is Nature.CASH

    @property
    def paid_hours(self) -> Measure:
        return self.hours if self.is_cash else Measure()

    @property
    def unpaid_hours(self) -> Measure:
        return self.hours if self.nature is Nature.VOLUNTEERING else Measure()


def compute_followup(proposal: Proposal, contributions: Iterable[Contribution], on: date) -> FollowUp:
    """Set what was declared against the budget, as it stands on a day; contributions were checked before."""
    done = tuple(contributions)
    incomes_by_id = {line.id: line for line in reversed(proposal.dossier.budget.incomes)}
    is_received = [one.line_id in incomes_by_id for one in done]
    entries = [
        *(_planned(line, proposal) for line in proposal.dossier.budget.expenses),
        *(_done(one, proposal) for one, received in zip(done, is_received, strict=True) if _counts(one, received)),
    ]
    received = [one for one, is_income in zip(done, is_received, strict=True) if is_income]
    return FollowUp(
        on=on,
        expenses=tuple(_lines(entries, proposal, on)),
        incomes=tuple(
            _income(line, received, proposal, on) for line in proposal.dossier.budget.incomes if line.is_cash
        ),
        by_resource=_by_resource(entries, proposal),
        by_payee=_by_payee(entries, proposal),
        by_person=tuple(_by_person(entries, proposal)),
        deeds=tuple(
            _deed(one, proposal, is_received=is_income)
            for one, is_income in zip(done, is_received, strict=True)
            if one.kind is not ContributionKind.ACT
        ),
        acts=tuple(one for one in done if one.kind is ContributionKind.ACT),
        destination_kinds={_destination_id(*entry.destination): entry.destination[0] for entry in entries},
    )


def account_of(one: TrackedLine, plan: AccountPlan) -> str:
    """The account that a line is shown under; empty when it names none."""
    account = plain_code(one.line.account) if one.line else ""
    return account if account or one.nature is Nature.CASH else in_kind_account(one.nature, is_income=False, plan=plan)


def _counts(one: Contribution, is_received: bool) -> bool:
    return not is_received and one.kind is not ContributionKind.ACT


def _planned(line: Expense, proposal: Proposal) -> _Entry:
    payee = _payee_of(line, line.person_id, proposal)
    hours = line.worked_hours if line.is_cash or line.nature is Nature.VOLUNTEERING else Fraction(0)
    cents = Measure(line.cents)
    return _Entry(line, line.nature, destination_of(line), payee, line.person_id, cents, Measure(hours))


def _done(one: Contribution, proposal: Proposal) -> _Entry:
    """What a contribution did; the line that it carries out says what it does not."""
    dossier = proposal.dossier
    line = dossier.budget.expenses_by_id.get(one.line_id)
    destination = destination_of(line) if line else (DestinationKind.RESOURCE, one.resource_id)
    person_id = one.person_id or (line.person_id if line else "")
    payee = _payee_of(line, line.person_id if line else person_id, proposal)
    nature = one.kind.nature or Nature.CASH
    cents = Measure(0, _worth(one, line, dossier.settings.volunteering_rate_cents))
    return _Entry(line, nature, destination, payee, person_id, cents, Measure(0, one.hours or Fraction(0)))


def _deed(one: Contribution, proposal: Proposal, *, is_received: bool) -> Deed:
    if is_received:
        return Deed(contribution=one, nature=Nature.CASH, cents=one.amount_cents or 0, is_income=True)
    entry = _done(one, proposal)
    return Deed(
        contribution=one,
        nature=entry.nature,
        cents=int(entry.cents.done),
        destination_id=_destination_id(*entry.destination),
        payee_id=_payee_id(*entry.payee) if entry.is_cash else "",
        person_id=entry.person_id,
    )


def _payee_of(line: Expense | None, person_id: str, proposal: Proposal) -> tuple[PayeeKind | None, str]:
    """Who is paid, as the line says; else the member of a person, the same for a line and all that is done of it."""
    dossier = proposal.dossier
    payee = payee_of(line, dossier, proposal.catalog) if line else (None, "")
    if payee[0] is not None:
        return payee
    member_id = next((person.member_id for person in dossier.settings.people if person.id == person_id), "")
    return (PayeeKind.MEMBER, member_id) if member_id else (None, "")


def _worth(one: Contribution, line: Expense | None, volunteering_rate_cents: int | None) -> int:
    """The amount; else the hours, at the rate of the line or of the dossier."""
    if one.amount_cents is not None:
        return one.amount_cents
    rate = Fraction(0)
    if line is not None and line.worked_hours:
        rate = Fraction(line.rate_cents) if line.rate_cents else line.cents / line.worked_hours
    elif one.kind is ContributionKind.VOLUNTEERING:
        rate = Fraction(volunteering_rate_cents or 0)
    return round_half_up((one.hours or 0) * rate)


def _lines(entries: Iterable[_Entry], proposal: Proposal, on: date) -> Iterator[TrackedLine]:
    for (line_id, nature), group in _grouped(
        entries, lambda one: (one.line.id if one.line else "", one.nature)
    ).items():
        line = group[0].line
        yield TrackedLine(
            id=line_id,
            label=Text.same(line.label or line.id) if line else _OUTSIDE,
            **_sums(group, is_cash=False),
            line=line,
            nature=nature,
            is_due=line is not None and _is_due(line, proposal, on),
            destination_id=_destination_id(*group[0].destination) if line else "",
            payee_id=_payee_id(*group[0].payee) if line and group[0].is_cash else "",
        )


def _income(line: Income, received: Iterable[Contribution], proposal: Proposal, on: date) -> TrackedLine:
    done = [one for one in received if one.line_id == line.id]
    return TrackedLine(
        id=line.id,
        label=Text.same(line.label or line.funder or line.id),
        cents=Measure(line.cents, sum(one.amount_cents or 0 for one in done)),
        line_ids=(line.id,),
        line=line,
        nature=line.nature,
        is_due=_is_due(line, proposal, on),
    )


def _is_due(line: BudgetLine, proposal: Proposal, on: date) -> bool:
    """Whether its year, or the project, is over."""
    end_on = proposal.dossier.settings.period.end_on
    return (line.year is not None and line.year < on.year) or (end_on is not None and end_on < on)


def _by_resource(entries: Iterable[_Entry], proposal: Proposal) -> tuple[Tracked, ...]:
    groups = _grouped(entries, lambda one: one.destination)
    order = {kind: place for place, kind in enumerate([*DestinationKind, None])}
    made = [
        (
            order[kind],
            Tracked(
                id=_destination_id(kind, target_id),
                label=destination_label(kind, target_id, proposal.dossier, proposal.catalog),
                **_sums(group),
            ),
        )
        for (kind, target_id), group in groups.items()
    ]
    return _ordered(made)


def _destination_id(kind: DestinationKind | None, target_id: str) -> str:
    return f"{kind.value}:{target_id}" if kind and target_id else kind.value if kind else ""


def _payee_id(kind: PayeeKind | None, payee_id: str) -> str:
    return f"{kind.value}:{payee_id}" if kind else ""


def _by_payee(entries: Iterable[_Entry], proposal: Proposal) -> tuple[Tracked, ...]:
    groups = _grouped((one for one in entries if one.is_cash), lambda one: one.payee)
    order = {kind: place for place, kind in enumerate([*PayeeKind, None])}
    made = [
        (
            order[kind],
            Tracked(
                id=_payee_id(kind, payee_id),
                label=payee_label(kind, payee_id, proposal.dossier, proposal.catalog),
                **_sums(group),
            ),
        )
        for (kind, payee_id), group in groups.items()
    ]
    return _ordered(made)


def _by_person(entries: Iterable[_Entry], proposal: Proposal) -> Iterator[TrackedPerson]:
    """The people of the dossier who have something to do, in its order."""
    groups = _grouped(entries, lambda one: one.person_id)
    for person in proposal.dossier.settings.people:
        if person.id in groups:
            sums = _sums(groups.pop(person.id))
            yield TrackedPerson(
                id=person.id, label=Text.same(person.name or person.id), member_id=person.member_id, **sums
            )
    for person_id, group in groups.items():
        if person_id:
            yield TrackedPerson(id=person_id, label=Text.same(person_id), **_sums(group))


def _ordered(made: Iterable[tuple[int, Tracked]]) -> tuple[Tracked, ...]:
    """By kind, then by what was planned, the largest first."""
    ordered = sorted(made, key=lambda pair: (pair[0], -pair[1].cents.forecast, -pair[1].cents.done, pair[1].id))
    return tuple(tracked for _, tracked in ordered)


def _sums(group: Iterable[_Entry], *, is_cash: bool = True) -> dict[str, Any]:
    """What a group adds up to, line by line: cash alone, unless it is one line."""
    entries = list(group)
    return {
        "cents": _line_by_line((one, one.cents) for one in entries if one.is_cash or not is_cash),
        "hours": _line_by_line((one, one.paid_hours) for one in entries),
        "unpaid_hours": _line_by_line((one, one.unpaid_hours) for one in entries),
        "line_ids": tuple(dict.fromkeys(one.line.id for one in entries if one.line)),
    }


def _line_by_line(measured: Iterable[tuple[_Entry, Measure]]) -> Measure:
    """The sum of what each line plans and of what was done of it."""
    lines: dict[tuple[str, Nature], Measure] = {}
    for one, measure in measured:
        key = (one.line.id if one.line else "", one.nature)
        lines[key] = lines.get(key, Measure()).within(measure)
    return sum(lines.values(), Measure())


def _grouped(entries: Iterable[_Entry], key: Callable[[_Entry], _Key]) -> dict[_Key, list[_Entry]]:
    groups: dict[_Key, list[_Entry]] = {}
    for entry in entries:
        groups.setdefault(key(entry), []).append(entry)
    return groups


_OUTSIDE = Text("Hors du budget prévu", "Outside the planned budget")
