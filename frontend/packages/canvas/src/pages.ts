/**
 * A map on pages: the same drawing as the poster, cut between stages and between lanes.
 *
 * Every page repeats the heads of its stages and the names of its lanes and says which part it is. Words are never cut:
 * they stand on the page on which they begin.
 */
import type { ResolvedMap } from '../../generated/resolvedmap.ts';
import { frameOf, type Column, type Frame } from './columns.ts';
import { legendLane } from './lanes/legend.ts';
import { titleLane } from './lanes/title.ts';
import { layout } from './layout.ts';
import { tongue, type Tongue } from './say.ts';
import { ARROWS, group, line, ONLY_FIRST, type Block, type Scene, type Shape, type TextShape } from './scene.ts';
import { text } from './text.ts';
import type { View } from './view.ts';

/** What fits on one page, in pixels of the drawing. */
export interface Paper {
  readonly width: number;
  readonly height: number;
  readonly keepsLanes?: boolean; // lanes stay whole and pages are filled alike, as slides want it
}

/** One page: groups of shapes, some of them seen through a window only. */
export interface SheetPage {
  readonly width: number;
  readonly height: number;
  readonly parts: readonly PagePart[];
}

/** Shapes moved to their place on the page; where there is a window, only what lies inside is drawn. */
export interface PagePart {
  readonly x: number;
  readonly y: number;
  readonly shapes: readonly Shape[];
  readonly window: Window | null;
}

