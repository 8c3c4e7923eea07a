/** What the picture of bounces says, in every language. */
import type { PictureWords } from './form.ts';

export const bounceWords = {
  'bounce.title': { en: 'Where visits begin, and how many end there at once', sv: 'Var besöken börjar, och hur många som slutar där direkt', da: 'Hvor besøg begynder, og hvor mange der slutter dér med det samme', nb: 'Hvor besøk begynner, og hvor mange som slutter der med en gang' },
  'bounce.says': {
    en: 'A dot is the share of the visits beginning there that are one single interaction.',
    sv: 'En punkt är andelen av besöken som börjar där och är en enda händelse.',
    da: 'En prik er den andel af de besøg, der begynder dér, som er én enkelt hændelse.',
    nb: 'En prikk er andelen av besøkene som begynner der, som er én enkelt hendelse.',
  },
  'bounce.ended': { en: 'end at once', sv: 'slutar direkt', da: 'slutter straks', nb: 'slutter straks' },
  'bounce.visits': { en: 'of visits', sv: 'av besök', da: 'af besøg', nb: 'av besøk' },
  'bounce.load': { en: 'median load', sv: 'laddtid, median', da: 'indlæsning, median', nb: 'lastetid, median' },
  'bounce.label': {
    en: '{entry}: {bounced:count} of {visits:count} visits end at once, {share:share} ({range})',
    sv: '{entry}: {bounced:count} av {visits:count} besök slutar direkt, {share:share} ({range})',
    da: '{entry}: {bounced:count} af {visits:count} besøg slutter straks, {share:share} ({range})',
    nb: '{entry}: {bounced:count} av {visits:count} besøk slutter straks, {share:share} ({range})',
  },
  'bounce.label.load': { en: 'pages load in {load}', sv: 'sidor laddas på {load}', da: 'sider indlæses på {load}', nb: 'sider lastes på {load}' },
  'bounce.more': {
    en: 'and {n:count} more places, where {bounced:count} of {visits:count} visits end at once',
    sv: 'och {n:count} ställen till, där {bounced:count} av {visits:count} besök slutar direkt',
    da: 'og {n:count} steder mere, hvor {bounced:count} af {visits:count} besøg slutter straks',
    nb: 'og {n:count} steder til, der {bounced:count} av {visits:count} besøk slutter straks',
  },
} as const satisfies PictureWords;
