/** Lanes that people fill: cards below their stage or step, those that cover several under a bracket. */
import type { AssertedCard, BoundCell, LaneRow } from '../../../generated/resolvedmap.ts';
import { roomIn, type Frame, type Leaf } from '../columns.ts';
import { isWritten, kindOf } from '../kinds.ts';
import { circle, group, line, path, px, type Shape } from '../scene.ts';
import { text } from '../text.ts';
import { cellDrawn } from './bound.ts';
import { cardDrawn, type Drawn } from './cardshape.ts';
import { laneName, type Context, type Lane } from './lane.ts';
import { painTitle } from './pains.ts';

const GAP = { calm: 8, dense: 5 };
const BRACKET = 9;
const EMPTY = 30; // the height of a lane that waits for its first card
const CURVE = 80; // and of one that waits for its first points

/** What a lane holds, in the order in which it is drawn. */
export interface Contents {
  readonly cards: readonly AssertedCard[];
  readonly cells: readonly BoundCell[];
}

/** Which columns something covers: the first and the last leaf, whether it is more than its own stage. */
interface Cover {
  readonly from: number;
  readonly to: number;
  readonly isSpan: boolean;
  readonly isWhole: boolean; // a whole open stage rather than one of its steps
}

type Placed = { cover: Cover; id: string; stage: string; step: string | null; draw: (x: number, room: number) => Drawn };

/** The name of a lane as people read it: its own, or that of its kind. */
export function laneTitle({ speaker }: Pick<Context, 'speaker'>, row: LaneRow): string {
  if (row.name !== null) return row.name;
  const key = `lane.${row.shows}`;
  return speaker.has(key) ? speaker.say(key) : speaker.has(`kpi.${row.shows}`) ? speaker.say(`kpi.${row.shows}`) : row.shows;
}

/** A lane of cards and cells in the order of its row. */
export function writtenLane(context: Context, row: LaneRow, contents: Contents): Lane {
  const { frame, view } = context;
  const kind = kindOf(row.shows);
  const named = laneName(context, { icon: kind.icon, name: laneTitle(context, row), isLoud: kind.isLoud });
  const placed = placedIn(context, row, contents);
  if (placed.length === 0) return emptyLane(context, row, named);
  const ends = frame.leaves.map(() => 0);
  const shapes = placed.map((one) => stand(frame, row, { one, ends, gap: GAP[view.density] }));
  return { id: row.id, height: Math.max(named.bottom, ...ends), shapes, names: named.shapes };
}

/** A low row with its name, ruled lightly to be written on; the question that it answers stands in the first column. */
export function emptyLane({ map, frame, speaker, view }: Context, row: LaneRow, named: { shapes: readonly Shape[]; bottom: number }): Lane {
  if (view.isEditing !== true) return { id: row.id, height: 0, shapes: [], names: [] };
  const key = `prompt.${row.shows}`;
  const isCurve = row.shows === 'emotion' || row.shows === 'arc';
  const height = isCurve ? CURVE : EMPTY;
  const base = isCurve ? 50 : 22;
  const rules = frame.leaves.map((leaf) => line(leaf.x, base, leaf.x + roomOf(leaf, leaf.w), base, 'rule2', 1, '1 4'));
  const dots = isCurve ? frame.leaves.map((leaf) => circle(leaf.x + leaf.w * 0.4, base, 4.6, { fill: 'paper', stroke: 'rule2', width: 1.5, dash: '2 2.4' })) : [];
  const isNext = map.cards.length === 0 && map.lanes.find((lane) => isWritten(lane.shows)) === row;
  const words = speaker.has(key) ? [text(frame.gutter, 15, speaker.say(key), { size: 14, fill: isNext ? 'accent' : 'ink3', room: frame.width - frame.gutter - frame.margin, halo: true })] : [];
  return { id: row.id, height: Math.max(height, named.bottom), shapes: [...rules, ...dots, ...words], names: named.shapes };
}

