/** Touchpoints as nodes by stage, moves between them as ribbons, all to one scale; no DOM. */
import { widthOf, wrapped } from '../../../../canvas/src/text.ts';
import type { ResolvedMap } from '../../../../generated/resolvedmap.ts';

export interface Node {
  readonly id: string;
  readonly name: string;
  readonly lines: readonly string[]; // the name as it fits beside the bar, the count after its last line
  readonly customers: number;
  readonly x: number;
  readonly y: number;
  readonly h: number;
}

export interface Ribbon {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly customers: number;
  readonly path: string;
}

export interface Sankey {
  readonly nodes: readonly Node[];
  readonly ribbons: readonly Ribbon[];
  readonly height: number;
  readonly more: number; // touchpoints that are not drawn
}

export const NODE = 12;
export const LINE = 15;
const SIZE = 12;
const GAP = 18;
const LAST = 190; // room for the names of the last stage
const MOST_LINES = 4;
const TOP = 8;
const MOST = 9;

/** Draws the largest touchpoints of each stage and the moves between them. */
export function sankey(map: ResolvedMap, { width, room, count }: { width: number; room: number; count: (customers: number) => string }): Sankey {
  const columns = map.stages.map((stage) => map.touchpoints.filter((mark) => mark.stage === stage.id));
  const shown = columns.map((marks) => marks.slice(0, MOST));
  const most = Math.max(1, ...shown.map((marks) => marks.reduce((sum, mark) => sum + mark.customers, 0)));
  const scale = room / most;
  const step = (width - LAST) / Math.max(1, columns.length - 1);
  const nodes = new Map<string, Node>();
  shown.forEach((marks, at) => {
    let y = TOP;
    for (const mark of marks) {
      const h = Math.max(2, round(mark.customers * scale));
      const room = Math.min(step, at === columns.length - 1 ? LAST : step) - NODE - 14 - widthOf(count(mark.customers), SIZE);
      const lines = wrapped(mark.name, Math.max(60, room), SIZE, 400, MOST_LINES);
      nodes.set(mark.id, { id: mark.id, name: mark.name, lines, customers: mark.customers, x: round(at * step), y, h });
      y += Math.max(h, lines.length * LINE) + GAP;
    }
  });
  return {
    nodes: [...nodes.values()], ribbons: ribbonsOf(map, nodes, scale), more: columns.reduce((sum, marks) => sum + Math.max(0, marks.length - MOST), 0),
    height: Math.max(TOP, ...[...nodes.values()].map((node) => node.y + Math.max(node.h, node.lines.length * LINE))) + GAP,
  };
}

/** Ribbons leave and arrive from top to bottom in the order of the nodes at their other end; backward moves are left out. */
function ribbonsOf(map: ResolvedMap, nodes: ReadonlyMap<string, Node>, scale: number): readonly Ribbon[] {
  const used = new Map<string, number>();
  const take = (side: string, node: Node, h: number): number => {
    const at = used.get(side + node.id) ?? 0;
    used.set(side + node.id, at + h);
    return node.y + Math.min(at, Math.max(0, node.h - h));
  };
  const links = map.links.flatMap((link) => {
    const [from, to] = [nodes.get(link.from_touchpoint), nodes.get(link.to_touchpoint)];
    return from && to && to.x > from.x ? [{ link, from, to }] : [];
  });
  return links.sort((one, other) => one.from.y - other.from.y || one.to.y - other.to.y).map(({ link, from, to }) => {
    const h = Math.max(1, round(link.customers * scale));
    const [y1, y2] = [take('out', from, h), take('in', to, h)];
    const [x1, x2] = [from.x + NODE, to.x];
    const half = round((x1 + x2) / 2);
    return { id: link.id, from: from.id, to: to.id, customers: link.customers, path: `M${x1} ${y1}C${half} ${y1} ${half} ${y2} ${x2} ${y2}V${round(y2 + h)}C${half} ${round(y2 + h)} ${half} ${round(y1 + h)} ${x1} ${round(y1 + h)}Z` };
  });
}

function round(length: number): number {
  return Math.round(length * 10) / 10;
}
