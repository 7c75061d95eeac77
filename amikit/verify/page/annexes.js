// The bytes of an annex, as they were attached.

import { DATA } from "./data.js";
import { NotJson, parseJson } from "./json.js";
import { SPACES } from "./spelling.js";
import { Unreadable } from "./unreadable.js";

/** What base64 says, spaces aside; null for what is not base64. Raises ``Unreadable`` for what is far too long. */
function fromBase64(letters) {
  if (letters.length > 2 * DATA.bounds.annex_bytes) throw new Unreadable("too-big");
  const joined = letters.replace(SPACES, "");
  if (joined.length % 4 || !/^[A-Za-z0-9+/]*={0,2}$/u.test(joined)) return null;
  return Uint8Array.from(atob(joined), (letter) => letter.charCodeAt(0));
}

/** The JSON of these bytes, read as Python does; undefined when they hold none. */
export function jsonOf(bytes) {
  try {
    return parseJson(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (error) {
    if (error instanceof NotJson || error instanceof TypeError) return undefined;
    throw error;
  }
}

/** Whether this is an annex of ours, of this version or another. */
export function isAnnex(bytes) {
  if (beginsAsMade(bytes)) return true;
  const said = jsonOf(bytes);
  return said instanceof Map && said.get("format") === "amikit-annex";
}

/** As an annex is made: whether the rest is whole is for its schema to say. */
function beginsAsMade(bytes) {
  const text = new TextDecoder("latin1").decode(bytes);
  return text.startsWith('{"budget":{') && text.includes(',"format":"amikit-annex",');
}

/** What stands where only an annex of ours does, in base64; what cannot be decoded stays, as nothing: it was damaged. */
export const annexesCarried = (found) => found.map((letters) => fromBase64(letters) ?? new Uint8Array());

export const annexesAmong = (found) => found.filter((one) => one !== null && isAnnex(one));
