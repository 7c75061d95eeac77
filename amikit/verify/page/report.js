// The verdicts for programs: as ``amikit verify --format json`` writes them.

import { conclusion, sayCheck } from "./say.js";

const VERSION = 1;

const plainValue = (_, value) => (typeof value === "bigint" ? Number(value) : value);

export function toJson(verdicts, language) {
  const files = verdicts.map(({ checks, ...verdict }) => ({
    ...verdict,
    conclusion: conclusion({ checks, ...verdict }, language),
    checks: checks.map((check) => ({ ...check, message: sayCheck(check, language) })),
  }));
  return JSON.stringify({ version: VERSION, files }, plainValue, 2);
}
