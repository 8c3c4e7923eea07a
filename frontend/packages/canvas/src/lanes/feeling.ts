/** The feeling line, the spine of the map: a curve with its interval, dots where it was measured, and real words. */
import type { FeelingPoint } from '../../../generated/resolvedmap.ts';
import { placeIn } from '../columns.ts';
import { stageName } from '../say.ts';
import { circle, group, line, path, px, type Shape } from '../scene.ts';
import { paragraph, text } from '../text.ts';
import type { Paint } from '../theme.ts';
import { laneName, type Context, type Lane } from './lane.ts';
import { quotesBeside, type Placed } from './quotes.ts';

const POINT = { screen: 66, print: 52, phone: 0 }; // pixels of one step of the scale
const HEADROOM = 104; // for words above the peaks
const BARE_HEADROOM = 30;
const NEAR = 44; // pixels between two dots

export function feelingLane(context: Context): Lane {
  const { speaker, map, frame } = context;
  const answers = map.feelings.reduce((sum, point) => sum + point.feeling.n, 0);
  const seen = map.feelings.filter((point) => point.feeling.figure !== null);
  const named = laneName(context, { icon: 'feeling', name: speaker.say('lane.feeling'), note: seen.length > 0 ? speaker.say('lane.feeling.note', { n: answers }) : '' });
  if (seen.length === 0) {
    const words = paragraph(frame.gutter, 14, speaker.say('feeling.none'), { size: 14, fill: 'ink3', room: 520 });
    return { id: 'feeling', height: 44, shapes: words, names: named.shapes };
  }
  const { high, low } = rangeOf(seen);
  const speaks = seen.some((point) => point.quote !== null && point.feeling.figure! >= 0);
  const headroom = speaks ? HEADROOM : BARE_HEADROOM;
  const y = (feeling: number): number => headroom + (high - feeling) * POINT[context.view.medium];
  const placed = placedPoints(context, seen, y);
  const words = quotesBeside(context, placed, { top: 4, floor: y(low) + 116, zero: y(0) });
  const bottom = Math.max(y(low) + 26, words.bottom + 8);
  const shapes = [
    ...zeroAndScale(context, { high, low, y }),
    ...silentStages(context, placed, y(0)),
    path(bandPath(placed, y), { fill: 'band', role: 'band' }),
    ...strokes(placed),
    ...words.shapes,
    ...placed.map((point) => dot(context, point, y(0))),
  ];
  return { id: 'feeling', height: bottom, shapes, names: [...named.shapes, ...scaleNames(context, { high, low, y })], feeling: { high: y(1), low: y(-1) } };
}

function rangeOf(points: readonly FeelingPoint[]): { high: number; low: number } {
  const highs = points.map((point) => Math.min(2, point.feeling.figure! + 0.1));
  const lows = points.map((point) => Math.max(-2, point.feeling.figure! - 0.1));
  return { high: Math.max(0.7, ...highs), low: Math.min(-0.7, ...lows) };
}

function placedPoints({ frame }: Context, points: readonly FeelingPoint[], y: (feeling: number) => number): Placed[] {
  const column = new Map(frame.columns.map((entry) => [entry.stage.id, entry]));
  const found = points.flatMap((point) => {
    const at = column.get(point.stage);
    return at ? [{ point, x: placeIn(at, point.position_share), y: y(point.feeling.figure!), column: at }] : [];
  });
  return apart(found.sort((a, b) => a.x - b.x), frame.width - frame.margin - 24);
}

/** Points in their order with room for their dots and counts; those too near each other move on a little. */
function apart(points: readonly Placed[], end: number): Placed[] {
  const least = Math.min(NEAR, points.length > 1 ? (end - points[0]!.x) / (points.length - 1) : NEAR);
  const places: number[] = [];
  for (const point of points) places.push(Math.max(point.x, places.length === 0 ? -Infinity : places.at(-1)! + least));
  for (let n = places.length - 1; n >= 0; n -= 1) places[n] = Math.min(places[n]!, n === places.length - 1 ? end : places[n + 1]! - least);
  return points.map((point, n) => ({ ...point, x: places[n]! }));
}

function zeroAndScale({ frame }: Context, { high, low, y }: { high: number; low: number; y: (f: number) => number }): Shape[] {
  const end = frame.width - frame.margin;
  const zero = line(frame.gutter, y(0), end, y(0), 'rule2', 1);
  const steps = [2, 1, -1, -2].filter((step) => step <= high && step >= low);
  return [zero, ...steps.map((step) => line(frame.gutter, y(step), end, y(step), 'rule', 1, '1 5'))];
}

function scaleNames({ frame, speaker }: Context, { high, low, y }: { high: number; low: number; y: (f: number) => number }): Shape[] {
  const steps = [2, 1, 0, -1, -2].filter((step) => step <= high && step >= low);
  return steps.map((step) => text(frame.gutter - 26, y(step) + 4, speaker.signed(step, 0), { fill: 'ink3', anchor: 'end' }));
}

