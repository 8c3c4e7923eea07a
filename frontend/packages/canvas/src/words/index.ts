/** The texts of the drawing by language. */
import type { Language } from '../view.ts';
import { da } from './da.ts';
import { en, type Words } from './en.ts';
import { filterWordsIn } from './filter.ts';
import { nb } from './nb.ts';
import { sv } from './sv.ts';

export const WORDS: Record<Language, Words> = {
  en: { ...en, ...filterWordsIn('en') },
  sv: { ...sv, ...filterWordsIn('sv') },
  da: { ...da, ...filterWordsIn('da') },
  nb: { ...nb, ...filterWordsIn('nb') },
};
export type { WordKey, Words } from './en.ts';
