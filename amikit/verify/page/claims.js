// What the figures of an annex come to, in the annex's own words (amikit/annex/claims.py).

import { computeLedger } from "./ledger.js";
import { computeAskedShares, computeShares } from "./shares.js";
import { askedIncomes, computeViews } from "./views.js";

/** The shares, the views, the rows of each resource and the totals. */
export function claimsOf(proposal) {
  const views = computeViews(proposal);
  const shares = computeShares(proposal);
  const asked = computeAskedShares(proposal, views.asked);
  const ledger = computeLedger(proposal, askedIncomes(proposal).length ? views.asked : null);
  const rows = new Map();
  for (const row of ledger.rows) rows.set(row.resource, [...(rows.get(row.resource) ?? []), row]);
  const totals = {
    charges_cents: views.charges,
    incomes_cents: views.incomes,
    in_kind_charges_cents: views.inKindCharges,
    in_kind_incomes_cents: views.inKindIncomes,
    asked_cents: views.asked,
    public_cents: views.public,
    indirect_cents: views.indirect,
    passed_on_cents: views.passedOn,
    resources_cents: shares.resources,
    places_cents: shares.places,
    coordination_cents: shares.coordination,
    to_stewards_cents: shares.toStewards,
    to_members_cents: shares.toMembers,
    to_others_cents: shares.toOthers,
    set_apart_cents: shares.setApart,
    reached_cents: shares.reached,
    asked_resources_cents: asked ? asked.resources : null,
    expected_cents: ledger.expected,
    committed_cents: ledger.committed,
    covered_cents: ledger.covered,
    expected_hours: String(ledger.expectedHours),
    committed_hours: String(ledger.committedHours),
    covered_hours: String(ledger.coveredHours),
  };
  return { views, shares, rows, totals };
}
