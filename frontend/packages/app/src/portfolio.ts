/** What the maps roll up, told for the list of maps. */
import { api } from './api.ts';
import type { Review, Rollup } from './contract.ts';
import { rowsOf, type Told } from './rows.ts';

export interface Portfolio {
  readonly byMap: ReadonlyMap<string, Rollup>;
  readonly due: readonly Review[];
}

export const STALE_DAYS = 30;

export async function portfolio(): Promise<Portfolio> {
  const [tree, reviews] = await Promise.all([api.get<{ readonly maps: readonly Rollup[] }>('/portfolio'), api.get<Told<Review>>('/reviews')]);
  return { byMap: flat(tree.maps), due: rowsOf(reviews).filter((one) => one.is_due) };
}

export function flat(branches: readonly Rollup[]): Map<string, Rollup> {
  return new Map(branches.flatMap((one) => [[one.map, one] as const, ...flat(one.children)]));
}

/** Whether the newest record is so old that the figures no longer tell of today. */
export function isStale(at: string, now: number = Date.now()): boolean {
  return now - Date.parse(at) > STALE_DAYS * 86_400_000;
}
