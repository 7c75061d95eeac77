"use strict";
// The page changes in place: only what differs is touched, so that focus, selection, open details
// and the reader's place stay. What arrives was escaped where it was made; it never runs (CSP).
(() => {
  const words = JSON.parse(document.body.dataset.words);
  const main = document.getElementById("p-text");
  const live = document.getElementById("p-live");
  const filter = document.getElementById("p-filter");
  // Beside an editor there is room for the text alone.
  document.getElementById("p-nav").open = matchMedia("(min-width: 84rem)").matches;
  let version = Number(document.body.dataset.version);

  // --- one tree becomes another --------------------------------------------------------------

  const STAYS = { DETAILS: ["open"], LI: ["hidden"] }; // what the reader did, and no file says

  function morph(old, fresh) {
    if (old.nodeType !== Node.ELEMENT_NODE) {
      if (old.data !== fresh.data) rewrite(old, fresh.data);
      return;
    }
    const kept = STAYS[old.nodeName] || [];
    for (const { name } of [...old.attributes]) {
      if (!fresh.hasAttribute(name) && !kept.includes(name)) old.removeAttribute(name);
    }
    for (const { name, value } of fresh.attributes) {
      if (old.getAttribute(name) !== value) old.setAttribute(name, value);
    }
    morphChildren(old, [...old.childNodes], [...fresh.childNodes]);
  }

  function morphChildren(parent, olds, freshes) {
    // What is the same at both ends is left alone; between them, pairs of one kind become one another.
    while (olds.length && freshes.length && same(olds[0], freshes[0])) { olds.shift(); freshes.shift(); }
    let after = null;
    while (olds.length && freshes.length && same(olds.at(-1), freshes.at(-1))) { after = olds.pop(); freshes.pop(); }
    for (const fresh of freshes) {
      const place = olds.findIndex((old) => same(old, fresh));
      const found = place >= 0 ? place : olds.findIndex((old) => alike(old, fresh) && !freshes.some((one) => same(old, one)));
      if (found < 0) { parent.insertBefore(fresh, olds[0] || after); continue; }
      for (const gone of olds.splice(0, found)) gone.remove();
      const old = olds.shift();
      if (place < 0) morph(old, fresh);
    }
    for (const gone of olds) gone.remove();
  }

  const same = (old, fresh) => old.isEqualNode(fresh);
  const alike = (old, fresh) => old.nodeName === fresh.nodeName && (old.id || "") === (fresh.id || "");

  function rewrite(node, data) {
    // Only the letters that differ: a selection elsewhere in the paragraph stays.
    const most = Math.min(node.length, data.length);
    let start = 0;
    while (start < most && node.data[start] === data[start]) start += 1;
    let end = 0;
    while (end < most - start && node.data.at(-1 - end) === data.at(-1 - end)) end += 1;
    node.replaceData(start, node.length - start - end, data.slice(start, data.length - end));
  }

  // --- the reader's place --------------------------------------------------------------------

  function anchor() {
    // The first piece of text on the screen, and how far from the top: there again once all has changed.
    const top = document.querySelector(".bar").offsetHeight;
    for (const piece of main.querySelectorAll("h1,h2,h3,h4,h5,h6,p,li,tr,figure,pre,div.cards")) {
      const box = piece.getBoundingClientRect();
      if (box.bottom > top && box.height) return { piece, from: box.top };
    }
    return null;
  }

  function holding(change) {
    const held = window.scrollY > 0 ? anchor() : null;
    const active = document.activeElement;
    const home = active && active.closest("main, aside");
    change();
    if (held && held.piece.isConnected) {
      window.scrollBy({ top: held.piece.getBoundingClientRect().top - held.from, behavior: "instant" });
    }
    // What had the focus is gone with its finding: the next Tab goes on from there, not from the top.
    if (active && !active.isConnected && home && home.isConnected) home.focus({ preventScroll: true });
  }

  // --- what arrives --------------------------------------------------------------------------

  function parse(html) {
    const template = document.createElement("template");
    template.innerHTML = html;
    return template.content.firstElementChild;
  }

  function apply(update) {
    const flashed = [];
    for (const [name, html] of Object.entries(update.parts)) {
      const old = document.getElementById(name);
      const fresh = parse(html);
      if (old) morph(old, fresh);
      if (old && name.startsWith("s-")) flashed.push(old);
      if (!old && update.text.includes(name)) main.append(fresh);
    }
    const wanted = update.text.map((name) => document.getElementById(name)).filter(Boolean);
    for (const child of [...main.children]) if (!wanted.includes(child)) child.remove();
    wanted.forEach((child, place) => { if (main.children[place] !== child) main.insertBefore(child, main.children[place]); });
    if (update.title) document.title = update.title;
    version = update.version;
    document.body.dataset.version = version;
    sift();
    for (const section of flashed) flash(section);
  }

  function flash(section) {
    if (!matchMedia("(prefers-reduced-motion: no-preference)").matches) return;
    section.animate([{ boxShadow: "-6px 0 0 -2px currentcolor" }, { boxShadow: "none" }], { duration: 1500 });
  }

  function tell(said, stopped) {
    if (live.textContent !== said) live.textContent = said;
    document.body.classList.toggle("stopped", stopped);
  }

  const events = new EventSource(`events?since=${version}`);
  events.onopen = () => tell(words.following, false);
  events.onmessage = (event) => {
    const update = JSON.parse(event.data);
    if (update.version !== version) holding(() => apply(update));
  };
  events.onerror = () => tell(words.stopped, true);
  events.addEventListener("stopped", () => { events.close(); tell(words.stopped, true); });

  // --- findings ------------------------------------------------------------------------------

  function sift() {
    const wanted = filter.value.trim().toLocaleLowerCase();
    for (const item of document.querySelectorAll("#p-findings li")) {
      const hidden = !item.textContent.toLocaleLowerCase().includes(wanted);
      if (item.hidden !== hidden) item.hidden = hidden;
    }
  }

  filter.addEventListener("input", sift);
  document.querySelector(".jumps").addEventListener("click", (event) => {
    // A link would scroll the text too: the reader's place there is not the question.
    const link = event.target.closest("a");
    const aside = link && link.closest("aside");
    if (!link || aside.scrollHeight <= aside.clientHeight) return;
    event.preventDefault();
    const goal = document.querySelector(link.hash).closest("section");
    aside.scrollTop += goal.getBoundingClientRect().top - aside.getBoundingClientRect().top;
    goal.tabIndex = -1;
    goal.focus({ preventScroll: true });
  });
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("button[data-copy]");
    if (!button) return;
    try {
      await navigator.clipboard.writeText(button.dataset.copy);
      tell(words.copied.replace("{place}", () => button.dataset.copy), false);
    } catch {
      tell(words.notCopied, false);
    }
  });
})();
