/** The small charts of the panel: months with a scale that is written out, and the hours of the day. */
import { inUnit, type Tongue } from '../../canvas/src/index.ts';
import type { Evidence } from './evidence.ts';
import { s } from './dom.ts';

const WIDTH = 320;
const HEIGHT = 92;

/** A line of months; its highest, lowest and last are written beside it, its target drawn. */
export function trendChart(trend: NonNullable<Evidence['trend']>, speaker: Tongue): SVGElement | null {
  const known = trend.figures.flatMap((figure, month) => (figure === null ? [] : [{ month, figure }]));
  if (known.length < 2) return null;
  const wanted = [...known.map((entry) => entry.figure), ...(trend.target === null ? [] : [trend.target])];
  const [low, high] = [Math.min(...wanted), Math.max(...wanted)];
  const x = (month: number): number => 4 + (month / Math.max(1, trend.figures.length - 1)) * (WIDTH - 70);
  const y = (figure: number): number => 14 + (1 - (figure - low) / (high - low || 1)) * (HEIGHT - 40);
  const last = known.at(-1)!;
  const label = (at: number, figure: number, words: string): SVGElement => s('text', { x: WIDTH - 58, y: at, class: 'small' }, `${inUnit(speaker, figure, trend.unit)}${words}`);
  const month = (index: number, anchor: string): SVGElement => s('text', { x: index === 0 ? 4 : x(trend.figures.length - 1), y: HEIGHT - 4, class: 'small', 'text-anchor': anchor }, monthName(trend.months[index] ?? '', speaker));
  const path = known.map(({ month: at, figure }, n) => `${n === 0 ? 'M' : 'L'}${x(at)} ${y(figure)}`).join('');
  const isClear = (figure: number): boolean => Math.abs(y(figure) - y(last.figure)) > 14;
  return s('svg', { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: 'chart', role: 'img', 'aria-label': speaker.say('panel.trend.label', { low: inUnit(speaker, low, trend.unit), high: inUnit(speaker, high, trend.unit), last: inUnit(speaker, last.figure, trend.unit) }) },
    trend.target === null ? null : s('path', { d: `M4 ${y(trend.target)}H${WIDTH - 66}`, class: 'aim' }),
    s('path', { d: path, class: 'months' }), ...known.map(({ month: at, figure }) => s('circle', { cx: x(at), cy: y(figure), r: at === last.month ? 3.5 : 1.8, class: at === last.month ? 'last' : 'month' })),
    label(y(last.figure) + 4, last.figure, ''), isClear(high) ? label(y(high) + 4, high, '') : null, isClear(low) ? label(y(low) + 4, low, '') : null,
    month(0, 'start'), month(trend.figures.length - 1, 'end'));
}

export function monthName(month: string, speaker: Tongue): string {
  if (!/^\d{4}-\d{2}$/.test(month)) return month;
  return new Intl.DateTimeFormat(speaker.locale, { month: 'short', year: 'numeric', timeZone: 'UTC' }).format(new Date(`${month}-01T00:00:00Z`));
}

/** Interactions by hour of the customer's day. */
export function hoursChart(hours: readonly number[], speaker: Tongue): SVGElement | null {
  const most = Math.max(...hours);
  if (hours.length !== 24 || most === 0) return null;
  const step = WIDTH / 24;
  const bars = hours.map((count, hour) => s('rect', { x: hour * step + 1, y: 44 - (40 * count) / most, width: step - 2, height: Math.max(0.5, (40 * count) / most), class: 'hour' }));
  const names = [0, 6, 12, 18].map((hour) => s('text', { x: hour * step + 1, y: 58, class: 'small' }, speaker.number(hour, 0).padStart(2, '0')));
  return s('svg', { viewBox: `0 0 ${WIDTH} 62`, class: 'chart', role: 'img', 'aria-label': speaker.say('panel.hours') }, ...bars, ...names);
}
