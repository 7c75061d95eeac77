"""Registers of one resource, for the tests of what is expected and what is committed."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from amikit.compute.ledger import Ledger, Row, compute_ledger
from amikit.i18n import NARROW_NBSP, NBSP
from amikit.model.budget import Expense
from amikit.model.catalog import Expectation, Figure
from amikit.model.dossier import Commitment, ResourceUse
from tests.compute.build import catalog, dossier, resource, use

EUROS_1500 = Figure(amount_cents=150_000)
HOURS_10 = Figure(hours=Fraction(10))


def ledger_of(
    *lines: Expense,
    expectations: tuple[Expectation, ...] = (),
    uses: tuple[ResourceUse, ...] = (),
    asked_cents: int | None = None,
    **settings: Any,
) -> Ledger:
    """The register of Dokos, with these expectations."""
    known = resource("dokos", expectations=expectations)
    world = dossier(*lines, **{"uses": uses or (use(),), **settings})
    return compute_ledger(world, catalog(known), asked_cents)


def row_of(*lines: Expense, expectation: Expectation, commitments: tuple[Commitment, ...] = (), **more: Any) -> Row:
    """The first row of a register with one expectation."""
    fields = {key: more.pop(key) for key in ("agreement", "place_ids", "usages") if key in more}
    uses = (use(*commitments, **fields),)
    return ledger_of(*lines, expectations=(expectation,), uses=uses, **more).rows[0]


def plain(text: str) -> str:
    return text.replace(NBSP, " ").replace(NARROW_NBSP, " ")
