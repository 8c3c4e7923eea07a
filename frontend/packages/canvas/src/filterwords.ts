/**
 * A filter as a sentence in the reader's language: `channel = web and has(kind = order)` is "the channel is website and
 * something happened where what happened is an order". What can't be read stays as it was written.
 */
import { fieldLabel, fieldName } from './fieldlabel.ts';
import { channelInside, stageName } from './placenames.ts';
import type { Tongue } from './tongue.ts';

interface Comparison {
  readonly kind: 'comparison';
  readonly field: string;
  readonly operator: string;
  readonly operands: readonly string[];
}

interface Inside {
  readonly kind: 'has' | 'not';
  readonly inner: Condition;
}

interface Joined {
  readonly kind: 'and' | 'or';
  readonly parts: readonly Condition[];
}

type Condition = Comparison | Inside | Joined;
type Token = { readonly kind: 'quoted' | 'sign' | 'word' | 'end'; readonly text: string };

const TOKEN = /\s*(?:("(?:[^"]|"")*"|'(?:[^']|'')*')|(!=|<=|>=|=|<|>|\(|\)|,)|([^\s()=<>!,"']+))/y;
const OPERATORS = ['=', '!=', '<', '<=', '>', '>=', 'in', 'contains'];
const DAY = /^\d{4}-\d\d-\d\d(?:T00:00[+-]\d\d:\d\d)?$/; // or the midnight of a zone
const MOST_LEVELS = 50;

/** The filter in words; as it was written where it is none. */
export function filterWords(speaker: Tongue, where: string): string {
  const condition = conditionIn(where);
  return condition === null ? where : said(speaker, condition);
}

function conditionIn(where: string): Condition | null {
  const tokens = tokensOf(where);
  if (tokens === null) return null;
  const reader = new Reader(tokens);
  try {
    const found = reader.disjunction();
    return reader.isAtEnd() ? found : null;
  } catch (fault) {
    if (fault instanceof Unreadable) return null;
    throw fault;
  }
}

function tokensOf(where: string): Token[] | null {
  const found: Token[] = [];
  const end = where.trimEnd().length;
  for (TOKEN.lastIndex = 0; TOKEN.lastIndex < end; ) {
    const next = TOKEN.exec(where);
    if (next === null) return null;
    const [, quoted, sign, word] = next;
    if (quoted !== undefined) found.push({ kind: 'quoted', text: quoted.slice(1, -1).replaceAll(quoted[0]! + quoted[0]!, quoted[0]!) });
    else found.push(sign !== undefined ? { kind: 'sign', text: sign } : { kind: 'word', text: word! });
  }
  return found;
}

class Unreadable extends Error {}

/** Reads a filter from left to right, by the grammar that the server reads it by. */
class Reader {
  private at = 0;
  private level = 0;
  private readonly tokens: readonly Token[];

  constructor(tokens: readonly Token[]) {
    this.tokens = tokens;
  }

  isAtEnd(): boolean {
    return this.peek().kind === 'end';
  }

  disjunction(): Condition {
    const parts = [this.conjunction()];
    while (this.takeWord('or')) parts.push(this.conjunction());
    return parts.length === 1 ? parts[0]! : { kind: 'or', parts };
  }

  private conjunction(): Condition {
    const parts = [this.term()];
    while (this.takeWord('and')) parts.push(this.term());
    return parts.length === 1 ? parts[0]! : { kind: 'and', parts };
  }

  private term(): Condition {
    if (++this.level > MOST_LEVELS) throw new Unreadable();
    const found = this.oneTerm();
    this.level -= 1;
    return found;
  }

  private oneTerm(): Condition {
    if (this.takeWord('not')) return { kind: 'not', inner: this.term() };
    if (this.takeWord('has')) return { kind: 'has', inner: this.inParentheses() };
    return this.peek().text === '(' && this.peek().kind === 'sign' ? this.inParentheses() : this.comparison();
  }

  private inParentheses(): Condition {
    this.expect('(');
    const inner = this.disjunction();
    this.expect(')');
    return inner;
  }

  private comparison(): Comparison {
    const [field, sign] = [this.take(), this.take()];
    const operator = sign.text.toLowerCase();
    if (field.kind !== 'word' || sign.kind === 'quoted' || !OPERATORS.includes(operator)) throw new Unreadable();
    return { kind: 'comparison', field: field.text, operator, operands: operator === 'in' ? this.list() : [this.operand()] };
  }

  private list(): string[] {
    this.expect('(');
    const found = [this.operand()];
    while (this.peek().kind === 'sign' && this.peek().text === ',') {
      this.take();
      found.push(this.operand());
    }
    this.expect(')');
    return found;
  }

