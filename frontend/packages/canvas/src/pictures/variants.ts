/** The most frequent exact paths as barcodes: a row for each path, a box for each step, alike where the touchpoint is. */
import { group, line, rect, type Shape } from '../scene.ts';
import { paragraph, text } from '../text.ts';
import { countOf, figureOf, isSmall, rangeOf, type Row } from './answer.ts';
import { barcode, pathOf, stripOf, type Strip } from './barcode.ts';
import type { Asked, Drawing } from './frame.ts';
import { placeName } from './names.ts';
import { mostRows, rangeWords, unitsOf } from './told.ts';

const MOST = 20;
const PITCH = { wide: 32, narrow: 56 };
const BOX = 20;
const FIGURE = 52; // the room of a share
const BAR = 72;
const TRACK = 96;
const TOLD = 14; // steps of a path that its mark names

export function variantsPicture(of: Asked): Drawing {
  const { answer, speaker } = of;
  const paths = answer.rows.filter((row) => Array.isArray(row['path']));
  const shown = paths.slice(0, mostRows(of, MOST));
  const codes = of.isNarrow ? ([of.left, of.right] as const) : ([of.left + FIGURE + BAR + 32, of.right - TRACK - FIGURE - 36] as const);
  const { strip, legend, top } = stripOf(of, shown, codes);
  let y = top;
  const shapes: Shape[] = [...legend, ...heads(of, y - 8)];
  y += 4;
  let together = 0;
  for (const [n, row] of shown.entries()) {
    together += countOf(row, 'share');
    shapes.push(variantShape(strip, row, { y, rank: n + 1, together: Math.min(1, together) }));
    y += of.isNarrow ? PITCH.narrow : PITCH.wide;
  }
  const rest = restShape(of, { rest: answer.rows.filter((row) => !shown.includes(row)), y });
  return { title: speaker.say('variants.title'), says: speaker.say('variants.says'), shapes: [...shapes, ...rest], height: y + (rest.length > 0 ? 30 : 4) };
}

function heads({ speaker, left, right, isNarrow }: Asked, y: number): Shape[] {
  const share = isNarrow ? text(left, y, speaker.say('variants.share'), { fill: 'ink3' }) : text(left + FIGURE, y, speaker.say('variants.share'), { fill: 'ink3', anchor: 'end' });
  return [share, text(right, y, speaker.say('variants.together'), { fill: 'ink3', anchor: 'end' })];
}

function variantShape(strip: Strip, row: Row, { y, rank, together }: { y: number; rank: number; together: number }): Shape {
  const { of } = strip;
  const { speaker, left, right, isNarrow } = of;
  const middle = y + 12;
  const share = text(isNarrow ? left : left + FIGURE, middle + 5, speaker.share(countOf(row, 'share')), { size: 14, weight: 600, anchor: isNarrow ? 'start' : 'end', fill: isSmall(row) ? 'ink3' : 'ink1' });
  const code = barcode(strip, pathOf(row), { y: isNarrow ? y + 26 : middle - BOX / 2, height: BOX });
  const sum = text(right, middle + 5, speaker.share(together), { size: 14, anchor: 'end', fill: 'ink2' });
  const height = isNarrow ? PITCH.narrow : PITCH.wide;
  const mark = { id: `variants:${rank}`, lane: 'variants', label: labelOf(of, row, together), x: left - 6, y: y - 2, w: of.room + 12, h: height - 2 };
  return group([share, ...shareBar(strip, row, { x: isNarrow ? left + FIGURE + 4 : left + FIGURE + 12, y: middle }), ...code, ...coverage({ x: right - FIGURE - TRACK - 8, y: middle, share: countOf(row, 'share'), together }), sum], { mark });
}

/** The share as a bar, over it what it may be instead. */
function shareBar({ widest }: Strip, row: Row, { x, y }: { x: number; y: number }): Shape[] {
  const [share, range] = [countOf(row, 'share'), rangeOf(row, 'share')];
  const bar = isSmall(row) ? rect(x, y - 4, Math.max(1, (BAR * share) / widest), 8, { fill: 'paper', stroke: 'rule2', width: 1 }) : rect(x, y - 4, Math.max(1, (BAR * share) / widest), 8, { fill: 'tint2' });
  return [bar, ...(range === null ? [] : [line(x + (BAR * range.low) / widest, y, x + (BAR * range.high) / widest, y, 'ink1', 1.5)])];
}

/** How much all paths down to here cover: this one at the end, darker. */
function coverage({ x, y, share, together }: { x: number; y: number; share: number; together: number }): Shape[] {
  const end = TRACK * together;
  const own = Math.max(1.5, TRACK * share);
  return [rect(x, y - 3, TRACK, 6, { fill: 'band' }), rect(x, y - 3, Math.max(0, end - own), 6, { fill: 'tint1' }), rect(x + Math.max(0, end - own), y - 3, Math.min(own, TRACK), 6, { fill: 'bank' })];
}

function labelOf(of: Asked, row: Row, together: number): string {
  const { speaker } = of;
  const path = pathOf(row).map((name) => placeName(speaker, name));
  const named = path.slice(0, TOLD).join(', ');
  const told = path.length > TOLD ? speaker.say('variants.path_more', { path: named, n: path.length - TOLD }) : named;
  return speaker.say('variants.label', { units: unitsOf(of, countOf(row, 'count')), share: countOf(row, 'share'), range: rangeWords(speaker, rangeOf(row, 'share'), 'share'), path: told, together });
}

/** All paths that have no row of their own, so that counts add up. */
function restShape(of: Asked, { rest, y }: { rest: readonly Row[]; y: number }): Shape[] {
  if (rest.length === 0) return [];
  const { speaker, left, right } = of;
  const count = rest.reduce((sum, row) => sum + countOf(row, 'count'), 0);
  const share = rest.reduce((sum, row) => sum + countOf(row, 'share'), 0);
  const paths = rest.reduce((sum, row) => sum + (figureOf(row, 'variants') ?? 1), 0);
  const words = speaker.say('variants.rest', { units: unitsOf(of, count), n: paths });
  const at = of.isNarrow ? left + FIGURE + 4 : left + FIGURE + 12;
  const shapes = [
    line(left, y, right, y, 'rule'),
    text(of.isNarrow ? left : left + FIGURE, y + 21, speaker.share(share), { size: 14, weight: 600, anchor: of.isNarrow ? 'start' : 'end', fill: 'ink2' }),
    ...paragraph(at, y + 21, words, { size: 14, fill: 'ink2', room: right - FIGURE - at, most: 1 }),
    text(right, y + 21, speaker.share(1), { size: 14, anchor: 'end', fill: 'ink2' }),
  ];
  return [group(shapes, { mark: { id: 'variants:rest', lane: 'variants', label: `${words}, ${speaker.share(share)}`, x: left - 6, y: y + 4, w: of.room + 12, h: 24 } })];
}
