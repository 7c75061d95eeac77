// A PDF: the files attached to it, and its text as a reader sees it; Mozilla's pdf.js reads it.

import { annexesAmong } from "./annexes.js";
import { DATA } from "./data.js";
import { Unreadable } from "./unreadable.js";

const SIZE = /\/Size\s+([0-9]{1,12})/gu;
const TAIL = 4096;
const TRAILER = /trailer\s*<<[^]*?>>/u;
const CUT = /(?<=[0-9]) ?\r?\n(?=€(?![0-9]+[.,][0-9]|[0-9]{3})|%|h(?![\p{L}\p{Nl}\p{No}]))/gu;
const HYPHEN = /(\p{L}-)\n(?=\p{L})/gu;
const OPTIONS = {
  isEvalSupported: false,
  useWorkerFetch: false,
  useSystemFonts: false,
  useWasm: false,
  disableFontFace: true,
  disableAutoFetch: true,
  stopAtErrors: false,
  enableXfa: false,
  verbosity: 0,
};

/** Raises ``Unreadable``: encrypted, damaged, or far larger than any answer. */
export async function readPdf(bytes) {
  if (isCut(bytes)) throw new Unreadable("damaged");
  if (objectsCount(bytes) > DATA.bounds.objects_count) throw new Unreadable("too-big");
  const task = globalThis.pdfjs.getDocument({ data: bytes.slice(), ...OPTIONS });
  try {
    const pdf = await task.promise;
    if (pdf.numPages > DATA.bounds.pages_count) throw new Unreadable("too-big");
    const attached = Object.values((await pdf.getAttachments()) ?? {});
    if (attached.length > DATA.bounds.attachments_count) throw new Unreadable("too-big");
    const contents = attached.map((file) => file.content).filter((content) => content instanceof Uint8Array);
    const small = contents.filter((content) => content.length <= DATA.bounds.annex_bytes);
    return { kind: "pdf", text: await textOf(pdf), annexes: annexesAmong(small) };
  } catch (error) {
    if (error instanceof Unreadable || error instanceof RangeError) throw error;
    throw new Unreadable(error?.name === "PasswordException" ? "password" : "damaged");
  } finally {
    await task.destroy();
  }
}

/** Whether the end is missing, which says where everything is; pdf.js would look for it everywhere else. */
function isCut(bytes) {
  const text = new TextDecoder("latin1").decode(bytes);
  return !text.slice(-TAIL).includes("startxref") && !TRAILER.test(text);
}

/** How many objects the file says it has, wherever it says so. */
function objectsCount(bytes) {
  let most = 0;
  for (const [, count] of new TextDecoder("latin1").decode(bytes).matchAll(SIZE)) most = Math.max(most, Number(count));
  return most;
}

async function textOf(pdf) {
  const texts = [];
  let length = 0;
  for (let number = 1; number <= pdf.numPages; number++) {
    const page = await pdf.getPage(number);
    const { items } = await page.getTextContent({ disableNormalization: true });
    const said = items.map((item) => item.str + (item.hasEOL ? "\n" : "")).join("");
    page.cleanup();
    length += said.length;
    if (length > DATA.bounds.text_length) throw new Unreadable("too-big");
    texts.push(said.replace(HYPHEN, "$1").replace(CUT, " "));
  }
  return texts.join("\n");
}
