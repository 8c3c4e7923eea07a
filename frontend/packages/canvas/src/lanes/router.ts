/**
 * Leader lines between touchpoints, like the lines of a transit map.
 *
 * Lines run along streets (between the rows of text) and corridors (left of each column) and never through a
 * label. Lines to one touchpoint share a track, so that they join before they arrive.
 */
import type { Link } from '../../../generated/resolvedmap.ts';
import { px } from '../scene.ts';
import type { Place } from './touchpointplan.ts';

export interface Route {
  readonly link: Link;
  readonly d: string;
  readonly isBack: boolean;
}

export interface Grid {
  readonly rowY: (row: number) => number; // the middle of a row's first line of text
  readonly streetY: (row: number) => number; // the free strip above a row
  readonly corridorX: (column: number) => number; // the right edge of the corridor left of a column
  readonly tracks: number;
}

const MARK = 11; // from a label back to the middle of its mark
const TRACK = 5.5;
const MOST_TRACKS = 9; // in one corridor, closer to each other than usual

type Point = { x: number; y: number };
type Leg = { corridor: number; from: number; to: number; key: string };

/** Routes for the links whose both ends are placed, in the order given: earlier ones get the better tracks. */
export function routesOf(links: readonly Link[], places: readonly Place[], grid: Grid): Route[] {
  const placed = new Map(places.map((place) => [place.mark.id, place]));
  const occupied = new Set(places.map((place) => `${place.column.index}:${place.row}`));
  const drawn = (tracks: Tracks): Route[] => links.flatMap((link) => {
    const [from, to] = [placed.get(link.from_touchpoint), placed.get(link.to_touchpoint)];
    if (!from || !to || from === to) return [];
    const isBack = to.column.index < from.column.index;
    return [{ link, d: rounded(routed(from, to, { grid, occupied, tracks })), isBack }];
  });
  const first = new Tracks(new Map());
  const routes = drawn(first);
  const used = first.used;
  return [...used.values()].some((count) => count > grid.tracks) ? drawn(new Tracks(used)) : routes;
}

/** Tracks of the corridors and streets, given out so that different lines beside each other do not touch. */
class Tracks {
  readonly #taken = new Map<string, Leg[]>();
  readonly #given = new Map<string, number>();
  readonly used = new Map<string, number>(); // tracks that each corridor took
  readonly #wanted: ReadonlyMap<string, number>; // how many there are to be, from an earlier try

  constructor(wanted: ReadonlyMap<string, number>) {
    this.#wanted = wanted;
  }

