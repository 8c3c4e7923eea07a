/** How customers feel along the journey: a curve of what scores report, beside it a dotted one of what words let infer. */
import { smooth } from '../../lanes/smooth.ts';
import { group, line, path, type Shape } from '../../scene.ts';
import type { Tongue } from '../../say.ts';
import { paragraph, text, widthOf, wrapped } from '../../text.ts';
import { figureOf, isSmall, nameOf, type Row } from '../answer.ts';
import { fieldWord, partName, splitOf } from '../facet.ts';
import type { Asked, Drawing } from '../frame.ts';
import { placeName, stageWords } from '../names.ts';
import { plotted, type PlotRow } from '../plot.ts';
import { linear } from '../scale.ts';
import { grouped, mostRows } from '../told.ts';
import { feltIn, feltSign, feltSigns, feltWords, SIDES, undecidedIn, type Felt } from './felt.ts';

const OWN: readonly string[] = [
  'stage', 'reported', 'reported_n', 'inferred', 'inferred_n', 'inferred_decided', 'customers', 'met', 'response_share', 'abstained_share', 'emotions', 'small_sample',
  ...SIDES.flatMap((side) => ['negative', 'neutral', 'positive'].map((one) => `${side}_${one}_share`)),
];
const LEAST_COLUMN = 84;
const SCALE = 34; // the room of the words of the scale
const STEP = 62; // pixels of one step of the scale
const BESIDE = 11; // how far the two signs of a place stand apart

export function emotionsPicture(of: Asked): Drawing {
  const { answer, speaker } = of;
  const by = byOf(answer.rows);
  const told = answer.rows.filter((row) => SIDES.some((side) => feltIn(row, side) !== null));
  const isCurve = by === 'touchpoint' && !of.isNarrow && told.length > 1 && told.length * LEAST_COLUMN <= of.room - SCALE;
  const drawn = isCurve ? curve(of, told) : rowsOf(of, by);
  const withheld = answer.rows.filter((row) => !told.includes(row) && undecidedIn(row) === null).length;
  return {
    title: by === 'touchpoint' ? speaker.say('emotions.title') : speaker.say('emotions.title.by', { by: fieldWord(speaker, by) }),
    says: speaker.say('emotions.says'),
    ...drawn,
    legend: feltSigns(speaker, told),
    notes: isCurve ? [...(withheld > 0 ? [speaker.say('emotions.withheld', { n: withheld })] : []), ...leftUndecided(of, answer.rows.filter((row) => !told.includes(row)))] : [],
  };
}

/** Places that a curve leaves out because too few of their texts are decided. */
function leftUndecided(of: Asked, rows: readonly Row[]): string[] {
  const places = rows.flatMap((row) => {
    const open = undecidedIn(row);
    return open === null ? [] : [of.speaker.say('emotions.left_place', { name: nameIn(of, row, 'touchpoint'), ...open })];
  });
  return places.length === 0 ? [] : [of.speaker.say('emotions.left_undecided', { places: places.join(', ') })];
}

/** What the rows are split by: touchpoints, stages, or any other field. */
function byOf(rows: readonly Row[]): string {
  if (rows.some((row) => row['touchpoint'] !== undefined)) return 'touchpoint';
  return splitOf(rows, OWN) ?? 'stage';
}

function nameIn({ speaker }: Asked, row: Row, by: string): string {
  const name = nameOf(row, by);
  if (by === 'touchpoint') return name === null ? speaker.say('part.unknown') : placeName(speaker, name);
  if (by === 'stage') return name === null ? speaker.say('part.unknown') : stageWords(speaker, name);
  return partName(speaker, by, name);
}

function labelOf(of: Asked, row: Row, by: string): string {
  const { speaker } = of;
  const open = undecidedIn(row);
  const sides = SIDES.map((side) => (side === 'inferred' && open !== null ? speaker.say('voices.undecided', open) : feltWords(speaker, feltIn(row, side)))).join('; ');
  const share = figureOf(row, 'response_share');
  const response = share === null ? '' : ` · ${speaker.say('emotions.response', { share })}`;
  return `${nameIn(of, row, by)}: ${sides}${emotionWords(of, row)}${response}`;
}

