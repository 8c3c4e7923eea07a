/** From which channel to which customers move, as a field of squares: how many by their size, how usual by their shade. */
import { channelIcon } from '../icons.ts';
import { group, icon, line, rect, type Shape } from '../scene.ts';
import { paragraph, text, widthOf, wrapped } from '../text.ts';
import type { Paint } from '../theme.ts';
import type { Asked, Drawing, Sign } from './frame.ts';
import { nameOf } from './answer.ts';
import { OTHER, placeName, stageWords } from './names.ts';
import { moveLabel, movesOf, type Move, type Moves } from './moves.ts';

const NAMES = { wide: 210, narrow: 132, least: 96 };
const FIGURES = 172;
const ICON = 24;
const CELL = { most: 84, least: 36 };
const TIER = 16;
const MOST_TIERS = 4;
const SHARE = 72; // from the last square to where the column of shares ends, beside the moves

/** Where the field of squares stands. */
interface Field {
  readonly of: Asked;
  readonly moves: Moves;
  readonly by: string;
  readonly x: number;
  readonly y: number;
  readonly cell: number;
}

export function switchesPicture(of: Asked): Drawing {
  const { speaker, isNarrow } = of;
  const by = grainOf(of);
  const longest = Math.max(0, ...of.answer.rows.map((row) => widthOf(nameIn(of, nameOf(row, 'from') ?? ''), 14)));
  const names = Math.min(isNarrow ? NAMES.narrow : NAMES.wide, Math.max(NAMES.least, longest + ICON + 16));
  const room = of.room - names - (isNarrow ? 0 : FIGURES);
  const moves = movesOf(of.answer.rows, Math.max(2, Math.floor(room / CELL.least)));
  const cell = Math.min(CELL.most, room / Math.max(1, moves.names.length));
  const heads = columnHeads(of, { moves, cell, x: of.left + names });
  const field: Field = { of, moves, by, x: of.left + names, y: heads.height, cell };
  const rows = moves.names.map((name, n) => rowShapes(field, name, n));
  const title = speaker.has(`switches.title.${by}`) ? `switches.title.${by}` : 'switches.title';
  return {
    title: speaker.say(title), ...(moves.top === null ? {} : { says: sentence(of, moves.top) }),
    shapes: [...heads.shapes, ...rows.flat()], height: heads.height + moves.names.length * cell + 10,
    legend: legend(of), notes: moves.gathered > 0 ? [speaker.say('switches.gathered', { n: moves.gathered })] : [],
  };
}

/** Between what customers move, as far as the answer tells it. */
function grainOf({ answer }: Asked): string {
  return answer.notes.map((note) => /moves go to another (\w+)$/.exec(note)?.[1]).find((found) => found !== undefined) ?? 'channel';
}

function nameIn(of: Asked, name: string): string {
  const { speaker } = of;
  if (grainOf(of) === 'stage') return stageWords(speaker, name);
  return name === 'unknown' ? speaker.say('switches.unknown') : placeName(speaker, name);
}

function sentence(of: Asked, { from, to, count, share }: Move): string {
  return of.speaker.say('switches.says', { from: nameIn(of, from), to: nameIn(of, to), n: count, share });
}

/** The names of the columns, on as many tiers as they need so that neighbours don't touch. */
function columnHeads(of: Asked, { moves, cell, x }: { moves: Moves; cell: number; x: number }): { shapes: Shape[]; height: number } {
  const widest = Math.max(...moves.names.map((name) => widthOf(nameIn(of, name), 12)));
  const tiers = Math.min(MOST_TIERS, Math.max(1, Math.ceil((widest + 8) / cell)));
  const bottom = Math.max(12 + tiers * TIER, 44);
  const shapes = moves.names.flatMap((name, n): Shape[] => {
    const at = x + (n + 0.5) * cell;
    const room = Math.min(cell * tiers - 8, 2 * Math.min(at - of.left, of.right - at));
    const y = bottom - TIER - (n % tiers) * TIER;
    const words = text(at, y, nameIn(of, name), { anchor: 'middle', fill: 'ink2', room });
    return n % tiers === 0 ? [words] : [line(at, y + 4, at, bottom - 6, 'rule'), words];
  });
  return { shapes, height: bottom };
}

