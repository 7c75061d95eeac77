"""A comparison of answers for other programs: ``docs/contrats.md`` describes it, a schema states it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from amikit.i18n import Language
from amikit.model.needs import need_words
from amikit.pooling.gather import Note
from amikit.pooling.pool import Amounts, Answer, Pool
from amikit.pooling.words import note_words, opening, sections

VERSION = 1
_ORIGINS = ("dossier", "annexe", "annexe-brouillon", "intention")


def pool_to_json(pool: Pool | None, notes: Sequence[Note], language: Language) -> str:
    """What is proposed, null while there are not two answers to compare; same files, same bytes."""
    said = {
        "version": VERSION,
        "status": "proposals" if pool else "incomplete",
        "notes": [{"file": note.file, "code": note.code, "message": note_words(note, language, str)} for note in notes],
        "pool": _pool(pool, language) if pool else None,
    }
    return json.dumps(said, ensure_ascii=False, indent=2)


def _pool(pool: Pool, language: Language) -> dict[str, Any]:
    period = pool.common_period
    return {
        "amounts": pool.amounts.value,
        "is_one_call": pool.is_one_call,
        "answers": [_answer(answer, has_amounts=pool.amounts is Amounts.SAID) for answer in pool.answers],
        "needs": [
            {"id": one.need, "label": need_words(one.need)[language], "answers": list(one.answers)}
            for one in pool.needs
        ],
        "resources": [
            {
                "id": one.id,
                "name": one.name,
                "steward": one.steward,
                "page": one.page,
                "answers": list(one.answers),
                "deployed_by": list(one.deployed_by),
                "planned": _by_answer(one.cents),
                "is_apart": one.is_apart,
            }
            for one in pool.resources
        ],
        "steps": [
            {
                "resource": one.resource_id,
                "id": one.step_id,
                "title": one.title,
                "answers": list(one.answers),
                "planned": _by_answer(one.cents),
                "cost_cents": one.cost_cents,
                "shares": _by_answer(one.shares_cents) if one.shares_cents is not None else None,
                "freed_cents": one.freed_cents if one.shares_cents is not None else None,
                "is_apart": one.is_apart,
            }
            for one in pool.steps
        ],
        "alternatives": [
            {
                "about": one.about,
                "need": one.need or None,
                "resources": [
                    {"id": resource_id, "name": name, "answers": list(numbers)}
                    for resource_id, name, numbers in one.resources
                ],
            }
            for one in pool.alternatives
        ],
        "places": [
            {
                "kind": one.kind,
                "name": one.name,
                "answers": list(one.answers),
                "together": [list(group) for group in one.together],
            }
            for one in pool.places
        ],
        "members": [{"name": name, "answers": list(numbers)} for name, numbers in pool.members],
        "joinings": [
            {
                "who": one.who,
                "whom": one.whom,
                "needs": [{"need": need, "resource": name} for need, name in one.needs],
            }
            for one in pool.joinings
        ],
        "deadlines": [{"on": on.isoformat(), "answers": list(numbers)} for on, numbers in pool.deadlines],
        "is_apart": pool.is_apart,
        "common_period": {"start_on": _day(period.start_on), "end_on": _day(period.end_on)} if period else None,
        "opening": opening(pool, language, str),
        "proposals": [
            {"title": section.title, "lines": [" ".join(line) for line in section.lines]}
            for section in sections(pool, (), language, str)
        ],
    }


def _answer(answer: Answer, *, has_amounts: bool) -> dict[str, Any]:
    party = answer.party
    said = [one.cents for one in party.resources if one.cents is not None]
    return {
        "number": answer.number,
        "label": answer.label,
        "title": party.title,
        "origin": _ORIGINS[party.origin],
        "files": list(party.files),
        "call": {
            "id": party.call.id,
            "title": party.call.title,
            "kind": party.call.kind,
            "funder": party.call.funder,
        },
        "territory": party.territory,
        "members": [{"name": member.name, "city": member.city} for member in party.members],
        "page": party.page,
        "deadline_on": _day(party.deadline_on),
        "start_on": _day(party.start_on),
        "end_on": _day(party.end_on),
        "resources_cents": sum(said) if said and has_amounts else None,
    }


def _by_answer(cents: Mapping[int, int]) -> list[dict[str, int]]:
    return [{"answer": number, "cents": amount} for number, amount in sorted(cents.items())]


def _day(on: date | None) -> str | None:
    return on.isoformat() if on else None
