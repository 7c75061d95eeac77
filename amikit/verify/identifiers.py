"""The identifiers of an annex: what is computed finds things by them, so that each must be one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from amikit.annex.schema import Annex

_SLUG = re.compile(r"[a-z0-9][a-z0-9-]*")


def odd_identifier(annex: Annex) -> str:
    """Where the first identifier stands that is none; empty when each is one."""
    return next((where for where, name in _identifiers(annex) if not _SLUG.fullmatch(name)), "")


def _identifiers(annex: Annex) -> Iterator[tuple[str, str]]:
    for rank, member in enumerate(annex.consortium.members):
        yield f"consortium.members.{rank}.id", member.id
    for rank, need in enumerate(annex.needs):
        yield f"needs.{rank}", need
    for rank, one in enumerate(annex.resources):
        where = f"resources.{rank}"
        yield f"{where}.id", one.id
        yield f"{where}.steward_member_id", one.steward_member_id or "0"
        for place, place_id in enumerate(one.place_ids):
            yield f"{where}.place_ids.{place}", place_id
        for place, expectation in enumerate(one.expectations):
            yield f"{where}.expectations.{place}.id", expectation.id
    for rank, line in enumerate(annex.budget.expenses):
        is_nobody = line.person_member_id and not line.person
        yield f"budget.expenses.{rank}.person_member_id", "" if is_nobody else line.person_member_id or "0"