export interface Window {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/** The role of the words that name a page. */
export const NAMES_PAGE = 'page-name';

const COLUMN = 196; // the narrowest comfortable column
const HANG = 26; // signs hang this far outside their column
const FOOT = 34;
const LEAST_FILLED = 0.45; // of a page, before a lane is cut rather than moved to the next
const FREE = 3; // pixels without words above and below a cut

/** A map as pages of a size, from left to right and then downwards. */
export function pagesOf(map: ResolvedMap, view: View, paper: Paper): readonly SheetPage[] {
  const wide = wideView(map, view, paper);
  const scene = layout(map, wide);
  const frame = frameOf(map, wide);
  const speaker = tongue(view.language, view.locale);
  const title = titleLane({ map, view: { ...view, width: paper.width }, frame: { ...frame, width: paper.width }, speaker });
  const blocks = new Map(scene.blocks.map((block) => [block.id, block]));
  const [heads, lanes] = [blocks.get('heads')!, blocks.get('lanes')!];
  const legend = legendLane({ map, view: wide, frame: { ...frame, width: paper.width }, speaker });
  const room = paper.height - heads.height - FOOT;
  const sizes = { first: room - title.height, room, tail: legend.height + 16 };
  const strips = (paper.keepsLanes ? evenStripsOf(lanes, sizes) : null) ?? stripsOf(scene, sizes);
  const groups = groupsOf(frame, paper.width);
  const count = strips.length * groups.length;
  const pages = strips.flatMap((strip, down) => groups.map((columns, across): SheetPage => {
    const isFirst = down === 0 && across === 0;
    const top = down === 0 ? title.height : 0;
    const place: Place = { frame, columns, top, strip, heads, lanes, gutter: blocks.get('gutter')! };
    const foot = footOf(scene, { number: down * groups.length + across + 1, count, paper, speaker, frame, columns });
    return { ...paper, parts: [...(isFirst ? [whole(0, 0, title.shapes)] : []), ...partsOf(place), foot] };
  }));
  const below = whole(0, paper.height - FOOT - legend.height - 4, legend.shapes);
  return pages.map((page, n) => (n === pages.length - 1 ? { ...page, parts: [...page.parts, below] } : page));
}

/** As wide as all pages beside each other: every column as wide as the pages let it be. */
function wideView(map: ResolvedMap, view: View, paper: Paper): View {
  const base: View = { ...view, medium: 'print', columnWidths: 'equal', width: paper.width };
  const frame = frameOf(map, base);
  const room = paper.width - frame.gutter - frame.margin;
  const most = Math.max(1, Math.floor(room / COLUMN));
  const count = Math.max(1, map.stages.length);
  const each = Math.ceil(count / Math.ceil(count / most));
  return { ...base, width: frame.gutter + frame.margin + (count * room) / each, cutAfter: each };
}

/** Columns page by page: as many as fit beside the names of the lanes. */
function groupsOf(frame: Frame, width: number): (readonly Column[])[] {
  const room = width - frame.gutter - frame.margin + 0.5;
  const groups: Column[][] = [];
  for (const column of frame.columns) {
    const last = groups.at(-1);
    if (last && column.x + column.w - last[0]!.x <= room) last.push(column);
    else groups.push([column]);
  }
  return groups.length > 0 ? groups : [[]];
}

interface Strip {
  readonly from: number;
  readonly to: number;
}

/** The lanes page by page: cut above a lane, or where no words stand if a lane is higher than a page; the last leaves room for a tail. */
function stripsOf(scene: Scene, { first, room, tail }: { first: number; room: number; tail: number }): Strip[] {
  const lanes = scene.blocks.find((block) => block.id === 'lanes')!;
  const gutter = scene.blocks.find((block) => block.id === 'gutter')!;
  const words = [...textsOf(lanes.shapes), ...textsOf(gutter.shapes)].map(({ y, size }) => [y - size, y + size * 0.3] as const);
  const edges = edgesOf(lanes);
  const end = Math.max(0, ...words.map(([, bottom]) => bottom), ...lanes.shapes.map((shape) => (shape.kind === 'group' && shape.lane !== ARROWS ? (shape.y ?? 0) + (shape.h ?? 0) : 0)));
  const strips: Strip[] = [];
  let from = 0;
  while (from < end) {
    const most = from + Math.max(120, strips.length === 0 ? first : room);
    if (most >= end + tail) return [...strips, { from, to: end }];
    const least = from + (most - from) * LEAST_FILLED;
    const edge = edges.filter((y) => y <= most && y >= least).at(-1);
    const to = edge ?? (most >= end ? end : (freeBelow(most, least, words) ?? most));
    strips.push({ from, to });
    from = to;
  }
  return [...strips, { from: end, to: end }]; // nothing but the legend is left, or nothing at all
}

/** The fewest pages of whole lanes, those filled most alike; null where a lane is higher than a page. */
function evenStripsOf(lanes: Block, { first, room, tail }: { first: number; room: number; tail: number }): Strip[] | null {
  const end = Math.max(0, ...lanes.shapes.map((shape) => (shape.kind === 'group' && shape.lane !== ARROWS ? (shape.y ?? 0) + (shape.h ?? 0) : 0)));
  const cuts = [0, ...edgesOf(lanes).filter((y) => y > 0 && y < end), end];
  const best: ({ pages: number; free: number; strips: Strip[] } | null)[] = cuts.map((_, n) => (n === 0 ? { pages: 0, free: 0, strips: [] } : null));
  for (let n = 1; n < cuts.length; n += 1) {
    for (let from = 0; from < n; from += 1) {
      const before = best[from];
      const free = (from === 0 ? first : room) - (cuts[n]! - cuts[from]!) - (n === cuts.length - 1 ? tail : 0);
      if (!before || free < 0) continue;
      const tried = { pages: before.pages + 1, free: before.free + free * free, strips: [...before.strips, { from: cuts[from]!, to: cuts[n]! }] };
      const known = best[n];
      if (!known || tried.pages < known.pages || (tried.pages === known.pages && tried.free < known.free)) best[n] = tried;
    }
  }
  return best.at(-1)?.strips ?? null;
}

/** How many lanes pages cut. */
export function cutLanes(pages: readonly SheetPage[]): number {
  return pages.flatMap((page) => page.parts).filter(({ shapes, window: seen }) => {
    const rows = seen === null ? [] : shapes.flatMap((shape) => (shape.kind === 'group' && shape.lane !== undefined && / ?lane of-/.test(shape.role ?? '') ? [shape] : []));
    return rows.some((row) => (row.y ?? 0) - 6 < seen!.y - 0.5 && (row.y ?? 0) + (row.h ?? 0) > seen!.y + 0.5 && seen!.y > 0);
  }).length;
}

/** Above which lanes a page may end: not between a rule and what stands under it. */
function edgesOf(lanes: Block): number[] {
  const rows = lanes.shapes.flatMap((shape) => (shape.kind === 'group' && shape.lane !== undefined && shape.lane !== ARROWS ? [shape] : []));
  return rows.flatMap((row, n) => (n > 0 && !/ of-line/.test(rows[n - 1]!.role ?? '') ? [(row.y ?? 0) - 6] : []));
}

/** The lowest place between two heights at which nothing stands, null where there is none. */
export function freeBelow(most: number, least: number, taken: readonly (readonly [number, number])[]): number | null {
  for (let y = most; y >= least; y -= 1) {
    if (!taken.some(([top, bottom]) => top < y + FREE && bottom > y - FREE)) return y;
  }
  return null;
}

interface Place {
  readonly frame: Frame;
  readonly columns: readonly Column[];
  readonly top: number;
  readonly strip: Strip;
  readonly heads: Block;
  readonly lanes: Block;
  readonly gutter: Block;
}

/** Heads, lanes and their names of one page. */
function partsOf({ frame, columns, top, strip, heads, lanes, gutter }: Place): PagePart[] {
  const [start, end] = [columns[0]?.x ?? frame.gutter, columns.at(-1)];
  const isLast = end === frame.columns.at(-1);
  const shift = frame.gutter - start;
  const x = start - HANG;
  const w = (end ? end.x + end.w : frame.width) - x - (isLast ? 0 : HANG);
  const [h, body] = [strip.to - strip.from, top + heads.height];
  return [
    { x: shift, y: top, shapes: heads.shapes, window: { x, y: 0, w, h: heads.height } },
    { x: 0, y: top, shapes: heads.shapes, window: { x: 0, y: 0, w: frame.gutter - HANG, h: heads.height } },
    { x: shift, y: body - strip.from, shapes: lanes.shapes, window: { x, y: strip.from, w, h } },
    { x: 0, y: body - strip.from, shapes: shift === 0 ? gutter.shapes : without(gutter.shapes, ONLY_FIRST), window: { x: 0, y: strip.from, w: frame.gutter, h } },
  ];
}

function whole(x: number, y: number, shapes: readonly Shape[]): PagePart {
  return { x, y, shapes, window: null };
}

type Foot = { number: number; count: number; paper: Paper; speaker: Tongue; frame: Frame; columns: readonly Column[] };

/** The map's title, which stages these are, and which page of how many. */
function footOf(scene: Scene, { number, count, paper, speaker, frame, columns }: Foot): PagePart {
  const y = paper.height - 6;
  const part = columns.length === frame.columns.length || columns.length === 0 ? '' : speaker.say('page.stages', { from: columns[0]!.index + 1, to: columns.at(-1)!.index + 1, of: frame.columns.length });
  const page = text(paper.width - frame.margin, y, speaker.say('page.of', { n: number, of: count }), { fill: 'ink3', anchor: 'end' });
  const name = text(frame.margin, y, [scene.title, part].filter(Boolean).join(', '), { fill: 'ink3', room: paper.width - 2 * frame.margin - page.width - 24 });
  return whole(0, 0, [line(frame.margin, y - 18, paper.width - frame.margin, y - 18, 'rule'), group([name], { role: NAMES_PAGE }), page]);
}

/** The texts of shapes, each at its own height. */
export function textsOf(shapes: readonly Shape[], down = 0): TextShape[] {
  return shapes.flatMap((shape): TextShape[] => {
    if (shape.kind === 'group') return shape.role === 'quiet' ? [] : textsOf(shape.children, down + (shape.y ?? 0));
    return shape.kind === 'text' ? [{ ...shape, y: shape.y + down }] : [];
  });
}

function without(shapes: readonly Shape[], role: string): Shape[] {
  return shapes.flatMap((shape): Shape[] => (shape.kind !== 'group' ? [shape] : shape.role === role ? [] : [{ ...shape, children: without(shape.children, role) }]));
}

/** The same shapes without their words. */
export function wordless(shapes: readonly Shape[]): Shape[] {
  return shapes.flatMap((shape): Shape[] => {
    if (shape.kind !== 'group') return shape.kind === 'text' ? [] : [shape];
    if (shape.role === 'quiet') return [];
    const { mark: _, ...rest } = shape;
    return [{ ...rest, children: wordless(shape.children) }];
  });
}

/** The words that begin inside a window; those that would reach far beyond it are moved back into it. */
export function wordsWithin(shapes: readonly Shape[], seen: Window, room: number): TextShape[] {
  return textsOf(shapes).flatMap((shape) => wordWithin(shape, seen, room) ?? []);
}

/** A line of words where it begins inside a window, moved back into it where it would reach far beyond; else nothing. */
export function wordWithin(shape: TextShape, { x, y, w, h }: Window, room: number): TextShape | null {
  const start = shape.x - { start: 0, middle: 0.5, end: 1 }[shape.anchor] * shape.width;
  const isIn = start >= x - 1 && start < x + w && shape.y > y && shape.y - shape.size * 0.5 < y + h;
  if (!isIn) return null;
  const over = start + shape.width - (x + w + room);
  return over > 0 ? { ...shape, x: shape.x - over } : shape;
}
