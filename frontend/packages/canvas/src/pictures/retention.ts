/** Who comes back: a row for each month of first-comers, a column for each month after it. */
import { group, line, rect, type Shape } from '../scene.ts';
import { text, widthOf } from '../text.ts';
import { countOf, isSmall, nameOf, rangeOf, type Answer, type Row } from './answer.ts';
import type { Asked, Drawing } from './frame.ts';
import { shareWords } from './names.ts';
import { evenSteps, shadeOf, shadeSigns, type Steps } from './shades.ts';
import { barSigns } from './signs.ts';

const HIGH = 28;
const BESIDE = { names: 84, sizes: 72 };
const TINY = { room: 480, names: 76, sizes: 58 };
const LEAST_CELL = 38; // "12 %" fits
const WIDEST_CELL = 84;
const GAP = 2;
const HEAD = 40;
const MOST_COHORTS = 24;
const FEW = 30;

/** The first-comers of one month, and how many of them were there again by age in months. */
interface Cohort {
  readonly month: string;
  readonly size: number;
  readonly rows: ReadonlyMap<number, Row>;
  readonly ages: number; // that are over or begun
}

export function retentionPicture(of: Asked): Drawing {
  const { answer, speaker } = of;
  const every = cohortsOf(answer);
  const shown = every.slice(-MOST_COHORTS);
  const { names, sizes } = of.room < TINY.room ? TINY : BESIDE;
  const room = of.room - names - sizes;
  const ages = Math.min(Math.max(1, ...shown.map((cohort) => cohort.ages)), Math.floor(room / LEAST_CELL));
  const wide = Math.min(WIDEST_CELL, room / ages);
  const means = meansOf(shown, ages);
  const shares = shown.flatMap((cohort) => [...cohort.rows].flatMap(([age, row]) => (age > 0 && age <= ages && !isSmall(row) ? [countOf(row, 'share')] : [])));
  const isFine = widthOf(speaker.share(0.888), 12, 600) <= wide - GAP - 6;
  const grid: Grid = { wide, ages, names, x: of.left + names + sizes, steps: evenSteps(Math.min(...shares, 1), Math.max(...shares, 0.01)), words: isFine ? speaker.share : speaker.wholePercent };
  const rows = shown.map((cohort, n) => cohortShapes(of, cohort, { grid, y: HEAD + n * HIGH }));
  const y = HEAD + shown.length * HIGH;
  const shapes = [...headShapes(of, grid), ...rows.flat(), ...meanShapes(of, { means, grid, y: y + 10, shown })];
  const hasSmall = shown.some((cohort) => cohort.size < FEW);
  return {
    title: speaker.say('retention.title'), says: sentence(of, means), shapes, height: y + 10 + HIGH + 8,
    legend: [...(shares.length === 0 ? [] : shadeSigns(speaker, grid.steps, speaker.wholePercent)), ...barSigns(speaker, { hasRange: false, hasSmall })],
    notes: notesOf(of, { every, shown, ages }),
  };
}

interface Grid {
  readonly x: number; // of the first cell
  readonly names: number; // how wide the months are
  readonly wide: number;
  readonly steps: Steps;
  readonly ages: number; // the last age that has a column
  readonly words: (share: number) => string; // with a decimal where there is room
}

function cohortsOf(answer: Answer): Cohort[] {
  const months = new Map<string, Map<number, Row>>();
  for (const row of answer.rows) {
    const month = nameOf(row, 'cohort') ?? '';
    const rows = months.get(month) ?? new Map<number, Row>();
    months.set(month, rows.set(countOf(row, 'age'), row));
  }
  const last = lastMonth(answer) ?? Math.max(0, ...[...months].map(([month, rows]) => monthNumber(month) + Math.max(...rows.keys())));
  const cohort = ([month, rows]: [string, Map<number, Row>]): Cohort => ({ month, rows, size: rows.has(0) ? countOf(rows.get(0)!, 'customers') : 0, ages: Math.max(last - monthNumber(month), ...rows.keys()) });
  return [...months].sort(([a], [b]) => (a < b ? -1 : 1)).map(cohort);
}

function monthNumber(month: string): number {
  return Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7));
}

/** The month of the last instant that was counted: cohorts may have come back until then. */
function lastMonth({ base }: Answer): number | null {
  if (base.to === null) return null;
  const end = new Date(new Date(base.to).getTime() - 1);
  return Number.isNaN(end.getTime()) ? null : end.getUTCFullYear() * 12 + end.getUTCMonth() + 1;
}

/** Of all cohorts that have come to an age: which share was there again, the larger ones counting more. */
function meansOf(cohorts: readonly Cohort[], ages: number): { share: number; size: number }[] {
  return Array.from({ length: ages }, (_, n) => {
    const old = cohorts.filter((cohort) => cohort.ages >= n + 1);
    const size = old.reduce((sum, cohort) => sum + cohort.size, 0);
    const back = old.reduce((sum, cohort) => sum + (cohort.rows.has(n + 1) ? countOf(cohort.rows.get(n + 1)!, 'customers') : 0), 0);
    return { share: size === 0 ? 0 : back / size, size };
  });
}

