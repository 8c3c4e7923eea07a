/** The maps of the workspace, loaded once and kept for the home page and the palette. */
import { api } from './api.ts';
import type { Command } from './commands.svelte.ts';
import type { MapSummary } from './contract.ts';
import { router } from './router.svelte.ts';
import { speaker } from './speaker.svelte.ts';

class MapList {
  maps = $state.raw<readonly MapSummary[] | null>(null);

  async load(): Promise<readonly MapSummary[]> {
    const told = await api.get<{ maps: readonly MapSummary[] } | readonly MapSummary[]>('/maps');
    this.maps = 'maps' in told ? told.maps : told;
    return this.maps;
  }
}

export const mapList = new MapList();

export function mapCommands(): readonly Command[] {
  return (mapList.maps ?? []).map((one) => ({ id: `map:${one.id}`, group: speaker.say('nav.maps'), label: one.title, run: () => router.go(`/maps/${one.id}`) }));
}
