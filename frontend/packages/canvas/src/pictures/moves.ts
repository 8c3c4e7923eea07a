/** Moves between places: the matrix of the most frequent, all others put together so that sums stay. */
import type { Tongue } from '../say.ts';
import { countOf, figureOf, nameOf, rangeOf, type Range, type Row } from './answer.ts';
import { OTHER } from './names.ts';
import { rangeWords } from './told.ts';

export interface Move {
  readonly from: string;
  readonly to: string;
  readonly count: number;
  readonly share: number; // of all moves out of `from`, staying included
  readonly row: Row | null; // where nothing was put together
}

export interface Moves {
  readonly names: readonly string[]; // from where most moves begin, first
  readonly cells: ReadonlyMap<string, Move>; // by "from\nto"
  readonly out: ReadonlyMap<string, number>; // all moves out of each
  readonly most: number; // the largest count that leads from one named place to another
  readonly top: Move | null; // the most frequent move that leads elsewhere
  readonly gathered: number; // names that were put together
}

/** The matrix with at most so many names. */
export function movesOf(rows: readonly Row[], mostNames: number): Moves {
  const weight = new Map<string, number>();
  for (const row of rows) for (const end of ['from', 'to']) weight.set(nameOf(row, end) ?? '', (weight.get(nameOf(row, end) ?? '') ?? 0) + (nameOf(row, 'from') === nameOf(row, 'to') ? 0.5 : 1) * countOf(row, 'count'));
  const ranked = [...weight].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([name]) => name);
  const isWhole = ranked.length <= mostNames;
  const kept = isWhole ? ranked : ranked.slice(0, mostNames - 1);
  const keptNames = new Set(kept);
  const place = (name: string): string => (keptNames.has(name) ? name : OTHER);
  const out = new Map<string, number>();
  for (const row of rows) out.set(place(nameOf(row, 'from') ?? ''), (out.get(place(nameOf(row, 'from') ?? '')) ?? 0) + countOf(row, 'count'));
  const cells = new Map<string, Move>();
  for (const row of rows) {
    const [from, to] = [place(nameOf(row, 'from') ?? ''), place(nameOf(row, 'to') ?? '')];
    const known = cells.get(`${from}\n${to}`);
    const count = (known?.count ?? 0) + countOf(row, 'count');
    cells.set(`${from}\n${to}`, { from, to, count, share: count / (out.get(from) || 1), row: known === undefined && from !== OTHER && to !== OTHER ? row : null });
  }
  const away = [...cells.values()].filter((move) => move.from !== move.to);
  const named = away.filter((move) => move.from !== OTHER && move.to !== OTHER);
  const top = named.reduce<Move | null>((best, move) => (best === null || move.count > best.count ? move : best), null);
  return { names: isWhole ? kept : [...kept, OTHER], cells, out, most: Math.max(1, ...named.map((move) => move.count)), top, gathered: ranked.length - kept.length };
}

/** A move in words, as much as is known of it. */
export function moveLabel(speaker: Tongue, { count, share, row }: Move, { from, to }: { from: string; to: string }): string {
  if (from === to) return speaker.say('switches.stays', { from, share, n: count });
  const told = speaker.say('switches.label', { from, to, n: count, share });
  const wait = row === null ? null : figureOf(row, 'median_wait_seconds');
  if (row === null || wait === null) return told;
  const range: Range | null = rangeOf(row, 'share');
  return speaker.say('switches.label.more', { told, range: rangeWords(speaker, range, 'share'), customers: countOf(row, 'customers'), wait });
}
