/** Cards that several maps share: one entry of the library, shown wherever a card names it. */
import { added, contentOf, newId, recordOf, setFields, type Change, type JourneyMap, type MapRecord } from '../../../../document/src/index.ts';

export const SHARED_FIELDS: readonly string[] = ['text', 'note', 'image', 'owner', 'department', 'tags', 'query'];

export interface Sharing {
  readonly library: readonly Change[];
  readonly map: readonly Change[];
}

/** A card becomes an entry of the library, and shows it. */
export function madeShared(map: JourneyMap, card: MapRecord, shows: string): Sharing {
  const id = newId('entry');
  const contents = Object.fromEntries(SHARED_FIELDS.map((name) => [name, contentOf(card, name) ?? undefined]));
  const without = Object.fromEntries(SHARED_FIELDS.map((name) => [name, null]));
  return { library: [added(recordOf(id, 'entry', { ...contents, shows }))], map: setFields(map, { ids: [card.id], fields: { ...without, of: id } }) };
}

/** The card keeps what it shows now and follows the library no longer. */
export function detached(map: JourneyMap, card: MapRecord, entry: MapRecord | undefined): readonly Change[] {
  const kept = Object.fromEntries(SHARED_FIELDS.filter((name) => contentOf(card, name) === null && contentOf(entry, name) !== null).map((name) => [name, contentOf(entry, name)]));
  return setFields(map, { ids: [card.id], fields: { ...kept, of: null } });
}
