// Which licences are known, and which are open (amikit/model/licences.py, on the SPDX list).

import { DATA } from "./data.js";
import { SPACES, words } from "./spelling.js";

const GRAMMAR = new Set(["or", "and", "with", "(", ")"]);
const known = new Map();

/** Whether a licence lets anyone use, share and change the work; unknown ones do not. */
export function isOpen(licence) {
  if (!known.has(licence)) known.set(licence, isKnown(licence) && allowsAll(licence));
  return known.get(licence);
}

function allowsAll(licence) {
  const isFree = (one) => DATA.licences.open.some((beginning) => one.startsWith(beginning));
  const joined = licence.replace(SPACES, " ");
  return joined.split(/ OR /iu).some((choice) => choice.split(/ AND /iu).every(isFree));
}

/** Whether this is an SPDX expression, ``LicenseRef-…`` included. */
function isKnown(licence) {
  const tokens = words(licence.replace(/[()]/gu, " $& ").toLowerCase());
  return tokens.length > 0 && isWellFormed(tokens) && tokens.every((token, place) => isToken(token, place, tokens));
}

function isToken(token, place, tokens) {
  const before = tokens[place - 1], after = tokens[place + 1];
  if (token === "with") {
    return before !== undefined && !GRAMMAR.has(before) && tokens[place - 2] !== "with"
      && after !== undefined && !GRAMMAR.has(after);
  }
  if (GRAMMAR.has(token)) return true;
  if (before === "with") return DATA.licences.exceptions.includes(token);
  if (token.startsWith("licenseref-")) return /^[A-Za-z0-9.-]+$/u.test(token.slice(11));
  return DATA.licences.known.includes(token.endsWith("+") ? token.slice(0, -1) : token);
}

/** Whether names and operators alternate, and brackets match. */
function isWellFormed(tokens) {
  let depth = 0, wantsName = true;
  for (const token of tokens) {
    if (wantsName === (token === "or" || token === "and" || token === "with" || token === ")")) return false;
    if (token === "(") depth += 1;
    else if (token === ")") depth -= 1;
    else wantsName = !wantsName;
    if (depth < 0) return false;
  }
  return depth === 0 && !wantsName;
}
