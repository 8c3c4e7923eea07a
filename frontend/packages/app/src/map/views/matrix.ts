/** The plane on which cards are weighed: where each stands, and what dragging it there says. */
import { contentOf, numberOf, ofKind, textOf, type JourneyMap, type MapRecord } from '../../../../document/src/index.ts';
import { widthOf, wrapped } from '../../../../canvas/src/text.ts';
import type { ResolvedMap } from '../../../../generated/resolvedmap.ts';

export const AXES = ['effort', 'impact', 'touched'] as const;
export type Axis = (typeof AXES)[number];
export const FULL = 10;
const WEIGHED = ['action', 'opportunity', 'pain'];

/** Cards that are worth weighing: actions, opportunities, pains. */
export function weighable(map: JourneyMap): readonly MapRecord[] {
  return ofKind(map, 'card').filter((card) => WEIGHED.includes(textOf(map.records.get(textOf(card, 'lane') ?? ''), 'shows') ?? '') && textOf(card, 'status') !== 'dropped');
}

/** Where a card stands on an axis, 0 to 1; null where nobody has said or measured it. */
export function standing(card: MapRecord, axis: Axis, resolved: ResolvedMap): number | null {
  if (axis !== 'touched') {
    const said = numberOf(card, axis);
    return said === null ? null : Math.max(0, Math.min(1, said / FULL));
  }
  const most = Math.max(1, ...resolved.pains.map((pain) => pain.size.figure ?? 0));
  const pain = resolved.pains.find((one) => one.id === contentOf(card, 'about'));
  return pain?.size.figure == null ? null : pain.size.figure / most;
}

/** What a place on the plane says: halves of a point are enough. */
export function weighed(share: number): number {
  return Math.round(Math.max(0, Math.min(1, share)) * FULL * 2) / 2;
}

/** Axes that are set by dragging; the others are measured. */
export function isSet(axis: Axis): axis is 'effort' | 'impact' {
  return axis !== 'touched';
}

/** A label beside its point: how far it is moved from there, so that no two cover each other. */
export interface Labelled {
  readonly id: string;
  readonly dx: number;
  readonly dy: number;
}

const LABEL = { most: 174, size: 12, line: 16, pad: 8, across: 16 } as const; // as the style draws it
const BESIDE = 8;
const DOT = 7;
const TRIES = 24;

interface Box {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/** Labels stand beside their points; where something stands already they move up or down to the nearest free place. */
export function labels(points: readonly { readonly id: string; readonly name: string; readonly x: number; readonly y: number }[], plane: { readonly width: number; readonly height: number }): readonly Labelled[] {
  const dots = points.map(({ x, y }): Box => ({ x: x * plane.width - DOT, y: (1 - y) * plane.height - DOT, w: 2 * DOT, h: 2 * DOT }));
  const taken: Box[] = [];
  const inOrder = [...points].sort((one, other) => other.y - one.y || one.x - other.x || one.id.localeCompare(other.id));
  return inOrder.map(({ id, name, x, y }) => {
    const lines = wrapped(name, LABEL.most, LABEL.size, 400, 9);
    const size = { w: Math.max(...lines.map((line) => widthOf(line, LABEL.size))) + LABEL.across, h: lines.length * LABEL.line + LABEL.pad };
    const [left, middle] = [x * plane.width, (1 - y) * plane.height];
    const all = candidates({ x: left, y: middle }, size).filter((box) => box.x >= 0 && box.x + box.w <= plane.width && box.y >= 0 && box.y + box.h <= plane.height);
    const box = all.find((one) => ![...taken, ...dots].some((other) => covers(one, other))) ?? all[0] ?? { x: left + BESIDE, y: middle - size.h / 2, ...size };
    taken.push(box);
    return { id, dx: box.x - left, dy: box.y - middle };
  });
}

/** Where a label may stand, the nearest first: to the right, to the left, each further down and up. */
function candidates(point: { readonly x: number; readonly y: number }, { w, h }: { readonly w: number; readonly h: number }): readonly Box[] {
  const top = point.y - LABEL.line / 2 - LABEL.pad / 2;
  const sides = [point.x + BESIDE, point.x - BESIDE - w];
  return Array.from({ length: TRIES }, (_, step) => step * (LABEL.line / 2 + 1)).flatMap((away) => sides.flatMap((x) => [{ x, y: top + away, w, h }, { x, y: top - away, w, h }]));
}

function covers(one: Box, other: Box): boolean {
  return one.x < other.x + other.w && other.x < one.x + one.w && one.y < other.y + other.h && other.y < one.y + one.h;
}
