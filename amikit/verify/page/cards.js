// The verdicts on the page: a table of all the files, then a card for each.

import { DATA } from "./data.js";
import { element, foreign, table, tableRow } from "./elements.js";
import { Fraction, sumOf } from "./exact.js";
import { conclusion, euros, rate, sayCheck } from "./say.js";
import { visible } from "./spelling.js";

const NONE = "—";
const AMOUNTS = [2, 3];

/** The words of a light: never its colour alone. */
const light = (name, language) => element("span", { class: `light ${name}` }, DATA.words.lights[name][language]);

const asked = ({ annex }, language) => (annex ? euros(annex.totals.asked_cents, language) : NONE);

function share({ annex }, language) {
  if (!annex) return NONE;
  const { resources_cents: part, places_cents: places, coordination_cents: others } = annex.totals;
  const whole = part + places + others;
  return whole > 0n ? rate(new Fraction(part, whole), language) : NONE;
}

/** All the files, one line each. */
export function overview(verdicts, language) {
  const headers = ["file", "verdict", "asked_amount", "share"].map((name) => DATA.page[name][language]);
  const rows = verdicts.map((verdict, place) => cells(verdict, place, language));
  return table(DATA.page.all[language], headers, rows, AMOUNTS);
}

/** The line of one more file. */
export const overviewRow = (verdict, place, language) => tableRow(cells(verdict, place, language), AMOUNTS);

/** A link to its card, and what matters most. */
const cells = (verdict, place, language) => [
  element("a", { href: `#file-${place}` }, foreign(visible(verdict.name))),
  element("span", {}, light(verdict.light, language), " ", conclusion(verdict, language)),
  asked(verdict, language),
  share(verdict, language),
];

/** Everything that is said of one file. */
export function card(verdict, place, language) {
  const say = (name) => DATA.page[name][language];
  const { annex, checks, digest } = verdict;
  const title = element("h3", { id: `file-${place}`, tabindex: "-1" }, foreign(visible(verdict.name)));
  const words = element("p", { class: "conclusion" }, light(verdict.light, language), " ", conclusion(verdict, language));
  const made = element("article", { class: `card ${verdict.light}`, "aria-labelledby": `file-${place}` }, title, words);
  if (annex) made.append(...summary(annex, language));
  const list = element("ul", { class: "checks" }, ...checks.map((one) =>
    element("li", {}, light(one.light, language), element("span", {}, visible(sayCheck(one, language))))));
  made.append(element("h4", {}, say("checks")), list);
  if (annex?.resources.length) made.append(resources(annex, language));
  if (digest) {
    made.append(element("h4", {}, say("digest")), element("p", { class: "digest" }, digest.match(/.{4}/gu).join(" ")));
  }
  return made;
}

function summary(annex, language) {
  const members = annex.consortium.members.map((member) => member.name || member.id).join(", ");
  const who = [annex.title, members].filter(Boolean).join(" — ");
  const colon = language === "fr" ? "\u00a0: " : ": ";
  const amount = DATA.page.asked_amount[language] + colon + asked({ annex }, language);
  return [...(who ? [element("p", {}, foreign(visible(who)))] : []), element("p", {}, amount)];
}

function resources(annex, language) {
  const say = (name) => DATA.page[name][language];
  const paid = (id) => sumOf(annex.budget.expenses.filter((line) =>
    line.kind === "ressource" && line.nature === "argent" && line.target_id === id).map((line) => line.cents));
  const rows = annex.resources.map(({ id, name, rows: register, agreement }) => {
    const figures = register.map((row) => row.expected_cents).filter((cents) => cents !== null);
    return [
      foreign(visible(name)),
      euros(paid(id), language),
      figures.length ? euros(sumOf(figures), language) : say("to_agree"),
      euros(sumOf(register.map((row) => row.committed_cents)), language),
      say(agreement ? agreement.status : "not_asked"),
    ];
  });
  const headers = ["resource", "budget", "expected", "committed", "agreement"].map(say);
  return table(say("resources"), headers, rows, [1, 2, 3]);
}
