/** What the picture of a funnel says, in every language. */
import type { PictureWords } from './form.ts';

export const funnelWords = {
  'funnel.title': { en: 'How many get through', sv: 'Hur många som kommer igenom', da: 'Hvor mange der kommer igennem', nb: 'Hvor mange som kommer gjennom' },
  'funnel.through': { en: '{share:share} of those at {from} come to {to}', sv: '{share:share} av dem vid {from} kommer till {to}', da: '{share:share} af dem ved {from} kommer til {to}', nb: '{share:share} av dem ved {from} kommer til {to}' },
  'funnel.ordered': { en: 'in this order', sv: 'i den här ordningen', da: 'i denne rækkefølge', nb: 'i denne rekkefølgen' },
  'funnel.strict': { en: 'one straight after the other', sv: 'direkt efter varandra', da: 'lige efter hinanden', nb: 'rett etter hverandre' },
  'funnel.any': { en: 'in any order', sv: 'i valfri ordning', da: 'i vilkårlig rækkefølge', nb: 'i vilkårlig rekkefølge' },
  'funnel.within': { en: 'within {wait:duration}', sv: 'inom {wait:duration}', da: 'inden for {wait:duration}', nb: 'innen {wait:duration}' },
  'funnel.worst': { en: 'Most are lost before {to}: {n:count}.', sv: 'Flest faller bort före {to}: {n:count}.', da: 'Flest falder fra før {to}: {n:count}.', nb: 'Flest faller fra før {to}: {n:count}.' },
  'funnel.of_first': { en: 'of the first', sv: 'av de första', da: 'af de første', nb: 'av de første' },
  'funnel.of_before': { en: 'of the step before', sv: 'av steget före', da: 'af trinnet før', nb: 'av steget før' },
  'funnel.lost': { en: '{n:count} come no further ({share:share})', sv: '{n:count} kommer inte längre ({share:share})', da: '{n:count} kommer ikke længere ({share:share})', nb: '{n:count} kommer ikke lenger ({share:share})' },
  'funnel.lost.label': {
    en: '{units}, {share:share}, were at {from} and did not come to {to}', sv: '{units}, {share:share}, var vid {from} och kom inte till {to}', da: '{units}, {share:share}, var ved {from} og kom ikke til {to}', nb: '{units}, {share:share}, var ved {from} og kom ikke til {to}',
  },
  'funnel.label': { en: '{name}: {units}, {share} of the first', sv: '{name}: {units}, {share} av de första', da: '{name}: {units}, {share} af de første', nb: '{name}: {units}, {share} av de første' },
} as const satisfies PictureWords;
