/** A question as the address of its page says it, and as the server is asked. */
import { quoted } from '../map/side/segment.ts';

export const UNITS = ['customer', 'journey', 'session'] as const;
const PLAIN: Readonly<Record<string, string>> = { per: 'customer', order: 'ordered', side: 'after', visit: 'first', depth: '5', most: '6' };
const PERIOD = ['from', 'to'] as const;

export type Part = string | readonly string[] | null;

/** The address with some parts set anew; what is empty or goes without saying is not in it. */
export function withParts(query: URLSearchParams, parts: Readonly<Record<string, Part>>): URLSearchParams {
  const next = new URLSearchParams(query);
  for (const [name, content] of Object.entries(parts)) {
    next.delete(name);
    const said = content === null ? [] : typeof content === 'string' ? [content] : content;
    for (const one of said) if (one !== '' && one !== PLAIN[name]) next.append(name, one);
  }
  return next;
}

/** What an option is, as the address says or as it goes without saying. */
export function optionIn(query: URLSearchParams, name: string): string {
  return query.get(name) ?? PLAIN[name] ?? '';
}

/** Whom the figures are about: the chosen group, a channel, and a filter that was written, as one filter. */
export function whereOf(query: URLSearchParams): string | null {
  const channel = query.get('channel');
  const parts = [query.get('who'), query.get('where'), channel === null ? null : `channel = ${quoted(channel)}`].filter((one) => one !== null && one.trim() !== '');
  return parts.length > 1 ? parts.map((one) => `(${one})`).join(' and ') : (parts[0] ?? null);
}

/** What the server is asked: the filter, and the options that the question follows. */
export function serverQuery(query: URLSearchParams, followed: readonly string[]): URLSearchParams {
  const asked = new URLSearchParams();
  const where = whereOf(query);
  if (where !== null) asked.set('where', where);
  for (const name of [...PERIOD, ...followed]) for (const one of query.getAll(name)) if (one !== '') asked.append(name, one);
  return asked;
}

/** Which option must be said before a question can be asked; null where nothing is missing. */
export function missing(what: string, query: URLSearchParams): 'steps' | 'at' | 'map' | 'versus' | null {
  if (what === 'funnel') return query.getAll('steps').length < 2 ? 'steps' : null;
  if (what === 'around') return query.get('at') ? null : 'at';
  if (what === 'conformance') return query.get('map') ? null : 'map';
  return what === 'comparison' && !query.get('versus') ? 'versus' : null;
}

/** The channels that a filter of touches names; none where there is no filter, null where it is of another form. */
export function channelsIn(touches: string): readonly string[] | null {
  if (touches.trim() === '') return [];
  const found = /^channel (?:= (.+)|in \((.+)\))$/.exec(touches.trim());
  if (found === null) return null;
  const names = (found[1] ?? found[2] ?? '').match(/'[^']*'|"[^"]*"|[^,\s][^,]*/g) ?? [];
  const bare = names.map((one) => one.trim().replace(/^(['"])(.*)\1$/, '$2'));
  return touchesOf(bare) === touches.trim() ? bare : null;
}

/** The filter of touches that lets these channels alone be credited. */
export function touchesOf(channels: readonly string[]): string {
  if (channels.length < 2) return channels.map((one) => `channel = ${quoted(one)}`).join('');
  return `channel in (${channels.map(quoted).join(', ')})`;
}

/** Everybody whom a filter does not find. */
export function othersThan(where: string): string {
  return `not (${where})`;
}

/** What a question keeps of the address of another: whom and when, not its own options. */
export function carriedOver(query: URLSearchParams): URLSearchParams {
  const kept = new URLSearchParams();
  for (const name of ['who', 'where', 'channel', ...PERIOD, 'per']) for (const one of query.getAll(name)) kept.append(name, one);
  return kept;
}

/** The touchpoints that most customers meet, one of each of the middle stages: a row to begin with. */
export function likelySteps(touchpoints: readonly { readonly id: string; readonly stage: string; readonly customers: number }[], stages: readonly { readonly id: string }[]): readonly string[] {
  const first = stages.map((stage) => touchpoints.filter((one) => one.stage === stage.id).sort((one, other) => other.customers - one.customers)[0]?.id);
  return first.filter((one) => one !== undefined).slice(0, 3);
}
