/** The numbers: one row for each KPI, each cell with its figure, interval, sample and a line of months on the row's scale. */
import type { ComparedFigure, FigureCell, FigureRow } from '../../../generated/resolvedmap.ts';
import { roomIn, type Column } from '../columns.ts';
import { comparedLabel, differencePlot, differenceText, gapText, heldAgainst, inkOf, paintOfDifference, versusText, widestOf } from '../compared.ts';
import { figureText, halfWidth, inUnit, stageName, type Tongue } from '../say.ts';
import { circle, group, icon, line, path, px, type GroupShape, type Shape } from '../scene.ts';
import { paragraph, run, text, widthOf } from '../text.ts';
import type { Paint } from '../theme.ts';
import { differenceRun } from './heads.ts';
import { laneName, type Context, type Lane } from './lane.ts';
import { moreOf } from './more.ts';

const ROW = { calm: 50, dense: 44 };
const MOST = 7; // rows that a calm map shows at once
const SPARK = 26;
const SHORTEST = 34; // a line of months
const SPARK_MARGIN = 44; // from its end to the next column

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
    const { name, notes, lines } = rowName(context, row, y);
    names.push(...name, ...notes);
    shapes.push(...cellsOf(context, row, y));
    y += Math.max(ROW[view.density], 26 + lines * 15);
  });
  if (shown.length < rows.length) {
    shapes.push(moreOf({ id: 'more:figures:all', words: speaker.say('figure.more', { n: rows.length - shown.length }), x: frame.gutter, y: y + 14, lane: 'figures', isPaper: view.medium === 'print' }).shape);
    y += 24;
  }
  return { id: 'figures', height: y, shapes, names };
}

/** One figure as a lane of its own. */
export function figureRowLane(context: Context, row: FigureRow): Lane {
  const { frame, speaker, view } = context;
  const named = rowName(context, row, 0);
  const sign = icon('figures', frame.margin, 3, 'ink3');
  const mark = context.row && { id: context.row.id, lane: context.row.id, label: kpiName(speaker, row.id), x: frame.margin - 6, y: 0, w: frame.gutter - frame.margin - 20, h: 24 };
  const names = mark && view.isEditing ? [group([sign, ...named.name], { mark }), ...named.notes] : [sign, ...named.name, ...named.notes];
  return { id: row.id, height: Math.max(46, 26 + named.lines * 15), shapes: cellsOf(context, row, 0), names };
}

/** Figures that exist for the whole map only, side by side on one line. */
function wholeRow(context: Context, rows: readonly FigureRow[]): Shape[] {
  const { speaker, frame } = context;
  let x = frame.gutter;
  return rows.flatMap((row) => {
    const { measurement, id } = row.cells[0]!;
    const figure = figureText(speaker, measurement);
    const held = heldAgainst(context.map, 'figure', id);
    const pieces = run(x, 16, [[kpiName(speaker, row.id), { size: 14, fill: 'ink2' }], [figure, { size: 18, weight: held && !held.differs ? 400 : 600, fill: inkOf(held) }], ...(held ? heldPieces(speaker, held) : [[halfWidth(speaker, measurement), { fill: 'ink3' }] as const])], 7);
    const width = pieces.end - x;
    if (x > frame.gutter && pieces.end > frame.width - frame.margin) return [];
    const label = speaker.say('figure.label', { kpi: kpiName(speaker, row.id), stage: speaker.say('figure.whole'), figure, n: measurement.n }) + comparedLabel(speaker, held);
    const shape = group([provenanceDot(measurement.provenance, { x: x - 11, y: 11, isSmall: measurement.is_small_sample }), ...pieces.shapes], { mark: { id, lane: 'figures', label, x: x - 18, y: -4, w: width + 24, h: 28 } });
    x += width + 48;
    return [shape];
  });
}

/** A difference as pieces of a line, and the figure of the other group. */
function heldPieces(speaker: Tongue, held: ComparedFigure): (readonly [string, { readonly fill: Paint; readonly weight?: 400 | 600 }])[] {
  return [[differenceText(speaker, held), { fill: inkOf(held), weight: held.differs ? 600 : 400 }], [gapText(speaker, held), { fill: 'ink3' }], [versusText(speaker, held), { fill: 'ink3' }]];
}