function headShapes(of: Asked, { wide, ages, x, names }: Grid): Shape[] {
  const { left, speaker } = of;
  const months = Array.from({ length: ages }, (_, n) => text(x + n * wide + (wide - GAP) / 2, 30, speaker.count(n + 1), { fill: 'ink3', anchor: 'middle' }));
  return [
    text(left, 30, speaker.say('retention.cohort'), { fill: 'ink3', room: names + 8 }), text(x - 16, 30, speaker.say('retention.size'), { fill: 'ink3', anchor: 'end' }),
    text(x, 12, speaker.say('retention.ages'), { fill: 'ink3' }), ...months,
  ];
}

function monthName({ speaker }: Asked, month: string): string {
  const day = new Date(`${month}-01T00:00:00Z`);
  return Number.isNaN(day.getTime()) ? month : new Intl.DateTimeFormat(speaker.locale, { month: 'short', year: 'numeric', timeZone: 'UTC' }).format(day);
}

function cohortShapes(of: Asked, cohort: Cohort, { grid, y }: { grid: Grid; y: number }): Shape[] {
  const { left, speaker } = of;
  const middle = y + HIGH / 2 + 4;
  const isFew = cohort.size < FEW;
  const cells = Array.from({ length: Math.min(cohort.ages, grid.ages) }, (_, n) => cellShape(of, cohort, { age: n + 1, grid, y }));
  return [
    text(left, middle, monthName(of, cohort.month), { fill: isFew ? 'ink3' : 'ink1' }),
    text(grid.x - 16, middle, speaker.count(cohort.size), { fill: isFew ? 'ink3' : 'ink1', weight: 600, anchor: 'end' }), ...cells,
  ];
}

function cellShape(of: Asked, cohort: Cohort, { age, grid, y }: { age: number; grid: Grid; y: number }): Shape {
  const { speaker } = of;
  const row = cohort.rows.get(age);
  const share = row === undefined ? 0 : countOf(row, 'share');
  const isFew = cohort.size < FEW;
  const { fill, ink } = shadeOf(share, grid.steps);
  const [x, w, h] = [grid.x + (age - 1) * grid.wide, grid.wide - GAP, HIGH - GAP];
  const ground = isFew ? rect(x + 0.5, y + 0.5, w - 1, h - 1, { fill: 'paper', stroke: 'rule', r: 2 }) : rect(x, y, w, h, { fill, r: 2 });
  const label = speaker.say('retention.label', {
    month: monthName(of, cohort.month), n: cohort.size, age, back: row === undefined ? 0 : countOf(row, 'customers'), share: shareWords(speaker, share, row === undefined ? null : rangeOf(row, 'share')),
  });
  const words = text(x + w / 2, y + h / 2 + 4, grid.words(share), { fill: isFew ? 'ink3' : ink, anchor: 'middle' });
  return group([ground, words], { mark: { id: `retention:${cohort.month}:${age}`, lane: 'retention', label, x, y, w, h } });
}

type Meaning = { means: readonly { share: number; size: number }[]; grid: Grid; y: number; shown: readonly Cohort[] };

/** The last line: all cohorts together, as far as they have come. */
function meanShapes(of: Asked, { means, grid, y, shown }: Meaning): Shape[] {
  const { left, speaker } = of;
  const middle = y + HIGH / 2 + 4;
  const { x } = grid;
  const size = shown.reduce((sum, cohort) => sum + cohort.size, 0);
  const cells = means.map(({ share, size: n }, at) => {
    const label = speaker.say('retention.label.all', { age: at + 1, n, share });
    const mark = { id: `retention:all:${at + 1}`, lane: 'retention', label, x: x + at * grid.wide, y, w: grid.wide - GAP, h: HIGH - GAP };
    return group([text(x + at * grid.wide + (grid.wide - GAP) / 2, middle, grid.words(share), { weight: 600, fill: n < FEW ? 'ink3' : 'ink1', anchor: 'middle' })], { mark });
  });
  return [
    line(left, y - 5, x + grid.ages * grid.wide - GAP, y - 5, 'rule2'),
    text(left, middle, speaker.say('retention.all'), { weight: 600 }), text(x - 16, middle, speaker.count(size), { weight: 600, anchor: 'end' }), ...cells,
  ];
}

function sentence({ speaker }: Asked, means: readonly { share: number; size: number }[]): string {
  const first = means[0];
  return first === undefined || first.size === 0 ? speaker.say('retention.says') : `${speaker.say('retention.first', { share: first.share })} ${speaker.say('retention.says')}`;
}

function notesOf({ answer, speaker }: Asked, { every, shown, ages }: { every: readonly Cohort[]; shown: readonly Cohort[]; ages: number }): string[] {
  const notes: string[] = [];
  if (answer.base.to !== null) notes.push(speaker.say('retention.until', { date: answer.base.to }));
  if (every.length > shown.length) notes.push(speaker.say('retention.older', { n: every.length - shown.length }));
  const cut = Math.max(0, ...shown.map((cohort) => cohort.ages)) - ages;
  if (cut > 0) notes.push(speaker.say('retention.later', { n: cut }));
  return notes;
}
