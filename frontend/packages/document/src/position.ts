/** Places among siblings: a number between two neighbours, and new numbers for all where none is left. */
import { updated, type Change } from './change.ts';
import { asserted, numberOf, type MapRecord } from './record.ts';

/** Where new siblings come to stand, and what moves to make room for them. */
export interface Placing {
  readonly positions: readonly number[];
  readonly changes: readonly Change[];
}

/**
 * Positions for `count` newcomers before the sibling at `at` (0 first, absent last). Siblings are in order and do not
 * count those that move. Neighbours keep their positions unless nothing fits between them any more.
 */
export function placing(siblings: readonly MapRecord[], at: number | undefined, count = 1): Placing {
  const place = Math.max(0, Math.min(siblings.length, at ?? siblings.length));
  const [before, after] = [positionAt(siblings, place - 1), positionAt(siblings, place)];
  const positions = positionsBetween(before, after, count);
  return positions ? { positions, changes: [] } : respaced(siblings, place, count);
}

/** Numbers in rising order strictly between two others, null where there are not so many. */
export function positionsBetween(before: number | null, after: number | null, count: number): readonly number[] | null {
  const numbers = Array.from({ length: count }, (_, at) => at);
  if (before === null && after === null) return numbers;
  if (after === null) return numbers.map((at) => (before as number) + 1 + at);
  if (before === null) return numbers.map((at) => after - count + at);
  const step = (after - before) / (count + 1);
  const found = numbers.map((at) => before + step * (at + 1));
  const rises = [before, ...found, after].every((number, at, all) => at === 0 || number > (all[at - 1] as number));
  return rises ? found : null;
}

function positionAt(siblings: readonly MapRecord[], at: number): number | null {
  const sibling = siblings[at];
  return sibling ? (numberOf(sibling, 'position') ?? 0) : null;
}

function respaced(siblings: readonly MapRecord[], place: number, count: number): Placing {
  const changes = siblings.flatMap((sibling, at) => {
    const change = updated(sibling, { position: asserted(at < place ? at : at + count) });
    return change ? [change] : [];
  });
  return { positions: Array.from({ length: count }, (_, at) => place + at), changes };
}
