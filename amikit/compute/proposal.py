"""Everything that is computed about an answer, in one value."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from amikit.compute.budget import BudgetViews, asked_incomes, compute_views
from amikit.compute.ledger import Ledger, compute_ledger
from amikit.compute.mentions import Mention, find_mentions
from amikit.compute.shares import Shares, compute_asked_shares, compute_shares
from amikit.compute.stewards import recognise_stewards
from amikit.model.call import Call
from amikit.model.catalog import Catalog, Resource
from amikit.model.dossier import Dossier, ResourceUse


@dataclass(frozen=True)
class Proposal:
    """What the consortium answers: what was written, and what follows from it."""

    dossier: Dossier
    catalog: Catalog
    call: Call
    mentions: tuple[Mention, ...]
    substitutes: tuple[Mention, ...]
    """Where the prose names what a resource can replace."""
    ledger: Ledger
    shares: Shares
    asked_shares: Shares | None
    """The shares of the lines that the call's funder pays for; None when no line says so."""
    views: BudgetViews

    @property
    def declared(self) -> Iterator[tuple[ResourceUse, Resource, str]]:
        """Each declared resource that the catalog knows, as declared and as it is, and what an exception names."""
        for use in self.dossier.settings.uses:
            resource = self.catalog.get(use.resource_id)
            if resource is not None:
                yield use, resource, f"ressources/{use.resource_id}"


def compute_proposal(dossier: Dossier, catalog: Catalog, call: Call) -> Proposal:
    """Mentions, register of reciprocity, shares and budget views of an answer."""
    catalog = recognise_stewards(catalog, dossier)
    asked = asked_incomes(dossier.budget, call)
    asked_cents = sum(line.cents for line in asked) if asked else None
    mentions = find_mentions(dossier, catalog)
    shares = compute_shares(dossier.budget.expenses, dossier, catalog, call)
    return Proposal(
        dossier=dossier,
        catalog=catalog,
        call=call,
        mentions=tuple(mention for mention in mentions if not mention.is_substitute),
        substitutes=tuple(mention for mention in mentions if mention.is_substitute),
        ledger=compute_ledger(dossier, catalog, asked_cents),
        shares=shares,
        asked_shares=compute_asked_shares(shares, dossier, call, asked_cents or 0),
        views=compute_views(dossier, catalog, call, shares),
    )
