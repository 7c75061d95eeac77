// What a document prints of its annex: lines, totals, register (amikit/annex/printing.py).

import { DATA } from "./data.js";
import { Fraction, ZERO, fraction } from "./exact.js";
import { euroFigures, figuresIn } from "./figures.js";
import { hours, rate } from "./say.js";

export const RATE = "resources_rate";

/** What stands nowhere in a document that prints these figures; what is zero is not looked for. */
export function unprinted({ budget, resources, totals }, printed) {
  const stands = (figures) => figures.some((figure) => printed.has(figure));
  const missing = (amounts) => {
    const found = amounts.filter(([, cents]) => cents && !stands(euroFigures(cents)));
    return [...new Set(found.map(([name]) => name))];
  };
  const lines = [...budget.expenses, ...budget.incomes].map((line) => [line.id, line.cents]);
  const rows = resources.flatMap((one) =>
    one.rows.flatMap((row) => [[one.id, row.expected_cents], [one.id, row.committed_cents]]));
  return {
    lines: missing(lines),
    totals: [...figuresOf(totals)].filter(([, figures]) => !stands(figures)).map(([name]) => name),
    resources: missing(rows),
  };
}

/** The ways in which a document may print each total that is not zero, by name. */
function figuresOf(totals) {
  const found = new Map();
  for (const name of DATA.total_fields) {
    const value = totals[name];
    if (name.endsWith("_cents") && value) found.set(name, euroFigures(value));
    else if (name.endsWith("_hours") && !fraction(value).isZero) {
      found.set(name, [...figuresIn(hours(fraction(value), "fr")).keys()]);
    }
  }
  const share = resourcesRate(totals);
  if (!share.isZero) {
    found.set(RATE, [...figuresIn(`${rate(share, "fr")} ${rate(share, "fr", true)}`).keys()]);
  }
  return found;
}

/** The share to resources; zero without any line. */
export function resourcesRate({ resources_cents, places_cents, coordination_cents }) {
  const whole = resources_cents + places_cents + coordination_cents;
  return whole ? new Fraction(resources_cents, whole) : ZERO;
}
