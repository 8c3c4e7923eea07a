/** Every place of the sheet that something can be put into or walked to: cells, stage and step heads, lane names. */
import { isLine, isWritten } from './kinds.ts';
import type { Scene, Sheet } from './scene.ts';

export interface Spot {
  readonly id: string; // the same for the same place in every scene of a map
  readonly kind: 'cell' | 'stage' | 'step' | 'lane';
  readonly holds: 'card' | 'figure' | 'point' | 'found' | 'line' | 'head'; // what can be put here
  readonly lane: string | null;
  readonly shows: string | null; // the kind of lane
  readonly stage: string | null;
  readonly step: string | null;
  readonly x: number;
  readonly y: number; // inside the scene, as marks have it
  readonly w: number;
  readonly h: number;
  readonly block: 'heads' | 'gutter' | 'lanes';
  readonly blockY: number; // inside its block, which may stick to the page's edge
}

/** What a lane of a kind takes. */
export function holdsOf(shows: string): Spot['holds'] {
  if (isLine(shows)) return 'line';
  if (shows === 'kpi') return 'figure';
  if (shows === 'emotion' || shows === 'arc' || shows === 'feeling') return 'point';
  if (shows === 'findings') return 'card';
  return isWritten(shows) ? 'card' : 'found';
}

/** The id of a place; the same lane, stage and step give the same id. */
export function spotId(lane: string | null, stage: string | null, step: string | null): string {
  return `${lane ?? ''}|${stage ?? ''}|${step ?? ''}`;
}

/** All places of an edited map, row by row: heads first, then each lane with its name and its cells. */
export function spots(scene: Scene): Spot[] {
  const { sheet } = scene;
  if (sheet === null) return [];
  const top = new Map(scene.blocks.map((block) => [block.id, block.y]));
  return [...headSpots(sheet, top.get('heads') ?? 0), ...sheet.lanes.flatMap((lane) => laneSpots(sheet, lane, top.get('lanes') ?? 0))];
}

function headSpots(sheet: Sheet, top: number): Spot[] {
  const head = { lane: null, shows: null, holds: 'head', block: 'heads' } as const;
  return [
    ...sheet.stages.map(({ stage, x, w }): Spot => ({ ...head, id: spotId(null, stage, null), kind: 'stage', stage, step: null, x, y: top, w, h: sheet.stageHeight, blockY: 0 })),
    ...sheet.steps.map(({ stage, step, x, w, y, h }): Spot => ({ ...head, id: spotId(null, stage, step), kind: 'step', stage, step, x, y: top + y, w, h, blockY: y })),
  ];
}

function laneSpots(sheet: Sheet, { id, shows, y, h }: Sheet['lanes'][number], top: number): Spot[] {
  const holds = holdsOf(shows);
  const name: Spot = { id: spotId(id, null, null), kind: 'lane', holds, lane: id, shows, stage: null, step: null, x: 0, y: top + y, w: sheet.nameWidth, h, block: 'gutter', blockY: y };
  if (holds === 'line') return [name];
  return [name, ...sheet.columns.map(({ stage, step, x, w }): Spot => ({ id: spotId(id, stage, step), kind: 'cell', holds, lane: id, shows, stage, step, x, y: top + y, w, h, block: 'lanes', blockY: y }))];
}

/** The channel whose row of a message plan lies at a height inside the lanes; null beside them. */
export function channelAt({ sheet }: Scene, lane: string, y: number): string | null {
  const rows = sheet?.lanes.find((entry) => entry.id === lane)?.channels ?? [];
  return rows.find((row) => y >= row.y && y < row.y + row.h)?.channel ?? null;
}
