/** The texts of the app outside of the map, by language; each is loaded when somebody reads it. */
import type { Language } from '../speech.ts';
import type { Words } from './en.ts';

export type { WordKey } from './en.ts';

export const PACK: Readonly<Record<Language, () => Promise<Words>>> = {
  en: async () => (await import('./en.ts')).en,
  sv: async () => (await import('./sv.ts')).sv,
  da: async () => (await import('./da.ts')).da,
  nb: async () => (await import('./nb.ts')).nb,
};

/** Names that the map uses too: stages, channels, figures, goals. */
export const NAMES: Readonly<Record<Language, () => Promise<Readonly<Record<string, string>>>>> = {
  en: async () => (await import('../../../canvas/src/words/en.ts')).en,
  sv: async () => (await import('../../../canvas/src/words/sv.ts')).sv,
  da: async () => (await import('../../../canvas/src/words/da.ts')).da,
  nb: async () => (await import('../../../canvas/src/words/nb.ts')).nb,
};

/** What the server refuses, by its code. */
export const FAULTS: Readonly<Record<Language, () => Promise<Readonly<Record<string, string>>>>> = {
  en: async () => (await import('./faults/en.ts')).en,
  sv: async () => (await import('./faults/sv.ts')).sv,
  da: async () => (await import('./faults/da.ts')).da,
  nb: async () => (await import('./faults/nb.ts')).nb,
};
