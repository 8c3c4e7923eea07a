/** Paints without patterns, for hosts that have none or draw them coarsely: one colour each, told apart by lightness too. */
import { THEMES, type Colours, type Paint, type ThemeName } from './theme.ts';

/** The colour of a paint as six hex digits, null where nothing is painted; the scale of feelings is cut in bands elsewhere. */
export function solidPainter(theme: ThemeName): (paint: Paint) => string | null {
  const colours = THEMES[theme];
  const solid: Partial<Record<Paint, string>> = {
    tint3: mixed(colours.tint3base, colours.tint3line, 0.12),
    tint5: mixed(colours.tint1, colours.tint2, 0.5),
    pass: mixed(colours.passbase, colours.passline, 0.12),
    under: mixed(colours.paper, colours.underline, 0.42),
    feeling: colours.neutral,
  };
  return (paint) => (paint === 'none' ? null : (solid[paint] ?? colours[paint as keyof Colours])?.slice(1) ?? null);
}

/** A colour `share` of the way from one to another. */
export function mixed(from: string, to: string, share: number): string {
  const [a, b] = [channels(from), channels(to)];
  return `#${a.map((one, n) => Math.round(one + (b[n]! - one) * share).toString(16).padStart(2, '0')).join('')}`.toUpperCase();
}

function channels(colour: string): number[] {
  return [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
}

/** A band of the scale of feelings: from where to where, as shares of the way from +1 down to -1. */
export interface FeelingBand {
  readonly from: number;
  readonly to: number;
  readonly colour: string;
}

const FAR = 1000;
const BLENDS = 3; // steps between two colours of the scale

/** The scale of feelings as bands of one colour each, the same colours as the drawn scale has. */
export function feelingBands(theme: ThemeName): readonly FeelingBand[] {
  const { good, neutral, bad } = THEMES[theme];
  const between = (start: number, from: string, to: string): FeelingBand[] =>
    Array.from({ length: BLENDS }, (_, n) => ({ from: start + (0.1 * n) / BLENDS, to: start + (0.1 * (n + 1)) / BLENDS, colour: mixed(from, to, (n + 0.5) / BLENDS).slice(1) }));
  return [{ from: -FAR, to: 0.4, colour: good.slice(1) }, ...between(0.4, good, neutral), ...between(0.5, neutral, bad), { from: 0.6, to: FAR, colour: bad.slice(1) }];
}
