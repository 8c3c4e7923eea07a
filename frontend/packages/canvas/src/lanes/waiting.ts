/** Lanes whose figures are not there: a quiet form of what will come while they are counted, plain words where none will. */
import type { LaneRow } from '../../../generated/resolvedmap.ts';
import { roomIn } from '../columns.ts';
import type { IconName } from '../icons.ts';
import { isLine, isWritten } from '../kinds.ts';
import { circle, line, path, px, rect, type Shape } from '../scene.ts';
import { paragraph } from '../text.ts';
import { laneName, type Context, type Lane } from './lane.ts';
import { laneTitle } from './written.ts';

/** What draws a lane from the data, and about how high it becomes: taken where nobody remembers how high it was. */
const USUAL: Readonly<Record<string, { icon: IconName; height: number }>> = {
  reach: { icon: 'river', height: 320 }, feeling: { icon: 'feeling', height: 300 }, findings: { icon: 'pains', height: 180 },
  touchpoints: { icon: 'touchpoints', height: 380 }, messages: { icon: 'messages', height: 96 },
};
const FIGURES = { icon: 'figures', height: 62 } as const;

/** Whether the data draws a lane, rather than people. */
export function isFromData(shows: string): boolean {
  return !isLine(shows) && !isWritten(shows);
}

/** Whether a lane's figures are being counted just now. */
export function isAwaited({ map, view }: Context, { shows }: LaneRow): boolean {
  if (view.counting === 'findings') return shows === 'findings' && map.pains.length === 0;
  return view.counting === 'figures' && isFromData(shows);
}

/** As high as the lane was when it was last seen with its figures, so that nothing moves when they come. */
export function waitingLane(context: Context, row: LaneRow): Lane {
  const { speaker, view } = context;
  const { icon, height: usual } = USUAL[row.shows] ?? FIGURES;
  const named = laneName(context, { icon, name: laneTitle(context, row), note: speaker.say('wait.counting'), isLoud: USUAL[row.shows] !== undefined });
  const height = Math.max(named.bottom, view.heights?.[row.id] ?? usual);
  return { id: row.id, height, shapes: formOf(context, row.shows, height), names: named.shapes };
}

/** A lane that no figures stand behind says so; paper leaves it out. */
export function figurelessLane(context: Context, row: LaneRow): Lane {
  const { frame, speaker, view } = context;
  if (view.medium === 'print') return { id: row.id, height: 0, shapes: [], names: [] };
  const named = laneName(context, { icon: (USUAL[row.shows] ?? FIGURES).icon, name: laneTitle(context, row), isLoud: false });
  const words = paragraph(frame.gutter, 14, speaker.say('wait.none'), { fill: 'ink3', room: Math.min(520, frame.width - frame.gutter - frame.margin), most: 3 });
  return { id: row.id, height: Math.max(named.bottom, words.length * 16 + 4), shapes: words, names: named.shapes };
}

function formOf(context: Context, shows: string, height: number): Shape[] {
  switch (shows) {
    case 'reach': return water(context, height);
    case 'feeling': return zeroLine(context, height);
    case 'touchpoints': return rowsOf(context, { rows: Math.min(9, Math.floor((height - 60) / 30)), top: 50, pitch: 30, isDotted: true });
    case 'findings': return rowsOf(context, { rows: Math.min(2, Math.floor(height / 44)), top: 8, pitch: 44, isDotted: false });
    default: return rowsOf(context, { rows: 1, top: 12, pitch: 30, isDotted: false });
  }
}

/** A pale river that narrows as rivers do, at the height of a real one. */
function water({ frame }: Context, height: number): Shape[] {
  const [x, end, top, deep] = [frame.gutter, frame.width - frame.margin, height * 0.34, Math.min(130, height * 0.36)];
  return [path(`M${px(x)} ${px(top)}L${px(end)} ${px(top)}L${px(end)} ${px(top + deep * 0.45)}C${px(end - (end - x) / 2)} ${px(top + deep * 0.5)} ${px(x + (end - x) / 3)} ${px(top + deep)} ${px(x)} ${px(top + deep)}Z`, { fill: 'band' })];
}

function zeroLine({ frame }: Context, height: number): Shape[] {
  return [line(frame.gutter, height * 0.52, frame.width - frame.margin, height * 0.52, 'rule2', 1, '2 5')];
}

type Rows = { rows: number; top: number; pitch: number; isDotted: boolean };

/** Bars where words and figures will stand. */
function rowsOf({ frame }: Context, { rows, top, pitch, isDotted }: Rows): Shape[] {
  return Array.from({ length: Math.max(1, rows) }, (_, row) => row).flatMap((row) =>
    frame.columns.flatMap((column): Shape[] => {
      const w = roomIn(column) * (0.42 + 0.11 * ((row * 2 + column.index) % 4));
      const y = top + row * pitch;
      const bar = rect(column.x, y - 4, w, isDotted ? 8 : 12, { fill: 'band', r: 3 });
      return isDotted ? [circle(column.x - 11, y, 3.5, { fill: 'band' }), bar] : [bar, rect(column.x, y + 14, w * 0.5, 7, { fill: 'band', r: 3 })];
    }));
}
