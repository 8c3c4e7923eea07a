/** What one can ask a persona, and the answers that its figures give. */
import { against, leveled, personasOf, pictureTongue, traitWord } from '../../../canvas/src/index.ts';
import type { AnswerTold } from '../../../generated/api.ts';
import { speaker } from '../speaker.svelte.ts';

export type Row = Readonly<Record<string, unknown>>;
export const QUESTIONS = ['uses', 'when', 'reacts', 'drives', 'challenges', 'feels', 'outcome'] as const;
export type Question = (typeof QUESTIONS)[number];

export interface Told {
  readonly words: string;
  readonly n: number | null;
  readonly isChance: boolean;
}

/** Somebody's words as they are set in the reader's language, and whose they are. */
export interface Quote {
  readonly words: string;
  readonly from: string;
}

const MOST = 3;

/** The rows that answer a question; the first is the answer, others follow it. */
export function answersTo(question: Question, rows: readonly Row[]): readonly Told[] {
  const mine = rows.filter((row) => row['aspect'] === question && row['provenance'] !== 'asserted');
  return mine.slice(0, MOST).map((row, at) => ({ words: sentence(question === 'uses' && at > 0 ? 'when' : question, row), n: figure(row['n']), isChance: row['differs'] !== true }));
}

function sentence(question: Question, row: Row): string {
  const tongue = pictureTongue(speaker.language);
  if (question === 'feels') {
    const [mean, other] = [signed(figure(row['typical']) ?? 0), signed(figure(row['versus_typical']) ?? 0)];
    return speaker.sayAny(`who.a.feels_${String(row['trait'])}`, { mean, other, half: half(row, 'typical', 1) });
  }
  const what = question === 'outcome' ? leveled(tongue, row) : traitWord(tongue, String(row['trait']));
  return speaker.sayAny(`who.a.${question}`, { what, share: figure(row['share']), other: figure(row['versus_share']), half: half(row, 'share', 100) });
}

/** How far the interval reaches to its wider side, "±0.7"; empty where there is none. */
function half(row: Row, column: string, times: number): string {
  const range = row[`${column}_interval`];
  const middle = figure(row[column]);
  if (!Array.isArray(range) || middle === null) return '';
  return `±${pictureTongue(speaker.language).number(Math.max(Number(range[1]) - middle, middle - Number(range[0])) * times, times === 1 ? 2 : 1)}`;
}

function signed(feeling: number): string {
  return pictureTongue(speaker.language).signed(feeling);
}

function figure(found: unknown): number | null {
  return typeof found === 'number' ? found : null;
}

/** The strongest of what sets each persona apart, in a line: "Web: mostly, 93 % against 15 %"; by its id. */
export function apart(answer: AnswerTold | null): ReadonlyMap<string, readonly string[]> {
  const tongue = pictureTongue(speaker.language);
  const kinds = new Set(['behaviour', 'channel', 'time', 'demographics', 'psychographics', 'feedback']);
  const found = answer ? personasOf(answer, speaker.language) : [];
  return new Map(found.map(({ id, rows }) => [id, rows.filter((row) => kinds.has(String(row['aspect']))).map((row) => `${leveled(tongue, row)}, ${against(tongue, row)}`)]));
}

/** The words that stand for each persona, by its id. */
export function quotesOf(answer: AnswerTold | null): ReadonlyMap<string, Quote> {
  const rows = (answer?.rows ?? []).filter((row) => row['aspect'] === 'quote');
  const tongue = pictureTongue(speaker.language);
  const from = (row: Row): string => {
    if (row['provenance'] !== 'asserted') return tongue.say('persona.quote.measured', { n: figure(row['customers']) ?? 0 });
    return row['said_by'] ? tongue.say('persona.quote.by', { name: String(row['said_by']) }) : tongue.say('persona.quote.asserted');
  };
  return new Map(rows.map((row) => [String(row['persona']), { words: tongue.say('persona.quoted', { words: String(row['text']) }), from: from(row) }]));
}

export function traitName(trait: string): string {
  return traitWord(pictureTongue(speaker.language), trait);
}