/** A KPI's name, or its id where we know none. */
export function kpiName(speaker: Tongue, id: string): string {
  return speaker.has(`kpi.${id}`) ? speaker.say(`kpi.${id}`) : id;
}

type RowName = { name: Shape[]; notes: Shape[]; lines: number };

/** A row's name with its figure over the whole map and its target below, then what its ends mean. */
function rowName(context: Context, row: FigureRow, y: number): RowName {
  const { frame, speaker } = context;
  const x = frame.margin + 24;
  const room = frame.gutter - x - 28;
  const target = row.cells.find((cell) => cell.target !== null)?.target ?? null;
  const whole = row.cells.find((cell) => cell.stage === null);
  const name = paragraph(x, y + 16, context.row?.name ?? kpiName(speaker, row.id), { size: 14, room, most: 2, leading: 17 });
  const below = y + 16 + (name.length - 1) * 17;
  const found = whole ? [wholeMap(context, { row, cell: whole, x, y: below + 15, room })] : [];
  const aim = target === null ? '' : speaker.say('figure.target', { target: inUnit(speaker, target, row.unit) });
  const isBeside = found.length > 0 && found[0]!.mark!.w + widthOf(aim, 12) + 2 <= room;
  const aimLine = aim === '' ? [] : [text(isBeside ? x + found[0]!.mark!.w + 2 : x, below + 15 + (isBeside ? 0 : found.length * 15), aim, { fill: 'ink3', room })];
  const used = found.length + aimLine.length - (isBeside && aim !== '' ? 1 : 0);
  const ends = [axisWords(speaker, row), scaleWords(context, row)].filter(Boolean).join('; ');
  const told = ends === '' ? [] : paragraph(x, below + (used + 1) * 15, ends, { fill: 'ink3', room, most: 3, leading: 15 });
  const missing = leftOut(speaker, row);
  const gaps = missing === '' ? [] : paragraph(x, below + (used + 1 + told.length) * 15, missing, { fill: 'ink3', room, most: 3, leading: 15 });
  return { name, notes: [...found, ...aimLine, ...told, ...gaps], lines: name.length - 1 + used + told.length + gaps.length };
}

/** What a figure of money does not hold: orders in other currencies, how many and which. */
export function leftOut(speaker: Tongue, row: FigureRow): string {
  if (!row.left_out) return '';
  const currencies = row.left_out.currencies.map((one) => one || speaker.say('figure.no_currency')).join(', ');
  return speaker.say(row.left_out.orders === null ? 'figure.left_out_few' : 'figure.left_out', { n: row.left_out.orders, currencies });
}

/** What more and less of a figure means; of an own figure only which way is better. */
function axisWords(speaker: Tongue, row: FigureRow): string {
  const key = `axis.${row.id}`;
  return speaker.say(speaker.has(key) ? key : row.higher_is_better ? 'axis.up' : 'axis.down');
}

/** The ends of the scale of a row's lines, where no line has room to carry them. */
function scaleWords({ frame, speaker, map }: Context, row: FigureRow): string {
  if (map.compared) return '';
  const range = rangeOf(row);
  if (range === null || frame.columns.some((column) => scaledColumn(speaker, { row, column, range }))) return '';
  const isDrawn = frame.columns.some((column) => sparkOf(speaker, { row, column, range, y: 0 }) !== null);
  return isDrawn ? speaker.say('figure.scale', endsOf(speaker, row, range)) : '';
}

function endsOf(speaker: Tongue, row: FigureRow, { low, high }: Range): { low: string; high: string } {
  return { low: short(speaker, low, row.unit), high: short(speaker, high, row.unit) };
}

