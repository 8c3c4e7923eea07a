/** Where a row of an answer stands on a map: the address that opens it there. */
import type { AnswerTold } from '../../../generated/api.ts';
import { whereOf } from './asked.ts';
import type { AnswerRow } from './reading.ts';

/** Which column holds what a map calls the place of a row. */
const MARKS: Readonly<Record<string, string>> = { pains: 'id', opportunities: 'because', alerts: 'mark', emotions: 'touchpoint', loyalty: 'touchpoint' };

/** Whether rows of this question stand on a map. */
export function standsOnMap(what: string): boolean {
  return MARKS[what] !== undefined;
}

/** The address that opens a row at its place on this map, for the same people and days; null where it has none. */
export function placeOnMap(answer: AnswerTold, row: AnswerRow, { map, query }: { map: string | null; query: URLSearchParams }): string | null {
  const mark = row[MARKS[answer.what] ?? ''];
  if (map === null || typeof mark !== 'string' || mark === '') return null;
  const address = new URLSearchParams({ open: mark });
  for (const [name, said] of [['from', query.get('from')], ['to', query.get('to')], ['where', whereOf(query)]] as const) if (said) address.set(name, said);
  return `/maps/${encodeURIComponent(map)}?${address.toString()}`;
}
