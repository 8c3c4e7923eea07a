/** Points in a field of two scales, named where their names cover nothing; the others go by their numbers. */
import { circle, group, line, type Shape } from '../../scene.ts';
import { paragraph, text, widthOf, wrapped } from '../../text.ts';
import type { Paint } from '../../theme.ts';
import type { Asked } from '../frame.ts';
import type { Range } from '../answer.ts';
import type { Scale } from '../scale.ts';

export interface Point {
  readonly id: string;
  readonly number: number;
  readonly x: number;
  readonly y: number;
  readonly xRange: Range | null;
  readonly yRange: Range | null;
  readonly name: string;
  readonly label: string;
  readonly paint: Paint;
  readonly isHollow?: boolean;
}

export interface Field {
  readonly x: Scale;
  readonly y: Scale;
  readonly across: string; // what the scales measure
  readonly up: string;
  readonly points: readonly Point[];
  readonly crossing?: { readonly x: number; readonly y: number }; // where quarters meet
  readonly corners?: readonly [string, string, string, string]; // above left, above right, below left, below right
}

interface Box { readonly x: number; readonly y: number; readonly w: number; readonly h: number }

const RADIUS = 10;
const LEFT = 52;
const FOOT = 46;
const MOST_NAME = 250;
const MOST_LINES = 4; // of a name
const LINE = 16;

/** The field from y = 0 down. */
export function scattered(of: Asked, field: Field): { readonly shapes: readonly Shape[]; readonly height: number } {
  const [x1, x2, top] = [of.left + LEFT, of.right - RADIUS - 4, 40];
  const high = of.isNarrow ? 260 : 340;
  const bottom = top + high;
  const at = { x: (amount: number): number => x1 + (x2 - x1) * inside(field.x.place(amount)), y: (amount: number): number => bottom - high * inside(field.y.place(amount)) };
  const frame: Box = { x: x1, y: top, w: x2 - x1, h: high };
  const corners = cornerShapes(field, frame, at);
  const places = apart(field.points.map((point) => ({ point, x: at.x(point.x), y: at.y(point.y) })), frame, corners.boxes);
  const taken: Box[] = [...places.map(({ x, y }) => ({ x: x - RADIUS - 1, y: y - RADIUS - 1, w: 2 * RADIUS + 2, h: 2 * RADIUS + 2 })), ...corners.boxes, ...places.flatMap(({ point, x, y }) => strokes(point, { x, y }, at))];
  const dots = places.map((place) => pointShape(of, place, frame, taken));
  return { shapes: [...axes(of, field, frame, at), ...corners.shapes, ...places.flatMap(({ point, x, y }) => whiskers(point, { x, y }, at)), ...dots], height: bottom + FOOT };
}

type At = { readonly x: (amount: number) => number; readonly y: (amount: number) => number };
type Placed = { readonly point: Point; readonly x: number; readonly y: number };

function inside(place: number): number {
  return Math.min(1, Math.max(0, place));
}

/** The points moved down or aside, as little as it takes for no number to cover another. */
function apart(points: readonly Placed[], frame: Box, full: readonly Box[]): readonly Placed[] {
  const kept: Placed[] = [];
  for (const one of points) {
    const spots = [{ dx: 0, dy: 0 }, ...Array.from({ length: 400 }, (_, n) => ({ dx: Math.cos(n * 2.4) * (6 + n * 1.2), dy: Math.sin(n * 2.4) * (6 + n * 1.2) }))];
    const free = spots.map(({ dx, dy }) => ({ ...one, x: clamp(one.x + dx, frame.x + RADIUS, frame.x + frame.w), y: clamp(one.y + dy, frame.y + RADIUS, frame.y + frame.h - RADIUS) }))
      .filter((spot) => !full.some((box) => meet({ x: spot.x - RADIUS, y: spot.y - RADIUS, w: 2 * RADIUS, h: 2 * RADIUS }, box)))
      .find((spot) => kept.every((other) => Math.hypot(other.x - spot.x, other.y - spot.y) > 2 * RADIUS + 1));
    if (free) kept.push(free);
  }
  return kept;
}

function clamp(amount: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, amount));
}

function whiskers(point: Point, { x, y }: { x: number; y: number }, at: At): Shape[] {
  return [
    ...(point.xRange === null ? [] : [line(at.x(point.xRange.low), y, at.x(point.xRange.high), y, 'rule2', 1)]),
    ...(point.yRange === null ? [] : [line(x, at.y(point.yRange.low), x, at.y(point.yRange.high), 'rule2', 1)]),
  ];
}

/** Where the lines of an interval are, so that no name is crossed by one. */
function strokes(point: Point, { x, y }: { x: number; y: number }, at: At): Box[] {
  const across = point.xRange === null ? [] : [{ x: at.x(point.xRange.low), y: y - 1, w: at.x(point.xRange.high) - at.x(point.xRange.low), h: 2 }];
  const up = point.yRange === null ? [] : [{ x: x - 1, y: at.y(point.yRange.high), w: 2, h: at.y(point.yRange.low) - at.y(point.yRange.high) }];
  return [...across, ...up];
}

