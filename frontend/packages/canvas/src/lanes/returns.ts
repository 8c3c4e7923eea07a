/** Returns: customers who came back to an earlier stage, as ribbons that curl back above the river. */
import type { Flow } from '../../../generated/resolvedmap.ts';
import type { Column } from '../columns.ts';
import { stageName } from '../say.ts';
import { group, path, px, type Shape } from '../scene.ts';
import { paragraph, text, widthOf } from '../text.ts';
import type { Context } from './lane.ts';

const MOST = { calm: 3, dense: 6 };
const BANK = 1.25; // of a return wide enough to have two
const BROAD = 0.84; // of a column that returns may cover, landing and departing
const APART = 6;
const TURN = 10;
const THICKEST = 15; // returns are to one scale with each other, thinner than the river where that would bury it
const WORDS = 18;

interface Return {
  readonly flow: Flow;
  readonly from: Column;
  readonly to: Column;
  readonly thickness: number;
  readonly words: string;
  xFrom: number;
  xTo: number;
  level: number;
}

/** The returns that are drawn, as shapes above a given water line, and how much height they need. */
export function returnsAbove(context: Context, { scale, clearance }: { scale: number; clearance: number }): { height: number; shapes: (top: number, tops: readonly number[]) => Shape[]; names: readonly Shape[] } {
  const drawn = chosen(context, scale);
  spread(drawn);
  stack(drawn);
  const levels = levelHeights(drawn);
  const height = levels.reduce((sum, level) => sum + level, 0) + (drawn.length > 0 ? 8 : 0);
  const crest = (level: number): number => clearance + levels.slice(0, level).reduce((sum, each) => sum + each, 0);
  return { height, names: leftOut(context, drawn), shapes: (top, tops) => drawn.map((entry) => shapeOf(context, entry, { tops, crest: top - crest(entry.level) })) };
}

function chosen(context: Context, scale: number): Return[] {
  const { map, frame, speaker, view } = context;
  const column = new Map(frame.columns.map((entry) => [entry.stage.id, entry]));
  const covered = new Map<number, number>();
  const found: Return[] = [];
  const largest = Math.max(0, ...returnsOf(map).map((flow) => flow.customers)) * scale;
  const thinner = largest > THICKEST ? THICKEST / largest : 1;
  for (const flow of returnsOf(map).slice(0, MOST[view.density])) {
    const [from, to] = [column.get(flow.from_stage ?? ''), column.get(flow.to_stage ?? '')];
    const thickness = flow.customers * scale * thinner;
    if (!from || !to || to.index >= from.index || thickness < 0.5) continue;
    const after = [from, to].map((end) => (covered.get(end.index) ?? 0) + thickness + APART);
    if (after[0]! > from.w * BROAD || after[1]! > to.w * BROAD) continue;
    covered.set(from.index, after[0]!).set(to.index, after[1]!);
    found.push({ flow, from, to, thickness, words: speaker.say('river.return', { n: flow.customers }), xFrom: 0, xTo: 0, level: 0 });
  }
  return found;
}

function returnsOf(map: Context['map']): Flow[] {
  return map.flows.filter((flow) => flow.kind === 'loop').sort((a, b) => b.customers - a.customers || a.id.localeCompare(b.id));
}

/** Returns that are not drawn, in words: how many kinds, how many customers. */
function leftOut({ map, speaker, frame }: Context, drawn: readonly Return[]): Shape[] {
  const rest = returnsOf(map).filter((flow) => !drawn.some((entry) => entry.flow === flow));
  if (rest.length === 0) return [];
  const words = speaker.say('river.more_returns', { n: rest.length, customers: rest.reduce((sum, flow) => sum + flow.customers, 0) });
  return paragraph(frame.margin + 24, 34, words, { fill: 'ink3', room: frame.gutter - frame.margin - 52, most: 3 });
}

