"""Promised, done and left for other programs: ``docs/contrats.md`` describes it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from amikit.compute.followup import FollowUp, Tracked, TrackedLine
from amikit.compute.progress import Measure
from amikit.following import Followed
from amikit.i18n import Language
from amikit.report.machine import VERSION, as_plain, diagnostic_to_plain


def followup_to_json(made: Followed, language: Language) -> str:
    """The follow-up, null while an error prevents it, and what was found; same input, same bytes."""
    said = {
        "version": VERSION,
        "status": "followup" if made.followup else "incomplete",
        "notice": made.proposal.dossier.settings.notice if made.proposal else "",
        "followup": _as_json(made.followup, language) if made.followup else None,
        "diagnostics": [diagnostic_to_plain(found, language) for found in made.report.diagnostics],
    }
    return json.dumps(said, ensure_ascii=False, indent=2)


def _as_json(followup: FollowUp, language: Language) -> dict[str, Any]:
    groups: dict[str, Iterable[Tracked]] = {
        "expenses": followup.expenses,
        "incomes": followup.incomes,
        "by_resource": followup.by_resource,
        "by_payee": followup.by_payee,
        "by_person": followup.by_person,
    }
    return {
        "on": followup.on.isoformat(),
        "total_cents": _measure(followup.total, language),
        "received_cents": _measure(followup.received, language),
        "indirect_cents": _measure(followup.indirect, language),
        **{name: [_tracked(one, language) for one in group] for name, group in groups.items()},
        "acts": [
            {"on": one.on.isoformat() if one.on else None, "resource": one.resource_id, "person": one.person_id,
             "line": one.line_id, "evidence": one.evidence}
            for one in followup.acts
        ],
    }  # fmt: skip


def _tracked(one: Tracked, language: Language) -> dict[str, Any]:
    said: dict[str, Any] = {
        "id": one.id,
        "label": one.label[language],
        "progress": one.progress.value,
        "cents": _measure(one.cents, language),
        "hours": _measure(one.hours, language),
        "unpaid_hours": _measure(one.unpaid_hours, language),
        "line_ids": list(one.line_ids),
    }
    if isinstance(one, TrackedLine):
        said |= {"nature": one.nature.value, "is_due": one.is_due, "is_gap": one.is_gap}
    return said


def _measure(measure: Measure, language: Language) -> dict[str, Any]:
    return {name: as_plain(getattr(measure, name), language) for name in ("forecast", "done", "left", "over")}
