"""What the figures of an answer come to: said when the annex is made, computed again when it is verified."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from amikit.annex.schema import AnnexRow, AnnexTotals, exact
from amikit.compute.budget import BudgetViews
from amikit.compute.ledger import Ledger, Row
from amikit.compute.passing_on import passed_on_lines
from amikit.compute.proposal import Proposal


@dataclass(frozen=True, slots=True)
class Claims:
    """The rows of the register, by resource id, and the totals."""

    rows: Mapping[str, tuple[AnnexRow, ...]]
    totals: AnnexTotals


def claims_of(proposal: Proposal) -> Claims:
    """What a proposal comes to."""
    ledger = proposal.ledger
    rows: dict[str, tuple[AnnexRow, ...]] = {}
    for row in ledger.rows:
        rows[row.resource.id] = (*rows.get(row.resource.id, ()), _row(row))
    return Claims(rows, _totals(proposal, proposal.views, ledger))


def _row(row: Row) -> AnnexRow:
    return AnnexRow.model_construct(  # what is computed may be out of the bounds of what is read
        expectation_id=row.expectation.id if row.expectation else "",
        form=row.form,
        standing=row.standing,
        status=row.status,
        expected_cents=row.expected_cents,
        expected_hours=exact(row.expected_hours),
        proposed_cents=row.proposed_cents,
        proposed_hours=exact(row.proposed_hours),
        committed_cents=row.committed_cents,
        committed_hours=str(row.committed_hours),
        purchase_cents=row.purchase_cents,
        elsewhere_cents=row.elsewhere_cents,
        acts_count=len(row.promised_acts),
    )


def _totals(proposal: Proposal, views: BudgetViews, ledger: Ledger) -> AnnexTotals:
    shares, asked = proposal.shares, proposal.asked_shares
    return AnnexTotals.model_construct(
        charges_cents=views.charges_cents,
        incomes_cents=views.incomes_cents,
        in_kind_charges_cents=views.in_kind_charges_cents,
        in_kind_incomes_cents=views.in_kind_incomes_cents,
        asked_cents=views.asked_cents,
        public_cents=views.public_cents,
        indirect_cents=views.indirect_cents,
        passed_on_cents=sum(line.cents for line in passed_on_lines(proposal.dossier)),
        resources_cents=shares.resources_cents,
        places_cents=shares.places_cents,
        coordination_cents=shares.coordination_cents,
        to_stewards_cents=shares.to_stewards_cents,
        to_members_cents=shares.to_members_cents,
        to_others_cents=shares.to_others_cents,
        set_apart_cents=shares.set_apart_cents,
        reached_cents=shares.reached_cents,
        asked_resources_cents=asked.resources_cents if asked else None,
        expected_cents=ledger.expected_cents,
        committed_cents=ledger.committed_cents,
        covered_cents=ledger.covered_cents,
        expected_hours=str(ledger.expected_hours),
        committed_hours=str(ledger.committed_hours),
        covered_hours=str(ledger.covered_hours),
    )
