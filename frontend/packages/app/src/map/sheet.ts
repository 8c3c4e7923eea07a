/** Where everything stands on the drawn sheet: places to put things, marks in them, and what lies under a point. */
import { marksOf, spotId, spots, type PlacedMark, type Scene, type Spot } from '../../../canvas/src/index.ts';

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/** A mark inside its block: `y` counts from the block's top. */
export interface MarkBox extends Box {
  readonly id: string;
  readonly label: string;
  readonly block: PlacedMark['block'];
  readonly row: string;
  readonly place: string | null; // the spot that it stands in
}

/** A spot inside its block, with the marks in it from top to bottom. */
export interface Place extends Box {
  readonly id: string;
  readonly kind: Spot['kind'];
  readonly holds: Spot['holds'];
  readonly block: Spot['block'];
  readonly lane: string | null;
  readonly shows: string | null;
  readonly stage: string | null;
  readonly step: string | null;
  readonly marks: readonly string[];
}

export interface Sheet {
  readonly places: ReadonlyMap<string, Place>;
  readonly marks: ReadonlyMap<string, MarkBox>;
  readonly stages: readonly Place[];
  readonly steps: readonly Place[];
  readonly lanes: readonly Place[]; // their names
  readonly columns: readonly { readonly stage: string; readonly step: string | null; readonly x: number; readonly w: number }[];
  readonly width: number;
  readonly height: number; // of the lanes
  readonly headsHeight: number;
  readonly gutter: number;
}

const HANG = 12; // marks hang this far outside their column
const ROOM = 26; // the least height of the free room under cards
const ANCHOR = 23; // from the edge of a card's mark to its words

/** The geometry of a scene; empty where it has no sheet, as on a phone. */
export function sheetOf(scene: Scene): Sheet {
  const tops = new Map(scene.blocks.map((block) => [block.id, block.y]));
  const found = spots(scene);
  const columns = scene.sheet?.columns ?? [];
  const known = new Set(found.map((spot) => spot.id));
  const marks = marksOf(scene).map((mark) => boxOf(mark, { top: tops.get(mark.block) ?? 0, place: placeOf(mark, known, columns) }));
  const inside = new Map<string, MarkBox[]>();
  for (const mark of marks) {
    if (mark.place === null) continue;
    const here = inside.get(mark.place);
    if (here) here.push(mark);
    else inside.set(mark.place, [mark]);
  }
  const places = found.map((spot) => standing(spot, inside.get(spot.id) ?? []));
  const of = (kind: Spot['kind']): Place[] => places.filter((place) => place.kind === kind);
  const lanes = scene.blocks.find((block) => block.id === 'lanes');
  return {
    places: new Map(places.map((place) => [place.id, place])), marks: new Map(marks.map((mark) => [mark.id, mark])),
    stages: of('stage'), steps: of('step'), lanes: of('lane'), columns,
    width: scene.width, height: lanes?.height ?? 0, headsHeight: scene.blocks.find((block) => block.id === 'heads')?.height ?? 0, gutter: scene.gutter,
  };
}

function boxOf({ id, label, block, row, x, y, w, h }: PlacedMark, { top, place }: { top: number; place: string | null }): MarkBox {
  return { id, label, block, row, place, x, y: y - top, w, h };
}

function standing(spot: Spot, marks: readonly MarkBox[]): Place {
  const { id, kind, holds, block, lane, shows, stage, step, x, w, h, blockY: y } = spot;
  const order = [...marks].sort((one, other) => one.y - other.y || one.x - other.x);
  return { id, kind, holds, block, lane, shows, stage, step, x, y, w, h, marks: order.map((mark) => mark.id) };
}

/** The spot that a mark stands in: the one it names, else the column that it begins in. */
function placeOf(mark: PlacedMark, known: ReadonlySet<string>, columns: Sheet['columns']): string | null {
  if (mark.id.startsWith('more:')) return null;
  if (mark.block === 'gutter') return first(known, spotId(mark.row, null, null));
  if (mark.block === 'heads') return first(known, spotId(null, mark.stage ?? null, mark.step ?? null));
  const named = spotId(mark.row, mark.stage ?? null, mark.step ?? null);
  if (mark.stage != null && known.has(named)) return named;
  const anchor = mark.x + Math.min(ANCHOR, mark.w / 2);
  const column = columnAt(columns, anchor);
  return column ? first(known, spotId(mark.row, column.stage, column.step)) : null;
}

function first(known: ReadonlySet<string>, id: string): string | null {
  return known.has(id) ? id : null;
}

/** The column at a distance from the left; those outside belong to none. */
export function columnAt<Column extends { readonly x: number; readonly w: number }>(columns: readonly Column[], x: number): Column | null {
  return columns.find((column) => x >= column.x - HANG && x < column.x + column.w - HANG) ?? null;
}

/** The cell under a point of the lanes; points between lanes belong to the nearer one. */
export function cellAt(sheet: Sheet, { x, y }: { readonly x: number; readonly y: number }): Place | null {
  const lane = laneAt(sheet, y);
  const column = columnAt(sheet.columns, x) ?? (x >= sheet.gutter - HANG ? sheet.columns.at(-1) : null);
  if (!lane || !column) return null;
  return sheet.places.get(spotId(lane.lane, column.stage, column.step)) ?? null;
}

/** The lane at a height: the last one that has begun there. */
export function laneAt(sheet: Sheet, y: number): Place | null {
  return sheet.lanes.findLast((lane) => lane.y <= y) ?? sheet.lanes[0] ?? null;
}

/** Marks of the lanes that a box touches. */
export function marksWithin(sheet: Sheet, box: Box): readonly string[] {
  const meets = (mark: MarkBox): boolean => mark.x < box.x + box.w && box.x < mark.x + mark.w && mark.y < box.y + box.h && box.y < mark.y + mark.h;
  return [...sheet.marks.values()].filter((mark) => mark.block === 'lanes' && mark.place !== null && meets(mark)).map((mark) => mark.id);
}

/** The box of a mark, or of the free room of a place: all of it, or what lies under its cards. */
export function boxAt(sheet: Sheet, { mark, place }: { readonly mark: string | null; readonly place: string }): (Box & { readonly block: Spot['block'] }) | null {
  const found = mark === null ? undefined : sheet.marks.get(mark);
  if (found) return { x: found.x, y: found.y, w: found.w, h: found.h, block: found.block as Spot['block'] };
  const spot = sheet.places.get(place);
  if (!spot) return null;
  const last = spot.holds === 'card' ? sheet.marks.get(spot.marks.at(-1) ?? '') : undefined;
  const y = last ? last.y + last.h : spot.y;
  return { x: spot.x - (spot.kind === 'cell' ? HANG : 0), y, w: spot.w - 4, h: last ? Math.max(ROOM, spot.y + spot.h - y) : spot.h, block: spot.block };
}
