/**
 * The river: customers flowing through the stages, exactly to scale.
 *
 * Every thickness is customers times one factor. Losses turn sand-coloured along the lower bank and fall
 * out, newcomers join from above, those who skip a stage keep to a pale strip along the upper bank, and
 * returns curl back above the water.
 */
import type { Column } from '../columns.ts';
import { roomIn } from '../columns.ts';
import { comparedLabel, heldAgainst, inkOf, leftThere } from '../compared.ts';
import { stageName } from '../say.ts';
import { group, line, ONLY_FIRST, path, px, type Shape } from '../scene.ts';
import { paragraph, run, text, widthOf } from '../text.ts';
import { TINTS, type Paint } from '../theme.ts';
import { differenceRun } from './heads.ts';
import { laneName, type Context, type Lane } from './lane.ts';
import { groupIds, isCounted, sectionsOf, total, widthOfSection, type Section } from './riverflow.ts';
import { returnsAbove } from './returns.ts';

const BODY = 148; // pixels of the widest cross-section
const BEND = 7; // inner radius of falls and springs
const FALL = 34; // how far losses fall below the lowest bank

/** Where one stage's water lies: x of its cross-sections, top of the water, pixels a customer. */
interface Reach {
  readonly column: Column;
  readonly section: Section;
  readonly xIn: number;
  readonly xMid: number;
  readonly xOut: number; // losses turn down here
  readonly xFree: number; // the falls have ended, the water moves towards the next stage
  readonly top: number; // the upper bank here: it rises where newcomers join
  readonly isLast: boolean; // no measured stage follows
}

export function riverLane(context: Context): Lane {
  const { map, frame } = context;
  const measured = frame.columns.filter((column) => isCounted(column.stage));
  const sections = sectionsOf({ ...map, stages: measured.map((column) => column.stage) });
  const widest = Math.max(0, ...sections.map(widthOfSection), ...sections.map((s) => s.entering + s.passing));
  if (widest === 0) return emptyRiver(context);
  const scale = BODY / widest;
  const hasSprings = sections.slice(1).some((section) => section.entering > 0);
  const clearance = hasSprings ? 46 : map.flows.some((flow) => flow.kind === 'loop') ? 30 : 12; // room for newcomers, and for returns to turn down
  const returns = returnsAbove(context, { scale, clearance: clearance === 12 ? 8 : clearance });
  const top = returns.height + clearance;
  const tops = upperBank(sections, { scale, top });
  const reaches = measured.map((column, index) => reachOf(column, sections[index]!, { scale, top: tops[index]!, isLast: index === measured.length - 1 }));
  const topOf = frame.columns.map((column) => tops[measured.indexOf(column)] ?? top);
  const bottom = Math.max(...reaches.map((reach) => reach.top + widthOfSection(reach.section) * scale)) + FALL;
  const shapes = [
    ...body(context, reaches, scale),
    ...reaches.flatMap((reach) => falls(context, reach, { scale, bottom })),
    ...reaches.slice(1).flatMap((reach) => spring(context, reach, scale)),
    ...reaches.flatMap((reach) => levelThere(context, reach, scale)),
    ...returns.shapes(top, topOf),
  ];
  const names = [...laneName(context, { icon: 'river', name: context.speaker.say('lane.river') }).shapes, ...returns.names, group(bandNames(context, sections[0]!, { scale, top: tops[0]! }), { role: ONLY_FIRST }), ...scaleMark(context, { scale, y: bottom })];
  return { id: 'river', height: bottom + 40, shapes, names };
}

/** The upper bank at each stage: newcomers lie on top of the water, so it rises by as many as joined. */
function upperBank(sections: readonly Section[], { scale, top }: Scaled): number[] {
  const joined = sections.map((_, index) => total(sections.slice(index + 1).map((later) => later.entering)));
  return joined.map((later) => top + later * scale);
}

function reachOf(column: Column, section: Section, { scale, top, isLast }: Scaled & { isLast: boolean }): Reach {
  const { x, w } = column;
  const fallen = (section.leaving > 0 ? section.leaving * scale + BEND : 0) + (section.staying > 0 ? section.staying * scale + BEND : 0);
  const xOut = x + w * 0.46;
  return { column, section, xIn: x, xMid: x + w * 0.14, xOut, xFree: Math.min(xOut + fallen + 4, x + w - 24), top, isLast };
}

