// The figures of an annex against those that are printed in that very document (amikit/verify/text.py).

import { DATA } from "./data.js";
import { euroFigures, figuresIn } from "./figures.js";
import { RATE, resourcesRate, unprinted } from "./printing.js";
import { AMBER, GREEN, RED, check } from "./verdict.js";

const MOST = 5;
const EXPECTED_OF_ALL = ["charges_cents", "resources_cents"];

/** Each figure stands in the text as often as the annex says; a line's amount is printed. */
export function checkText(annex, text) {
  const found = figuresIn(text);
  const expected = new Map(annex.printed.map((one) => [one.figure, one]));
  const times = (figure) => found.get(figure) ?? 0;
  const missing = annex.printed.filter((one) => times(one.figure) < one.least).map((one) => one.figure);
  const extra = [...found.keys()].sort().filter((figure) => {
    const one = expected.get(figure);
    return !one || (one.most !== null && times(figure) > one.most);
  });
  const checks = missing.slice(0, MOST).map((figure) => check("figure-missing", RED, {
    figure, found_count: times(figure), least_count: expected.get(figure).least, means: meaning(annex, figure),
  }));
  if (missing.length > MOST) checks.push(check("figures-missing", RED, { others_count: missing.length - MOST }));
  if (extra.length) {
    checks.push(check("figure-unknown", RED, { figures: extra.slice(0, MOST), figures_count: extra.length }));
  }
  checks.push(...unsaid(annex));
  return checks.length ? checks : [check("text", GREEN, { figures_count: annex.printed.length })];
}

/** Without its document, an annex still says which figures that document prints: its own have to be among them. */
export const checkPrinted = (annex) => unsaid(annex).filter((one) => one.light === RED);

/** Amounts of the annex that the document does not print: it never did, and says so, or they were changed. */
function unsaid(annex) {
  const checks = [];
  const found = unprinted(annex, new Set(annex.printed.map((one) => one.figure))), said = annex.unprinted;
  const without = (names, others) => names.filter((name) => !others.includes(name));
  if (found.lines.length) {
    const unknown = without(found.lines, said.lines), lines = unknown.length ? unknown : found.lines;
    checks.push(check("line-unprinted", unknown.length ? RED : AMBER, linesOf(annex, lines)));
  }
  const totals = without(found.totals, said.totals);
  for (const name of totals) checks.push(check("total-unprinted", RED, { figure: name, ...saidOf(annex, name) }));
  const changed = without(found.resources, said.resources);
  const names = annex.resources.filter((one) => changed.includes(one.id)).map((one) => one.name);
  if (names.length) {
    checks.push(check("resource-unprinted", RED, { names: names.slice(0, MOST), names_count: names.length }));
  }
  for (const name of EXPECTED_OF_ALL) {
    if (!found.totals.includes(name) || totals.includes(name)) continue;
    checks.push(check("total-unprinted", AMBER, { figure: name, ...saidOf(annex, name) }));
  }
  return checks;
}

/** Lines and their amounts: the first ones, and how many there are. */
function linesOf({ budget }, ids) {
  const amounts = new Map([...budget.incomes, ...budget.expenses].map((line) => [line.id, line.cents]));
  const lines = ids.slice(0, MOST);
  return { lines, amounts_cents: lines.map((id) => amounts.get(id)), lines_count: ids.length };
}

function saidOf({ totals }, name) {
  if (name === RATE) return { said_rate: String(resourcesRate(totals)) };
  return { [`said_${name.split("_").at(-1)}`]: totals[name] };
}

/** What a figure is in the annex: the ids of lines, the names of totals. */
function meaning(annex, figure) {
  const says = (cents) => euroFigures(cents).includes(figure);
  const lines = [...annex.budget.expenses, ...annex.budget.incomes].filter((line) => says(line.cents));
  const isSaid = (value) => typeof value === "bigint" && says(value);
  const totals = DATA.total_fields.filter((name) => isSaid(annex.totals[name]));
  return [...lines.map((line) => line.id).slice(0, MOST), ...totals.slice(0, MOST)];
}
