/** Whom the map is held against: kept in the address as a word or the id of a persona, asked of the server as a group. */
import type { PersonaMark } from '../../../generated/resolvedmap.ts';
import type { Filter } from './filter.ts';

/** What the server is asked besides the filter. */
export type AskedVersus = Readonly<Record<string, string | null>>;

/** The words and personas that a map under a filter can be held against. */
export function versusChoices(filter: Filter, personas: readonly PersonaMark[]): readonly string[] {
  const isOfSome = filter.persona !== null || filter.channel !== null || filter.where !== null;
  const found = personas.filter((one) => one.id !== filter.persona && one.share?.figure != null).map((one) => one.id);
  return [...(filter.from !== null && filter.to !== null ? ['before', 'year'] : []), ...(isOfSome ? ['others'] : []), ...found];
}

/** The group as the server takes it; nothing where the filter leaves no such group. */
export function askedVersus(versus: string | null, filter: Filter): AskedVersus {
  const { from, to, persona, channel, where } = filter;
  if (versus === null) return {};
  if (versus === 'others') return persona === null && channel === null && where === null ? {} : { versus: 'others' };
  const own = { versus: 'group', versus_persona: persona, versus_channel: channel, versus_where: where };
  if (versus !== 'before' && versus !== 'year') return { ...own, versus_from: from, versus_to: to, versus_persona: versus };
  if (from === null || to === null) return {};
  const [start, end] = versus === 'year' ? [monthsOn(from, -12), monthsOn(to, -12)] : [before(from, to), from];
  return { ...own, versus_from: start, versus_to: end };
}

/** When a period as long, right before this one, begins: as many months, else as many days. */
function before(from: string, to: string): string {
  const [start, end] = [dayOf(from), dayOf(to)];
  const months = (end.getUTCFullYear() - start.getUTCFullYear()) * 12 + end.getUTCMonth() - start.getUTCMonth();
  if (start.getUTCDate() === end.getUTCDate() && months > 0) return monthsOn(from, -months);
  return written(new Date(2 * start.getTime() - end.getTime()));
}

/** The same day so many months on, or the last one of a shorter month. */
function monthsOn(text: string, months: number): string {
  const day = dayOf(text);
  const last = new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + months + 1, 0)).getUTCDate();
  return written(new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + months, Math.min(day.getUTCDate(), last))));
}

function dayOf(text: string): Date {
  return new Date(`${text.slice(0, 10)}T00:00:00Z`);
}

function written(day: Date): string {
  return day.toISOString().slice(0, 10);
}
