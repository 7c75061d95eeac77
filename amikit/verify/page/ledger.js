// The register of reciprocity: expected against committed, resource by resource (amikit/compute/ledger.py,
// expected.py, committed.py). Nothing offsets anything else.

import {
  ZERO, exact, greater, least, lesser, most, roundHalfUp, sumOf, sumOfFractions, whole,
} from "./exact.js";
import { inWindow, yearsBegunWithin } from "./periods.js";
import { CASH, feeds, isPaidToSteward, startsWithAny, worth } from "./proposal.js";

const TRIGGERS = {
  citation: ["citation"],
  usage: ["citation", "usage"],
  deploiement: ["citation", "usage", "deploiement"],
  accompagnement: ["citation", "usage", "accompagnement"],
};
const FIRM = ["convenu", "publie"];
const SERVICES = ["60", "61", "62", "651"];
const TIME = "temps", ACT = "nature";

/** The rows of every declared resource; ``askedCents`` is null while nobody is asked for money. */
export function computeLedger(proposal, askedCents) {
  const rows = [];
  for (const use of proposal.usesById.values()) {
    const card = proposal.resources.get(use.id);
    if (card) rows.push(...rowsOf(card, use, proposal, askedCents));
  }
  const isFirm = (row) => FIRM.includes(row.standing);
  const coveredCents = (row) => (isFirm(row) ? least(row.committed_cents, row.expected_cents ?? 0n) : 0n);
  const coveredHours = (row) => (isFirm(row) ? lesser(row.committedHours, row.expectedHours ?? ZERO) : ZERO);
  return {
    rows,
    expected: sumOf(rows.map((row) => row.expected_cents ?? 0n)),
    committed: sumOf(rows.map((row) => row.committed_cents)),
    covered: sumOf(rows.map(coveredCents)),
    expectedHours: sumOfFractions(rows.map((row) => row.expectedHours ?? ZERO)),
    committedHours: sumOfFractions(rows.map((row) => row.committedHours)),
    coveredHours: sumOfFractions(rows.map(coveredHours)),
  };
}

function rowsOf(card, use, proposal, askedCents) {
  const triggers = new Set(use.usages.flatMap((usage) => TRIGGERS[usage]));
  const concerned = (one) => triggers.has(one.trigger) && inWindow(one.valid, proposal.period);
  const expectations = new Map(card.expectations.filter(concerned).map((one) => [one.id, one]));
  const tallies = tallyCommitments(use, card, proposal, expectations);
  const rows = [];
  for (const expectation of expectations.values()) {
    const answers = tallies.filter(({ commitment }) => commitment.answers === expectation.id);
    rows.push(expectedRow(card, expectation, expectedOf(expectation, use, proposal, askedCents), answers));
  }
  if (!expectations.size) rows.push(row(card, { standing: "a-convenir", status: "a-convenir" }));
  for (const tally of tallies) if (!expectations.has(tally.commitment.answers)) rows.push(freeRow(card, tally));
  return rows;
}

/** A row as the annex writes it, and its hours as fractions. */
function row(card, said) {
  const { expectedHours = null, proposedHours = null, committedHours = ZERO, ...others } = said;
  return {
    resource: card.id, expectation_id: "", form: null, standing: null, expected_cents: null, proposed_cents: null,
    committed_cents: 0n, purchase_cents: 0n, elsewhere_cents: 0n, acts_count: 0n, ...others,
    expectedHours, committedHours,
    expected_hours: exact(expectedHours), proposed_hours: exact(proposedHours), committed_hours: exact(committedHours),
  };
}

function expectedRow(card, expectation, expected, answers) {
  const { honoured_by: honours, form } = expectation;
  const given = sumOf(answers.map((tally) => tally.contribution));
  const bought = sumOf(answers.map((tally) => tally.purchase));
  const accepts = (way) => (honours.length ? honours : ["contribution"]).includes(way);
  const committed = (accepts("contribution") ? given : 0n) + (accepts("achat") ? bought : 0n);
  const hours = sumOfFractions(answers.map((tally) => tally.hours));
  const acts = form === ACT ? answers.map((tally) => tally.commitment).filter((one) => !one.isEmpty) : [];
  return row(card, {
    expectation_id: expectation.id,
    form,
    standing: expected.standing,
    status: statusOf(form, expected, committed, hours, acts),
    expected_cents: expected.cents ?? null,
    expectedHours: expected.hours ?? null,
    proposed_cents: expected.proposedCents ?? null,
    proposedHours: expected.proposedHours ?? null,
    committed_cents: committed,
    committedHours: hours,
    purchase_cents: bought,
    elsewhere_cents: sumOf(answers.map((tally) => tally.elsewhere)),
    acts_count: BigInt(acts.length),
  });
}

/** A contribution that no expectation of this use asks for: shown, and covering nothing. */
function freeRow(card, tally) {
  const isCash = tally.contribution || tally.purchase || tally.elsewhere;
  const form = isCash ? CASH : tally.hours.isZero ? ACT : TIME;
  return row(card, {
    form,
    status: "libre",
    committed_cents: tally.contribution,
    committedHours: tally.hours,
    purchase_cents: tally.purchase,
    elsewhere_cents: tally.elsewhere,
    acts_count: form === ACT && !tally.commitment.isEmpty ? 1n : 0n,
  });
}

