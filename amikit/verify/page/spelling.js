// Words compared as people read them; white space and letters as Python knows them (amikit/spelling.py).

import { DATA } from "./data.js";

const SPACE = "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
export const SPACES = new RegExp(`[${SPACE}]+`, "gu");
const ENDS = new RegExp(`^[${SPACE}]+|[${SPACE}]+$`, "gu");
const ALL_SPACE = new RegExp(`^[${SPACE}]+$`, "u");
const LINES = /\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]/u;
const GAPS = new RegExp(`[${SPACE}_-]+`, "gu");
const ASCII = /^[\x00-\x7f]*$/u;
const SLUG = /^[a-z0-9][a-z0-9-]*$/u;
const LIGATURES = { "œ": "oe", "æ": "ae", "ø": "o", "đ": "d", "ł": "l" };

let combining = null;

export const strip = (text) => text.replace(ENDS, "");

export const isSpace = (text) => ALL_SPACE.test(text);

/** The words between white space. */
export const words = (text) => strip(text).split(SPACES).filter(Boolean);

export const splitLines = (text) => text.split(LINES);

/** How many characters, as people and Python count them. */
export function lengthOf(text) {
  let length = text.length;
  for (let place = 0; place < text.length; place++) {
    const unit = text.charCodeAt(place);
    if (unit >= 0xd800 && unit < 0xdc00) length -= 1;
  }
  return length;
}

/** The order of code points, which is not that of UTF-16. */
export function byCodePoint(one, other) {
  const first = [...one], second = [...other];
  for (let place = 0; place < Math.min(first.length, second.length); place++) {
    const gap = first[place].codePointAt(0) - second[place].codePointAt(0);
    if (gap) return gap;
  }
  return first.length - second.length;
}

export function casefold(text) {
  if (ASCII.test(text)) return text.toLowerCase();
  return [...text].map((letter) => DATA.casefold[letter] ?? letter.toLowerCase()).join("");
}

/** A text without capitals, accents nor ligatures; everything else stays, spaces too. */
export function plain(text) {
  if (ASCII.test(text)) return text.toLowerCase();
  combining ??= new RegExp(`[${DATA.combining}]`, "gu");
  const spread = casefold(text).normalize("NFKD").replace(combining, "");
  return spread.replace(/[œæøđł]/gu, (letter) => LIGATURES[letter]);
}

/** A word without what is written in several ways: accents, capitals; hyphens for spaces and underscores. */
export const fold = (text) => strip(plain(text)).replace(GAPS, "-");

export const isSlug = (text) => SLUG.test(text);

/** Who names an identifier may write it with capitals, accents or spaces: identifiers have none. */
export function asSlug(text) {
  const folded = fold(text);
  return isSlug(folded) ? folded : text;
}

/** The text on one line, its control characters made visible. */
export const visible = (text) =>
  text.replace(/[\p{C}\p{Z}]/gu, (letter) =>
    " \u00a0\u202f".includes(letter) ? letter : `\\x${letter.codePointAt(0).toString(16).padStart(2, "0")}`);
