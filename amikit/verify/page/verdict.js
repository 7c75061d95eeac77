// What a verification says: one line a check, in the words that the command writes in JSON.

export const GREEN = "vert";
export const AMBER = "orange";
export const RED = "rouge";

const ORDER = [GREEN, AMBER, RED];

export const check = (code, light, facts = {}) => ({ code, light, facts });

/** The gravest of several checks; green without any. */
export const worst = (checks) => ORDER[Math.max(0, ...checks.map((one) => ORDER.indexOf(one.light)))];