/** The figure over the whole map, as short as it can be said. */
function wholeMap({ speaker, map }: Context, { row, cell, x, y, room }: { row: FigureRow; cell: FigureCell; x: number; y: number; room: number }): GroupShape {
  const figure = figureText(speaker, cell.measurement);
  const shown = cell.measurement.figure === null ? figure : row.unit === 'seconds' ? speaker.brief(cell.measurement.figure) : figure;
  const held = heldAgainst(map, 'figure', cell.id);
  const gap = held?.differs ? ` ${differenceText(speaker, held)}` : '';
  const words = text(x, y, shown + gap, { fill: inkOf(held), weight: held && !held.differs ? 400 : 600, room });
  const label = speaker.say('figure.label', { kpi: kpiName(speaker, row.id), stage: speaker.say('figure.whole'), figure: `${figure} ${halfWidth(speaker, cell.measurement)}`, n: cell.measurement.n }) + comparedLabel(speaker, held);
  return group([words], { mark: { id: cell.id, lane: 'figures', label, x: x - 4, y: y - 13, w: words.width + 8, h: 18 } });
}

/** A figure at the end of a scale, as short as it can be said. */
function short(speaker: Tongue, figure: number, unit: string): string {
  if (unit === 'share') return speaker.wholePercent(figure);
  if (unit === 'seconds') return speaker.brief(figure);
  return /^[A-Z]{3}$/.test(unit) ? speaker.count(figure) : inUnit(speaker, figure, unit);
}

function cellsOf(context: Context, row: FigureRow, y: number): Shape[] {
  const { frame, speaker } = context;
  const range = rangeOf(row);
  const scaled = range === null ? undefined : frame.columns.find((column) => scaledColumn(speaker, { row, column, range }));
  return frame.columns.flatMap((column) => {
    const cell = cellIn(row, column);
    return cell ? [cellShape(context, { row, cell, column, range, y, hasScale: column === scaled })] : [];
  });
}

function cellIn(row: FigureRow, column: Column): FigureCell | undefined {
  return row.cells.find((entry) => entry.stage === column.stage.id);
}

type Wanted = { row: FigureRow; column: Column; range: Range };

/** Whether a cell's line has room for the ends of its scale beside it: the first that has carries them for its row. */
function scaledColumn(speaker: Tongue, wanted: Wanted): boolean {
  const spark = sparkOf(speaker, { ...wanted, y: 0 });
  return spark !== null && spark.w - scaleRoom(speaker, wanted.row, wanted.range) > SHORTEST;
}

function scaleRoom(speaker: Tongue, row: FigureRow, range: Range): number {
  const { low, high } = endsOf(speaker, row, range);
  return Math.max(0, Math.max(widthOf(low, 12), widthOf(high, 12)) + 10 - SPARK_MARGIN + 26);
}

/** Where a cell's line of months stands; null where it has none, or no room. */
function sparkOf(speaker: Tongue, { row, column, range, y }: Wanted & { y: number }): Spark | null {
  const cell = cellIn(row, column);
  if (!cell || cell.measurement.is_withheld || cell.trend.filter((month) => month !== null).length < 2) return null;
  const { figure, words, note } = wordsOf(speaker, { row, cell, column, y });
  const x = column.x + Math.max(84, widthOf(figure, words, 600) + 14, note.end - column.x + 14);
  const w = Math.min(160, column.x + column.w - SPARK_MARGIN - x);
  return w > SHORTEST ? { x, y: y + 8, w, range } : null;
}

/** The range that all months of a row share, so that its cells can be compared; a level line has room around it that the unit can hold. */
export function rangeOf(row: FigureRow): Range | null {
  const all = row.cells.flatMap((cell) => cell.trend).filter((month): month is number => month !== null);
  if (all.length < 2) return null;
  const [low, high] = [Math.min(...all), Math.max(...all)];
  if (high > low) return { low, high };
  const pad = row.unit === 'share' ? 0.05 : Math.max(1, Math.abs(low) * 0.1);
  return { low: low >= 0 ? Math.max(0, low - pad) : low - pad, high: row.unit === 'share' ? Math.min(1, high + pad) : high + pad };
}

type Written = { row: FigureRow; cell: FigureCell; column: Column; y: number };

