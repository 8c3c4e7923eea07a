/** Which touchpoint stands where: rows of channels, cells of stages, the rare ones folded away. */
import type { TouchpointMark } from '../../../generated/resolvedmap.ts';
import type { Column } from '../columns.ts';
import { widthOf } from '../text.ts';
import type { Context } from './lane.ts';

export const ROW = { calm: 29, dense: 25 };
const SHOWN = { calm: 34, dense: 64 };
const LINES = { calm: 3, dense: 6 }; // of one channel in one stage
const APART = 30; // from the end of one label to the next, room for a mark
export const CORRIDOR = 44; // free to the left of a column, where lines run up and down

/** A touchpoint in its place: its label starts at `x`, its mark hangs to the left of it. */
export interface Place {
  readonly mark: TouchpointMark;
  readonly column: Column;
  readonly row: number; // line of text from the top, channels counted through
  readonly slot: number; // from the left inside cell and line
  readonly x: number;
  readonly end: number; // where its label ends
  readonly isLast: boolean; // nothing stands between it and the end of its cell
}

export interface ChannelRow {
  readonly channel: string;
  readonly row: number;
  readonly lines: number;
}

export interface Plan {
  readonly places: readonly Place[];
  readonly channels: readonly ChannelRow[];
  readonly rows: number;
  readonly folded: ReadonlyMap<string, readonly TouchpointMark[]>; // by stage
  readonly unplaced: readonly TouchpointMark[];
}

/** The label of a touchpoint's count, as wide as it will be drawn. */
export function labelWidth(context: Context, mark: TouchpointMark, room: number): { name: number; count: number } {
  const count = widthOf(context.speaker.count(mark.customers), 12);
  return { name: Math.min(widthOf(mark.name, 12), Math.max(24, room - count - 6)), count };
}

export function planOf(context: Context): Plan {
  const { map, frame, view } = context;
  const column = new Map(frame.columns.map((entry) => [entry.stage.id, entry]));
  const placed = map.touchpoints.filter((mark) => mark.stage !== null && column.has(mark.stage));
  const kept = new Set(view.unfolded.includes('touchpoints') ? placed : placed.slice(0, SHOWN[view.density]));
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
  return { places, channels, rows: row, folded, unplaced: map.touchpoints.filter((mark) => !placed.includes(mark)) };
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
  const room = column.w - CORRIDOR;
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
    const { name, count } = labelWidth(context, mark, room);
    const w = name + 5 + count;
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
  const room = column.w - CORRIDOR;
  return rows.flatMap((marks, line) => {
    let x = column.x;
    return marks.map((mark, slot) => {
      const { name, count } = labelWidth(context, mark, room);
      const end = x + name + 5 + count;
      const place = { mark, column, row: row + line, slot, x, end, isLast: slot === marks.length - 1 };
      x = end + APART;
      return place;
    });
  });
}
