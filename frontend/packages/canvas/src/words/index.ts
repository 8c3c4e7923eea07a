/** The texts of the drawing by language. */
import type { Language } from '../view.ts';
import { en, type Words } from './en.ts';

export const WORDS: Record<Language, Words> = { en, sv: en, da: en, nb: en };
export type { WordKey, Words } from './en.ts';
