/** The numbers: one row for each KPI, each cell with its figure, interval, sample and a line of months on the row's scale. */
import type { FigureCell, FigureRow } from '../../../generated/resolvedmap.ts';
import { roomIn, type Column } from '../columns.ts';
import { figureText, halfWidth, inUnit, stageName, type Tongue } from '../say.ts';
import { circle, group, icon, line, path, px, type GroupShape, type Shape } from '../scene.ts';
import { paragraph, run, text, widthOf } from '../text.ts';
import { laneName, type Context, type Lane } from './lane.ts';
import { moreOf } from './more.ts';

const ROW = { calm: 50, dense: 44 };
const MOST = 7; // rows that a calm map shows at once
const SPARK = 26;

export interface Range {
  readonly low: number;
  readonly high: number;
}

export function figuresLane(context: Context): Lane {
  const { map, speaker, view, frame } = context;
  const rows = map.figures.filter((row) => row.cells.some((cell) => cell.stage !== null));
  const whole = map.figures.filter((row) => row.cells.length > 0 && !rows.includes(row));
  if (rows.length + whole.length === 0) return { id: 'figures', height: 0, shapes: [], names: [] };
  const named = laneName(context, { icon: 'figures', name: speaker.say('lane.figures') });
  const isOpen = view.density === 'dense' || view.unfolded.includes('figures:all');
  const shown = isOpen ? rows : rows.slice(0, MOST);
  const names: Shape[] = [...named.shapes];
  const shapes: Shape[] = wholeRow(context, whole);
  let y = Math.max(named.bottom - 4, shapes.length > 0 ? 46 : 0);
  shown.forEach((row) => {
    const { shapes: name, lines } = rowName(context, row, y);
    names.push(...name);
    shapes.push(...cellsOf(context, row, y));
    y += Math.max(ROW[view.density], 26 + lines * 15);
  });
  if (shown.length < rows.length) {
    shapes.push(moreOf(speaker, { id: 'more:figures:all', words: speaker.say('figure.more', { n: rows.length - shown.length }), x: frame.gutter, y: y + 14, lane: 'figures' }));
    y += 24;
  }
  return { id: 'figures', height: y, shapes, names };
}

/** One figure as a lane of its own. */
export function figureRowLane(context: Context, row: FigureRow): Lane {
  const named = rowName(context, row, 0);
  const names = [icon('figures', context.frame.margin, 3, 'ink3'), ...named.shapes];
  return { id: row.id, height: Math.max(46, 26 + named.lines * 15), shapes: cellsOf(context, row, 0), names: context.row && context.view.isEditing ? [group(names, { mark: { id: context.row.id, lane: context.row.id, label: kpiName(context.speaker, row.id), x: context.frame.margin - 6, y: 0, w: context.frame.gutter - context.frame.margin - 20, h: 24 } })] : names };
}

/** Figures that exist for the whole map only, side by side on one line. */
function wholeRow(context: Context, rows: readonly FigureRow[]): Shape[] {
  const { speaker, frame } = context;
  let x = frame.gutter;
  return rows.flatMap((row) => {
    const { measurement, id } = row.cells[0]!;
    const figure = figureText(speaker, measurement);
    const pieces = run(x, 16, [[kpiName(speaker, row.id), { size: 14, fill: 'ink2' }], [figure, { size: 18, weight: 600 }], [halfWidth(speaker, measurement), { fill: 'ink3' }]], 7);
    const width = pieces.end - x;
    if (x > frame.gutter && pieces.end > frame.width - frame.margin) return [];
    const label = speaker.say('figure.label', { kpi: kpiName(speaker, row.id), stage: speaker.say('figure.whole'), figure, n: measurement.n });
    const shape = group([provenanceDot(measurement.provenance, { x: x - 11, y: 11, isSmall: measurement.is_small_sample }), ...pieces.shapes], { mark: { id, lane: 'figures', label, x: x - 18, y: -4, w: width + 24, h: 28 } });
    x += width + 48;
    return [shape];
  });
}

