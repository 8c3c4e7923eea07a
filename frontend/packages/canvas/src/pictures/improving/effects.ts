/** How effects that are inferred are told: rounded to what is known, and not at all where they may be chance. */
import { countryName } from '../../fieldlabel.ts';
import { inUnit, type Tongue } from '../../say.ts';
import { figureOf, nameOf, rangeOf, type Row } from '../answer.ts';

/** Whether chance would hardly show as much: the whole interval lies on the good side. */
export function isSure(row: Row, column: string): boolean {
  return (rangeOf(row, column)?.low ?? 0) > 0;
}

/** An amount with two digits that mean something: 8,700,188 is 8,700,000. */
export function rounded(amount: number): number {
  if (amount === 0) return 0;
  const step = 10 ** (Math.floor(Math.log10(Math.abs(amount))) - 1);
  return Math.abs(amount) < 10 ? Math.round(amount) : Math.round(amount / step) * step;
}

/** An effect in words: a dash where nothing tells, and that it may be chance where it may. */
export function effectWords(speaker: Tongue, row: Row, { column, unit }: { column: string; unit: string }): string {
  const figure = figureOf(row, column);
  if (figure === null) return '–';
  if (!isSure(row, column)) return speaker.say('improving.unsure');
  if (unit === 'feeling') return speaker.signed(figure);
  return unit === 'count' ? speaker.count(rounded(figure)) : inUnit(speaker, rounded(figure), unit);
}

/** What something would be worth, in its own currency; a dash where that may be nothing. */
export function moneyWords(speaker: Tongue, row: Row): string {
  return isSure(row, 'money') ? effectWords(speaker, row, { column: 'money', unit: nameOf(row, 'currency') ?? 'count' }) : '–';
}

/** A place of the data as people write it: ways with ›, channels in the reader's language. */
export function placeWords(speaker: Tongue, place: string): string {
  return place.split(' → ').map((one) => (speaker.has(`channel.${one}`) ? speaker.say(`channel.${one}`) : speaker.has(`stage.${one}`) ? speaker.say(`stage.${one}`) : speaker.has(`reason.${one}`) ? speaker.say(`reason.${one}`) : one)).join(' › ');
}

const MONTH = /time >= (\d{4}-\d{2})-01 and time < \d{4}-\d{2}-01/;
const FIELD = /^([\w.]+) = (?:'(.*)'|"(.*)"|(.*))$/;
const MET = /^met (.*)$/;

/** A part of a finding as people say it: "Norway, September 2026", "Monday", "after web: size guide". */
export function partWords(speaker: Tongue, filter: string): string {
  const month = MONTH.exec(filter)?.[1];
  const rest = filter.replace(MONTH, '').replace(/ and $/, '');
  const words = rest === '' ? [] : rest.split(' and ').map((one) => fieldWordsOf(speaker, one));
  return [...words, ...(month === undefined ? [] : [dated(speaker, `${month}-01`, { month: 'long', year: 'numeric' })])].join(', ');
}

function fieldWordsOf(speaker: Tongue, filter: string): string {
  const met = MET.exec(filter);
  if (met) return speaker.say('slice.met', { touchpoint: touchpointWords(speaker, met[1]!) });
  const found = FIELD.exec(filter);
  if (!found) return filter;
  const [field, label] = [found[1]!, found[2] ?? found[3] ?? found[4] ?? ''];
  if (field === 'weekday') return dated(speaker, `2024-01-0${label}`, { weekday: 'long' }); // a Monday was the first
  if (field === 'hour') return `${label}:00`;
  return countryName(speaker, field, label) ?? placeWords(speaker, label);
}

/** "web: size guide" as people write it: size guide (Website). */
function touchpointWords(speaker: Tongue, id: string): string {
  const [channel, name] = [id.split(': ')[0]!, id.split(': ').slice(1).join(': ')];
  return name === '' || !speaker.has(`channel.${channel}`) ? placeWords(speaker, id) : `${name} (${speaker.say(`channel.${channel}`)})`;
}

function dated(speaker: Tongue, day: string, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(speaker.locale, { ...options, timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`));
}
