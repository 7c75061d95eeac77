// A DOCX or an ODT: the annex that it carries, and its text as a reader sees it (amikit/verify/read_package.py).

import { annexesCarried } from "./annexes.js";
import { DATA } from "./data.js";
import { Unreadable } from "./unreadable.js";
import { readXml } from "./xml.js";
import { readDirectory, readPart } from "./zip.js";

const WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main ";
const STRICT_WORD = "http://purl.oclc.org/ooxml/wordprocessingml/main ";
const FALLBACK = "http://schemas.openxmlformats.org/markup-compatibility/2006 Fallback";
const TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0 ";
const OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0 ";
const SVG = "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0 ";
const META = "urn:oasis:names:tc:opendocument:xmlns:meta:1.0 ";
const ANNEX = "urn:amikit:annex:1 annex";
const FIELD = "amikit-annex";

const DOCX_AFTER = { p: "\n", br: "\n", cr: "\n", tab: "\t", noBreakHyphen: "\u2011" };
const ODT_AFTER = { p: "\n", h: "\n", "line-break": "\n", tab: "\t", s: " " };
const DOCX_SILENT = new Set([FALLBACK, `${WORD}del`, `${WORD}moveFrom`, `${WORD}comment`]);
const ODT_SILENT = new Set([
  `${TEXT}tracked-changes`, `${TEXT}note-citation`, `${OFFICE}annotation`, `${SVG}title`, `${SVG}desc`,
]);

/** Which characters of a Word part are read: those of runs, not those that were struck out or that fields hide. */
const DOCX = {
  isSpoken: (tag) => tag === `${WORD}t` || tag === `${STRICT_WORD}t`,
  isSilent: (tag) => DOCX_SILENT.has(tag),
  before: () => "",
  after(tag) {
    const space = [WORD, STRICT_WORD].find((one) => tag.startsWith(one)) ?? "";
    return DOCX_AFTER[tag.slice(space.length)] ?? "";
  },
};

/** Which characters of an OpenDocument text are read: all but those struck out, comments, alternative texts. */
const ODT = {
  isSpoken: (tag) => tag.startsWith(TEXT),
  isSilent: (tag) => ODT_SILENT.has(tag),
  before: (tag) => (tag === `${TEXT}note-body` ? "\n" : ""),
  after: (tag) => (tag.startsWith(TEXT) ? ODT_AFTER[tag.slice(TEXT.length)] ?? "" : ""),
};

/** Raises ``Unreadable``: encrypted, damaged, not a document, or far larger than any answer. */
export async function readPackage(bytes) {
  const { parts_count, archive_bytes, part_bytes } = DATA.bounds;
  const entries = readDirectory(bytes);
  const total = entries.reduce((sum, entry) => sum + entry.size, 0);
  if (entries.length > parts_count || total > archive_bytes) throw new Unreadable("too-big");
  if (entries.some((entry) => entry.flags & 1)) throw new Unreadable("password");
  const byName = new Map(entries.map((entry) => [entry.name, entry]));
  const part = (name) => readPart(bytes, byName.get(name), part_bytes);
  if (byName.has("content.xml") && (!byName.has("mimetype") || includes(await part("mimetype"), "opendocument.text"))) {
    return readOdt(byName, part);
  }
  if (!byName.has("word/document.xml")) throw new Unreadable("unknown");
  return readDocx(entries, byName, part);
}

async function readOdt(byName, part) {
  const manifest = "META-INF/manifest.xml";
  if (byName.has(manifest) && includes(await part(manifest), "encryption-data")) throw new Unreadable("password");
  const meta = byName.has("meta.xml") ? await part("meta.xml") : new Uint8Array();
  const isField = (tag, attributes) =>
    tag === `${META}user-defined` && attributes.get(`${META}name`) === FIELD;
  const fields = meta.length ? contentsOf(meta, isField) : [];
  return { kind: "odt", text: textOf(await part("content.xml"), ODT), annexes: annexesCarried(fields) };
}

async function readDocx(entries, byName, part) {
  const found = [];
  for (const { name } of entries) {
    if (!name.startsWith("customXml/") || !name.endsWith(".xml")) continue;
    found.push(...contentsOf(await part(name), (tag) => tag === ANNEX));
  }
  const texts = [];
  for (const name of ["word/document.xml", "word/footnotes.xml", "word/endnotes.xml"]) {
    if (byName.has(name)) texts.push(textOf(await part(name), DOCX));
  }
  return { kind: "docx", text: texts.join("\n"), annexes: annexesCarried(found) };
}

const includes = (bytes, letters) => new TextDecoder("latin1").decode(bytes).includes(letters);

/** The texts of the elements that are wanted. */
function contentsOf(bytes, isWanted) {
  const found = [];
  let depth = 0;
  readXml(bytes, {
    start(tag, attributes) {
      if (!depth && !isWanted(tag, attributes)) return;
      if (!depth) found.push([]);
      depth += 1;
    },
    end() {
      depth = Math.max(0, depth - 1);
    },
    text(said) {
      if (depth) found.at(-1).push(said);
    },
  });
  return found.map((pieces) => pieces.join(""));
}

function textOf(bytes, looks) {
  const pieces = [], tags = [];
  let silence = 0, length = 0;
  readXml(bytes, {
    start(tag) {
      tags.push(tag);
      if (silence || looks.isSilent(tag)) silence += 1;
      else pieces.push(looks.before(tag));
    },
    end(tag) {
      tags.pop();
      if (silence) silence -= 1;
      else pieces.push(looks.after(tag));
    },
    text(said) {
      if (silence || !tags.length || !looks.isSpoken(tags.at(-1))) return;
      length += said.length;
      if (length > DATA.bounds.text_length) throw new Unreadable("too-big");
      pieces.push(said);
    },
  });
  return pieces.join("");
}
