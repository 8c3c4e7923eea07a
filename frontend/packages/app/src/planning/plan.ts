/** Action cards of all maps, grouped as one looks at them. */
import type { ActionCard } from '../contract.ts';

export const STATUSES = ['idea', 'planned', 'doing', 'done', 'dropped'] as const;
export const GROUPINGS = ['status', 'department', 'due', 'map'] as const;
export type Grouping = (typeof GROUPINGS)[number];

export interface Group {
  readonly key: string; // a status, a department, a month, a map, or "" for those without
  readonly cards: readonly ActionCard[];
}

/** Returns the groups in reading order; cards that lack what is grouped by come last. */
export function groups(cards: readonly ActionCard[], by: Grouping, today: string): Group[] {
  const found = Map.groupBy(cards, (card) => keyOf(card, by, today));
  return [...found].map(([key, some]) => ({ key, cards: some.toSorted(byDue) })).sort((one, other) => rank(one.key, by) - rank(other.key, by) || one.key.localeCompare(other.key));
}

function keyOf(card: ActionCard, by: Grouping, today: string): string {
  if (by === 'status') return card.status ?? 'idea';
  if (by === 'map') return card.map_title;
  if (by === 'department') return card.department ?? '';
  return isLate(card, today) ? LATE : (card.due?.slice(0, 7) ?? '');
}

export const LATE = 'late';

/** Whether an action should be done by now and is not. */
export function isLate(card: ActionCard, today: string): boolean {
  return card.due !== null && card.due.slice(0, 10) < today && card.status !== 'done' && card.status !== 'dropped';
}

function rank(key: string, by: Grouping): number {
  if (key === '') return 99;
  if (key === LATE) return -1;
  return by === 'status' ? (STATUSES as readonly string[]).indexOf(key) : 0;
}

function byDue(one: ActionCard, other: ActionCard): number {
  return (one.due ?? '9999').localeCompare(other.due ?? '9999') || one.text.localeCompare(other.text);
}
