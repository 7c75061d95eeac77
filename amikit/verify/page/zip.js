// A zip archive in memory: what its directory says, and each part unpacked up to a bound.

import { Unreadable } from "./unreadable.js";

const damaged = () => new Unreadable("damaged");
const TABLE = new Uint32Array(256).map((_, code) => {
  for (let bit = 0; bit < 8; bit++) code = code & 1 ? 0xedb88320 ^ (code >>> 1) : code >>> 1;
  return code;
});

function crc32(pieces) {
  let crc = 0xffffffff;
  for (const piece of pieces) for (const byte of piece) crc = TABLE[(crc ^ byte) & 0xff] ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

/** The entries of the directory at the end, in order; raises ``Unreadable``. */
export function readDirectory(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = findEnd(view);
  const size = view.getUint32(end + 12, true), said = view.getUint32(end + 16, true);
  const start = end - size, shift = start - said;
  if (shift < 0) throw damaged();
  const entries = [];
  for (let place = start; place < end;) {
    if (place + 46 > end || view.getUint32(place, true) !== 0x02014b50) throw damaged();
    const [nameLength, extraLength, noteLength] = [28, 30, 32].map((at) => view.getUint16(place + at, true));
    const flags = view.getUint16(place + 8, true);
    entries.push({
      name: nameOf(bytes.subarray(place + 46, place + 46 + nameLength), flags),
      flags,
      method: view.getUint16(place + 10, true),
      crc: view.getUint32(place + 16, true),
      packed: view.getUint32(place + 20, true),
      size: view.getUint32(place + 24, true),
      offset: view.getUint32(place + 42, true) + shift,
    });
    place += 46 + nameLength + extraLength + noteLength;
  }
  return entries;
}

function findEnd(view) {
  const earliest = Math.max(0, view.byteLength - 22 - 65_535);
  for (let place = view.byteLength - 22; place >= earliest; place--) {
    if (view.getUint32(place, true) === 0x06054b50) return place;
  }
  throw damaged();
}

function nameOf(letters, flags) {
  const name = new TextDecoder(flags & 0x800 ? "utf-8" : "latin1").decode(letters);
  const nought = name.indexOf("\0");
  return nought < 0 ? name : name.slice(0, nought);
}

/** The contents of an entry; no more than ``largest`` bytes are unpacked, whatever the archive says. */
export async function readPart(bytes, entry, largest) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { offset } = entry;
  if (offset + 30 > bytes.length || view.getUint32(offset, true) !== 0x04034b50) throw damaged();
  const nameEnd = offset + 30 + view.getUint16(offset + 26, true);
  const name = nameOf(bytes.subarray(offset + 30, nameEnd), view.getUint16(offset + 6, true));
  const start = nameEnd + view.getUint16(offset + 28, true);
  const packed = bytes.subarray(start, start + entry.packed);
  if (name !== entry.name || packed.length < entry.packed) throw damaged();
  const pieces = entry.method === 0 ? [packed] : entry.method === 8 ? await inflate(packed, entry.size, largest) : null;
  if (pieces === null) throw damaged();
  const length = pieces.reduce((total, piece) => total + piece.length, 0);
  if (length > largest) throw new Unreadable("too-big");
  if (crc32(pieces) !== entry.crc) throw damaged();
  const whole = new Uint8Array(length);
  let place = 0;
  for (const piece of pieces) {
    whole.set(piece, place);
    place += piece.length;
  }
  return whole;
}

async function inflate(packed, size, largest) {
  const reader = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate-raw")).getReader();
  const pieces = [];
  let length = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return pieces;
      length += value.length;
      if (length > largest) throw new Unreadable("too-big");
      if (length > size) throw damaged();
      pieces.push(value);
    }
  } catch (error) {
    reader.cancel().catch(() => {});
    throw error instanceof Unreadable ? error : damaged();
  }
}
