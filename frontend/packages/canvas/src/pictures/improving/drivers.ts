/** What drives scores and the goal: the share that falls to each, with its interval, and how well it stands today. */
import { circle, group, rect, type Shape } from '../../scene.ts';
import type { Tongue } from '../../say.ts';
import { countOf, figureOf, nameOf, rangeOf, type Row } from '../answer.ts';
import { dot, dotSigns } from '../dots.ts';
import type { Asked, Drawing, Sign } from '../frame.ts';
import { plotted, type PlotGroup, type PlotRow } from '../plot.ts';
import { around, shares } from '../scale.ts';
import { grouped, mostRows, rangeWords } from '../told.ts';
import { placeWords } from './effects.ts';
import { scattered, type Point } from './scatter.ts';

const MOST = 12; // drivers of an outcome
const POINTS = 100;

export function driversPicture(of: Asked): Drawing {
  const { answer, speaker } = of;
  const parts = [...grouped(answer.rows, (row) => nameOf(row, 'outcome') ?? '')].map(([outcome, rows]) => ({ outcome, rows: rows.slice(0, mostRows(of, MOST)), hidden: rows.length - Math.min(rows.length, mostRows(of, MOST)) }));
  const shown = parts.flatMap((one) => one.rows);
  const scale = shares(speaker, shown.flatMap((row) => [countOf(row, 'share'), rangeOf(row, 'share')?.high ?? 0, countOf(row, 'weight')]));
  const groups = parts.map(({ outcome, rows, hidden }): PlotGroup => ({
    head: speaker.say(`drivers.of.${outcome}`), rows: rows.map((row, n) => driverRow(of, row, n)),
    more: hidden > 0 ? { id: `drivers:${outcome}:more`, words: speaker.say('picture.more', { n: hidden }) } : undefined,
  }));
  const columns = ['share', 'way', 'stands', 'quadrant', 'nature'].map((name) => speaker.say(`drivers.${name}`));
  const list = plotted(of, { scale, columns, groups });
  const first = parts[0];
  const field = first === undefined || first.rows.length < 2 ? null : quarters(of, first.rows, first.outcome);
  const shapes = field === null ? list.shapes : [...list.shapes, group(field.shapes, { y: list.height + 28 })];
  return { title: speaker.say('drivers.title'), says: speaker.say('drivers.says'), shapes, height: list.height + (field === null ? 0 : field.height + 28), legend: legend(of, shown) };
}

function driverName(speaker: Tongue, row: Row): string {
  const [driver, place] = [nameOf(row, 'driver') ?? '', nameOf(row, 'place')];
  if (driver === 'wait' && place !== null) return speaker.say(`drivers.wait.${place}`);
  return place === null ? speaker.say(`drivers.${driver}`) : speaker.say(`drivers.${driver}`, { place: placeWords(speaker, place) });
}

function driverRow({ speaker }: Asked, row: Row, n: number): PlotRow {
  const [name, differs] = [driverName(speaker, row), row['differs'] === true];
  const [share, range, weight] = [countOf(row, 'share'), rangeOf(row, 'share'), countOf(row, 'weight')];
  const [outcome, nature, quadrant] = [nameOf(row, 'outcome') ?? '', nameOf(row, 'nature'), nameOf(row, 'quadrant')];
  const way = !differs ? speaker.say('improving.unsure') : speaker.say(countOf(row, 'slope') > 0 ? 'drivers.raises' : 'drivers.lowers');
  const stands = figureOf(row, 'performance');
  const [where, kind] = [quadrant === null ? '–' : speaker.say(`drivers.quadrant.${quadrant}`), nature === null ? '–' : speaker.say(`drivers.nature.${nature}`)];
  return {
    id: `drivers:${outcome}:${nameOf(row, 'driver') ?? ''}:${nameOf(row, 'place') ?? ''}`, place: n + 1, name, isQuiet: !differs, ...(row['moment'] === true ? { note: speaker.say('drivers.moment') } : {}),
    label: speaker.say('drivers.label', { name, share: share, range: rangeWords(speaker, range, 'share'), weight, way, where, n: countOf(row, 'n') }),
    figures: [speaker.share(share), way, stands === null ? '–' : speaker.wholePercent(stands), where, kind],
    draw: (at, y): Shape[] => [
      ...dot(at, { figure: weight, range: null, y, look: { isSquare: true, isHollow: true } }),
      ...dot(at, { figure: share, range, y, look: { isHollow: !differs } }),
    ],
  };
}

/** How well a driver stands beside the mean of its like, in percentage points. */
function beside(row: Row): number {
  return (countOf(row, 'performance') - countOf(row, 'usual')) * POINTS;
}

/** The drivers of one outcome among importance and performance. */
function quarters(of: Asked, rows: readonly Row[], outcome: string): { readonly shapes: readonly Shape[]; readonly height: number } {
  const { speaker } = of;
  const known = rows.map((row, n) => ({ row, n })).filter(({ row }) => figureOf(row, 'performance') !== null);
  const points = known.map(({ row, n }): Point => ({
    id: `drivers:quarter:${nameOf(row, 'driver') ?? ''}:${nameOf(row, 'place') ?? ''}`, number: n + 1, x: beside(row), y: countOf(row, 'share'),
    xRange: null, yRange: rangeOf(row, 'share'), name: driverName(speaker, row), paint: row['quadrant'] === 'mend_first' ? 'bad' : 'bank', isHollow: row['differs'] !== true,
    label: speaker.say('drivers.quarter', { name: driverName(speaker, row), share: countOf(row, 'share'), stands: countOf(row, 'performance') }),
  }));
  const y = shares(speaker, points.flatMap((point) => [point.y, point.yRange?.high ?? 0]));
  const x = around(Math.max(10, ...points.map((point) => Math.abs(point.x))), (amount) => speaker.signed(amount, 0));
  return scattered(of, {
    x, y, points, across: speaker.say('drivers.across'), up: speaker.say('drivers.up', { outcome: speaker.say(`drivers.of.${outcome}`) }), crossing: { x: 0, y: 1 / Math.max(1, rows.length) },
    corners: [speaker.say('drivers.corner.mend_first'), speaker.say('drivers.corner.keep_up'), speaker.say('drivers.corner.later'), speaker.say('drivers.corner.no_hurry')],
  });
}

function legend({ speaker }: Asked, rows: readonly Row[]): Sign[] {
  const hollow = rows.some((row) => row['differs'] !== true);
  return [
    { words: speaker.say('drivers.legend.shapley'), sign: (x, y) => circle(x, y, 5, { fill: 'bank' }) },
    { words: speaker.say('drivers.legend.johnson'), sign: (x, y) => rect(x - 4.5, y - 4.5, 9, 9, { fill: 'paper', stroke: 'bank', width: 1.6, r: 1 }) },
    ...(hollow ? [{ words: speaker.say('comparison.legend.chance'), sign: (x: number, y: number) => circle(x, y, 5, { fill: 'paper', stroke: 'bank', width: 1.6 }) }] : []),
    ...dotSigns(speaker, rows),
  ];
}