type Scaled = { scale: number; top: number };

/** The stacked bands of a cross-section from the upper bank down: edges in pixels. */
function edges(top: number, parts: readonly number[], scale: number): number[] {
  const found = [top];
  for (const part of parts) found.push(found.at(-1)! + part * scale);
  return found;
}

/** Band edges along the whole river: entering, passing, one for each group, and those about to leave. */
function profile(reaches: readonly Reach[], run: readonly Reach[], { scale, xEnd }: { scale: number; xEnd: number }): Point[] {
  return run.flatMap((reach) => {
    const index = reaches.indexOf(reach);
    const { section, xIn, xMid, xOut, xFree, top, isLast } = reach;
    const before = reaches[index - 1]?.section;
    const isEnd = reach === run.at(-1);
    const at = (x: number, parts: readonly number[]): Point => ({ x, edges: edges(top, parts, scale) });
    const arrival = before === undefined ? [0, section.passing, ...section.reach, 0] : [section.entering, section.passing, ...before.onward, 0];
    const stage = [0, section.passing, ...section.reach, 0];
    const parting = [0, section.passingOn, ...leftIn(section, isLast), leftFor(section, isLast)];
    const after = [0, section.passingOn, ...leftIn(section, isLast), 0];
    const last = isLast ? [at(xEnd, after)] : [at(xFree, after), ...(isEnd ? [at(reach.column.x + reach.column.w, after)] : [])];
    const joined = isEnd ? [] : joining(reaches, index, { scale, after });
    return [at(before === undefined ? xIn : xIn - 2, arrival), at(xMid, stage), at(xOut, parting), at(xOut, after), ...last, ...joined];
  });
}

/** Where the water meets newcomers: it has come to the height at which they lie on top of it. */
function joining(reaches: readonly Reach[], index: number, { scale, after }: { scale: number; after: readonly number[] }): Point[] {
  const next = reaches[index + 1];
  if (next === undefined || next.section.entering === 0) return [];
  const drop = next.section.entering * scale;
  const found = { edges: edges(next.top + drop, after, scale) };
  return [{ x: Math.max(reaches[index]!.xFree + 8, next.xIn - drop - BEND - 4), ...found }, { x: next.xIn - 2, ...found }];
}

function staying(section: Section): number[] {
  const whole = total(section.reach);
  return section.reach.map((part) => (whole === 0 ? 0 : (part * section.staying) / whole));
}

function leftIn(section: Section, isLast: boolean): readonly number[] {
  return isLast ? staying(section) : section.onward;
}

/** All who are still in the water where losses turn down; fewer than arrived where some went on to stages that the map lacks. */
function widthOnTheWayOut(section: Section, isLast: boolean): number {
  return section.passingOn + total(leftIn(section, isLast)) + leftFor(section, isLast);
}

function leftFor(section: Section, isLast: boolean): number {
  return section.leaving + (isLast ? 0 : section.staying);
}

/** The water, broken where nobody counted: there two dashed banks lead on to the next counted stage. */
function body(context: Context, reaches: readonly Reach[], scale: number): Shape[] {
  const { map, frame } = context;
  const groups = groupIds(map).length;
  const paints: Paint[] = ['spring', 'pass', ...Array.from({ length: groups }, (_, n) => TINTS[n % TINTS.length]!), 'drop'];
  const runs = runsOf(reaches);
  const last = reaches.at(-1)!.column;
  const xEnd = last.index === frame.columns.length - 1 ? frame.width - frame.margin : last.x + last.w;
  const profiles = runs.map((run) => profile(reaches, run, { scale, xEnd }));
  const water = profiles.flatMap((points) => paints.map((fill, band) => path(ribbon(points, band), { fill, role: 'water' })));
  const gaps = profiles.slice(1).flatMap((points, n) => gapBetween(context, profiles[n]!.at(-1)!, points[0]!));
  return [...water, ...gaps];
}

