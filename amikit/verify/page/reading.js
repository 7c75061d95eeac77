// What a received file holds, whatever its name says (amikit/verify/reading.py). Every file is hostile.

import { isAnnex } from "./annexes.js";
import { DATA } from "./data.js";
import { readHtml } from "./html.js";
import { readPackage } from "./package.js";
import { readPdf } from "./pdf.js";
import { Unreadable } from "./unreadable.js";

const HEAD = 1024;
const OLD_OFFICE = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
const LOCKED_OFFICE = [..."EncryptedPackage"].map((letter) => `${letter}\0`).join("");
const UNDEFINED = /[\x81\x8d\x8f\x90\x9d]/gu;
const latin1 = (bytes) => new TextDecoder("latin1").decode(bytes);

/** ``{kind, annexes, text, why}``: what cannot be read is said in one word, never raised. */
export async function receive(bytes) {
  const kind = sniff(bytes);
  try {
    if (bytes.length > DATA.bounds.file_bytes) throw new Unreadable("too-big");
    const found = await READERS[kind](bytes);
    const annexes = different(found.annexes ?? []);
    const isBig = annexes.some((annex) => annex.length > DATA.bounds.annex_bytes);
    if (isBig || (found.text ?? "").length > DATA.bounds.text_length) throw new Unreadable("too-big");
    return { kind: found.kind, annexes, text: found.text ?? "", why: "" };
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return { kind, annexes: [], text: "", why: error.why };
  }
}

/** What the first bytes say, and not the name: a file may be called anything. */
function sniff(bytes) {
  const first = bytes.subarray(0, HEAD);
  const said = binary(first);
  const head = said.replace(/^\xef\xbb\xbf/u, "").replace(/^[ \t\n\r\v\f]+/u, "");
  if (said.includes("%PDF-")) return "pdf";
  if (head.startsWith("PK\x03\x04")) {
    return said.slice(0, 200).includes("mimetypeapplication/vnd.oasis.opendocument.text") ? "odt" : "docx";
  }
  if (head.startsWith("<")) return "html";
  if (head.startsWith("{")) return "json";
  return !head || first.includes(0) ? "" : "txt";
}

const startsWith = (bytes, beginning) => beginning.every((byte, place) => bytes[place] === byte);

const binary = (bytes) => Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");

function different(annexes) {
  const found = new Map(annexes.map((annex) => [latin1(annex), annex]));
  return [...found.values()];
}

/** Text in UTF-8, or as old Windows wrote it. */
function decoded(bytes) {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return new TextDecoder("windows-1252").decode(bytes).replace(UNDEFINED, "\ufffd");
  }
}

function readJson(bytes) {
  if (!isAnnex(bytes)) throw new Unreadable("not-an-annex");
  return { kind: "json", annexes: [bytes] };
}

function unknown(bytes) {
  if (startsWith(bytes, OLD_OFFICE) && latin1(bytes).includes(LOCKED_OFFICE)) throw new Unreadable("password");
  throw new Unreadable(bytes.every((byte) => byte === 32 || (byte >= 9 && byte <= 13)) ? "empty" : "unknown");
}

const READERS = {
  pdf: readPdf,
  docx: readPackage,
  odt: readPackage,
  html: (bytes) => readHtml(decoded(bytes)),
  json: readJson,
  txt: (bytes) => ({ kind: "txt", text: decoded(bytes) }),
  "": unknown,
};
