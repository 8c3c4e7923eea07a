/** The ways of everybody, step by step: columns of touchpoints and the flows between them, exactly to scale. */
import { group, path, rect, type Shape } from '../scene.ts';
import { paragraph, text, widthOf } from '../text.ts';
import type { Paint } from '../theme.ts';
import type { Asked, Drawing } from './frame.ts';
import { isGathered, stepsOf, type Flow, type Node, type Step } from './flowplan.ts';
import { OTHER, placeName, shareWords, START } from './names.ts';
import { edge, ribbon, woven } from './ribbon.ts';
import { hatchSign } from './signs.ts';

const BODY = 420; // pixels of everybody
const BAR = 8;
const HANDLE = 16; // where a flow is pointed at by the keyboard: at its beginning, where none lies over another
const PITCH = 176; // the least width of a column
const LINE = 16; // the height of one line of words
const GAP = 10;
const HEAD = 52;
const MOST = 10; // touchpoints of a step that stay apart

/** Where a column stands: x of its bars, and top and height of each node. */
interface Placed {
  readonly step: Step;
  readonly x: number;
  readonly room: number;
  readonly tops: ReadonlyMap<string, number>;
  readonly bottom: number;
  readonly isAgain: boolean; // it ended the line above too
}

/** How a whole flow is drawn. */
interface Measures {
  readonly scale: number; // pixels of one customer
  readonly everybody: number;
  readonly isBackwards: boolean;
  readonly anchor: string | null; // everybody's first node, where it is one
}

export function flowPicture(of: Asked): Drawing {
  const { answer, speaker } = of;
  const steps = stepsOf(answer.rows, of.view.density === 'dense' ? 2 * MOST : MOST);
  const how = measuresOf(of, steps);
  const shapes: Shape[] = [];
  let y = 0;
  const most = Math.max(2, Math.floor(of.room / PITCH));
  const pitch = of.room / Math.max(2, Math.min(most, steps.length));
  for (const [at, line] of linesOf(steps, most).entries()) {
    const placed = line.map((step, n) => placedColumn(step, { isAgain: at > 0 && n === 0, x: how.isBackwards ? of.right - (n + 1) * pitch : of.left + n * pitch, room: pitch, scale: how.scale }));
    const bands = placed.slice(1).flatMap((after, n) => bandsBetween(of, { before: placed[n]!, after, how }));
    shapes.push(group([...bands, ...placed.flatMap((one) => columnShapes(of, one, how))], { y }));
    y += Math.max(...placed.map((one) => one.bottom)) + 30;
  }
  const gathered = Math.max(0, ...steps.map((step) => step.gathered));
  const key = how.anchor === null ? 'flow.title' : how.isBackwards ? 'flow.title.before' : 'flow.title.after';
  return {
    title: speaker.say(key, { at: how.anchor }), ...(steps.length > 1 ? { says: sentence(of, steps, how) } : {}), shapes, height: y,
    legend: hatchSign(speaker, steps.some((step) => step.flows.some((flow) => flow.isSmall && flow.from !== ''))),
    notes: gathered > 0 ? [speaker.say('flow.gathered', { n: gathered })] : [],
  };
}

function measuresOf({ answer, speaker }: Asked, steps: readonly Step[]): Measures {
  const first = steps[0]?.nodes ?? [];
  const everybody = first.reduce((sum, node) => sum + node.customers, 0);
  const isBackwards = answer.measures['share']?.variant === 'of_all_paths_backwards' || steps.some((step) => step.nodes.some((node) => node.name === START));
  const anchor = first.length === 1 ? placeName(speaker, first[0]!.name) : null;
  return { scale: BODY / Math.max(1, everybody), everybody, isBackwards, anchor };
}

