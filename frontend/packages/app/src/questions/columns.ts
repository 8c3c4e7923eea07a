/** Which columns of an answer its table shows, and what each cell says: words to read, a figure to sort by. */
import { called } from '../../../canvas/src/pictures/answer.ts';
import type { AnswerTold } from '../../../generated/api.ts';
import { checkingHead, checkingWords } from './checking.ts';
import { mendingHead, mendingName } from './mending.ts';
import type { AnswerRow, Voice } from './reading.ts';
import { changedWords } from './trending.ts';

export interface AnswerColumn {
  readonly key: string;
  readonly label: string;
  readonly isFigure: boolean;
}

export interface Cell {
  readonly text: string;
  readonly more: string; // the interval, as "±0.7"
  readonly sorts: string | number | null;
}

/** Columns that say how a figure was made rather than what it is; files hold them. */
/** What a row happened to stands first, also where other columns do in files. */
const FIRST: Readonly<Record<string, readonly string[]>> = { alerts: ['what', 'at', 'kind'], checks: ['check', 'at', 'verdict'] };
const MADE = new Set(['provenance', 'rule', 'confidence', 'physical', 'variant', 'unit', 'low', 'high', 'distribution', 'currency', 'x', 'y', 'tall']);
const FIGURES = new Set(['n', 'value', 'units', 'of', 'figure', 'versus_figure', 'versus_n', 'difference', 'age', 'step_number', 'against', 'rank']);
const PLACES = new Set(['id', 'from', 'to', 'step', 'next', 'at', 'entry', 'touchpoint', 'name', 'channel', 'stage', 'source', 'device', 'next', 'element']);
const OWN: Readonly<Record<string, string>> = {
  '(start)': 'picture.start', '(drop-off)': 'picture.drop_off', '(other)': 'picture.other', '(same page)': 'clicks.same_page', '(unplaced)': 'stage.unplaced', unplaced: 'stage.unplaced', answer: 'place.answer', '(further elements)': 'picture.other',
};
const LIST = { deviation: 'went', side: 'side', aspect: 'aspect', metric: 'metric', goal: 'goal', leads_to: 'goal', kpi: 'kpi', screen: 'screen', model: 'model', handling: 'handling', outcome: 'outcome', basis: 'basis', cause: 'causeof', language: 'language' } as const;
/** What the columns of alerts hold. */
const ALERT: Readonly<Record<string, string>> = { state: 'alert_state', kind: 'alert_kind', what: 'watched', grain: 'grain', status: 'alert_status' };
/** Where nothing is told there is nothing to tell. */
const ABSENT = new Set(['status', 'owner', 'from', 'until', 'at', 'customers', 'n', 'channel', 'leads_to', 'touchpoint', 'stage', 'differs', 'id', 'next', 'element', 'area', 'cause', 'theme', 'quote', 'trait', 'level', 'text', 'p', 'share', 'versus_share', 'nature', 'quadrant', 'place', 'share_of', 'return_share']);
/** Columns that some rows carry beyond the documented ones, and that are worth reading. */
const FURTHER: Readonly<Record<string, readonly string[]>> = { conversions: ['units', 'order_value_mean', 'order_value_total', 'leads_to'] };

/** Columns that only files hold, where a table would be too wide to read. */
const ASIDE: Readonly<Record<string, readonly string[]>> = { types: ['path', 'signs', 'channels'],
  pains: ['id', 'worst', 'evidence', 'stage', 'trend'], opportunities: ['evidence', 'stage', 'because', 'at_least'], drivers: ['weight', 'usual', 'stage', 'touchpoint'], companies: ['since', 'until', 'our_n', 'their_n'],
  personas: ['persona', 'names', 'typical', 'versus_typical'],
  emotions: ['met', 'stage', 'inferred_decided', 'reported_neutral_share', 'reported_positive_share', 'inferred_neutral_share', 'inferred_positive_share'], themes: ['names', 'before_share', 'now_share', 'reported_n', 'inferred_n', 'inferred_decided', 'inferred_negative_share', 'reasons', 'touchpoint', 'language', 'stability', 'quote_language', 'quotes'], loyalty: ['crude_difference', 'stage'],
  touchpoints: ['trend'], channels: ['trend'], checks: ['area', 'bring', 'p', 'cause', 'stage', 'mark', 'evidence', 'by', 'among'], alerts: ['part', 'channel', 'mark', 'evidence', 'beside', 'days', 'grain', 'story', 'previous', 'note', 'by'], clicks: ['placed', 'first_position', 'last_position', 'next_share', 'leave_share'] };
/** What a table of one page says in its title. */
const OF_PAGE = ['page', 'touchpoint'];

