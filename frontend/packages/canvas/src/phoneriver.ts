/** The river on a phone: it runs downwards, narrows as customers leave to the right, and returns curl up beside it. */
import type { Flow, ResolvedMap, StageColumn } from '../../generated/resolvedmap.ts';
import type { Context } from './lanes/lane.ts';
import { groupIds, isCounted, sectionsOf, total, widthOfSection } from './lanes/riverflow.ts';
import { path, px, type Shape } from './scene.ts';
import { TINTS, type Paint } from './theme.ts';

export const RIVER_WIDTH = 66;
const RETURNS = 3;

export interface StageBox {
  readonly stage: StageColumn;
  readonly top: number;
  readonly fall: number; // where losses leave
  readonly bottom: number;
  readonly returns: ReadonlyMap<string, number>; // where a return's words stand
}

type Point = { y: number; edges: number[] };

export function phoneRiver(context: Context, all: readonly StageBox[]): Shape[] {
  const { map, frame } = context;
  const boxes = all.filter((box) => isCounted(box.stage));
  const sections = sectionsOf({ ...map, stages: boxes.map((box) => box.stage) });
  const widest = Math.max(0, ...sections.map(widthOfSection));
  if (widest === 0) return [];
  const scale = RIVER_WIDTH / widest;
  const left = frame.margin;
  const edges = (parts: readonly number[]): number[] => parts.reduce<number[]>((found, part) => [...found, found.at(-1)! + part * scale], [left]);
  const points: Point[] = boxes.flatMap((box, n) => {
    const section = sections[n]!;
    const isLast = n === boxes.length - 1;
    const stays = section.reach.map((part) => (part * section.staying) / Math.max(1, total(section.reach)));
    const on = isLast ? stays : section.onward;
    const lost = section.leaving + (isLast ? 0 : section.staying);
    return [
      { y: box.top, edges: edges([section.passing, ...section.reach, 0]) },
      { y: box.fall - 40, edges: edges([section.passing, ...section.reach, 0]) },
      { y: box.fall, edges: edges([section.passingOn, ...on, lost]) },
      { y: box.fall, edges: edges([section.passingOn, ...on, 0]) },
      ...(isLast ? [{ y: box.bottom + 16, edges: edges([section.passingOn, ...on, 0]) }] : []),
    ];
  });
  const count = groupIds(map).length;
  const paints: Paint[] = ['pass', ...Array.from({ length: count }, (_, n) => TINTS[n % TINTS.length]!), 'drop'];
  const water = paints.map((fill, band) => path(ribbon(points, band), { fill, role: 'water' }));
  const falls = boxes.flatMap((box, n) => fallAside(sections[n]!.leaving * scale, { x: left + widthOfSection(sections[n]!) * scale, y: box.fall, end: frame.gutter + 2 }));
  return [...water, ...falls, ...returnsBeside(context, boxes, scale)];
}

function ribbon(points: readonly Point[], band: number): string {
  const one = points.map((point) => [point.edges[band]!, point.y] as const);
  const other = points.map((point) => [point.edges[band + 1]!, point.y] as const).reverse();
  return `${curve(one, 'M')}${curve(other, 'L')}Z`;
}

function curve(points: readonly (readonly [number, number])[], start: string): string {
  return points.map(([x, y], n) => {
    if (n === 0) return `${start}${px(x)} ${px(y)}`;
    const [xBefore, yBefore] = points[n - 1]!;
    const bend = (y - yBefore) / 2;
    return `C${px(xBefore)} ${px(yBefore + bend)} ${px(x)} ${px(y - bend)} ${px(x)} ${px(y)}`;
  }).join('');
}

/** Losses bend out of the right bank and end in an arrow before the words. */
function fallAside(thickness: number, { x, y, end }: { x: number; y: number; end: number }): Shape[] {
  if (thickness <= 0) return [];
  const r = 5;
  const near = x - thickness;
  const tip = Math.min(7, 3 + thickness / 4);
  const d = `M${px(x)} ${px(y)}C${px(x)} ${px(y + r * 0.55)} ${px(x + r * 0.45)} ${px(y + r)} ${px(x + r)} ${px(y + r)}L${px(end - tip)} ${px(y + r)}L${px(end)} ${px(y + r + thickness / 2)}L${px(end - tip)} ${px(y + r + thickness)}L${px(x + r)} ${px(y + r + thickness)}C${px(x + r - (r + thickness) * 0.55)} ${px(y + r + thickness)} ${px(near)} ${px(y + (r + thickness) * 0.45)} ${px(near)} ${px(y)}Z`;
  return [path(d, { fill: 'drop' })];
}

/** The biggest returns of a map that start at a stage. */
export function returnsFrom(map: ResolvedMap, stage: string): Flow[] {
  const place = new Map(map.stages.map((entry, n) => [entry.id, n]));
  const goesBack = (flow: Flow): boolean => (place.get(flow.to_stage ?? '') ?? Infinity) < (place.get(flow.from_stage ?? '') ?? -1);
  const loops = map.flows.filter((flow) => flow.kind === 'loop' && goesBack(flow)).sort((a, b) => b.customers - a.customers);
  return loops.slice(0, RETURNS).filter((flow) => flow.from_stage === stage);
}

/** Returns as arrows that run up between the river and the words. */
function returnsBeside(context: Context, boxes: readonly StageBox[], scale: number): Shape[] {
  const { map, frame } = context;
  const top = new Map(boxes.map((box) => [box.stage.id, box.top]));
  const loops = boxes.flatMap((box) => returnsFrom(map, box.stage.id).map((flow) => ({ flow, low: box.returns.get(flow.id)! })));
  return loops.flatMap(({ flow, low }, n) => {
    const x = frame.gutter - 10 - (n % RETURNS) * 5;
    const high = top.get(flow.to_stage!)! + 10 + n * 5;
    const start = frame.gutter - 3;
    const d = `M${px(start)} ${px(low)}L${px(x + 4)} ${px(low)}C${px(x + 2)} ${px(low)} ${px(x)} ${px(low - 2)} ${px(x)} ${px(low - 4)}L${px(x)} ${px(high + 8)}C${px(x)} ${px(high + 4)} ${px(x - 4)} ${px(high)} ${px(x - 8)} ${px(high)}`;
    const arrow = `M${px(x - 7)} ${px(high - 4)}L${px(x - 13)} ${px(high)}L${px(x - 7)} ${px(high + 4)}Z`;
    return [path(d, { stroke: 'loop', width: Math.max(1, Math.min(5, flow.customers * scale)) }), path(arrow, { fill: 'loop' })];
  });
}
