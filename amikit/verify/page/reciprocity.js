// The register of an annex: each row made again; what was agreed to; what stewards say today
// (amikit/verify/reciprocity.py).

import { DATA } from "./data.js";
import { fingerprint, memberFingerprint } from "./fingerprint.js";
import { computeParts } from "./parts.js";
import { AMBER, GREEN, RED, check } from "./verdict.js";

const SHORT = 8;
const ANSWERS = { accepted: "accepte", reserved: "reserve", refused: "refuse", waiting: "demande", unasked: null };

/** Row by row, resource by resource; then the answers of stewards, and who relies on what without funding it. */
export function checkReciprocity(annex, proposal, claims) {
  const { resources } = annex;
  const declared = resources.filter((one) => one.is_declared);
  const wrong = resources.map((one) => rowCheck(one, claims.rows.get(one.id) ?? [])).filter(Boolean);
  const checks = [...wrong];
  if (!wrong.length && resources.length) {
    checks.push(check("ledger", GREEN, { resources_count: declared.length }));
  }
  for (const one of declared) {
    if (one.fingerprint !== fingerprintOf(one, proposal)) checks.push(check("fingerprint", RED, { resource: one.name }));
  }
  return [...checks, ...agreements(annex, declared), ...members(annex, proposal), ...unfunded(resources)];
}

/** The first figure of the register that is not the one computed; null when each is. */
function rowCheck(resource, made) {
  const said = resource.rows;
  for (let place = 0; place < Math.min(said.length, made.length); place++) {
    for (const name of DATA.row_fields) {
      const value = said[place][name], other = made[place][name];
      if (value === other) continue;
      const unit = /_(cents|hours)$/u.exec(name)?.[1] ?? "word";
      const facts = { resource: resource.name, expectation: said[place].expectation_id, figure: name };
      return check("row", RED, { ...facts, [`said_${unit}`]: value, [`found_${unit}`]: other });
    }
  }
  if (said.length === made.length) return null;
  return check("rows", RED, { resource: resource.name, said_count: said.length, found_count: made.length });
}

function fingerprintOf(resource, proposal) {
  const use = proposal.usesById.get(resource.id), card = proposal.resources.get(resource.id);
  const acts = resource.commitments.map((one) => one.act_digest);
  return fingerprint(use, card, acts, proposal);
}

function agreements(annex, declared) {
  const members = new Set(annex.consortium.members.map((one) => one.id));
  const asked = declared.filter((one) => !members.has(one.steward_member_id));
  if (!asked.length) return [];
  const checks = [];
  for (const { name, agreement, fingerprint: now } of asked) {
    if (!agreement || !agreement.fingerprint || agreement.fingerprint === now) continue;
    const facts = { resource: name, agreed: agreement.fingerprint.slice(0, SHORT), now: now.slice(0, SHORT) };
    checks.push(check("agreement-stale", AMBER, facts));
  }
  const count = (status) => asked.filter((one) => (one.agreement?.status ?? null) === status).length;
  const { accepted, ...others } = ANSWERS;
  const facts = { accepted_count: count(accepted), asked_count: asked.length };
  for (const [name, status] of Object.entries(others)) facts[`${name}_count`] = count(status);
  facts.by_members_count = declared.length - asked.length;
  checks.push(check("agreements", facts.accepted_count === asked.length ? GREEN : AMBER, facts));
  return checks;
}

/** The members' parts, made again; and what they answered, where anyone was asked. */
function members(annex, proposal) {
  const checks = [];
  const all = annex.consortium.members;
  const acts = new Map(annex.resources.map((one) => [one.id, one.commitments.map((each) => each.act_digest)]));
  const parts = computeParts(proposal);
  for (const { id, name, agreement, fingerprint: now } of all) {
    const part = parts.get(id);
    if (now !== memberFingerprint(part, acts, proposal)) checks.push(check("member-fingerprint", RED, { member: name }));
    if (!agreement || !agreement.fingerprint || agreement.fingerprint === now) continue;
    const facts = { member: name, agreed: agreement.fingerprint.slice(0, SHORT), now: now.slice(0, SHORT) };
    checks.push(check("member-agreement-stale", AMBER, facts));
  }
  if (all.some((one) => one.agreement)) {
    const accepted = all.filter((one) => one.agreement?.status === "accepte").length;
    const light = accepted === all.length ? GREEN : AMBER;
    checks.push(check("member-agreements", light, { accepted_count: accepted, asked_count: all.length }));
  }
  return checks;
}

/** Resources of which a firm expectation is answered by nothing. */
function unfunded(resources) {
  const names = resources.filter((one) => one.rows.some((row) => row.status === "absent")).map((one) => one.name);
  return names.length ? [check("unfunded", AMBER, { names, names_count: names.length })] : [];
}

/** What the reader's own catalog says today of each resource: what changed since is no fault of the answer. */
export function checkCatalog(annex) {
  const cards = new Map(DATA.catalog.map((card) => [card.id, card]));
  const shared = annex.resources.filter((one) => one.is_declared && !one.is_own);
  const isChanged = (one) => cards.has(one.id) && !isSameSet(cards.get(one.id).firm.map(asText), firm(one.expectations));
  const changed = shared.filter(isChanged).map((one) => one.name);
  const unknown = shared.filter((one) => !cards.has(one.id)).map((one) => one.name);
  const checks = [];
  if (changed.length) checks.push(check("catalog-changed", AMBER, { names: changed, names_count: changed.length }));
  if (unknown.length) checks.push(check("catalog-unknown", AMBER, { names: unknown, names_count: unknown.length }));
  if (!changed.length && !unknown.length && shared.length) checks.push(check("catalog", GREEN));
  return checks;
}

const asText = (values) => JSON.stringify(values);

/** What stewards firmly expect, as it can be compared; written as the page's own catalog writes it. */
function firm(expectations) {
  const solid = expectations.filter((one) => one.standing === "publie" || one.standing === "convenu");
  return solid.map(({ id, form, trigger, figure }) => {
    const said = figure ? [figure.amount_cents?.toString() ?? null, figure.hours, figure.share_rate, figure.per] : [];
    return asText([id, form, trigger, ...said]);
  });
}

function isSameSet(one, other) {
  const first = new Set(one), second = new Set(other);
  return first.size === second.size && [...first].every((item) => second.has(item));
}
