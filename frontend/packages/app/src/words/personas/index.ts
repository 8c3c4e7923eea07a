/** What the pages of personas say, by language; learnt when one of them is opened. */
import type { Pack } from '../../speaker.svelte.ts';

export const PERSONA_WORDS: Pack = {
  en: async () => (await import('./en.ts')).en,
  sv: async () => (await import('./sv.ts')).sv,
  da: async () => (await import('./da.ts')).da,
  nb: async () => (await import('./nb.ts')).nb,
};
