/** Where something that is being dragged would land: pure, so that a drag lays nothing out anew. */
import { numberOf, textOf, type JourneyMap } from '../../../document/src/index.ts';
import { isFound } from './naming.ts';
import { cellAt, columnAt, type Box, type Place, type Sheet } from './sheet.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A line where it goes between, or a slot where it goes alone; and what then is to be done. */
export interface Landing {
  readonly line: Box | null;
  readonly slot: Box | null;
  readonly block: 'heads' | 'lanes' | 'whole'; // a line through the whole height starts in the heads
  readonly place: Place | null;
  readonly after: string | null; // for cards: the mark above which it goes; null goes last
  readonly at: number; // for stages and lanes: the place among the others
  readonly level: number | null;
}

const NOWHERE = { line: null, slot: null, block: 'lanes', place: null, after: null, at: -1, level: null } as const;

/** Cards land in the cell under the pointer, between the cards there; null where they can't stand. */
export function cardLanding(sheet: Sheet, point: Point, { moving, holds }: { moving: ReadonlySet<string>; holds: Place['holds'] }): Landing | null {
  const place = cellAt(sheet, point);
  if (!place || place.holds !== holds) return null;
  const stay = place.marks.filter((id) => !moving.has(id)).flatMap((id) => sheet.marks.get(id) ?? []);
  const next = stay.find((mark) => mark.y + mark.h / 2 > point.y);
  const last = stay.at(-1);
  if (!last) return { ...NOWHERE, place, slot: slotOf(place) };
  const y = next ? next.y - 3 : last.y + last.h + 2;
  return { ...NOWHERE, place, after: next?.id ?? null, line: { x: place.x - 14, y, w: place.w - 12, h: 2 } };
}

function slotOf(place: Place): Box {
  return { x: place.x - 14, y: place.y, w: place.w - 12, h: place.h };
}

/** Stages land between stages: a line through the whole map. */
export function stageLanding(sheet: Sheet, x: number, id: string): Landing {
  const { at, edge } = amongst(sheet.stages.map((stage) => ({ id: stage.marks[0] ?? stage.id, from: stage.x, to: stage.x + stage.w })), x, id);
  return { ...NOWHERE, block: 'whole', at, line: { x: edge - 14, y: 0, w: 2, h: sheet.headsHeight + sheet.height } };
}

/** Lanes land between lanes: a line across. */
export function laneLanding(sheet: Sheet, y: number, id: string): Landing {
  const { at, edge } = amongst(sheet.lanes.map((lane) => ({ id: lane.lane ?? '', from: lane.y, to: lane.y + lane.h })), y, id);
  return { ...NOWHERE, at, line: { x: 12, y: edge - 1, w: sheet.width - 24, h: 2 } };
}

/** Steps land between the steps of the same row, in any stage. */
export function stepLanding(sheet: Sheet, point: Point, id: string): Landing | null {
  const own = sheet.steps.find((step) => step.step === id);
  const stage = columnAt(sheet.stages, point.x) ?? null;
  if (!own || !stage) return null;
  const row = sheet.steps.filter((step) => step.y === own.y && step.stage === stage.stage);
  const { at, edge } = amongst(row.map((step) => ({ id: step.step ?? '', from: step.x, to: step.x + step.w })), point.x, id);
  const x = row.length === 0 ? stage.x : edge;
  return { ...NOWHERE, block: 'heads', place: stage, at: row.length === 0 ? 0 : at, line: { x: x - 9, y: own.y - 2, w: 2, h: own.h } };
}

type Stretch = { readonly id: string; readonly from: number; readonly to: number };

/** The place among the others at a distance, and where the line goes. */
function amongst(all: readonly Stretch[], at: number, id: string): { at: number; edge: number } {
  const before = all.filter((one) => (one.from + one.to) / 2 < at);
  const edge = before.length === all.length ? (all.at(-1)?.to ?? 0) : (all[before.length]?.from ?? 0);
  return { at: before.filter((one) => one.id !== id).length, edge };
}

/** A point of a curve moves up and down; in halves, or freely. */
export function levelLanding(sheet: Sheet, { id, from, level, perLevel }: { id: string; from: number; level: number; perLevel: number }, y: number, isFree: boolean): Landing | null {
  const mark = sheet.marks.get(id);
  if (!mark) return null;
  const wanted = level + (from - y) / perLevel;
  const bounded = Math.max(-2, Math.min(2, isFree ? Math.round(wanted * 20) / 20 : Math.round(wanted * 2) / 2));
  const centre = mark.y + mark.h / 2 - (bounded - level) * perLevel;
  return { ...NOWHERE, level: bounded, line: { x: mark.x - 20, y: centre - 1, w: mark.w + 40, h: 2 } };
}

/** A span reaches to the stage under the pointer, at least over its own. */
export function spanLanding(sheet: Sheet, id: string, x: number): Landing | null {
  const mark = sheet.marks.get(id);
  const own = mark?.place == null ? undefined : sheet.places.get(mark.place);
  const first = sheet.stages.find((stage) => stage.stage === own?.stage);
  if (!mark || !first) return null;
  const under = columnAt(sheet.stages, Math.max(x, first.x)) ?? sheet.stages.at(-1) ?? first;
  const stage = under.x < first.x ? first : under;
  return { ...NOWHERE, place: stage, slot: { x: mark.x + 10, y: mark.y, w: stage.x + stage.w - mark.x - 36, h: mark.h } };
}

/** Where the handle is that lets a card cover several stages: at its right end; null where it can't. */
export function spanHandle(sheet: Sheet, map: JourneyMap, id: string): Box | null {
  const mark = sheet.marks.get(id);
  const record = map.records.get(id);
  if (!mark || mark.block !== 'lanes' || textOf(record, 'stage') === null || numberOf(record, 'level') !== null || isFound(record)) return null;
  return record?.kind === 'card' || record?.kind === 'cell' ? { x: mark.x + mark.w - 7, y: mark.y, w: 14, h: mark.h } : null;
}
