"""Everything that is computed about an answer, in one value."""

from __future__ import annotations

from dataclasses import dataclass

from amikit.compute.budget import BudgetViews, asked_incomes, compute_views
from amikit.compute.ledger import Ledger, compute_ledger
from amikit.compute.mentions import Mention, find_mentions
from amikit.compute.shares import Shares, compute_asked_shares, compute_shares
from amikit.model.call import Call
from amikit.model.catalog import Catalog
from amikit.model.dossier import Dossier


@dataclass(frozen=True)
class Proposal:
    """What the consortium answers: what was written, and what follows from it."""

    dossier: Dossier
    catalog: Catalog
    call: Call
    mentions: tuple[Mention, ...]
    ledger: Ledger
    shares: Shares
    asked_shares: Shares | None
    """The shares of the lines that the call's funder pays for; None when no line says so."""
    views: BudgetViews


def compute_proposal(dossier: Dossier, catalog: Catalog, call: Call) -> Proposal:
    """Mentions, register of reciprocity, shares and budget views of an answer."""
    asked = asked_incomes(dossier.budget, call)
    shares = compute_shares(dossier.budget.expenses, dossier, catalog, call)
    return Proposal(
        dossier=dossier,
        catalog=catalog,
        call=call,
        mentions=find_mentions(dossier, catalog),
        ledger=compute_ledger(dossier, catalog, sum(line.cents for line in asked) if asked else None),
        shares=shares,
        asked_shares=compute_asked_shares(dossier, catalog, call),
        views=compute_views(dossier, catalog, call, shares),
    )
