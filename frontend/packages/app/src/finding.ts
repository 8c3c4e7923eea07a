/** Finding by a few letters: words in any order, beginnings first. */
interface Named {
  readonly label: string;
  readonly group?: string;
  readonly words?: string;
}

/** Returns those in which every word of `wanted` is found, the best ones first; all of them when nothing is wanted. */
export function found<T extends Named>(all: readonly T[], wanted: string): T[] {
  const words = plain(wanted).split(/\s+/).filter(Boolean);
  if (!words.length) return [...all];
  return all
    .map((one, at) => ({ one, at, rank: rank(one, words) }))
    .filter(({ rank: known }) => known > 0)
    .sort((left, right) => right.rank - left.rank || left.at - right.at)
    .map(({ one }) => one);
}

function rank(one: Named, words: readonly string[]): number {
  const label = plain(one.label);
  const rest = plain(`${one.group ?? ''} ${one.words ?? ''}`);
  let sum = 0;
  for (const word of words) {
    const points = label.startsWith(word) ? 4 : label.includes(` ${word}`) ? 3 : label.includes(word) ? 2 : rest.includes(word) ? 1 : 0;
    if (!points) return 0;
    sum += points;
  }
  return sum;
}

/** Small letters without accents, so that "malmo" finds Malmö; æ and ø have no parts and stay. */
function plain(text: string): string {
  return text.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '');
}
