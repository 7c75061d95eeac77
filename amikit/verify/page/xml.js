// XML read from beginning to end, names with their namespaces; a document type is refused: it could name
// other files, or fill the memory. What is not well formed is damaged.

import { Unreadable } from "./unreadable.js";

const NAME = /[:A-Z_a-z\xc0-\xd6\xd8-\xf6\xf8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\u{10000}-\u{effff}][-.0-9:A-Z_a-z\xb7\xc0-\xd6\xd8-\xf6\xf8-\u037d\u037f-\u1fff\u200c\u200d\u203f\u2040\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\u{10000}-\u{effff}]*/uy;
const BLANK = /[ \t\r\n]*/uy;
const BAD = /[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/u;
const ENTITY = /&(?:#(x[0-9a-fA-F]+|[0-9]+)|([^;&\s]*));?/gu;
const ENTITIES = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };
const DECLARED = /^<\?xml[ \t\r\n][^>]*?encoding[ \t\r\n]*=[ \t\r\n]*["']([A-Za-z0-9._-]+)["']/u;
const XML = "http://www.w3.org/XML/1998/namespace";

const damaged = () => new Unreadable("damaged");

function decode(bytes) {
  const head = new TextDecoder("latin1").decode(bytes.subarray(0, 200));
  const utf16 = head.startsWith("\xff\xfe") ? "utf-16le" : head.startsWith("\xfe\xff") ? "utf-16be" : "";
  const encoding = utf16 || DECLARED.exec(head.replace("\xef\xbb\xbf", ""))?.[1] || "utf-8";
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError || error instanceof RangeError) throw damaged();
    throw error;
  }
}

function replaced(text) {
  if (BAD.test(text)) throw damaged();
  if (!text.includes("&")) return text;
  return text.replace(ENTITY, (found, number, name) => {
    if (!found.endsWith(";")) throw damaged();
    if (name !== undefined) {
      if (!(name in ENTITIES)) throw damaged();
      return ENTITIES[name];
    }
    const code = number[0] === "x" ? parseInt(number.slice(1), 16) : parseInt(number, 10);
    const isLetter = code <= 0x10ffff && !(code >= 0xd800 && code < 0xe000) && !BAD.test(String.fromCodePoint(code));
    if (!isLetter) throw damaged();
    return String.fromCodePoint(code);
  });
}

/** Call ``start(tag, attributes)``, ``end(tag)`` and ``text(said)`` along a part; a tag is ``"namespace name"``. */
export function readXml(bytes, { start, end, text }) {
  new Parser(decode(bytes).replace(/\r\n?/gu, "\n"), { start, end, text }).read();
}

class Parser {
  constructor(said, handlers) {
    this.said = said;
    this.place = 0;
    this.handlers = handlers;
    this.open = [];
    this.spaces = [new Map([["xml", XML]])];
    this.hasRoot = false;
  }

  read() {
    if (this.said.startsWith("<?xml") && /^<\?xml[ \t\n]/u.test(this.said)) this.until("?>");
    while (this.place < this.said.length) {
      const next = this.said.indexOf("<", this.place);
      const after = next < 0 ? this.said.length : next;
      if (after > this.place) this.characters(this.said.slice(this.place, after));
      this.place = after;
      if (next >= 0) this.markup();
    }
    if (this.open.length || !this.hasRoot) throw damaged();
  }

  characters(said) {
    if (said.includes("]]>")) throw damaged();
    const text = replaced(said);
    if (this.open.length) this.handlers.text(text);
    else if (said.trim()) throw damaged();
  }

  markup() {
    const { said, place } = this;
    if (said.startsWith("\x3c!--", place)) {
      this.place += 4;
      const comment = this.until("-->");
      if (comment.includes("--") || comment.endsWith("-") || BAD.test(comment)) throw damaged();
    } else if (said.startsWith("<![CDATA[", place)) {
      if (!this.open.length) throw damaged();
      this.place += 9;
      const cdata = this.until("]]>");
      if (BAD.test(cdata)) throw damaged();
      this.handlers.text(cdata);
    } else if (said.startsWith("<?", place)) {
      this.place += 2;
      const target = this.match(NAME);
      if (!target || target.toLowerCase() === "xml" || BAD.test(this.until("?>"))) throw damaged();
    } else if (said.startsWith("</", place)) {
      this.place += 2;
      this.close(this.match(NAME));
    } else if (said[place + 1] === "!") {
      throw damaged();
    } else {
      this.place += 1;
      this.element();
    }
  }

  until(mark) {
    const end = this.said.indexOf(mark, this.place);
    if (end < 0) throw damaged();
    const between = this.said.slice(this.place, end);
    this.place = end + mark.length;
    return between;
  }

  match(pattern) {
    pattern.lastIndex = this.place;
    const found = pattern.exec(this.said);
    if (!found) return "";
    this.place = pattern.lastIndex;
    return found[0];
  }

  element() {
    const name = this.match(NAME);
    if (!name || (!this.open.length && this.hasRoot)) throw damaged();
    this.hasRoot = true;
    const written = new Map();
    for (;;) {
      const gap = this.match(BLANK);
      const mark = this.said[this.place];
      if (mark === ">" || mark === "/") break;
      const key = this.match(NAME);
      if (!gap || !key || written.has(key)) throw damaged();
      written.set(key, this.attribute());
    }
    this.begin(name, written);
    if (this.said[this.place] === "/") {
      this.place += 1;
      if (this.said[this.place] !== ">") throw damaged();
      this.place += 1;
      this.finish();
    } else {
      this.place += 1;
    }
  }

  attribute() {
    this.match(BLANK);
    if (this.said[this.place] !== "=") throw damaged();
    this.place += 1;
    this.match(BLANK);
    const quote = this.said[this.place];
    if (quote !== '"' && quote !== "'") throw damaged();
    this.place += 1;
    const value = this.until(quote);
    if (value.includes("<")) throw damaged();
    return replaced(value.replace(/[\t\n]/gu, " "));
  }

  begin(name, written) {
    let known = this.spaces.at(-1);
    for (const [key, value] of written) {
      const prefix = key === "xmlns" ? "" : key.startsWith("xmlns:") ? key.slice(6) : null;
      if (prefix === null) continue;
      if (known === this.spaces.at(-1)) known = new Map(known);
      known.set(prefix, value);
    }
    this.spaces.push(known);
    const attributes = new Map();
    for (const [key, value] of written) {
      if (key === "xmlns" || key.startsWith("xmlns:")) continue;
      const full = this.full(key, key.includes(":"));
      if (attributes.has(full)) throw damaged();
      attributes.set(full, value);
    }
    const tag = this.full(name, true);
    this.open.push([name, tag]);
    this.handlers.start(tag, attributes);
  }

  full(name, isQualified) {
    const colon = name.indexOf(":");
    const prefix = colon < 0 ? "" : name.slice(0, colon);
    const space = isQualified ? this.spaces.at(-1).get(prefix) : "";
    if (prefix && !space) throw damaged();
    return space ? `${space} ${name.slice(colon + 1)}` : name;
  }

  close(name) {
    this.match(BLANK);
    if (this.said[this.place] !== ">" || this.open.at(-1)?.[0] !== name) throw damaged();
    this.place += 1;
    this.finish();
  }

  finish() {
    const [, tag] = this.open.pop();
    this.spaces.pop();
    this.handlers.end(tag);
  }
}
