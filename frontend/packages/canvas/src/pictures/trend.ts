/** The trend of a row: a small line through its periods, how much it changes, and what else does. */
import { circle, line, path, px, type Shape } from '../scene.ts';
import type { Tongue } from '../say.ts';
import type { Row } from './answer.ts';
import type { Asked, Sign } from './frame.ts';

/** How wide a small line is. */
export const SPARK = 84;
const HIGH = 18;
const LEAST = 3; // periods, of which a line is drawn

/** One figure of a row from period to period. */
interface Figure {
  readonly series: readonly (number | null)[];
  readonly change: number | null;
  readonly way: string | null;
}
interface Trend {
  readonly step: string;
  readonly is_whole: readonly boolean[];
  readonly figures: Readonly<Record<string, Figure>>;
}

function trendOf(row: Row): Trend | null {
  const found = row['trend'];
  return typeof found === 'object' && found !== null && 'figures' in found ? (found as unknown as Trend) : null;
}

/** By which step trends are told; null where there are none. */
export function stepOf(rows: readonly Row[]): string | null {
  const found = rows.map(trendOf).find((trend) => trend !== null && trend.is_whole.length >= LEAST);
  return found ? found.step : null;
}

/** Customers from period to period, from nought; unfinished periods are dotted, and the last whole one has a dot. */
export function sparkShapes(row: Row, x: number, y: number): Shape[] {
  const trend = trendOf(row);
  const customers = trend?.figures['customers'];
  if (trend === null || customers === undefined || customers.series.length < LEAST) return [];
  const highest = Math.max(1, ...customers.series.map((one) => one ?? 0));
  const at = (n: number): string => `${px(x + (n / (customers.series.length - 1)) * SPARK)} ${px(y + HIGH / 2 - ((customers.series[n] ?? 0) / highest) * HIGH)}`;
  const pieces = customers.series.slice(1).map((_, n) => ({ piece: `M${at(n)}L${at(n + 1)}`, isWhole: trend.is_whole[n] === true && trend.is_whole[n + 1] === true }));
  const [solid, dotted] = [pieces.filter(({ isWhole }) => isWhole), pieces.filter(({ isWhole }) => !isWhole)].map((some) => some.map(({ piece }) => piece).join(''));
  const last = trend.is_whole.lastIndexOf(true);
  const ink = customers.way === null ? 'ink3' : 'ink1';
  const dot = at(Math.max(0, last)).split(' ').map(Number);
  return [
    line(x, y + HIGH / 2, x + SPARK, y + HIGH / 2, 'rule'),
    ...(solid ? [path(solid, { stroke: ink, width: customers.way === null ? 1.2 : 1.8, cap: 'round' })] : []),
    ...(dotted ? [path(dotted, { stroke: 'ink3', width: 1.2, dash: '1.5 2.5' })] : []),
    ...(last < 0 ? [] : [circle(dot[0]!, dot[1]!, customers.way === null ? 1.8 : 2.6, { fill: ink })]),
  ];
}

/** By how much customers change from period to period, where that is more than chance. */
export function changeWords(speaker: Tongue, row: Row): string {
  const customers = trendOf(row)?.figures['customers'];
  if (customers === undefined) return '';
  if (customers.way === null || customers.change === null) return '–';
  return speaker.say('trend.percent', { change: speaker.signed(customers.change * 100) });
}

/** What else changes, in words: "more visits end here". */
export function otherChanges(speaker: Tongue, row: Row): string[] {
  const changed = Array.isArray(row['changed']) ? row['changed'].map(String) : [];
  return changed.filter((one) => speaker.has(`trend.of.${one}`)).map((one) => speaker.say(`trend.of.${one}`));
}

export function sparkSigns({ speaker, isNarrow }: Asked, rows: readonly Row[]): Sign[] {
  if (isNarrow || stepOf(rows) === null) return [];
  const key = (name: string, sign: Sign['sign']): Sign => ({ words: speaker.say(`trend.key.${name}`), ...(sign ? { sign } : {}) });
  const isOpen = rows.some((row) => trendOf(row)?.is_whole.includes(false) === true);
  return [
    key('counts', (x, y) => line(x - 7, y, x + 7, y, 'ink1', 1.8)),
    ...(isOpen ? [key('open', (x, y) => line(x - 7, y, x + 7, y, 'ink3', 1.2, '1.5 2.5'))] : []),
  ];
}
