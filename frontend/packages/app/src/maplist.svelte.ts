/** The maps of the workspace, loaded once and kept for the home page and the palette. */
import { api } from './api.ts';
import type { Command } from './commands.svelte.ts';
import type { MapSummary } from './contract.ts';
import { router } from './router.svelte.ts';
import { speaker } from './speaker.svelte.ts';

class MapList {
  maps = $state.raw<readonly MapSummary[] | null>(null);

  async load(): Promise<readonly MapSummary[]> {
    this.maps = await api.get<readonly MapSummary[]>('/maps');
    return this.maps;
  }
}

export const mapList = new MapList();

/** Draws a map of what the data show, and opens it. */
export async function drawFromData(): Promise<void> {
  const made = await api.post<{ readonly id: string }>('/maps', { from: 'data', title: speaker.say('maps.data_title'), language: speaker.language });
  void mapList.load().catch(() => undefined);
  router.go(mapAddress(made.id));
}

export function mapCommands(): readonly Command[] {
  const group = speaker.say('nav.maps');
  return (mapList.maps ?? []).map((one) => ({ id: `map:${one.id}`, group, label: one.title || speaker.say('maps.untitled'), run: () => router.go(mapAddress(one.id)) }));
}

export function mapAddress(id: string): string {
  return `/maps/${encodeURIComponent(id)}`;
}
