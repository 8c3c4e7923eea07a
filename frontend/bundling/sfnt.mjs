/**
 * Turns a WOFF font into the plain font file (sfnt) that it packs, for programs that read nothing else.
 *
 * Source: W3C, WOFF File Format 1.0, sections 3 to 5: a header of 44 bytes, a directory of 20 bytes a table, and each
 * table deflated where that made it smaller.
 */
import { inflateSync } from 'node:zlib';

const HEADER = 44;
const ENTRY = 20;

/** The font file inside a WOFF file. */
export function sfntOf(woff) {
  if (woff.toString('latin1', 0, 4) !== 'wOFF') throw new Error('expected a WOFF font');
  const count = woff.readUInt16BE(12);
  const tables = Array.from({ length: count }, (_, n) => tableAt(woff, HEADER + n * ENTRY));
  const head = Buffer.alloc(12 + 16 * count);
  head.writeUInt32BE(woff.readUInt32BE(4), 0);
  const power = 2 ** Math.floor(Math.log2(count));
  [count, power * 16, Math.log2(power), (count - power) * 16].forEach((number, n) => head.writeUInt16BE(number, 4 + 2 * n));
  let at = head.length;
  tables.forEach(({ tag, checksum, content }, n) => {
    const entry = 12 + 16 * n;
    head.write(tag, entry, 'latin1');
    head.writeUInt32BE(checksum, entry + 4);
    head.writeUInt32BE(at, entry + 8);
    head.writeUInt32BE(content.length, entry + 12);
    at += padded(content).length;
  });
  return Buffer.concat([head, ...tables.map(({ content }) => padded(content))]);
}

function tableAt(woff, entry) {
  const [offset, packed, length, checksum] = [4, 8, 12, 16].map((place) => woff.readUInt32BE(entry + place));
  const bytes = woff.subarray(offset, offset + packed);
  return { tag: woff.toString('latin1', entry, entry + 4), checksum, content: packed < length ? inflateSync(bytes) : bytes };
}

function padded(content) {
  return Buffer.concat([content, Buffer.alloc((4 - (content.length % 4)) % 4)]);
}
