/** Which touchpoint stands where: rows of channels, cells of stages, the rare ones folded away. */
import type { TouchpointMark } from '../../../generated/resolvedmap.ts';
import type { Column } from '../columns.ts';
import { differenceText, heldAgainst } from '../compared.ts';
import { shortened, widthOf, wrapped } from '../text.ts';
import type { Context } from './lane.ts';

const ROW = { calm: 29, dense: 25 };
const LEADING = 15; // of a name that takes two lines
const LEAST_OF_STAGE = 3; // the largest of a stage that stay in sight
const SHOWN = { calm: 34, dense: 64 };
const LINES = { calm: 3, dense: 6 }; // of one channel in one stage
const APART = 30; // from the end of one label to the next, room for a mark
/** Free to the left of a column, where lines run up and down. */
const corridorOf = (column: Column): number => (column.w < 190 ? 38 : 48);

/** A touchpoint in its place: its label starts at `x`, its mark hangs to the left of it. */
export interface Place {
  readonly mark: TouchpointMark;
  readonly column: Column;
  readonly row: number; // line of text from the top, channels counted through
  readonly slot: number; // from the left inside cell and line
  readonly x: number;
  readonly label: Label;
  readonly end: number; // where its label ends
  readonly isLast: boolean; // nothing stands between it and the end of its cell
}

/** A name in one or two lines, its count after the last. */
export interface Label {
  readonly lines: readonly string[];
  readonly isCut: boolean;
  readonly countX: number; // from the label's left edge
  readonly width: number;
}

export interface ChannelRow {
  readonly channel: string;
  readonly row: number;
  readonly lines: number;
}

export interface Plan {
  readonly places: readonly Place[];
  readonly channels: readonly ChannelRow[];
  readonly tops: readonly number[]; // upper edge of every row, and the lower edge of the last
  readonly folded: ReadonlyMap<string, readonly TouchpointMark[]>; // by stage
  readonly unplaced: readonly TouchpointMark[];
}

/** What stands after a name: customers, or under a comparison their share and how far it is from the other group's, where that holds. */
export function countOf({ speaker, map }: Context, mark: TouchpointMark): { readonly count: string; readonly difference: string } {
  const held = heldAgainst(map, 'touchpoint', mark.id);
  if (!held || mark.reach.figure === null) return { count: speaker.count(mark.customers), difference: '' };
  return { count: speaker.share(mark.reach.figure), difference: held.differs ? differenceText(speaker, held) : '' };
}

/** From the end of a share to its difference: room for an arrow. */
export const ARROW_ROOM = 17;

function countWidth(context: Context, mark: TouchpointMark): number {
  const { count, difference } = countOf(context, mark);
  return widthOf(count, 12, difference === '' ? 400 : 600) + (difference === '' ? 0 : ARROW_ROOM + widthOf(difference, 12, 600));
}

/** The label of a touchpoint: on one line where it fits, else on two, and only then shortened. */
function labelOf(context: Context, mark: TouchpointMark, room: number): Label {
  const count = 5 + countWidth(context, mark);
  const whole = widthOf(mark.name, 12);
  if (whole + count <= room) return { lines: [mark.name], isCut: false, countX: whole + 5, width: whole + count };
  const lines = wrapped(mark.name, room, 12, 400, 2);
  const hasSpareLine = lines.length === 1 && widthOf(lines[0]!, 12) + count > room;
  const last = hasSpareLine ? '' : shortened(lines.at(-1)!, Math.max(20, room - count), 12);
  const shown = hasSpareLine ? [lines[0]!, ''] : [...lines.slice(0, -1), last];
  const countX = hasSpareLine ? 0 : widthOf(last, 12) + 5;
  const isCut = shown.some((line) => line.endsWith('…'));
  return { lines: shown, isCut, countX, width: Math.max(...shown.map((line) => widthOf(line, 12)), countX + count - 5) };
}

