/** Two groups beside each other: every difference with its interval around zero, and whether it may be chance. */
import { kpiName } from '../lanes/figures.ts';
import { circle } from '../scene.ts';
import { inUnit, type Tongue } from '../say.ts';
import { figureOf, isSmall, nameOf, rangeOf, type Range, type Row } from './answer.ts';
import { dot, dotSigns } from './dots.ts';
import { goalTitle } from './facet.ts';
import type { Asked, Drawing } from './frame.ts';
import { placeName, stageWords } from './names.ts';
import { plotted, type PlotGroup, type PlotRow } from './plot.ts';
import { around, type Scale } from './scale.ts';
import { grouped, mostRows, rangeWords } from './told.ts';

const MOST = 8; // rows of an aspect among others
const ORDER = ['stage', 'touchpoint', 'transition', 'goal', 'figure', 'relative'] as const;
const POINTS = 100;

/** A difference as it is drawn: in points of a share, or as a part of the other group's figure. */
interface Difference {
  readonly row: Row;
  readonly aspect: string;
  readonly size: number | null;
  readonly range: Range | null;
}

export function comparisonPicture(of: Asked): Drawing {
  const { answer, speaker } = of;
  const aspects = new Map([...grouped(answer.rows, (row) => differenceOf(row).aspect)].map(([aspect, rows]) => [aspect, rows.map(differenceOf)]));
  const most = aspects.size > 1 ? mostRows(of, MOST) : mostRows(of);
  const shown = [...aspects.values()].flatMap((rows) => rows.slice(0, most));
  const columns = [speaker.say('comparison.difference'), speaker.say('comparison.first'), speaker.say('comparison.others'), speaker.say('comparison.verdict')];
  const points = ORDER.filter((aspect) => aspect !== 'relative' && aspects.has(aspect)).map((aspect) => groupOf(of, { aspect, differences: aspects.get(aspect)!, most }));
  const relative = aspects.has('relative') ? [groupOf(of, { aspect: 'relative', differences: aspects.get('relative')!, most })] : [];
  const like = [...points, ...relative].flatMap((one) => one.rows);
  const parts = [points, relative].filter((groups) => groups.length > 0).map((groups, n) => {
    const isRelative = n === 1 || points.length === 0;
    return plotted(of, { scale: scaleOf(speaker, shown.filter((one) => (one.aspect === 'relative') === isRelative)), columns, groups, like, isContinued: n > 0 });
  });
  const [first, second] = parts;
  const shapes = [...(first?.shapes ?? []), ...(second === undefined ? [] : [{ kind: 'group' as const, children: second.shapes, y: first!.height + 24 }])];
  const hollow = { words: speaker.say('comparison.legend.chance'), sign: (x: number, y: number) => circle(x, y, 5, { fill: 'paper', stroke: 'bank', width: 1.6 }) };
  return {
    title: speaker.say('comparison.title'), says: sentence(of), shapes, height: (first?.height ?? 0) + (second === undefined ? 0 : second.height + 24),
    legend: [{ words: speaker.say('comparison.legend.differs'), sign: (x, y) => circle(x, y, 5, { fill: 'bank' }) }, hollow, ...dotSigns(speaker, shown.map((one) => one.row))],
  };
}

function scaleOf(speaker: Tongue, shown: readonly Difference[]): Scale {
  const farthest = Math.max(0.01, ...shown.flatMap(({ size, range }) => [Math.abs(size ?? 0), Math.abs(range?.low ?? 0), Math.abs(range?.high ?? 0)]));
  return around(farthest * POINTS, (amount) => speaker.signed(amount, farthest < 0.03 ? 1 : 0));
}

function differenceOf(row: Row): Difference {
  const aspect = nameOf(row, 'aspect') ?? 'figure';
  const [size, range] = [figureOf(row, 'difference'), rangeOf(row, 'difference')];
  const unit = nameOf(row, 'unit');
  if (unit === null || unit === 'share') return { row, aspect, size, range };
  const whole = Math.abs(figureOf(row, 'versus_figure') ?? 0);
  if (size === null || whole === 0) return { row, aspect: 'relative', size: null, range: null };
  return { row, aspect: 'relative', size: size / whole, range: range === null ? null : { low: range.low / whole, high: range.high / whole } };
}

