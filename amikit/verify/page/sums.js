// The sums of an annex: each total made again from its lines, the call's floor and ceilings (amikit/verify/sums.py).

import { fraction } from "./exact.js";
import { worth } from "./proposal.js";
import { AMBER, GREEN, RED, check } from "./verdict.js";

/** What does not add up is named, with both figures. */
export function checkSums(annex, claims, excused) {
  const weigh = (rule) => (annex.is_draft || excused.has(rule) ? AMBER : RED);
  return [
    ...totals(annex, claims), ...lines(annex, weigh),
    ...(isEmpty(claims.views) ? [check("empty-budget", AMBER)] : balance(claims.views, weigh)),
    ...floor(claims.shares, weigh), ...ceilings(annex.call, claims.views, weigh),
  ];
}

function totals(annex, claims) {
  const wrong = Object.keys(claims.totals).filter((name) => annex.totals[name] !== claims.totals[name]);
  if (wrong.length) {
    return wrong.map((name) => {
      const unit = name.endsWith("_cents") ? "cents" : "hours";
      const facts = { figure: name, [`said_${unit}`]: annex.totals[name], [`found_${unit}`]: claims.totals[name] };
      return check("total", RED, facts);
    });
  }
  const { charges_cents, resources_cents } = annex.totals;
  const checks = [check("totals", GREEN, { charges_cents, lines_count: annex.budget.expenses.length })];
  if (!isEmpty(claims.views)) {
    checks.push(check("share", GREEN, { resources_cents, resources_rate: String(claims.shares.resourcesRate) }));
  }
  return checks;
}

/** Whether nothing is spent, received or given: what is equal to nothing, or a share of it, says nothing. */
const isEmpty = (views) => !(views.charges || views.incomes || views.inKindCharges || views.inKindIncomes);

/** Hours × rate is the amount, where all three are written; no line is written twice. */
function lines(annex, weigh) {
  const checks = [], seen = new Set();
  for (const line of annex.budget.expenses) {
    if (line.hours !== null && line.rate_cents !== null) {
      const product = worth(fraction(line.hours), line.rate_cents);
      const facts = { line: line.id, said_cents: line.cents, found_cents: product };
      if (product !== line.cents) checks.push(check("line", weigh("BUD004"), facts));
    }
    if (seen.has(line.id)) checks.push(check("line-twice", weigh("BUD010"), { line: line.id }));
    seen.add(line.id);
  }
  return checks;
}

function balance(views, weigh) {
  const checks = [];
  for (const [code, rule, charges, incomes] of [
    ["balance", "BUD001", views.charges, views.incomes],
    ["balance-in-kind", "BUD002", views.inKindCharges, views.inKindIncomes],
  ]) {
    const facts = { charges_cents: charges, incomes_cents: incomes };
    if (charges !== incomes) checks.push(check(`${code}-differs`, weigh(rule), facts));
    else if (charges || code === "balance") checks.push(check(code, GREEN, { charges_cents: charges }));
  }
  return checks;
}

function floor({ minRate, reachedRate, isReached, resources, reached }, weigh) {
  if (isReached === null) return [];
  const facts = { reached_rate: String(reachedRate), min_rate: String(minRate), apart_cents: resources - reached };
  return [isReached ? check("floor", GREEN, facts) : check("floor-missed", weigh("BUD003"), facts)];
}

function ceilings(call, views, weigh) {
  const checks = [];
  const { amount_max_cents: most, per_year_max_cents: yearly } = call;
  if (most !== null && views.asked > most) {
    checks.push(check("over-ceiling", weigh("CAL006"), { asked_cents: views.asked, limit_cents: most }));
  }
  for (const year of views.byYear) {
    if (yearly === null || year.asked <= yearly) continue;
    const facts = { year: year.id, asked_cents: year.asked, limit_cents: yearly };
    checks.push(check("over-yearly-ceiling", weigh("CAL007"), facts));
  }
  const limit = fraction(call.public_rate_max);
  if (limit !== null && views.publicRate.compare(limit) > 0) {
    const facts = { public_rate: String(views.publicRate), limit_rate: String(limit) };
    checks.push(check("over-public-rate", weigh("CAL009"), facts));
  }
  return checks;
}
