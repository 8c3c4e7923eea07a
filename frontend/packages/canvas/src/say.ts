/** Words and figures in the reader's language: texts by key, numbers and dates by the reader's locale. */
import type { Measurement } from '../../generated/resolvedmap.ts';
import { filterWords } from './filterwords.ts';
import { channelInside } from './placenames.ts';
import type { Params, Tongue } from './tongue.ts';
import type { Language } from './view.ts';
import { WORDS } from './words/index.ts';

export { channelInside, channelName, stageName, wayNames } from './placenames.ts';
export type { Params, Tongue } from './tongue.ts';

const LOCALES: Record<Language, string> = { en: 'en-GB', sv: 'sv-SE', da: 'da-DK', nb: 'nb-NO' };
const DAY = 86400;
export const SCORE_DIGITS = 2;

const SPOKEN = new Map<string, Tongue>();

/** The speaker of a language; number formats are made once, because making them is slow. */
export function tongue(language: Language, locale: string = LOCALES[language]): Tongue {
  const known = SPOKEN.get(language + locale);
  if (known) return known;
  const made = newTongue(language, locale, WORDS[language]);
  SPOKEN.set(language + locale, made);
  return made;
}

/** A new speaker of a language who knows further words; whoever asks keeps it. */
export function spokenIn(language: Language, { locale, further, names = {} }: { locale: string | undefined; further: Readonly<Record<string, string>>; names?: Readonly<Record<string, string>> }): Tongue {
  return newTongue(language, locale ?? LOCALES[language], { ...WORDS[language], ...further }, names);
}

/** Speaks these words; `names` are what people wrote, so nothing in them is filled in. */
function newTongue(language: Language, locale: string, words: Readonly<Record<string, string>>, names: Readonly<Record<string, string>> = {}): Tongue {
  const formats = new Map<string, Intl.NumberFormat>();
  const format = (options: Intl.NumberFormatOptions): Intl.NumberFormat => {
    const key = JSON.stringify(options);
    const known = formats.get(key) ?? new Intl.NumberFormat(locale, options);
    formats.set(key, known);
    return known;
  };
  const languages = new Intl.DisplayNames(locale, { type: 'language' });
  const plural = new Intl.PluralRules(locale);
  const dates = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
  const self: Tongue = {
    language,
    locale,
    has: (key) => Object.hasOwn(names, key) || Object.hasOwn(words, key),
    say: (key, params = {}) => (Object.hasOwn(names, key) ? names[key]! : filled(words[key] ?? key, params, self, plural)),
    count: (n) => tidy(format({ maximumFractionDigits: 0 }).format(n)),
    number: (n, digits = 1) => tidy(format({ minimumFractionDigits: digits, maximumFractionDigits: digits }).format(n)),
    signed: (n, digits = 1) =>
      tidy(format({ minimumFractionDigits: digits, maximumFractionDigits: digits, signDisplay: 'exceptZero' }).format(n)),
    share: (share) => tidy(format(percent(share > 0.9995 || share === 0 ? 0 : 1)).format(share)),
    wholePercent: (share) => tidy(format(percent(0)).format(share)),
    duration: (seconds) => tidy(durationOf(seconds, format)),
    brief: (seconds) => tied(tidy(durationOf(seconds, format, 'short'))),
    date: (iso) => dayOf(iso, dates), // the day on the company's own clock
    money: (amount, currency) => tidy(moneyOf(amount, currency, format)),
    languageName: (code) => (/^[a-z]{2,3}$/.test(code) ? (languages.of(code) ?? code) : code),
  };
  return self;
}

/** A day in words; what somebody wrote that is none stays as it is. */
function dayOf(iso: string, dates: Intl.DateTimeFormat): string {
  const when = new Date(`${iso.slice(0, 10)}T00:00:00Z`);
  return Number.isNaN(when.getTime()) ? iso : tidy(dates.format(when));
}

function percent(digits: number): Intl.NumberFormatOptions {
  return { style: 'percent', minimumFractionDigits: digits, maximumFractionDigits: digits };
}

/** Minus and spaces as they are set in print: a true minus, ordinary no-break spaces. */
function tidy(text: string): string {
  return text.replace(/-(?=\d)/g, '−').replace(/[\u202f\u2009]/g, '\u00a0');
}

/** A figure and its unit as one word: some locales put an ordinary space between them. */
function tied(text: string): string {
  return text.replaceAll(' ', '\u00a0');
}

