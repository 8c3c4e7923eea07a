/** The feeling line, the spine of the map: a curve with its interval, dots where it was measured, real words, and what people drew beside it. */
import type { Curve, FeelingPoint } from '../../../generated/resolvedmap.ts';
import { placeIn } from '../columns.ts';
import { comparedLabel, differenceText, heldAgainst, inkOf, moreOrLess } from '../compared.ts';
import { stageName } from '../say.ts';
import { circle, group, icon, line, path, px, type Shape } from '../scene.ts';
import { paragraph, text } from '../text.ts';
import { curvePlaces, curvesDrawn } from './curves.ts';
import { laneName, type Context, type Lane } from './lane.ts';
import { quotesBeside, type Placed } from './quotes.ts';
import { feelingSign, paintOf } from './signs.ts';
import { areaBelowZero, piece, slopes, smooth } from './smooth.ts';

export const POINT = { screen: 66, print: 52, phone: 0 }; // pixels of one step of the scale
const HEADROOM = 104; // for words above the peaks
const BARE_HEADROOM = 30;
const NEAR = 44; // pixels between two dots

/** The lane of the measured line, of drawn curves, or of both. Inside, y is counted from the zero line. */
export function feelingLane(context: Context, { curves = [], isMeasured = true }: { curves?: readonly Curve[]; isMeasured?: boolean } = {}): Lane {
  const { speaker, map, frame } = context;
  const seen = isMeasured ? map.feelings.filter((point) => point.feeling.figure !== null) : [];
  const [answers, texts] = [countedBy(seen, 'measured'), countedBy(seen, 'inferred')];
  const note = answers > 0 ? speaker.say(texts > 0 ? 'lane.feeling.note.both' : 'lane.feeling.note', { n: answers, texts }) : texts > 0 ? speaker.say('lane.feeling.note.inferred', { n: texts }) : curves.length > 0 ? speaker.say('lane.emotion.note') : '';
  const named = laneName(context, { icon: 'feeling', name: speaker.say('lane.feeling'), note });
  if (seen.length + curves.length === 0) {
    const words = paragraph(frame.gutter, 14, speaker.say('feeling.none'), { size: 14, fill: 'ink3', room: 520 });
    return { id: 'feeling', height: 44, shapes: words, names: named.shapes };
  }
  const { high, low } = rangeOf([...seen.map((point) => point.feeling.figure!), ...curves.flatMap((curve) => curve.points.map((point) => point.level))]);
  const speaks = seen.some((point) => point.quote !== null && point.feeling.figure! >= 0);
  const isTold = curves.some((curve) => curve.points.some((point) => point.text !== null));
  const step = POINT[context.view.medium];
  const zero = (speaks ? HEADROOM : isTold ? 56 : BARE_HEADROOM) + high * step;
  const y = (feeling: number): number => -feeling * step;
  const placed = placedPoints(context, seen, y);
  const others = curvePlaces(context, curves, y);
  const words = quotesBeside(context, placed, { top: 4 - zero, floor: y(low) + 116, zero: 0, others });
  const drawn = curvesDrawn(context, curves, { y, measured: placed });
  const bottom = zero + Math.max(y(low) + 26, words.bottom + 8, drawn.bottom + 8);
  const there = lineThere(context, placed, { y, others });
  const shapes = [...zeroAndScale(context, { high, low, y }), ...measuredShapes(context, placed, y), ...there.line, ...words.shapes, ...placed.map((point) => dot(context, point, others)), ...there.words, ...drawn.shapes];
  return { id: 'feeling', height: bottom, shapes: [group(shapes, { y: zero })], names: [...named.shapes, group(scaleNames(context, { high, low, y }), { y: zero })], feeling: { high: y(1), low: y(-1) } };
}

/** How many answers or texts the points rest on that are known in one way. */
function countedBy(points: readonly FeelingPoint[], provenance: string): number {
  return points.reduce((sum, { feeling }) => sum + ((feeling.provenance === 'inferred') === (provenance === 'inferred') ? feeling.n : 0), 0);
}

function measuredShapes(context: Context, placed: readonly Placed[], y: (feeling: number) => number): Shape[] {
  if (placed.length === 0) return [];
  const under = areaBelowZero(placed);
  return [
    ...silentStages(context, placed, 0),
    ...(under === '' ? [] : [path(under, { fill: 'under', role: 'band' })]),
    path(bandPath(placed, y), { fill: 'band', role: 'band' }),
    ...strokes(placed),
  ];
}

/** The first height above a dot at which words cross no curve that people drew, nor its words. */
function freeAbove(top: number, others: readonly { y: number }[]): number {
  const isFree = (at: number): boolean => others.every((other) => at < other.y - 26 || at > other.y + 12);
  return [15, 34, 52, 70].map((gap) => top - gap).find(isFree) ?? top - 15;
}

