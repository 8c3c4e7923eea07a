/** What files that are not drawn say in words and figures: the same names, locales and units as the drawing. */
import { channelName, figureText, goalName, halfWidth, inUnit, kpiName, lastDay, noteWords, painTitle, pictureTongue, stageName, titleOf, tongue, type Language, type Tongue } from '../../canvas/src/index.ts';
import type { PainMark, ResolvedMap } from '../../generated/resolvedmap.ts';
import { evidenceOf, sliceName, wayOf, type Places } from './evidence.ts';
import { pageIn } from './written.ts';

type Spoken = (speaker: Tongue, ...given: never[]) => string;

/** What can be said, by its name: figures in their units, and what people call stages, channels, ways and parts. */
const SPOKEN = {
  say: (speaker: Tongue, text: string, given: Parameters<Tongue['say']>[1]) => speaker.say(text, given),
  figure: figureText,
  half: halfWidth,
  unit: inUnit,
  stage: stageName,
  channel: channelName,
  kpi: kpiName,
  goal: goalName,
  title: titleOf,
  way: (speaker: Tongue, map: Places, ids: readonly string[]) => wayOf(map, speaker, ids).join(' › '),
  part: (speaker: Tongue, map: Places, field: string, label: string) => sliceName({ map, speaker }, field, label),
  lastDay: (_: Tongue, iso: string) => lastDay(iso),
} as const satisfies Readonly<Record<string, Spoken>>;

/** One thing said in a language; `given` is the list of what it is said of, as JSON. */
export function spoken(language: Language, what: keyof typeof SPOKEN, given: string): string {
  const say: Spoken = SPOKEN[what];
  return say(tongue(language), ...(JSON.parse(given) as never[]));
}

/** What each finding of a page's first map is called, by id. */
export function titlesOf(page: string): string {
  const { language, views } = pageIn(page);
  const speaker = tongue(language as Language);
  return JSON.stringify(Object.fromEntries(views[0]!.map.pains.map((one) => [one.id, painTitle(speaker, one)])));
}

/** What findings are called that are known by their key and what fills its blanks. */
export function wordsOf(found: string, language: Language): string {
  const speaker = tongue(language);
  return JSON.stringify((JSON.parse(found) as Pick<PainMark, 'title_key' | 'params'>[]).map((one) => painTitle(speaker, one)));
}

/** The findings of a map in words: what kind, where, the title, one sentence, and how the figure is counted. */
export function findingsOf(language: Language, found: string): string {
  const map = JSON.parse(found) as ResolvedMap;
  const told = map.pains.map(({ id }) => evidenceOf(map, tongue(language), id)!);
  return JSON.stringify(told.map(({ id, kicker, title, sentence, definition }) => ({ id, kicker, title, sentence, definition })));
}

/** Notes of an answer in a language. */
export function answerNotes(notes: string, language: Language): string {
  return JSON.stringify((JSON.parse(notes) as string[]).map((note) => noteWords(pictureTongue(language), note)));
}
