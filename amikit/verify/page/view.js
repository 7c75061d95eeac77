// The page: choose or drop files, read the verdicts, change the language.

import { card, overview, overviewRow } from "./cards.js";
import { DATA, setData } from "./data.js";
import { Queue } from "./queue.js";
import { toJson } from "./report.js";
import { say } from "./say.js";

const SUFFIXES = /\.(?:pdf|docx|odt|html?|json)$/iu;
const LIGHTS = { green_count: "vert", amber_count: "orange", red_count: "rouge" };

const $ = (id) => document.getElementById(id);

setData(JSON.parse($("amikit-data").textContent));
const queue = new Queue($("amikit-worker").textContent);
const verdicts = [];
const waiting = [];
let language = navigator.languages.find((one) => /^(?:fr|en)\b/iu.test(one))?.slice(0, 2).toLowerCase() ?? "fr";
let isReading = false;
let all = 0;
let clearings = 0;

const words = (name, facts = {}) => say(DATA.page[name], facts, language);

function speak(chosen) {
  language = chosen;
  document.documentElement.lang = language;
  document.title = words("title");
  for (const one of document.querySelectorAll("[data-say]")) one.textContent = words(one.dataset.say);
  for (const one of document.querySelectorAll("[data-language]")) {
    one.setAttribute("aria-pressed", String(one.dataset.language === language));
  }
  $("languages").setAttribute("aria-label", words("languages"));
  $("made").textContent = `${words("written_by")} ${DATA.amikit}, ${words("catalog", { cards_count: DATA.catalog.length })}`;
  show();
}

function show() {
  $("results").hidden = !verdicts.length;
  $("overview").replaceChildren(...(verdicts.length > 1 ? [overview(verdicts, language)] : []));
  $("cards").replaceChildren(...verdicts.map((verdict, place) => card(verdict, place, language)));
  announce();
}

function showOneMore(verdict) {
  const place = verdicts.push(verdict) - 1;
  const rows = $("overview").querySelector("tbody");
  if (rows) rows.append(overviewRow(verdict, place, language));
  else if (place) $("overview").append(overview(verdicts, language));
  $("cards").append(card(verdict, place, language));
  $("results").hidden = false;
}

function announce() {
  $("status").textContent = isReading ? words("reading", { done: verdicts.length, all }) : verdicts.length ? total() : "";
}

function total() {
  const facts = { all_count: verdicts.length };
  for (const [name, light] of Object.entries(LIGHTS)) {
    facts[name] = verdicts.filter((verdict) => verdict.light === light).length;
  }
  return words("done", facts);
}

/** Verify what was chosen or dropped: ``[file, name]`` each. */
async function add(files) {
  if (!("DecompressionStream" in globalThis)) {
    $("status").textContent = words("no_worker");
    return;
  }
  if (!files.length && !isReading) $("status").textContent = words("nothing");
  waiting.push(...files);
  all += files.length;
  if (isReading || !waiting.length) return;
  isReading = true;
  try {
    while (waiting.length) {
      announce();
      const [file, name] = waiting.shift();
      const before = clearings, verdict = await queue.verify(file, name);
      if (before === clearings) showOneMore(verdict); // not what was cleared meanwhile
    }
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
    $("status").textContent = words("no_worker");
    return;
  } finally {
    isReading = false;
  }
  announce();
}

function clear() {
  verdicts.length = waiting.length = all = 0;
  clearings += 1;
  show();
  $("choose-files").focus();
}

function save() {
  const address = URL.createObjectURL(new Blob([`${toJson(verdicts, language)}\n`], { type: "application/json" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = words("saved_as");
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** The files of what was dropped; those of folders by name, as the command takes them. */
async function dropped(items) {
  const entries = items.map((item) => item.webkitGetAsEntry?.() ?? null);
  const found = [];
  for (const [place, entry] of entries.entries()) {
    if (entry?.isDirectory) found.push(...await inside(entry));
    else if (items[place].kind === "file") found.push([items[place].file, items[place].file.name]);
  }
  return found;
}

async function inside(folder) {
  const reader = folder.createReader(), entries = [];
  for (;;) {
    const some = await new Promise((resolve) => { reader.readEntries(resolve, () => resolve([])); });
    if (!some.length) break;
    entries.push(...some);
  }
  entries.sort((one, other) => (one.name < other.name ? -1 : 1));
  const found = [];
  for (const entry of entries.filter(({ name }) => !name.startsWith("."))) {
    if (entry.isDirectory) found.push(...await inside(entry));
    else if (SUFFIXES.test(entry.name)) {
      const file = await new Promise((resolve) => { entry.file(resolve, () => resolve(null)); });
      if (file) found.push([file, entry.fullPath.replace(/^\//u, "")]);
    }
  }
  return found;
}

function chosen(input, isFolder) {
  const files = [...input.files].map((file) => [file, (isFolder && file.webkitRelativePath) || file.name]);
  input.value = "";
  if (!isFolder) return files;
  const isWanted = ([, name]) => SUFFIXES.test(name) && !name.split("/").slice(1).some((part) => part.startsWith("."));
  return files.filter(isWanted).sort(([, one], [, other]) => (one < other ? -1 : 1));
}

$("choose-files").addEventListener("click", () => $("files").click());
$("choose-folder").addEventListener("click", () => $("folder").click());
$("files").addEventListener("change", () => add(chosen($("files"), false)));
$("folder").addEventListener("change", () => add(chosen($("folder"), true)));
$("save").addEventListener("click", save);
$("print").addEventListener("click", () => print());
$("clear").addEventListener("click", clear);
for (const one of document.querySelectorAll("[data-language]")) {
  one.addEventListener("click", () => speak(one.dataset.language));
}
for (const kind of ["dragover", "dragleave", "drop"]) {
  addEventListener(kind, (event) => {
    event.preventDefault();
    $("drop").classList.toggle("is-over", kind === "dragover");
    if (kind !== "drop") return;
    const items = [...event.dataTransfer.items].map((item) => ({
      kind: item.kind, file: item.getAsFile(), webkitGetAsEntry: () => item.webkitGetAsEntry?.(),
    }));
    dropped(items).then(add);
  });
}
speak(language);
