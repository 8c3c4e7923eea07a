/** Goals as people say them: an order, anything ordered or paid, a touchpoint, or a filter of one's own. */
export interface Goal {
  readonly goal: string;
  readonly where: string;
  readonly money: string | null;
  readonly leads_to: string | null;
  readonly provenance: 'asserted' | 'inferred';
}

export interface Reached {
  readonly goal: string;
  readonly converted: number;
  readonly share: number | null;
  readonly share_interval: readonly [number, number] | null;
}

export type Way = 'order' | 'paid' | 'touchpoint' | 'filter';

export const ORDER = 'kind = order';
export const PAID = 'order_id != "" or money > 0'; // what is proposed where nobody has said what success is
const TOUCHPOINT = /^(?:touchpoint|name) = "((?:[^"\\]|\\.)*)"$/;

/** Which way of saying it a filter is, and what it names. */
export function wayOf(where: string): { readonly way: Way; readonly name: string } {
  if (where.trim() === ORDER) return { way: 'order', name: '' };
  if (where.trim() === PAID) return { way: 'paid', name: '' };
  const named = TOUCHPOINT.exec(where.trim());
  return named ? { way: 'touchpoint', name: (named[1] as string).replace(/\\(.)/g, '$1') } : { way: 'filter', name: '' };
}

export function atTouchpoint(name: string): string {
  return `touchpoint = "${name.replace(/["\\]/g, '\\$&')}"`;
}

/** Main goals in order, each followed by the small steps that lead to it. */
export function inOrder(goals: readonly Goal[]): readonly Goal[] {
  const main = goals.filter((one) => !one.leads_to);
  const small = (of: string | null): readonly Goal[] => goals.filter((one) => one.leads_to === of && of !== null);
  const placed = main.flatMap((one) => [one, ...small(one.goal)]);
  return [...placed, ...goals.filter((one) => !placed.includes(one))];
}
