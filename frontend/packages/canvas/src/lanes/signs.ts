/** Small signs beside what people wrote: told apart by shape first, by colour second. */
import { circle, group, icon, path, px, rect, type Shape } from '../scene.ts';
import { text } from '../text.ts';
import type { Paint } from '../theme.ts';
import type { IconName } from '../icons.ts';

export type Provenance = 'measured' | 'asserted' | 'inferred';
type At = { x: number; y: number };

/** Filled is measured, outlined is asserted, dotted is inferred. */
function look(provenance: Provenance, paint: Paint): { fill: Paint; stroke?: Paint; width?: number; dash?: string } {
  if (provenance === 'measured') return { fill: paint };
  return { fill: 'paper', stroke: paint, width: 1.6, ...(provenance === 'inferred' ? { dash: '2 2' } : {}) };
}

/** A triangle down for a pain, up for a delight, a diamond for a moment of truth. */
export function findingSign(kind: string, { x, y, size, provenance = 'measured' }: At & { size: number; provenance?: Provenance }): Shape {
  const drawn = look(provenance, kind === 'pain' ? 'bad' : kind === 'delight' ? 'good' : 'ink1');
  const tall = size * 0.9;
  if (kind === 'pain') return path(`M${px(x - size)} ${px(y - tall)}L${px(x + size)} ${px(y - tall)}L${px(x)} ${px(y + tall)}Z`, drawn);
  if (kind === 'delight') return path(`M${px(x - size)} ${px(y + tall)}L${px(x + size)} ${px(y + tall)}L${px(x)} ${px(y - tall)}Z`, drawn);
  const dash = provenance === 'inferred' ? { dash: '2 2' } : {};
  const diamond = path(`M${px(x)} ${px(y - size)}L${px(x + size)} ${px(y)}L${px(x)} ${px(y + size)}L${px(x - size)} ${px(y)}Z`, { fill: 'paper', stroke: 'ink1', width: 1.75, ...dash });
  return group([diamond, circle(x, y, Math.max(1.5, size / 4), { fill: 'ink1' })]);
}

/** An icon that hangs where other marks hang; inferred ones are fainter. */
export function iconSign(name: IconName, { x, y }: At, stroke: Paint, provenance: Provenance): Shape {
  return icon(name, x - 8, y - 8, provenance === 'inferred' ? 'ink3' : stroke, 15);
}

/** The first letters of a name in a ring. */
export function initialsSign(name: string, { x, y }: At): Shape {
  const words = name.split(/[\s,(]+/).filter((word) => /^\p{L}/u.test(word));
  const first = words[0]?.[0] ?? '';
  const last = words.length > 1 ? (words[1]?.[0] ?? '') : '';
  return group([circle(x - 3, y, 10, { fill: 'raised', stroke: 'rule2', width: 1 }), text(x - 3, y + 4, (first + last).toUpperCase(), { anchor: 'middle', fill: 'ink2' })]);
}

const STATUSES: Readonly<Record<string, (at: At) => Shape[]>> = {
  idea: ({ x, y }) => [circle(x, y, 5.5, { fill: 'paper', stroke: 'accent', width: 1.5, dash: '1.5 2.2' })],
  planned: ({ x, y }) => [circle(x, y, 5.5, { fill: 'paper', stroke: 'accent', width: 1.5 })],
  doing: ({ x, y }) => [circle(x, y, 5.5, { fill: 'paper', stroke: 'accent', width: 1.5 }), path(`M${px(x)} ${px(y - 5.5)}A5.5 5.5 0 0 1 ${px(x)} ${px(y + 5.5)}Z`, { fill: 'accent' })],
  done: ({ x, y }) => [circle(x, y, 6.25, { fill: 'accent' }), path(`M${px(x - 2.8)} ${px(y)}L${px(x - 0.7)} ${px(y + 2.3)}L${px(x + 3)} ${px(y - 2.2)}`, { stroke: 'paper', width: 1.6, cap: 'round' })],
  dropped: ({ x, y }) => [circle(x, y, 5.5, { fill: 'paper', stroke: 'ink3', width: 1.5 }), path(`M${px(x - 3.6)} ${px(y + 3.6)}L${px(x + 3.6)} ${px(y - 3.6)}`, { stroke: 'ink3', width: 1.5 })],
};

/** How far an action is: dotted ring, ring, half, full with a tick, crossed out. */
export function statusSign(status: string, at: At): Shape {
  const drawn = STATUSES[status] ?? STATUSES['planned']!;
  return group(drawn(at));
}

export function hasStatus(status: string | null): boolean {
  return status !== null && Object.hasOwn(STATUSES, status);
}

/** Markers of curves, by person: told apart in greyscale too. */
export function marker(index: number, { x, y }: At, stroke: Paint): Shape {
  const drawn = { fill: 'paper', stroke, width: 2 } as const;
  switch (index % 4) {
    case 1: return rect(x - 4.2, y - 4.2, 8.4, 8.4, { r: 1, ...drawn });
    case 2: return path(`M${px(x)} ${px(y - 5.4)}L${px(x + 5.2)} ${px(y + 4)}L${px(x - 5.2)} ${px(y + 4)}Z`, drawn);
    case 3: return path(`M${px(x)} ${px(y - 5.6)}L${px(x + 5.6)} ${px(y)}L${px(x)} ${px(y + 5.6)}L${px(x - 5.6)} ${px(y)}Z`, drawn);
    default: return circle(x, y, 4.6, drawn);
  }
}

/** A plus where it feels good, a minus where it feels bad, so that both differ without their colour; nothing between. */
export function feelingSign(feeling: number, { x, y, size }: At & { size: number }, stroke: Paint): Shape[] {
  const paint = paintOf(feeling);
  if (paint === 'neutral') return [];
  const across = `M${px(x - size)} ${px(y)}L${px(x + size)} ${px(y)}`;
  const down = paint === 'good' ? `M${px(x)} ${px(y - size)}L${px(x)} ${px(y + size)}` : '';
  return [path(across + down, { stroke, width: 1.6 })];
}

/** The paint of a feeling: teal above, orange below, neither within a quarter point of zero. */
export function paintOf(feeling: number): Paint {
  return feeling > 0.2 ? 'good' : feeling < -0.2 ? 'bad' : 'neutral';
}
