/** Notes of an answer in the reader's language: those that the answers write are known, others stay as they were written. */
import type { Tongue } from '../say.ts';

/** What a note that an answer wrote is called in the reader's language. */
export function noteWords(speaker: Tongue, note: string): string {
  for (const { form, key, names } of FORMS) {
    const found = form.exec(note);
    if (found === null) continue;
    const params = Object.fromEntries(names.map((name, n) => [name, figured(found[n + 1]!)]));
    return speaker.say(key, params);
  }
  return note;
}

function figured(words: string): string | number {
  return /^\d+$/.test(words) ? Number(words) : words;
}

interface Form {
  readonly form: RegExp;
  readonly key: string;
  readonly names: readonly string[];
}

const FORMS: readonly Form[] = [
  { form: /^(\d+) of (\d+) have a path$/, key: 'note.paths', names: ['n', 'of'] },
  { form: /^(\d+) of (\d+) have a path at '(.*)'$/, key: 'note.paths_at', names: ['n', 'of', 'at'] },
];