/** Stretches of stages beside each other that were counted. */
function runsOf(reaches: readonly Reach[]): Reach[][] {
  const runs: Reach[][] = [];
  for (const reach of reaches) {
    const before = runs.at(-1)?.at(-1);
    if (before && before.column.index === reach.column.index - 1) runs.at(-1)!.push(reach);
    else runs.push([reach]);
  }
  return runs;
}

function gapBetween({ speaker }: Context, from: Point, to: Point): Shape[] {
  const bank = (a: number, b: number): Shape => path(curve([[from.x, a], [to.x, b]], 'M'), { stroke: 'rule2', width: 1.25, dash: '2 5' });
  const middle = (from.edges[0]! + from.edges.at(-1)!) / 2;
  return [bank(from.edges[0]!, to.edges[0]!), bank(from.edges.at(-1)!, to.edges.at(-1)!), text(from.x + 4, middle + 4, speaker.say('river.gap'), { fill: 'ink3', room: to.x - from.x - 16, halo: true })];
}

type Point = { x: number; edges: number[] };

/** A band between two edges, S-curved from one cross-section to the next. */
function ribbon(points: readonly Point[], band: number): string {
  const upper = points.map((point) => [point.x, point.edges[band]!] as const);
  const lower = points.map((point) => [point.x, point.edges[band + 1]!] as const).reverse();
  return `${curve(upper, 'M')}${curve(lower, 'L')}Z`;
}

function curve(points: readonly (readonly [number, number])[], start: 'M' | 'L'): string {
  let d = '';
  points.forEach(([x, y], index) => {
    if (index === 0) {
      d += `${start}${px(x)} ${px(y)}`;
      return;
    }
    const [xBefore, yBefore] = points[index - 1]!;
    const bend = (x - xBefore) / 2;
    d += `C${px(xBefore + bend)} ${px(yBefore)} ${px(x - bend)} ${px(y)} ${px(x)} ${px(y)}`;
  });
  return d;
}

/** What falls out of a stage: those who left, then those who may still go on; and the words below. */
function falls(context: Context, reach: Reach, { scale, bottom }: { scale: number; bottom: number }): Shape[] {
  const { speaker } = context;
  const { section, column, xOut, top, isLast } = reach;
  const name = stageName(speaker, column.stage);
  const foot = top + widthOnTheWayOut(section, isLast) * scale;
  const shapes: Shape[] = [];
  const stay = isLast ? 0 : section.staying;
  const leave = fallPath(xOut, foot, { thickness: section.leaving * scale, bottom });
  if (section.leaving > 0) shapes.push(path(leave, { fill: 'drop' }));
  if (stay * scale >= 0.6) shapes.push(path(fallPath(xOut, foot - section.leaving * scale, { thickness: stay * scale, bottom: bottom - 12, shift: section.leaving * scale + BEND, isPool: true }), { fill: 'pass', stroke: 'rule2', width: 0.75 }));
  const marks: Shape[] = [];
  if (section.leaving > 0) marks.push(group([...shapes.slice(0, 1), ...leftWords(context, reach, bottom)], {
    mark: { id: `leave:${column.stage.id}`, lane: 'river', x: column.x - 6, y: foot, w: column.w * 0.72, h: bottom + 36 - foot, label: speaker.say('river.left.label', { n: section.leaving, of: column.stage.reach.figure, stage: name, share: shareOf(context, column) }) + comparedLabel(speaker, leftThere(context.map, column.stage.id)) },
  }));
  return [...marks, ...shapes.slice(section.leaving > 0 ? 1 : 0)];
}

function shareOf({ map }: Context, column: Column): number {
  const flow = map.flows.find((entry) => entry.kind === 'leave' && entry.from_stage === column.stage.id);
  return flow?.share.figure ?? 0;
}

