/** Types of journeys: a strip for each, a box for each step of a typical journey, and beside it how many and how well. */
import { group, line, rect, type Shape } from '../scene.ts';
import { paragraph, text } from '../text.ts';
import { countOf, figureOf, isSmall, rangeOf, type Row } from './answer.ts';
import { barcode, pathOf, stripOf, type Strip } from './barcode.ts';
import { dotSigns } from './dots.ts';
import type { Asked, Drawing } from './frame.ts';
import { placeName } from './names.ts';
import { mostRows, rangeWords, unitsOf } from './told.ts';

const MOST = 12;
const BOX = 22;
const SHARE = 64; // the room of the share
const BAR = 76;
const FIGURE = 116; // the room of each figure to the right
const TOLD = 14; // steps of a path that its mark names
const CHANNELS = 3;

export function typesPicture(of: Asked): Drawing {
  const { answer, speaker } = of;
  const shown = answer.rows.slice(0, mostRows(of, MOST));
  const codes = of.isNarrow ? ([of.left, of.right] as const) : ([of.left + SHARE + BAR + 28, of.right - 2 * FIGURE - 12] as const);
  const { strip, legend, top } = stripOf(of, shown, codes);
  let y = top;
  const shapes: Shape[] = [...legend, ...heads(of, y - 8)];
  for (const [n, row] of shown.entries()) {
    const drawn = typeShape(strip, row, { y, isFirst: n === 0 });
    shapes.push(drawn.shape);
    y += drawn.height;
  }
  const rest = answer.rows.length - shown.length;
  if (rest > 0) shapes.push(text(of.left, y + 18, speaker.say('picture.more', { n: rest }), { fill: 'ink2' }));
  return { title: speaker.say('types.title'), says: speaker.say('types.says'), shapes, height: y + (rest > 0 ? 30 : 4), legend: dotSigns(speaker, shown) };
}

function namesIn(row: Row, column: string): readonly string[] {
  const found = row[column];
  return Array.isArray(found) ? found.map(String) : [];
}

function heads({ speaker, left, right, isNarrow }: Asked, y: number): Shape[] {
  if (isNarrow) return [];
  return [
    text(left + SHARE, y, speaker.say('types.share'), { fill: 'ink3', anchor: 'end' }),
    text(right - FIGURE, y, speaker.say('types.goal'), { fill: 'ink3', anchor: 'end', room: FIGURE }),
    text(right, y, speaker.say('types.time'), { fill: 'ink3', anchor: 'end', room: FIGURE - 12 }),
  ];
}

function typeShape(strip: Strip, row: Row, { y, isFirst }: { y: number; isFirst: boolean }): { shape: Shape; height: number } {
  const { of, codes: [from, to] } = strip;
  const { left, right, room, isNarrow } = of;
  const marked = paragraph(from, isNarrow ? 42 : 24, markedWords(of, row), { size: 14, weight: 600, room: to - from, most: 2, leading: 19 });
  const boxes = marked.at(-1)!.y + 10;
  const told = paragraph(from, boxes + BOX + 18, toldWords(of, row), { fill: 'ink3', room: to - from, most: 2, leading: 16 });
  const height = told.at(-1)!.y + 18;
  const rule = isFirst && isNarrow ? [] : [line(left, 0, right, 0, 'rule')];
  const shapes = [...rule, ...sizeShapes(strip, row), ...figureShapes(of, row), ...marked, ...barcode(strip, pathOf(row), { y: boxes, height: BOX }), ...told];
  const number = String(row['type'] ?? '');
  return { shape: group(shapes, { y, mark: { id: `types:${number}`, lane: 'types', label: labelOf(of, row), x: left - 6, y: 2, w: room + 12, h: height - 4 } }), height };
}