function placedIn(context: Context, row: LaneRow, { cards, cells }: Contents): Placed[] {
  const { frame, speaker, view, map } = context;
  const name = laneTitle(context, row);
  const stepName = (id: string | null): string | null => map.steps.find((step) => step.id === id)?.name ?? null;
  const named = (cell: BoundCell): BoundCell => (row.shows === 'touchpoints' && (cell.text ?? '') === '' ? { ...cell, text: stepName(cell.step) } : cell);
  const found = [
    ...cells.flatMap((cell): Placed[] => {
      const cover = coverOf(frame, cell);
      return cover ? [{ cover, id: cell.id, stage: cell.stage ?? '', step: cell.step, draw: (x, room) => cellDrawn(named(cell), { speaker, name, x, room, isAwaited: view.counting === 'figures' }) }] : [];
    }),
    ...cards.flatMap((card): Placed[] => {
      const cover = coverOf(frame, card);
      const about = card.about === null ? null : aboutTitle(context, card.about);
      return cover ? [{ cover, id: card.id, stage: card.stage, step: card.step, draw: (x, room) => cardDrawn(card, { speaker, shows: row.shows, name, x, room, about }) }] : [];
    }),
  ];
  const rank = ({ cover }: Placed): number => (cover.isSpan ? 0 : cover.isWhole ? 1 : 2);
  return found.sort((a, b) => rank(a) - rank(b)); // sort keeps the order of equals
}

/** The title of a finding or of a card, by id. */
export function aboutTitle({ map, speaker }: Pick<Context, 'map' | 'speaker'>, id: string): string | null {
  const pain = map.pains.find((entry) => entry.id === id);
  if (pain) return painTitle(speaker, pain);
  return map.cards.find((entry) => entry.id === id)?.text ?? null;
}

function coverOf(frame: Frame, place: { stage: string | null; step: string | null; to_stage: string | null }): Cover | null {
  const own = frame.ofStage.get(place.stage || (frame.columns[0]?.stage.id ?? ''));
  if (!own) return null;
  const { column, first, last } = own;
  const until = place.to_stage === null ? undefined : frame.ofStage.get(place.to_stage);
  if (until && until.column.index > column.index) return { from: first, to: until.last, isSpan: true, isWhole: true };
  const leaf = place.step === null || !column.isOpen ? undefined : frame.stepPlace.get(place.step);
  if (leaf !== undefined && frame.leaves[leaf]?.column === column) return { from: leaf, to: leaf, isSpan: false, isWhole: false };
  return { from: first, to: last, isSpan: false, isWhole: first !== last };
}

/** Put one card below what already stands in the columns that it covers. */
function stand(frame: Frame, row: LaneRow, { one, ends, gap }: { one: Placed; ends: number[]; gap: number }): Shape {
  const { cover } = one;
  const [first, last] = [frame.leaves[cover.from]!, frame.leaves[cover.to]!];
  const covered = ends.slice(cover.from, cover.to + 1);
  const top = Math.max(...covered);
  const w = last.x + last.w - first.x;
  const cut = frame.cuts.find((x) => x > first.x) ?? Infinity;
  const drawn = one.draw(first.x, Math.min(roomOf(first, w), 520, cut - first.x - 4));
  const down = cover.isSpan ? BRACKET : 0;
  for (let n = cover.from; n <= cover.to; n += 1) ends[n] = top + down + drawn.height + gap;
  const mark = { id: one.id, lane: row.id, stage: one.stage, step: one.step, label: drawn.label, x: first.x - 23, y: -2, w: (cover.isSpan ? w : first.w) - 4, h: drawn.height + down + 4 };
  const inside = cover.isSpan ? [bracket(first.x, first.x + w - 26), group(drawn.children, { y: down })] : drawn.children;
  return group(inside, { y: top, mark });
}

function roomOf(leaf: Leaf, w: number): number {
  return leaf.step === null ? roomIn({ w }) : Math.max(40, w - 26);
}

/** A light bracket over the columns that a card covers. */
function bracket(from: number, to: number): Shape {
  return path(`M${px(from)} 7L${px(from)} 2L${px(to)} 2L${px(to)} 7`, { stroke: 'rule2', width: 1.25 });
}

