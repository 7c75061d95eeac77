// What each member takes on: what it is paid, what it brings, what it answers for (amikit/compute/parts.py).

import { MEMBER, PLACE, STEWARD } from "./proposal.js";
import { fold } from "./spelling.js";

const BETWEEN = /[,;/+&](?:-?(?:et|and)-)?|-(?:et|and)-/u;

/** What each member would agree to, by its id. */
export function computeParts(proposal) {
  const parts = new Map([...proposal.members.keys()].map((id) => [id, { id, lines: [], incomes: [], acts: [] }]));
  for (const line of proposal.expenses) {
    const worked = proposal.membersOfPeople.get(line.person) ?? "";
    const paid = paidMember(line, proposal), place = line.kind === PLACE ? line.target_id : "";
    for (const id of new Set([worked, paid, place])) {
      parts.get(id)?.lines.push({ line, isPaid: paid === id, isPlace: place === id, isWorked: worked === id });
    }
  }
  for (const use of proposal.usesById.values()) {
    use.commitments.forEach((commitment, rank) => {
      const { inCharge } = commitment;
      const id = proposal.members.has(inCharge) ? inCharge : proposal.membersOfPeople.get(inCharge);
      parts.get(id)?.acts.push({ resource: use.id, rank, commitment });
    });
  }
  const names = namesOf(proposal.allMembers);
  for (const line of proposal.incomes) {
    for (const id of namedIn(line.funder, names)) parts.get(id)?.incomes.push(line);
  }
  return parts;
}

/** The id of each member by its name and by its id; of two that bear one, the first. */
function namesOf(members) {
  const found = new Map();
  for (const { id, name } of [...members].reverse()) {
    for (const one of [name, id]) if (one) found.set(keyOf(listed(one)), id);
  }
  return found;
}

/** The names of a cell that lists several: « Baraka, La Coroutine et Mons Fabrica ». */
const listed = (cell) => fold(cell).split(BETWEEN).map((one) => one.replace(/^-+|-+$/gu, "")).filter(Boolean);

const keyOf = (names) => names.join("\0");

/** The members that a cell names; only whole names, the longest first. */
function namedIn(cell, byName) {
  const names = listed(cell), found = new Set();
  for (let at = 0; at < names.length; at += 1) {
    for (let end = names.length; end > at; end -= 1) {
      const id = byName.get(keyOf(names.slice(at, end)));
      if (!id) continue;
      found.add(id);
      at = end - 1;
      break;
    }
  }
  return found;
}

function paidMember(line, { resources }) {
  if (line.payee?.kind === MEMBER) return line.payee.id;
  if (line.payee?.kind !== STEWARD || line.kind === null) return "";
  return resources.get(line.target_id)?.steward?.member ?? "";
}
