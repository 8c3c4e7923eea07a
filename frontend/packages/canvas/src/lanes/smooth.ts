/** Smooth curves through points, without a swing beyond them. */
import { px } from '../scene.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Slopes of a smooth curve that never overshoots its points. Source: Fritsch and Carlson, 1980. */
export function slopes(points: readonly Point[]): number[] {
  const steps = points.slice(1).map((point, n) => (point.y - points[n]!.y) / (point.x - points[n]!.x || 1));
  return points.map((_, n) => {
    const [before, after] = [steps[n - 1], steps[n]];
    if (before === undefined || after === undefined) return before ?? after ?? 0;
    return before * after <= 0 ? 0 : (2 * before * after) / (before + after);
  });
}

/** The curve as the text of a path. */
export function smooth(points: readonly Point[], start: 'M' | 'L' = 'M'): string {
  if (points.length === 0) return '';
  const slope = slopes(points);
  let d = `${start}${px(points[0]!.x)} ${px(points[0]!.y)}`;
  for (let n = 1; n < points.length; n += 1) d += piece(points, slope, n);
  return d;
}

/** The piece of the curve that ends at point `n`, without its start. */
export function piece(points: readonly Point[], slope: readonly number[], n: number): string {
  const [from, to] = [points[n - 1]!, points[n]!];
  const third = (to.x - from.x) / 3;
  return `C${px(from.x + third)} ${px(from.y + slope[n - 1]! * third)} ${px(to.x - third)} ${px(to.y - slope[n]! * third)} ${px(to.x)} ${px(to.y)}`;
}

/** Points along the curve, `steps` for each piece. */
export function sampled(points: readonly Point[], steps = 12): Point[] {
  const slope = slopes(points);
  const found: Point[] = points.slice(0, 1);
  for (let n = 1; n < points.length; n += 1) {
    const [from, to] = [points[n - 1]!, points[n]!];
    const w = to.x - from.x;
    for (let step = 1; step <= steps; step += 1) {
      const t = step / steps;
      const [t2, t3] = [t * t, t * t * t];
      const y = (2 * t3 - 3 * t2 + 1) * from.y + (t3 - 2 * t2 + t) * slope[n - 1]! * w + (3 * t2 - 2 * t3) * to.y + (t3 - t2) * slope[n]! * w;
      found.push({ x: from.x + w * t, y });
    }
  }
  return found;
}

/** The area between the curve and the zero line where the curve lies below it; y grows downwards, zero is 0. */
export function areaBelowZero(points: readonly Point[]): string {
  const low = sampled(points).map(({ x, y }) => ({ x, y: Math.max(0, y) }));
  if (!low.some(({ y }) => y > 0.5)) return '';
  const way = low.map(({ x, y }, n) => `${n === 0 ? 'M' : 'L'}${px(x)} ${px(y)}`).join('');
  return `${way}L${px(low.at(-1)!.x)} 0L${px(low[0]!.x)} 0Z`;
}
