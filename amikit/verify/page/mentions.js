// Which resources a text names: words looked up in a tree of names (amikit/compute/mentions.py).

import { DATA } from "./data.js";
import { isSpace, plain, splitLines } from "./spelling.js";

const LETTER = "\\p{L}\\p{N}_";
const WORD = new RegExp(`[${LETTER}\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff]+`, "gu");
const GLUE = new RegExp(`[${LETTER}.:/@?&=#%+~\\-\u2010\u2011]+`, "gu");
const HOST = new RegExp(`^[${LETTER}-]+(?:\\.[${LETTER}-]+)*\\.[a-z]{2,24}$`, "u");
const INVISIBLE = /[\u00ad\u200b-\u200d\u2060\ufeff]/gu;
const APOSTROPHES = "'\u2019\u02bc\u2018\u00b4`";
const ELIDED = new Set(["l", "d", "j", "m", "t", "s", "n", "c", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu", "quelqu"]);
const LONGEST_NAME = 30;
const MOST_ALIKE = 20;

const foldWord = (word) => plain(word.replace(INVISIBLE, ""));
const stem = (folded) => (folded.length > 2 && /[sx]$/u.test(folded) ? folded.slice(0, -1) : folded);
const step = (gap, folded) => `${gap}\0${stem(folded)}`;

/** White space and a lone hyphen are one space, every apostrophe is the same; the rest stays. */
function foldGap(gap) {
  if (["-", "\u2010", "\u2011"].includes(gap) || (gap && isSpace(gap))) return " ";
  return [...gap].length === 1 && APOSTROPHES.includes(gap) ? "'" : gap;
}

function wordsOf(text) {
  const found = [];
  let end = 0;
  for (const match of text.matchAll(WORD)) {
    const folded = foldWord(match[0]);
    if (!folded) continue;
    const after = match.index + match[0].length;
    found.push({ folded, gap: foldGap(text.slice(end, match.index)), start: match.index, end: after });
    end = after;
  }
  return found;
}

const comparable = (text) => wordsOf(text).map((word, place) => (place ? word.gap : "") + word.folded).join("");

/** The names to look for, with what they mean; a meaning that is null is what a resource can replace. */
function* names(declared) {
  for (const card of DATA.catalog) {
    const common = new Set(card.short_names.map(comparable));
    for (const name of [card.name, ...card.names]) {
      if (!common.size || declared.has(card.id) || !common.has(comparable(name))) yield [card.id, name];
    }
    if (declared.has(card.id)) for (const name of card.short_names) yield [card.id, name];
    for (const name of card.replaces) yield [null, name];
  }
}

/** A name as written; and without its article when it is elided: « L'Interlieux ». */
function variants(words) {
  const found = words.length ? [words] : [];
  if (words.length > 1 && words[0].folded === "l" && words[1].gap === "'") found.push(words.slice(1));
  return found;
}

const node = () => ({ nexts: new Map(), exact: new Map(), alike: [] });

class NameIndex {
  constructor(pairs) {
    this.root = node();
    for (const [meaning, name] of pairs) {
      for (const words of variants(wordsOf(name))) if (words.length <= LONGEST_NAME) this.add(meaning, name, words);
    }
  }

  add(meaning, name, words) {
    let here = this.root;
    words.forEach((word, place) => {
      const key = step(place ? word.gap : "", word.folded);
      if (!here.nexts.has(key)) here.nexts.set(key, node());
      here = here.nexts.get(key);
    });
    const folded = words.map((word) => word.folded);
    const key = folded.join("\0");
    const known = here.exact.get(key);
    if (known) {
      if (!known.meanings.includes(meaning)) known.meanings.push(meaning);
      return;
    }
    const made = { meanings: [meaning], name, folded };
    here.exact.set(key, made);
    if (here.alike.length < MOST_ALIKE) here.alike.push(made);
  }

  /** Every name in a line, in reading order: the longest of those that begin at a word. */
  *find(line) {
    const words = wordsOf(line);
    let hosts = null;
    for (let place = 0; place < words.length;) {
      const begins = this.root.nexts.has(step("", words[place].folded)) && mayBegin(words, place);
      if (begins) hosts ??= hostsOf(line);
      const [name, after] = begins ? this.longest(words, place, hosts) : [null, 0];
      if (name) yield name;
      place = name ? after : place + 1;
    }
  }

  longest(words, place, hosts) {
    let best = [null, 0], here = this.root;
    for (let after = place; after < words.length; after++) {
      const word = words[after];
      here = here.nexts.get(step(after > place ? word.gap : "", word.folded));
      if (!here) break;
      const name = here.exact.size ? sameWords(here, words.slice(place, after + 1)) : null;
      if (name && mayEnd(words, after) && !cuts(hosts, words[place].start, word.end)) best = [name, after + 1];
    }
    return best;
  }
}

/** The name that these words are: as written, else up to the plural of each. */
function sameWords(here, words) {
  const written = words.map((word) => word.folded);
  const exact = here.exact.get(written.join("\0"));
  if (exact) return exact;
  const isLong = written.length > 1;
  return here.alike.find(({ folded }) => written.every((word, place) => sameWord(word, folded[place], isLong))) ?? null;
}

function sameWord(word, known, isLong) {
  if (word === known || word === `${known}s` || word === `${known}x`) return true;
  return isLong && [...word].length > 3 && (known === `${word}s` || known === `${word}x`);
}

const mayBegin = (words, place) => words[place].gap !== "'" || place === 0 || ELIDED.has(words[place - 1].folded);

const mayEnd = (words, place) =>
  place + 1 >= words.length || words[place + 1].gap !== "'" || words[place + 1].folded === "s";

/** Where the host names of a text stand, ``forum.tiers-lieux.org``, with what is stuck to them. */
function hostsOf(text) {
  if (!text.includes(".") && !text.includes("@")) return [];
  const found = [];
  for (const match of text.matchAll(GLUE)) {
    const stuck = match[0].replace(/[.:?-]+$/u, "");
    const host = stuck.split("/", 1)[0].split(":", 1)[0];
    if (stuck.slice(1).includes("@") || (host.includes(".") && HOST.test(host))) {
      found.push([match.index, match.index + stuck.length]);
    }
  }
  return found;
}

/** Whether these characters take a piece of an address, and not the whole of it. */
const cuts = (hosts, start, end) =>
  hosts.some(([from, to]) => [start, end - 1].some((at) => from <= at && at < to) && !(start <= from && to <= end));

/** The resources that a text names, by id, each with the name that was recognised, in reading order. */
export function findNames(text, declared) {
  const found = new Map();
  if (!text) return found;
  const vocabulary = new Set([...new Set(text.match(WORD) ?? [])].map((word) => stem(foldWord(word))));
  const index = new NameIndex([...names(declared)].filter(([, name]) => mayBeSaid(name, vocabulary)));
  for (const line of splitLines(text)) {
    for (const { meanings, name } of index.find(line)) {
      const named = meanings.filter((meaning) => meaning !== null);
      const own = named.filter((id) => declared.has(id));
      for (const id of own.length ? own : named) if (!found.has(id)) found.set(id, name);
    }
  }
  return found;
}

/** Whether each word of a name is in the vocabulary; its article, perhaps, is not. */
function mayBeSaid(name, vocabulary) {
  const [first = "", ...others] = (name.match(WORD) ?? []).map(foldWord).filter(Boolean);
  const begins = vocabulary.has(stem(first)) || first === "l";
  return begins && others.every((word) => vocabulary.has(stem(word)));
}
