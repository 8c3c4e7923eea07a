/** What contacts cost and customers are worth: names of amounts, and the text of a field as an amount. */
export interface Amount {
  readonly of: string; // "customer", a channel, "message:sms" or "goal:lead"
  readonly amount: number;
  readonly currency: string;
  readonly said_by: string | null;
}

/** What the answer about money counted. */
export interface Counted {
  readonly part: string;
  readonly place: string | null;
  readonly count: number | null;
  readonly currency?: string;
}

type Part = 'customer' | 'contacts' | 'messages' | 'goals';
type Amounts = Readonly<Record<string, number>>;

/** Which kind of amount a name is of, and of which channel or goal. */
export function partOf(of: string): { readonly part: Part; readonly place: string } {
  if (of === 'customer') return { part: 'customer', place: '' };
  const at = of.indexOf(':');
  const [prefix, place] = [of.slice(0, Math.max(0, at)), of.slice(at + 1)];
  return prefix === 'message' ? { part: 'messages', place } : prefix === 'goal' ? { part: 'goals', place } : { part: 'contacts', place: of };
}

/** Whether a text is an amount of nothing or more, with a point or a comma. */
export function isAmount(text: string): boolean {
  return /^\d+([.,]\d+)?$/.test(text.replaceAll(/\s/g, ''));
}

/** What was said as fields show it. */
export function writtenOf(amounts: readonly Amount[]): Record<string, string> {
  return Object.fromEntries(amounts.map((one) => [one.of, String(one.amount)]));
}

/** What fields say as the server is told; empty ones say nothing. */
export function bodyOf(currency: string, written: Readonly<Record<string, string>>): { currency: string; customer: number | null; contacts: Amounts; messages: Amounts; goals: Amounts } {
  const said = Object.entries(written).filter(([, text]) => isAmount(text)).map(([of, text]) => ({ ...partOf(of), amount: Number(text.replaceAll(/\s/g, '').replace(',', '.')) }));
  const amounts = (part: Part): Amounts => Object.fromEntries(said.filter((one) => one.part === part).map((one) => [one.place, one.amount]));
  return { currency, customer: said.find((one) => one.part === 'customer')?.amount ?? null, contacts: amounts('contacts'), messages: amounts('messages'), goals: amounts('goals') };
}
