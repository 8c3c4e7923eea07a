/** Moving through the map by keyboard: one mark is in the tab order, arrows move on, geometry decides up and down. */

export interface Spot {
  readonly id: string;
  readonly x: number;
  readonly y: number;
}

/** The mark that an arrow leads to: left and right follow reading order, up and down the nearest line of marks. */
export function nextSpot(spots: readonly Spot[], current: string, key: string): string | null {
  const at = spots.findIndex((spot) => spot.id === current);
  if (at < 0) return spots[0]?.id ?? null;
  if (key === 'ArrowRight') return spots[at + 1]?.id ?? null;
  if (key === 'ArrowLeft') return spots[at - 1]?.id ?? null;
  if (key === 'Home') return spots[0]!.id;
  if (key === 'End') return spots.at(-1)!.id;
  return nearest(spots, spots[at]!, key === 'ArrowDown' ? 1 : -1);
}

function nearest(spots: readonly Spot[], from: Spot, direction: 1 | -1): string | null {
  let best: { id: string; cost: number } | null = null;
  for (const spot of spots) {
    const down = (spot.y - from.y) * direction;
    if (spot.id === from.id || down < 6) continue;
    const cost = down + Math.abs(spot.x - from.x) * 2;
    if (best === null || cost < best.cost) best = { id: spot.id, cost };
  }
  return best?.id ?? null;
}
