/** What the picture of transitions says, in every language. */
import type { PictureWords } from './form.ts';

export const transitionWords = {
  'transitions.title': { en: 'What follows what', sv: 'Vad som följer på vad', da: 'Hvad der følger efter hvad', nb: 'Hva som følger etter hva' },
  'transitions.from': { en: 'from', sv: 'från', da: 'fra', nb: 'fra' },
  'transitions.to': { en: 'straight to', sv: 'direkt till', da: 'direkte til', nb: 'rett til' },
  'transitions.most': { en: 'Most often {to} follows {from}: {n:count|time|times}.', sv: 'Oftast följer {to} på {from}: {n:count|gång|gånger}.', da: 'Oftest følger {to} efter {from}: {n:count|gang|gange}.', nb: 'Oftest følger {to} etter {from}: {n:count|gang|ganger}.' },
  'transitions.cell': {
    en: 'In each cell: how many times, and below it the median wait.', sv: 'I varje ruta: hur många gånger, och därunder medianväntan.', da: 'I hvert felt: hvor mange gange, og derunder medianventetiden.', nb: 'I hver rute: hvor mange ganger, og under det medianventetiden.',
  },
  'transitions.gathered': {
    en: 'Other holds {n:count} more, without a wait: medians do not add up.', sv: 'Övriga rymmer {n:count} till, utan väntan: medianer går inte att lägga ihop.', da: 'Andre rummer {n:count} mere, uden ventetid: medianer kan ikke lægges sammen.', nb: 'Andre rommer {n:count} til, uten ventetid: medianer kan ikke legges sammen.',
  },
  'transitions.label': { en: '{from} to {to}: {n:count|time|times}', sv: '{from} till {to}: {n:count|gång|gånger}', da: '{from} til {to}: {n:count|gang|gange}', nb: '{from} til {to}: {n:count|gang|ganger}' },
  'transitions.label.wait': {
    en: '{from} to {to}: {n:count|time|times} by {customers:count|customer|customers}, half of them after more than {wait:duration}', sv: '{from} till {to}: {n:count|gång|gånger} av {customers:count|kund|kunder}, hälften efter mer än {wait:duration}',
    da: '{from} til {to}: {n:count|gang|gange} af {customers:count|kunde|kunder}, halvdelen efter mere end {wait:duration}', nb: '{from} til {to}: {n:count|gang|ganger} av {customers:count|kunde|kunder}, halvparten etter mer enn {wait:duration}',
  },
  'shade.under': { en: 'under {high}', sv: 'under {high}', da: 'under {high}', nb: 'under {high}' },
  'shade.between': { en: '{low} to {high}', sv: '{low} till {high}', da: '{low} til {high}', nb: '{low} til {high}' },
  'shade.from': { en: '{low} and more', sv: '{low} och mer', da: '{low} og mere', nb: '{low} og mer' },
} as const satisfies PictureWords;
