/** Space above each lane: what is loud stands freely, what supports it sits closer together. */
import { kindOf, isLine, isWritten } from './kinds.ts';
import type { Lane } from './lanes/lane.ts';

const FOUND: Readonly<Record<string, number>> = {
  river: 4, reach: 4, feeling: 20, emotion: 20, arc: 20, pains: 24, findings: 24, touchpoints: 26, figures: 34, messages: 26, 'line:interaction': 18,
}; // prettier-ignore
const CLOSE = 12;
const LOUD = 20;
const LINE = 16;
const UNDER_LINE = 2;

/** The space above each lane of a stack. */
export function spacesOf(lanes: readonly Lane[]): number[] {
  return lanes.map((lane, n) => {
    const before = lanes[n - 1];
    const shows = lane.row?.shows ?? lane.id;
    if (before && isRule(before)) return UNDER_LINE;
    if (isLine(shows)) return LINE;
    if (FOUND[shows] !== undefined) return n === 0 ? Math.min(FOUND[shows], 12) : FOUND[shows];
    return lane.row && isWritten(shows) && kindOf(shows).isLoud ? LOUD : CLOSE;
  });
}

function isRule(lane: Lane): boolean {
  return lane.id.startsWith('line:') || isLine(lane.row?.shows ?? '');
}
