/** What the pictures of conversions and of small steps say, in every language. */
import type { PictureWords } from './form.ts';

export const goalsWords = {
  'conversions.title': { en: 'How many reach the goal', sv: 'Hur många som når målet', da: 'Hvor mange der når målet', nb: 'Hvor mange som når målet' },
  'conversions.title.by': { en: 'How many reach the goal, by {by}', sv: 'Hur många som når målet, per {by}', da: 'Hvor mange der når målet, efter {by}', nb: 'Hvor mange som når målet, etter {by}' },
  'conversions.says': { en: '{share:share} reach the goal {goal}: {n:count} of {of:count}.', sv: '{share:share} når målet {goal}: {n:count} av {of:count}.', da: '{share:share} når målet {goal}: {n:count} af {of:count}.', nb: '{share:share} når målet {goal}: {n:count} av {of:count}.' },
  'conversions.goals': { en: 'Goals', sv: 'Mål', da: 'Mål', nb: 'Mål' },
  'conversions.small': { en: 'Small steps towards {goal}', sv: 'Delsteg mot {goal}', da: 'Delskridt mod {goal}', nb: 'Delsteg mot {goal}' },
  'conversions.step': { en: '{name}, a small step towards {goal}', sv: '{name}, ett delsteg mot {goal}', da: '{name}, et delskridt mod {goal}', nb: '{name}, et delsteg mot {goal}' },
  'conversions.share': { en: 'reach it', sv: 'når det', da: 'når det', nb: 'når det' },
  'conversions.converted': { en: 'number', sv: 'antal', da: 'antal', nb: 'antall' },
  'conversions.of': { en: 'of', sv: 'av', da: 'af', nb: 'av' },
  'conversions.within': { en: 'half of them within', sv: 'hälften av dem inom', da: 'halvdelen af dem inden for', nb: 'halvparten av dem innen' },
  'conversions.worth': { en: '{mean} an order ({range}), {total} in {n:count|order|orders}', sv: '{mean} per order ({range}), {total} i {n:count|order|order}', da: '{mean} pr. ordre ({range}), {total} i {n:count|ordre|ordrer}', nb: '{mean} per ordre ({range}), {total} i {n:count|ordre|ordrer}' },
  'conversions.label': {
    en: '{name}: {n:count} of {of:count} reach it, {share:share} ({range}); half of them within {wait:duration}', sv: '{name}: {n:count} av {of:count} når det, {share:share} ({range}); hälften av dem inom {wait:duration}',
    da: '{name}: {n:count} af {of:count} når det, {share:share} ({range}); halvdelen af dem inden for {wait:duration}', nb: '{name}: {n:count} av {of:count} når det, {share:share} ({range}); halvparten av dem innen {wait:duration}',
  },
  'conversions.more': { en: 'and {n:count} more, where {converted:count} of {of:count} reach it', sv: 'och {n:count} till, där {converted:count} av {of:count} når det', da: 'og {n:count} mere, hvor {converted:count} af {of:count} når det', nb: 'og {n:count} til, der {converted:count} av {of:count} når det' },
  'steps.title': { en: 'Small steps, and whether who takes them gets to the goal', sv: 'Delsteg, och om de som tar dem når målet', da: 'Delskridt, og om de, der tager dem, når målet', nb: 'Delsteg, og om de som tar dem, når målet' },
  'steps.says': {
    en: 'The dot is the share that reaches the goal among those who took the step, the square among those who never did.', sv: 'Punkten är andelen som når målet bland dem som tog steget, kvadraten bland dem som aldrig gjorde det.',
    da: 'Prikken er den andel, der når målet, blandt dem, der tog skridtet, firkanten blandt dem, der aldrig gjorde det.', nb: 'Prikken er andelen som når målet blant dem som tok steget, firkanten blant dem som aldri gjorde det.',
  },
  'steps.towards': { en: 'Towards {goal}', sv: 'Mot {goal}', da: 'Mod {goal}', nb: 'Mot {goal}' },
  'steps.with': { en: 'with the step', sv: 'med steget', da: 'med skridtet', nb: 'med steget' },
  'steps.without': { en: 'without', sv: 'utan', da: 'uden', nb: 'uten' },
  'steps.taken': { en: '{n:count} take it, {share:share}', sv: '{n:count} tar det, {share:share}', da: '{n:count} tager det, {share:share}', nb: '{n:count} tar det, {share:share}' },
  'steps.label': {
    en: '{step}: {reached:count} take it; {one:share} of them reach {goal} ({oneRange}), {other:share} of the others ({otherRange}); {verdict}', sv: '{step}: {reached:count} tar det; {one:share} av dem når {goal} ({oneRange}), {other:share} av de andra ({otherRange}); {verdict}',
    da: '{step}: {reached:count} tager det; {one:share} af dem når {goal} ({oneRange}), {other:share} af de andre ({otherRange}); {verdict}', nb: '{step}: {reached:count} tar det; {one:share} av dem når {goal} ({oneRange}), {other:share} av de andre ({otherRange}); {verdict}',
  },
} as const satisfies PictureWords;