export function columnsOf(answer: AnswerTold, voice: Voice): readonly AnswerColumn[] {
  const further = (FURTHER[answer.what] ?? []).filter((key) => answer.rows.some((row) => row[key] != null));
  const keys = [...new Set([...answer.columns.filter((key) => answer.measures[key] !== undefined || !key.endsWith('_interval')), ...further])]
    .filter((key) => !MADE.has(key) && (key !== 'id' || answer.columns.includes('figure')) && !/_interval$|^small_sample$/.test(key) && isDocumented(answer, key, further));
  const aside = [...(ASIDE[answer.what] ?? []), ...(answer.what === 'clicks' && keys.includes('element') ? OF_PAGE : [])];
  const columns = keys.filter((key) => !aside.includes(key)).map((key) => ({ key, label: headOf(answer, key, voice), isFigure: isFigure(answer, key) }));
  const names = columns.filter((one) => !one.isFigure && PLACES.has(one.key)); // what a row is about stands before its figures
  const last = columns.findIndex((one) => one.isFigure);
  const first = (FIRST[answer.what] ?? []).flatMap((key) => columns.filter((one) => one.key === key));
  if (first.length) return [...first, ...columns.filter((one) => !first.includes(one))];
  return last < 0 ? columns : [...columns.slice(0, last), ...names.filter((one) => columns.indexOf(one) > last), ...columns.slice(last).filter((one) => !names.includes(one))];
}

/** Some keys come in a few rows only and are told by others: they stay out of the table. */
function isDocumented(answer: AnswerTold, key: string, further: readonly string[]): boolean {
  if (further.includes(key)) return true;
  return !['promoters', 'passives', 'detractors', 'orders'].includes(key) && answer.rows.some((row) => row[key] !== undefined && row[key] !== null);
}

function isFigure(answer: AnswerTold, key: string): boolean {
  const unit = answer.measures[key]?.unit;
  return (unit !== undefined && unit !== '') || FIGURES.has(key);
}

/** What a column is called. */
export function headOf(answer: AnswerTold, key: string, voice: Voice): string {
  const mending = checkingHead(answer.what, key, voice) ?? mendingHead(answer.what, key, voice);
  if (mending !== null) return mending;
  if (key === 'name' && answer.what === 'comparison') return voice.say('head.what');
  if (key === 'name' && answer.what === 'personas') return voice.say('head.persona');
  if (key === 'kind' && answer.what === 'themes') return voice.say('head.kind_of_theme');
  if (key === 'count' && answer.what === 'themes') return voice.say('head.times_said');
  if (key === 'customers' && answer.per !== 'customer') return voice.say(`head.${answer.per}s`);
  if (key === 'count' && answer.what === 'sessions') return voice.say('head.sessions');
  if (key === 'count' && answer.what === 'types') return voice.say(`head.${answer.per}s`);
  if (key === 'value' && answer.what === 'attribution') return voice.say('head.worth');
  if (key === 'difference' && !answer.rows.some(hasOwnUnit)) return voice.say('head.difference_points');
  if (voice.has(`head.${key}`)) return voice.say(`head.${key}`);
  return key.replace(/^profile\.|^property\./, '').replaceAll('_', ' ');
}

/** What a cell says. */
export function cellOf(answer: AnswerTold, row: AnswerRow, key: string, voice: Voice): Cell {
  const content = row[key];
  if (key === 'step' && typeof content === 'number') return { text: voice.figure(content, 'count'), more: '', sorts: content };
  const checked = checkingWords(answer.what, row, key, voice) ?? changedWords(row, key, voice);
  if (checked !== null) return worded(checked);
  if (isFigure(answer, key)) return figureCell(answer, row, key, voice);
  if (Array.isArray(content)) return worded(content.map((one) => placed(String(one), voice)).join(key === 'marked_by' ? ', ' : ' → '));
  if (typeof content === 'object' && content !== null) return worded(Object.entries(content).map(([name, n]) => `${named('emotion', name, voice)} ${voice.figure(Number(n), 'count')}`).join(', '));
  if (typeof content === 'boolean') return worded(voice.say(content ? 'said.yes' : 'said.no'));
  if (content === null || content === undefined) return { text: ABSENT.has(key) ? '–' : voice.say(key === 'company' ? 'place.no_competitor' : 'place.unknown'), more: '', sorts: null };
  if (answer.what === 'personas' && key === 'name') return worded(personaName(answer, row, voice) ?? String(content));
  if (answer.what === 'themes' && key === 'theme' && row['kind'] === 'theme') return worded(called(row, voice.language ?? '') ?? String(content));
  if (answer.what === 'alerts' && (key === 'since' || key === 'until')) return { text: `${voice.day?.(String(content).slice(0, 10)) ?? String(content).slice(0, 10)} ${String(content).slice(11)}`.trimEnd(), more: '', sorts: String(content) };
  if (key === 'cohort' || key === 'month') return { text: voice.month(String(content)), more: '', sorts: String(content) };
  if (key === 'name' && row['aspect'] === 'goal' && voice.has(`goal.${String(content)}`)) return worded(voice.say(`goal.${String(content)}`));
  return worded(nameOf(answer, key, String(content), voice));
}

