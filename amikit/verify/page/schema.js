// The annex against its JSON Schema, exact in every type: where the first fault stands (amikit/annex/schema.py).

import { lengthOf } from "./spelling.js";

const DAY = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/u;
const patterns = new Map();

/** The keys that lead to the first fault; null when there is none. Only what our schema uses is known. */
export function firstFault(value, schema, whole = schema) {
  if (schema.$ref) return firstFault(value, whole.$defs[schema.$ref.split("/").at(-1)], whole);
  if (schema.anyOf) {
    const [wanted] = schema.anyOf.filter((one) => one.type !== "null");
    return value === null ? null : firstFault(value, wanted, whole);
  }
  if ("const" in schema) return isSame(value, schema.const) ? null : [];
  if (schema.enum) return schema.enum.some((one) => isSame(value, one)) ? null : [];
  return KINDS[schema.type](value, schema, whole);
}

const isSame = (value, wanted) => (typeof wanted === "number" ? value === BigInt(wanted) : value === wanted);

const KINDS = {
  object(value, schema, whole) {
    if (!(value instanceof Map)) return [];
    for (const [key, wanted] of Object.entries(schema.properties)) {
      const fault = value.has(key) ? firstFault(value.get(key), wanted, whole) : [];
      if (fault) return [key, ...fault];
    }
    const extra = [...value.keys()].find((key) => !Object.hasOwn(schema.properties, key));
    return extra === undefined ? null : [extra];
  },

  array(value, schema, whole) {
    if (!Array.isArray(value) || value.length > (schema.maxItems ?? Infinity)) return [];
    for (const [place, item] of value.entries()) {
      const fault = firstFault(item, schema.items, whole);
      if (fault) return [place, ...fault];
    }
    return null;
  },

  integer(value, { minimum, maximum }) {
    const isFit = typeof value === "bigint" && !(value < minimum) && !(value > maximum);
    return isFit ? null : [];
  },

  boolean: (value) => (typeof value === "boolean" ? null : []),

  string(value, schema) {
    const isFit = typeof value === "string"
      && !(schema.maxLength !== undefined && lengthOf(value) > schema.maxLength)
      && (!schema.pattern || patternOf(schema.pattern).test(value))
      && (schema.format !== "date" || isDay(value));
    return isFit ? null : [];
  },
};

function patternOf(source) {
  if (!patterns.has(source)) patterns.set(source, new RegExp(source, "u"));
  return patterns.get(source);
}

function isDay(text) {
  const [, year, month, day] = DAY.exec(text)?.map(Number) ?? [];
  if (!year || month < 1 || month > 12) return false;
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return day >= 1 && day <= [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1];
}
