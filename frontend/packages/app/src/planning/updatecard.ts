/**
 * Changing a card of a map without opening the map.
 *
 * The change goes through the server into the map's room, so that everybody who has the map open sees it at once.
 */
import { api } from '../api.ts';
import type { Json } from '../contract.ts';

export async function updateCard(mapId: string, cardId: string, fields: Readonly<Record<string, Json>>): Promise<void> {
  const path = `/maps/${encodeURIComponent(mapId)}/records`;
  await api.post(path, { cards: { [cardId]: fields } });
}
