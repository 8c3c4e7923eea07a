/** The lanes of an edited map: exactly those that its rows name, in their order, each remembered until what it shows changes. */
import type { AssertedCard, BoundCell, Curve, LaneRow, ResolvedMap } from '../../../generated/resolvedmap.ts';
import { isLine, isWritten } from '../kinds.ts';
import { remembered } from '../memo.ts';
import { group } from '../scene.ts';
import { arcLane } from './arc.ts';
import { feelingLane } from './feeling.ts';
import { figureRowLane } from './figures.ts';
import { laneName, type Context, type Lane } from './lane.ts';
import { lineLane } from './lines.ts';
import { messagesLane } from './messages.ts';
import { painsLane } from './pains.ts';
import { planLane } from './plan.ts';
import { riverLane } from './river.ts';
import { isCounted } from './riverflow.ts';
import { touchpointsLane } from './touchpoints.ts';
import { figurelessLane, isAwaited, waitingLane } from './waiting.ts';
import { emptyLane, laneTitle, writtenLane } from './written.ts';

/** A lane with the row that asked for it. */
export interface RowLane extends Lane {
  readonly row: LaneRow;
}

interface Holding {
  readonly cards: readonly AssertedCard[];
  readonly cells: readonly BoundCell[];
  readonly curves: readonly Curve[];
}

/** The lanes of a map that has rows; those without height are left out. */
export function editedLanes(context: Context): RowLane[] {
  const { map } = context;
  const [cards, cells, curves] = [byLane(map.cards), byLane(map.cells), byLane(map.curves)];
  return map.lanes.map((row): RowLane => {
    const holding = { cards: cards.get(row.id) ?? [], cells: cells.get(row.id) ?? [], curves: curves.get(row.id) ?? [] };
    const made = remembered(`lane:${map.id}:${row.id}`, inputsOf(context, row, holding), () => laneOf({ ...context, row }, row, holding));
    return { ...made, id: row.id, row, height: made.height === 0 ? 0 : Math.max(made.height, kept(context, row)) };
  }).filter((lane) => lane.height > 0);
}

/** While figures are counted no lane is lower than it was with them. */
function kept({ view }: Context, row: LaneRow): number {
  return view.counting === undefined ? 0 : (view.heights?.[row.id] ?? 0);
}

function byLane<T extends { readonly lane: string }>(records: readonly T[]): Map<string, T[]> {
  const found = new Map<string, T[]>();
  for (const record of records) {
    const here = found.get(record.lane);
    if (here) here.push(record);
    else found.set(record.lane, [record]);
  }
  return found;
}

/** All that a lane's shapes depend on. */
function inputsOf({ map, view, frame, speaker }: Context, row: LaneRow, { cards, cells, curves }: Holding): unknown[] {
  const always = [frame, speaker, row, view.counting, view.counting === undefined ? undefined : view.heights?.[row.id], view.density, view.medium, view.isEditing === true, map.cards.length === 0, row.persona === null ? null : map.personas, cards, cells, curves];
  if (isLine(row.shows)) return always;
  switch (row.shows) {
    case 'reach': return [...always, map.compared, map.stages, map.flows, map.channel_groups];
    case 'touchpoints': return [...always, map.compared, map.touchpoints, map.links, map.channel_groups, view.unfolded];
    case 'feeling': case 'emotion': return [...always, map.compared, map.feelings, map.personas, isFirstFeeling(map, row)];
    case 'findings': return [...always, map.pains, view.unfolded];
    case 'messages': return [...always, map.messages, view.unfolded];
    case 'action': return [...always, cards.map((card) => (card.about === null ? null : named(map, card.about)))];
    default: return isWritten(row.shows) ? always : [...always, map.compared, map.figures.find((figure) => figure.id === row.shows)];
  }
}

/** What gives the title of something that an action answers. */
function named(map: ResolvedMap, id: string): unknown {
  return map.pains.find((pain) => pain.id === id) ?? map.cards.find((card) => card.id === id)?.text;
}

/** The measured line is drawn once: in its own lane, else in the first that people drew. */
function isFirstFeeling(map: ResolvedMap, row: LaneRow): boolean {
  const first = map.lanes.find((lane) => lane.shows === 'feeling') ?? map.lanes.find((lane) => lane.shows === 'emotion');
  return first === row;
}

function laneOf(context: Context, row: LaneRow, holding: Holding): Lane {
  const { map } = context;
  if (isLine(row.shows)) return lineLane(context, row);
  if (isAwaited(context, row)) return withWritten(waitingLane(context, row), { context, row, holding: { ...holding, cells: holding.cells.filter((cell) => cell.provenance === 'asserted') }, waiting: () => waitingLane(context, row) });
  const waiting = (): Lane => figurelessLane(context, row);
  switch (row.shows) {
    case 'reach': return map.stages.some(isCounted) && map.flows.length > 0 ? riverLane(context) : waiting();
    case 'touchpoints': return withWritten(map.touchpoints.length > 0 ? touchpointsLane(context) : null, { context, row, holding, waiting });
    case 'findings': return withWritten(map.pains.length > 0 ? painsLane(context) : null, { context, row, holding, waiting });
    case 'messages': return withWritten(map.messages.length > 0 ? messagesLane(context) : null, { context, row, holding, waiting });
    case 'feeling': case 'emotion': return emotionLane(context, row, holding);
    case 'arc': return arcLane(context, row, holding.curves);
    case 'message_plan': return planLane(context, row, holding.cards);
  }
  if (isWritten(row.shows)) return writtenLane(context, row, holding);
  const figures = map.figures.find((figure) => figure.id === row.shows);
  const missing = holding.cells.filter((cell) => !figures?.cells.some((known) => known.stage === cell.stage && known.measurement.figure !== null));
  return withWritten(figures === undefined ? null : figureRowLane(context, figures), { context, row, holding: { ...holding, cells: missing }, waiting });
}

type Writing = { context: Context; row: LaneRow; holding: Holding; waiting: () => Lane };

/** A found lane with what people wrote into it below. */
function withWritten(found: Lane | null, { context, row, holding, waiting }: Writing): Lane {
  if (holding.cards.length + holding.cells.length === 0) return found ?? waiting();
  const written = writtenLane(context, row, holding);
  if (found === null) return written;
  return { ...found, height: found.height + 8 + written.height, shapes: [...found.shapes, group(written.shapes, { y: found.height + 8 })] };
}

function emotionLane(context: Context, row: LaneRow, { curves }: Holding): Lane {
  const { map } = context;
  const isMeasured = isFirstFeeling(map, row) && map.feelings.some((point) => point.feeling.figure !== null);
  const drawn = curves.filter((curve) => curve.points.length > 0);
  if (!isMeasured && drawn.length === 0) {
    return row.shows === 'feeling' ? figurelessLane(context, row) : emptyLane(context, row, laneName(context, { icon: 'feeling', name: laneTitle(context, row) }));
  }
  return feelingLane({ ...context, row: { ...row, name: laneTitle(context, row) } }, { curves: drawn, isMeasured });
}
