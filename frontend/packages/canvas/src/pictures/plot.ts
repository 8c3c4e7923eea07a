/** Rows on one scale: names to the left, what is drawn between, figures to the right; on narrow sheets names stand above. */
import type { IconName } from '../icons.ts';
import { group, icon, line, type Shape, type TextShape } from '../scene.ts';
import { paragraph, shortened, text, widthOf, wrapped } from '../text.ts';
import type { Paint } from '../theme.ts';
import type { Asked } from './frame.ts';
import type { Scale } from './scale.ts';

export interface PlotRow {
  readonly id: string; // of its mark
  readonly name: string;
  readonly note?: string; // a quiet line below the name
  readonly icon?: IconName;
  readonly place?: number; // its number in an order, which stands where icons do
  readonly label: string; // what its mark says
  readonly figures: readonly string[]; // one for each column
  readonly isQuiet?: boolean; // figures that one should not lean on
  readonly draw: (at: (amount: number) => number, y: number) => readonly Shape[];
  readonly beside?: (x: number, y: number) => readonly Shape[]; // a small drawing between the scale and the figures
}

/** Rows that belong together, and in words what was gathered below them. */
export interface PlotGroup {
  readonly head?: string;
  readonly rows: readonly PlotRow[];
  readonly more?: { readonly id: string; readonly words: string } | undefined;
}

export interface Plot {
  readonly scale: Scale;
  readonly columns: readonly string[]; // heads of the figures
  readonly groups: readonly PlotGroup[];
  readonly height?: number; // of what a row draws on its ground line, 24 where it is a line of dots
  readonly isContinued?: boolean; // the heads of its columns stand above another plot already
  readonly like?: readonly PlotRow[]; // rows of other plots beside this one: columns stand below each other
  readonly beside?: { readonly head: string; readonly wide: number }; // room for small drawings, where the sheet is wide
  readonly rise?: number; // how far the first row of a group stands out above it
}

const NAMES = 0.32; // of the room, at most
const GAP = 28;
const TICK = 12; // how far the words of the last tick reach beyond the scale
const LINE = 18;
const BETWEEN = 20; // columns
const MOST_HEAD = 116;
const LONG = 560; // a plot higher than this says its scale again at the foot
const ICON = 24;
const LEAST_NAME = 120; // beside figures, where names stand above what is drawn
const UNDER = 3; // names that stand above what is drawn
const WAY = ' › '; // between where a way begins and where it ends

interface Layout {
  readonly of: Asked;
  readonly plot: Plot;
  readonly names: number; // the room of names
  readonly columns: readonly number[]; // where each column of figures ends
  readonly x: readonly [number, number];
  readonly beside: number; // where small drawings begin
  readonly tall: number;
}

/** The plot from y = 0 down. */
export function plotted(of: Asked, whole: Plot): { readonly shapes: readonly Shape[]; readonly height: number } {
  const plot = of.isNarrow ? fitting(of, whole) : whole;
  const layout = laidOut(of, plot);
  const lead = leadShapes(layout);
  const head = headShapes(layout, lead.height);
  const shapes: Shape[] = [];
  let y = head.height;
  for (const [n, { head: name, rows, more }] of plot.groups.entries()) {
    if (name !== undefined && !(n === 0 && lead.shapes.length > 0)) {
      const isBeside = n === 0 && !of.isNarrow && widthOf(name, 14, 600) < besideRoom(layout);
      const words = paragraph(of.left, isBeside ? y - 10 : y + (n > 0 ? 30 : 18), name, { size: 14, weight: 600, room: of.room, most: 2, leading: LINE });
      shapes.push(...words);
      y = words.at(-1)!.y + 10;
    }
    y += plot.rise ?? 0;
    const begin = y - (plot.rise ?? 0);
    const drawn = rows.map((row) => {
      const { shape, height } = rowShape(layout, row, y);
      y += height;
      return shape;
    });
    if (!of.isNarrow) shapes.push(...rulesOf(layout, begin - 4, y));
    shapes.push(...drawn);
    if (more !== undefined) shapes.push(moreShape(of, more, y));
    y += more === undefined ? 0 : 28;
  }
  const foot = y - head.height > LONG ? tickWords(layout, y + 16) : [];
  return { shapes: [...lead.shapes, ...head.shapes, ...shapes, ...foot], height: y + (foot.length > 0 ? 28 : 8) };
}

/** What a plot of one group is about, above its scale where it does not fit beside that. */
function leadShapes(layout: Layout): { shapes: Shape[]; height: number } {
  const { of, plot } = layout;
  const name = plot.groups.length === 1 ? plot.groups[0]!.head : undefined;
  if (name === undefined || (!of.isNarrow && widthOf(name, 14, 600) < besideRoom(layout))) return { shapes: [], height: 0 };
  const words = paragraph(of.left, 14, name, { size: 14, weight: 600, room: plot.isContinued === true ? of.room : of.room * 0.7, most: 2, leading: LINE });
  return { shapes: words, height: words.at(-1)!.y + 8 };
}