/** What the other group felt at the same places: a thin broken line with rings, pale where nothing differs. */
function lineThere({ map, speaker }: Context, placed: readonly Placed[], { y, others }: { y: (feeling: number) => number; others: readonly { x: number; y: number }[] }): { line: readonly Shape[]; words: readonly Shape[] } {
  const points = placed.flatMap(({ point, x, y: own }) => {
    const held = heldAgainst(map, 'feeling', point.id);
    return held?.versus.figure == null ? [] : [{ x, y: y(held.versus.figure), held, above: freeAbove(Math.min(y(held.versus.figure), own), others.filter((other) => Math.abs(other.x - x) < 60)) }];
  });
  const rings = points.map(({ x, y: at, held }) => circle(x, at, 3.5, { fill: 'paper', stroke: inkOf(held), width: 1.5 }));
  const told = points.filter(({ held }) => held.differs).flatMap(({ x, above, held }) => [...moreOrLess(held, { x: x - 12, y: above }), text(x - 4, above + 4, differenceText(speaker, held), { weight: 600, halo: true })]);
  return { line: [...(points.length > 1 ? [path(smooth(points), { stroke: 'ink3', width: 1.5, dash: '4 3' })] : []), ...rings], words: told };
}

function rangeOf(levels: readonly number[]): { high: number; low: number } {
  return { high: Math.max(0.7, ...levels.map((level) => Math.min(2, level + 0.1))), low: Math.min(-0.7, ...levels.map((level) => Math.max(-2, level - 0.1))) };
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

/** The numbers of the scale, its ends with a glad and a sad face. */
function scaleNames({ frame, speaker }: Context, { high, low, y }: { high: number; low: number; y: (f: number) => number }): Shape[] {
  const steps = [2, 1, 0, -1, -2].filter((step) => step <= high && step >= low);
  const [top, foot] = [steps[0]! > 0 ? steps[0]! : high, steps.at(-1)! < 0 ? steps.at(-1)! : low];
  const faces = [icon('feeling_word', frame.gutter - 21, y(top) - 7, 'good', 14), icon('sad', frame.gutter - 21, y(foot) - 7, 'bad', 14)];
  return [...faces, ...steps.map((step) => text(frame.gutter - 26, y(step) + 4, speaker.signed(step, 0), { fill: 'ink3', anchor: 'end' }))];
}

/** Stages before the first and after the last answer say that nobody was asked there. */
function silentStages({ frame, speaker }: Context, placed: readonly Placed[], zero: number): Shape[] {
  const [first, last] = [placed[0]!.column.index, placed.at(-1)!.column.index];
  const silent = frame.columns.filter((column) => column.index < first || column.index > last);
  return silent.map((column) => text(column.x, zero - 7, speaker.say('feeling.gap'), { fill: 'ink3', room: column.w - 20 }));
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
    const d = `M${px(from.x)} ${px(from.y)}${piece(placed, slope, n + 1)}`;
    const gap = to.column.index - from.column.index > 1;
    return strokeOf(d, gap ? 'inferred' : weaker(from, to));
  });
}

function weaker(a: Placed, b: Placed): string {
  const order = ['measured', 'asserted', 'inferred'];
  return order[Math.max(order.indexOf(a.point.feeling.provenance), order.indexOf(b.point.feeling.provenance))]!;
}

export function strokeOf(d: string, provenance: string): Shape[] {
  if (provenance === 'inferred') return [path(d, { stroke: 'feeling', width: 4.5, dash: '0.1 8', cap: 'round' })];
  const solid = path(d, { stroke: 'feeling', width: 4.5, cap: 'round' });
  return provenance === 'asserted' ? [solid, path(d, { stroke: 'paper', width: 2 })] : [solid];
}

function dot(context: Context, { point, x, y, column }: Placed, others: readonly { x: number; y: number }[]): Shape {
  const { speaker } = context;
  const { n, figure, provenance, is_small_sample: isSmall } = point.feeling;
  const r = Math.max(5, Math.min(8, 3.5 + Math.sqrt(n) / 7));
  const paint = paintOf(figure!);
  const halo = circle(x, y, r + 2.5, { fill: 'paper' });
  const isHollow = provenance !== 'measured' || isSmall;
  const mark = isHollow
    ? circle(x, y, Math.max(5, r - 1), { fill: 'paper', stroke: paint, width: 2.25, ...(provenance === 'inferred' ? { dash: '2.2 2.3' } : {}) })
    : circle(x, y, r, { fill: paint });
  const sign = feelingSign(figure!, { x, y, size: isHollow ? 2.2 : Math.min(3.8, r * 0.56) }, isHollow ? paint : 'paper');
  const below = y + r + 15;
  const crosses = (baseline: number): boolean => (baseline - 10 < 2 && baseline + 3 > -2) || others.some((other) => Math.abs(other.x - x) < 16 && other.y > baseline - 14 && other.y < baseline + 7);
  const isAbove = crosses(below) && !crosses(y - r - 7);
  const words = text(x, isAbove ? y - r - 7 : below, speaker.count(n), { fill: 'ink3', anchor: 'middle', halo: true });
  const stage = stageName(speaker, column.stage);
  const label = speaker.say(provenance === 'inferred' ? 'feeling.label.inferred' : 'feeling.label', { stage, feeling: figure, n }) + comparedLabel(speaker, heldAgainst(context.map, 'feeling', point.id));
  return group([halo, mark, ...sign, words], { mark: { id: point.id, lane: 'feeling', stage: point.stage, label, x: x - 12, y: y - 12, w: 24, h: 40 } });
}
