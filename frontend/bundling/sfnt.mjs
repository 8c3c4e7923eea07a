/**
 * Turns a WOFF font into the plain font file (sfnt) that it packs, for programs that read nothing else.
 *
 * The file is named anew: weights of one family must share its name, and parts of a typeface with other letters must
 * not, so that a program finds the right one whatever the order in which it reads them.
 *
 * Source: W3C, WOFF File Format 1.0, sections 3 to 5: a header of 44 bytes, a directory of 20 bytes a table, and each
 * table deflated where that made it smaller. ISO/IEC 14496-22, Open Font Format, "name" table, format 0.
 */
import { inflateSync } from 'node:zlib';

const HEADER = 44;
const ENTRY = 20;

/** The font file inside a WOFF file, under this family's name. */
export function sfntOf(woff, { family, weight, copyright }) {
  if (woff.toString('latin1', 0, 4) !== 'wOFF') throw new Error('expected a WOFF font');
  const count = woff.readUInt16BE(12);
  const tables = Array.from({ length: count }, (_, n) => tableAt(woff, HEADER + n * ENTRY))
    .map((table) => (table.tag === 'name' ? renamed(table, { family, weight, copyright }) : table));
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

function renamed(table, { family, weight, copyright }) {
  const full = `${family} ${weight}`;
  const names = [[0, copyright], [1, family], [2, 'Regular'], [3, `Resa ${full}`], [4, full], [6, full.replaceAll(' ', '-')], [13, 'SIL Open Font License 1.1']];
  const texts = names.map(([, text]) => Buffer.from(text, 'utf16le').swap16());
  const head = Buffer.alloc(6 + 12 * names.length);
  [0, names.length, head.length].forEach((number, n) => head.writeUInt16BE(number, 2 * n));
  let at = 0;
  names.forEach(([id], n) => {
    [3, 1, 0x409, id, texts[n].length, at].forEach((number, place) => head.writeUInt16BE(number, 6 + 12 * n + 2 * place));
    at += texts[n].length;
  });
  const content = Buffer.concat([head, ...texts]);
  return { ...table, content, checksum: sumOf(padded(content)) };
}

function sumOf(content) {
  let sum = 0;
  for (let at = 0; at < content.length; at += 4) sum = (sum + content.readUInt32BE(at)) >>> 0;
  return sum;
}
