// What the page was given when it was written: words, names, bounds, lists of Unicode and of licences.

export const DATA = {};

/** Said once, before anything is read. */
export function setData(data) {
  Object.assign(DATA, data);
}
