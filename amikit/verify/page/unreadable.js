// Why a file cannot be read, in one word: a key of ``words.WHY``.

export class Unreadable extends Error {
  constructor(why) {
    super(why);
    this.why = why;
  }
}
