/** What every lane gets and gives. */
import type { LaneRow, ResolvedMap } from '../../../generated/resolvedmap.ts';
import type { Frame } from '../columns.ts';
import type { IconName } from '../icons.ts';
import { portrait } from '../portrait.ts';
import type { Tongue } from '../say.ts';
import { group, icon, type Shape } from '../scene.ts';
import { paragraph } from '../text.ts';
import type { View } from '../view.ts';

export interface Context {
  readonly map: ResolvedMap;
  readonly view: View;
  readonly frame: Frame;
  readonly speaker: Tongue;
  readonly row?: LaneRow; // of an edited map: the lane that is being drawn
}

/** A lane as it was drawn: shapes from its own top downwards, and its name in the gutter. */
export interface Lane {
  readonly id: string;
  readonly height: number;
  readonly shapes: readonly Shape[];
  readonly names: readonly Shape[];
  readonly feeling?: { readonly high: number; readonly low: number }; // where +1 and -1 lie, seen from zero
  readonly row?: LaneRow; // the row of an edited map that it draws
  readonly channels?: readonly { readonly channel: string; readonly y: number; readonly h: number }[]; // rows inside it
}

/** The name of a lane in the gutter: icon, name, and a quiet note below. Returns how far down it reaches too. */
export function laneName(context: Context, { icon: drawn, name, note, y = 14, isLoud = true }: { icon: IconName; name: string; note?: string; y?: number; isLoud?: boolean }): { shapes: Shape[]; bottom: number } {
  const { frame } = context;
  const x = frame.margin + 24;
  const room = frame.gutter - x - 28;
  const { row, view } = context;
  const title = paragraph(x, y, row?.name ?? name, { size: 14, weight: isLoud ? 600 : 400, fill: isLoud ? 'ink1' : 'ink2', room, most: 2 });
  const below = y + title.length * 18;
  const persona = context.map.personas.find((entry) => entry.id === row?.persona);
  const told = [persona?.name ?? '', note ?? ''].filter(Boolean).join('; ');
  const notes = told === '' ? [] : paragraph(x, below, told, { fill: 'ink3', room, most: 4 });
  const mark = persona ? portrait(persona.id, persona.portrait, { x: frame.margin - 3, y: y - 15, size: 22 }) : icon(drawn, frame.margin, y - 12, isLoud ? 'ink2' : 'ink3');
  const last = title.at(-1);
  const lock = row?.is_locked && last ? [icon('lock', x + last.width + 5, last.y - 10, 'ink3', 11)] : [];
  const shapes: Shape[] = [mark, ...title, ...lock, ...notes];
  const bottom = below + notes.length * 16;
  if (row === undefined || view.isEditing !== true) return { shapes, bottom };
  const place = { x: frame.margin - 6, y: y - 16, w: frame.gutter - frame.margin - 20, h: title.length * 18 + 6 };
  return { shapes: [group(shapes, { mark: { id: row.id, lane: row.id, label: row.name ?? name, ...place } })], bottom };
}
