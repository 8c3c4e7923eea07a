/** Where the points of a trend stand in a box; no DOM, so that it can be checked by hand. */
export interface TrendPoint {
  readonly at: string;
  readonly value: number | null;
  readonly interval?: readonly [number, number] | null;
  readonly n?: number | null;
}

export interface Placed {
  readonly point: TrendPoint;
  readonly x: number;
  readonly y: number;
}

export interface TrendShape {
  readonly line: string; // path; a month without a figure breaks it
  readonly band: string;
  readonly placed: readonly Placed[];
  readonly targetY: number | null;
}

/** Returns the shape of a trend; the scale holds every figure and the target, intervals only as far as they help. */
export function trendShape(points: readonly TrendPoint[], { width, height, target = null }: { width: number; height: number; target?: number | null }): TrendShape {
  const known = points.map((one) => one.value).filter((one) => one !== null);
  if (!known.length) return { line: '', band: '', placed: [], targetY: null };
  const [low, high] = scale(target === null ? known : [...known, target], points);
  const x = (at: number): number => round(points.length > 1 ? (at / (points.length - 1)) * width : width / 2);
  const y = (value: number): number => round(height - ((Math.min(Math.max(value, low), high) - low) / (high - low)) * height);
  const placed = points.flatMap((point, at) => (point.value === null ? [] : [{ point, x: x(at), y: y(point.value) }]));
  const line = points.map((point, at) => (point.value === null ? '' : `${at && points[at - 1]?.value != null ? 'L' : 'M'}${x(at)} ${y(point.value)}`)).join('');
  return { line, band: band(points, x, y), placed, targetY: target === null ? null : y(target) };
}

function scale(values: readonly number[], points: readonly TrendPoint[]): [number, number] {
  const low = Math.min(...values);
  const high = Math.max(...values);
  const room = high - low || Math.abs(high) * 0.1 || 1;
  const ends = points.flatMap((one) => one.interval ?? []);
  const wide = (end: number, sign: 1 | -1): number => Math.max(...ends.map((one) => (one - end) * sign), room * 0.15);
  return [low - Math.min(wide(low, -1), room), high + Math.min(wide(high, 1), room)];
}

function band(points: readonly TrendPoint[], x: (at: number) => number, y: (value: number) => number): string {
  const sure = points.flatMap((point, at) => (point.interval ? [{ x: x(at), low: y(point.interval[0]), high: y(point.interval[1]) }] : []));
  if (sure.length < 2) return '';
  const there = sure.map((one, at) => `${at ? 'L' : 'M'}${one.x} ${one.high}`).join('');
  return `${there}${sure.toReversed().map((one) => `L${one.x} ${one.low}`).join('')}Z`;
}

function round(length: number): number {
  return Math.round(length * 10) / 10;
}
