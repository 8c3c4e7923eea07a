/** The texts of the pictures; each key stands beside its four languages, so that they can be compared. */
import type { Language } from '../../view.ts';
import { alertWords } from './alerts.ts';
import { checkWords } from './checks.ts';
import { creditWords } from './credit.ts';
import { economyWords } from './economy.ts';
import type { PictureWords } from './form.ts';
import { frameWords } from './frame.ts';
import { improvingWords } from './improving.ts';
import { measuredWords } from './measured.ts';
import { personaWords } from './personas.ts';
import { trendWords } from './trend.ts';
import { voiceWords } from './voices.ts';
import { wayWords } from './ways.ts';

export const PICTURE_WORDS: PictureWords = { ...frameWords, ...wayWords, ...measuredWords, ...alertWords, ...checkWords, ...trendWords, ...voiceWords, ...personaWords, ...improvingWords, ...economyWords, ...creditWords };

/** The texts of the pictures in one language. */
export function pictureWordsIn(language: Language): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(PICTURE_WORDS).map(([key, texts]) => [key, texts[language]]));
}
