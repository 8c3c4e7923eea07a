/** Maps as a tree: life cycle, journeys in it, sub-journeys in those. */
interface Part {
  readonly id: string;
  readonly parent: string | null;
}

export interface Branch<T> {
  readonly map: T;
  readonly depth: number;
}

/** Returns every map once, parts below what they are part of; a circle is cut where it is met first. */
export function branches<T extends Part>(maps: readonly T[]): Branch<T>[] {
  const known = new Set(maps.map((one) => one.id));
  const children = Map.groupBy(maps, (one) => (one.parent !== null && known.has(one.parent) && one.parent !== one.id ? one.parent : ''));
  const seen = new Set<string>();
  const walk = (map: T, depth: number): Branch<T>[] => {
    if (seen.has(map.id)) return [];
    seen.add(map.id);
    return [{ map, depth }, ...(children.get(map.id) ?? []).flatMap((one) => walk(one, depth + 1))];
  };
  const rooted = (children.get('') ?? []).flatMap((one) => walk(one, 0));
  return [...rooted, ...maps.flatMap((one) => walk(one, 0))];
}
