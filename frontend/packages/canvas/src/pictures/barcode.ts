/** Boxes for the steps of paths: the frequent touchpoints each have a letter and a tint, the rest are hollow. */
import { circle, group, rect, type Shape } from '../scene.ts';
import { text, widthOf } from '../text.ts';
import type { Paint } from '../theme.ts';
import { countOf, rangeOf, type Row } from './answer.ts';
import type { Asked } from './frame.ts';
import { placeName } from './names.ts';

/** How a touchpoint looks in a barcode: told apart by its letter first, by its tint second. */
export interface Key {
  readonly letter: string;
  readonly fill: Paint;
  readonly ink: Paint;
}

const LOOKS: readonly (readonly [fill: Paint, ink: Paint])[] = [
  ['bank', 'paper'], ['tint1', 'ink1'], ['tint4', 'paper'], ['drop', 'ink1'], ['tint3', 'ink1'], ['spring', 'ink1'], ['tint5', 'ink1'], ['band', 'ink1'],
];
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const WIDEST = 22;
const NARROWEST = 4;
const LETTERED = 15; // narrower boxes have no room for a letter
const USUAL = 0.9; // of the paths that fit whole
const NAMED = 112; // wider boxes have room for a name
const WIDEST_NAMED = 190;
const STRIPE = 7;

/** Where barcodes stand: from and to, how wide a step is, how touchpoints look, and the largest end of a share that is drawn. */
export interface Strip {
  readonly of: Asked;
  readonly keys: ReadonlyMap<string, Key>;
  readonly codes: readonly [number, number];
  readonly step: number;
  readonly widest: number;
}

/** The strip of rows of paths between two places; its legend, where steps have no room for names, and where rows begin. */
export function stripOf(of: Asked, rows: readonly Row[], codes: Strip['codes']): { strip: Strip; legend: readonly Shape[]; top: number } {
  const { speaker } = of;
  const keys = keysOf(rows.map((row) => ({ path: pathOf(row), weight: countOf(row, 'count') })));
  const step = stepWidth(rows.map((row) => pathOf(row).length), codes[1] - codes[0]);
  const widest = Math.max(1e-6, ...rows.map((row) => rangeOf(row, 'share')?.high ?? countOf(row, 'share')));
  const strip = { of, keys, codes, step, widest };
  if (isNamed(step)) return { strip, legend: [], top: 18 };
  const legend = legendShapes(keys, { of, nameOf: (name) => placeName(speaker, name), other: speaker.say('variants.other') });
  return { strip, legend: legend.shapes, top: legend.height + 26 };
}

/** The steps of a row's path. */
export function pathOf(row: Row): readonly string[] {
  return Array.isArray(row['path']) ? row['path'].map(String) : [];
}

/** The keys of the touchpoints that most of the units behind these paths meet, the most frequent first. */
function keysOf(paths: readonly { readonly path: readonly string[]; readonly weight: number }[]): ReadonlyMap<string, Key> {
  const met = new Map<string, number>();
  for (const { path, weight } of paths) for (const name of new Set(path)) met.set(name, (met.get(name) ?? 0) + weight);
  const ranked = [...met].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, LETTERS.length);
  return new Map(ranked.map(([name], n) => [name, { letter: LETTERS[n]!, fill: LOOKS[n]?.[0] ?? 'paper', ink: LOOKS[n]?.[1] ?? 'ink1' }]));
}

/** The width of a step, one for all rows: as wide as lets most of the paths fit whole. */
function stepWidth(lengths: readonly number[], room: number): number {
  const sorted = [...lengths].sort((a, b) => a - b);
  const usual = sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * USUAL) - 1)] ?? 1;
  const fitting = Math.floor(room / Math.max(1, usual));
  return fitting >= NAMED ? Math.min(WIDEST_NAMED, fitting) : Math.min(WIDEST, Math.max(NARROWEST, fitting));
}

/** Whether steps of this width carry their names, so that no legend is needed. */
function isNamed(step: number): boolean {
  return step >= NAMED;
}

/** One step with its name, and a stripe that looks alike wherever the touchpoint is. */
export function namedBox(key: Key | undefined, name: string, { x, y, step, height }: { x: number; y: number; step: number; height: number }): Shape {
  const stripe = key === undefined || key.fill === 'paper' ? rect(x + 0.5, y + 0.5, STRIPE, height - 1, { fill: 'paper', stroke: 'rule2', width: 1 }) : rect(x, y, STRIPE, height, { fill: key.fill });
  return group([rect(x, y, step - 4, height, { fill: 'raised' }), stripe, text(x + STRIPE + 6, y + height / 2 + 4, name, { room: step - STRIPE - 14 })]);
}

/** One step; a touchpoint without a key is hollow. */
export function boxShape(key: Key | undefined, { x, y, step, height }: { x: number; y: number; step: number; height: number }): Shape {
  const w = step - (step >= 8 ? 2 : 1);
  const isPlain = key === undefined || key.fill === 'paper';
  const box = isPlain ? rect(x + 0.5, y + 0.5, w - 1, height - 1, { fill: 'paper', stroke: 'rule2', width: 1 }) : rect(x, y, w, height, { fill: key.fill });
  if (step < LETTERED) return box;
  if (key === undefined) return group([box, circle(x + w / 2, y + height / 2, 1.5, { fill: 'ink3' })]);
  return group([box, text(x + w / 2, y + height / 2 + 4, key.letter, { weight: 600, fill: key.ink, anchor: 'middle' })]);
}

type Named = { of: Asked; nameOf: (name: string) => string; other: string };

/** Every key with the touchpoint it stands for, and the hollow box where some have none. */
function legendShapes(keys: ReadonlyMap<string, Key>, { of, nameOf, other }: Named): { shapes: Shape[]; height: number } {
  const shapes: Shape[] = [];
  let [x, y] = [of.left, 4];
  const entries: readonly (readonly [string, Key | undefined])[] = keys.size < LETTERS.length ? [...keys] : [...keys, [other, undefined]];
  for (const [name, key] of entries) {
    const words = key === undefined ? name : nameOf(name);
    const width = Math.min(widthOf(words, 12), of.room - 26) + 26;
    if (x + width > of.right && x > of.left) [x, y] = [of.left, y + 26];
    shapes.push(boxShape(key, { x, y, step: WIDEST, height: 20 }), text(x + 26, y + 14, words, { fill: 'ink2', room: of.right - x - 26 }));
    x += width + 18;
  }
  return { shapes, height: y + 26 };
}

/** As many steps as fit, and how many follow. */
export function barcode({ of, keys, codes: [from, to], step }: Strip, path: readonly string[], { y, height }: { y: number; height: number }): Shape[] {
  const fitting = Math.floor((to - from) / step + 1e-6);
  const more = (left: number): string => of.speaker.say('variants.steps_more', { n: left });
  const kept = path.length <= fitting ? path.length : Math.max(1, Math.floor((to - from - widthOf(more(path.length), 12, 600) - 8) / step));
  const boxes = path.slice(0, kept).map((name, n) => {
    const at = { x: from + n * step, y, step, height };
    return isNamed(step) ? namedBox(keys.get(name), placeName(of.speaker, name), at) : boxShape(keys.get(name), at);
  });
  if (kept === path.length) return boxes;
  return [...boxes, text(from + kept * step + 6, y + height / 2 + 4, more(path.length - kept), { weight: 600, fill: 'ink2' })];
}
