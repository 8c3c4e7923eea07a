/** The map as a scene: a pure function of the resolved map and the way it is looked at. */
import type { ResolvedMap } from '../../generated/resolvedmap.ts';
import { frameOf } from './columns.ts';
import { remembered } from './memo.ts';
import { BACK, cardLanes, FRONT, ownLanes, SUPPORT } from './lanes/cards.ts';
import { editedLanes } from './lanes/edited.ts';
import { feelingLane } from './lanes/feeling.ts';
import { figuresLane } from './lanes/figures.ts';
import { headsLane, type Heads } from './lanes/heads.ts';
import type { Context, Lane } from './lanes/lane.ts';
import { legendLane } from './lanes/legend.ts';
import { laneArrows } from './lanes/arrows.ts';
import { blueprintLine } from './lanes/lines.ts';
import { messagesLane } from './lanes/messages.ts';
import { painsLane } from './lanes/pains.ts';
import { riverLane } from './lanes/river.ts';
import { titleLane, titleOf } from './lanes/title.ts';
import { touchpointsLane } from './lanes/touchpoints.ts';
import { phoneLayout } from './phone.ts';
import { tongue } from './say.ts';
import { ARROWS, group, marksOf, type Block, type Scene, type Shape, type Sheet } from './scene.ts';
import { spacesOf } from './spacing.ts';
import type { View } from './view.ts';

/** Lay out a map for a view. Same map and view, same scene, to the last bit. */
export function layout(map: ResolvedMap, view: View): Scene {
  if (view.medium === 'phone') return phoneLayout(map, view);
  const context: Context = { map, view, frame: frameOf(map, view), speaker: tongue(view.language, view.locale) };
  const isEdited = map.lanes.length > 0;
  const title = titleLane(context);
  const heads = remembered(`heads:${map.id}`, [context.frame, context.speaker, map.stages, map.personas, map.period, map.base.customers, view.counting, map.arrows, map.steps, view.medium, view.hasArrows, map.compared], () => headsLane(context));
  const lanes = stacked(isEdited ? editedLanes(context) : foundLanes(context), view.medium === 'print' ? 0.7 : 1);
  const legend = remembered(`legend:${map.id}`, isEdited ? [context.frame, context.speaker, map.lanes, map.cards, map.cells, map.curves, map.figures.length, map.base.customers > 0, map.compared] : [context.frame, context.speaker, map.compared], () => legendLane(context));
  const { width, gutter } = context.frame;
  const blocks: Block[] = [];
  let y = 0;
  const add = (id: Block['id'], shapes: readonly Shape[], height: number, isOver = false): void => {
    blocks.push({ id, y, width, height, shapes });
    if (!isOver) y += height;
  };
  add('title', title.shapes, title.height);
  add('heads', [...heads.names, ...heads.shapes], heads.height);
  add('gutter', lanes.names, lanes.height, true);
  add('lanes', [...arrowsUnder(context, lanes), ...lanes.shapes], lanes.height);
  add('legend', legend.shapes, legend.height);
  const sheet = isEdited ? sheetOf(context, heads, lanes.rows) : null;
  return { width, height: y, gutter, blocks, title: titleOf(context.speaker, map), fold: lanes.fold, feeling: lanes.feeling, sheet };
}

function foundLanes(context: Context): Lane[] {
  const front = cardLanes(context, [...FRONT, ...ownLanes(context)]);
  const back = cardLanes(context, BACK);
  const support = cardLanes(context, SUPPORT);
  const isBlueprint = back.length + support.length > 0;
  return [
    riverLane(context),
    feelingLane(context),
    painsLane(context),
    ...(isBlueprint ? [blueprintLine(context, 'interaction')] : []),
    touchpointsLane(context),
    figuresLane(context),
    messagesLane(context),
    ...front,
    ...(isBlueprint ? [blueprintLine(context, 'visibility')] : []),
    ...back,
    ...(support.length > 0 ? [blueprintLine(context, 'internal')] : []),
    ...support,
  ].filter((lane) => lane.height > 0);
}

type Stacked = { shapes: Shape[]; names: Shape[]; rows: Sheet['lanes']; height: number; feeling: Scene['feeling']; fold: number | null; gaps: ReadonlyMap<string, number> };

/** Lanes below each other, the same shapes only moved. */
function stacked(lanes: readonly Lane[], tightness: number): Stacked {
  const shapes: Shape[] = [];
  const names: Shape[] = [];
  const rows: Sheet['lanes'][number][] = [];
  const spaces = spacesOf(lanes);
  const gaps = new Map<string, number>(); // the free strip above each lane
  let feeling: Scene['feeling'] = null;
  let fold: number | null = null;
  let y = 0;
  lanes.forEach((lane, n) => {
    const shows = lane.row?.shows ?? lane.id;
    const space = spaces[n]! * (spaces[n]! > 3 ? tightness : 1);
    if (fold === null && ['line:interaction', 'line_of_interaction', 'touchpoints'].includes(shows)) fold = y + 4;
    const top = y;
    y += space;
    gaps.set(lane.id, y - Math.min(7, space / 2));
    shapes.push(group(lane.shapes, { role: `lane of-${shows}`, lane: lane.id, y, h: lane.height }));
    names.push(group(lane.names, { lane: lane.id, y, h: lane.height }));
    feeling = lane.feeling ?? feeling;
    y += lane.height;
    const channels = (lane.channels ?? []).map((row) => ({ ...row, y: row.y + y - lane.height }));
    rows.push({ id: lane.id, shows, y: top + space / 2, h: y - top, channels });
  });
  return { shapes, names, rows, height: y + 28 * tightness, feeling, fold, gaps };
}

/** Arrows from lane to lane as a layer of their own under the lanes. */
function arrowsUnder(context: Context, { shapes, height, gaps }: Stacked): Shape[] {
  if (context.map.arrows.length === 0) return [];
  const marks = new Map(marksOf({ blocks: [{ id: 'lanes', y: 0, width: 0, height, shapes }] }).map((mark) => [mark.id, mark]));
  const drawn = laneArrows(context, marks, gaps);
  return drawn.length === 0 ? [] : [remembered(`arrows:${context.map.id}`, [drawn, height], () => group(drawn, { role: 'of-arrows', lane: ARROWS, y: 0, h: height }))];
}

function sheetOf({ frame }: Context, heads: Heads, lanes: Sheet['lanes']): Sheet {
  return {
    stages: frame.columns.map(({ stage, x, w }) => ({ stage: stage.id, x, w })),
    steps: heads.steps,
    columns: frame.leaves.map(({ column, step, x, w }) => ({ stage: column.stage.id, step: step?.id ?? null, x, w })),
    lanes, nameWidth: frame.gutter, stageHeight: heads.stageHeight,
  };
}
