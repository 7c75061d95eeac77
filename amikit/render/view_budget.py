"""What templates see of the budget and of the shares."""

from __future__ import annotations

from typing import Any

from amikit.compute.passing_on import passed_on_lines
from amikit.compute.proposal import Proposal
from amikit.compute.shares import Shares
from amikit.compute.views import AccountLine, ViewLine
from amikit.i18n import Language
from amikit.model.budget import DestinationKind, Expense, Income
from amikit.model.call import PassingOn
from amikit.render.labels import GROUPS
from amikit.render.later import Later
from amikit.render.lexicon import Lexicon


def view_budget(lexicon: Lexicon) -> dict[str, Any]:
    """The totals, the lines, and the same lines grouped by all that a funder may ask."""
    proposal, language = lexicon.proposal, lexicon.language
    views, budget = proposal.views, proposal.dossier.budget
    return {
        "charges_cents": views.charges_cents,
        "incomes_cents": views.incomes_cents,
        "asked_cents": views.asked_cents,
        "in_kind_charges_cents": views.in_kind_charges_cents,
        "in_kind_incomes_cents": views.in_kind_incomes_cents,
        "balance_cents": views.balance_cents,
        "public_cents": views.public_cents,
        "public_rate": views.public_rate if views.public_base_cents else None,
        "public_base_cents": views.public_base_cents,
        "public_cash_rate": views.public_cash_rate if views.charges_cents else None,
        "by_resource": [
            _line(line, language) | {"counted_cents": line.counted_cents, "group": GROUPS[line.kind]}
            for line in views.by_resource
        ],
        "by_axis": [_line(line, language) for line in views.by_axis],
        "by_year": [_line(line, language) | {"asked_cents": line.asked_cents} for line in views.by_year],
        "by_account": [_account(line, language) for line in views.by_account],
        "by_way": [_line(line, language) for line in views.by_way],
        "by_status": [_line(line, language) for line in views.by_status],
        "indirect_cents": views.indirect_cents,
        "indirect_rate": views.indirect_rate,
        "is_rounded": any(line.cents % 100 for line in (*views.by_account, *views.incomes_by_account)),
        "by_payee": [_line(line, language) | {"hours": line.hours} for line in views.by_payee],
        "by_funder": [_line(line, language) | {"status_label": lexicon.label(line.status)} for line in views.by_funder],
        "incomes_by_account": [_account(line, language) for line in views.incomes_by_account],
        "in_kind": [_account(line, language) for line in views.in_kind],
        "in_kind_incomes": [_account(line, language) for line in views.in_kind_incomes],
        "expenses": Later(len(budget.expenses), lambda: [_expense(lexicon, line) for line in budget.expenses]),
        "place_lines": [_expense(lexicon, line) for line in budget.expenses if _is_for_a_place(line)],
        "published_count": sum(line.deliverable is not None for line in budget.expenses),
        "incomes": Later(len(budget.incomes), lambda: [_income(lexicon, line) for line in budget.incomes]),
    }


def _is_for_a_place(line: Expense) -> bool:
    return line.destination is not None and line.destination.kind is DestinationKind.PLACE


def _line(line: ViewLine, language: Language) -> dict[str, Any]:
    return {"id": line.id, "label": line.label[language], "cents": line.cents, "rate": line.rate}


def _account(line: AccountLine, language: Language) -> dict[str, Any]:
    return {
        "code": line.id,
        "label": line.label[language],
        "cents": line.cents,
        "euros_cents": line.euros * 100,
        "is_whole": line.cents % 100 == 0,
    }


def _expense(lexicon: Lexicon, line: Expense) -> dict[str, Any]:
    return {
        "id": line.id,
        "label": line.label,
        "destination": lexicon.destination(line),
        "group": GROUPS[line.destination.kind if line.destination else None],
        "axis": lexicon.axis(line.axis_id),
        "year": line.year,
        "nature_label": lexicon.label(line.nature),
        "is_cash": line.is_cash,
        "hours": line.hours,
        "rate_cents": line.rate_cents,
        "cents": line.cents,
        "account": line.account,
        "payee": lexicon.payee(line),
        "person": lexicon.name(line.person_id),
        "deliverable": view_deliverable(line),
        "reason": line.reason,
        "funder": line.funder,
    }


def _income(lexicon: Lexicon, line: Income) -> dict[str, Any]:
    return {
        "id": line.id,
        "label": line.label,
        "funder": line.funder,
        "status_label": lexicon.label(line.status),
        "year": line.year,
        "is_cash": line.is_cash,
        "nature_label": lexicon.label(line.nature),
        "cents": line.cents,
        "account": line.account,
    }


def view_deliverable(line: Expense) -> str:
    """What the line leaves to everyone, in one phrase."""
    if line.deliverable is None:
        return ""
    return ", ".join(
        part for part in (line.deliverable.title, line.deliverable.licence, line.deliverable.where) if part
    )


def view_shares(proposal: Proposal) -> dict[str, Any]:
    """Who the money goes to, and what of it reaches the minimum; a rate of nothing is None."""
    shares = proposal.shares
    has_total = bool(shares.total_cents)
    return {
        "total_cents": shares.total_cents,
        "resources_cents": shares.resources_cents,
        "resources_rate": shares.resources_rate if has_total else None,
        "places_cents": shares.places_cents,
        "places_rate": shares.places_rate if has_total else None,
        "coordination_cents": shares.coordination_cents,
        "coordination_rate": shares.coordination_rate if has_total else None,
        "to_stewards_cents": shares.to_stewards_cents,
        "to_member_stewards_cents": shares.to_member_stewards_cents,
        "to_others_cents": shares.to_others_cents,
        "to_members_cents": shares.to_members_cents,
        "member_stewarded_cents": shares.member_stewarded_cents,
        "own_resources_cents": shares.own_resources_cents,
        "min_rate": shares.min_rate,
        "min_cents": shares.min_cents,
        "reached_cents": shares.reached_cents,
        "reached_rate": shares.reached_rate if has_total else None,
        "is_reached": shares.is_reached,
        "set_apart_cents": shares.set_apart_cents,
        "asked": _asked(proposal.asked_shares),
    }


def _asked(shares: Shares | None) -> dict[str, Any] | None:
    if shares is None or not shares.total_cents:
        return None
    return {
        "total_cents": shares.total_cents,
        "resources_cents": shares.resources_cents,
        "resources_rate": shares.resources_rate,
    }


def view_passing_on(lexicon: Lexicon) -> dict[str, Any]:
    """What the lead would pass on without an invoice, to whom, and whether to ask for it.

    Art. 15 of the decree-law of 2 May 1938: re-granting a subsidy needs an express authorisation.
    """
    proposal = lexicon.proposal
    lines = passed_on_lines(proposal.dossier)
    shares: dict[str, list[Expense]] = {}
    for line in lines:
        shares.setdefault(lexicon.payee(line) or lexicon.choose("à préciser", "to be named"), []).append(line)
    return {
        "cents": sum(line.cents for line in lines),
        "payees": list(shares),
        "shares": [
            {"name": name, "cents": sum(line.cents for line in paid), "lines": [line.id for line in paid]}
            for name, paid in shares.items()
        ],
        "must_ask": bool(lines) and proposal.call.passing_on is not PassingOn.FORBIDDEN,
    }
