/** What traits and their levels are called: our own in the reader's language, those of the data as they are. */
import type { Tongue } from '../../say.ts';
import { countOf, figureOf, nameOf, type Row } from '../answer.ts';
import { placeName } from '../names.ts';

/** A trait without its level: "App", "Orders", "Niveau". */
export function traitWord(speaker: Tongue, trait: string): string {
  const cut = trait.indexOf(':');
  if (cut < 0) return speaker.has(`persona.trait.${trait}`) ? speaker.say(`persona.trait.${trait}`) : trait;
  const rest = trait.slice(cut + 1);
  return trait.startsWith('channel:') || trait.startsWith('reacts:') ? placeName(speaker, rest) : trait.startsWith('met:') ? placeName(speaker, rest) : rest;
}

/** Units of which there are few or many rather than low or high. */
const COUNTED = new Set(['count', 'days']);

/** Our own traits and the units of their figures, where a row does not tell them. */
const UNITS: Readonly<Record<string, string>> = { acts: 'count', touchpoints: 'count', orders: 'count', contacts: 'count', returns: 'count', answers: 'count', absence: 'days', evening: 'share', weekend: 'share', order_value: '' };

/** A trait with its level: "Orders: none". A word from the data stays as it is. */
export function leveled(speaker: Tongue, row: Row): string {
  const trait = nameOf(row, 'trait') ?? '';
  const level = nameOf(row, 'level');
  if (level === null) return traitWord(speaker, trait);
  const kind = kindOf(trait, nameOf(row, 'unit') ?? UNITS[trait] ?? '');
  const isOurs = figureOf(row, 'typical') !== null || nameOf(row, 'unit') !== null || Object.hasOwn(UNITS, trait) || kind === 'use' || level === 'other';
  const key = `persona.${kind}.${level}`;
  return speaker.say('persona.leveled', { trait: traitWord(speaker, trait), level: isOurs && speaker.has(key) ? speaker.say(key) : level });
}

/** How levels are called: how much of a channel, how often, how long ago, how many, or how high. */
function kindOf(trait: string, unit: string): string {
  if (trait.startsWith('channel:')) return 'use';
  if (unit === 'share') return 'part';
  if (unit === 'days' && trait.startsWith('profile:')) return 'ago'; // a day that the profile tells
  return COUNTED.has(unit) ? 'count' : 'level';
}

/** A share against everybody else's, in words: "93 % against 15 %". */
export function against(speaker: Tongue, row: Row): string {
  return speaker.say('persona.against', { one: speaker.share(countOf(row, 'share')), other: speaker.share(countOf(row, 'versus_share')) });
}

/** The typical figure in a word with its unit, where the row has one that says more than its level; shares do not. */
export function typically(speaker: Tongue, row: Row): string | null {
  const [one, other] = [figureOf(row, 'typical'), figureOf(row, 'versus_typical')];
  if (one === null || other === null) return null;
  const unit = nameOf(row, 'unit') ?? '';
  if (unit === 'share') return null;
  const say = (figure: number): string => inWords(speaker, figure, unit);
  if (say(one) === say(other)) return null;
  return speaker.say(unit === 'score' ? 'persona.mean' : 'persona.typical', { one: say(one), other: say(other) });
}

function inWords(speaker: Tongue, figure: number, unit: string): string {
  if (unit === 'days') return speaker.duration(figure * 86_400);
  if (/^[A-Z]{3}$/.test(unit)) return speaker.money(figure, unit);
  if (unit === 'score') return speaker.signed(figure);
  return Number.isInteger(figure) ? speaker.count(figure) : speaker.number(figure);
}
