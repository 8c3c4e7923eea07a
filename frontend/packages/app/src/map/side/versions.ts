/** Versions of a map and what differs between two of them, as the server tells it. */
import type { What } from './marked.svelte.ts';

export interface Version {
  readonly number: number;
  readonly label: string | null;
  readonly reason: 'quiet' | 'many_changes' | 'by_hand' | 'live' | 'before_restore';
  readonly made_at: string;
  readonly made_by: string | null;
  readonly made_by_name: string | null;
  readonly is_live: boolean;
  readonly changes?: number | null;
}

export interface RecordDifference {
  readonly what: What;
  readonly kind: string;
  readonly id: string;
  readonly name: string;
  readonly stage: string | null;
  readonly lane: string | null;
  readonly was?: string | null;
  readonly fields: readonly { readonly field: string; readonly before: unknown; readonly after: unknown; readonly pieces: readonly { readonly what: 'same' | 'gone' | 'new'; readonly words: string }[] }[];
}

export interface MapDifference {
  readonly counts: Readonly<Record<What, number>>;
  readonly groups: readonly { readonly stage: string | null; readonly stage_name: string | null; readonly lane: string | null; readonly lane_name: string | null; readonly differences: readonly RecordDifference[] }[];
}

export function changesOf(version: Version): string {
  return typeof version.changes === 'number' ? `${version.changes}` : '';
}

/** What to mark on the map: each record that is there and differs. */
export function differingMarks(found: MapDifference): ReadonlyMap<string, What> {
  return new Map(found.groups.flatMap((group) => group.differences.map((one) => [one.id, one.what] as const)));
}

/** How many records came, went, moved and changed, as words; nothing for what did not happen. */
export function countsTold(found: MapDifference, say: (key: string, values: { n: number }) => string): readonly string[] {
  return (['added', 'removed', 'moved', 'changed'] as const).filter((what) => found.counts[what] > 0).map((what) => say(`difference.${what}`, { n: found.counts[what] }));
}
