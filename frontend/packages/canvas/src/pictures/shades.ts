/** Few steps of one tint for figures in cells: they differ in lightness, so that they read without colour too. */
import { rect } from '../scene.ts';
import type { Tongue } from '../say.ts';
import type { Paint } from '../theme.ts';
import type { Sign } from './frame.ts';

/** What a step is filled with, and what is readable on it. */
export interface Shade {
  readonly fill: Paint;
  readonly ink: Paint;
}

const SHADES: readonly Shade[] = [
  { fill: 'loopSoft', ink: 'ink1' }, { fill: 'tint1', ink: 'ink1' }, { fill: 'tint2', ink: 'onTint' }, { fill: 'tint4', ink: 'paper' }, { fill: 'bank', ink: 'paper' },
];

/** From which figure on each shade but the lightest is used. */
export type Steps = readonly number[];

/** Even steps between the lowest and the highest figure, for shares that lie close to each other. */
export function evenSteps(lowest: number, highest: number): Steps {
  const step = rounded((highest - lowest || highest || 1) / SHADES.length);
  const first = Math.max(1, Math.ceil(lowest / step + 1e-9));
  return SHADES.slice(1).map((_, n) => Number(((first + n) * step).toPrecision(6)));
}

const PARTS = [50, 15, 5, 2] as const;

/** Growing steps up to the highest count: most counts are small beside the largest. */
export function growingSteps(highest: number): Steps {
  const steps = PARTS.map((part) => rounded(highest / part));
  return steps.filter((step, n) => step > 1 && step !== steps[n - 1]); // nothing counted is below one
}

/** 1, 2 or 5 times a power of ten, the nearest that is not larger. */
function rounded(amount: number): number {
  if (amount <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(amount) + 1e-9);
  const times = [5, 2, 1].find((one) => one * power <= amount * (1 + 1e-9)) ?? 1;
  return Number((times * power).toPrecision(6));
}

export function shadeOf(figure: number, steps: Steps): Shade {
  const level = steps.filter((step) => figure >= step).length;
  return SHADES[Math.max(0, SHADES.length - 1 - steps.length) + level] ?? SHADES.at(-1)!;
}

/** The shades with what they stand for. */
export function shadeSigns(speaker: Tongue, steps: Steps, words: (figure: number) => string): Sign[] {
  if (steps.length === 0) return [];
  const names = [speaker.say('shade.under', { high: words(steps[0] ?? 0) }), ...steps.map((low, n) => (n === steps.length - 1 ? speaker.say('shade.from', { low: words(low) }) : speaker.say('shade.between', { low: words(low), high: words(steps[n + 1]!) })))];
  const figures = [(steps[0] ?? 0) - 1e-9, ...steps];
  return names.map((name, n): Sign => ({ words: name, sign: (x, y) => rect(x - 6, y - 6, 12, 12, { fill: shadeOf(figures[n]!, steps).fill, r: 2 }) }));
}
