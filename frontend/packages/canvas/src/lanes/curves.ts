/** Lines that people drew: outlined because they are asserted, dashed in the accent where they are to be; one for each person. */
import type { Curve, CurvePoint } from '../../../generated/resolvedmap.ts';
import { isCut, placeIn, type Column } from '../columns.ts';
import { stageName } from '../say.ts';
import { circle, group, path, type Shape } from '../scene.ts';
import { paragraph, text, widthOf, wrapped } from '../text.ts';
import type { Paint } from '../theme.ts';
import type { Context } from './lane.ts';
import { feelingSign, marker, paintOf } from './signs.ts';
import { areaBelowZero, sampled, smooth } from './smooth.ts';

interface Standing {
  readonly point: CurvePoint;
  readonly column: Column;
  readonly x: number;
  readonly y: number;
}

interface Line {
  readonly curve: Curve;
  readonly person: number; // the place of its persona on the map
  readonly name: string;
  readonly points: readonly Standing[];
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

const INKS: readonly Paint[] = ['ink1', 'bank', 'ink3', 'tint4'];
const DASHES: readonly (string | undefined)[] = [undefined, '16 5', '7 5', '2 5'];
const TOLD = 150; // the widest words beside a point

type Room = { y: (level: number) => number; measured: readonly { readonly x: number; readonly y: number }[] };

/** The curves with their points as marks, their names at the end, and words where they find room. */
export function curvesDrawn(context: Context, curves: readonly Curve[], { y, measured }: Room): { shapes: Shape[]; bottom: number } {
  const lines = linesOf(context, curves, y);
  const isAlone = measured.length === 0 && lines.filter((entry) => !entry.curve.is_planned).length === 1;
  const taken: Box[] = [...measured.map((at) => ({ x: at.x - 14, y: at.y - 14, w: 28, h: 44 })), ...lines.flatMap(boxesAlong)];
  const names = namesAtEnds(context, lines, taken);
  const told = lines.flatMap((entry) => wordsBeside(context, entry, taken));
  const shapes = [
    ...lines.flatMap((entry) => strokesOf(entry, isAlone)),
    ...told.map(({ shape }) => shape),
    ...lines.flatMap((entry) => entry.points.map((at) => pointShape(context, entry, { at, isAlone }))),
    ...names,
  ];
  return { shapes, bottom: Math.max(0, ...told.map(({ bottom }) => bottom), ...lines.flatMap((entry) => entry.points.map((at) => at.y + 16))) };
}

function linesOf(context: Context, curves: readonly Curve[], y: (level: number) => number): Line[] {
  const { frame, map } = context;
  const column = new Map(frame.columns.map((entry) => [entry.stage.id, entry]));
  return curves.map((curve) => {
    const person = map.personas.findIndex((persona) => persona.id === curve.persona);
    const points = curve.points.flatMap((point): Standing[] => {
      const at = column.get(point.stage);
      return at ? [{ point, column: at, x: placeIn(at, point.position_share), y: y(Math.max(-2, Math.min(2, point.level))) }] : [];
    });
    return { curve, person: Math.max(0, person), name: nameOf(context, curve, person), points: points.sort((a, b) => a.x - b.x) };
  });
}

function nameOf({ map, speaker }: Context, curve: Curve, person: number): string {
  const when = speaker.say(curve.is_planned ? 'curve.to_be' : 'curve.as_is');
  const whose = map.personas[person]?.name;
  if (whose === undefined) return when.charAt(0).toLocaleUpperCase(speaker.locale) + when.slice(1);
  return curve.is_planned ? `${whose}, ${when}` : whose;
}

function paintOfLine({ curve, person }: Line): Paint {
  return curve.is_planned ? 'accent' : INKS[person % INKS.length]!;
}

function strokesOf(entry: Line, isAlone: boolean): Shape[] {
  const d = smooth(entry.points);
  if (entry.points.length < 2) return [];
  if (entry.curve.is_planned) return [path(d, { stroke: 'paper', width: 5 }), path(d, { stroke: 'accent', width: 2.25, dash: '9 5' })];
  const dash = DASHES[entry.person % DASHES.length];
  const dashed = dash === undefined ? {} : { dash };
  const below = isAlone ? areaBelowZero(entry.points) : '';
  if (isAlone) return [...(below === '' ? [] : [path(below, { fill: 'under', role: 'band' })]), path(d, { stroke: 'feeling', width: 5, cap: 'round' }), path(d, { stroke: 'paper', width: 2.2 })];
  return [path(d, { stroke: 'paper', width: 7 }), path(d, { stroke: paintOfLine(entry), width: 3.6, ...dashed }), path(d, { stroke: 'paper', width: 1.4 })];
}

function pointShape({ speaker }: Context, entry: Line, { at, isAlone }: { at: Standing; isAlone: boolean }): Shape {
  const { point, x, y, column } = at;
  const paint = entry.curve.is_planned ? 'accent' : isAlone ? paintOf(point.level) : paintOfLine(entry);
  const said = point.text === null ? '' : `: ${point.text}`;
  const label = `${entry.name}, ${stageName(speaker, column.stage)}, ${speaker.signed(point.level)}${said}`;
  const mark = { id: point.id, lane: entry.curve.lane, stage: point.stage, step: null, label, x: x - 11, y: y - 11, w: 22, h: 22 };
  const sign = entry.curve.is_planned ? [] : feelingSign(point.level, { x, y, size: 2.2 }, paint);
  return group([circle(x, y, 7.5, { fill: 'paper' }), marker(entry.person, { x, y }, paint), ...sign], { mark });
}

/** Boxes along a curve, so that words keep clear of it. */
function boxesAlong({ points }: Line): Box[] {
  const along = sampled(points, 10).map(({ x, y }) => ({ x: x - 9, y: y - 7, w: 18, h: 14 }));
  return [...along, ...points.map(({ x, y }) => ({ x: x - 10, y: y - 10, w: 20, h: 20 }))];
}

/** The name of each line beyond its last point, or above it where the map ends. */
function namesAtEnds({ frame }: Context, lines: readonly Line[], taken: Box[]): Shape[] {
  const end = frame.width - frame.margin;
  return lines.flatMap((entry) => {
    const last = entry.points.at(-1);
    if (last === undefined) return [];
    const w = widthOf(entry.name, 12, 600);
    const fits = last.x + 14 + w <= end;
    const x = fits ? last.x + 14 : Math.max(frame.gutter, end - w);
    const wished = fits ? [0, 14, -14, 28, -28, 42] : [-18, 22, -32, 36, -46, 50, -60];
    const y = wished.map((down) => last.y + down).find((top) => !taken.some((box) => meets(box, { x: x - 2, y: top - 8, w: w + 4, h: 15 }))) ?? last.y + wished[0]!;
    taken.push({ x: x - 2, y: y - 8, w: w + 4, h: 15 });
    return [text(x, y + 4, entry.name, { weight: 600, fill: paintOfLine(entry), halo: true })];
  });
}

/** What was written at a point, above or below it where nothing else stands; else the mark tells it. */
function wordsBeside({ frame }: Context, entry: Line, taken: Box[]): { shape: Shape; bottom: number }[] {
  return entry.points.flatMap(({ point, x, y }) => {
    if (point.text === null) return [];
    const lines = wrapped(point.text, TOLD, 12, 400, 3);
    const w = Math.max(...lines.map((words) => widthOf(words, 12)));
    const h = lines.length * 16;
    const beside = (top: number): { x: number; y: number }[] => [x - 4, x - w / 2, x - w + 4].map((left) => ({ x: left, y: top }));
    const above = [14, 22, 32].flatMap((up) => beside(y - up - h));
    const below = [14, 22, 32].flatMap((down) => beside(y + down));
    const wished = point.level >= 0 ? [...above, ...below] : [...below, ...above];
    const fitting = wished.filter((at) => at.x >= frame.gutter && at.x + w <= frame.width - frame.margin && !isCut(frame, at.x, at.x + w));
    const zero = { x: 0, y: -3, w: Infinity, h: 6 };
    const free = (at: { x: number; y: number }, walls: readonly Box[]): boolean => !walls.some((box) => meets(box, { ...at, w, h }));
    const spot = fitting.find((at) => free(at, [...taken, zero])) ?? fitting.find((at) => free(at, taken)) ?? null;
    if (spot === null) return [];
    taken.push({ ...spot, w, h });
    return [{ shape: group(paragraph(spot.x, spot.y + 12, point.text, { fill: 'ink2', room: TOLD, most: 3, halo: true })), bottom: spot.y + h }];
  });
}

function meets(a: Box, b: Box): boolean {
  return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}

/** Where drawn curves run, as points: what else stands in the lane keeps clear of them. */
export function curvePlaces(context: Context, curves: readonly Curve[], y: (level: number) => number): { x: number; y: number }[] {
  return linesOf(context, curves, y).flatMap((entry) => sampled(entry.points, 10));
}
