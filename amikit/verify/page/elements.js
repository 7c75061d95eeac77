// Elements, made one by one: what comes from a file is always text, never markup.

/** An element with attributes and contents; a text stays a text. */
export function element(tag, attributes = {}, ...contents) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...contents);
  return made;
}

/** What a file says, in whichever direction it is written. */
export const foreign = (text) => element("bdi", {}, text);

/** A table with its caption, its headers, and rows of cells; the columns of amounts are counted from 0. */
export function table(caption, headers, rows, amounts) {
  const head = headers.map((name, place) => element("th", { scope: "col", ...look(place, amounts) }, name));
  const body = rows.map((cells) => tableRow(cells, amounts));
  const made = element("table", {}, element("caption", {}, caption), element("thead", {}, element("tr", {}, ...head)),
    element("tbody", {}, ...body));
  return element("div", { class: "scroll", tabindex: "0", role: "group", "aria-label": caption }, made);
}

/** One row, its first cell a header. */
export const tableRow = (cells, amounts) => element("tr", {}, ...cells.map((cell, place) =>
  element(place ? "td" : "th", place ? look(place, amounts) : { scope: "row" }, cell)));

const look = (place, amounts) => (amounts.includes(place) ? { class: "amount" } : {});
