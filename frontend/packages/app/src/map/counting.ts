/** How long counting took on this machine, so that the next time one can say about how far it is. */
export type Part = 'numbers' | 'findings';

type Store = Pick<Storage, 'getItem' | 'setItem'>;

const LEAST_MS = 50; // remembered answers say nothing about how long counting takes
const MOST_SHARE = 0.95; // it is not done until it is

/** The usual time in milliseconds, null where none is known. */
export function keptCountTime(store: Store, map: string, part: Part): number | null {
  const kept = Number(store.getItem(key(map, part)));
  return kept > 0 ? kept : null;
}

/** Keeps the longer of the last time and half of what was usual: one quick count does not promise the next. */
export function keepCountTime(store: Store, map: string, part: Part, took: number): void {
  if (took < LEAST_MS) return;
  const usual = keptCountTime(store, map, part) ?? 0;
  store.setItem(key(map, part), String(Math.round(Math.max(took, usual / 2))));
}

/** About how much is done, null where nobody can tell; slower and slower towards the end. */
export function shareDone(elapsed: number, usual: number | null): number | null {
  if (usual === null) return null;
  const share = elapsed / usual;
  return Math.min(MOST_SHARE, share < 0.8 ? share : 0.8 + 0.15 * (1 - Math.exp(-(share - 0.8) * 3)));
}

function key(map: string, part: Part): string {
  return `resa.counted:${map}:${part}`;
}
