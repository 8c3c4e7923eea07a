/** How high each lane of a map was when it was last seen with its figures: kept in this browser, so that nothing jumps while they are counted. */
export type Heights = Readonly<Record<string, number>>;

const KEY = 'resa.heights';
const MOST_MAPS = 24;

export function keptHeights(storage: Pick<Storage, 'getItem'>, map: string): Heights {
  return all(storage)[map] ?? {};
}

/** Keeps the heights of a map; of many maps the last ones seen. */
export function keepHeights(storage: Pick<Storage, 'getItem' | 'setItem'>, map: string, heights: Heights): void {
  if (Object.keys(heights).length === 0) return;
  const { [map]: _, ...others } = all(storage);
  const kept = Object.entries(others).slice(1 - MOST_MAPS);
  try {
    storage.setItem(KEY, JSON.stringify(Object.fromEntries([...kept, [map, heights]])));
  } catch {
    return; // a full or forbidden storage costs a jump, nothing else
  }
}

function all(storage: Pick<Storage, 'getItem'>): Readonly<Record<string, Heights>> {
  try {
    const found: unknown = JSON.parse(storage.getItem(KEY) ?? '{}');
    return typeof found === 'object' && found !== null ? (found as Record<string, Heights>) : {};
  } catch {
    return {};
  }
}
