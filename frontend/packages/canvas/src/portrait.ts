/** A drawn portrait: a few calm shapes that follow from its parameters, and from the id where none are given. */
import { circle, group, path, px, rect, type GroupShape, type Shape } from './scene.ts';
import type { Paint } from './theme.ts';

export type Portrait = Readonly<Record<string, string | number>>;

export const HAIRS = ['short', 'long', 'bun', 'curly', 'bald', 'bob', 'hat', 'beard'] as const;
const SKINS: readonly Paint[] = ['skin1', 'skin2', 'skin3', 'skin4'];
const HAIR_TINTS: readonly Paint[] = ['hair1', 'hair2', 'hair3', 'hair4'];
const CLOTHES: readonly Paint[] = ['tint4', 'tint2', 'drop', 'bank', 'tint1'];

/** What a portrait shows: chosen parameters first, then what the id gives. */
export interface Features {
  readonly hair: (typeof HAIRS)[number];
  readonly hairTint: Paint;
  readonly skin: Paint;
  readonly clothes: Paint;
  readonly hasGlasses: boolean;
}

/** A number from a text, the same for ever. Source: FNV-1a, Fowler, Noll and Vo. */
function seedOf(words: string): number {
  let seed = 0x811c9dc5;
  for (let n = 0; n < words.length; n += 1) seed = Math.imul(seed ^ words.charCodeAt(n), 0x01000193) >>> 0;
  return seed >>> 0;
}

/** The features of a person: `hair` is a name of `HAIRS` or a number, `hair_tint`, `skin`, `clothes`, `glasses` are numbers. */
export function featuresOf(id: string, portrait: Portrait): Features {
  const seed = seedOf(id);
  const chosen = (name: string, shift: number, count: number): number => {
    const given = portrait[name];
    return Math.abs(Math.trunc(typeof given === 'number' && Number.isFinite(given) ? given : seed >>> shift)) % count;
  };
  const named = HAIRS.find((name) => name === portrait['hair']);
  return {
    hair: named ?? HAIRS[chosen('hair', 0, HAIRS.length)]!,
    hairTint: HAIR_TINTS[chosen('hair_tint', 5, HAIR_TINTS.length)]!,
    skin: SKINS[chosen('skin', 9, SKINS.length)]!,
    clothes: CLOTHES[chosen('clothes', 13, CLOTHES.length)]!,
    hasGlasses: chosen('glasses', 18, portrait['glasses'] === undefined ? 4 : 2) === 1,
  };
}

/** The portrait as a group whose circle touches a square of `size` at (x, y). */
export function portrait(id: string, parameters: Portrait, { x, y, size }: { x: number; y: number; size: number }): GroupShape {
  const { hair, hairTint, skin, clothes, hasGlasses } = featuresOf(id, parameters);
  const unit = size / 48;
  const at = (words: string): string => words.replace(/(-?[\d.]+) (-?[\d.]+)/g, (_, a: string, b: string) => `${px(x + Number(a) * unit)} ${px(y + Number(b) * unit)}`);
  const drawn = (words: string, fill: Paint): Shape => path(at(words), { fill });
  const dot = (cx: number, cy: number, r: number, fill: Paint): Shape => circle(x + cx * unit, y + cy * unit, r * unit, { fill });
  const glasses = hasGlasses ? [17.8, 26.2].map((left) => rect(x + (left - 0.6) * unit, y + 20.2 * unit, 5.2 * unit, 4.2 * unit, { r: 2 * unit, stroke: 'ink1', width: Math.max(0.7, 0.9 * unit) })) : [];
  return group([
    dot(24, 24, 24, 'loopSoft'),
    ...behind(hair).map((words) => drawn(words, hairTint)),
    drawn('M7.6 41.4C9 34.6 15 32.6 19.6 31.8L28.4 31.8C33 32.6 39 34.6 40.4 41.4C36.200 45.500 30.400 48 24 48C17.600 48 11.800 45.500 7.600 41.400Z', clothes),
    drawn('M20.2 27L27.8 27L27.8 32.4C27.8 35.4 20.2 35.4 20.2 32.4Z', skin),
    drawn('M15.6 20C15.6 12 32.4 12 32.4 20C32.4 26.6 28.6 31.4 24 31.4C19.4 31.4 15.6 26.6 15.6 20Z', skin),
    ...before(hair).map((words) => drawn(words, hairTint)),
    ...(hair === 'hat' ? [drawn('M14 17.4C13.6 6.6 34.4 6.6 34 17.4Z', clothes), drawn('M13.2 15.2L34.8 15.2C36.2 15.2 36.2 19 34.8 19L13.2 19C11.8 19 11.8 15.2 13.2 15.2Z', 'raised')] : []),
    ...[20.4, 27.6].map((eye) => dot(eye, 22.2, 0.95, 'hair1')),
    ...glasses,
  ]);
}

/** Hair that falls behind face and shoulders. */
function behind(hair: Features['hair']): string[] {
  if (hair === 'long' || hair === 'hat') return ['M13 21C12 8 36 8 35 21C35.4 27 36.4 32 37 35.6L11 35.6C11.6 32 12.6 27 13 21Z'];
  if (hair === 'bob') return ['M13.4 21C12 8 36 8 34.6 21C34.8 25 34.8 28 33.6 30.4L14.4 30.4C13.2 28 13.200 25 13.400 21Z'];
  if (hair === 'bun') return ['M19 8.4C19 2.4 29 2.4 29 8.4C29 13 19 13 19 8.4Z'];
  if (hair === 'curly') return ['M11.4 20C8.4 12 14 6.4 19 7.6C21 4.4 27 4.4 29 7.6C34 6.4 39.6 12 36.6 20C38 25 35 27.4 33 27L15 27C13 27.4 10 25 11.4 20Z'];
  return [];
}

/** Hair over the brow, and beards. */
function before(hair: Features['hair']): string[] {
  const brow = 'M14.8 20.4C13.6 8.6 34.4 8.6 33.2 20.4C31.8 16.4 28.4 15 24 15.2C19.6 15 16.2 16.4 14.8 20.4Z';
  if (hair === 'bald' || hair === 'hat') return [];
  if (hair === 'long' || hair === 'bob') return ['M14.6 22C13.2 8.4 34.8 8.4 33.4 22C32 17.6 29 14.4 22.600 14.200C20 17.600 16.800 18.600 14.600 22Z'];
  if (hair === 'beard') return [brow, 'M15.6 21.6C16.4 24.6 19 25.4 24 25.4C29 25.4 31.6 24.6 32.4 21.6C32.6 29.4 28.8 33.8 24 33.8C19.2 33.8 15.4 29.4 15.6 21.6Z'];
  return [brow];
}
