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

/** Which of these numbers of months before `end` a period is: "all" without one, "own" where it is none of them. */
export function periodOf({ from, to }: Pick<Filter, 'from' | 'to'>, months: readonly number[], end: Date): string {
  if (from === null && to === null) return 'all';
  const known = months.find((one) => {
    const wanted = lastMonths(one, end);
    return wanted.from === from && wanted.to === to;
  });
  return known === undefined ? 'own' : String(known);
}

/** The day before a day; what is no day stays as it is. */
export function dayBefore(text: string): string {
  const when = new Date(`${text}T00:00:00Z`);
  return Number.isNaN(when.getTime()) ? text : day(new Date(when.getTime() - 86_400_000));
}

function day(when: Date): string {
  return when.toISOString().slice(0, 10);
}
