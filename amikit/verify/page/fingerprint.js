// What a steward or a member agrees to, as one short mark: any change to it changes the mark
// (amikit/compute/fingerprint.py).

import { canonicalAscii } from "./json.js";
import { sha256 } from "./sha256.js";
import { byCodePoint } from "./spelling.js";

const text = (value) => (value === null || value === undefined ? "" : String(value));
const period = ({ start_on, end_on }) => [start_on ?? "", end_on ?? ""];
const object = (entries) => new Map(Object.entries(entries));

/** SHA-256 of what a resource is used for, expected, promised; ``acts`` are the digests of the acts' words. */
export function fingerprint(use, card, acts, { expensesById }) {
  const promised = use.commitments.map((one, place) => [one, acts[place]]).filter(([one]) => !one.isEmpty);
  const said = object({
    resource: card.id,
    usages: [...use.usages].sort(byCodePoint),
    places: [...use.places].sort(byCodePoint),
    expectations: card.expectations.map(expectation),
    commitments: promised.map(([one, act]) => commitment(one, act, expensesById)),
    if_partial: use.ifPartial ?? "",
  });
  return digestOf(said);
}

/** SHA-256 of a member's part: its lines, what it brings, what it answers for, the mandate. */
export function memberFingerprint(part, acts, { expensesById, lead, mandateDigest }) {
  const lines = part.lines.map(({ line, isPaid, isPlace, isWorked }) => [
    line.id, line.nature, text(line.cents), text(line.workedHours), text(line.year), isPaid, isPlace, isWorked,
  ]);
  const incomes = part.incomes.map((line) => [line.id, line.nature, text(line.cents), text(line.year)]);
  const promised = part.acts.filter((one) => !one.commitment.isEmpty);
  return digestOf(object({
    member: part.id,
    lead,
    mandate: mandateDigest,
    lines: lines.sort(byRepresentation),
    incomes: incomes.sort(byRepresentation),
    acts: promised.map((one) => [
      one.resource, commitment(one.commitment, acts.get(one.resource)[one.rank], expensesById),
    ]),
  }));
}

const digestOf = (said) => sha256(new TextEncoder().encode(canonicalAscii(said)));

const byRepresentation = (one, other) => byCodePoint(representation(one), representation(other));

/** A list as Python represents it: lists are put in that order. */
const representation = (items) => `[${items.map(quoted).join(", ")}]`;

function quoted(value) {
  if (typeof value === "boolean") return value ? "True" : "False";
  const quote = value.includes("'") && !value.includes('"') ? '"' : "'";
  const letters = [...value].map((letter) => {
    if (letter === quote || letter === "\\") return `\\${letter}`;
    const known = { "\n": "\\n", "\r": "\\r", "\t": "\\t" }[letter];
    if (known || letter === " " || !/[\p{C}\p{Z}]/u.test(letter)) return known ?? letter;
    const code = letter.codePointAt(0), size = code < 0x100 ? 2 : code < 0x10000 ? 4 : 8;
    return `\\${{ 2: "x", 4: "u", 8: "U" }[size]}${code.toString(16).padStart(size, "0")}`;
  });
  return quote + letters.join("") + quote;
}

function expectation({ figure, ...one }) {
  return object({
    id: one.id,
    form: one.form,
    trigger: one.trigger,
    standing: one.standing,
    amount_cents: text(figure?.amount_cents),
    hours: text(figure?.hours),
    share_rate: text(figure?.share_rate),
    per: text(figure?.per),
    valid: period(one.valid),
    honoured_by: [...one.honoured_by].sort(byCodePoint),
  });
}

function commitment(one, act, expensesById) {
  const lines = one.lines.map((part) => {
    const line = expensesById.get(part.id);
    return object({
      line: part.id,
      cents: text(part.cents ?? line?.cents),
      hours: text(part.hours ?? line?.workedHours),
      year: text(line?.year),
    });
  });
  return object({ answers: one.answers, act: lines.length ? "" : act, due_on: one.due ?? "", lines });
}