/** A cell's figure, the size it is set in, and the quiet line below it. */
function wordsOf(speaker: Tongue, { row, cell: { measurement }, column, y }: Written): { figure: string; words: 12 | 14 | 18; note: ReturnType<typeof run> } {
  const figure = figureText(speaker, measurement);
  const size = measurement.figure === null ? 12 : 18;
  const words = row.unit === 'seconds' || widthOf(figure, size, 600) > roomIn(column) * 0.55 ? 14 : size;
  const note = run(column.x, y + 35, [[halfWidth(speaker, measurement), { fill: 'ink3' }], [measurement.is_withheld ? '' : speaker.say('word.answers', { n: measurement.n }), { fill: 'ink3' }]], 6);
  return { figure, words, note };
}

type Cell = Written & { range: Range | null; hasScale: boolean };

function cellShape(context: Context, { row, cell, column, range, y, hasScale }: Cell): Shape {
  const { speaker } = context;
  const held = heldAgainst(context.map, 'figure', cell.id);
  if (held) return heldCell(context, { row, cell, column, y }, held);
  const { measurement } = cell;
  const isQuiet = measurement.figure === null;
  const { figure, words, note } = wordsOf(speaker, { row, cell, column, y });
  const room = roomIn(column);
  const children: Shape[] = [
    provenanceDot(measurement.provenance, { x: column.x - 11, y: y + 12, isSmall: measurement.is_small_sample }),
    text(column.x, y + 18, figure, { size: words, weight: isQuiet ? 400 : 600, fill: isQuiet ? 'ink3' : 'ink1', room }),
    ...(note.end <= column.x + room ? note.shapes : note.shapes.slice(0, 1)),
  ];
  const spark = range === null ? null : sparkOf(speaker, { row, column, range, y });
  if (range !== null && spark !== null) children.push(...(hasScale ? scaledSpark(speaker, { row, cell, spark, range }) : sparkline(row, cell, spark)));
  const label = speaker.say('figure.label', { kpi: kpiName(speaker, row.id), stage: stageName(speaker, column.stage), figure: `${figure} ${halfWidth(speaker, measurement)}`, n: measurement.n });
  return group(children, { mark: { id: cell.id, lane: 'figures', stage: column.stage.id, label, x: column.x - 20, y: y - 2, w: column.w - 8, h: 44 } });
}

/** A cell held against the other group: its figure, below it the difference and the other figure, beside it both on a scale. */
function heldCell(context: Context, { row, cell, column, y }: Written, held: ComparedFigure): Shape {
  const { speaker, map } = context;
  const { measurement } = cell;
  const { figure, words } = wordsOf(speaker, { row, cell, column, y });
  const paint = paintOfDifference(row, held);
  const room = roomIn(column);
  const told = differenceRun(context, held, { x: column.x, y: y + 35, room });
  const end = Math.max(column.x + 92, ...told.map((shape) => (shape.kind === 'text' ? shape.x + shape.width + 18 : 0)));
  const w = Math.min(120, column.x + column.w - SPARK_MARGIN - end);
  const children: Shape[] = [
    provenanceDot(measurement.provenance, { x: column.x - 11, y: y + 12, isSmall: measurement.is_small_sample }),
    text(column.x, y + 18, figure, { size: words, weight: held.differs ? 600 : 400, fill: inkOf(held), room }),
    ...told,
    ...(w > SHORTEST ? [differencePlot(held, { x: end, y: y + 22, w, widest: widestOf(map, row) }, paint)] : []),
  ];
  const label = speaker.say('figure.label', { kpi: kpiName(speaker, row.id), stage: stageName(speaker, column.stage), figure: `${figure} ${halfWidth(speaker, measurement)}`, n: measurement.n }) + comparedLabel(speaker, held);
  return group(children, { mark: { id: cell.id, lane: 'figures', stage: column.stage.id, label, x: column.x - 20, y: y - 2, w: column.w - 8, h: 44 } });
}

/** A line of months with the ends of its scale beside it. */
function scaledSpark(speaker: Tongue, { row, cell, spark, range }: { row: FigureRow; cell: FigureCell; spark: Spark; range: Range }): Shape[] {
  const { low, high } = endsOf(speaker, row, range);
  const w = spark.w - scaleRoom(speaker, row, range);
  const at = { x: spark.x + w + 9, fill: 'ink3' } as const;
  return [...sparkline(row, cell, { ...spark, w }), text(at.x, spark.y + 4, high, at), text(at.x, spark.y + SPARK + 4, low, at)];
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
