// Files are opened one after the other by a worker; one that takes too long, or too much, never stops the others.

import { DATA } from "./data.js";

/** What is said of a file that stopped its reader. */
const stopped = (name, why) => ({
  name, kind: "", light: "rouge", digest: "", mentioned: [], annex: null,
  checks: [{ code: "file", light: "rouge", facts: { why } }],
});

export class Queue {
  /** ``source`` is the worker's script. */
  constructor(source) {
    this.address = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
    this.worker = null;
  }

  /** The verdict on a file, whatever it holds. */
  async verify(file, name) {
    let bytes;
    try {
      bytes = await file.slice(0, DATA.bounds.file_bytes + 1).arrayBuffer();
    } catch (error) {
      if (!(error instanceof DOMException)) throw error;
      return stopped(name, "no-file");
    }
    const worker = this.ready();
    return new Promise((answer) => {
      const finish = (verdict) => {
        clearTimeout(timer);
        worker.onmessage = worker.onerror = null;
        answer(verdict);
      };
      const stop = (why) => {
        worker.terminate();
        this.worker = null;
        finish(stopped(name, why));
      };
      const timer = setTimeout(() => stop("too-slow"), 1000 * DATA.seconds);
      worker.onmessage = ({ data }) => finish(data);
      worker.onerror = (event) => {
        event.preventDefault();
        stop("too-much");
      };
      worker.postMessage({ name, bytes }, [bytes]);
    });
  }

  /** The worker, a new one when there is none. */
  ready() {
    if (this.worker === null) {
      this.worker = new Worker(this.address);
      this.worker.postMessage({ words: DATA });
    }
    return this.worker;
  }
}
