/** What the tables of touchpoints and channels call what changes. */
import type { AnswerRow, Voice } from './reading.ts';

/** What changes from period to period, in words; null of any other column. */
export function changedWords(row: AnswerRow, key: string, voice: Voice): string | null {
  if (key !== 'changed') return null;
  const changed = Array.isArray(row[key]) ? row[key].map(String) : [row[key]].filter((one) => one != null).map(String);
  return changed.map((one) => [`trend.of.${one}`, `trend.said.${one}`].filter((word) => voice.has(word)).map((word) => voice.say(word))[0] ?? one).join(', ') || '–';
}