/** How wide the words of a group may be beside the words of the scale. */
function besideRoom({ of, x }: Layout): number {
  return x[0] - of.left - 40;
}

/** The plot with as many of its first columns as leave room for names beside their figures: the others are in its labels. */
function fitting(of: Asked, plot: Plot): Plot {
  const widths = columnWidths(plot);
  let kept = widths.length;
  const taken = (): number => widths.slice(0, kept).reduce((sum, width) => sum + width + BETWEEN, 0);
  while (kept > 1 && of.room - taken() < LEAST_NAME) kept -= 1;
  return kept === widths.length ? plot : { ...plot, columns: plot.columns.slice(0, kept) };
}

function columnWidths(plot: Plot): number[] {
  const rows = [...plot.groups.flatMap((one) => one.rows), ...(plot.like ?? [])];
  return plot.columns.map((head, n) => {
    const words = Math.max(0, ...rows.map((row) => widthOf(row.figures[n] ?? '', 14, n === 0 ? 600 : 400)));
    return Math.max(words, Math.min(MOST_HEAD, widthOf(head, 12)), ...head.split(' ').map((word) => widthOf(word, 12)));
  });
}

function laidOut(of: Asked, plot: Plot): Layout {
  const { left, right, room, isNarrow } = of;
  const rows = [...plot.groups.flatMap((one) => one.rows), ...(plot.like ?? [])];
  const widths = columnWidths(plot);
  const columns = widths.map((_, n) => right - widths.slice(n + 1).reduce((sum, width) => sum + width + BETWEEN, 0));
  const figures = widths.reduce((sum, width) => sum + width + BETWEEN, 0) - (widths.length > 0 ? BETWEEN : 0);
  const hasIcons = rows.some((row) => row.icon !== undefined || row.place !== undefined);
  const wanted = Math.max(90, ...rows.map((row) => Math.max(widthOf(row.name, 14), widthOf(row.note ?? '', 12)))) + (hasIcons ? ICON : 0);
  const names = isNarrow ? room : Math.min(wanted + 4, Math.round(room * NAMES));
  const small = plot.beside === undefined || isNarrow ? 0 : plot.beside.wide + GAP;
  const beside = right - figures - small;
  const x: [number, number] = isNarrow ? [left + 10, right - 10] : [left + names + GAP, beside - (figures > 0 ? GAP + TICK : 10)];
  return { of, plot, names, columns, x, beside, tall: plot.height ?? 24 };
}

/** The heads of the columns, and below or beside them the words of the scale. */
function headShapes(layout: Layout, top: number): { shapes: Shape[]; height: number } {
  const { of, plot, columns } = layout;
  const heads = plot.isContinued === true ? [] : plot.columns.map((head, n) => {
    const room = Math.max(MOST_HEAD, ...head.split(' ').map((word) => widthOf(word, 12)));
    return { head, n, room, lines: wrapped(head, room, 12, 400, 3).length };
  });
  const lines = Math.max(1, ...heads.map((one) => one.lines));
  const last = top + 14 + (lines - 1) * 15;
  const shapes: Shape[] = heads.flatMap(({ head, n, room, lines: own }) => paragraph(columns[n]!, last - (own - 1) * 15, head, { fill: 'ink3', anchor: 'end', room, most: 3, leading: 15 }));
  const ticks = of.isNarrow && heads.length > 0 ? last + 20 : last;
  if (plot.beside !== undefined && !of.isNarrow && heads.length > 0) shapes.push(...paragraph(layout.beside, last, plot.beside.head, { fill: 'ink3', room: plot.beside.wide + 12, most: 1 }));
  return { shapes: [...shapes, ...tickWords(layout, ticks)], height: ticks + 10 };
}

function at({ plot: { scale }, x: [from, to] }: Layout): (amount: number) => number {
  return (amount) => from + (to - from) * Math.min(1, Math.max(0, scale.place(amount)));
}

/** The ticks whose words don't touch those of one before. */
function ticksOf(layout: Layout): { readonly amount: number; readonly words: string; readonly x: number; readonly middle: number }[] {
  const { of, plot } = layout;
  let end = -Infinity;
  return plot.scale.ticks.flatMap(({ amount, words }) => {
    const x = at(layout)(amount);
    const half = widthOf(words, 12) / 2;
    const middle = Math.min(Math.max(x, of.left + half), of.right - half);
    if (middle - half < end + 10) return [];
    end = middle + half;
    return [{ amount, words, x, middle }];
  });
}

