/** How waits are spread, as the outline of a hill: counts over spans of time, smoothed a little. */
import type { Row } from './answer.ts';
import type { Scale } from './scale.ts';

/** So many waits took from `low` to less than `high` seconds. */
export interface Span {
  readonly low: number;
  readonly high: number;
  readonly count: number;
}

export interface HillPoint {
  readonly place: number; // on the scale, 0 to 1
  readonly height: number; // 1 at the peak
}

const POINTS = 180;
const SMOOTH = 0.2; // of a doubling: spans are a quarter of one wide
const EDGE = 0.004; // of the peak: lower than a line is thick

/** The distribution that a row carries; empty where it carries none. */
export function spansOf(row: Row): readonly Span[] {
  const told = row['distribution'];
  if (!Array.isArray(told)) return [];
  return told.flatMap((span: unknown) => (Array.isArray(span) && span.length === 3 ? [{ low: Number(span[0]), high: Number(span[1]), count: Number(span[2]) }] : []));
}

/**
 * The outline of a row's waits on a scale, from where it leaves the ground to where it is back; its area to the left
 * of a place is the share of waits that were shorter, but for the smoothing.
 */
export function hillOf(row: Row, scale: Scale): readonly HillPoint[] {
  const spans = spansOf(row).map(({ low, high, count }) => ({ low: scale.place(low), high: scale.place(high), count }));
  if (spans.length === 0) return [];
  const smooth = SMOOTH * (scale.place(2047) - scale.place(1023));
  const density = Array.from({ length: POINTS + 1 }, (_, n) => spans.reduce((sum, span) => sum + densityAt(n / POINTS, span, smooth), 0));
  const peak = Math.max(...density);
  const first = density.findIndex((one) => one > peak * EDGE);
  const last = density.findLastIndex((one) => one > peak * EDGE);
  const inside = density.slice(first, last + 1).map((one, n) => ({ place: (first + n) / POINTS, height: one / peak }));
  const ground = (n: number): HillPoint => ({ place: Math.min(1, Math.max(0, n / POINTS)), height: 0 });
  return [ground(first - 1), ...inside, ground(last + 1)];
}

/** What one span adds at a place: its waits lie evenly inside it, each blurred by a normal curve. */
function densityAt(place: number, { low, high, count }: Span, smooth: number): number {
  const width = Math.max(high - low, 1e-9);
  const [from, to] = [(place - high) / smooth, (place - low) / smooth];
  if (from > 5 || to < -5) return 0;
  return (count * (below(to) - below(from))) / width;
}

/** The share of a standard normal curve below z. Source: Abramowitz and Stegun, Handbook of Mathematical Functions, 1964, 26.2.17. */
function below(z: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(z));
  const tail = Math.exp((-z * z) / 2) * 0.3989422804 * t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return z < 0 ? tail : 1 - tail;
}
