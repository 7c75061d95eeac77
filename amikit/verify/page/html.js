// A page of HTML: the annex in its data, and its text. Nothing in it is run, nothing is fetched, no element
// is made: it is read letter by letter (amikit/verify/read_html.py).

import { annexesCarried } from "./annexes.js";
import { DATA } from "./data.js";

const SILENT = new Set(["script", "style", "title", "template"]);
const INLINE = new Set(
  ("a abbr b bdi bdo cite code dfn em i kbd mark q s samp small span strong sub sup time u var wbr").split(" "));
const RAW = new Set(["script", "style"]);
const DATA_TYPE = "application/octet-stream";
const ID = "amikit-annex";
const REFERENCE = /&(#[0-9]+;?|#[xX][0-9a-fA-F]+;?|[^\t\n\f <&#;]{1,32};?)/gu;
const NAME = /[a-zA-Z][^\t\n\r\f />]*/uy;
const ATTRIBUTE = /[\s/]*([^\s/>=][^\s/>=]*)?(?:\s*=\s*("[^"]*"|'[^']*'|[^\s>"']*))?/uy;

function unescaped(text) {
  if (!text.includes("&")) return text;
  return text.replace(REFERENCE, (found, reference) => {
    if (reference[0] === "#") return numbered(reference.replace(/;$/u, "").slice(1));
    if (Object.hasOwn(DATA.entities, reference)) return DATA.entities[reference];
    for (let length = reference.length - 1; length > 1; length--) {
      const name = reference.slice(0, length);
      if (Object.hasOwn(DATA.entities, name)) return DATA.entities[name] + reference.slice(length);
    }
    return found;
  });
}

function numbered(digits) {
  const code = /^[xX]/u.test(digits) ? parseInt(digits.slice(1), 16) : parseInt(digits, 10);
  if (Object.hasOwn(DATA.references, code)) return DATA.references[code];
  const isNone = (code >= 0xd800 && code <= 0xdfff) || code > 0x10ffff;
  return isNone ? "\ufffd" : String.fromCodePoint(code);
}

/** The annexes of a page and its text; broken HTML is read as far as it goes. */
export function readHtml(page) {
  const reader = new Reader(page);
  reader.read();
  const found = reader.data.map((pieces) => pieces.join(""));
  return { kind: "html", text: reader.pieces.join(""), annexes: annexesCarried(found) };
}

class Reader {
  constructor(page) {
    this.page = page;
    this.place = 0;
    this.pieces = [];
    this.data = [];
    this.silence = [];
    this.isData = false;
    this.raw = "";
  }

  read() {
    while (this.place < this.page.length) {
      const next = this.raw ? this.endOfRaw() : this.page.indexOf("<", this.place);
      const after = next < 0 ? this.page.length : next;
      this.said(this.page.slice(this.place, after));
      this.place = after;
      if (next >= 0) this.markup();
    }
  }

  /** Where the end tag of a script or a style stands: its contents are no markup. */
  endOfRaw() {
    const end = new RegExp(`</${this.raw}(?=[\\t\\n\\r\\f />])`, "giu");
    end.lastIndex = this.place;
    return end.exec(this.page)?.index ?? -1;
  }

  said(text) {
    if (!text) return;
    const words = this.raw ? text : unescaped(text);
    if (this.isData) this.data.at(-1).push(words);
    else if (!this.silence.length) this.pieces.push(words);
  }

  markup() {
    const { page, place } = this;
    if (page.startsWith("\x3c!--", place)) this.skip("-->", 4);
    else if (page.startsWith("<!", place) || page.startsWith("<?", place)) this.skip(">", 2);
    else if (page.startsWith("</", place)) this.endTag();
    else this.startTag();
  }

  skip(mark, from) {
    const end = this.page.indexOf(mark, this.place + from);
    this.place = end < 0 ? this.page.length : end + mark.length;
  }

  match(pattern) {
    pattern.lastIndex = this.place;
    const found = pattern.exec(this.page);
    if (found) this.place = pattern.lastIndex;
    return found;
  }

  endTag() {
    this.place += 2;
    const name = this.match(NAME)?.[0].toLowerCase() ?? "";
    this.skip(">", 0);
    if (name) this.finish(name);
  }

  startTag() {
    this.place += 1;
    const name = this.match(NAME)?.[0].toLowerCase();
    if (!name) {
      this.said("<");
      return;
    }
    const attributes = this.attributes();
    this.begin(name, attributes);
    if (this.page[this.place - 2] === "/") this.finish(name);
    else if (RAW.has(name)) this.raw = name;
  }

  attributes() {
    const found = new Map();
    while (this.place < this.page.length && this.page[this.place] !== ">") {
      const before = this.place;
      const [, name, value] = this.match(ATTRIBUTE) ?? [];
      if (name !== undefined) found.set(name.toLowerCase(), unescaped((value ?? "").replace(/^(["'])(.*)\1$/su, "$2")));
      if (this.place === before) this.place += 1;
    }
    this.place += 1;
    return found;
  }

  begin(tag, attributes) {
    const type = (attributes.get("type") ?? "").toLowerCase();
    if (tag === "script" && attributes.get("id") === ID && type === DATA_TYPE) {
      this.data.push([]);
      this.isData = true;
    }
    if (SILENT.has(tag)) this.silence.push(tag);
    else if (!INLINE.has(tag)) this.pieces.push("\n");
  }

  finish(tag) {
    if (tag === this.raw) this.raw = "";
    if (tag === "script") this.isData = false;
    if (this.silence.includes(tag)) this.silence.length = this.silence.lastIndexOf(tag);
    else if (!INLINE.has(tag)) this.pieces.push("\n");
  }
}
