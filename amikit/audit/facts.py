"""What is kept of an answer to lay it beside others: a few figures of its annex, never the annex itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from sys import intern
from typing import Any

from amikit.annex.schema import fraction
from amikit.model.budget import Deliverable, DestinationKind, Nature, PayeeKind
from amikit.model.values import Period
from amikit.spelling import fold

MOST = 1_000
"""Resources, people, steps… of one answer: a real one has a hundred at most. What is beyond is left out, and said."""
_LONGEST_NAME = 200

Plain = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Use:
    """What one answer says of one resource."""

    id: str
    name: str
    steward: str
    is_own: bool
    """Whether only this consortium knows it."""
    is_declared: bool
    usages: tuple[str, ...]
    received_cents: int
    """Cash that counts to it: its steward is paid, or something open is left."""
    steward_cents: int
    """Of which to its steward."""
    promised_cents: int
    """Committed, as the register of the answer has it."""
    unpaid_hours: Fraction
    """Volunteer hours committed."""
    acts_count: int
    agreement: str
    """The steward's answer as the consortium reports it; empty when not asked."""
    unmet_count: int
    """Firm expectations that nothing answers."""


@dataclass(frozen=True, slots=True)
class Work:
    """The hours of somebody in one year, in one answer."""

    person: str
    year: int | None
    """None for hours that no year bounds."""
    paid_hours: Fraction
    unpaid_hours: Fraction


@dataclass(frozen=True, slots=True)
class Paid:
    """What somebody who is neither a member nor a steward is paid, in one answer."""

    payee: str
    cents: int


@dataclass(frozen=True, slots=True)
class Step:
    """What one answer spends on a next step of a resource."""

    resource_id: str
    step_id: str
    cents: int


@dataclass(frozen=True, slots=True)
class Choice:
    """Whether a piece of the answer is a shared resource; without one, the consortium brings its own."""

    about: str
    resource_id: str


@dataclass(frozen=True, slots=True)
class Facts:
    """One answer."""

    call_id: str
    call_title: str
    title: str
    consortium: str
    lead: str
    """What tells its lead from others: a SIRET, else a name."""
    members: tuple[str, ...]
    years: tuple[int, int] | None
    """The first and the last calendar year of its period."""
    period: Period
    is_draft: bool
    asked_cents: int
    cash_cents: int
    """All its cash lines."""
    uses: tuple[Use, ...]
    mentions_only: tuple[str, ...]
    needs: tuple[str, ...]
    choices: tuple[Choice, ...]
    people: tuple[str, ...]
    works: tuple[Work, ...]
    paid: tuple[Paid, ...]
    steps: tuple[Step, ...]
    is_cut: bool = False
    """Whether it names more than ``MOST`` resources, people or steps."""

    @property
    def call(self) -> str:
        """What the call is called."""
        return self.call_title or self.call_id

    @property
    def resources_cents(self) -> int:
        """What counts to resources."""
        return sum(use.received_cents for use in self.uses)

    @property
    def resources_rate(self) -> Fraction | None:
        """Their share of cash; None without any cash."""
        return Fraction(self.resources_cents, self.cash_cents) if self.cash_cents else None

    @property
    def who(self) -> str:
        """The name of the consortium, else those of its members."""
        return self.consortium or ", ".join(self.members)


def facts_of(annex: Plain) -> Facts:
    """The facts of an annex that ``verify`` accepted as one."""
    lists: dict[str, Sequence[Any]] = {
        "uses": list(_uses(annex)),
        "mentions_only": _words(annex["mentions_only"]),
        "needs": _words(annex["needs"]),
        "people": _words(annex["people"]),
        "works": list(_works(annex)),
        "paid": list(_paid(annex)),
        "steps": list(_steps(annex)),
    }
    members, period, call = annex["consortium"]["members"], annex["period"], annex["call"]
    return Facts(
        call_id=_name(call["id"]),
        call_title=_name(call["title"]),
        title=_name(annex["title"]),
        consortium=_name(annex["consortium"]["name"]),
        lead=_lead(annex["consortium"]),
        members=tuple(_name(member["name"] or member["id"]) for member in members[:MOST]),
        years=_years(period["start_on"], period["end_on"]),
        period=Period(start_on=_day(period["start_on"]), end_on=_day(period["end_on"])),
        is_draft=annex["is_draft"],
        asked_cents=annex["totals"]["asked_cents"],
        cash_cents=sum(line["cents"] for line in annex["budget"]["expenses"] if line["nature"] == Nature.CASH),
        choices=tuple(Choice(_name(one["about"]), _name(one["resource_id"])) for one in annex["choices"][:MOST]),
        is_cut=any(len(some) > MOST for some in lists.values()),
        **{name: tuple(some[:MOST]) for name, some in lists.items()},
    )