function leftWords(context: Context, { column, section, isLast }: Reach, bottom: number): Shape[] {
  const { speaker, map } = context;
  const flow = map.flows.find((entry) => entry.kind === 'leave' && entry.from_stage === column.stage.id);
  const share = flow?.share;
  const held = leftThere(map, column.stage.id);
  const interval = share?.interval ?? null;
  const half = share && interval !== null && share.figure !== null ? `±${speaker.number(Math.max(interval.high - share.figure, share.figure - interval.low) * 100)}` : '';
  const left = speaker.say('river.left', { n: section.leaving });
  const first = run(column.x, bottom + 18, [[left, { size: 14, weight: 600 }]]);
  const room = roomIn(column);
  if (held) {
    const own = run(column.x, bottom + 34, [[share?.figure == null ? '' : speaker.share(share.figure), { weight: held.differs ? 600 : 400, fill: inkOf(held) }]]);
    const next = own.end + 8;
    return [text(column.x, bottom + 18, left, { size: 14, fill: inkOf(held, 'ink2') }), ...own.shapes, ...differenceRun(context, held, { x: next, y: bottom + 34, room: column.x + room - next })];
  }
  const second = run(column.x, bottom + 34, [[share?.figure == null ? '' : speaker.share(share.figure), { fill: 'ink2' }], [half, { fill: 'ink3' }]]);
  const stays = speaker.say(isLast ? 'river.remain' : 'river.stay', { n: section.staying });
  const fits = second.end - column.x + 10 + widthOf(stays, 12) < room;
  return [...first.shapes, ...second.shapes, ...(section.staying > 0 && fits ? [text(second.end + 10, bottom + 34, stays, { fill: 'ink3' })] : [])];
}

/** A ribbon that bends down out of the lower bank and ends in an arrow, or flat where it only waits. */
function fallPath(x: number, foot: number, { thickness, bottom, shift = 0, isPool = false }: { thickness: number; bottom: number; shift?: number; isPool?: boolean }): string {
  const inner = x + shift + BEND;
  const outer = inner + thickness;
  const neck = foot + BEND;
  const head = isPool ? 0 : Math.min(8, 3 + thickness / 4);
  const tip = isPool ? `L${px(inner)} ${px(bottom)}L${px(outer)} ${px(bottom)}`
    : `L${px(inner)} ${px(bottom - head)}L${px((inner + outer) / 2)} ${px(bottom)}L${px(outer)} ${px(bottom - head)}`;
  const wide = BEND + thickness;
  const seam = x - 0.75; // laid under the river's edge, so that no hairline shows between them
  return `M${px(seam)} ${px(foot)}L${px(x + shift)} ${px(foot)}C${px(x + shift + BEND * 0.55)} ${px(foot)} ${px(inner)} ${px(neck - BEND * 0.55)} ${px(inner)} ${px(neck)}${tip}L${px(outer)} ${px(neck)}C${px(outer)} ${px(neck - wide * 0.55)} ${px(x + shift + wide * 0.45)} ${px(foot - thickness)} ${px(x + shift)} ${px(foot - thickness)}L${px(seam)} ${px(foot - thickness)}Z`;
}

/** Where the lower bank would be if as large a share came here as of the other group: a dashed line with both ends marked. */
function levelThere({ map }: Context, { column, section, xMid, xOut, top }: Reach, scale: number): Shape[] {
  const held = heldAgainst(map, 'stage', column.stage.id);
  if (held?.versus.figure == null) return [];
  const y = top + (section.passing + held.versus.figure * map.base.customers) * scale;
  const ink = held.differs ? 'ink1' : 'ink3';
  const ends = [xMid, xOut].map((x) => line(x, y - 4, x, y + 4, ink, 1.5));
  return [line(xMid, y, xOut, y, 'paper', 4), line(xMid, y, xOut, y, ink, 1.5, '4 3'), ...ends];
}

/** Newcomers, joining from above just before their stage. */
function spring(context: Context, { section, column, top }: Reach, scale: number): Shape[] {
  const thickness = section.entering * scale;
  if (section.entering === 0) return [];
  const { speaker } = context;
  const x = column.x - 1.2; // a hair into the water, so that no line shows between them
  const right = x - BEND;
  const left = right - thickness;
  const source = top - 30;
  const wide = BEND + thickness;
  const d = `M${px(right)} ${px(source)}L${px(right)} ${px(top - BEND)}C${px(right)} ${px(top - BEND * 0.45)} ${px(x - BEND * 0.55)} ${px(top)} ${px(x)} ${px(top)}L${px(x)} ${px(top + thickness)}C${px(x - wide * 0.55)} ${px(top + thickness)} ${px(left)} ${px(top - BEND + wide * 0.45)} ${px(left)} ${px(top - BEND)}L${px(left)} ${px(source)}Z`;
  const isNarrow = column.w < 190;
  const words = text(right, source - 5, speaker.say(isNarrow ? 'river.enter.short' : 'river.enter', { n: section.entering }), { fill: 'ink2', anchor: 'end', halo: true });
  const label = speaker.say('river.enter.label', { n: section.entering, stage: stageName(speaker, column.stage) });
  const mark = { id: `enter:${column.stage.id}`, lane: 'river', label, x: right - words.width - 4, y: source - 18, w: words.width + 12, h: top - source + 18 };
  return [group([path(d, { fill: 'spring' }), words], { mark })];
}

