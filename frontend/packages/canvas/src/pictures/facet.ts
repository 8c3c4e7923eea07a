/** By what an answer is split, and what goals and parts are called in the reader's language. */
import { fieldLabel } from '../fieldlabel.ts';
import { goalName as known } from '../lanes/title.ts';
import type { Tongue } from '../say.ts';
import type { Row } from './answer.ts';
import { placeName, stageWords } from './names.ts';

/** The column that an answer is split by: the one that is neither its own nor an interval; null where it is whole. */
export function splitOf(rows: readonly Row[], own: readonly string[]): string | null {
  for (const row of rows) {
    const found = Object.keys(row).find((name) => !own.includes(name) && !name.endsWith('_interval'));
    if (found !== undefined) return found;
  }
  return null;
}

/** What a field is called: "channel", or the name after its prefix. */
export function fieldWord(speaker: Tongue, field: string): string {
  const key = `field.${field}`;
  return speaker.has(key) ? speaker.say(key) : field.replace(/^(profile|property)\./, '');
}

/** One part of what is split by a field. */
export function partName(speaker: Tongue, field: string, part: string | null): string {
  if (part === null || part === '') return speaker.say('part.unknown');
  if (field === 'language' && speaker.has(`language.${part}`)) return speaker.say(`language.${part}`);
  return field === 'stage' ? stageWords(speaker, part) : field === 'channel' ? placeName(speaker, part) : fieldLabel(speaker, field, part);
}

/** A goal where it stands alone. */
export function goalTitle(speaker: Tongue, goal: string): string {
  const name = known(speaker, goal);
  return !speaker.has(`goal.${goal}`) ? name : name.charAt(0).toLocaleUpperCase(speaker.locale) + name.slice(1);
}

/** A goal inside a sentence. */
export function goalWord(speaker: Tongue, goal: string): string {
  return known(speaker, goal);
}