/** Longer returns land further left and depart further right, so that none crosses another. */
function spread(drawn: Return[]): void {
  const bySpan = [...drawn].sort((a, b) => span(a) - span(b));
  const touching = (column: Column): number => bySpan.filter((entry) => entry.to === column || entry.from === column).reduce((sum, entry) => sum + entry.thickness + APART, 4);
  const landed = new Map<number, number>();
  const departed = new Map<number, number>();
  for (const entry of bySpan) {
    const end = landed.get(entry.to.index) ?? entry.to.x + Math.max(entry.to.w * 0.42, touching(entry.to));
    entry.xTo = end - entry.thickness / 2;
    landed.set(entry.to.index, end - entry.thickness - APART);
    const start = departed.get(entry.from.index) ?? entry.from.x + 4;
    entry.xFrom = start + entry.thickness / 2;
    departed.set(entry.from.index, start + entry.thickness + APART);
  }
}

const span = (entry: Return): number => entry.from.index - entry.to.index;

function stack(drawn: Return[]): void {
  const placed: Return[] = [];
  for (const entry of [...drawn].sort((a, b) => span(a) - span(b) || a.from.index - b.from.index)) {
    while (placed.some((other) => other.level === entry.level && meets(other, entry))) entry.level += 1;
    placed.push(entry);
  }
}

function meets(a: Return, b: Return): boolean {
  const end = (entry: Return): number => entry.xFrom + entry.thickness;
  return a.xTo - a.thickness - 6 < end(b) && b.xTo - b.thickness - 6 < end(a);
}

function levelHeights(drawn: readonly Return[]): number[] {
  const count = Math.max(-1, ...drawn.map((entry) => entry.level)) + 1;
  return Array.from({ length: count }, (_, level) => Math.max(...drawn.filter((entry) => entry.level === level).map((entry) => entry.thickness)) + WORDS);
}

function shapeOf(context: Context, entry: Return, { tops, crest }: { tops: readonly number[]; crest: number }): Shape {
  const { speaker } = context;
  const { flow, thickness, xFrom, xTo, words } = entry;
  const [source, top] = [tops[entry.from.index]!, tops[entry.to.index]!];
  const middle = crest - thickness / 2;
  const turn = TURN + thickness / 2;
  const head = Math.min(9, 4 + thickness / 3);
  const d = `M${px(xFrom)} ${px(source)}L${px(xFrom)} ${px(middle + turn)}C${px(xFrom)} ${px(middle + turn * 0.45)} ${px(xFrom - turn * 0.55)} ${px(middle)} ${px(xFrom - turn)} ${px(middle)}L${px(xTo + turn)} ${px(middle)}C${px(xTo + turn * 0.55)} ${px(middle)} ${px(xTo)} ${px(middle + turn * 0.45)} ${px(xTo)} ${px(middle + turn)}L${px(xTo)} ${px(top - head + 0.75)}`;
  const half = Math.max(thickness / 2, 3);
  const arrow = `M${px(xTo - half)} ${px(top - head)}L${px(xTo)} ${px(top)}L${px(xTo + half)} ${px(top - head)}Z`;
  const run = xFrom - xTo - turn;
  const label = text(xTo + turn + 2, crest - thickness - 5, widthOf(words, 12) <= run ? words : speaker.count(flow.customers), { fill: 'ink2', halo: true });
  const from = stageName(speaker, entry.from.stage);
  const to = stageName(speaker, entry.to.stage);
  const mark = { id: flow.id, lane: 'river', label: speaker.say('river.return.label', { n: flow.customers, from, to }), x: xTo - half, y: crest - thickness - 18, w: Math.max(xFrom - xTo, label.width + 24) + half, h: thickness + 22 };
  const inner = thickness - 2 * BANK;
  const water = inner > 1.5 ? [path(d, { stroke: 'loopSoft', width: inner, role: 'water' })] : [];
  return group([path(d, { stroke: 'loop', width: thickness, role: 'water' }), ...water, path(arrow, { fill: 'loop' }), label], { mark });
}
