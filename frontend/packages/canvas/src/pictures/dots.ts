/** A figure on a scale with its interval: small samples look small, and what may be chance is hollow. */
import { circle, line, path, px, rect, type Shape } from '../scene.ts';
import type { Tongue } from '../say.ts';
import type { Range, Row } from './answer.ts';
import { isSmall } from './answer.ts';
import type { Sign } from './frame.ts';

export interface DotLook {
  readonly isSmall?: boolean;
  readonly isHollow?: boolean;
  readonly isSquare?: boolean; // a second group beside the first
  readonly from?: number; // the figure that its stem stands on
}

/** A dot at a figure, over the line of what it may be instead. */
export function dot(at: (amount: number) => number, { figure, range, y, look = {} }: { figure: number; range: Range | null; y: number; look?: DotLook }): Shape[] {
  const stem = look.from === undefined ? [] : [line(at(look.from), y, at(figure), y, 'tint1', 3)];
  return [...stem, ...(range === null ? [] : [whisker(at(range.low), at(range.high), y, look.isSmall === true)]), sign(at(figure), y, look)];
}

function whisker(x1: number, x2: number, y: number, isDotted: boolean): Shape {
  return isDotted ? line(x1, y, x2, y, 'bank', 1.5, '2 2.5') : line(x1, y, x2, y, 'bank', 1.5);
}

function sign(x: number, y: number, { isSmall: few, isHollow, isSquare }: DotLook): Shape {
  const size = few ? 3 : 5;
  const drawn = few || isHollow ? ({ fill: 'paper', stroke: 'bank', width: 1.6 } as const) : ({ fill: 'bank' } as const);
  return isSquare ? rect(x - size * 0.9, y - size * 0.9, size * 1.8, size * 1.8, { r: 1, ...drawn }) : circle(x, y, size, drawn);
}

/** A bar from zero to a count. */
export function bar(x1: number, x2: number, y: number, height: number, isSmallSample = false): Shape {
  const drawn = isSmallSample ? ({ fill: 'paper', stroke: 'rule2', width: 1 } as const) : ({ fill: 'tint2' } as const);
  return rect(x1, y - height / 2, Math.max(1, x2 - x1), height, drawn);
}

/** What dots and lines mean, as far as they occur. */
export function dotSigns(speaker: Tongue, rows: readonly Row[], { hasRange = true }: { hasRange?: boolean } = {}): Sign[] {
  const signs: Sign[] = [];
  if (hasRange) signs.push({ words: speaker.say('picture.interval'), sign: (x, y) => path(`M${px(x - 6)} ${px(y)}L${px(x + 7)} ${px(y)}`, { stroke: 'bank', width: 1.5 }) });
  if (rows.some(isSmall)) signs.push({ words: speaker.say('picture.small'), sign: (x, y) => circle(x, y, 3, { fill: 'paper', stroke: 'bank', width: 1.6 }) });
  return signs;
}
