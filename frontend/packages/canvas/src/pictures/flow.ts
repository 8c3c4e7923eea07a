/** The ways of everybody, step by step: columns of touchpoints and the flows between them, exactly to scale. */
import { group, path, px, rect, type Shape } from '../scene.ts';
import { text, widthOf } from '../text.ts';
import type { Paint } from '../theme.ts';
import type { Asked, Drawing } from './frame.ts';
import { DROP_OFF, isGathered, OTHER, START, stepsOf, type Flow, type Node, type Step } from './flowplan.ts';

const BODY = 420; // pixels of everybody
const BAR = 8;
const PITCH = 176; // the least width of a column
const LINE = 16; // the height of one line of words
const GAP = 10;
const HEAD = 48;
const MOST = 10; // touchpoints of a step that stay apart

/** Where a column stands: x of its bars, and top and height of each node. */
interface Placed {
  readonly step: Step;
  readonly x: number;
  readonly tops: ReadonlyMap<string, number>;
  readonly heights: ReadonlyMap<string, number>;
  readonly height: number;
}

export function flowPicture(of: Asked): Drawing {
  const { answer, speaker } = of;
  const steps = stepsOf(answer.rows, of.view.density === 'dense' ? 2 * MOST : MOST);
  const isBackwards = steps.some((step) => step.nodes.some((node) => node.name === START));
  const everybody = (steps[0]?.nodes ?? []).reduce((sum, node) => sum + node.customers, 0);
  const scale = BODY / Math.max(1, everybody);
  const shapes: Shape[] = [];
  let y = 0;
  for (const row of rowsOf(steps, of.room)) {
    const pitch = of.room / Math.max(row.length, 1);
    const placed = row.map((step, n) => column(step, { x: isBackwards ? of.right - n * pitch - pitch : of.left + n * pitch, scale }));
    const drawn = placed.flatMap((one, n) => [
      ...(n > 0 ? ribbons(of, { before: placed[n - 1]!, after: one, scale }) : []),
    ]);
    const names = placed.flatMap((one) => columnShapes(of, one, { pitch, everybody, isBackwards }));
    shapes.push(group([...drawn, ...names], { y }));
    y += Math.max(...placed.map((one) => one.height)) + 28;
  }
  const first = steps[0]?.nodes.length === 1 ? nodeName(of, steps[0].nodes[0]!.name) : null;
  const title = first === null ? 'flow.title' : isBackwards ? 'flow.title.before' : 'flow.title.after';
  return { title: speaker.say(title, { at: first }), shapes, height: y };
}

/** Steps that fit beside each other; what follows begins with the step that the line before ended with. */
function rowsOf(steps: readonly Step[], room: number): Step[][] {
  const most = Math.max(2, Math.floor(room / PITCH));
  const rows: Step[][] = [];
  for (let at = 0; at < steps.length - (at > 0 ? 1 : 0); at += most - 1) rows.push(steps.slice(at, at + most));
  return rows;
}

function column(step: Step, { x, scale }: { x: number; scale: number }): Placed {
  const tops = new Map<string, number>();
  const heights = new Map<string, number>();
  let y = HEAD;
  for (const node of step.nodes) {
    const h = node.customers * scale;
    const slot = Math.max(h, LINE);
    tops.set(node.name, y + (slot - h) / 2);
    heights.set(node.name, h);
    y += slot + GAP;
  }
  return { step, x, tops, heights, height: y - GAP };
}

/** A node in the reader's language. */
function nodeName({ speaker }: Asked, name: string): string {
  if (name === OTHER) return speaker.say('picture.other');
  if (name === DROP_OFF) return speaker.say('picture.drop_off');
  return name === START ? speaker.say('picture.start') : name;
}

function barPaint(name: string): Paint {
  return name === OTHER ? 'rule2' : isGathered(name) ? 'drop' : 'bank';
}

function ribbonPaint({ from, to }: Flow): Paint {
  if (isGathered(to) && to !== OTHER) return 'drop';
  return from === OTHER || to === OTHER ? 'loopSoft' : 'tint1';
}

