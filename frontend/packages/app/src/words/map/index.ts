/** What the map page says, by language; learnt when a map is opened. */
import type { Pack } from '../../speaker.svelte.ts';

export const MAP_WORDS: Pack = {
  en: async () => (await import('./en.ts')).en,
  sv: async () => (await import('./sv.ts')).sv,
  da: async () => (await import('./da.ts')).da,
  nb: async () => (await import('./nb.ts')).nb,
};
