/** Whom and when the figures are about: kept in the address, so that it can be sent and gone back to. */
export interface Filter {
  readonly from: string | null; // a day, included
  readonly to: string | null; // a day, excluded
  readonly persona: string | null; // the id of a persona's record
  readonly channel: string | null;
  readonly where: string | null; // a rule about customers, as the server reads it
}

export const PARTS = ['from', 'to', 'persona', 'channel', 'where'] as const;
export const NO_FILTER: Filter = { from: null, to: null, persona: null, channel: null, where: null };

/** The filter that an address asks for. */
export function filterOf(query: URLSearchParams): Filter {
  return Object.fromEntries(PARTS.map((part) => [part, query.get(part) || null])) as unknown as Filter;
}

export function isFiltered(filter: Filter): boolean {
  return PARTS.some((part) => filter[part] !== null);
}

/** The first day, half a year or a year before today: periods end today, which is not in. */
export function lastMonths(months: number, today: Date): Pick<Filter, 'from' | 'to'> {
  const end = new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth(), today.getUTCDate()));
  const start = new Date(end);
  start.setUTCMonth(start.getUTCMonth() - months);
  return { from: day(start), to: day(end) };
}

function day(when: Date): string {
  return when.toISOString().slice(0, 10);
}