function emotionWords({ speaker }: Asked, row: Row): string {
  const named = row['emotions'];
  if (typeof named !== 'object' || named === null) return '';
  const words = Object.entries(named).map(([emotion, n]) => speaker.say('emotions.named', { emotion: speaker.has(`emotion.${emotion}`) ? speaker.say(`emotion.${emotion}`) : emotion, n: Number(n) }));
  return words.length === 0 ? '' : ` · ${words.join(', ')}`;
}

/** Rows on one scale, where a curve has no room or no order. */
function rowsOf(of: Asked, by: string): { shapes: readonly Shape[]; height: number } {
  const { answer, speaker } = of;
  const shown = answer.rows.slice(0, mostRows(of));
  const hidden = answer.rows.length - shown.length;
  const scale = { ...linear([-2, 2], { say: (amount) => speaker.signed(amount, 0), strong: 0 }), strong: 0 };
  const parts = by === 'touchpoint' ? [...grouped(shown, (row) => nameOf(row, 'stage') ?? '')] : [['', shown] as const];
  const groups = parts.map(([stage, rows], n) => ({
    ...(by === 'touchpoint' ? { head: stage === '' ? speaker.say('stage.unplaced') : stageWords(speaker, stage) } : {}),
    rows: rows.map((row) => plotRow(of, row, by)),
    more: hidden > 0 && n === parts.length - 1 ? { id: 'emotions:more', words: speaker.say('picture.more', { n: hidden }) } : undefined,
  }));
  return plotted(of, { scale, columns: SIDES.map((side) => speaker.say(`voices.${side}`)), groups, height: 34 });
}

function plotRow(of: Asked, row: Row, by: string): PlotRow {
  const { speaker } = of;
  const sides = SIDES.map((side) => feltIn(row, side));
  const [share, open] = [figureOf(row, 'response_share'), undecidedIn(row)];
  const notes = [...(share === null ? [] : [speaker.say('emotions.response', { share })]), ...(open === null ? [] : [speaker.say('voices.undecided', open)])];
  return {
    id: `emotions:${nameOf(row, by) ?? ''}`, name: nameIn(of, row, by), label: labelOf(of, row, by), isQuiet: isSmall(row),
    ...(notes.length === 0 ? {} : { note: notes.join(' · ') }),
    figures: sides.map((felt) => (felt === null ? '–' : speaker.signed(felt.feeling))),
    draw: (at, y): Shape[] => sides.flatMap((felt, n) => {
      if (felt === null) return [];
      const level = sides[1 - n] == null ? y : y + (n === 0 ? -8 : 8);
      const ends = felt.range === null ? null : { x1: at(felt.range.low), y1: level, x2: at(felt.range.high), y2: level };
      return feltSign(felt, { x: at(felt.feeling), y: level, ends });
    }),
  };
}

interface Column {
  readonly row: Row;
  readonly x: number;
  readonly sides: readonly (Felt | null)[];
}

function curve(of: Asked, rows: readonly Row[]): { shapes: readonly Shape[]; height: number } {
  const { speaker } = of;
  const from = of.left + SCALE;
  const wide = (of.right - from) / rows.length;
  const columns = rows.map((row, n): Column => ({ row, x: from + (n + 0.5) * wide, sides: SIDES.map((side) => feltIn(row, side)) }));
  const ends = columns.flatMap(({ sides }) => sides.flatMap((felt) => (felt === null ? [] : [felt.range?.low ?? felt.feeling, felt.range?.high ?? felt.feeling])));
  const [low, high] = [Math.max(-2, Math.floor(Math.min(-0.5, ...ends))), Math.min(2, Math.ceil(Math.max(0.5, ...ends)))];
  const top = 52;
  const y = (feeling: number): number => top + (high - Math.min(high, Math.max(low, feeling))) * STEP;
  const ticks = Array.from({ length: high - low + 1 }, (_, n) => low + n);
  const scale = ticks.flatMap((level) => [line(from, y(level), of.right, y(level), level === 0 ? 'rule2' : 'rule', 1), text(from - 8, y(level) + 4, speaker.signed(level, 0), { fill: 'ink3', anchor: 'end' })]);
  const under = y(low) + 30;
  const lines = SIDES.flatMap((side, n) => runs(columns, n).flatMap((run) => strokeOfSide(side, run.map(({ x, sides }) => ({ x: x + shift(sides, n), y: y(sides[n]!.feeling) })))));
  const marks = columns.map((column) => columnShape(of, column, { y, under, wide, top: top - 8 }));
  const most = Math.max(...columns.map(({ row, sides }) => basesOf(speaker, row, sides).length));
  const tallest = Math.max(...columns.map(({ row }) => wrapped(nameIn(of, row, 'touchpoint'), wide - 10, 12, 400, 3).length));
  return { shapes: [...stageHeads(of, columns, wide), ...scale, ...lines, ...marks], height: under + tallest * 16 + 10 + most * 15 };
}

