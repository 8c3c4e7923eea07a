/** What the picture of path variants says, in every language. */
import type { PictureWords } from './form.ts';

export const variantsWords = {
  'variants.title': { en: 'The paths that are taken most', sv: 'Vägarna som tas mest', da: 'De veje, der tages mest', nb: 'Veiene som tas mest' },
  'variants.says': {
    en: 'Each row is one exact path, a box for each step. The bar to the right shows how much all paths down to that row cover.',
    sv: 'Varje rad är en exakt väg, en ruta för varje steg. Stapeln till höger visar hur mycket alla vägar ner till raden täcker.',
    da: 'Hver række er én nøjagtig vej, et felt for hvert trin. Søjlen til højre viser, hvor meget alle veje ned til rækken dækker.',
    nb: 'Hver rad er én nøyaktig vei, en rute for hvert steg. Søylen til høyre viser hvor mye alle veier ned til raden dekker.',
  },
  'variants.share': { en: 'share', sv: 'andel', da: 'andel', nb: 'andel' },
  'variants.together': { en: 'together', sv: 'tillsammans', da: 'tilsammen', nb: 'til sammen' },
  'variants.other': { en: 'other steps', sv: 'andra steg', da: 'andre trin', nb: 'andre steg' },
  'variants.steps_more': { en: '+{n:count}', sv: '+{n:count}', da: '+{n:count}', nb: '+{n:count}' },
  'variants.label': {
    en: '{units}, {share:share} ({range}): {path}; {together:share} with all above', sv: '{units}, {share:share} ({range}): {path}; {together:share} med alla ovanför',
    da: '{units}, {share:share} ({range}): {path}; {together:share} med alle ovenfor', nb: '{units}, {share:share} ({range}): {path}; {together:share} med alle ovenfor',
  },
  'variants.path_more': { en: '{path} and {n:count|step|steps} more', sv: '{path} och {n:count|steg|steg} till', da: '{path} og {n:count|trin|trin} mere', nb: '{path} og {n:count|steg|steg} til' },
  'variants.rest': { en: 'All other paths: {units} on {n:count|path|paths}', sv: 'Alla andra vägar: {units} på {n:count|väg|vägar}', da: 'Alle andre veje: {units} på {n:count|vej|veje}', nb: 'Alle andre veier: {units} på {n:count|vei|veier}' },
} as const satisfies PictureWords;
