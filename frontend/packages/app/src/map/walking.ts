/** Walking the sheet by keyboard: from card to card, cell to cell, to the names of lanes and the heads of stages. */
import { spotId } from '../../../canvas/src/index.ts';
import type { Place, Sheet } from './sheet.ts';

/** Where the keyboard stands: a place, and the mark in it, none where it is empty. */
export interface Cursor {
  readonly place: string;
  readonly mark: string | null;
}

export type Way = 'left' | 'right' | 'up' | 'down' | 'start' | 'end' | 'first' | 'last';

export const WAYS: Readonly<Record<string, Way>> = { arrowleft: 'left', arrowright: 'right', arrowup: 'up', arrowdown: 'down', home: 'start', end: 'end', 'mod+home': 'first', 'mod+end': 'last' };

/** Where a step leads; null at the edge of the sheet. */
export function walked(sheet: Sheet, from: Cursor | null, way: Way): Cursor | null {
  const place = from ? sheet.places.get(from.place) : undefined;
  if (!from || !place) return cursorIn(sheet.stages[0] ?? sheet.lanes[0], 'first');
  if (way === 'first') return cursorIn(sheet.stages[0] ?? sheet.lanes[0], 'first');
  if (way === 'last') return cursorIn(rowOf(sheet, sheet.lanes.findLast((lane) => lane.holds !== 'line')?.lane ?? null).at(-1), 'last');
  if (place.kind === 'lane') return fromLane(sheet, place, way);
  if (place.kind === 'cell') return fromCell(sheet, { cursor: from, place }, way);
  return fromHead(sheet, place, way);
}

/** Where Enter leads from words just written: down, and never onto a card that the next letter would write over. */
export function afterWriting(sheet: Sheet, from: Cursor, { isNew }: { readonly isNew: boolean }): Cursor {
  const next = walked(sheet, from, 'down');
  if (!next) return sheet.places.get(from.place)?.holds === 'card' ? { place: from.place, mark: null } : from;
  return isNew && sheet.places.get(next.place)?.holds === 'card' ? { place: next.place, mark: null } : next;
}

/** The cursor on something that can be selected. */
export function cursorOn(sheet: Sheet, id: string): Cursor | null {
  const place = sheet.marks.get(id)?.place ?? null;
  return place === null ? null : { place, mark: id };
}

export function cursorIn(place: Place | undefined, at: 'first' | 'last'): Cursor | null {
  return place ? { place: place.id, mark: (at === 'first' ? place.marks[0] : place.marks.at(-1)) ?? null } : null;
}

/** The places of a lane from left to right. */
export function rowOf(sheet: Sheet, lane: string | null): readonly Place[] {
  return sheet.columns.flatMap((column) => sheet.places.get(spotId(lane, column.stage, column.step)) ?? []);
}

function fromHead(sheet: Sheet, place: Place, way: Way): Cursor | null {
  const isStage = place.kind === 'stage';
  const row = isStage ? sheet.stages : sheet.steps.filter((step) => step.y === place.y);
  const at = row.indexOf(place);
  if (way === 'start' || way === 'end') return cursorIn(row.at(way === 'start' ? 0 : -1), 'first');
  if (way === 'left' && at === 0) return cursorIn(sheet.lanes[0], 'first');
  if (way === 'left' || way === 'right') return cursorIn(row[at + (way === 'left' ? -1 : 1)], 'first');
  if (way === 'up') return isStage ? null : cursorIn(above(sheet, place), 'first');
  const below = sheet.steps.find((step) => step.y > place.y && step.stage === place.stage && step.x >= place.x && step.x < place.x + place.w);
  return cursorIn(below ?? cellBelow(sheet, place.x), 'first');
}

function above(sheet: Sheet, place: Place): Place | undefined {
  const higher = sheet.steps.filter((step) => step.y < place.y && step.x <= place.x && step.x + step.w > place.x).at(-1);
  return higher ?? sheet.stages.find((stage) => stage.stage === place.stage);
}

/** The first cell below a head. */
function cellBelow(sheet: Sheet, x: number): Place | undefined {
  const column = sheet.columns.find((one) => one.x >= x - 1) ?? sheet.columns.at(-1);
  const lane = sheet.lanes.find((one) => one.holds !== 'line');
  return column && lane ? sheet.places.get(spotId(lane.lane, column.stage, column.step)) : undefined;
}

function fromLane(sheet: Sheet, place: Place, way: Way): Cursor | null {
  const at = sheet.lanes.indexOf(place);
  if (way === 'up' && at === 0) return cursorIn(sheet.stages[0], 'first');
  if (way === 'up' || way === 'down') return cursorIn(sheet.lanes[at + (way === 'up' ? -1 : 1)], 'first');
  if (way === 'right') return cursorIn(rowOf(sheet, place.lane)[0], 'first');
  return way === 'end' ? cursorIn(rowOf(sheet, place.lane).at(-1), 'first') : null;
}

