/**
 * What files of rows call the columns and the known contents of an answer, in one language: the words of the tables.
 *
 * Python asks this while it writes a workbook; figures, times and whatever people wrote stay as they are.
 */
import { pictureWordsIn } from '../../../canvas/src/pictures/words/index.ts';
import { channelName, spokenIn, stageName } from '../../../canvas/src/say.ts';
import type { AnswerTold } from '../../../generated/api.ts';
import type { Language } from '../speech.ts';
import { en } from '../words/questions/en.ts';
import { sv } from '../words/questions/sv.ts';
import { da } from '../words/questions/da.ts';
import { nb } from '../words/questions/nb.ts';
import { cellOf, headOf } from './columns.ts';
import type { Voice } from './reading.ts';
import { FILE_WORDS } from './filehead.ts';

/** A text, a step of a path (in a list) or nothing, beside what its row is about: a goal and a stage can have one name. */
type Content = readonly [content: string | readonly [string] | null, aspect: string | null];

export interface Unsaid {
  readonly what: string;
  readonly per: string;
  readonly columns: readonly string[];
  readonly measures: AnswerTold['measures'];
  readonly contents: Readonly<Record<string, readonly Content[]>>;
}

export interface Said {
  readonly heads: readonly string[];
  readonly units: readonly string[]; // of each column, empty where it has none
  readonly contents: Readonly<Record<string, readonly string[]>>;
  readonly ends: readonly [low: string, high: string];
}

const QUESTIONS: Readonly<Record<Language, Readonly<Record<string, string>>>> = { en, sv, da, nb };

/** What Python asks with texts: an `Unsaid` as JSON, and what it is said with as JSON. */
export function fileWordsOf(unsaid: string, language: Language): string {
  return JSON.stringify(fileWords(JSON.parse(unsaid) as Unsaid, language));
}

/** What to write instead of keys; texts without a word of their own stay. */
export function fileWords(unsaid: Unsaid, language: Language): Said {
  const voice = voiceIn(language);
  const answer: AnswerTold = { ...unsaid, by: null, stages: {}, where: null, as_of: '', revision: 0, base: { customers: 0, journeys: null, interactions: 0, from: null, to: null }, rows: [{ unit: 'share' }], exact: true, notes: [] };
  const heads = unsaid.columns.map((key) => headOf(answer, key, voice));
  const contents = Object.entries(unsaid.contents).map(([key, told]) => [key, told.map((one) => saidOf(answer, key, one, voice))] as const);
  return {
    heads: heads.map((head, n) => (heads.indexOf(head) === heads.lastIndexOf(head) ? head : `${head} (${unsaid.columns[n]!})`)),
    units: unsaid.columns.map((key) => unitWord(unsaid.measures[key]?.unit ?? '', voice)),
    contents: Object.fromEntries(contents),
    ends: [voice.say('file.low_end'), voice.say('file.high_end')],
  };
}

function saidOf(answer: AnswerTold, key: string, [content, aspect]: Content, voice: Voice): string {
  const own = key === 'provenance' ? `legend.${content}` : `file.${key}.${content}`;
  return voice.has(own) ? voice.say(own) : cellOf(answer, { [key]: content, aspect }, key, voice).text;
}

function unitWord(unit: string, voice: Voice): string {
  return voice.has(`file.unit.${unit}`) ? voice.say(`file.unit.${unit}`) : unit;
}

/** Speaks like the page's tables, without a page: months stay as programs sort them. */
function voiceIn(language: Language): Voice {
  const map = spokenIn(language, { locale: undefined, further: pictureWordsIn(language) });
  const own: Readonly<Record<string, string>> = { ...QUESTIONS[language], ...Object.fromEntries(Object.entries(FILE_WORDS).map(([key, texts]) => [key, texts[language]])) };
  return {
    has: (key) => Object.hasOwn(own, key) || map.has(key),
    say: (key) => own[key] ?? map.say(key),
    figure: (value) => String(value ?? ''),
    half: () => '',
    month: (text) => text,
    place: (name) => (map.has(`stage.${name}`) ? stageName(map, { id: name, name: null }) : map.has(`channel.${name}`) ? channelName(map, name) : name),
  };
}
