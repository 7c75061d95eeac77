// Figures and sentences in French and English (amikit/i18n.py, amikit/verify/words.py).

import { DATA } from "./data.js";
import { Fraction, fraction, magnitude } from "./exact.js";

const NBSP = "\u00a0", NARROW = "\u202f";
const FIELD = /\{(\w+)(?::([^{}]*))?\}/gu;
const TENTHS = 1000n;

function grouped(value, language) {
  return String(value).replace(/\B(?=(?:[0-9]{3})+$)/gu, language === "fr" ? NARROW : ",");
}

/** An amount: ``12 000,00 €``, ``€12,000.00``. */
export function euros(cents, language) {
  const size = magnitude(BigInt(cents)), sign = cents < 0 ? "-" : "";
  const rest = String(size % 100n).padStart(2, "0"), whole = grouped(size / 100n, language);
  return language === "fr" ? `${sign}${whole},${rest}${NBSP}€` : `${sign}€${whole}.${rest}`;
}

/** A quantity with at most two decimals and no useless zero: ``1 234,5``. */
export function number(value, language) {
  const scaled = (magnitude(value.above) * 200n + value.below) / (2n * value.below);
  const decimals = String(scaled % 100n).padStart(2, "0").replace(/0+$/u, "");
  const sign = value.above < 0n && scaled ? "-" : "";
  const mark = decimals && (language === "fr" ? "," : ".");
  return `${sign}${grouped(scaled / 100n, language)}${mark}${decimals}`;
}

/** A number of hours: ``7,5 h``. */
export const hours = (value, language) => `${number(value, language)}${NBSP}h`;

/** A percentage with at most one decimal; only the whole is 100 %, and only nothing is 0 %. */
export function rate(value, language, isAligned = false) {
  const size = magnitude(value.above);
  let tenths = (size * 2n * TENTHS + value.below) / (2n * value.below);
  if (tenths === 0n && size) tenths = 1n;
  else if (tenths === TENTHS && size !== value.below) tenths += size > value.below ? 1n : -1n;
  const zero = isAligned && tenths % 10n === 0n ? (language === "fr" ? ",0" : ".0") : "";
  const said = (value.above < 0n ? "-" : "") + number(new Fraction(tenths, 10n), language) + zero;
  return language === "fr" ? `${said}${NBSP}%` : `${said}%`;
}

/** Words joined as a person would. */
export function list(items, language) {
  if (items.length < 2) return items.join("");
  return items.slice(0, -1).join(", ") + (language === "fr" ? " et " : " and ") + items.at(-1);
}

/** A number that agrees with its noun: ``3 lignes``. */
function counted(value, spec, language) {
  const said = number(new Fraction(BigInt(value)), language);
  if (!spec) return said;
  const [singular, plural] = spec.split("|");
  const isOne = language === "fr" ? magnitude(BigInt(value)) < 2n : magnitude(BigInt(value)) === 1n;
  return `${said} ${isOne ? singular : plural || singular}`;
}

const isWhole = (value) => typeof value === "number" || typeof value === "bigint";
const isText = (value) => typeof value === "object" && value !== null && "fr" in value && "en" in value;

function inWords(name, value, spec, language) {
  if (value === null || value === undefined) return "";
  if (isText(value)) return value[language];
  if (isWhole(value) && name.endsWith("_cents")) return euros(value, language);
  if (isWhole(value) && name.endsWith("_count")) return counted(value, spec, language);
  if (value instanceof Fraction) {
    if (name.endsWith("_rate")) return rate(value, language);
    return name.endsWith("_hours") ? hours(value, language) : number(value, language);
  }
  if (Array.isArray(value)) return list(value.map((item) => inWords(name, item, spec, language)), language);
  return String(value);
}

/** Facts in a sentence; the suffix of a fact's name (``_cents``) says how to write it. */
export const say = (text, facts, language) =>
  text[language].replace(FIELD, (_, name, spec) => inWords(name, facts[name], spec, language));

function valued(name, value) {
  const { most_names: most } = DATA.words;
  if (Array.isArray(value) && value.length > most) {
    const others = value.length - most + 1;
    return [...value.slice(0, most - 1), { fr: `${others} autres`, en: `${others} others` }];
  }
  return typeof value === "string" && /_(rate|hours)$/u.test(name) ? fraction(value) : value;
}

/** A figure of a text (``12500,00€``) as each language writes it. */
function spelt(figure) {
  const parts = /^([0-9]+)(?:,([0-9]+))?(€|%|h)?$/u.exec(figure);
  if (!parts) return figure;
  const whole = BigInt(parts[1]), decimals = parts[2] ?? "", unit = parts[3] ?? "";
  const fr = `${grouped(whole, "fr")}${decimals && `,${decimals}`}${unit && NBSP + unit}`;
  const en = `${grouped(whole, "en")}${decimals && `.${decimals}`}`;
  return { fr, en: unit === "€" ? `€${en}` : unit === "h" ? `${en}${NBSP}h` : en + unit };
}

const named = (value) => (Object.hasOwn(DATA.words.figures, value) ? DATA.words.figures[value] : value);

/** The sentence of a check, with its figures. */
export function sayCheck({ code, facts: said }, language) {
  const { sentences, why, meaning, others, other_answers: answers, apart, uncounted } = DATA.words;
  const facts = Object.fromEntries(Object.entries(said).map(([name, value]) => [name, valued(name, value)]));
  if ("why" in facts) facts.why = why[facts.why];
  if ("figure" in facts) facts.figure = DATA.words.figures[said.figure] ?? spelt(said.figure);
  if ("figures" in facts) facts.figures = said.figures.map(spelt);
  if (code === "agreements") {
    const found = Object.entries(answers).filter(([name]) => facts[name]);
    const all = found.map(([, text]) => say(text, facts, language));
    facts.others = all.length ? say(others, { others: all }, language) : "";
    facts.uncounted = facts.by_members_count ? uncounted : "";
  }
  if ("apart_cents" in facts) facts.apart = facts.apart_cents ? apart : "";
  if ("means" in facts) {
    facts.meaning = said.means.length ? say(meaning, { means: said.means.map(named) }, language) : "";
  }
  for (const side of ["said", "found"]) {
    for (const unit of ["cents", "hours", "rate", "word"]) {
      const name = `${side}_${unit}`;
      if (name in facts && !(side in facts)) {
        facts[side] = facts[name] === null ? "—" : inWords(name, facts[name], "", language);
      }
    }
  }
  return say(sentences[code], facts, language);
}

/** The whole verdict in a few words; a file that cannot be read, or without annex, is neither coherent nor not. */
export function conclusion({ checks, annex, light }, language) {
  const { unread, newer, no_annex, conclusions } = DATA.words;
  const has = (code) => checks.some((one) => one.code === code);
  if (has("file")) return unread[language];
  if (has("version") && light !== "rouge") return newer[language];
  return (annex === null && light !== "rouge" ? no_annex : conclusions[light])[language];
}
