// Opens received files, away from the page: it may be stopped, and another takes over.

import { verdictOf } from "./checks.js";
import { setData } from "./data.js";
import { receive } from "./reading.js";

async function verify(name, bytes) {
  postMessage(verdictOf(name, await receive(new Uint8Array(bytes))));
}

addEventListener("message", ({ data: { words, name, bytes } }) => {
  if (words) {
    setData(words);
    return;
  }
  verify(name, bytes).catch((error) => setTimeout(() => { throw error; })); // the page hears of it, and goes on
});
