/** Meanings of the words of the trade, by language; loaded when somebody first asks for one. */
import type { Language } from '../../speech.ts';
import type { en } from './en.ts';

export type TermKey = keyof typeof en;
export type Meanings = Readonly<Record<TermKey, string>>;

export const GLOSSARY: Readonly<Record<Language, () => Promise<Meanings>>> = {
  en: async () => (await import('./en.ts')).en,
  sv: async () => (await import('./sv.ts')).sv,
  da: async () => (await import('./da.ts')).da,
  nb: async () => (await import('./nb.ts')).nb,
};
