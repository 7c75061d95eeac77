// The identifiers of an annex: what is computed finds things by them (amikit/verify/identifiers.py).

import { isSlug } from "./spelling.js";

/** Where the first identifier stands that is none; empty when each is one. */
export function oddIdentifier(annex) {
  for (const [where, name] of identifiers(annex)) if (!isSlug(name)) return where;
  return "";
}

function* identifiers({ consortium, needs, resources, budget }) {
  for (const [rank, { id }] of consortium.members.entries()) yield [`consortium.members.${rank}.id`, id];
  for (const [rank, need] of needs.entries()) yield [`needs.${rank}`, need];
  for (const [rank, one] of resources.entries()) {
    const where = `resources.${rank}`;
    yield [`${where}.id`, one.id];
    yield [`${where}.steward_member_id`, one.steward_member_id || "0"];
    for (const [place, id] of one.place_ids.entries()) yield [`${where}.place_ids.${place}`, id];
    for (const [place, { id }] of one.expectations.entries()) yield [`${where}.expectations.${place}.id`, id];
  }
  for (const [rank, { person, person_member_id: id }] of budget.expenses.entries()) {
    yield [`budget.expenses.${rank}.person_member_id`, id && !person ? "" : id || "0"];
  }
}