function pointShape(of: Asked, { point, x, y }: Placed, frame: Box, taken: Box[]): Shape {
  const ink: Paint = point.isHollow ? 'ink1' : 'paper';
  const sign = circle(x, y, RADIUS, point.isHollow ? { fill: 'paper', stroke: point.paint, width: 1.5 } : { fill: point.paint });
  const number = text(x, y + 4, String(point.number), { anchor: 'middle', weight: 600, fill: ink });
  const name = nameShape(point.name, { x, y }, frame, taken);
  const mark = { id: point.id, lane: of.answer.what, label: point.label, x: x - RADIUS, y: y - RADIUS, w: 2 * RADIUS, h: 2 * RADIUS };
  return group([sign, number, ...name], { mark });
}

/** The whole name of a point beside, above or below it, on one line or several, where it covers nothing; else none: its number stands in the list. */
function nameShape(name: string, { x, y }: { x: number; y: number }, frame: Box, taken: Box[]): Shape[] {
  for (const lines of settings(name)) {
    const [w, h] = [Math.max(...lines.map((words) => widthOf(words, 12))), lines.length * LINE];
    const high = h / 2;
    const spots = [
      { from: x + RADIUS + 5, dy: 0 }, { from: x - RADIUS - 5, dy: 0, isLeft: true }, { from: x - RADIUS, dy: -RADIUS - high - 1 }, { from: x - RADIUS, dy: RADIUS + high + 1 },
      { from: x + RADIUS, dy: -RADIUS - high - 1, isLeft: true }, { from: x + RADIUS, dy: RADIUS + high + 1, isLeft: true },
    ];
    for (const { from, dy, isLeft = false } of spots) {
      const box = { x: isLeft ? from - w : from, y: y + dy - high, w, h };
      const isInside = box.x >= frame.x && box.x + w <= frame.x + frame.w && box.y >= frame.y && box.y + h <= frame.y + frame.h;
      if (!isInside || taken.some((other) => meet(box, other))) continue;
      taken.push(box);
      return lines.map((words, n) => text(from, box.y + n * LINE + 12, words, { fill: 'ink2', anchor: isLeft ? 'end' : 'start' }));
    }
  }
  return [];
}

/** The ways to set a name, the widest first; none that would cut it. */
function settings(name: string): readonly (readonly string[])[] {
  return [MOST_NAME, MOST_NAME / 2, MOST_NAME / 3].map((room) => wrapped(name, room, 12, 400, MOST_LINES)).filter((lines, n, every) => lines.join('').replaceAll(' ', '') === name.replaceAll(' ', '') && lines.length !== every[n - 1]?.length);
}

function meet(one: Box, other: Box): boolean {
  return one.x < other.x + other.w + 3 && other.x < one.x + one.w + 3 && one.y < other.y + other.h && other.y < one.y + one.h;
}

function axes(of: Asked, { x, y, across, up }: Field, frame: Box, at: At): Shape[] {
  const bottom = frame.y + frame.h;
  let end = -Infinity;
  const below = x.ticks.flatMap(({ amount, words }) => {
    const middle = clamp(at.x(amount), of.left + widthOf(words, 12) / 2, of.right - widthOf(words, 12) / 2);
    if (middle - widthOf(words, 12) / 2 < end + 10) return [];
    end = middle + widthOf(words, 12) / 2;
    return [line(at.x(amount), frame.y, at.x(amount), bottom, amount === x.strong ? 'rule2' : 'rule'), text(middle, bottom + 16, words, { fill: 'ink3', anchor: 'middle' })];
  });
  const beside = y.ticks.flatMap(({ amount, words }) => [
    line(frame.x, at.y(amount), frame.x + frame.w, at.y(amount), amount === y.strong ? 'rule2' : 'rule'),
    text(frame.x - 8, at.y(amount) + 4, words, { fill: 'ink3', anchor: 'end', room: LEFT - 8 }),
  ]);
  return [...below, ...beside, ...paragraph(of.left, 14, up, { fill: 'ink2', room: of.room, most: 1 }), text(of.right, bottom + 36, across, { fill: 'ink2', anchor: 'end', room: of.room })];
}

/** What the quarters mean, in their outer corners, and the lines between them. */
function cornerShapes({ crossing, corners }: Field, frame: Box, at: At): { shapes: Shape[]; boxes: Box[] } {
  if (crossing === undefined || corners === undefined) return { shapes: [], boxes: [] };
  const [x, y] = [at.x(crossing.x), at.y(crossing.y)];
  const room = Math.min(frame.w / 2 - 12, 220);
  const texts = corners.map((words, n) => {
    const isRight = n % 2 === 1;
    const shape = text(isRight ? frame.x + frame.w - 4 : frame.x + 6, n < 2 ? frame.y + 14 : frame.y + frame.h - 6, words, { fill: 'ink3', anchor: isRight ? 'end' : 'start', room });
    const w = Math.min(room, widthOf(words, 12));
    return { shape, box: { x: isRight ? frame.x + frame.w - 4 - w : frame.x + 6, y: (n < 2 ? frame.y : frame.y + frame.h - 20) + 1, w, h: 18 } };
  });
  const lines = [line(x, frame.y, x, frame.y + frame.h, 'rule2', 1, '3 3'), line(frame.x, y, frame.x + frame.w, y, 'rule2', 1, '3 3')];
  return { shapes: [...lines, ...texts.map((one) => one.shape)], boxes: texts.map((one) => one.box) };
}
