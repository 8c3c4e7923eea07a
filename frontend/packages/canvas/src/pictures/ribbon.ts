/** Bands between two bars, each as thick as those who moved. */
import { px } from '../scene.ts';

/** Where a band begins and ends: x and upper edge at both bars. */
export interface Way {
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
}

/** A band of one thickness as the text of a path, leaving and arriving level. */
export function ribbon({ x1, y1, x2, y2 }: Way, thickness: number): string {
  const bend = (x2 - x1) / 2;
  const upper = `M${px(x1)} ${px(y1)}C${px(x1 + bend)} ${px(y1)} ${px(x2 - bend)} ${px(y2)} ${px(x2)} ${px(y2)}`;
  const lower = `L${px(x2)} ${px(y2 + thickness)}C${px(x2 - bend)} ${px(y2 + thickness)} ${px(x1 + bend)} ${px(y1 + thickness)} ${px(x1)} ${px(y1 + thickness)}Z`;
  return upper + lower;
}

const HAIR = 2; // thinner bands have no edge of paper: it would hide them

/** Paper around a band keeps crossing ones apart. */
export function edge(thickness: number): { stroke: 'paper'; width: number } | Record<string, never> {
  return thickness < HAIR ? {} : { stroke: 'paper', width: 0.75 };
}

/** Bands in drawing order: hairs under everything, then thick ones under thin ones. */
export function woven<T extends { readonly thickness: number }>(bands: readonly T[]): T[] {
  const rank = ({ thickness }: T): number => (thickness < HAIR ? Number.POSITIVE_INFINITY : thickness);
  return [...bands].sort((a, b) => rank(b) - rank(a));
}