function rowShapes(field: Field, name: string, n: number): Shape[] {
  const { of, moves, by, x, y, cell } = field;
  const { speaker, left, right, isNarrow } = of;
  const middle = y + (n + 0.5) * cell;
  const hasIcon = by === 'channel' && name !== OTHER;
  const indent = hasIcon ? ICON : 0;
  const out = moves.out.get(name) ?? 0;
  const away = moves.names.reduce((sum, to) => sum + (to === name ? 0 : (moves.cells.get(`${name}\n${to}`)?.count ?? 0)), 0);
  const words = rowName(nameIn(of, name), { x: left + indent, middle, room: x - left - indent - 12 });
  const share = out === 0 ? 0 : away / out;
  const end = Math.min(right, x + moves.names.length * cell + FIGURES);
  const figures = isNarrow ? [] : [
    text(end - SHARE, middle + 5, speaker.share(share), { size: 14, weight: 600, anchor: 'end' }),
    text(end, middle + 5, speaker.count(out), { size: 14, fill: 'ink2', anchor: 'end' }),
  ];
  const heads = isNarrow || n > 0 ? [] : [...columnHead(speaker.say('switches.leave'), { x: end - SHARE, y: y - 6 }), ...columnHead(speaker.say('switches.moves'), { x: end, y: y - 6 })];
  const label = speaker.say('switches.row', { from: nameIn(of, name), share, n: out });
  const head = group([...(hasIcon ? [icon(channelIcon(name), left, middle - 8, 'ink2')] : []), ...words], { mark: { id: `switches:${name}`, lane: 'switches', label, x: left - 6, y: middle - cell / 2 + 1, w: x - left - 2, h: cell - 2 } });
  return [line(x, middle, x + moves.names.length * cell, middle, 'rule'), head, ...heads, ...figures, ...moves.names.flatMap((to, column) => cellShape(field, { from: name, to, x: x + (column + 0.5) * cell, y: middle }))];
}

/** On one line, or smaller on two where one is too short. */
function rowName(name: string, { x, middle, room }: { x: number; middle: number; room: number }): Shape[] {
  if (widthOf(name, 14) <= room) return [text(x, middle + 5, name, { size: 14 })];
  const lines = wrapped(name, room, 12, 400, 2).length;
  return paragraph(x, middle + 4 - (lines - 1) * 7, name, { room, most: 2, leading: 14 });
}

function columnHead(words: string, { x, y }: { x: number; y: number }): Shape[] {
  const room = FIGURES - SHARE - 24;
  return paragraph(x, y - (wrapped(words, room, 12).length - 1) * 15, words, { fill: 'ink3', anchor: 'end', room, leading: 15 });
}

function cellShape({ of, moves, cell }: Field, { from, to, x, y }: { from: string; to: string; x: number; y: number }): Shape[] {
  const move = moves.cells.get(`${from}\n${to}`);
  if (move === undefined) return [];
  const isStay = from === to;
  const isGathered = from === OTHER || to === OTHER;
  const [fill, ink] = shadeOf(move.share);
  const side = Math.min(cell - 4, Math.max(2.5, Math.sqrt(move.count / moves.most) * (cell - 4)));
  const look = isGathered ? ({ stroke: 'rule2', fill: 'paper', width: 1 } as const) : { fill };
  const words = of.speaker.wholePercent(move.share);
  const drawn: Shape[] = isStay
    ? [rect(x - cell / 2 + 3, y - 10, cell - 6, 20, { fill: 'paper', stroke: 'rule', width: 1, r: 2 }), text(x, y + 4, words, { fill: 'ink3', anchor: 'middle' })]
    : [rect(x - side / 2, y - side / 2, side, side, look), ...(side >= widthOf(words, 12, 600) + 4 ? [text(x, y + 4, words, { weight: 600, fill: isGathered ? 'ink2' : ink, anchor: 'middle' })] : [])];
  const label = moveLabel(of.speaker, move, { from: nameIn(of, from), to: nameIn(of, to) });
  return [group(drawn, { mark: { id: `switches:${from}>${to}`, lane: 'switches', label, x: x - cell / 2 + 1, y: y - cell / 2 + 1, w: cell - 2, h: cell - 2 } })];
}

/** Darker where more of what leaves a row goes there. */
function shadeOf(share: number): readonly [fill: Paint, ink: Paint] {
  return share >= 0.2 ? ['bank', 'paper'] : share >= 0.05 ? ['tint2', 'onTint'] : ['tint1', 'ink1'];
}

function legend({ speaker }: Asked): Sign[] {
  const square = (share: number): NonNullable<Sign['sign']> => (x, y) => rect(x - 6, y - 6, 12, 12, { fill: shadeOf(share)[0] });
  return [
    { words: speaker.say('switches.legend.few'), sign: square(0) },
    { words: speaker.say('switches.legend.some'), sign: square(0.1) },
    { words: speaker.say('switches.legend.many'), sign: square(0.5) },
    { words: speaker.say('switches.legend.stay'), sign: (x, y) => rect(x - 7, y - 6, 14, 12, { fill: 'paper', stroke: 'rule2', width: 1, r: 2 }) },
  ];
}

