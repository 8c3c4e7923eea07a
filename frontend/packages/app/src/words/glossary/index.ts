/** Meanings of the words of the trade, by language; loaded when somebody first asks for one. */
import type { Language } from '../../speech.ts';
import type { Meanings } from './en.ts';

export type { TermKey } from './en.ts';

export const GLOSSARY: Readonly<Record<Language, () => Promise<Meanings>>> = {
  en: async () => (await import('./en.ts')).en,
  sv: async () => (await import('./sv.ts')).sv,
  da: async () => (await import('./da.ts')).da,
  nb: async () => (await import('./nb.ts')).nb,
};