/** Stages before the first and after the last answer say that nobody was asked there. */
function silentStages({ frame, speaker }: Context, placed: readonly Placed[], zero: number): Shape[] {
  const [first, last] = [placed[0]!.column.index, placed.at(-1)!.column.index];
  const silent = frame.columns.filter((column) => column.index < first || column.index > last);
  return silent.map((column) => text(column.x, zero - 7, speaker.say('feeling.gap'), { fill: 'ink3', room: column.w - 20 }));
}

/** Slopes of a smooth curve that never overshoots its points. Source: Fritsch and Carlson, 1980. */
function slopes(points: readonly { x: number; y: number }[]): number[] {
  const steps = points.slice(1).map((point, n) => (point.y - points[n]!.y) / (point.x - points[n]!.x || 1));
  return points.map((_, n) => {
    const [before, after] = [steps[n - 1], steps[n]];
    if (before === undefined || after === undefined) return before ?? after ?? 0;
    return before * after <= 0 ? 0 : (2 * before * after) / (before + after);
  });
}

function smooth(points: readonly { x: number; y: number }[], start: 'M' | 'L' = 'M'): string {
  const slope = slopes(points);
  let d = `${start}${px(points[0]!.x)} ${px(points[0]!.y)}`;
  for (let n = 1; n < points.length; n += 1) {
    const [from, to] = [points[n - 1]!, points[n]!];
    const third = (to.x - from.x) / 3;
    d += `C${px(from.x + third)} ${px(from.y + slope[n - 1]! * third)} ${px(to.x - third)} ${px(to.y - slope[n]! * third)} ${px(to.x)} ${px(to.y)}`;
  }
  return d;
}

function bandPath(placed: readonly Placed[], y: (f: number) => number): string {
  const upper = placed.map(({ x, point }) => ({ x, y: y(Math.min(2, point.feeling.interval?.high ?? point.feeling.figure!)) }));
  const lower = placed.map(({ x, point }) => ({ x, y: y(Math.max(-2, point.feeling.interval?.low ?? point.feeling.figure!)) }));
  return `${smooth(upper)}${smooth(lower.reverse(), 'L')}Z`;
}

/** The curve in pieces, each drawn by how its weaker end is known. */
function strokes(placed: readonly Placed[]): Shape[] {
  const slope = slopes(placed);
  return placed.slice(1).flatMap((to, n) => {
    const from = placed[n]!;
    const third = (to.x - from.x) / 3;
    const d = `M${px(from.x)} ${px(from.y)}C${px(from.x + third)} ${px(from.y + slope[n]! * third)} ${px(to.x - third)} ${px(to.y - slope[n + 1]! * third)} ${px(to.x)} ${px(to.y)}`;
    const gap = to.column.index - from.column.index > 1;
    return strokeOf(d, gap ? 'inferred' : weaker(from, to));
  });
}

function weaker(a: Placed, b: Placed): string {
  const order = ['measured', 'asserted', 'inferred'];
  return order[Math.max(order.indexOf(a.point.feeling.provenance), order.indexOf(b.point.feeling.provenance))]!;
}

function strokeOf(d: string, provenance: string): Shape[] {
  if (provenance === 'inferred') return [path(d, { stroke: 'feeling', width: 4.5, dash: '0.1 8', cap: 'round' })];
  const solid = path(d, { stroke: 'feeling', width: 4.5, cap: 'round' });
  return provenance === 'asserted' ? [solid, path(d, { stroke: 'paper', width: 2 })] : [solid];
}

/** The paint of a feeling: teal above, orange below, neither within a quarter point of zero. */
export function paintOf(feeling: number): Paint {
  return feeling > 0.2 ? 'good' : feeling < -0.2 ? 'bad' : 'neutral';
}

function dot(context: Context, { point, x, y, column }: Placed, zero: number): Shape {
  const { speaker } = context;
  const { n, figure, provenance, is_small_sample: isSmall } = point.feeling;
  const r = Math.min(8, 3.5 + Math.sqrt(n) / 7);
  const paint = paintOf(figure!);
  const halo = circle(x, y, r + 2.5, { fill: 'paper' });
  const isHollow = provenance !== 'measured' || isSmall;
  const mark = isHollow
    ? circle(x, y, Math.max(5, r - 1), { fill: 'paper', stroke: paint, width: 2.25, ...(provenance === 'inferred' ? { dash: '2.2 2.3' } : {}) })
    : circle(x, y, r, { fill: paint });
  const below = y + r + 15;
  const crossesZero = below - 10 < zero + 2 && below + 3 > zero - 2;
  const words = text(x, crossesZero ? y - r - 7 : below, speaker.count(n), { fill: 'ink3', anchor: 'middle', halo: true });
  const stage = stageName(speaker, column.stage);
  const label = speaker.say('feeling.label', { stage, feeling: figure, n });
  return group([halo, mark, words], { mark: { id: point.id, lane: 'feeling', label, x: x - 12, y: y - 12, w: 24, h: 40 } });
}
