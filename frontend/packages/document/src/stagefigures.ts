/** Measured figures moved onto the stages of an edited map: those of stages that are gone are left out. */
import type { FeelingPoint, FigureRow, Flow, Link, MessageMark, PainMark, ResolvedMap, TouchpointMark } from '../../generated/resolvedmap.ts';
import { stageId, type Ground } from './ground.ts';
import { numberOf, ofKind, textOf, type JourneyMap } from './record.ts';

/** The part of a resolved map that comes from the data. */
export interface StageFigures {
  readonly flows: readonly Flow[];
  readonly touchpoints: readonly TouchpointMark[];
  readonly links: readonly Link[];
  readonly feelings: readonly FeelingPoint[];
  readonly pains: readonly PainMark[];
  readonly figures: readonly FigureRow[];
  readonly messages: readonly MessageMark[];
}

/** What the data says, stage by stage of the document; nothing where nothing was measured. */
export function stageFigures(map: JourneyMap, ground: Ground, figures: ResolvedMap | null): StageFigures {
  if (!figures) return { flows: [], touchpoints: [], links: [], feelings: [], pains: [], figures: [], messages: [] };
  const touchpoints = touchpointsIn(map, ground, figures);
  const shown = new Set(touchpoints.map((mark) => mark.id));
  return {
    flows: figures.flows.flatMap((flow) => flowIn(ground, flow)),
    touchpoints,
    links: figures.links.filter((link) => shown.has(link.from_touchpoint) && shown.has(link.to_touchpoint)),
    feelings: inOrder(ground, standing(ground, figures.feelings)),
    pains: standing(ground, figures.pains),
    figures: figures.figures.map((row) => figureRow(map, ground, row)),
    messages: standing(ground, figures.messages),
  };
}

/** Marks in the first stage that shows theirs. */
function standing<Mark extends { readonly stage: string }>(ground: Ground, marks: readonly Mark[]): Mark[] {
  return marks.flatMap((mark) => {
    const stage = ground.shownBy.get(mark.stage)?.[0];
    return stage === undefined ? [] : [stage === mark.stage ? mark : { ...mark, stage }];
  });
}

/** Marks from left to right; those of one stage keep their order. */
function inOrder<Mark extends { readonly stage: string }>(ground: Ground, marks: readonly Mark[]): Mark[] {
  const place = new Map(ground.stages.map((stage, at) => [stage, at]));
  return [...marks].sort((one, other) => (place.get(one.stage) ?? 0) - (place.get(other.stage) ?? 0));
}

/** Touchpoints where the data places them, or where a person put the step that is one. */
function touchpointsIn(map: JourneyMap, ground: Ground, figures: ResolvedMap): TouchpointMark[] {
  const moved = new Map<string, string>();
  for (const step of ofKind(map, 'step')) {
    const touchpoint = textOf(step, 'touchpoint');
    const stage = textOf(step, 'stage');
    if (touchpoint && stage && step.fields.stage?.provenance === 'asserted') moved.set(touchpoint, stageId(stage));
  }
  return figures.touchpoints.flatMap((mark) => {
    if (mark.stage === null && !moved.has(mark.id)) return [mark];
    const stage = moved.get(mark.id) ?? ground.shownBy.get(mark.stage ?? '')?.[0];
    if (stage === undefined) return [];
    const placement = moved.has(mark.id) ? ('asserted' as const) : mark.placement;
    return [stage === mark.stage && placement === mark.placement ? mark : { ...mark, stage, placement }];
  });
}

/** A flow between the stages that show its ends; one that turned round by a new order of stages is a way back. */
function flowIn(ground: Ground, flow: Flow): Flow[] {
  const [from, to] = [flow.from_stage, flow.to_stage].map((stage) => (stage === null ? null : ground.shownBy.get(stage)?.[0]));
  if (from === undefined || to === undefined) return [];
  if (from === flow.from_stage && to === flow.to_stage && from === null) return [flow];
  const isBack = from !== null && to !== null && ground.stages.indexOf(from) > ground.stages.indexOf(to);
  if (flow.kind === 'loop' && !isBack) return [];
  const kind = flow.kind === 'forward' && isBack ? 'loop' : flow.kind;
  return [from === flow.from_stage && to === flow.to_stage && kind === flow.kind ? flow : { ...flow, kind, from_stage: from, to_stage: to }];
}

/** A row of figures with a cell for every stage that shows one of its own, and the targets that people set. */
function figureRow(map: JourneyMap, ground: Ground, row: FigureRow): FigureRow {
  const targets = targetsOf(map, row.id);
  const cells = row.cells.flatMap((cell) => {
    if (cell.stage === null) return [{ ...cell, target: targets.get('') ?? cell.target }];
    const stages = ground.shownBy.get(cell.stage) ?? [];
    return stages.map((stage, at) => ({ ...cell, id: at === 0 ? cell.id : `${cell.id}:${stage}`, stage, target: targets.get(stage) ?? cell.target }));
  });
  return { ...row, cells };
}

/** Targets of the lanes that show a KPI, by stage; "" is the whole map. */
function targetsOf(map: JourneyMap, kpi: string): ReadonlyMap<string, number> {
  const lanes = new Set(ofKind(map, 'lane').filter((lane) => textOf(lane, 'shows') === kpi).map((lane) => lane.id));
  const found = new Map<string, number>();
  if (lanes.size === 0) return found;
  for (const cell of ofKind(map, 'cell')) {
    const target = numberOf(cell, 'target');
    if (target !== null && lanes.has(textOf(cell, 'lane') ?? '')) found.set(stageId(textOf(cell, 'stage') ?? ''), target);
  }
  return found;
}
