// What the budget adds up to (amikit/compute/budget.py, passing_on.py).

import { Fraction, ZERO, sumOf } from "./exact.js";
import { calendarYears } from "./periods.js";
import { CASH, MEMBER, STEWARD, isSameFunder, plainCode, startsWithAny } from "./proposal.js";
import { strip } from "./spelling.js";

const BY_INVOICE = ["60", "61", "62", "651"];

const total = (lines) => sumOf(lines.map((line) => line.cents));

export const askedIncomes = ({ incomes, call }) => incomes.filter((line) => {
  const isOfTheCall = strip(call.funder) === "" || isSameFunder(line.funder, call.funder);
  return line.nature === CASH && line.status === "sollicite" && isOfTheCall;
});

function isPublic(line, call) {
  if (line.status === "propre") return false;
  const account = plainCode(line.account);
  if (isSameFunder(line.funder, call.funder) && (!account || !call.is_public)) return call.is_public;
  return startsWithAny(account, ["73", "74"]);
}

/** Whether a cash line passes a subsidy on to somebody who sends no invoice. */
function passesMoneyOn(line, proposal) {
  if (!line.isCash || !line.account) return false;
  if (line.account.startsWith("657")) return true;
  const { payee } = line;
  if (payee === null || ![STEWARD, MEMBER].includes(payee.kind) || startsWithAny(line.account, BY_INVOICE)) return false;
  return payee.kind === STEWARD || payee.id !== proposal.lead;
}

/** Every total of the budget, and what is asked each year. */
export function computeViews(proposal) {
  const { expenses, incomes, call } = proposal;
  const charges = expenses.filter((line) => line.isCash);
  const received = incomes.filter((line) => line.nature === CASH);
  const asked = askedIncomes(proposal);
  const views = {
    charges: total(charges),
    incomes: total(received),
    inKindCharges: total(expenses.filter((line) => !line.isCash)),
    inKindIncomes: total(incomes.filter((line) => line.nature !== CASH)),
    asked: total(asked),
    public: total(received.filter((line) => isPublic(line, call))),
    indirect: total(charges.filter((line) => line.account === "indirectes")),
    passedOn: total(expenses.filter((line) => passesMoneyOn(line, proposal))),
    byYear: byYear(charges, asked, proposal.period),
  };
  const base = views.charges + views.inKindCharges;
  return { ...views, publicRate: base ? new Fraction(views.public, base) : ZERO };
}

/** The years of the project and those that lines name, in order; then what names none. */
function byYear(charges, asked, period) {
  const written = [...charges, ...asked].map((line) => line.year);
  const known = new Set([...written.filter((year) => year !== null), ...calendarYears(period)]);
  const years = [...known].sort((one, other) => (one < other ? -1 : 1));
  return [...years, ...(written.includes(null) ? [null] : [])].map((year) => ({
    id: year === null ? "" : String(year),
    asked: total(asked.filter((line) => line.year === year)),
  }));
}
