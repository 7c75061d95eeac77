"""What a steward or a member agrees to, as one short mark: any change to it changes the mark."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from amikit.compute.parts import MemberPart, PartAct
from amikit.model.budget import Budget, Expense
from amikit.model.catalog import Expectation, Resource
from amikit.model.dossier import Commitment, ResourceUse
from amikit.model.values import Period


def fingerprint(use: ResourceUse, resource: Resource, budget: Budget, acts: Sequence[str] | None = None) -> str:
    """SHA-256, in hexadecimal, of what a resource is used for, what is expected, and what is promised.

    Labels are left out: correcting a spelling makes no agreement stale. Canonical JSON (RFC 8785, of
    which only texts and lists are needed here); an act goes in as the SHA-256 of its words, so that the
    annex can be rechecked without printing names: ``acts`` are those digests, one for each commitment,
    where only they are known.
    """
    digests = [act_digest(one.description) for one in use.commitments] if acts is None else acts
    promised = zip(use.commitments, digests, strict=True)
    said = {
        "resource": resource.id,
        "usages": sorted(usage.value for usage in use.usages),
        "places": sorted(use.place_ids),
        "expectations": [_expectation(one) for one in resource.expectations],
        "commitments": [_commitment(one, act, budget) for one, act in promised if not one.is_empty],
        "if_partial": use.if_partial.value if use.if_partial else "",
    }
    return _digest(said)


def member_fingerprint(
    part: MemberPart, budget: Budget, acts: Mapping[str, Sequence[str]] | None = None, mandate: str | None = None
) -> str:
    """SHA-256, in hexadecimal, of a member's part: its lines, what it brings, what it answers for, the mandate.

    Labels are left out here too, and the order of the lines. ``acts`` are the digests of the promises by
    resource id, and ``mandate`` the digest of the mandate, where only they are known.
    """
    said = {
        "member": part.member.id,
        "lead": part.lead_id,
        "mandate": act_digest(part.mandate) if mandate is None else mandate,
        "lines": sorted(
            ([one.line.id, *_figures(one.line), one.is_paid, one.is_place, one.is_worked] for one in part.lines),
            key=str,
        ),
        "incomes": sorted(
            ([one.id, one.nature.value, str(one.cents), _text(one.year)] for one in part.incomes), key=str
        ),
        "acts": [
            [one.resource_id, _commitment(one.commitment, _act(one, acts), budget)]
            for one in part.acts
            if not one.commitment.is_empty
        ],
    }
    return _digest(said)


def _act(one: PartAct, acts: Mapping[str, Sequence[str]] | None) -> str:
    return act_digest(one.commitment.description) if acts is None else acts[one.resource_id][one.rank]


def _figures(line: Expense) -> list[str]:
    return [line.nature.value, str(line.cents), str(line.worked_hours), _text(line.year)]


def _digest(said: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(said, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def act_digest(description: str) -> str:
    """SHA-256 of the words of an act, or of a mandate, spaces aside; empty without words."""
    words = " ".join(description.split())
    return hashlib.sha256(words.encode()).hexdigest() if words else ""


def _expectation(one: Expectation) -> dict[str, Any]:
    figure = one.figure
    return {
        "id": one.id,
        "form": one.form.value,
        "trigger": one.trigger.value,
        "standing": one.standing.value,
        "amount_cents": _text(figure.amount_cents if figure else None),
        "hours": _text(figure.hours if figure else None),
        "share_rate": _text(figure.share_rate if figure else None),
        "per": figure.per.value if figure else "",
        "valid": _period(one.valid),
        "honoured_by": sorted(way.value for way in one.honoured_by),
    }


def _commitment(one: Commitment, act: str, budget: Budget) -> dict[str, Any]:
    lines = []
    for part in one.lines:
        line = budget.expenses_by_id.get(part.line_id)
        lines.append(
            {
                "line": part.line_id,
                "cents": _text(part.amount_cents if part.amount_cents is not None else line and line.cents),
                "hours": _text(part.hours if part.hours is not None else line and line.worked_hours),
                "year": _text(line and line.year),
            }
        )
    return {
        "answers": one.answers_id,
        "act": "" if one.lines else act,
        "due_on": one.due_on.isoformat() if one.due_on else "",
        "lines": lines,
    }


def _period(period: Period) -> list[str]:
    return [day.isoformat() if day else "" for day in (period.start_on, period.end_on)]


def _text(value: object) -> str:
    return "" if value is None else str(value)