/** How many are still on their way in the end, and which single move most took. */
function sentence({ speaker }: Asked, steps: readonly Step[], { everybody, isBackwards }: Measures): string {
  const last = steps.at(-1);
  if (last === undefined || everybody === 0) return '';
  const gone = everybody - onTheWay(last);
  const moves = steps.slice(1).flatMap((step) => step.flows.filter((flow) => !isGathered(flow.from) && !isGathered(flow.to) && flow.from !== flow.to));
  const top = moves.reduce<Flow | null>((best, flow) => (best === null || flow.customers > best.customers ? flow : best), null);
  const ends = gone === 0 ? '' : speaker.say(isBackwards ? 'flow.begun' : 'flow.ended', { share: gone / everybody, n: steps.length });
  if (top === null) return ends;
  const [from, to] = isBackwards ? [top.to, top.from] : [top.from, top.to];
  return `${ends} ${speaker.say('flow.most', { from: placeName(speaker, from), to: placeName(speaker, to), n: top.customers })}`.trim();
}

function onTheWay(step: Step): number {
  return step.nodes.reduce((sum, node) => sum + (node.name === OTHER || !isGathered(node.name) ? node.customers : 0), 0);
}

/** Steps that fit beside each other; what follows begins with the step that the line before ended with. */
function linesOf(steps: readonly Step[], most: number): Step[][] {
  const lines: Step[][] = [steps.slice(0, most)];
  for (let at = most - 1; at < steps.length - 1; at += most - 1) lines.push(steps.slice(at, at + most));
  return steps.length === 0 ? [] : lines;
}

function placedColumn(step: Step, { x, room, scale, isAgain }: { x: number; room: number; scale: number; isAgain: boolean }): Placed {
  const tops = new Map<string, number>();
  let y = HEAD;
  for (const node of step.nodes) {
    const h = node.customers * scale;
    const slot = Math.max(h, LINE);
    tops.set(node.name, y + (slot - h) / 2);
    y += slot + GAP;
  }
  return { step, x, room, tops, bottom: y - GAP, isAgain };
}

function barPaint(name: string): Paint {
  return name === OTHER ? 'rule2' : isGathered(name) ? 'drop' : 'bank';
}

function bandPaint({ from, to, isSmall }: Flow): Paint {
  if (isGathered(to) && to !== OTHER) return 'drop';
  return isSmall ? 'pass' : from === OTHER || to === OTHER ? 'loopSoft' : 'tint1';
}

type Between = { before: Placed; after: Placed; how: Measures };

/** The flows between two columns: in the order of their nodes at both ends, so that few cross. */
function bandsBetween(of: Asked, { before, after, how }: Between): Shape[] {
  const place = ({ nodes }: Step): Map<string, number> => new Map(nodes.map((node, n) => [node.name, n]));
  const [one, two] = [place(before.step), place(after.step)];
  const by = (flow: Flow, end: 'from' | 'to'): number => (end === 'from' ? one : two).get(flow[end]) ?? 0;
  const sorted = (first: 'from' | 'to', then: 'from' | 'to'): Flow[] => [...after.step.flows].sort((a, b) => by(a, first) - by(b, first) || by(a, then) - by(b, then));
  const leaving = stacked(sorted('from', 'to'), { end: 'from', tops: before.tops, scale: how.scale });
  const arriving = stacked(sorted('to', 'from'), { end: 'to', tops: after.tops, scale: how.scale });
  const bands = after.step.flows.map((flow) => ({ flow, thickness: flow.customers * how.scale }));
  return woven(bands).map(({ flow, thickness }) => band(of, flow, { before, after, y1: leaving.get(flow)!, y2: arriving.get(flow)!, thickness }));
}

/** Where each flow touches its bar: one below the other from the top of the node. */
function stacked(flows: readonly Flow[], { end, tops, scale }: { end: 'from' | 'to'; tops: ReadonlyMap<string, number>; scale: number }): Map<Flow, number> {
  const next = new Map(tops);
  const found = new Map<Flow, number>();
  for (const flow of flows) {
    const y = next.get(flow[end]) ?? HEAD;
    found.set(flow, y);
    next.set(flow[end], y + flow.customers * scale);
  }
  return found;
}

type Banded = { before: Placed; after: Placed; y1: number; y2: number; thickness: number };