function tickWords(layout: Layout, y: number): Shape[] {
  return ticksOf(layout).map(({ words, middle }) => text(middle, y, words, { fill: 'ink3', anchor: 'middle' }));
}

function rulesOf(layout: Layout, top: number, bottom: number): Shape[] {
  const { scale } = layout.plot;
  if (bottom - top < 8) return [];
  return ticksOf(layout).map(({ amount, x }) => line(x, top, x, bottom, amount === scale.strong ? 'rule2' : 'rule', 1));
}

function rowShape(layout: Layout, row: PlotRow, y: number): { shape: Shape; height: number } {
  const { of, columns, names, tall } = layout;
  const indent = row.icon === undefined && row.place === undefined ? 0 : ICON;
  const fill = row.isQuiet === true ? 'ink3' : 'ink1';
  const figuresFrom = of.isNarrow ? Math.min(...columns.map((end, n) => end - widthOf(row.figures[n] ?? '', 14, n === 0 ? 600 : 400))) - 12 : Infinity;
  const room = of.isNarrow ? Math.min(names, figuresFrom - of.left) - indent : names - indent;
  const name = nameLines(row.name, { x: of.left + indent, room, fill, most: of.isNarrow ? 4 : 2 });
  const note = row.note === undefined ? [] : paragraph(of.left + indent, name.at(-1)!.y + 16, row.note, { fill: 'ink3', room, most: 2, leading: 15 });
  const words = (note.at(-1) ?? name.at(-1)!).y + LINE;
  const height = (of.isNarrow ? words + UNDER + tall : Math.max(words + 8, tall)) + 4;
  const first = of.isNarrow ? 15 : (height - words) / 2 + 13; // the baseline of the name
  const middle = of.isNarrow ? words + UNDER + tall / 2 : height / 2;
  const lowered = [...name, ...note].map((one) => ({ ...one, y: one.y + first }));
  const baseline = of.isNarrow ? first : middle + 5;
  const figures = row.figures.slice(0, columns.length).flatMap((words_, n) => (words_ === '' ? [] : [text(columns[n]!, baseline, words_, { size: 14, weight: n === 0 ? 600 : 400, anchor: 'end', fill: row.isQuiet === true ? 'ink3' : n === 0 ? 'ink1' : 'ink2' })]));
  const sign = [
    ...(row.icon === undefined ? [] : [icon(row.icon, of.left, first - 12, 'ink2')]),
    ...(row.place === undefined ? [] : [text(of.left, first, String(row.place), { size: 14, fill: 'ink3' })]),
  ];
  const shapes = [...(of.isNarrow ? track(layout, layout.plot.height === undefined ? middle : middle + tall / 2 - 2) : []), ...row.draw(at(layout), middle), ...(of.isNarrow || layout.plot.beside === undefined ? [] : (row.beside?.(layout.beside, middle) ?? [])), ...sign, ...lowered, ...figures];
  const mark = { id: row.id, lane: of.answer.what, label: row.label, x: of.left - 6, y: 0, w: of.room + 12, h: height };
  return { shape: group(shapes, { mark, y }), height };
}

/** A name on two lines at most; of a way from one to the next, each end on its own where they don't fit beside each other. */
function nameLines(name: string, { x, room, fill, most }: { x: number; room: number; fill: Paint; most: number }): TextShape[] {
  const ends = name.split(WAY);
  if (ends.length !== 2 || widthOf(name, 14) <= room) return paragraph(x, 0, name, { size: 14, room, most, leading: LINE, fill });
  const mark = WAY.trimEnd();
  const from = text(x, 0, `${shortened(ends[0]!, room - widthOf(mark, 14), 14)}${mark}`, { size: 14, fill });
  return [{ ...from, ...(from.text === `${ends[0]!}${mark}` ? {} : { full: ends[0]! }) }, text(x, LINE, ends[1]!, { size: 14, room, fill })];
}

/** The scale of one row, where names above would be crossed by rules: a line with a mark at each figure. */
function track(layout: Layout, y: number): Shape[] {
  const { plot: { scale }, x: [from, to] } = layout;
  return [line(from, y, to, y, 'rule'), ...ticksOf(layout).map(({ amount, x }) => line(x, y - 4, x, y + 4, amount === scale.strong ? 'rule2' : 'rule'))];
}

/** What was gathered, in words that can be pointed at. */
export function moreShape(of: Asked, { id, words }: { id: string; words: string }, y: number): Shape {
  const said = text(of.left, y + 17, words, { fill: 'ink3', room: of.room });
  return group([said], { mark: { id, lane: of.answer.what, label: words, x: of.left - 6, y: y + 2, w: said.width + 12, h: 22 } });
}