/** The channel groups named beside their band at the source. */
function bandNames(context: Context, first: Section, { scale, top }: Scaled): Shape[] {
  const { map, frame, speaker } = context;
  const whole = total(first.reach);
  const ids = groupIds(map);
  if (ids.length < 2 || whole === 0) return [];
  const bands = edges(top, [first.passing, ...first.reach], scale).slice(1);
  const middles = first.reach.map((_, n) => (bands[n]! + bands[n + 1]!) / 2); // names keep apart, lines lead to their band
  const places = apart(middles, 17, top + 8);
  return ids.flatMap((id, n) => {
    if (first.reach[n]! / whole < 0.005) return [];
    const share = speaker.share(first.reach[n]! / whole);
    const y = places[n]!;
    const figure = text(frame.gutter - 18, y + 4, share, { fill: 'ink2', anchor: 'end' });
    const key = `group.${id}`;
    const name = speaker.has(key) ? speaker.say(key) : id;
    const room = frame.gutter - 18 - figure.width - 8 - frame.margin;
    return [
      text(frame.gutter - 18 - figure.width - 8, y + 4, name, { fill: 'ink3', anchor: 'end', room }), figure,
      path(`M${px(frame.gutter - 14)} ${px(y)}L${px(frame.gutter - 9)} ${px(y)}L${px(frame.gutter - 3)} ${px(middles[n]!)}`, { stroke: 'rule2', width: 1 }),
    ];
  });
}

/** Places as near to the wished ones as a least distance allows. */
function apart(wished: readonly number[], distance: number, least: number): number[] {
  const places: number[] = [];
  for (const wish of wished) places.push(Math.max(wish, places.length === 0 ? least : places.at(-1)! + distance));
  const over = places.length === 0 ? 0 : Math.max(0, places.at(-1)! - Math.max(wished.at(-1)!, least + distance * (places.length - 1)));
  return places.map((place) => place - over / 2);
}

function scaleMark({ frame, speaker }: Context, { scale, y }: { scale: number; y: number }): Shape[] {
  const round = niceBelow(30 / scale);
  const x = frame.margin + 26;
  const height = round * scale;
  return [
    line(x, y + 8 - height, x, y + 8, 'ink2', 1), line(x - 3, y + 8 - height, x + 3, y + 8 - height, 'ink2', 1), line(x - 3, y + 8, x + 3, y + 8, 'ink2', 1),
    ...paragraph(x + 10, y + 8 - height / 2 + 4, speaker.say('river.scale', { n: round }), { fill: 'ink3', room: frame.gutter - x - 30, most: 1 }),
  ];
}

/** The largest 1, 2 or 5 times a power of ten that is not above `limit`. */
export function niceBelow(limit: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(limit, 1)));
  return power * ([5, 2, 1].find((step) => step * power <= limit) ?? 1);
}

function emptyRiver(context: Context): Lane {
  const { frame, speaker } = context;
  const x = frame.gutter;
  const end = frame.width - frame.margin;
  const bed = path(`M${px(x)} 40L${px(end)} 40M${px(x)} 132L${px(end)} 132`, { stroke: 'rule2', width: 1.25, dash: '2 5' });
  const words = paragraph(x + 4, 78, speaker.say('empty.river'), { size: 18, fill: 'ink2', room: end - x - 8, most: 3, leading: 24 });
  const next = text(x + 4, 78 + words.length * 24, speaker.say('empty.next'), { size: 14, fill: 'accent', weight: 600 });
  return { id: 'river', height: 160, shapes: [bed, ...words, next], names: laneName(context, { icon: 'river', name: speaker.say('lane.river') }).shapes };
}