function band(of: Asked, flow: Flow, { before, after, y1, y2, thickness }: Banded): Shape {
  const { speaker } = of;
  const [x1, x2] = after.x > before.x ? [before.x + BAR, after.x] : [before.x, after.x + BAR];
  const names = { from: placeName(speaker, flow.from), to: placeName(speaker, flow.to) };
  const label = speaker.say('flow.label', { ...(after.x > before.x ? names : { from: names.to, to: names.from }), customers: flow.customers, share: shareWords(speaker, flow.share, flow.range) });
  const [from, to] = [`node:${before.step.step}:${flow.from}`, `node:${after.step.step}:${flow.to}`];
  const begin = Math.min(x1, x2) === x1 ? x1 : x1 - HANDLE;
  const id = `flow:${after.step.step}:${flow.from}>${flow.to}`;
  const mark = { id, lane: 'flow', label, x: begin, y: y1, w: HANDLE, h: Math.max(1, thickness) };
  const drawn = group([path(ribbon({ x1, y1, x2, y2 }, thickness), { fill: bandPaint(flow), ...edge(thickness) })], { mark, about: [id] });
  return group([drawn], { role: 'shown', about: [from, to, id] });
}

function columnShapes(of: Asked, placed: Placed, how: Measures): Shape[] {
  const { speaker } = of;
  const room = placed.room - 16;
  const going = onTheWay(placed.step);
  const under = going === 0 ? '' : speaker.say(going === how.everybody ? 'flow.everybody' : 'flow.on_the_way', { n: going });
  const heads = [text(placed.x, 16, headWords(of, placed.step.step, how), { size: 14, weight: 600, room }), text(placed.x, 34, under, { fill: 'ink3', room })];
  return [...heads, ...placed.step.nodes.map((node) => nodeShape(of, node, { placed, how }))];
}

/** "Step 2"; counted from the touchpoint that everybody's path goes through, where there is one. */
function headWords({ speaker }: Asked, step: number, { anchor, isBackwards }: Measures): string {
  if (anchor === null) return speaker.say(isBackwards ? 'flow.step.from_end' : 'flow.step', { n: step });
  if (step === 1) return speaker.say('flow.step.here');
  return speaker.say(isBackwards ? 'flow.step.before' : 'flow.step.after', { n: step - 1 });
}

function nodeShape(of: Asked, node: Node, { placed, how }: { placed: Placed; how: Measures }): Shape {
  const { speaker } = of;
  const { x } = placed;
  const [top, h] = [placed.tops.get(node.name)!, node.customers * how.scale];
  const [at, middle, room] = [x + BAR + 7, top + h / 2, placed.room - BAR - 23];
  const name = placeName(speaker, node.name);
  const [figure, share] = [speaker.count(node.customers), speaker.share(node.customers / Math.max(1, how.everybody))];
  const words = h >= 2 * LINE + 2 ? stackedWords(at, middle, { name, figure: `${figure} · ${share}`, room, most: h >= 3 * LINE + 2 ? 2 : 1 }) : besides(at, middle + 4, { name, figure, room });
  const label = speaker.say('flow.node', { step: headWords(of, placed.step.step, how), name, n: node.customers, share });
  const mark = { id: `node:${placed.step.step}:${node.name}${placed.isAgain ? ':again' : ''}`, lane: 'flow', label, x: x - 2, y: Math.min(top, middle - LINE / 2), w: placed.room - 12, h: Math.max(h, LINE) };
  return group([rect(x, top, BAR, Math.max(h, 0.75), { fill: barPaint(node.name) }), ...words], { mark, about: [`node:${placed.step.step}:${node.name}`] });
}

/** A name on one or two lines with its figure below, around a middle. */
function stackedWords(x: number, middle: number, { name, figure, room, most }: { name: string; figure: string; room: number; most: number }): Shape[] {
  const lines = paragraph(x, 0, name, { weight: 600, room, most, leading: LINE });
  const first = middle + 5 - (lines.length * LINE) / 2;
  return [...lines.map((one, n) => ({ ...one, y: first + n * LINE })), text(x, first + lines.length * LINE, figure, { fill: 'ink2', room })];
}

/** A name and its figure in one line, the name shortened where both are too long. */
function besides(x: number, y: number, { name, figure, room }: { name: string; figure: string; room: number }): Shape[] {
  const first = text(x, y, name, { weight: 600, room: room - widthOf(figure, 12) - 6 });
  return [first, text(x + first.width + 6, y, figure, { fill: 'ink2' })];
}
