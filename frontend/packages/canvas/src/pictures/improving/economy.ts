/** What comes in and what it costs: counts, amounts and how they changed, newest months against those before. */
import { circle, type Shape } from '../../scene.ts';
import { inUnit, type Tongue } from '../../say.ts';
import { countOf, figureOf, isSmall, nameOf, rangeOf, type Row } from '../answer.ts';
import { dot, dotSigns } from '../dots.ts';
import { goalTitle } from '../facet.ts';
import type { Asked, Drawing, Sign } from '../frame.ts';
import { plotted, type PlotGroup, type PlotRow } from '../plot.ts';
import { around } from '../scale.ts';
import { grouped, mostRows } from '../told.ts';
import { placeWords } from './effects.ts';

const POINTS = 100;
const FARTHEST = 1; // a change beyond doubling lies at the edge

export function economyPicture(of: Asked): Drawing {
  const { answer, speaker } = of;
  const net = answer.rows.find((row) => row['part'] === 'net');
  const listed = answer.rows.filter((row) => row !== net);
  const shown = listed.slice(0, mostRows(of));
  const farthest = Math.min(FARTHEST, Math.max(0.1, ...shown.flatMap((row) => [figureOf(row, 'change'), rangeOf(row, 'change')?.low, rangeOf(row, 'change')?.high]).map((one) => Math.abs(one ?? 0))));
  const scale = around(farthest * POINTS, (amount) => speaker.say('economy.percent', { n: speaker.signed(amount, 0) }));
  const parts = [...grouped(shown, (row) => nameOf(row, 'part') ?? '')];
  const groups = parts.map(([part, rows], n): PlotGroup => ({
    head: speaker.say(`economy.part.${part}`), rows: rows.map((row) => economyRow(of, row, farthest * POINTS)),
    more: n === parts.length - 1 && listed.length > shown.length ? { id: 'economy:more', words: speaker.say('picture.more', { n: listed.length - shown.length }) } : undefined,
  }));
  const columns = ['count', 'each', 'money', 'change'].map((name) => speaker.say(`economy.${name}`));
  return { title: speaker.say('economy.title'), says: says(speaker, net), ...plotted(of, { scale, columns, groups }), legend: legend(speaker, shown) };
}

function says(speaker: Tongue, net: Row | undefined): string {
  if (net === undefined) return speaker.say('economy.says');
  return speaker.say('economy.says.net', { net: amountWords(speaker, net, 'money'), share: figureOf(net, 'return_share') === null ? '–' : speaker.count(countOf(net, 'return_share')) });
}

function mayBeChance(row: Row): boolean {
  const range = rangeOf(row, 'change');
  return range !== null && range.low <= 0 && range.high >= 0;
}

function legend(speaker: Tongue, rows: readonly Row[]): Sign[] {
  const hollow = rows.some(mayBeChance) ? [{ words: speaker.say('comparison.legend.chance'), sign: (x: number, y: number) => circle(x, y, 5, { fill: 'paper', stroke: 'bank', width: 1.6 }) }] : [];
  return [...dotSigns(speaker, rows), ...hollow];
}

function economyRow({ speaker }: Asked, row: Row, farthest: number): PlotRow {
  const [part, name] = [nameOf(row, 'part') ?? '', nameIn(speaker, row)];
  const [each, money] = [amountWords(speaker, row, 'each'), amountWords(speaker, row, 'money')];
  const [change, range] = [figureOf(row, 'change'), rangeOf(row, 'change')];
  const changed = change === null ? '–' : speaker.say('economy.percent', { n: speaker.signed(change * POINTS, 0) });
  const inside = (share: number): number => Math.min(farthest, Math.max(-farthest, share * POINTS));
  return {
    id: `economy:${part}:${nameOf(row, 'place') ?? ''}`, name, isQuiet: isSmall(row), note: speaker.say(`economy.basis.${nameOf(row, 'basis') ?? 'measured'}`),
    label: speaker.say('economy.label', { part: speaker.say(`economy.part.${part}`), name, n: countOf(row, 'count'), each, money, change: changed }),
    figures: [speaker.count(countOf(row, 'count')), each, money, changed],
    draw: (at, y): Shape[] => (change === null ? [] : dot(at, { figure: inside(change), range: range === null ? null : { low: inside(range.low), high: inside(range.high) }, y, look: { from: 0, isSmall: isSmall(row), isHollow: mayBeChance(row) } })),
  };
}

function nameIn(speaker: Tongue, row: Row): string {
  const place = nameOf(row, 'place');
  if (place === null) return speaker.say('economy.orders');
  return row['part'] === 'goal' ? goalTitle(speaker, place) : placeWords(speaker, place);
}

/** An amount in its currency; a dash where nobody said what one costs. */
function amountWords(speaker: Tongue, row: Row, column: string): string {
  const amount = figureOf(row, column);
  const currency = nameOf(row, 'currency');
  return amount === null || currency === null ? '–' : inUnit(speaker, Math.abs(amount) >= POINTS ? Math.round(amount) : amount, currency);
}
