/** What the maps roll up, told for the list of maps. */
import { api } from './api.ts';
import type * as told from '../../generated/api.ts';
import type { Review, Rollup } from './contract.ts';
import { rowsOf, type Told } from './rows.ts';

export interface Portfolio {
  readonly byMap: ReadonlyMap<string, Rollup>;
  readonly due: readonly Review[];
}

export const STALE_DAYS = 30;

/** Numbers first: what the data found takes longer to look for, so it is asked for after them. */
export async function portfolio(): Promise<Portfolio> {
  const [byMap, reviews] = await Promise.all([rollups(false), api.get<Told<Review>>('/reviews')]);
  return { byMap, due: rowsOf(reviews).filter((one) => one.is_due) };
}

export async function rollups(findings: boolean): Promise<Portfolio['byMap']> {
  return flat((await api.get<told.Portfolio>('/portfolio', { findings })).maps);
}

export function flat(branches: readonly Rollup[]): Map<string, Rollup> {
  return new Map(branches.flatMap((one) => [[one.map, one] as const, ...flat(one.children)]));
}

/** Whether the newest record is so old that the figures no longer tell of today. */
export function isStale(at: string, now: number = Date.now()): boolean {
  return now - Date.parse(at) > STALE_DAYS * 86_400_000;
}
