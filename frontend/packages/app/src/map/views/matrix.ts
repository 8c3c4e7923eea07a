/** The plane on which cards are weighed: where each stands, and what dragging it there says. */
import { contentOf, numberOf, ofKind, textOf, type JourneyMap, type MapRecord } from '../../../../document/src/index.ts';
import type { ResolvedMap } from '../../../../generated/resolvedmap.ts';

export const AXES = ['effort', 'impact', 'touched'] as const;
export type Axis = (typeof AXES)[number];
export const FULL = 10;
const WEIGHED = ['action', 'opportunity', 'pain'];

/** Cards that are worth weighing: actions, opportunities, pains. */
export function weighable(map: JourneyMap): readonly MapRecord[] {
  return ofKind(map, 'card').filter((card) => WEIGHED.includes(textOf(map.records.get(textOf(card, 'lane') ?? ''), 'shows') ?? '') && textOf(card, 'status') !== 'dropped');
}

/** Where a card stands on an axis, 0 to 1; null where nobody has said or measured it. */
export function standing(card: MapRecord, axis: Axis, resolved: ResolvedMap): number | null {
  if (axis !== 'touched') {
    const said = numberOf(card, axis);
    return said === null ? null : Math.max(0, Math.min(1, said / FULL));
  }
  const most = Math.max(1, ...resolved.pains.map((pain) => pain.size.figure ?? 0));
  const pain = resolved.pains.find((one) => one.id === contentOf(card, 'about'));
  return pain?.size.figure == null ? null : pain.size.figure / most;
}

/** What a place on the plane says: halves of a point are enough. */
export function weighed(share: number): number {
  return Math.round(Math.max(0, Math.min(1, share)) * FULL * 2) / 2;
}

/** Axes that are set by dragging; the others are measured. */
export function isSet(axis: Axis): axis is 'effort' | 'impact' {
  return axis !== 'touched';
}
