/** Answers to what a file could not prove, written into its spec in place of each `?`. */
import type { Json, Question, Spec } from '../contract.ts';

export const OPEN = '?';
export const NOBODY = '';

/** Returns the spec with a question answered; an empty answer to "who" means that no column says so. */
export function answered(spec: Spec, question: Question, answer: string): Spec {
  const field = question.field.split('.').at(-1);
  if (question.field === 'identifiers') return { ...spec, identifiers: who(spec, answer) };
  if (question.field === 'time') return { ...spec, time: answer };
  if (field === 'currency') return replaced(spec, (name, part) => (name === 'currency' && isOpen(part) ? { constant: answer } : part)) as Spec;
  return replaced(spec, (name, part) => (name === field && part === OPEN ? answer : part)) as Spec;
}

function who(spec: Spec, column: string): Json {
  const rules = (spec['identifiers'] ?? []) as readonly { readonly [name: string]: Json }[];
  if (column === NOBODY) return rules.filter((rule) => rule['column'] !== OPEN);
  return rules.map((rule) => (rule['column'] === OPEN ? { ...rule, column, namespace: rule['namespace'] === OPEN ? 'customer_number' : (rule['namespace'] as string) } : rule));
}

function isOpen(part: Json): boolean {
  return part === OPEN || (part !== null && typeof part === 'object' && !Array.isArray(part) && (part as { constant?: Json }).constant === OPEN);
}

function replaced(part: Json, change: (name: string, part: Json) => Json, name = ''): Json {
  const changed = change(name, part);
  if (changed !== part) return changed;
  if (Array.isArray(part)) return part.map((one) => replaced(one as Json, change));
  if (part === null || typeof part !== 'object') return part;
  return Object.fromEntries(Object.entries(part).map(([field, one]) => [field, replaced(one as Json, change, field)]));
}

const PARTS: Readonly<Record<string, string>> = { Y: '(?<Y>\\d{4})', y: '(?<y>\\d{2})', m: '(?<m>\\d{1,2})', d: '(?<d>\\d{1,2})', H: '(?<H>\\d{1,2})', M: '(?<M>\\d{2})', S: '(?<S>\\d{2})' };

/** Returns what a written time says under a pattern such as `%d/%m/%Y`, as an ISO day; null where it does not fit. */
export function readDay(text: string, pattern: string): string | null {
  const escaped = pattern.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const form = escaped.replace(/%([a-zA-Z])/g, (_, letter: string) => PARTS[letter] ?? '.+?');
  const parts = new RegExp(`^${form}$`).exec(text.trim())?.groups;
  if (!parts?.['m'] || !parts['d']) return null;
  const year = parts['Y'] ?? (parts['y'] ? `20${parts['y']}` : null);
  const isDay = Number(parts['m']) <= 12 && Number(parts['d']) <= 31;
  return year && isDay ? `${year}-${parts['m'].padStart(2, '0')}-${parts['d'].padStart(2, '0')}` : null;
}
