/** What the page of customers' texts says, by language; learnt when it is opened. */
import type { Pack } from '../../speaker.svelte.ts';

export const VOICE_WORDS: Pack = {
  en: async () => (await import('./en.ts')).en,
  sv: async () => (await import('./sv.ts')).sv,
  da: async () => (await import('./da.ts')).da,
  nb: async () => (await import('./nb.ts')).nb,
};
