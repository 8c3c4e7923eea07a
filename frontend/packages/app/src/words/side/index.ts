/** What the panels and views beside the map say, by language; learnt when one of them is opened. */
import type { Pack } from '../../speaker.svelte.ts';

export const SIDE_WORDS: Pack = {
  en: async () => (await import('./en.ts')).en,
  sv: async () => (await import('./sv.ts')).sv,
  da: async () => (await import('./da.ts')).da,
  nb: async () => (await import('./nb.ts')).nb,
};