/** The two signs of a place stand beside each other; one alone stands in the middle. */
function shift(sides: readonly (Felt | null)[], n: number): number {
  return sides[0] == null || sides[1] == null ? 0 : n === 0 ? -BESIDE : BESIDE;
}

/** Places next to each other that a side tells of: where it is silent the curve breaks off. */
function runs(columns: readonly Column[], n: number): Column[][] {
  const found: Column[][] = [];
  let run: Column[] = [];
  for (const column of columns) {
    if (column.sides[n] == null) run = [];
    else {
      if (run.length === 0) found.push(run);
      run.push(column);
    }
  }
  return found.filter((one) => one.length > 1);
}

function strokeOfSide(side: string, points: readonly { x: number; y: number }[]): Shape[] {
  const way = smooth(points);
  return [path(way, side === 'inferred' ? { stroke: 'ink3', width: 3, dash: '0.1 7', cap: 'round' } : { stroke: 'bank', width: 3, cap: 'round' })];
}

function stageHeads(of: Asked, columns: readonly Column[], wide: number): Shape[] {
  return [...grouped(columns.map(({ row }) => row), (row) => nameOf(row, 'stage') ?? '')].flatMap(([stage, rows]) => {
    const [first, last] = [rows[0]!, rows.at(-1)!].map((row) => columns.find((column) => column.row === row)!);
    const [start, end] = [first!.x - wide / 2, last!.x + wide / 2];
    const words = stage === '' ? of.speaker.say('stage.unplaced') : stageWords(of.speaker, stage);
    return [line(start + 4, 26, end - 4, 26, 'rule2', 1), text(start + 4, 18, words, { size: 14, weight: 600, room: end - start - 8 })];
  });
}

/** What the signs of a place rest on: scores, texts, and of how many of these the reader is sure. */
function basesOf(speaker: Tongue, row: Row, [scores, words]: readonly (Felt | null)[]): readonly string[] {
  const texts = words ?? undecidedIn(row);
  return [
    ...(scores == null ? [] : [speaker.say('emotions.scores', { n: scores.n })]),
    ...(texts === null ? [] : [speaker.say('emotions.texts', { n: texts.n })]),
    ...(texts === null || texts.decided === texts.n ? [] : [speaker.say('emotions.decided', { share: texts.decided / texts.n })]),
  ];
}

function columnShape(of: Asked, { row, x, sides }: Column, { y, under, wide, top }: { y: (feeling: number) => number; under: number; wide: number; top: number }): Shape {
  const { speaker } = of;
  const signs = sides.flatMap((felt, n) => {
    if (felt === null) return [];
    const at = x + shift(sides, n);
    const ends = felt.range === null ? null : { x1: at, y1: y(felt.range.high), x2: at, y2: y(felt.range.low) };
    return feltSign(felt, { x: at, y: y(felt.feeling), ends });
  });
  const name = paragraph(x, under, nameIn(of, row, 'touchpoint'), { anchor: 'middle', room: wide - 10, most: 3, leading: 16 });
  const based = basesOf(speaker, row, sides);
  const last = name.at(-1)!.y;
  const bases = based.map((words, n) => text(x, last + 16 + n * 15, words, { fill: 'ink3', anchor: 'middle', room: Math.max(wide - 6, widthOf('000', 12)) }));
  const label = labelOf(of, row, 'touchpoint');
  return group([...signs, ...name, ...bases], { mark: { id: `emotions:${nameOf(row, 'touchpoint') ?? ''}`, lane: 'emotions', label, x: x - wide / 2 + 2, y: top, w: wide - 4, h: (bases.at(-1)?.y ?? last) + 6 - top } });
}
