/** A feeling from −2 to 2 as a sign with its interval: solid where scores report it, dotted where words let infer it. */
import { feelingSign, paintOf } from '../../lanes/signs.ts';
import { circle, line, rect, type Shape } from '../../scene.ts';
import type { Tongue } from '../../say.ts';
import { countOf, figureOf, rangeOf, type Range, type Row } from '../answer.ts';
import type { Sign } from '../frame.ts';
import { rangeWords } from '../told.ts';

export type Side = 'reported' | 'inferred';
export const SIDES: readonly Side[] = ['reported', 'inferred'];
const SMALL = 30;
const LEAST = 5; // texts that figures of words rest on

/** What one side of a row says. */
export interface Felt {
  readonly side: Side;
  readonly feeling: number;
  readonly range: Range | null;
  readonly n: number;
  readonly decided: number; // of these a reader is sure; all scores are
}

/** What a side of a row says; null where nobody said anything, or too few did. */
export function feltIn(row: Row, side: Side): Felt | null {
  const feeling = figureOf(row, side);
  const n = countOf(row, `${side}_n`);
  return feeling === null ? null : { side, feeling, range: rangeOf(row, side), n, decided: figureOf(row, `${side}_decided`) ?? n };
}

/** Of how many of its texts a reader is sure, where these are too few to say how they sound on the whole; else null. */
export function undecidedIn(row: Row): { readonly n: number; readonly decided: number } | null {
  const [n, decided] = [countOf(row, 'inferred_n'), figureOf(row, 'inferred_decided')];
  return decided === null || n < LEAST || figureOf(row, 'inferred') !== null ? null : { n, decided };
}

export interface Ends {
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
}

/** The sign of a feeling at its place, over the line of what it may be instead. */
export function feltSign({ side, feeling, n }: Pick<Felt, 'side' | 'feeling' | 'n'>, { x, y, ends }: { x: number; y: number; ends: Ends | null }): Shape[] {
  const paint = paintOf(feeling);
  const isDotted = side === 'inferred';
  const r = n < SMALL ? 4 : 6;
  const whisker = ends === null ? [] : [line(ends.x1, ends.y1, ends.x2, ends.y2, 'ink3', 1.5, ...(isDotted ? ['2 2.5'] : []))];
  const isHollow = isDotted || n < SMALL;
  const dot = isHollow ? circle(x, y, r, { fill: 'paper', stroke: paint, width: 2, ...(isDotted ? { dash: '2.2 2.3' } : {}) }) : circle(x, y, r, { fill: paint });
  return [...whisker, dot, ...feelingSign(feeling, { x, y, size: r * 0.5 }, isHollow ? paint : 'paper')];
}

/** What the signs of feelings mean, as far as they occur. */
export function feltSigns(speaker: Tongue, rows: readonly Row[]): Sign[] {
  const occurring = SIDES.filter((side) => rows.some((row) => feltIn(row, side) !== null));
  const signs: Sign[] = occurring.map((side) => ({ words: speaker.say(`voices.legend.${side}`), sign: (x, y) => circle(x, y, 5, side === 'reported' ? { fill: 'ink2' } : { fill: 'paper', stroke: 'ink2', width: 2, dash: '2.2 2.3' }) }));
  return [...signs, ...(occurring.length === 0 ? [] : [{ words: speaker.say('picture.interval'), sign: (x: number, y: number): Shape => line(x - 6, y, x + 7, y, 'ink3', 1.5) }])];
}

/** What colours of bars mean: bad, neither, good. */
export function toneSigns(speaker: Tongue): Sign[] {
  return ([['bad', -1], ['neutral', 0], ['good', 1]] as const).map(([paint, feeling]) => ({
    words: speaker.say(`voices.legend.${paint}`),
    sign: (x, y) => rect(x - 5, y - 4, 10, 8, { fill: paintOf(feeling) }),
  }));
}

/** A side of a row in words. */
export function feltWords(speaker: Tongue, felt: Felt | null): string {
  if (felt === null) return speaker.say('voices.untold');
  return speaker.say(`voices.${felt.side}.words`, { feeling: felt.feeling, range: rangeWords(speaker, felt.range, 'feeling'), n: felt.n, decided: felt.decided });
}