/** How many are of the type, with what that may be instead. */
function sizeShapes({ of, widest }: Strip, row: Row): Shape[] {
  const { speaker, left, isNarrow } = of;
  const [share, range, y] = [countOf(row, 'share'), rangeOf(row, 'share'), isNarrow ? 14 : 19];
  const x = left + SHARE + 10;
  const bar = rect(x, y - 4, Math.max(1, (BAR * share) / widest), 8, isSmall(row) ? { fill: 'paper', stroke: 'rule2', width: 1 } : { fill: 'tint2' });
  const words = text(isNarrow ? left : left + SHARE, y + 6, speaker.share(share), { size: 18, weight: 600, anchor: isNarrow ? 'start' : 'end', fill: isSmall(row) ? 'ink3' : 'ink1' });
  return [words, bar, ...(range === null ? [] : [line(x + (BAR * range.low) / widest, y, x + (BAR * range.high) / widest, y, 'ink1', 1.5)])];
}

/** How many reach the goal and how long they take; on narrow sheets beside the share. */
function figureShapes(of: Asked, row: Row): Shape[] {
  const { speaker, right, isNarrow } = of;
  const [goal, wait] = [figureOf(row, 'converted_share'), figureOf(row, 'median_seconds')];
  const goalWords = goal === null ? '–' : speaker.share(goal);
  const timeWords = wait === null || wait === 0 ? '–' : speaker.brief(wait);
  if (isNarrow) return [text(right, 20, `${speaker.say('types.goal')} ${goalWords}`, { size: 14, anchor: 'end', fill: 'ink1', room: of.room - SHARE - BAR - 24 })];
  const range = rangeOf(row, 'converted_share');
  const around = range === null || goal === null ? [] : [text(right - FIGURE, 42, rangeWords(speaker, range, 'share'), { anchor: 'end', fill: 'ink3', room: FIGURE })];
  return [text(right - FIGURE, 25, goalWords, { size: 14, weight: 600, anchor: 'end' }), ...around, text(right, 25, timeWords, { size: 14, anchor: 'end', fill: 'ink2', room: FIGURE - 12 })];
}

function markedWords({ speaker }: Asked, row: Row): string {
  const names = namesIn(row, 'marked_by').map((name) => placeName(speaker, name));
  const name = typeof row['name'] === 'string' ? row['name'] : '';
  if (name !== '' && !namesIn(row, 'marked_by').join(', ').startsWith(name)) return names.length === 0 ? name : `${name}: ${names.join(', ')}`;
  return names.length === 0 ? speaker.say('types.plain') : speaker.say('types.marked', { names: names.join(', ') });
}

function toldWords({ speaker }: Asked, row: Row): string {
  const found = row['channels'];
  const channels = (Array.isArray(found) ? found : []).slice(0, CHANNELS).flatMap((one: unknown) => (Array.isArray(one) ? [`${placeName(speaker, String(one[0]))} ${speaker.wholePercent(Number(one[1]))}`] : []));
  return speaker.say('types.told', { steps: countOf(row, 'median_steps'), alike: speaker.wholePercent(countOf(row, 'alike_share')), channels: channels.join(', ') });
}


function labelOf(of: Asked, row: Row): string {
  const { speaker } = of;
  const path = pathOf(row).map((name) => placeName(speaker, name));
  const named = path.slice(0, TOLD).join(', ');
  const told = {
    name: speaker.say('types.name', { n: countOf(row, 'type') }), units: unitsOf(of, countOf(row, 'count')), share: countOf(row, 'share'), range: rangeWords(speaker, rangeOf(row, 'share'), 'share'), marked: markedWords(of, row),
    path: path.length > TOLD ? speaker.say('variants.path_more', { path: named, n: path.length - TOLD }) : named,
  };
  const goal = figureOf(row, 'converted_share');
  return goal === null ? speaker.say('types.label.plain', told) : speaker.say('types.label', { ...told, goal, reach: rangeWords(speaker, rangeOf(row, 'converted_share'), 'share') });
}
