/**
 * Arrows between what people wrote: hairlines that keep to the free strips of the sheet.
 *
 * Links between steps bend below their heads. What leads from one lane to another runs left of a column, crosses in the
 * gap above a lane and ends at a sign, under all words; it is seen when one of its ends is pointed at or chosen.
 */
import type { Arrow } from '../../../generated/resolvedmap.ts';
import { markOfStage, type Column, type StepPlace } from '../columns.ts';
import { group, path, px, type PlacedMark, type Shape } from '../scene.ts';
import { rounded } from './router.ts';
import type { Context } from './lane.ts';

const BEND = 12; // how deep the first arc hangs
const TRACK = 6; // how much deeper each arc hangs that another one encloses
const MOST_TRACKS = 4;
const CORRIDOR = 25; // left of a column, where signs end
const HEAD = 4.5; // of an arrow

/** A place on the row of step heads that an arc can start from. */
interface Foot {
  readonly id: string;
  readonly x: number;
}

/** Arcs below the heads of steps, and of stages whose steps are folded; those over short ways hang least deep. */
export function stepArrows({ map, frame, view }: Context, top: number): { shapes: Shape[]; height: number } {
  const links = map.arrows.filter((arrow) => !arrow.is_answer);
  if (links.length === 0 || !isWanted(view)) return { shapes: [], height: 0 };
  const feet = new Map(frame.columns.flatMap((column) => feetOf(column, map.steps.filter((step) => step.stage === column.stage.id).map((step) => step.id))).map((foot) => [foot.id, foot.x]));
  const known = links.flatMap((arrow) => {
    const [from, to] = [feet.get(arrow.from_record), feet.get(arrow.to_record)];
    return from === undefined || to === undefined || from === to ? [] : [{ arrow, from, to }];
  });
  const order = known.sort((a, b) => Math.abs(a.to - a.from) - Math.abs(b.to - b.from) || a.arrow.id.localeCompare(b.arrow.id));
  const shapes = order.map(({ arrow, from, to }, n) => arc(arrow, { from, to, top, depth: BEND + Math.min(n, MOST_TRACKS) * TRACK }));
  return { shapes, height: order.length === 0 ? 0 : BEND + Math.min(order.length, MOST_TRACKS) * TRACK };
}

/** The feet of a column: its steps where they are shown, else the stage for all of them. */
function feetOf(column: Column, steps: readonly string[]): Foot[] {
  const shown = new Map(column.steps.map((place: StepPlace) => [place.step.id, place.x + 12]));
  const own = column.x + 12;
  return [{ id: markOfStage(column.stage.id), x: own }, ...steps.map((id) => ({ id, x: shown.get(id) ?? own }))];
}

function arc({ from_record, to_record }: Arrow, { from, to, top, depth }: { from: number; to: number; top: number; depth: number }): Shape {
  const low = top + depth * 1.25;
  const d = `M${px(from)} ${px(top)}C${px(from)} ${px(low)} ${px(to)} ${px(low)} ${px(to)} ${px(top + 2)}`;
  return group([path(d, { stroke: 'rule2', width: 1, role: 'line' }), head({ x: to, y: top }, 'up')], { role: 'arrow', about: [from_record, to_record] });
}

/** Arrows from lane to lane, all under the words of the sheet. */
export function laneArrows({ map, frame, view }: Context, marks: ReadonlyMap<string, PlacedMark>, gaps: ReadonlyMap<string, number>): Shape[] {
  if (!isWanted(view)) return [];
  return map.arrows.flatMap((arrow): Shape[] => {
    const [from, to] = [marks.get(arrow.from_record), marks.get(arrow.to_record)];
    if (!from || !to) return [];
    const way = between(from, to, { gaps, left: frame.gutter - CORRIDOR });
    const end = way.at(-1)!;
    const drawn = [path(rounded(way, 5), { stroke: 'ink3', width: 1, role: 'line' }), head(end, 'right')];
    return [group(drawn, { role: view.medium === 'print' ? 'arrow' : 'quiet', about: [arrow.from_record, arrow.to_record] })];
  });
}

/** Paper shows arrows only where it was asked for them; screens always have them. */
function isWanted(view: Context['view']): boolean {
  return view.medium !== 'phone' && (view.medium !== 'print' || view.hasArrows === true);
}

type Point = { x: number; y: number };

function between(from: PlacedMark, to: PlacedMark, { gaps, left }: { gaps: ReadonlyMap<string, number>; left: number }): Point[] {
  const [start, goal] = [signOf(from), signOf(to)];
  const corridor = (mark: PlacedMark): number => Math.max(left, mark.x - 3);
  const [out, into] = [corridor(from), corridor(to)];
  const street = gaps.get(to.row);
  const across = out === into || street === undefined ? [] : [{ x: out, y: street }, { x: into, y: street }];
  return [start, { x: out, y: start.y }, ...across, { x: into, y: goal.y }, { x: goal.x - 1, y: goal.y }];
}

/** The left edge of a mark's sign, at its first line. */
function signOf({ x, y }: PlacedMark): Point {
  return { x: x + 4, y: y + 12 };
}

function head({ x, y }: Point, way: 'up' | 'right'): Shape {
  const d = way === 'up' ? `M${px(x - HEAD * 0.7)} ${px(y + HEAD + 1)}L${px(x)} ${px(y)}L${px(x + HEAD * 0.7)} ${px(y + HEAD + 1)}`
    : `M${px(x - HEAD)} ${px(y - HEAD * 0.7)}L${px(x)} ${px(y)}L${px(x - HEAD)} ${px(y + HEAD * 0.7)}`;
  return path(d, { stroke: 'ink3', width: 1.25, cap: 'round' });
}