function ribbons(of: Asked, { before, after, scale }: { before: Placed; after: Placed; scale: number }): Shape[] {
  const out = new Map(before.tops);
  const into = new Map(after.tops);
  const order = (nodes: readonly Node[]): Map<string, number> => new Map(nodes.map((node, n) => [node.name, n]));
  const [left, right] = [order(before.step.nodes), order(after.step.nodes)];
  const leaving = [...after.step.flows].sort((a, b) => (left.get(a.from) ?? 0) - (left.get(b.from) ?? 0) || (right.get(a.to) ?? 0) - (right.get(b.to) ?? 0));
  const starts = new Map<Flow, number>();
  for (const flow of leaving) {
    starts.set(flow, out.get(flow.from) ?? HEAD);
    out.set(flow.from, (out.get(flow.from) ?? HEAD) + flow.customers * scale);
  }
  const arriving = [...after.step.flows].sort((a, b) => (right.get(a.to) ?? 0) - (right.get(b.to) ?? 0) || (left.get(a.from) ?? 0) - (left.get(b.from) ?? 0));
  const shapes = arriving.map((flow) => {
    const top = into.get(flow.to) ?? HEAD;
    into.set(flow.to, top + flow.customers * scale);
    return { flow, shape: ribbon(of, flow, { before, after, from: starts.get(flow) ?? HEAD, to: top, h: flow.customers * scale }) };
  });
  return shapes.sort((a, b) => b.flow.customers - a.flow.customers).map(({ shape }) => shape);
}

type Way = { before: Placed; after: Placed; from: number; to: number; h: number };

function ribbon(of: Asked, flow: Flow, { before, after, from, to, h }: Way): Shape {
  const isForward = after.x > before.x;
  const [x1, x2] = isForward ? [before.x + BAR, after.x] : [before.x, after.x + BAR];
  const bend = (x2 - x1) * 0.5;
  const d = `M${px(x1)} ${px(from)}C${px(x1 + bend)} ${px(from)} ${px(x2 - bend)} ${px(to)} ${px(x2)} ${px(to)}L${px(x2)} ${px(to + h)}C${px(x2 - bend)} ${px(to + h)} ${px(x1 + bend)} ${px(from + h)} ${px(x1)} ${px(from + h)}Z`;
  const label = of.speaker.say('flow.label', { step: after.step.step, from: nodeName(of, flow.from), to: nodeName(of, flow.to), customers: flow.customers, share: flow.share });
  const id = `flow:${after.step.step}:${flow.from}>${flow.to}`;
  const top = Math.min(from, to);
  const mark = { id, lane: 'flow', label, x: Math.min(x1, x2), y: top, w: Math.abs(x2 - x1), h: Math.max(from, to) + h - top };
  return group([path(d, { fill: ribbonPaint(flow), stroke: 'paper', width: 0.75 })], { mark });
}

function columnShapes(of: Asked, placed: Placed, { pitch, everybody }: { pitch: number; everybody: number; isBackwards: boolean }): Shape[] {
  const { speaker } = of;
  const { step, x } = placed;
  const head = text(x, 16, speaker.say('flow.step', { n: step.step }), { size: 14, weight: 600 });
  const nodes = step.nodes.map((node) => {
    const [top, h] = [placed.tops.get(node.name)!, placed.heights.get(node.name)!];
    const figure = speaker.count(node.customers);
    const share = speaker.share(node.customers / Math.max(1, everybody));
    const room = pitch - BAR - 24;
    const name = nodeName(of, node.name);
    const at = x + BAR + 7;
    const isTall = h >= 2 * LINE + 2;
    const middle = top + h / 2;
    const words = isTall
      ? [text(at, middle - 3, name, { weight: 600, room }), text(at, middle + 13, `${figure} · ${share}`, { fill: 'ink2', room })]
      : [text(at, middle + 4, name, { weight: 600, room: room - widthOf(` ${figure}`, 12) - 4 }), text(at + Math.min(widthOf(name, 12, 600), room - widthOf(` ${figure}`, 12) - 4) + 6, middle + 4, figure, { fill: 'ink2' })];
    const label = `${speaker.say('flow.step', { n: step.step })}, ${name}: ${figure}, ${share}`;
    const mark = { id: `node:${step.step}:${node.name}`, lane: 'flow', label, x: x - 2, y: Math.min(top, middle - 8), w: pitch - 16, h: Math.max(h, LINE) };
    return group([rect(x, top, BAR, Math.max(h, 0.75), { fill: barPaint(node.name) }), ...words], { mark });
  });
  return [head, ...nodes];
}