function statusOf(form, expected, committedCents, committedHours, acts) {
  if (!FIRM.includes(expected.standing)) return "a-convenir";
  if (form === ACT) {
    if (acts.some((act) => act.isComplete)) return "couvert";
    return acts.length ? "partiel" : "absent";
  }
  const committed = form === CASH ? whole(committedCents) : committedHours;
  const goal = form === CASH ? expected.cents : expected.hours;
  if (goal === undefined || goal === null) return "a-convenir";
  const gap = committed.compare(form === CASH ? whole(goal) : goal);
  if (gap >= 0) return gap > 0 ? "au-dela" : "couvert";
  return committed.isZero ? "absent" : "partiel";
}

/** What an expectation amounts to; a figure that the steward agreed to replaces the one of the catalog. */
function expectedOf(expectation, use, proposal, askedCents) {
  const counted = countOf(expectation, use, proposal, askedCents);
  const isFigure = counted.cents !== undefined || counted.hours !== undefined;
  const { form, standing } = expectation;
  const agreed = agreedFigure(use, expectation.id);
  if (agreed) {
    if (form === CASH && agreed.cents !== null) return { standing: "convenu", cents: agreed.cents };
    if (form === TIME && agreed.hours !== null) return { standing: "convenu", hours: agreed.hours };
    return isFigure || form === ACT ? { standing: "convenu", ...counted } : { standing };
  }
  if (standing === "a-convenir") return { standing };
  if (standing === "propose") return { standing, proposedCents: counted.cents, proposedHours: counted.hours };
  return { standing, ...counted };
}

function agreedFigure({ agreement }, expectationId) {
  if (!agreement || !["accepte", "reserve"].includes(agreement.status)) return null;
  return agreement.figures.find((figure) => figure.answers === expectationId) ?? null;
}

/** A figure × its base; nothing when it cannot be counted. */
function countOf({ figure, form, valid }, use, proposal, askedCents) {
  if (figure === null || form === ACT) return {};
  const base = () => baseOf(figure.per, use, valid, proposal);
  if (form === CASH && figure.amount_cents !== null) {
    const count = base();
    return count === null ? {} : { cents: figure.amount_cents * count };
  }
  if (form === TIME && figure.hours !== null) {
    const count = base();
    return count === null ? {} : { hours: figure.hours.times(whole(count)) };
  }
  if (form === CASH && figure.share_rate !== null && askedCents !== null) {
    return { cents: roundHalfUp(figure.share_rate.times(whole(askedCents))) };
  }
  return {};
}

function baseOf(per, use, valid, proposal) {
  const places = () => BigInt(proposal.allMembers.filter((one) =>
    one.kind === "tiers-lieu" && (!use.places.length || use.places.includes(one.id))).length);
  if (per === "membre") return BigInt(proposal.allMembers.filter((one) => one.is_legal_person).length);
  if (per === "lieu") return places();
  if (per === "lieu-accompagne") return proposal.supportedPlaces;
  if (per === "an") return yearsBegunWithin(valid, proposal.period);
  if (per === "lieu-an") {
    const years = yearsBegunWithin(valid, proposal.period);
    return years === null ? null : places() * years;
  }
  return 1n;
}

/** What each commitment amounts to, in order; a line never gives more than it has, the first named is served first. */
function tallyCommitments(use, card, { expensesById }, expectations) {
  const left = { cents: new Map(), hours: new Map() };
  return use.commitments.map((commitment) => {
    const form = expectations.get(commitment.answers)?.form ?? null;
    const tally = { commitment, contribution: 0n, purchase: 0n, elsewhere: 0n, hours: ZERO };
    for (const part of commitment.lines) {
      const line = expensesById.get(part.id);
      if (!line || !feeds(line, card.id) || form === ACT) continue;
      if (line.isCash && form !== TIME) countCash(part, line, card, left, tally);
      else if (line.nature === "benevolat" && form !== CASH) countTime(part, line, left, tally);
    }
    return tally;
  });
}

function countCash(part, line, card, left, tally) {
  const available = left.cents.get(line.id) ?? most(0n, line.cents);
  const cents = least(partCents(part, line), available);
  left.cents.set(line.id, available - cents);
  const pays = isPaidToSteward(line, card);
  if (!pays && !line.leavesSomethingOpen) tally.elsewhere += cents;
  else if (pays && startsWithAny(line.account, SERVICES) && !line.leavesSomethingOpen) tally.purchase += cents;
  else tally.contribution += cents;
}

function partCents(part, line) {
  if (part.cents !== null) return most(0n, part.cents);
  if (part.hours !== null && line.rate_cents !== null) return most(0n, worth(part.hours, line.rate_cents));
  return most(0n, line.cents);
}

function countTime(part, line, left, tally) {
  const worked = line.workedHours;
  const available = left.hours.get(line.id) ?? greater(ZERO, worked);
  const hours = lesser(greater(ZERO, part.hours ?? worked), available);
  left.hours.set(line.id, available.minus(hours));
  tally.hours = tally.hours.plus(hours);
}

