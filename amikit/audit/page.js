// Sorts a table by a column and filters its rows. Without it, the page reads the same.
"use strict";
const say = document.getElementById("said").dataset;
const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });
const value = (row, place) => row.cells[place].dataset.v ?? row.cells[place].textContent;
const order = (a, b, place) => {
  const x = value(a, place), y = value(b, place);
  if (x === "" || y === "") return (x === "") - (y === "") || 0;
  const both = Number(x) - Number(y);
  return Number.isNaN(both) ? collator.compare(x, y) : both;
};
const sort = (table, head, status) => {
  const down = head.getAttribute("aria-sort") === "ascending";
  for (const other of head.parentElement.cells) other.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", down ? "descending" : "ascending");
  const body = table.tBodies[0], place = head.cellIndex;
  const rows = [...body.rows].map((row, rank) => [row, rank]);
  rows.sort(([a, i], [b, j]) => {
    const empty = (value(a, place) === "") - (value(b, place) === "");
    return empty || (down ? -1 : 1) * order(a, b, place) || i - j;
  });
  body.append(...rows.map(([row]) => row));
  status.textContent = (down ? say.down : say.up).replace("{column}", head.textContent);
};
for (const table of document.querySelectorAll("table")) {
  const status = document.createElement("p");
  status.className = "status";
  status.setAttribute("role", "status");
  for (const head of table.tHead.rows[0].cells) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    button.addEventListener("click", () => sort(table, head, status));
    head.append(button);
  }
  const label = document.createElement("label"), field = document.createElement("input");
  field.type = "search";
  label.className = "filter";
  label.append(say.filter + " ", field);
  field.addEventListener("input", () => {
    const wanted = field.value.toLocaleLowerCase();
    let shown = 0;
    for (const row of table.tBodies[0].rows) {
      row.hidden = !row.textContent.toLocaleLowerCase().includes(wanted);
      shown += row.hidden ? 0 : 1;
    }
    status.textContent = say.shown.replace("{count}", String(shown));
  });
  const scroll = table.parentElement, wide = document.createElement("p");
  wide.className = "wide";
  wide.textContent = say.wide + " →";
  scroll.before(label, status, wide);
  new ResizeObserver(() => { wide.hidden = scroll.scrollWidth <= scroll.clientWidth; }).observe(scroll);
}
