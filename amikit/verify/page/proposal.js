// From an annex back to what was computed (amikit/annex/revive.py): values as the calculations want them.

import { Fraction, ZERO, fraction, roundHalfUp, whole } from "./exact.js";
import { isOpen } from "./licences.js";
import { asSlug, casefold, fold, words } from "./spelling.js";

export const CASH = "argent";
export const RESOURCE = "ressource";
export const PLACE = "lieu";
export const STEWARD = "porteur";
export const MEMBER = "membre";

/** An account without the spaces and capitals that people put in it. */
export const plainCode = (account) => casefold(words(account).join(""));

export const startsWithAny = (text, beginnings) => beginnings.some((one) => text.startsWith(one));

/** Whether two cells name the same funder; a blank names nobody. */
export const isSameFunder = (one, other) => fold(one) !== "" && fold(one) === fold(other);

/** By id; of two with one id, the first. */
function firstById(items, id = (one) => one.id) {
  const found = new Map();
  for (const item of items) if (!found.has(id(item))) found.set(id(item), item);
  return found;
}

/** What the annex says, ready to be computed; its identifiers were checked already. */
export function revive(annex) {
  const expenses = annex.budget.expenses.map(expense);
  const resources = annex.resources.map(resource);
  const uses = annex.resources.filter((one) => one.is_declared).map(use);
  const members = new Map(annex.consortium.members.map((one) => [one.id, member(one)]));
  return {
    call: annex.call,
    period: annex.period,
    lead: asSlug(annex.consortium.lead_id),
    mandateDigest: annex.consortium.mandate_digest,
    members,
    membersOfPeople: membersOfPeople(annex.budget.expenses, members),
    allMembers: annex.consortium.members,
    supportedPlaces: annex.supported_places_count,
    minRate: fraction(annex.commons_min_rate),
    resources: new Map(resources.map((one) => [one.id, one])),
    uses,
    usesById: firstById(uses),
    expenses,
    expensesById: firstById(expenses),
    incomes: annex.budget.incomes,
  };
}

/** The member of each person whose hours a line counts, as far as it is said. */
function membersOfPeople(lines, members) {
  const said = lines.filter((line) => line.person_member_id !== "");
  const people = said.map((line) => [personId(line), asSlug(line.person_member_id)]);
  return new Map(people.filter(([, id]) => members.has(id)));
}

/** Two people may bear one name, each in a member: they are two. */
const personId = (line) => (line.person_member_id ? `${line.person}-${line.person_member_id}` : "");

const member = (one) => ({ ...one, isPlace: one.kind === "tiers-lieu" });

function resource(one) {
  return {
    id: one.id,
    name: one.name,
    isOwn: one.is_own,
    steward: one.steward || one.steward_member_id
      ? { name: one.steward, member: one.steward_member_id || null }
      : null,
    expectations: one.expectations.map(expectation),
  };
}

function expectation(one) {
  const { figure } = one;
  return {
    ...one,
    figure: figure && { ...figure, hours: fraction(figure.hours), share_rate: fraction(figure.share_rate) },
  };
}

function use(one) {
  return {
    id: one.id,
    usages: one.usages,
    places: one.place_ids,
    commitments: one.commitments.map(commitment),
    ifPartial: one.if_partial,
    agreement: one.agreement && agreement(one.agreement),
  };
}

function commitment(one) {
  const lines = one.lines.map((part) => ({ id: part.line_id, cents: part.cents, hours: fraction(part.hours) }));
  const isAct = one.act_digest !== "";
  const inCharge = one.in_charge_member_id || (one.is_in_charge ? "…" : "");
  return {
    answers: asSlug(one.answers_id),
    lines,
    due: one.due_on,
    inCharge,
    isEmpty: !lines.length && !isAct && !inCharge && one.due_on === null,
    isComplete: isAct && inCharge !== "" && one.due_on !== null,
  };
}

function agreement(one) {
  const figures = one.figures.map((figure) => ({
    answers: asSlug(figure.answers_id), cents: figure.amount_cents, hours: fraction(figure.hours),
  }));
  return { status: one.status, figures };
}

function expense(line) {
  const hours = fraction(line.hours);
  const left = line.deliverable;
  return {
    ...line,
    isCash: line.nature === CASH,
    hours,
    workedHours: hours ?? (line.rate_cents ? new Fraction(line.cents, line.rate_cents) : ZERO),
    person: asSlug(personId(line)),
    leavesSomethingOpen: left !== null && left.where !== "" && isOpen(left.licence),
    account: plainCode(line.account),
  };
}

/** Whether a line's destination is that resource. */
export const feeds = (line, resourceId) => line.kind === RESOURCE && line.target_id === resourceId;

/** Whether a line pays who looks after the resource it feeds; nobody is paid where nobody is known. */
export function isPaidToSteward(line, card) {
  if (line.payee === null || !feeds(line, card.id)) return false;
  if (line.payee.kind === STEWARD) return card.steward !== null && card.steward.name !== "";
  const steward = card.steward ? card.steward.member : null;
  return line.payee.kind === MEMBER && steward !== null && line.payee.id === steward;
}

/** What hours are worth at a rate, to the cent. */
export const worth = (hours, rateCents) => roundHalfUp(hours.times(whole(rateCents)));