function figureCell(answer: AnswerTold, row: AnswerRow, key: string, voice: Voice): Cell {
  const content = row[key];
  const value = typeof content === 'number' ? content : null;
  const unit = unitOf(answer, row, key);
  if (unit === 'probability') return { text: chance(value, voice), more: '', sorts: value };
  const around = row[`${key}_interval`];
  const interval = Array.isArray(around) && typeof around[0] === 'number' && typeof around[1] === 'number' ? ([around[0], around[1]] as const) : null;
  if (['difference', 'change', 'equals_difference'].includes(key) && unit === 'share' && answer.what !== 'economy') return inPoints({ value, interval, suffix: hasOwnUnit(row) ? ` ${voice.say('said.points')}` : '' }, voice);
  const more = voice.half({ value, interval, n: null, unit });
  return { text: voice.figure(value, unit), more: /^±0(?:[.,]0+)?$/.test(more) ? '' : more, sorts: value };
}

/** Whether a row says its unit itself, since figures of several units stand below each other. */
function hasOwnUnit(row: AnswerRow): boolean {
  return typeof row['unit'] === 'string';
}

/** A difference of two shares counts in percentage points: "−3.4 %" would say something else. */
function inPoints({ value, interval, suffix }: { value: number | null; interval: readonly [number, number] | null; suffix: string }, voice: Voice): Cell {
  if (value === null) return { text: '–', more: '', sorts: null };
  const ends = interval === null ? null : ([interval[0] * 100, interval[1] * 100] as const);
  return { text: `${voice.figure(value * 100, 'feeling')}${suffix}`, more: voice.half({ value: value * 100, interval: ends, n: null, unit: 'feeling' }), sorts: value };
}

/** A chance below one in a thousand is said as that. */
function chance(p: number | null, voice: Voice): string {
  if (p === null) return '–';
  return p < 0.001 ? `< ${voice.figure(0.001, 'probability')}` : voice.figure(p, 'probability');
}

function unitOf(answer: AnswerTold, row: AnswerRow, key: string): string {
  const told = answer.measures[key]?.unit ?? 'count';
  if (told === 'currency') return typeof row['currency'] === 'string' ? row['currency'] : 'number';
  if (told === 'see unit' || ['figure', 'versus_figure', 'against'].includes(key) || (key === 'difference' && row['unit'] !== undefined)) return typeof row['unit'] === 'string' ? row['unit'] : 'number';
  return ['customers', 'units', 'journeys', 'sessions', 'observations', 'answers', 'interactions', 'months', 'bursts', 'series', 'texts', 'scores', 'sayings'].includes(told) ? 'count' : told;
}

function nameOf(answer: AnswerTold, key: string, text: string, voice: Voice): string {
  const mending = mendingName(answer.what, key, text, voice);
  if (mending !== null) return mending;
  if (answer.what === 'personas' && (key === 'trait' || key === 'level' || key === 'text')) return personaWord(key, text, voice);
  const kind = answer.what === 'alerts' ? ALERT[key] : LIST[key as keyof typeof LIST];
  if (kind !== undefined) return voice.has(`${kind}.${text}`) ? voice.say(`${kind}.${text}`) : text;
  if (key === 'step' && answer.what === 'micro-conversions') return voice.has(`goal.${text}`) ? voice.say(`goal.${text}`) : text;
  if (key === 'kind' && answer.what === 'waits') return voice.has(`waitkind.${text}`) ? voice.say(`waitkind.${text}`) : text;
  if (answer.what === 'themes' && (key === 'kind' || key === 'theme')) return named(key === 'kind' ? 'themekind' : 'reason', text, voice);
  if (key === 'channels') return text.split(' → ').map((one) => placed(one, voice)).join(' → ');
  if (key === 'name' && answer.columns.includes('figure')) return voice.has(`kpi.${text}`) ? voice.say(`kpi.${text}`) : voice.say('head.share');
  if (key === 'name' && answer.what === 'comparison') return text.split(' → ').map((one) => placed(one, voice)).join(' → ');
  return PLACES.has(key) ? placed(text, voice) : text;
}

/** A persona's name in the reader's language: the row of its size tells it in all. */
function personaName(answer: AnswerTold, { persona }: AnswerRow, voice: Voice): string | null {
  const size = answer.rows.find((row) => row['persona'] === persona && Array.isArray(row['names']));
  return size === undefined ? null : called(size, voice.language ?? '');
}

/** What traits, their levels and verdicts are called; those of the data stay as they are. */
function personaWord(key: 'trait' | 'level' | 'text', text: string, voice: Voice): string {
  const [kind, name] = [text.slice(0, text.indexOf(':')), text.slice(text.indexOf(':') + 1)];
  if (key === 'text') return named('persona.verdict', text, voice);
  if (key === 'level') return named('persona.level', text === 'mainly' ? 'high' : text, voice);
  return kind === '' || name === text ? named('persona.trait', text, voice) : voice.place(name);
}

/** What a word of a list is called; others stay as they are. */
function named(list: string, text: string, voice: Voice): string {
  return voice.has(`${list}.${text}`) ? voice.say(`${list}.${text}`) : text;
}


function placed(text: string, voice: Voice): string {
  const own = OWN[text];
  return own !== undefined && voice.has(own) ? voice.say(own) : voice.place(text);
}

function worded(text: string): Cell {
  return { text, more: '', sorts: text };
}

/** Whether few stand behind a row. */
export function restsOnFew(row: AnswerRow): boolean {
  return row['small_sample'] === true;
}