type Format = (options: Intl.NumberFormatOptions) => Intl.NumberFormat;

function durationOf(seconds: number, format: Format, unitDisplay: 'long' | 'short' = 'long'): string {
  const [length, unit] =
    seconds < 90 ? [seconds, 'second'] : seconds < 90 * 60 ? [seconds / 60, 'minute']
    : seconds < 2 * DAY ? [seconds / 3600, 'hour'] : seconds < 730 * DAY ? [seconds / DAY, 'day'] : [seconds / 365.25 / DAY, 'year'];
  const digits = length < 10 && unit !== 'second' ? 1 : 0;
  return format({ style: 'unit', unit: unit as string, unitDisplay, maximumFractionDigits: digits }).format(length);
}

function moneyOf(amount: number, currency: string, format: Format): string {
  if (!/^[A-Z]{3}$/.test(currency)) return `${format({ maximumFractionDigits: 1 }).format(amount)} ${currency}`;
  return format({ style: 'currency', currency, currencyDisplay: 'code', maximumFractionDigits: Math.abs(amount) < 100 ? 2 : 0 }).format(amount);
}

const FILL = /\{(\w+)(?::(\w+))?(?:\|([^|}]*)\|([^|}]*))?\}/g;

function filled(template: string, params: Params, speaker: Tongue, plural: Intl.PluralRules): string {
  return template.replace(FILL, (_, name: string, form: string | undefined, one: string | undefined, many: string | undefined) => {
    const given = params[name];
    if (given === undefined || given === null) return '–';
    const shown = formed(given, form, speaker);
    return one === undefined ? shown : `${shown}\u00a0${plural.select(Number(given)) === 'one' ? one : many}`;
  });
}

function formed(given: string | number, form: string | undefined, speaker: Tongue): string {
  if (form === 'chain') return String(given).split(' → ').map((channel) => channelInside(speaker, channel)).join(', ');
  if (form === 'channel') return channelInside(speaker, String(given));
  if (form === 'filter') return filterWords(speaker, String(given));
  if (form === 'date') return speaker.date(String(given));
  if (typeof given === 'string' || form === undefined) return String(given);
  if (form === 'count') return speaker.count(given);
  if (form === 'share') return speaker.share(given);
  if (form === 'duration') return speaker.duration(given);
  if (form === 'score') return scoreText(speaker, given);
  if (form === 'signed') return speaker.signed(given);
  return speaker.number(given);
}

/** A measurement's figure in its unit; a dash where there is none, a word where it is withheld. */
export function figureText(speaker: Tongue, measured: Measurement): string {
  if (measured.is_withheld) return speaker.say('figure.withheld');
  if (measured.figure === null) return '–';
  return inUnit(speaker, measured.figure, measured.unit);
}

/** A score, its interval or a difference of two: in hundredths everywhere, since scores lie close together. */
export function scoreText(speaker: Tongue, score: number): string {
  return speaker.number(score, SCORE_DIGITS);
}

/** A bare number in a unit. */
export function inUnit(speaker: Tongue, figure: number, unit: string): string {
  if (unit === 'share') return speaker.share(figure);
  if (unit === 'seconds') return speaker.duration(figure);
  if (unit === 'count') return speaker.count(figure);
  if (unit === 'points') return speaker.number(figure, Math.abs(figure) < 10 ? 1 : 0);
  if (unit === 'feeling') return speaker.signed(figure);
  if (unit === 'score') return scoreText(speaker, figure);
  return speaker.money(figure, unit);
}

/** How far the interval reaches to its wider side, in the unit of the figure: "±0.7". */
export function halfWidth(speaker: Tongue, measured: Pick<Measurement, 'figure' | 'interval' | 'unit' | 'is_withheld'>): string {
  const { figure, interval, unit } = measured;
  if (figure === null || interval === null || measured.is_withheld) return '';
  const half = Math.max(interval.high - figure, figure - interval.low);
  if (unit === 'share') return `±${speaker.number(half * 100)}`;
  if (unit === 'seconds') return `±${speaker.duration(half)}`;
  if (unit === 'points') return `±${speaker.number(half, half < 10 ? 1 : 0)}`;
  if (unit === 'count') return `±${speaker.count(half)}`;
  if (unit === 'score') return `±${scoreText(speaker, half)}`;
  if (unit === 'feeling') return `±${speaker.number(half, half < 0.095 ? 2 : 1)}`;
  return `±${speaker.number(half, half < 10 ? 1 : 0)}`;
}
