"""The audit for programs: a contract, described in ``schemas/sorties/audit.schema.json``."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from amikit.audit.crossing import Crossing
from amikit.audit.mixed import mixed_of
from amikit.audit.overview import Answer, Cell, Key, Overview, Total
from amikit.audit.run import Audited
from amikit.audit.words import COHERENT, say_of_answer
from amikit.i18n import Language

VERSION = 1


def as_plain(audited: Audited, language: Language) -> dict[str, Any]:
    """Answers, what each brings to each resource, totals, and what is seen across answers; no path of this machine."""
    overview = audited.overview
    return {
        "version": VERSION,
        "notice": COHERENT[language],
        "warnings": mixed_of(overview, language),
        "resource": overview.only or None,
        "lights": {light.value: count for light, count in overview.lights.items()},
        "answers": [_answer(one, language, is_whole=not overview.only) for one in overview.answers],
        "resources": [_total(one) for one in overview.totals],
        "cells": [_cell(one) for one in overview.cells],
        "across": _across(audited.crossing) if not overview.only else None,
        "not_read": _aside(overview),
    }


def to_json(audited: Audited, language: Language) -> str:
    """The same as text, indented; bytes of a file's name that are no text are shown as codes."""
    return json.dumps(as_plain(audited, language), ensure_ascii=True, indent=2)


def _answer(answer: Answer, language: Language, *, is_whole: bool) -> dict[str, Any]:
    """A statement says nothing of what an answer asks, nor of other resources."""
    facts, figures = answer.facts, answer.facts if is_whole else None
    checks = answer.checks if is_whole else ()
    return {
        "number": answer.number,
        "light": answer.light.value,
        "digest": answer.digest or None,
        "title": facts.title if facts else "",
        "consortium": facts.consortium if facts else "",
        "members": list(facts.members) if facts else [],
        "call": facts.call_id if facts else None,
        "call_title": facts.call if facts else None,
        "start_on": _on(facts.period.start_on) if facts else None,
        "end_on": _on(facts.period.end_on) if facts else None,
        "is_draft": facts.is_draft if facts else False,
        "asked_cents": figures.asked_cents if figures else None,
        "cash_cents": figures.cash_cents if figures else None,
        "resources_cents": figures.resources_cents if figures else None,
        "resources_rate": _exact(figures.resources_rate) if figures else None,
        "checks": [one.as_plain() | {"message": say_of_answer(one, language)} for one in checks],
        "files": [
            {"path": one.path, "kind": one.kind, "light": one.light.value, "digest": one.digest or None}
            for one in answer.files
        ],
    }


def _on(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _exact(value: Fraction | None) -> str | None:
    return None if value is None else str(value)


def _key(key: Key) -> dict[str, Any]:
    return {"resource": key.id, "own_name": key.own_name or None}


def _total(total: Total) -> dict[str, Any]:
    return {
        **_key(total.key),
        "name": total.name,
        "steward": total.steward,
        "mentioned_count": total.mentioned_count,
        "used_count": total.used_count,
        "agreed_count": total.agreed_count,
        "unfunded_count": total.unfunded_count,
        "received_cents": total.received_cents,
        "steward_cents": total.steward_cents,
        "promised_cents": total.promised_cents,
        "unpaid_hours": str(total.unpaid_hours),
        "red_cents": total.red_cents,
    }


def _cell(cell: Cell) -> dict[str, Any]:
    use = cell.use
    return {
        "answer": cell.answer.number,
        **_key(cell.key),
        "is_mentioned": cell.is_mentioned,
        "has_text": cell.answer.has_text,
        "is_used": cell.is_used,
        "usages": list(use.usages) if use else [],
        "received_cents": use.received_cents if use else 0,
        "steward_cents": use.steward_cents if use else 0,
        "promised_cents": use.promised_cents if use else 0,
        "unpaid_hours": str(use.unpaid_hours) if use else "0",
        "acts_count": use.acts_count if use else 0,
        "agreement": (use.agreement or None) if use else None,
        "is_unfunded": cell.is_unfunded,
    }


def _numbers(answers: Sequence[Answer]) -> list[int]:
    return [answer.number for answer in answers]


def _across(crossing: Crossing) -> dict[str, Any]:
    return {
        "people": [
            {
                "call": one.call_id,
                "digest": one.digest,
                "year": one.year,
                "answers": _numbers(one.answers),
                "paid_hours": str(one.paid_hours),
                "unpaid_hours": str(one.unpaid_hours),
                "limit_hours": str(one.limit_hours),
                "is_over": one.is_over,
                "is_same": one.is_same,
            }
            for one in crossing.people
        ],
        "payees": [
            {"call": one.call_id, "digest": one.digest, "answers": _numbers(one.answers), "cents": one.cents}
            for one in crossing.payees
        ],
        "poolings": [
            {
                "kind": one.kind.value,
                "subject": one.subject,
                "options": [
                    {**(_key(it.resource) if it.resource else {"resource": None, "own_name": None}),
                     "answers": _numbers(it.answers)}
                    for it in one.options
                ],
                "cents": one.cents,
                "cost_cents": one.cost_cents,
                "is_apart": one.is_apart,
            }
            for one in crossing.poolings
        ],
    }  # fmt: skip


def _aside(overview: Overview) -> dict[str, Any]:
    aside = overview.aside
    return {"others_count": aside.others_count, "links_count": aside.links_count, "folders": list(aside.closed)}
