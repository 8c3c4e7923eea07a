/** Real words beside the peaks and valleys of the feeling line, placed where nothing else stands. */
import type { FeelingPoint } from '../../../generated/resolvedmap.ts';
import { isCut, type Column } from '../columns.ts';
import { channelName } from '../say.ts';
import { line, type Shape } from '../scene.ts';
import { paragraph, text, widthOf, wrapped } from '../text.ts';
import type { Context } from './lane.ts';

export interface Placed {
  readonly point: FeelingPoint;
  readonly x: number;
  readonly y: number;
  readonly column: Column;
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

const MOST = 4;

/** Quote marks of the language that the words are in. */
export function quoted(words: string, language: string | null): string {
  const plain = words.replace(/^["“”«»]+|["“”«»]+$/g, '');
  if (language === 'da') return `»${plain}«`;
  if (language === 'nb' || language === 'no') return `«${plain}»`;
  return language === 'sv' || language === 'fi' ? `”${plain}”` : `“${plain}”`;
}

/** The quotes as shapes; the deepest valley speaks loudest. */
export function quotesBeside(context: Context, placed: readonly Placed[], { top, floor, zero, others = [] }: { top: number; floor: number; zero: number; others?: readonly { x: number; y: number }[] }): { shapes: Shape[]; bottom: number } {
  const told = placed.filter((entry) => entry.point.quote !== null);
  const loudest = told.reduce<Placed | null>((low, entry) => (low === null || entry.y > low.y ? entry : low), null);
  const order = [...told].sort((a, b) => Math.abs(b.point.feeling.figure!) - Math.abs(a.point.feeling.figure!)).slice(0, MOST);
  const taken: Box[] = [...curveBoxes(placed), ...others.map(({ x, y }) => ({ x: x - 10, y: y - 12, w: 20, h: 24 }))];
  const shapes: Shape[] = [];
  let bottom = 0;
  for (const entry of order) {
    const made = place(context, entry, { taken, top, floor, zero, isLoud: entry === loudest && entry.point.feeling.figure! < 0, mayCross: entry === order[0] });
    if (made === null) continue;
    taken.push(made.box, made.rule);
    shapes.push(...made.shapes);
    bottom = Math.max(bottom, made.box.y + made.box.h);
  }
  return { shapes, bottom };
}

/** Boxes along the curve and around its dots, so that words keep clear of it. */
function curveBoxes(placed: readonly Placed[]): Box[] {
  const boxes: Box[] = placed.map(({ x, y }) => ({ x: x - 14, y: y - 12, w: 28, h: 42 }));
  placed.slice(1).forEach((to, n) => {
    const from = placed[n]!;
    for (let step = 0; step < 8; step += 1) {
      const t = (step + 0.5) / 8;
      const ease = t * t * (3 - 2 * t);
      boxes.push({ x: from.x + (to.x - from.x) * t - 10, y: from.y + (to.y - from.y) * ease - 12, w: 20, h: 24 });
    }
  });
  return boxes;
}

type Room = { taken: readonly Box[]; top: number; floor: number; isLoud: boolean; zero: number; mayCross: boolean };
type Spot = { shapes: Shape[]; box: Box; rule: Box };

/** The first free spot: on the better side of the curve and clear of the zero line; only the strongest words may lie across it. */
function place(context: Context, entry: Placed, room: Room): Spot | null {
  const isHigh = entry.point.feeling.figure! >= 0;
  const zeroLine = { x: 0, y: room.zero - 3, w: Infinity, h: 6 };
  for (const taken of [[...room.taken, zeroLine], ...(room.mayCross ? [room.taken] : [])]) {
    for (const isAbove of [isHigh, !isHigh]) {
      const found = placeOn(context, entry, { ...room, taken, isAbove });
      if (found) return found;
    }
  }
  return null;
}

function placeOn(context: Context, entry: Placed, { taken, top, floor, isLoud, isAbove }: Room & { isAbove: boolean }): Spot | null {
  const { frame } = context;
  const size = isLoud ? 18 : 14;
  const quote = entry.point.quote!;
  const words = quoted(quote.text, quote.language);
  for (const wish of isLoud ? [400, 300, 240, 200, 160] : [250, 210, 170, 140]) {
    const lines = wrapped(words, wish, size, 400, 4);
    const from = fromWhom(context, entry);
    const w = Math.max(...lines.map((each) => widthOf(each, size)), Math.min(wish, widthOf(from, 12)));
    const h = lines.length * (size + 5) + 18;
    for (const side of [1, -1]) {
      const x = side === 1 ? entry.x + 8 : entry.x - 8 - w;
      if (x < frame.gutter || x + w > frame.width - frame.margin || isCut(frame, x, x + w)) continue;
      for (const y of heights(entry, { isAbove, h, top, floor })) {
        const box = { x: x - 4, y, w: w + 8, h };
        const rule = ruleBox(entry, { x: side === 1 ? x - 8 : x + w + 8, y, h });
        if ([box, rule].some((each) => taken.some((other) => each.h > 0 && !(each === rule && other.w === Infinity) && overlap(each, other)))) continue;
        return { box, rule, shapes: drawnQuote(context, entry, { words, from, x, y, size, w, h, side }) };
      }
    }
  }
  return null;
}

/** The rule from the dot to the words, without the part beside its own dot. */
function ruleBox(entry: Placed, { x, y, h }: { x: number; y: number; h: number }): Box {
  const isAbove = y < entry.y;
  const [from, to] = isAbove ? [y + 4, entry.y - 14] : [entry.y + 32, y + h - 2];
  return { x: x - 2, y: from, w: 4, h: Math.max(0, to - from) };
}

function heights(entry: Placed, { isAbove, h, top, floor }: { isAbove: boolean; h: number; top: number; floor: number }): number[] {
  const found: number[] = [];
  if (isAbove) for (let y = entry.y - h - 14; y >= top; y -= 8) found.push(y);
  else for (let y = entry.y + 34; y + h <= floor; y += 8) found.push(y);
  return found;
}

function overlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}

function fromWhom({ speaker }: Context, { point }: Placed): string {
  const { quote } = point;
  const parts = [quote?.channel ? channelName(speaker, quote.channel) : '', quote?.said_at ? speaker.date(quote.said_at) : ''];
  return parts.filter(Boolean).join(', ');
}

type Words = { words: string; from: string; x: number; y: number; size: 14 | 18; w: number; h: number; side: number };

function drawnQuote(_: Context, entry: Placed, { words, from, x, y, size, w, h, side }: Words): Shape[] {
  const quote = entry.point.quote!;
  const lines = paragraph(x, y + size, words, { size, room: w + 1, most: 4, leading: size + 5, ...(quote.language ? { language: quote.language } : {}) });
  const ruleX = side === 1 ? x - 8 : x + w + 8;
  const isAbove = y < entry.y;
  const rule = line(ruleX, isAbove ? y + 4 : entry.y + 10, ruleX, isAbove ? entry.y - 10 : y + h - 2, 'rule2', 1);
  return [rule, ...lines, text(x, y + size + lines.length * (size + 5) - 2, from, { fill: 'ink3', room: w + 1 })];
}
