/** Where the stages stand: one column each, equally wide or as wide as the time spent before the next. */
import type { ResolvedMap, StageColumn } from '../../generated/resolvedmap.ts';
import type { View } from './view.ts';

export interface Column {
  readonly stage: StageColumn;
  readonly index: number;
  readonly x: number;
  readonly w: number;
}

export interface Frame {
  readonly columns: readonly Column[];
  readonly gutter: number; // where the first column starts
  readonly margin: number;
  readonly width: number; // of the whole drawing
  readonly textWidth: number; // room for text in the narrowest column
}

const LEAST = 132;
const HANG = 20; // marks hang this far outside their label

/** The frame of a map in a view; wider than the view where columns would become unreadable. */
export function frameOf(map: ResolvedMap, view: View): Frame {
  const margin = view.width < 1100 ? 16 : 24;
  const gutter = view.width < 1100 ? 180 : 196;
  const count = Math.max(1, map.stages.length);
  const room = Math.max(view.width - gutter - margin, count * LEAST);
  const widths = view.columnWidths === 'time' ? byTime(map.stages, room) : map.stages.map(() => room / count);
  let x = gutter;
  const columns = map.stages.map((stage, index) => {
    const w = widths[index] ?? room / count;
    x += w;
    return { stage, index, x: x - w, w };
  });
  return { columns, gutter, margin, width: gutter + room + margin, textWidth: Math.min(...widths, room) - HANG - 12 };
}

function byTime(stages: readonly StageColumn[], room: number): number[] {
  const waits = stages.map((stage) => stage.wait_to_next?.figure ?? 0);
  const whole = waits.reduce((sum, wait) => sum + wait, 0);
  const least = Math.min(LEAST + 8, room / stages.length);
  const free = room - least * stages.length;
  return waits.map((wait) => least + (whole > 0 ? (free * wait) / whole : free / stages.length));
}

/** The room for text in a column. */
export function roomIn(column: Column): number {
  return column.w - HANG - 10;
}

/** The place of a share (0 early, 1 late) inside a column, for the feeling line. */
export function placeIn(column: Column, share: number): number {
  return column.x + 6 + Math.min(1, Math.max(0, share)) * (column.w - 24);
}
