/** The map as a scene: a pure function of the resolved map and the way it is looked at. */
import type { ResolvedMap } from '../../generated/resolvedmap.ts';
import { frameOf } from './columns.ts';
import { BACK, blueprintLine, cardLanes, FRONT, ownLanes, SUPPORT } from './lanes/cards.ts';
import { feelingLane } from './lanes/feeling.ts';
import { figuresLane } from './lanes/figures.ts';
import { headsLane } from './lanes/heads.ts';
import { moved, type Context, type Lane } from './lanes/lane.ts';
import { legendLane } from './lanes/legend.ts';
import { messagesLane } from './lanes/messages.ts';
import { painsLane } from './lanes/pains.ts';
import { riverLane } from './lanes/river.ts';
import { titleLane, titleOf } from './lanes/title.ts';
import { touchpointsLane } from './lanes/touchpoints.ts';
import { phoneLayout } from './phone.ts';
import { tongue } from './say.ts';
import type { Block, Scene, Shape } from './scene.ts';
import type { View } from './view.ts';

/** Space above each lane: the river and the feeling stand freely, what supports them sits closer together. */
const SPACE: Readonly<Record<string, number>> = { river: 4, feeling: 20, pains: 24, touchpoints: 26, figures: 34, messages: 26, 'line:interaction': 18 };
const CLOSE = 12;
const UNDER_LINE = 2;

/** Lay out a map for a view. Same map and view, same scene, to the last bit. */
export function layout(map: ResolvedMap, view: View): Scene {
  if (view.medium === 'phone') return phoneLayout(map, view);
  const context: Context = { map, view, frame: frameOf(map, view), speaker: tongue(view.language, view.locale) };
  const title = titleLane(context);
  const heads = headsLane(context);
  const lanes = stacked(lanesOf(context), view.medium === 'print' ? 0.7 : 1);
  const legend = legendLane(context);
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
  add('lanes', lanes.shapes, lanes.height);
  add('legend', legend.shapes, legend.height);
  return { width, height: y, gutter, blocks, title: titleOf(context.speaker, map), fold: lanes.fold, feeling: lanes.feeling };
}

function lanesOf(context: Context): Lane[] {
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

function stacked(lanes: readonly Lane[], tightness: number): { shapes: Shape[]; names: Shape[]; height: number; feeling: Scene['feeling']; fold: number | null } {
  const shapes: Shape[] = [];
  const names: Shape[] = [];
  let feeling: Scene['feeling'] = null;
  let fold: number | null = null;
  let isUnderLine = false;
  let y = 0;
  for (const lane of lanes) {
    const isReference = lane.id === 'line:interaction' || lane.id === 'touchpoints';
    if (isReference && fold === null) fold = y + 4;
    y += isUnderLine ? UNDER_LINE : (SPACE[lane.id] ?? CLOSE) * tightness;
    isUnderLine = lane.id.startsWith('line:');
    shapes.push({ kind: 'group', role: `lane ${lane.id}`, children: moved(lane.shapes, 0, y) });
    names.push(...moved(lane.names, 0, y));
    if (lane.feeling) feeling = { high: lane.feeling.high + y, low: lane.feeling.low + y };
    y += lane.height;
  }
  return { shapes, names, height: y + 28 * tightness, feeling, fold };
}
