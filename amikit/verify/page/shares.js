// Who the money goes to: resources, places, coordination (amikit/compute/shares.py).

import { Fraction, ZERO, fraction, greater, most, sumOf } from "./exact.js";
import { MEMBER, PLACE, RESOURCE, isPaidToSteward, isSameFunder } from "./proposal.js";

const cents = (lines, isWanted) => sumOf(lines.filter(isWanted).map((line) => line.cents));

/** The shares of these cash lines, of the amount asked when that is more. */
function sharesOf(lines, proposal, askedCents = 0n) {
  const counted = lines.filter((line) => line.isCash).map((line) => classify(line, proposal));
  const total = most(sumOf(counted.map((line) => line.cents)), askedCents);
  const resources = cents(counted, (line) => line.kind === RESOURCE);
  const setApart = cents(counted, (line) => line.isOwn || line.isMemberStewarded);
  const reached = proposal.call.counts_own_resources ? resources : resources - setApart;
  const rate = (part) => (total ? new Fraction(part, total) : ZERO);
  const rates = [proposal.minRate, fraction(proposal.call.commons_min_rate)].filter((one) => one !== null);
  const minRate = rates.length ? rates.reduce(greater) : null;
  return {
    resources,
    places: cents(counted, (line) => line.kind === PLACE),
    coordination: cents(counted, (line) => line.kind === "coordination"),
    toStewards: cents(counted, (line) => line.hands === "porteur"),
    toMembers: cents(counted, (line) => line.hands === "membre"),
    toOthers: cents(counted, (line) => line.hands === "autre"),
    setApart,
    reached,
    minRate,
    resourcesRate: rate(resources),
    reachedRate: rate(reached),
    isReached: minRate === null || !total ? null : rate(reached).compare(minRate) >= 0,
  };
}

export const computeShares = (proposal) => sharesOf(proposal.expenses, proposal);

/** The same over the lines that the call's funder pays for; null when no line says so. */
export function computeAskedShares(proposal, askedCents) {
  const lines = proposal.expenses.filter((line) => line.isCash && isSameFunder(line.funder, proposal.call.funder));
  return lines.length ? sharesOf(lines, proposal, askedCents) : null;
}

function classify(line, proposal) {
  const card = line.kind === RESOURCE ? proposal.resources.get(line.target_id) : undefined;
  if (card) {
    const hands = handsOf(line, card, proposal);
    if (hands === "porteur" || line.leavesSomethingOpen) {
      const isMemberStewarded = proposal.members.has(card.steward?.member);
      return { cents: line.cents, kind: RESOURCE, hands, isOwn: card.isOwn, isMemberStewarded };
    }
  }
  return { cents: line.cents, kind: placeOf(line, proposal) ? PLACE : "coordination", hands: null };
}

function handsOf(line, card, proposal) {
  if (isPaidToSteward(line, card)) return "porteur";
  const isMember = line.payee !== null && line.payee.kind === MEMBER && proposal.members.has(line.payee.id);
  return isMember ? "membre" : "autre";
}

/** The place that is paid, else the place that the line feeds. */
function placeOf(line, { members }) {
  const paid = line.payee?.kind === MEMBER ? members.get(line.payee.id) : undefined;
  const fed = line.kind === PLACE ? members.get(line.target_id) : undefined;
  return [paid, fed].find((one) => one?.isPlace);
}
