/** What the tables of pains, drivers and opportunities call what stands in their columns. */
import type { Voice } from './reading.ts';

/** The words of each column, by the beginning of their keys in the pictures' words. */
const WORDS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  pains: { kind: 'pains', finding: 'pains.name', cause: 'pains.cause', money_basis: 'improving.money_basis' },
  opportunities: { ordered_by: 'opportunities.order', kind: 'opportunities.kind', proposal: 'opportunities.do', basis: 'opportunities.basis', share_of: 'opportunities.share', money_basis: 'improving.money_basis' },
  economy: { part: 'economy.part', basis: 'economy.basis' },
  drivers: { outcome: 'drivers.of', driver: 'drivers.table', quadrant: 'drivers.quadrant', nature: 'drivers.nature' },
};

/** What a column of these tables says; null where it is none of theirs. */
export function mendingName(what: string, key: string, text: string, voice: Voice): string | null {
  const from = WORDS[what]?.[key];
  if (what === 'economy' && key === 'place' && voice.has(`goal.${text}`)) return voice.say(`goal.${text}`);
  if (from === undefined) return WORDS[what] !== undefined && key === 'place' ? text.split(' → ').map((one) => (voice.has(`reason.${one}`) ? voice.say(`reason.${one}`) : voice.place(one))).join(' › ') : null;
  const found = `${from}.${text}`;
  return voice.has(found) ? voice.say(found).replace(/^– |: –$/, '') : text;
}

/** Columns of these tables that are called otherwise elsewhere. */
const HEADS = new Set(['cause', 'basis', 'outcome', 'part', 'before', 'change']);

/** What a column of these tables is called; null where it is called as everywhere. */
export function mendingHead(what: string, key: string, voice: Voice): string | null {
  if (what === 'economy' && key === 'basis') return voice.say('head.money_basis');
  return WORDS[what] !== undefined && HEADS.has(key) && voice.has(`head.mending_${key}`) ? voice.say(`head.mending_${key}`) : null;
}
