/** The stage heads: name, who reaches it, and the wait until the next drawn as a length on the rule below. */
import { roomIn } from '../columns.ts';
import { stageName } from '../say.ts';
import { group, line, type Shape } from '../scene.ts';
import { paragraph, run, text, widthOf, wrapped } from '../text.ts';
import type { Context, Lane } from './lane.ts';

/** The heads of all stages; the longest wait spans its whole column. */
export function headsLane(context: Context): Lane {
  const { map, frame, speaker } = context;
  const longest = Math.max(1, ...map.stages.map((stage) => stage.wait_to_next?.figure ?? 0));
  const rows = Math.max(1, ...frame.columns.map((column) => wrapped(stageName(speaker, column.stage), roomIn(column), sizeOf(stageName(speaker, column.stage), roomIn(column)), 600, 2).length));
  const height = 26 + rows * 23 + 36;
  const shapes = frame.columns.map((column) => head(context, column, { rows, height, longest }));
  const rule = line(frame.gutter, height - 4, frame.width - frame.margin, height - 4, 'rule');
  return { id: 'stages', height, shapes: [rule, ...shapes], names: periodNote(context, height) };
}

/** Smaller where a word would have to be broken. */
function sizeOf(name: string, room: number): 14 | 18 {
  return name.split(/\s+/).some((word) => widthOf(word, 18, 600) > room) ? 14 : 18;
}

type Head = { rows: number; height: number; longest: number };

function head(context: Context, column: Context['frame']['columns'][number], { rows, height, longest }: Head): Shape {
  const { speaker } = context;
  const { stage, x } = column;
  const room = roomIn(column);
  const name = stageName(speaker, stage);
  const y = 26 + rows * 23;
  const figures = run(x, y - 4, [
    [context.map.base.customers === 0 ? '' : speaker.count(stage.reach.figure ?? 0), { weight: 600 }],
    [stage.share.figure === null ? '' : speaker.share(stage.share.figure), { fill: 'ink2' }],
  ], 7);
  const children: Shape[] = [...paragraph(x, 22, name, { size: sizeOf(name, room), weight: 600, room, most: 2, leading: 23 }), ...figures.shapes];
  const wait = stage.wait_to_next?.figure;
  if (wait !== null && wait !== undefined) {
    const length = Math.max(2, (wait / longest) * (column.w - 20));
    const words = speaker.say('stage.wait', { wait });
    const fits = widthOf(words, 12) <= room;
    children.push(text(x, y + 14, fits ? words : speaker.duration(wait), { fill: 'ink3', room }));
    children.push(line(x, height - 4, x + length, height - 4, 'ink2', 3));
  }
  const label = speaker.say('stage.label', { stage: name, customers: stage.reach.figure, share: stage.share.figure });
  return group(children, { mark: { id: `stage:${stage.id}`, lane: 'stages', label, x: x - 6, y: 2, w: column.w - 8, h: height - 8 } });
}

function periodNote({ map, frame, speaker }: Context, height: number): Shape[] {
  if (map.period === null) return [];
  return [
    text(frame.margin, height - 30, speaker.date(map.period.start), { fill: 'ink3' }),
    text(frame.margin, height - 14, `– ${speaker.date(lastDay(map.period.end))}`, { fill: 'ink3' }),
  ];
}

/** Periods exclude their end; people read the last day that is in. */
export function lastDay(end: string): string {
  return new Date(Date.parse(end) - 1).toISOString();
}
