// From what a file holds to a verdict: its annex made again from its own lines, and compared; then its text
// (amikit/verify/checks.py). A check is ``{code, light, facts}``, as the command writes it.

import { jsonOf } from "./annexes.js";
import { claimsOf } from "./claims.js";
import { isPrinted, printedDigests } from "./figures.js";
import { NotJson, asObjects, canonical, parseJson } from "./json.js";
import { DATA } from "./data.js";
import { findNames } from "./mentions.js";
import { oddIdentifier } from "./identifiers.js";
import { revive } from "./proposal.js";
import { checkCatalog, checkReciprocity } from "./reciprocity.js";
import { firstFault } from "./schema.js";
import { sha256 } from "./sha256.js";
import { byCodePoint, strip } from "./spelling.js";
import { checkSums } from "./sums.js";
import { checkPrinted, checkText } from "./text_checks.js";
import { AMBER, GREEN, RED, check, worst } from "./verdict.js";

const HIGHEST_VERSION = 1_000_000n;
const DEEPEST = 200;
const SHORT = 8;
const NEVER_TEXT = /\.(pdf|docx|odt)$/iu;
const ANNOUNCED = ["annexe.json", "annexe-brouillon.json", "annexe (SHA-256)", "annex (SHA-256)"];

/** Everything that can be said of one file. */
export function verdictOf(name, received) {
  const { kind, annexes, text } = received;
  const found = { checks: [], annex: null, digest: "", mentioned: [] };
  const named = kind === "txt" ? NEVER_TEXT.exec(name)?.[1] : undefined;
  if (received.why) found.checks = [check("file", RED, { why: received.why })];
  else if (named) found.checks = [check("file", RED, { why: "misnamed", named: named.toLowerCase() })];
  else if (!annexes.length) Object.assign(found, withoutAnnex(text));
  else if (annexes.length > 1) found.checks = [check("annexes", RED, { annexes_count: annexes.length })];
  else Object.assign(found, withAnnex(annexes[0], kind, text));
  const { checks, annex, digest, mentioned } = found;
  return { name, kind, light: worst(checks), digest, mentioned, checks, annex };
}

function withoutAnnex(text) {
  const named = findNames(text, new Set());
  const mentioned = [...named.keys()];
  if (!strip(text)) return { checks: [check("no-text", AMBER)], mentioned };
  const isSaid = printedDigests(text).length > 0 || ANNOUNCED.some((one) => text.includes(one));
  const lost = isSaid ? [check("annex-lost", AMBER)] : [];
  return { checks: [check("no-annex", AMBER), ...lost, mentionsRead(named)], mentioned };
}

function mentionsRead(named) {
  const names = [...named.values()];
  return names.length
    ? check("mentions-read", AMBER, { names, names_count: names.length })
    : check("no-mention", AMBER);
}

function withAnnex(bytes, kind, text) {
  const [annex, fault] = readAnnex(bytes);
  if (fault?.code === "version") return unknownVersion(fault, sha256(bytes), kind, text);
  if (fault) return { checks: [fault] };
  const named = findNames(text, new Set(annex.resources.map((one) => one.id)));
  const digest = sha256(bytes);
  return { checks: allChecks(annex, digest, kind, text, named), annex, digest, mentioned: [...named.keys()] };
}

/** What can be said of an annex whose fields are not known yet: its digest, and the text beside it. */
function unknownVersion(fault, digest, kind, text) {
  const named = findNames(text, new Set());
  const checks = kind === "json" ? [fault] : [fault, digestCheck(digest, text), mentionsRead(named)];
  return { checks, digest, mentioned: [...named.keys()] };
}

/** The annex, exact in every type; or why it is not one. */
function readAnnex(bytes) {
  const loosely = jsonOf(bytes), version = loosely instanceof Map ? loosely.get("version") : null;
  if (typeof version === "bigint" && version > DATA.version && version < HIGHEST_VERSION) {
    return [null, check("version", AMBER, { version: Number(version), known: DATA.version })];
  }
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
  const said = strictly(text);
  const fault = said === undefined ? [] : firstFault(said, DATA.schema) ?? (namesEachThingOnce(said) ? null : []);
  if (fault) return [null, check("schema", RED, { where: [...fault.join(".")].slice(0, 200).join("") || "annexe" })];
  if (canonical(said) !== text) return [null, check("canonical", RED)];
  const annex = asObjects(said), where = oddIdentifier(annex);
  return where ? [null, check("schema", RED, { where })] : [annex, null];
}

/** A second member, resource or figure of the same name would hide the first. */
function namesEachThingOnce(annex) {
  const named = [
    annex.get("consortium").get("members").map((one) => one.get("id")),
    annex.get("resources").map((one) => one.get("id")),
    annex.get("printed").map((one) => one.get("figure")),
  ];
  return named.every((names) => new Set(names).size === names.length);
}

/** The value of a JSON text; undefined when a strict reader refuses it. */
function strictly(text) {
  try {
    const said = parseJson(text, DEEPEST);
    return text.includes("\\u") && hasLoneHalf(said) ? undefined : said;
  } catch (error) {
    if (error instanceof NotJson) return undefined;
    throw error;
  }
}

/** Whether a text somewhere holds half of a character. */
function hasLoneHalf(value) {
  if (typeof value === "string") return /\p{Cs}/u.test(value);
  if (value instanceof Map) return [...value].some(([key, item]) => hasLoneHalf(key) || hasLoneHalf(item));
  return Array.isArray(value) && value.some(hasLoneHalf);
}

function allChecks(annex, digest, kind, text, named) {
  const proposal = revive(annex);
  const claims = claimsOf(proposal);
  const excused = new Set(annex.exceptions.map((one) => one.code));
  const hasText = kind !== "json";
  const checks = [check("annex", GREEN)];
  if (annex.is_draft) checks.push(check("draft", AMBER));
  if (hasText) checks.push(digestCheck(digest, text));
  checks.push(...checkSums(annex, claims, excused), ...checkReciprocity(annex, proposal, claims));
  if (hasText) checks.push(...checkText(annex, text), mentionsCheck(annex, named));
  else checks.push(...checkPrinted(annex));
  checks.push(...checkCatalog(annex));
  if (annex.exceptions.length) {
    const facts = { exceptions_count: annex.exceptions.length, codes: [...excused].sort(byCodePoint) };
    checks.push(check("exceptions", AMBER, facts));
  }
  return checks;
}

function digestCheck(digest, text) {
  const printed = printedDigests(text);
  if (isPrinted(digest, text)) return check("digest", GREEN);
  if (!printed.length) return check("digest-missing", AMBER);
  const facts = { printed: printed[0].slice(0, SHORT), computed: digest.slice(0, SHORT) };
  return check("digest-differs", RED, facts);
}

function mentionsCheck(annex, named) {
  const known = new Set([...annex.resources.map((one) => one.id), ...annex.mentions_only, ...annex.named_by_call]);
  const names = [...named].filter(([id]) => !known.has(id)).map(([, name]) => name);
  return names.length ? check("mentions", AMBER, { names, names_count: names.length }) : check("mentions-said", GREEN);
}
