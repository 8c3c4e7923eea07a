/** What the table of checks calls what stands in its columns. */
import type { AnswerRow, Voice } from './reading.ts';

/** The words of each column, by the beginning of their keys in the picture's words. */
const WORDS: Readonly<Record<string, string>> = { area: 'checks.area', check: 'checks.of', verdict: 'checks.verdict', basis: 'checks.basis', bring: 'checks.bring', cause: 'checks.cause' };
/** Columns that are called otherwise elsewhere. */
const HEADS = new Set(['area', 'against', 'basis', 'cause', 'n', 'at', 'found', 'check', 'verdict', 'says', 'bring', 'among', 'by', 'difference']);
const PLACES = new Set(['at', 'mark']);

/** What a column of checks is called; null where the answer is another, or the column is called as everywhere. */
export function checkingHead(what: string, key: string, voice: Voice): string | null {
  return what === 'checks' && HEADS.has(key) ? voice.say(`head.checks_${key}`) : null;
}

/** What a cell of checks says in words; null where it is a figure, or of another answer. */
export function checkingWords(what: string, row: AnswerRow, key: string, voice: Voice): string | null {
  const content = row[key];
  if (what !== 'checks') return null;
  if (key === 'says') return (Array.isArray(content) ? content : [content]).filter((one) => one != null).map((one) => thing(String(one), voice)).join(', ') || '–';
  if (content == null && (WORDS[key] !== undefined || PLACES.has(key))) return '–';
  if (typeof content !== 'string') return null;
  if (PLACES.has(key)) return voice.place(content);
  const word = `${WORDS[key] ?? ''}.${content}`;
  return WORDS[key] !== undefined && voice.has(word) ? voice.say(word) : null;
}

/** A thing that was found, or that is missing. */
function thing(said: string, voice: Voice): string {
  const [, kind = '', name = said] = /^(?:(pay|link|missing|required):)?(.*)$/s.exec(said) ?? [];
  const isTold = kind !== '' || name.startsWith('no_');
  const word = isTold && voice.has(`checks.said.${name}`) ? voice.say(`checks.said.${name}`) : voice.place(name);
  return kind === 'missing' || kind === 'required' ? voice.say(`file.says.${kind}`).replace('{name}', word) : word;
}