export function planOf(context: Context): Plan {
  const { map, frame, view } = context;
  const column = new Map(frame.columns.map((entry) => [entry.stage.id, entry]));
  const placed = map.touchpoints.filter((mark) => mark.stage !== null && column.has(mark.stage));
  const kept = new Set(view.unfolded.includes('touchpoints') ? placed : [...placed.slice(0, SHOWN[view.density]), ...frame.columns.flatMap(({ stage }) => placed.filter((mark) => mark.stage === stage.id).slice(0, LEAST_OF_STAGE))]);
  const limit = view.unfolded.includes('touchpoints') ? Infinity : LINES[view.density];
  const places: Place[] = [];
  const channels: ChannelRow[] = [];
  const folded = new Map<string, TouchpointMark[]>();
  const fold = (mark: TouchpointMark): void => void folded.set(mark.stage!, [...(folded.get(mark.stage!) ?? []), mark]);
  let row = 0;
  for (const channel of channelOrder(context, [...kept])) {
    let lines = 1;
    for (const each of frame.columns) {
      const here = placed.filter((mark) => mark.channel === channel && mark.stage === each.stage.id && kept.has(mark));
      const cell = filledCell(context, here, { column: each, row, limit });
      places.push(...cell.places);
      cell.over.forEach(fold);
      lines = Math.max(lines, cell.lines);
    }
    channels.push({ channel, row, lines });
    row += lines;
  }
  placed.filter((mark) => !kept.has(mark)).forEach(fold);
  return { places, channels, tops: topsOf(places, row, ROW[view.density]), folded, unplaced: map.touchpoints.filter((mark) => !placed.includes(mark)) };
}

function topsOf(places: readonly Place[], rows: number, height: number): number[] {
  const tops = [0];
  for (let row = 0; row < rows; row += 1) {
    const isTall = places.some((place) => place.row === row && place.label.lines.length > 1);
    tops.push(tops[row]! + height + (isTall ? LEADING - 3 : 0));
  }
  return tops;
}

/** Channels in the order of their groups, so that neighbours belong together. */
function channelOrder({ map }: Context, marks: readonly TouchpointMark[]): string[] {
  const grouped = map.channel_groups.flatMap((entry) => entry.channels);
  const met = [...new Set(marks.map((mark) => mark.channel))];
  const place = (channel: string): number => (grouped.includes(channel) ? grouped.indexOf(channel) : grouped.length);
  return met.sort((a, b) => place(a) - place(b) || a.localeCompare(b));
}

type Cell = { column: Column; row: number; limit: number };

function filledCell(context: Context, marks: readonly TouchpointMark[], { column, row, limit }: Cell): { places: Place[]; over: TouchpointMark[]; lines: number } {
  const room = column.w - corridorOf(column);
  const biggest = [...marks].sort((a, b) => b.customers - a.customers || a.id.localeCompare(b.id));
  let kept = biggest.length;
  while (kept > 0) {
    const chosen = biggest.slice(0, kept).sort((a, b) => a.median_position_share - b.median_position_share || a.id.localeCompare(b.id));
    const rows = linesOf(context, chosen, room);
    if (rows.length <= limit) return { places: placesOf(context, rows, { column, row, limit }), over: biggest.slice(kept), lines: Math.max(1, rows.length) };
    kept -= 1;
  }
  return { places: [], over: [], lines: 1 };
}

function linesOf(context: Context, marks: readonly TouchpointMark[], room: number): TouchpointMark[][] {
  const rows: TouchpointMark[][] = [];
  let end = Infinity;
  for (const mark of marks) {
    const w = labelOf(context, mark, room).width;
    if (end + APART + w > room) {
      rows.push([]);
      end = -APART;
    }
    rows.at(-1)!.push(mark);
    end += APART + w;
  }
  return rows;
}

function placesOf(context: Context, rows: readonly TouchpointMark[][], { column, row }: Cell): Place[] {
  const room = column.w - corridorOf(column);
  return rows.flatMap((marks, line) => {
    let x = column.x;
    return marks.map((mark, slot) => {
      const label = labelOf(context, mark, room);
      const end = x + label.width;
      const place = { mark, column, row: row + line, slot, x, label, end, isLast: slot === marks.length - 1 };
      x = end + APART;
      return place;
    });
  });
}
