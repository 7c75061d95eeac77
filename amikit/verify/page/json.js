// JSON read without losing a digit (whole numbers are BigInt), and written in its canonical form (RFC 8785).

const NUMBER = /-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?/uy;
const PIECE = /[^"\\\x00-\x1f]+/uy;
const BLANK = /[ \t\n\r]*/uy;
const ESCAPES = { '"': '"', "\\": "\\", "/": "/", b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" };
const WORDS = { true: true, false: false, null: null, NaN: NaN, Infinity: Infinity, "-Infinity": -Infinity };
const LONGEST_NUMBER = 4300;

export class NotJson extends Error {}

class Reader {
  constructor(text, deepest) {
    this.text = text;
    this.place = 0;
    this.deepest = deepest;
  }

  match(pattern) {
    pattern.lastIndex = this.place;
    const found = pattern.exec(this.text);
    if (found) this.place = pattern.lastIndex;
    return found;
  }

  take(letter) {
    if (this.text[this.place] !== letter) return false;
    this.place += 1;
    return true;
  }

  want(letter) {
    if (!this.take(letter)) throw new NotJson(`${letter} at ${this.place}`);
  }

  whole() {
    const value = this.value(0);
    this.match(BLANK);
    if (this.place !== this.text.length) throw new NotJson("more than one value");
    return value;
  }

  value(depth) {
    if (depth > this.deepest) throw new NotJson("too deep");
    this.match(BLANK);
    if (this.take("{")) return this.object(depth);
    if (this.take("[")) return this.list(depth);
    if (this.take('"')) return this.string();
    for (const [word, value] of Object.entries(WORDS)) {
      if (this.text.startsWith(word, this.place)) {
        this.place += word.length;
        return value;
      }
    }
    return this.number();
  }

  number() {
    const found = this.match(NUMBER);
    if (!found) throw new NotJson(`no value at ${this.place}`);
    if (found[1] || found[2]) return Number(found[0]);
    if (found[0].length > LONGEST_NUMBER) throw new NotJson("number too long");
    return BigInt(found[0]);
  }

  /** A map: its keys keep their order, and none of them is magic. */
  object(depth) {
    const found = new Map();
    this.match(BLANK);
    if (this.take("}")) return found;
    do {
      this.match(BLANK);
      this.want('"');
      const key = this.string();
      this.match(BLANK);
      this.want(":");
      found.set(key, this.value(depth + 1));
      this.match(BLANK);
    } while (this.take(","));
    this.want("}");
    return found;
  }

  list(depth) {
    const found = [];
    this.match(BLANK);
    if (this.take("]")) return found;
    do {
      found.push(this.value(depth + 1));
      this.match(BLANK);
    } while (this.take(","));
    this.want("]");
    return found;
  }

  string() {
    const pieces = [];
    for (;;) {
      const piece = this.match(PIECE);
      if (piece) pieces.push(piece[0]);
      if (this.take('"')) return pieces.join("");
      this.want("\\");
      const letter = this.text[this.place++];
      if (letter === "u") {
        const code = this.text.slice(this.place, this.place + 4);
        if (!/^[0-9a-fA-F]{4}$/u.test(code)) throw new NotJson("bad escape");
        pieces.push(String.fromCharCode(parseInt(code, 16)));
        this.place += 4;
      } else if (letter in ESCAPES) {
        pieces.push(ESCAPES[letter]);
      } else {
        throw new NotJson("bad escape");
      }
    }
  }
}

/** The value of a JSON text: objects are maps, whole numbers BigInt. Raises ``NotJson``. */
export const parseJson = (text, deepest = 900) => new Reader(text, deepest).whole();

/** The only text that says a value: keys in order, no space; for what holds no decimal number. */
export function canonical(value) {
  if (value instanceof Map) {
    const keys = [...value.keys()].sort((one, other) => (one < other ? -1 : 1));
    return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(value.get(key))}`).join(",")}}`;
  }
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  return typeof value === "bigint" ? String(value) : JSON.stringify(value);
}

/** As Python's ``json.dumps`` writes it with its keys in order and nothing but ASCII. */
export const canonicalAscii = (value) =>
  canonical(value).replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);

/** The same with objects for maps: ``annex.budget.expenses``. */
export function asObjects(value) {
  if (Array.isArray(value)) return value.map(asObjects);
  if (!(value instanceof Map)) return value;
  const made = Object.create(null);
  for (const [key, item] of value) made[key] = asObjects(item);
  return made;
}