function groupOf(of: Asked, { aspect, differences, most }: { aspect: string; differences: readonly Difference[]; most: number }): PlotGroup {
  const { speaker } = of;
  const shown = differences.slice(0, most);
  const rest = differences.slice(shown.length);
  const differ = rest.filter(({ row }) => row['differs'] === true).length;
  const more = rest.length === 0 ? undefined : { id: `comparison:${aspect}:more`, words: speaker.say('comparison.more', { n: rest.length, differ }) };
  return { head: speaker.say(`comparison.${aspect}`), rows: shown.map((one) => differenceRow(of, one)), more };
}

function differenceRow({ speaker }: Asked, { row, aspect, size, range }: Difference): PlotRow {
  const unit = nameOf(row, 'unit') ?? 'share';
  const [one, other] = [figureOf(row, 'figure') ?? figureOf(row, 'share'), figureOf(row, 'versus_figure') ?? figureOf(row, 'versus_share')];
  const said = (figure: number | null): string => (figure === null ? '–' : inUnit(speaker, figure, unit));
  const signed = (figure: number): string => speaker.signed(figure * POINTS);
  const verdict = speaker.say(row['differs'] === true ? 'comparison.differs' : row['differs'] === false ? 'comparison.chance' : 'comparison.untested');
  const name = rowName(speaker, row);
  const difference = size === null ? '–' : aspect === 'relative' ? `${signed(size)} %` : speaker.say('comparison.points', { n: signed(size) });
  const between = range === null ? rangeWords(speaker, null, 'share') : speaker.say('picture.range', { low: signed(range.low), high: signed(range.high) });
  return {
    id: `comparison:${nameOf(row, 'aspect') ?? ''}:${nameOf(row, 'id') ?? name}`, name,
    label: speaker.say('comparison.label', { name, one: said(one), other: said(other), difference, range: between, verdict }),
    figures: [size === null ? '–' : aspect === 'relative' ? difference : signed(size), said(one), said(other), verdict], isQuiet: isSmall(row),
    draw: (at, y) => (size === null ? [] : dot(at, { figure: size * POINTS, range: range === null ? null : { low: range.low * POINTS, high: range.high * POINTS }, y, look: { isSmall: isSmall(row), isHollow: row['differs'] !== true, ...(row['differs'] === true ? { from: 0 } : {}) } })),
  };
}

/** What a row is about, as the map calls it. */
function rowName(speaker: Tongue, row: Row): string {
  const [id, name, stage] = [nameOf(row, 'id') ?? '', nameOf(row, 'name') ?? '', nameOf(row, 'stage')];
  switch (nameOf(row, 'aspect')) {
    case 'stage': return stageWords(speaker, id === name ? id : name);
    case 'goal': return goalTitle(speaker, name);
    case 'transition': return name.split(' → ').map((end) => placeName(speaker, end)).join(' › ');
    case 'figure': return figureName(speaker, { id, name, stage });
    default: return placeName(speaker, name);
  }
}

function figureName(speaker: Tongue, { id, name, stage }: { id: string; name: string; stage: string | null }): string {
  if (name === 'reach') return id === stage ? stageWords(speaker, id) : placeName(speaker, id);
  if (name === 'left' && stage !== null) return speaker.say('comparison.left', { stage: stageWords(speaker, stage) });
  const kpi = kpiName(speaker, name);
  return stage === null ? kpi : speaker.say('comparison.at', { name: kpi, stage: stageWords(speaker, stage) });
}

/** Who is held against whom, and how much of it differs. */
function sentence({ answer, speaker, view }: Asked): string {
  const other = answer.notes.map((note) => /^held against: (.*)$/.exec(note)?.[1]).find((found) => found !== undefined);
  const called = view.called ?? {};
  const one = answer.where === null ? speaker.say('comparison.all') : (called[answer.where] ?? speaker.say('comparison.where', { where: answer.where }));
  const those = other === undefined || isAllBut(other, answer.where) ? speaker.say('comparison.others') : (called[other] ?? speaker.say('comparison.those', { where: other }));
  const n = answer.rows.filter((row) => row['differs'] === true).length;
  const whom = speaker.say('comparison.says', { one, other: those });
  return `${whom} ${speaker.say('comparison.found', { n, of: answer.rows.length })}`;
}

/** Whether a filter finds exactly those whom another does not. */
function isAllBut(other: string, where: string | null): boolean {
  return where !== null && (other === `not (${where})` || other === `not ${where}`);
}
