"""Answers made by tests: summaries as a verification gives them, and folders of real annexes."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import amikit
from amikit.audit.facts import Facts, Use
from amikit.audit.files import Aside
from amikit.audit.overview import Overview, make_overview
from amikit.audit.summary import Stamp, Summary
from amikit.compute.proposal import Proposal
from amikit.model.catalog import Catalog
from amikit.model.values import Period
from amikit.verify.verdict import Check, Light
from bench.answers import annexes
from tests.dossiers import EXAMPLES

NO_CATALOG = Catalog({})
HOSTILE = "<img src=x onerror=alert(1)>\x1b[2J\u202e=cmd|' /C calc'!A0"


def use(resource_id: str = "dokos", **said: Any) -> Use:
    """A resource that an answer declares."""
    plain = Use(
        id=resource_id,
        name=resource_id.capitalize(),
        steward="Les Porteurs",
        is_own=False,
        is_declared=True,
        usages=("usage",),
        received_cents=100_00,
        steward_cents=60_00,
        promised_cents=50_00,
        unpaid_hours=Fraction(3),
        acts_count=0,
        agreement="",
        unmet_count=0,
    )
    return replace(plain, **said)


def facts(title: str = "Une réponse", uses: Sequence[Use] = (), **said: Any) -> Facts:
    """An answer."""
    plain = Facts(
        call_id="appel",
        call_title="Un appel",
        title=title,
        consortium=f"Ceux de {title}",
        lead=title.lower(),
        members=("Un lieu",),
        years=(2027, 2028),
        period=Period(start_on=date(2027, 1, 1), end_on=date(2028, 12, 31)),
        is_draft=False,
        asked_cents=1_000_00,
        cash_cents=1_000_00,
        uses=tuple(uses),
        mentions_only=(),
        needs=(),
        choices=(),
        people=(),
        works=(),
        paid=(),
        steps=(),
    )
    return replace(plain, **said)


def summary(
    path: str,
    said: Facts | None = None,
    digest: str = "",
    *,
    light: Light = Light.GREEN,
    checks: Sequence[Check] = (),
    mentioned: Sequence[str] = (),
) -> Summary:
    """What a file gave; its digest is that of its title unless it is said."""
    shown = digest or (f"digest of {said.title}" if said else "")
    return Summary(Stamp(path, 1, 1, "…"), "pdf", light, tuple(checks), shown, tuple(mentioned), said)


def unreadable(path: str) -> Summary:
    """A file that cannot be read."""
    return summary(path, light=Light.RED, checks=[Check("file", Light.RED, {"why": "damaged"})])


def overview(*summaries: Summary, catalog: Catalog = NO_CATALOG) -> Overview:
    """What they come to together."""
    return make_overview(summaries, catalog, Aside())


@cache
def _bases() -> tuple[Proposal, ...]:
    found = [amikit.check(EXAMPLES / name).proposal for name in ("premiers-pas", "lieu-totem", "monscobar")]
    return tuple(one for one in found if one is not None)


@cache
def real_annexes(count: int = 6) -> tuple[bytes, ...]:
    """The annexes of so many different answers."""
    return tuple(annexes(list(_bases()), count, seed=7))


def write_call(root: Path, count: int = 6) -> Path:
    """A folder with those annexes, a folder each."""
    for number, content in enumerate(real_annexes(count)):
        place = root / f"reponse-{number}"
        place.mkdir(parents=True)
        (place / "annexe.json").write_bytes(content)
    return root


def shuffled(items: Sequence[Summary], seed: int) -> list[Summary]:
    """The same in another order."""
    mixed = list(items)
    random.Random(seed).shuffle(mixed)  # noqa: S311
    return mixed
