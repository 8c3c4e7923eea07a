/** Two stacks of groups and the bands between them, as thick as the customers who moved. */
interface Group {
  readonly id: string;
  readonly name: string;
  readonly n: number;
}
interface Placed extends Group {
  readonly y: number;
  readonly h: number;
}
export interface Flow {
  readonly left: readonly Placed[];
  readonly right: readonly Placed[];
  readonly bands: readonly { readonly id: string; readonly path: string; readonly stays: boolean }[];
  readonly height: number;
}

const [ROOM, GAP, LEAST, WIDTH] = [220, 10, 16, 400];

/** Groups of no size are drawn as thin as can be seen; bands leave and arrive in the order of the other side. */
export function flow(before: readonly Group[], after: readonly Group[], moves: readonly (readonly [string, string, number])[]): Flow {
  const whole = Math.max(1, ...[before, after].map((side) => side.reduce((sum, one) => sum + one.n, 0)));
  const [left, right] = [stacked(before, whole), stacked(after, whole)];
  const used = new Map<string, number>();
  const taken = (side: string, one: Placed, n: number): [number, number] => {
    const key = `${side} ${one.id}`;
    const from = used.get(key) ?? 0;
    const thick = (one.h * n) / Math.max(1, one.n);
    used.set(key, from + thick);
    return [one.y + from, one.y + from + thick];
  };
  const ordered = left.flatMap((old) => right.flatMap((now) => moves.filter(([from, to]) => from === old.id && to === now.id).map(([, , n]) => ({ old, now, n }))));
  const bands = ordered.map(({ old, now, n }) => {
    const [[a, b], [c, d]] = [taken('left', old, n), taken('right', now, n)];
    const middle = WIDTH / 2;
    return { id: `${old.id} ${now.id}`, stays: old.id === now.id, path: `M4 ${a}C${middle} ${a} ${middle} ${c} ${WIDTH - 4} ${c}L${WIDTH - 4} ${d}C${middle} ${d} ${middle} ${b} 4 ${b}Z` };
  });
  return { left, right, bands, height: Math.max(...[left, right].map((side) => (side.at(-1)?.y ?? 0) + (side.at(-1)?.h ?? 0)), 0) };
}

function stacked(side: readonly Group[], whole: number): Placed[] {
  let y = 0;
  return side.map((one) => {
    const h = Math.max(LEAST, (ROOM * one.n) / whole);
    const placed = { ...one, y, h };
    y += h + GAP;
    return placed;
  });
}