  /** How far apart the tracks of a corridor lie: closer where it must hold more than its usual number. */
  pitch(lane: string, usual: number): number {
    return TRACK * Math.min(1, usual / Math.max(usual, this.#wanted.get(lane) ?? 0));
  }

  of(lane: string, leg: Leg, most: number): number {
    const known = this.#given.get(`${lane}|${leg.key}`);
    const legs = this.#taken.get(lane) ?? [];
    const [low, high] = [Math.min(leg.from, leg.to), Math.max(leg.from, leg.to)];
    const isFree = (track: number): boolean =>
      !legs.some((other) => other.corridor === track && other.key !== leg.key && Math.min(other.from, other.to) < high + 3 && Math.max(other.from, other.to) > low - 3);
    let track = known ?? 0;
    while (known === undefined && track < most - 1 && !isFree(track)) track += 1;
    this.#given.set(`${lane}|${leg.key}`, track);
    this.#taken.set(lane, [...legs, { ...leg, corridor: track }]);
    this.used.set(lane, Math.max(this.used.get(lane) ?? 0, track + 1));
    return track;
  }
}

type World = { grid: Grid; occupied: ReadonlySet<string>; tracks: Tracks };

function routed(from: Place, to: Place, world: World): Point[] {
  const { grid } = world;
  const yFrom = grid.rowY(from.row);
  const yTo = grid.rowY(to.row);
  if (from.column === to.column && from.row === to.row && to.slot === from.slot + 1) {
    return [{ x: from.end + 5, y: yFrom }, { x: to.x - MARK, y: yTo }];
  }
  const isForward = to.column.index > from.column.index;
  const start = isForward ? leaveRight(from, to, world) : leaveLeft(from, world);
  const last = start.at(-1)!;
  const goal = arrival(to, world);
  const x = corridor(world, to, { from: last.y, to: goal[0]!.y });
  const way = isForward || to.column === from.column ? [] : [{ x: last.x, y: street(world, from, to) }, { x, y: street(world, from, to) }];
  return [...start, ...way, { x, y: (way.at(-1) ?? last).y }, { x, y: goal[0]!.y }, ...goal];
}

function corridor(world: World, to: Place, { from, to: end }: { from: number; to: number }): number {
  const { grid, tracks } = world;
  const lane = `c${to.column.index}`;
  const track = tracks.of(lane, { corridor: 0, from, to: end, key: to.mark.id }, MOST_TRACKS);
  return grid.corridorX(to.column.index) - track * tracks.pitch(lane, grid.tracks);
}

function street(world: World, from: Place, to: Place): number {
  const { grid, tracks } = world;
  const below = to.row >= from.row;
  const row = below ? to.row : to.row + 1;
  const track = tracks.of(`s${row}`, { corridor: 0, from: from.x, to: to.x, key: to.mark.id }, 3);
  return grid.streetY(row) + (track - 1) * 4;
}

/** Out of the label to the right, along the row while it is free, else down to the street. */
function leaveRight(from: Place, to: Place, world: World): Point[] {
  const { grid, occupied } = world;
  const y = grid.rowY(from.row);
  const between = range(from.column.index + 1, to.column.index);
  const rowIsFree = (row: number): boolean => between.every((column) => !occupied.has(`${column}:${row}`));
  const out: Point[] = from.isLast
    ? [{ x: from.end + 5, y }]
    : [{ x: from.x - MARK, y: y + 4 }, { x: from.x - MARK, y: grid.streetY(from.row + 1) - 2 }];
  if (from.isLast && rowIsFree(from.row)) return out;
  if (!from.isLast && between.length === 0) return out;
  const first = corridor(world, { ...to, column: { ...to.column, index: from.column.index + 1 } }, { from: out.at(-1)!.y, to: grid.rowY(to.row) });
  const along = rowIsFree(to.row) ? grid.rowY(to.row) : street(world, from, to);
  return [...out, { x: first, y: out.at(-1)!.y }, { x: first, y: along }];
}

function leaveLeft(from: Place, world: World): Point[] {
  const y = world.grid.rowY(from.row);
  const x = world.grid.corridorX(from.column.index);
  if (from.slot === 0) return [{ x: from.x - MARK, y }, { x, y }];
  const lane = world.grid.streetY(from.row + 1) - 2;
  return [{ x: from.x - MARK, y: y + 4 }, { x: from.x - MARK, y: lane }, { x, y: lane }];
}

/** Into the mark from the left, or from the street above where another label stands in the way. */
function arrival(to: Place, { grid }: World): Point[] {
  const y = grid.rowY(to.row);
  if (to.slot === 0) return [{ x: to.x - MARK, y }];
  const lane = grid.streetY(to.row) + 2;
  return [{ x: to.x - MARK, y: lane }, { x: to.x - MARK, y: y - 4 }];
}

function range(start: number, end: number): number[] {
  return Array.from({ length: Math.max(0, end - start) }, (_, n) => start + n);
}

/** A path through the points with rounded corners. */
export function rounded(points: readonly Point[], radius = 7): string {
  const way = points.filter((point, n) => n === 0 || Math.abs(point.x - points[n - 1]!.x) + Math.abs(point.y - points[n - 1]!.y) > 0.5);
  let d = `M${px(way[0]!.x)} ${px(way[0]!.y)}`;
  for (let n = 1; n < way.length - 1; n += 1) {
    const [before, corner, after] = [way[n - 1]!, way[n]!, way[n + 1]!];
    const r = Math.min(radius, distance(before, corner) / 2, distance(corner, after) / 2);
    const a = toward(corner, before, r);
    const b = toward(corner, after, r);
    d += `L${px(a.x)} ${px(a.y)}C${px((a.x + corner.x) / 2)} ${px((a.y + corner.y) / 2)} ${px((corner.x + b.x) / 2)} ${px((corner.y + b.y) / 2)} ${px(b.x)} ${px(b.y)}`;
  }
  const end = way.at(-1)!;
  return `${d}L${px(end.x)} ${px(end.y)}`;
}

function distance(a: Point, b: Point): number {
  return Math.abs(a.x - b.x) + Math.abs(a.y - b.y);
}

function toward(from: Point, to: Point, length: number): Point {
  const whole = Math.max(distance(from, to), 0.001);
  return { x: from.x + ((to.x - from.x) * length) / whole, y: from.y + ((to.y - from.y) * length) / whole };
}