/** A KPI's name, or its id where we know none. */
export function kpiName(speaker: Tongue, id: string): string {
  return speaker.has(`kpi.${id}`) ? speaker.say(`kpi.${id}`) : id;
}

/** A row's name with its figure over the whole map beside it, then target and scale below. */
function rowName(context: Context, row: FigureRow, y: number): { shapes: Shape[]; lines: number } {
  const { frame, speaker } = context;
  const x = frame.margin + 24;
  const room = frame.gutter - x - 28;
  const range = rangeOf(row);
  const target = row.cells.find((cell) => cell.target !== null)?.target ?? null;
  const whole = row.cells.find((cell) => cell.stage === null);
  const notes = [
    target === null ? '' : speaker.say('figure.target', { target: inUnit(speaker, target, row.unit) }),
    range === null ? '' : speaker.say('figure.scale', { low: short(speaker, range.low, row.unit), high: short(speaker, range.high, row.unit) }),
  ].filter(Boolean);
  const name = paragraph(x, y + 16, context.row?.name ?? kpiName(speaker, row.id), { size: 14, room, most: 2, leading: 17 });
  const below = y + 16 + (name.length - 1) * 17;
  const found = whole ? [wholeMap(context, { row, cell: whole, x, y: below + 15, room })] : [];
  const words = notes.map((note, n) => text(x, below + (n + 1 + found.length) * 15, note, { fill: 'ink3', room }));
  const beside = found.length > 0 && words.length > 0 && found[0]!.mark!.w + words[0]!.width + 10 <= room;
  if (!beside) return { shapes: [...name, ...found, ...words], lines: name.length - 1 + found.length + words.length };
  const risen = words.map((word, n) => ({ ...word, x: n === 0 ? x + found[0]!.mark!.w + 2 : x, y: word.y - 15 }));
  return { shapes: [...name, ...found, ...risen], lines: name.length - 1 + words.length };
}

/** The figure over the whole map, as short as it can be said. */
function wholeMap({ speaker }: Context, { row, cell, x, y, room }: { row: FigureRow; cell: FigureCell; x: number; y: number; room: number }): GroupShape {
  const figure = figureText(speaker, cell.measurement);
  const shown = cell.measurement.figure === null ? figure : row.unit === 'seconds' ? speaker.brief(cell.measurement.figure) : figure;
  const words = text(x, y, shown, { fill: 'ink1', weight: 600, room });
  const label = speaker.say('figure.label', { kpi: kpiName(speaker, row.id), stage: speaker.say('figure.whole'), figure: `${figure} ${halfWidth(speaker, cell.measurement)}`, n: cell.measurement.n });
  return group([words], { mark: { id: cell.id, lane: 'figures', label, x: x - 4, y: y - 13, w: words.width + 8, h: 18 } });
}

/** A figure at the end of a scale, as short as it can be said. */
function short(speaker: Tongue, figure: number, unit: string): string {
  if (unit === 'share') return speaker.wholePercent(figure);
  if (unit === 'seconds') return speaker.brief(figure);
  return /^[A-Z]{3}$/.test(unit) ? speaker.count(figure) : inUnit(speaker, figure, unit);
}

function cellsOf(context: Context, row: FigureRow, y: number): Shape[] {
  const range = rangeOf(row);
  return context.frame.columns.flatMap((column) => {
    const cell = row.cells.find((entry) => entry.stage === column.stage.id);
    return cell ? [cellShape(context, { row, cell, column, range, y })] : [];
  });
}

/** The range that all months of a row share, so that its cells can be compared. */
export function rangeOf(row: FigureRow): Range | null {
  const all = row.cells.flatMap((cell) => cell.trend).filter((month): month is number => month !== null);
  if (all.length < 2) return null;
  const [low, high] = [Math.min(...all), Math.max(...all)];
  return high > low ? { low, high } : { low: low - 1, high: high + 1 };
}

type Cell = { row: FigureRow; cell: FigureCell; column: Column; range: Range | null; y: number };

