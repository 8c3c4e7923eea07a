/** From every row to every column, the most frequent first: counts in cells whose shade grows with them. */
import { circle, group, rect, type Shape } from '../scene.ts';
import { paragraph, text, widthOf, wrapped } from '../text.ts';
import type { Asked } from './frame.ts';
import { shadeOf, type Steps } from './shades.ts';

/** What stands in one cell. */
export interface Cell {
  readonly id: string;
  readonly figure: number; // its shade
  readonly words: string;
  readonly under?: string; // a quieter line
  readonly label: string;
  readonly isSmall?: boolean;
  readonly isRest?: boolean; // put together: no shade, so that it does not outshine what is named
}

export interface Matrix {
  readonly names: readonly string[]; // of the rows and of the columns
  readonly cells: ReadonlyMap<string, Cell>; // by "row:column" as places in `names`
  readonly steps: Steps;
  readonly from: string; // what rows are, and what columns are
  readonly to: string;
  readonly isTall?: boolean; // cells hold two lines
}

const CELL = 66; // the least width of a column
const WIDEST = 92;
const LEAST_NAMES = 120;
const TINY = { room: 480, names: 92 }; // names take two lines there
const NAMES_SHARE = 0.2;
const GAP = 2;

/** How many rows and columns stand beside each other. */
export function mostBeside(of: Asked): number {
  return Math.max(2, Math.floor((of.room - namesRoom(of)) / CELL));
}

function namesRoom({ room }: Asked): number {
  return room < TINY.room ? TINY.names : Math.max(LEAST_NAMES, Math.round(room * NAMES_SHARE));
}

export function matrixShapes(of: Asked, matrix: Matrix): { shapes: Shape[]; height: number } {
  const names = namesRoom(of);
  const wide = Math.min(WIDEST, (of.room - names) / Math.max(1, matrix.names.length));
  const high = matrix.isTall ? 42 : 30;
  const x = (n: number): number => of.left + names + n * wide;
  const room = wide - 5;
  const lines = Math.max(1, ...matrix.names.map((name) => wrapped(name, room, 12, 400, 4).length));
  const top = 30 + (lines - 1) * 15;
  const axes = [text(of.left, top, matrix.from, { fill: 'ink3', room: names - 8 }), text(x(0) + 4, 12, matrix.to, { fill: 'ink3' })];
  const heads = matrix.names.flatMap((name, n) => paragraph(x(n) + 4, top - (wrapped(name, room, 12, 400, 4).length - 1) * 15, name, { room, most: 4, leading: 15 }));
  const y = (n: number): number => top + 10 + n * high;
  const cells = matrix.names.flatMap((_, row) =>
    matrix.names.map((__, column) => cellShape(of, matrix.cells.get(`${row}:${column}`), { x: x(column), y: y(row), w: wide - GAP, h: high - GAP, steps: matrix.steps })));
  const rows = rowNames(of, matrix.names, { room: names - 14, middle: (row) => y(row) + high / 2 });
  return { shapes: [...axes, ...heads, ...rows, ...cells], height: y(matrix.names.length) + 10 };
}

/** The names of the rows, all of one size: smaller and on two lines where one is too short for some. */
function rowNames({ left }: Asked, names: readonly string[], { room, middle }: { room: number; middle: (row: number) => number }): Shape[] {
  const isOneLine = names.every((name) => widthOf(name, 14) <= room);
  if (isOneLine) return names.map((name, row) => text(left, middle(row) + 4, name, { size: 14, room }));
  return names.flatMap((name, row) => paragraph(left, middle(row) + (wrapped(name, room, 12, 400, 2).length === 1 ? 4 : -3), name, { room, most: 2, leading: 15 }));
}

type Place = { x: number; y: number; w: number; h: number; steps: Steps };

function cellShape(of: Asked, cell: Cell | undefined, { x, y, w, h, steps }: Place): Shape {
  if (cell === undefined) return circle(x + w / 2, y + h / 2, 1, { fill: 'rule2' });
  const { fill, ink } = shadeOf(cell.figure, steps);
  const isPlain = cell.isSmall === true || cell.isRest === true;
  const ground = rect(x, y, w, h, isPlain ? { fill: 'paper', ...(cell.isRest ? {} : { stroke: 'rule' as const }), r: 2 } : { fill, r: 2 });
  const paint = isPlain ? 'ink2' : ink;
  const middle = y + h / 2;
  const isTwo = cell.under !== undefined && cell.under !== '';
  const first = text(x + w / 2, isTwo ? middle - 2 : middle + 4, cell.words, { weight: cell.isRest ? 400 : 600, anchor: 'middle', fill: paint, room: w - 4 });
  const second = isTwo && widthOf(cell.under, 12) <= w - 4 ? [text(x + w / 2, middle + 14, cell.under, { anchor: 'middle', fill: paint })] : [];
  return group([ground, first, ...second], { mark: { id: cell.id, lane: of.answer.what, label: cell.label, x, y, w, h } });
}
