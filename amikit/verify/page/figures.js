// The figures and the digests that a document prints: read as when it was made (amikit/annex/figures.py).

import { magnitude } from "./exact.js";
import { SPACES } from "./spelling.js";

const GROUPED = "[1-9][0-9]{0,2}(?:\u202f[0-9]{3})+(?!\u202f?[0-9])";
const UNIT = "[ \u00a0\u202f]?(€(?![0-9]+[.,][0-9]|[0-9]{3})|%|h(?![\\p{L}\\p{Nl}\\p{No}]))";
const FIGURE = new RegExp(
  "(?<![0-9.,])(?<![0-9]\u202f)"
  + `(?:(${GROUPED}(?:,[0-9]{1,4})?)(?:${UNIT})?|([0-9]+(?:,[0-9]{1,4})?)${UNIT})`, "gu");
const GROUPED_EN = "[0-9]{1,3}(?:,[0-9]{3})+";
const FIGURE_EN = new RegExp(
  `(?<![0-9.,])(€?)(?:(${GROUPED_EN}(?:\\.[0-9]{1,4})?)|([0-9]+\\.[0-9]{1,4}|(?<=€)[0-9]+))`
  + `(?:${UNIT})?(?![0-9,.]*[0-9])`, "gu");
const SIRET = /(?<![0-9])[0-9]{3}[ \u00a0\u202f\r\n]{0,3}[0-9]{3}[ \u00a0\u202f\r\n]{0,3}[0-9]{3}[ \u00a0\u202f\r\n]{0,3}[0-9]{5}(?![0-9])/gu;
const UNSEEN = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]/gu;
const GAPS = /[\u00a0\u202f ]/gu;
const LONGEST = 40;
const FOOT = 500;
const DIGEST = /(?<![0-9a-f])[0-9a-f]{4}(?:\s+[0-9a-f]{4}){15}(?![0-9a-f])/gu;

/** Each figure of a text and how many times it stands there: ``12500,00€``, ``78,8%``, ``20h``. */
export function figuresIn(page) {
  const text = page.replace(UNSEEN, "").replace(SIRET, "");
  const found = new Map();
  const count = (figure) => {
    if (figure.length <= LONGEST) found.set(figure, (found.get(figure) ?? 0) + 1);
  };
  for (const [, grouped, unit, alone, itsUnit] of text.matchAll(FIGURE)) {
    count((grouped ?? alone).replace(GAPS, "") + (unit ?? itsUnit ?? ""));
  }
  for (const match of text.matchAll(FIGURE_EN)) {
    const [, euro, grouped, alone, itsUnit] = match;
    const unit = euro || itsUnit || "";
    if ((grouped || unit) && !isCallOfNote(text, match)) count((grouped ?? alone).replaceAll(",", "").replaceAll(".", ",") + unit);
  }
  return found;
}

/** Whether a number that follows the sign of the euro belongs to a note: ``500 €2`` is 500 €, and note 2. */
function isCallOfNote(text, { 1: euro, 3: alone = "", index }) {
  const before = text.slice(Math.max(0, index - 2), index).replace(/[\u00a0\u202f ]+$/u, "");
  return Boolean(euro) && /^[0-9]{1,2}$/u.test(alone) && /[\p{Nd}\p{No}]$/u.test(before);
}

/** The ways in which a document may print an amount: with its cents, and without them when there are none. */
export function euroFigures(cents) {
  const euros = magnitude(cents) / 100n, rest = magnitude(cents) % 100n;
  return rest ? [`${euros},${String(rest).padStart(2, "0")}€`] : [`${euros},00€`, `${euros}€`];
}

/** Whether a document prints a digest, were it cut in two by the end of a page. */
export function isPrinted(digest, text) {
  if (printedDigests(text).includes(digest)) return true;
  const groups = digest.match(/.{4}/gu);
  return groups.some((_, cut) => cut > 0 && isCut(groups.slice(0, cut), groups.slice(cut), text));
}

/** Whether the one ends a line and the other begins one, soon after. */
function isCut(head, tail, text) {
  const first = new RegExp(`(?<![0-9a-f])${head.join("\\s+")}\\s*\\n`, "u").exec(text);
  if (!first) return false;
  const end = first.index + first[0].length;
  const after = text.slice(end - 1, end + FOOT);
  return new RegExp(`\\n\\s*${tail.join("\\s+")}(?![0-9a-f])`, "u").test(after);
}

/** Every digest that a document prints in groups, each once, in order. */
export const printedDigests = (text) =>
  [...new Set([...text.matchAll(DIGEST)].map(([found]) => found.replace(SPACES, "")))];
