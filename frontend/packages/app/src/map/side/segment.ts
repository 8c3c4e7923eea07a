/** A segment as rules one can choose: what a filter's text says, and the text that rules make. */

/** What can be asked of a customer: a fact of their profile, or what they used and reached. */
export const DID = ['channel', 'touchpoint', 'stage'] as const;
export type Did = (typeof DID)[number];

export type Relation = 'is' | 'is_not' | 'least' | 'most' | 'did' | 'did_not';

/** One condition; a rule without `what` is not finished. */
export interface Rule {
  readonly about: string; // "profile.country", or one of DID
  readonly relation: Relation;
  readonly what: string;
}

/** A fact of profiles as the server lists it. */
export interface CustomerFact {
  readonly field: string;
  readonly name: string;
  readonly kind: 'text' | 'number' | 'time';
  readonly customers: number;
  readonly answers: readonly { readonly text: string; readonly customers: number }[];
  readonly least: string | null;
  readonly most: string | null;
}

const SIGNS: Readonly<Partial<Record<Relation, string>>> = { is: '=', is_not: '!=', least: '>=', most: '<=' };
const WORD = String.raw`"(?:[^"]|"")*"|'(?:[^']|'')*'|[^\s()=<>!,"']+`;
const RESERVED = ['and', 'or', 'not', 'has', 'in', 'contains'];
const ON_PROFILE = new RegExp(String.raw`^(profile\.[^\s()=<>!,"']+)\s*(=|!=|>=|<=)\s*(${WORD})$`, 'u');
const DONE = new RegExp(String.raw`^(not\s+)?has\(\s*(${DID.join('|')})\s*=\s*(${WORD})\s*\)$`, 'u');

/** Which relations a thing can be asked with, the usual one first. */
export function relationsOf(about: string, facts: readonly CustomerFact[]): readonly Relation[] {
  if (isDid(about)) return ['did', 'did_not'];
  return facts.find((one) => one.field === about)?.kind === 'text' ? ['is', 'is_not'] : ['least', 'most', 'is'];
}

export function isDid(about: string): about is Did {
  return (DID as readonly string[]).includes(about);
}

/** The rules that a filter says, null where it says more than rules can. */
export function rulesIn(text: string): readonly Rule[] | null {
  if (text.trim() === '') return [];
  const rules = conjuncts(text).map(ruleIn);
  return rules.every((rule) => rule !== null) ? rules : null;
}

/** The filter that finished rules make; empty without any. */
export function textOfRules(rules: readonly Rule[]): string {
  return rules.filter((rule) => rule.what !== '').map(said).join(' and ');
}

function ruleIn(text: string): Rule | null {
  const fact = ON_PROFILE.exec(text);
  if (fact) {
    const [, about = '', sign = '', what = ''] = fact;
    const relation = (Object.keys(SIGNS) as Relation[]).find((one) => SIGNS[one] === sign);
    return relation ? { about, relation, what: bare(what) } : null;
  }
  const did = DONE.exec(text);
  return did ? { about: did[2] ?? '', relation: did[1] ? 'did_not' : 'did', what: bare(did[3] ?? '') } : null;
}

function said({ about, relation, what }: Rule): string {
  if (isDid(about)) return `${relation === 'did_not' ? 'not ' : ''}has(${about} = ${quoted(what)})`;
  return `${about} ${SIGNS[relation] ?? '='} ${quoted(what)}`;
}

/** Quoted where a filter would otherwise read something else. */
export function quoted(text: string): string {
  const isPlain = /^[\p{L}\p{N}_.:+-]+$/u.test(text) && !RESERVED.includes(text.toLowerCase());
  if (isPlain) return text;
  return text.includes("'") && !text.includes('"') ? `"${text}"` : `'${text.replaceAll("'", "''")}'`;
}

function bare(text: string): string {
  return /^["']/.test(text) ? text.slice(1, -1).replaceAll(text.charAt(0).repeat(2), text.charAt(0)) : text;
}

/** The parts between every `and` that stands outside of quotes and parentheses. */
function conjuncts(text: string): readonly string[] {
  const parts: string[] = [''];
  let depth = 0;
  for (const [token] of text.matchAll(/"(?:[^"]|"")*"|'(?:[^']|'')*'|[()]|\s+|[^\s()"']+/g)) {
    depth += token === '(' ? 1 : token === ')' ? -1 : 0;
    if (depth === 0 && token.toLowerCase() === 'and') parts.push('');
    else parts[parts.length - 1] += token;
  }
  return parts.map((part) => part.trim());
}
