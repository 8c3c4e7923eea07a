/** What several pictures say alike, in every language. */
import type { PictureWords } from './index.ts';

export const commonWords = {
  'picture.interval': { en: '95 % interval', sv: '95 % intervall', da: '95 % interval', nb: '95 % intervall' },
  'picture.small': { en: 'fewer than 30 behind it', sv: 'färre än 30 bakom', da: 'færre end 30 bag', nb: 'færre enn 30 bak' },
  'picture.range': { en: '{low} to {high}', sv: '{low} till {high}', da: '{low} til {high}', nb: '{low} til {high}' },
  'unit.customer': { en: '{n:count|customer|customers}', sv: '{n:count|kund|kunder}', da: '{n:count|kunde|kunder}', nb: '{n:count|kunde|kunder}' },
  'unit.journey': { en: '{n:count|journey|journeys}', sv: '{n:count|resa|resor}', da: '{n:count|rejse|rejser}', nb: '{n:count|reise|reiser}' },
  'unit.session': { en: '{n:count|visit|visits}', sv: '{n:count|besök|besök}', da: '{n:count|besøg|besøg}', nb: '{n:count|besøk|besøk}' },
  'units.customer': { en: 'customers', sv: 'kunder', da: 'kunder', nb: 'kunder' },
  'units.journey': { en: 'journeys', sv: 'resor', da: 'rejser', nb: 'reiser' },
  'units.session': { en: 'visits', sv: 'besök', da: 'besøg', nb: 'besøk' },
  'column.n': { en: 'answers', sv: 'svar', da: 'svar', nb: 'svar' },
  'column.median_wait': { en: 'half wait longer than', sv: 'hälften väntar längre än', da: 'halvdelen venter længere end', nb: 'halvparten venter lenger enn' },
  'field.channel': { en: 'channel', sv: 'kanal', da: 'kanal', nb: 'kanal' },
  'field.stage': { en: 'stage', sv: 'stadium', da: 'stadie', nb: 'stadium' },
  'field.touchpoint': { en: 'touchpoint', sv: 'kontaktpunkt', da: 'kontaktpunkt', nb: 'kontaktpunkt' },
  'field.device': { en: 'device', sv: 'enhet', da: 'enhed', nb: 'enhet' },
  'part.unknown': { en: 'unknown', sv: 'okänt', da: 'ukendt', nb: 'ukjent' },
  'time.second': { en: '1 s', sv: '1 s', da: '1 sek.', nb: '1 s' },
  'time.minute': { en: '1 min', sv: '1 min', da: '1 min.', nb: '1 min' },
  'time.hour': { en: '1 hour', sv: '1 timme', da: '1 time', nb: '1 time' },
  'time.day': { en: '1 day', sv: '1 dag', da: '1 dag', nb: '1 dag' },
  'time.week': { en: '1 week', sv: '1 vecka', da: '1 uge', nb: '1 uke' },
  'time.month': { en: '1 month', sv: '1 månad', da: '1 måned', nb: '1 måned' },
  'time.year': { en: '1 year', sv: '1 år', da: '1 år', nb: '1 år' },
} as const satisfies PictureWords;
