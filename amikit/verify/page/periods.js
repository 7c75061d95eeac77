// How long a project lasts; both days of a period are included, and a missing one leaves that side open.

const isKnown = ({ start_on, end_on }) => start_on !== null && end_on !== null && start_on <= end_on;

const parts = (day) => day.split("-").map(Number);

/** The days that two periods share; null when there are none. */
function overlap(first, second) {
  const starts = [first.start_on, second.start_on].filter((day) => day !== null).sort();
  const ends = [first.end_on, second.end_on].filter((day) => day !== null).sort();
  const start_on = starts.at(-1) ?? null, end_on = ends[0] ?? null;
  return start_on !== null && end_on !== null && end_on < start_on ? null : { start_on, end_on };
}

/** Whether an expectation valid during a time concerns a project; one without period is concerned by everything. */
export const inWindow = (time, period) => !isKnown(period) || overlap(time, period) !== null;

/** The twelve-month slices begun within both; null when the project's period is not known. */
export function yearsBegunWithin(valid, period) {
  const shared = isKnown(period) ? overlap(valid, period) : null;
  if (!shared || !isKnown(shared)) return null;
  const [year, month, day] = parts(shared.start_on), [lastYear, lastMonth, lastDay] = parts(shared.end_on);
  const isBegun = lastMonth > month || (lastMonth === month && lastDay >= day);
  return BigInt(lastYear - year + (isBegun ? 1 : 0));
}

/** The calendar years that a period touches; none when it is not known. */
export function calendarYears(period) {
  if (!isKnown(period)) return [];
  const [first] = parts(period.start_on), [last] = parts(period.end_on);
  return Array.from({ length: last - first + 1 }, (_, place) => BigInt(first + place));
}
