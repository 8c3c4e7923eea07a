/** Which touchpoint follows which: a matrix of the most frequent, with the median wait; the rest is gathered. */
import { countOf, figureOf, isSmall, nameOf, type Row } from './answer.ts';
import type { Asked, Drawing } from './frame.ts';
import { matrixShapes, mostBeside, type Cell } from './matrix.ts';
import { OTHER, placeName } from './names.ts';
import { growingSteps, shadeSigns } from './shades.ts';
import { barSigns } from './signs.ts';

const MOST = 14;

export function transitionsPicture(of: Asked): Drawing {
  const { answer, speaker } = of;
  const frequent = frequentNames(answer.rows);
  const most = Math.min(of.view.density === 'dense' ? frequent.length : MOST, mostBeside(of));
  const isWhole = frequent.length <= most;
  const shown = isWhole ? frequent : frequent.slice(0, most - 1);
  const keys = isWhole ? shown : [...shown, OTHER];
  const steps = growingSteps(Math.max(1, ...answer.rows.map((row) => countOf(row, 'count'))));
  const cells = cellsOf(of, keys);
  const drawn = matrixShapes(of, { names: keys.map((name) => placeName(speaker, name)), cells, steps, from: speaker.say('transitions.from'), to: speaker.say('transitions.to'), isTall: true });
  const hasSmall = [...cells.values()].some((cell) => cell.isSmall);
  return {
    title: speaker.say('transitions.title'), says: sentence(of), ...drawn,
    legend: [...shadeSigns(speaker, steps, speaker.count), ...barSigns(speaker, { hasRange: false, hasSmall })],
    notes: [speaker.say('transitions.cell'), ...(isWhole ? [] : [speaker.say('transitions.gathered', { n: frequent.length - shown.length })])],
  };
}

/** Everything that is left or arrived at, by how often. */
function frequentNames(rows: readonly Row[]): string[] {
  const counts = new Map<string, number>();
  for (const row of rows) for (const end of ['from', 'to']) counts.set(nameOf(row, end) ?? '', (counts.get(nameOf(row, end) ?? '') ?? 0) + countOf(row, 'count'));
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([name]) => name);
}

type Sum = { count: number; rows: Row[] };

/** A cell for each pair; what was gathered has a count and no median. */
function cellsOf(of: Asked, keys: readonly string[]): Map<string, Cell> {
  const places = new Map(keys.map((key, n) => [key, n]));
  const rest = places.get(OTHER);
  const sums = new Map<string, Sum>();
  for (const row of of.answer.rows) {
    const [from, to] = [places.get(nameOf(row, 'from') ?? '') ?? rest, places.get(nameOf(row, 'to') ?? '') ?? rest];
    const sum = sums.get(`${from}:${to}`) ?? { count: 0, rows: [] };
    sums.set(`${from}:${to}`, { count: sum.count + countOf(row, 'count'), rows: [...sum.rows, row] });
  }
  return new Map([...sums].map(([place, sum]) => [place, cellOf(of, sum, place.split(':').map((n) => keys[Number(n)]!) as [string, string])]));
}

const FEW = 30;

function cellOf({ speaker }: Asked, { count, rows }: Sum, [from, to]: [string, string]): Cell {
  const only = rows.length === 1 && from !== OTHER && to !== OTHER ? rows[0]! : null;
  const wait = only === null ? null : figureOf(only, 'median_wait_seconds');
  const names = { from: placeName(speaker, from), to: placeName(speaker, to), n: count };
  const label = wait === null ? speaker.say('transitions.label', names) : speaker.say('transitions.label.wait', { ...names, customers: figureOf(only!, 'customers'), wait });
  const isFew = count < FEW || (only !== null && isSmall(only));
  return { id: `transition:${from}>${to}`, figure: count, words: speaker.count(count), ...(wait === null ? {} : { under: speaker.brief(wait) }), label, isSmall: isFew, isRest: from === OTHER || to === OTHER };
}

/** The most frequent move that leads somewhere else. */
function sentence({ answer, speaker }: Asked): string {
  const moves = answer.rows.filter((row) => nameOf(row, 'from') !== nameOf(row, 'to'));
  const top = moves.reduce<Row | null>((best, row) => (best === null || countOf(row, 'count') > countOf(best, 'count') ? row : best), null);
  if (top === null) return '';
  const [from, to] = ['from', 'to'].map((end) => placeName(speaker, nameOf(top, end) ?? ''));
  return speaker.say('transitions.most', { from, to, n: countOf(top, 'count') });
}
