/** The stages as they are edited: ids for new ones, and their order. */

/** An id for a name: one lower-case word that no other stage has. */
export function idFor(name: string, taken: readonly string[]): string {
  const plain = name.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '').replace(/ø/g, 'o').replace(/æ/g, 'ae');
  const word = plain.replace(/[^a-z0-9]+/g, '_').replace(/^_+|_+$/g, '') || 'stage';
  const names = [word, ...Array.from({ length: taken.length + 2 }, (_, at) => `${word}_${at + 2}`)];
  return names.find((one) => !taken.includes(one) && one !== 'unplaced') as string;
}

/** Moves the line at a place by one step; at the ends nothing moves. */
export function moved<T>(lines: readonly T[], at: number, step: 1 | -1): readonly T[] {
  const to = at + step;
  if (to < 0 || to >= lines.length) return lines;
  const next = [...lines];
  [next[at], next[to]] = [next[to] as T, next[at] as T];
  return next;
}
