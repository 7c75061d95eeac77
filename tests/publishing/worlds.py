"""Small proposals to publish; everything in them is made up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import amikit
from amikit.compute.proposal import Proposal, compute_proposal
from amikit.model.budget import Budget, Expense, Income
from amikit.model.call import PassingOn
from tests.dossiers import write_dossier

CONTRACT = "Marché public de services"


@cache
def minimal() -> Proposal:
    """The smallest dossier that passes."""
    proposal = amikit.check(write_dossier(Path(mkdtemp(prefix="amikit-")) / "d")).proposal
    assert proposal is not None
    return proposal


def changed(
    settings: Mapping[str, Any] | None = None,
    call: Mapping[str, Any] | None = None,
    budget: Budget | None = None,
    consortium: Mapping[str, Any] | None = None,
) -> Proposal:
    """The same with other values."""
    base = minimal()
    dossier = base.dossier
    made = dossier.settings.model_copy(update=dict(settings or {}))
    if consortium:
        made = made.model_copy(update={"consortium": made.consortium.model_copy(update=dict(consortium))})
    dossier = replace(dossier, settings=made, budget=budget or dossier.budget)
    return compute_proposal(dossier, base.catalog, base.call.model_copy(update=dict(call or {})))


def expense(**said: Any) -> Expense:
    """A line, by the names of its fields."""
    return Expense.model_validate({"id": "D1", **said}, by_name=True)


def income(**said: Any) -> Income:
    """A line of income."""
    return Income.model_validate({"id": "R1", **said}, by_name=True)


REGRANTS = Budget(
    (
        expense(id="D1", label="Entretenir le carnet", destination="ressource:carnet", year=2027, amount_cents=100_000, account="6571", payee="porteur", funder="Ville"),
        expense(id="D2", label="Aider la cour, avec Ana Préface", destination="lieu:cour", year=2027, amount_cents=50_050, account="6571", payee="cour", funder="Ville"),
        expense(id="D3", label="Sur nos fonds", destination="lieu:cour", year=2027, amount_cents=7_000, account="6571", payee="cour", funder="Nous"),
        expense(id="D4", label="De l'eau", destination="lieu:cour", year=2027, amount_cents=9_000, account="615", payee="tiers:artisan", funder="Ville"),
    ),
    (income(id="R1", funder="Ville", status="sollicite", year=2027, amount_cents=166_050, account="74"),),
)  # fmt: skip
ALLOWED = {"passing_on": PassingOn.ALLOWED}
