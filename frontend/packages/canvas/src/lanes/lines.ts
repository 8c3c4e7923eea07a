/** The lines of a service blueprint: light rules across the whole width, each with its name. */
import type { LaneRow } from '../../../generated/resolvedmap.ts';
import { group, line, type Shape } from '../scene.ts';
import { text } from '../text.ts';
import type { Context, Lane } from './lane.ts';

export type LineKey = 'interaction' | 'visibility' | 'internal';

const KEYS: Readonly<Record<string, LineKey>> = { line_of_interaction: 'interaction', line_of_visibility: 'visibility', line_of_internal_interaction: 'internal' };

/** A light rule with its name; the line of visibility is the strong one. */
export function blueprintLine({ frame, speaker }: Context, key: LineKey, name = speaker.say(`line.${key}`)): Lane {
  const strong = key === 'visibility';
  const rule = (from: number, to: number): Shape => line(from, 2, to, 2, strong ? 'ink2' : 'rule2', strong ? 1.5 : 1);
  const words = text(frame.gutter, 18, name, { fill: 'ink3', room: frame.width - frame.gutter - frame.margin });
  return { id: `line:${key}`, height: 24, shapes: [rule(frame.gutter, frame.width - frame.margin), words], names: [rule(frame.margin, frame.gutter)] };
}

/** The line of an edited map's row; whoever edits can take it by its left end. */
export function lineLane(context: Context, row: LaneRow): Lane {
  const key = KEYS[row.shows] ?? 'interaction';
  const made = blueprintLine(context, key, row.name ?? context.speaker.say(`line.${key}`));
  if (context.view.isEditing !== true) return made;
  const { frame, speaker } = context;
  const mark = { id: row.id, lane: row.id, label: row.name ?? speaker.say(`line.${key}`), x: frame.margin - 6, y: -6, w: frame.gutter - frame.margin - 20, h: 18 };
  return { ...made, names: [group(made.names, { mark })] };
}
