/** How figures of answers are told in words, and how many rows a picture shows before it gathers the rest. */
import { inUnit, type Tongue } from '../say.ts';
import { countOf, type Range, type Row } from './answer.ts';
import type { Asked } from './frame.ts';

const MOST = { calm: 24, dense: 60 };

/** How many rows a picture names. */
export function mostRows({ view }: Asked, calm: number = MOST.calm): number {
  return view.density === 'dense' ? Math.max(MOST.dense, calm) : calm;
}

/** An interval in words; a dash where there is none. */
export function rangeWords(speaker: Tongue, range: Range | null, unit: string): string {
  return range === null ? '–' : speaker.say('picture.range', { low: inUnit(speaker, range.low, unit), high: inUnit(speaker, range.high, unit) });
}

export function summed(rows: readonly Row[], column: string): number {
  return rows.reduce((sum, row) => sum + countOf(row, column), 0);
}

/** So many customers, journeys or visits: what the answer counted. */
export function unitsOf({ answer, speaker }: Asked, n: number): string {
  const key = `unit.${answer.per}`;
  return speaker.say(speaker.has(key) ? key : 'unit.customer', { n });
}

/** What the answer counted, as a word. */
export function unitWord({ answer, speaker }: Asked): string {
  const key = `units.${answer.per}`;
  return speaker.say(speaker.has(key) ? key : 'units.customer');
}

/** The rows by what a column holds, in the order in which that first occurs. */
export function grouped(rows: readonly Row[], keyOf: (row: Row) => string): ReadonlyMap<string, readonly Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return groups;
}