def _name(text: str) -> str:
    return intern(text if len(text) <= _LONGEST_NAME else text[: _LONGEST_NAME - 1] + "…")


def _words(texts: Sequence[str]) -> tuple[str, ...]:
    """Ten thousand answers say the same words: each is kept once."""
    return tuple(intern(text) for text in texts[: MOST + 1])


def _lead(consortium: Plain) -> str:
    lead = next((one for one in consortium["members"] if one["id"] == consortium["lead_id"]), None)
    if lead is None:
        return fold(_name(consortium["lead_id"]))
    return lead["siret"] or fold(_name(lead["name"] or lead["id"]))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _years(start: str | None, end: str | None) -> tuple[int, int] | None:
    days = [day for day in (start, end) if day]
    return (int(days[0][:4]), int(days[-1][:4])) if days else None


def _uses(annex: Plain) -> Iterator[Use]:
    received: dict[str, int] = defaultdict(int)
    to_steward: dict[str, int] = defaultdict(int)
    cards = {one["id"]: one for one in annex["resources"]}
    for line in annex["budget"]["expenses"]:
        card = cards.get(line["target_id"]) if line["kind"] == DestinationKind.RESOURCE else None
        if card is None or line["nature"] != Nature.CASH:
            continue
        pays = _pays_steward(line["payee"], card)
        if pays or _is_shared(line["deliverable"]):
            received[card["id"]] += line["cents"]
        if pays:
            to_steward[card["id"]] += line["cents"]
    for card in annex["resources"]:
        rows: Sequence[Plain] = card["rows"]
        yield Use(
            id=intern(card["id"]),
            name=_name(card["name"]),
            steward=_name(card["steward"]),
            is_own=card["is_own"],
            is_declared=card["is_declared"],
            usages=_words(list(dict.fromkeys(card["usages"]))),
            received_cents=received[card["id"]],
            steward_cents=to_steward[card["id"]],
            promised_cents=sum(row["committed_cents"] for row in rows),
            unpaid_hours=sum((_hours(row["committed_hours"]) for row in rows), Fraction(0)),
            acts_count=sum(row["acts_count"] for row in rows),
            agreement=intern(card["agreement"]["status"]) if card["agreement"] else "",
            unmet_count=sum(row["status"] == "absent" for row in rows),
        )


def _pays_steward(payee: Plain | None, card: Plain) -> bool:
    """As ``compute/shares.py`` says it."""
    if payee is None:
        return False
    if payee["kind"] == PayeeKind.STEWARD:
        return bool(card["steward"])
    return payee["kind"] == PayeeKind.MEMBER and bool(payee["id"]) and payee["id"] == card["steward_member_id"]


def _is_shared(left: Plain | None) -> bool:
    return left is not None and Deliverable("…", left["licence"], left["where"]).is_shared


def _hours(text: str | None) -> Fraction:
    return fraction(text) or Fraction(0)


def _worked(line: Plain) -> Fraction:
    """The hours of a line; its amount divided by its rate when they are blank."""
    if line["hours"] is None and line["rate_cents"]:
        return Fraction(line["cents"], line["rate_cents"])
    return _hours(line["hours"])


def _works(annex: Plain) -> Iterator[Work]:
    paid: dict[tuple[str, int | None], Fraction] = defaultdict(Fraction)
    unpaid: dict[tuple[str, int | None], Fraction] = defaultdict(Fraction)
    for line in annex["budget"]["expenses"]:
        if line["person"]:
            kind = paid if line["nature"] == Nature.CASH else unpaid
            kind[line["person"], line["year"]] += _worked(line)
    for person, year in sorted({*paid, *unpaid}, key=lambda key: (key[0], key[1] or 0)):
        yield Work(intern(person), year, paid[person, year], unpaid[person, year])


def _paid(annex: Plain) -> Iterator[Paid]:
    cents: dict[str, int] = defaultdict(int)
    for line in annex["budget"]["expenses"]:
        payee = line["payee"]
        is_third = payee is not None and payee["kind"] == PayeeKind.THIRD_PARTY and payee["id"]
        if is_third and line["nature"] == Nature.CASH:
            cents[payee["id"]] += line["cents"]
    yield from (Paid(intern(payee), cents[payee]) for payee in sorted(cents))


def _steps(annex: Plain) -> Iterator[Step]:
    cents: dict[tuple[str, str], int] = defaultdict(int)
    for line in annex["budget"]["expenses"]:
        if line["kind"] == DestinationKind.RESOURCE and line["step_id"] and line["nature"] == Nature.CASH:
            cents[line["target_id"], line["step_id"]] += line["cents"]
    yield from (Step(intern(key[0]), intern(key[1]), cents[key]) for key in sorted(cents))
