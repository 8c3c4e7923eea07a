/** A template small enough for a gallery: its stages, each lane as it is filled, and the curves of its feelings. */
import type { Preview, PreviewCurve, PreviewLane } from '../../generated/api.ts';

export type Ink = 'text' | 'bad' | 'good' | 'act' | 'said' | 'chip' | 'line';

export interface ThumbnailShape {
  readonly height: number;
  readonly stations: readonly number[];
  readonly strokes: Readonly<Record<Ink, string>>; // one path an ink
  readonly curves: readonly { readonly path: string; readonly isPlanned: boolean; readonly zero: number }[];
}

export const WIDTH = 320;
const LEFT = 8;
const TOP = 10;
const ROOM = 172;
const MOST = { rows: 4, stages: 14, row: 5, curve: 58, stretch: 1.5 } as const;
const INKS: Readonly<Record<string, Ink>> = {
  pain: 'bad', delight: 'good', moment_of_truth: 'good', opportunity: 'act', action: 'act', goal: 'act', quote: 'said', thought: 'said',
  channel: 'chip', message_plan: 'chip', kpi: 'chip', touchpoints: 'chip', line_of_interaction: 'line', line_of_visibility: 'line', line_of_internal_interaction: 'line',
};
const LONGEST = 60;

/** Lanes share the height that there is, each in proportion to what is in it. */
export function thumbnail(preview: Preview): ThumbnailShape {
  const stages = preview.stages.slice(0, MOST.stages);
  const column = (WIDTH - LEFT) / Math.max(1, stages.length);
  const stations = stages.map((_, at) => round(LEFT + at * column));
  const wanted = preview.lanes.map(heightOf);
  const scale = Math.min(MOST.stretch, ROOM / Math.max(1, wanted.reduce((sum, one) => sum + one, 0)));
  const strokes: Record<Ink, string> = { text: '', bad: '', good: '', act: '', said: '', chip: '', line: '' };
  const curves: ThumbnailShape['curves'][number][] = [];
  let y = TOP + 12;
  preview.lanes.forEach((lane, at) => {
    const height = (wanted[at] ?? 0) * scale;
    const ink = INKS[lane.shows] ?? 'text';
    if (ink === 'line') strokes.line += `M${LEFT} ${round(y + height / 2)}H${WIDTH}`;
    else if (lane.curves.length > 0) curves.push(...lane.curves.map((curve) => drawn(curve, stations, { top: y, height })));
    else strokes[ink] += rows(lane, { stations, column, top: y, step: (MOST.row * scale), isChip: ink === 'chip' });
    y += height;
  });
  return { height: round(y + 4), stations, strokes, curves: curves.filter((curve) => curve.path !== '') };
}

function heightOf(lane: PreviewLane): number {
  if (INKS[lane.shows] === 'line') return 8;
  if (lane.curves.length > 0) return MOST.curve;
  return Math.max(1, ...lane.cards.map((cards) => Math.min(MOST.rows, cards.length))) * MOST.row + 5;
}

function rows(lane: PreviewLane, { stations, column, top, step, isChip }: { stations: readonly number[]; column: number; top: number; step: number; isChip: boolean }): string {
  return lane.cards.slice(0, stations.length).flatMap((cards, stage) => cards.slice(0, MOST.rows).map((letters, row) => {
    const length = isChip ? 9 : (column - 10) * Math.max(0.2, Math.min(1, letters / LONGEST));
    return `M${stations[stage]} ${round(top + step / 2 + row * step)}h${round(length)}`;
  })).join('');
}

/** From +2 at the top to −2 at the foot; stages without a level are passed over. */
function drawn({ levels, is_planned: isPlanned }: PreviewCurve, stations: readonly number[], { top, height }: { top: number; height: number }): ThumbnailShape['curves'][number] {
  const zero = round(top + height / 2);
  const points = levels.flatMap((level, at) => (level === null || stations[at] === undefined ? [] : [{ x: stations[at], y: round(top + height / 2 - (level / 2) * (height / 2 - 4)) }]));
  if (points.length < 2) return { path: '', isPlanned, zero };
  const path = points.map((point, at) => {
    const before = points[at - 1];
    if (!before) return `M${point.x} ${point.y}`;
    const half = round((before.x + point.x) / 2);
    return `C${half} ${before.y} ${half} ${point.y} ${point.x} ${point.y}`;
  }).join('');
  return { path, isPlanned, zero };
}

function round(length: number): number {
  return Math.round(length * 10) / 10;
}
