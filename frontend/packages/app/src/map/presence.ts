/** What others show of themselves, read as carefully as anything that came from elsewhere. */
import type { Presence } from '../../../document/src/index.ts';
import { tintOf } from '../people.ts';

export interface Seen {
  readonly session: string;
  readonly person: string;
  readonly name: string;
  readonly tint: number;
  readonly selected: readonly string[];
  readonly writing: string | null; // the record that they write, or the place of a new one
  readonly pointer: { readonly place: string; readonly x: number; readonly y: number } | null; // shares of the place
}

const MOST = 50; // outlines that are drawn for one person

export function seenOf({ session, person, name, shown }: Presence): Seen {
  const { selected, writing, pointer } = shown;
  const id = person ?? session;
  return {
    session, person: id, name, tint: tintOf(id),
    selected: Array.isArray(selected) ? selected.filter((one): one is string => typeof one === 'string').slice(0, MOST) : [],
    writing: typeof writing === 'string' ? writing : null,
    pointer: pointerOf(pointer),
  };
}

function pointerOf(found: unknown): Seen['pointer'] {
  if (typeof found !== 'object' || found === null || Array.isArray(found)) return null;
  const { place, x, y } = found as Record<string, unknown>;
  return typeof place === 'string' && typeof x === 'number' && typeof y === 'number' ? { place, x, y } : null;
}