type Standing = { readonly cursor: Cursor; readonly place: Place };

function fromCell(sheet: Sheet, { cursor, place }: Standing, way: Way): Cursor | null {
  if (way === 'up' || way === 'down') return upOrDown(sheet, { cursor, place }, way);
  const row = rowOf(sheet, place.lane);
  if (way === 'start' || way === 'end') return cursorIn(row.at(way === 'start' ? 0 : -1), 'first');
  const beside = besideOf(sheet, { cursor, place }, way);
  if (beside) return { place: place.id, mark: beside };
  const at = row.indexOf(place);
  if (way === 'left' && at === 0) return cursorIn(sheet.places.get(spotId(place.lane, null, null)), 'first');
  return nearest(sheet, row[at + (way === 'left' ? -1 : 1)], sheet.marks.get(cursor.mark ?? '')?.y);
}

/** A mark in the same place and row of it: points and touchpoints may stand side by side. */
function besideOf(sheet: Sheet, { cursor, place }: Standing, way: Way): string | null {
  const from = sheet.marks.get(cursor.mark ?? '');
  if (!from || place.holds === 'card') return null;
  const row = place.marks.flatMap((id) => sheet.marks.get(id) ?? []).filter((mark) => mark.id !== from.id && (place.holds === 'point' || Math.abs(mark.y - from.y) < 8));
  const ahead = row.filter((mark) => (way === 'left' ? mark.x < from.x : mark.x > from.x)).sort((one, other) => one.x - other.x);
  return (way === 'left' ? ahead.at(-1) : ahead[0])?.id ?? null;
}

/** The mark of a place that stands nearest to a height. */
function nearest(sheet: Sheet, place: Place | undefined, y: number | undefined): Cursor | null {
  if (!place) return null;
  const marks = place.marks.flatMap((id) => sheet.marks.get(id) ?? []);
  const best = y === undefined ? marks[0] : marks.toSorted((one, other) => Math.abs(one.y - y) - Math.abs(other.y - y))[0];
  return { place: place.id, mark: best?.id ?? null };
}

function upOrDown(sheet: Sheet, { cursor, place }: Standing, way: 'up' | 'down'): Cursor | null {
  const at = place.marks.indexOf(cursor.mark ?? '');
  const isBelowAll = at < 0 && way === 'up'; // on the free room under its cards
  const inside = isBelowAll ? place.marks.at(-1) : at < 0 ? undefined : place.marks[at + (way === 'up' ? -1 : 1)];
  if (inside !== undefined) return { place: place.id, mark: inside };
  const lanes = sheet.lanes.filter((lane) => lane.holds !== 'line');
  const next = lanes[lanes.findIndex((lane) => lane.lane === place.lane) + (way === 'up' ? -1 : 1)];
  if (next) return cursorIn(sheet.places.get(spotId(next.lane, place.stage, place.step)), way === 'up' ? 'last' : 'first');
  if (way === 'down') return null;
  const head = place.step === null ? undefined : sheet.steps.find((step) => step.step === place.step);
  return cursorIn(head ?? sheet.stages.find((stage) => stage.stage === place.stage), 'first');
}

/** All that lies between two cells, row by row: what Shift with an arrow or a click selects. */
export function between(sheet: Sheet, one: Cursor, other: Cursor): readonly string[] {
  const [from, to] = [sheet.places.get(one.place), sheet.places.get(other.place)];
  if (!from || !to) return [];
  if (from.kind !== 'cell' || to.kind !== 'cell') {
    const row = from.kind === 'lane' ? sheet.lanes : from.kind === 'stage' ? sheet.stages : sheet.steps;
    const [start, end] = [row.indexOf(from), row.indexOf(to)].sort((a, b) => a - b) as [number, number];
    return from.kind === to.kind && start >= 0 ? row.slice(start, end + 1).flatMap((place) => place.marks.slice(0, 1)) : [];
  }
  const lanes = sheet.lanes.map((lane) => lane.lane);
  const [top, bottom] = [lanes.indexOf(from.lane), lanes.indexOf(to.lane)].sort((a, b) => a - b) as [number, number];
  const [left, right] = [Math.min(from.x, to.x), Math.max(from.x, to.x)];
  const cells = lanes.slice(top, bottom + 1).flatMap((lane) => rowOf(sheet, lane)).filter((place) => place.x >= left && place.x <= right);
  if (from === to) return inOneCell(from, one, other);
  return cells.flatMap((place) => place.marks);
}

function inOneCell(place: Place, one: Cursor, other: Cursor): readonly string[] {
  const [start, end] = [place.marks.indexOf(one.mark ?? ''), place.marks.indexOf(other.mark ?? '')].sort((a, b) => a - b) as [number, number];
  return start < 0 ? [] : place.marks.slice(start, end + 1);
}