function cellShape(context: Context, { row, cell, column, range, y }: Cell): Shape {
  const { speaker } = context;
  const { measurement } = cell;
  const figure = figureText(speaker, measurement);
  const isQuiet = measurement.figure === null;
  const size = isQuiet ? 12 : 18;
  const room = roomIn(column);
  const isDuration = row.unit === 'seconds';
  const words = isDuration || widthOf(figure, size, 600) > room * 0.55 ? 14 : size;
  const note = run(column.x, y + 35, [[halfWidth(speaker, measurement), { fill: 'ink3' }], [measurement.is_withheld ? '' : speaker.say('word.answers', { n: measurement.n }), { fill: 'ink3' }]], 6);
  const sparkX = column.x + Math.max(84, widthOf(figure, words, 600) + 14, note.end - column.x + 14);
  const sparkWidth = Math.min(160, column.x + column.w - 44 - sparkX);
  const children: Shape[] = [
    provenanceDot(measurement.provenance, { x: column.x - 11, y: y + 12, isSmall: measurement.is_small_sample }),
    text(column.x, y + 18, figure, { size: words, weight: isQuiet ? 400 : 600, fill: isQuiet ? 'ink3' : 'ink1', room }),
    ...(note.end <= column.x + room ? note.shapes : note.shapes.slice(0, 1)),
  ];
  if (range !== null && sparkWidth > 34 && !measurement.is_withheld) children.push(...sparkline(row, cell, { x: sparkX, y: y + 8, w: sparkWidth, range }));
  const label = speaker.say('figure.label', { kpi: kpiName(speaker, row.id), stage: stageName(speaker, column.stage), figure: `${figure} ${halfWidth(speaker, measurement)}`, n: measurement.n });
  return group(children, { mark: { id: cell.id, lane: 'figures', stage: column.stage.id, label, x: column.x - 20, y: y - 2, w: column.w - 8, h: 44 } });
}

/** Filled is measured, hollow is asserted, dashed is inferred; small samples look small. */
export function provenanceDot(provenance: string, { x, y, isSmall }: { x: number; y: number; isSmall: boolean }): Shape {
  const r = isSmall ? 1.6 : 2.6;
  if (provenance === 'measured') return circle(x, y, r, { fill: 'ink2' });
  return circle(x, y, r, { fill: 'paper', stroke: 'ink2', width: 1.2, ...(provenance === 'inferred' ? { dash: '1 1.6' } : {}) });
}

type Spark = { x: number; y: number; w: number; range: Range };

function sparkline(row: FigureRow, cell: FigureCell, { x, y, w, range }: Spark): Shape[] {
  const count = Math.max(1, cell.trend.length - 1);
  const at = (month: number, figure: number): { x: number; y: number } => ({
    x: x + (w * month) / count,
    y: y + SPARK * (1 - (figure - range.low) / (range.high - range.low)),
  });
  const points = cell.trend.flatMap((figure, month) => (figure === null ? [] : [at(month, figure)]));
  const last = points.at(-1);
  if (points.length < 2 || last === undefined) return [];
  const d = points.map((point, n) => `${n === 0 ? 'M' : 'L'}${px(point.x)} ${px(point.y)}`).join('');
  const target = cell.target !== null && cell.target >= range.low && cell.target <= range.high
    ? [line(x, at(0, cell.target).y, x + w, at(0, cell.target).y, 'rule2', 1, '2 3')] : [];
  return [...target, path(d, { stroke: 'ink3', width: 1.25 }), lastDot(row, cell, last)];
}

/** Where the line ends: filled where the target is met, hollow where it is missed. */
function lastDot(row: FigureRow, cell: FigureCell, { x, y }: { x: number; y: number }): Shape {
  const figure = cell.measurement.figure;
  if (figure === null || cell.target === null) return circle(x, y, 2.75, { fill: 'ink2' });
  return targetDot((figure >= cell.target) === row.higher_is_better, { x, y });
}

export function targetDot(isMet: boolean, { x, y }: { x: number; y: number }): Shape {
  return isMet ? circle(x, y, 3, { fill: 'good' }) : circle(x, y, 3, { fill: 'paper', stroke: 'bad', width: 1.75 });
}