  private operand(): string {
    const { kind, text } = this.take();
    if (kind === 'quoted') return text;
    if (kind !== 'word') throw new Unreadable();
    const words = [text];
    while (this.peek().kind === 'word' && !/^(?:and|or)$/i.test(this.peek().text)) words.push(this.take().text);
    return words.join(' ');
  }

  private expect(sign: string): void {
    const { kind, text } = this.take();
    if (kind !== 'sign' || text !== sign) throw new Unreadable();
  }

  private takeWord(word: string): boolean {
    const { kind, text } = this.peek();
    const isIt = kind === 'word' && text.toLowerCase() === word;
    if (isIt) this.at += 1;
    return isIt;
  }

  private peek(): Token {
    return this.tokens[this.at] ?? { kind: 'end', text: '' };
  }

  private take(): Token {
    const found = this.peek();
    this.at += 1;
    return found;
  }
}

function said(speaker: Tongue, condition: Condition): string {
  switch (condition.kind) {
    case 'comparison': return comparisonSaid(speaker, condition);
    case 'has': return speaker.say('filter.has', { inner: wrapped(speaker, condition.inner) });
    case 'not': return notSaid(speaker, condition.inner);
    case 'or': return condition.parts.map((part) => wrapped(speaker, part)).join(` ${speaker.say('filter.or')} `);
    case 'and': return withPeriods(condition.parts).map((part) => (part.kind === 'period' ? speaker.say('filter.period', { from: speaker.date(part.from), to: speaker.date(part.to) }) : wrapped(speaker, part))).join(` ${speaker.say('filter.and')} `);
  }
}

/** Several parts stand in parentheses where they are one among others. */
function wrapped(speaker: Tongue, condition: Condition): string {
  const words = said(speaker, condition);
  return condition.kind === 'and' || condition.kind === 'or' ? `(${words})` : words;
}

type Period = { readonly kind: 'period'; readonly from: string; readonly to: string };

/** From one day on and before another, side by side, is a period. */
function withPeriods(parts: readonly Condition[]): readonly (Condition | Period)[] {
  const found: (Condition | Period)[] = [];
  for (const part of parts) {
    const [last, to] = [found.at(-1), dayOf(part, '<')];
    const from = last === undefined || last.kind === 'period' ? null : dayOf(last, '>=');
    if (from !== null && to !== null) found.splice(-1, 1, { kind: 'period', from, to });
    else found.push(part);
  }
  return found;
}

function dayOf(condition: Condition, operator: string): string | null {
  const isIt = condition.kind === 'comparison' && condition.field === 'time' && condition.operator === operator && DAY.test(condition.operands[0]!);
  return isIt ? condition.operands[0]! : null;
}

function notSaid(speaker: Tongue, inner: Condition): string {
  if (inner.kind === 'has') return speaker.say('filter.has_not', { inner: wrapped(speaker, inner.inner) });
  if (inner.kind === 'comparison' && ['=', 'in'].includes(inner.operator)) return comparisonSaid(speaker, { ...inner, operator: '!=' });
  return speaker.say('filter.not', { inner: wrapped(speaker, inner) });
}

function comparisonSaid(speaker: Tongue, { field, operator, operands }: Comparison): string {
  const named = speaker.has(`filter.field.${field}`) ? speaker.say(`filter.field.${field}`) : fieldName(field);
  if (operands.length === 1 && operands[0] === '' && ['=', '!='].includes(operator)) return speaker.say(operator === '=' ? 'filter.untold' : 'filter.told', { field: named });
  const contents = operands.map((one) => contentSaid(speaker, field, one));
  const content = contents.length === 1 ? contents[0]! : `${contents.slice(0, -1).join(', ')} ${speaker.say('filter.or')} ${contents.at(-1)!}`;
  const sign = operator === 'in' ? '=' : operator;
  const ofTime = `filter.time.${sign}`;
  return speaker.say(field === 'time' && speaker.has(ofTime) ? ofTime : `filter.${sign}`, { field: named, content });
}

function contentSaid(speaker: Tongue, field: string, content: string): string {
  if (field === 'channel') return channelInside(speaker, content);
  if (field === 'stage') return stageName(speaker, { id: content, name: null });
  if (field === 'kind') return speaker.has(`filter.kind.${content}`) ? speaker.say(`filter.kind.${content}`) : content;
  if (field === 'time') return DAY.test(content) ? speaker.date(content.slice(0, 10)) : content;
  if (field === 'wait_seconds') return /^\d+(?:\.\d+)?$/.test(content) ? speaker.duration(Number(content)) : content;
  return fieldLabel(speaker, field, content);
}
