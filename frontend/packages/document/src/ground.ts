/** What everything on a map stands on: stages and steps in the document's order, and which stage of the data each shows. */
import type { StageColumn, StepColumn } from '../../generated/resolvedmap.ts';
import type { ResolvedMap } from '../../generated/resolvedmap.ts';
import { unmeasured } from './measured.ts';
import { byPosition, ofKind, textOf, type JourneyMap, type MapRecord } from './record.ts';

const STAGE = 'stage:';

/** The id of a stage in a drawing and in figures: the record's, without what every stage's has in front. */
export function stageId(record: string): string {
  return record.startsWith(STAGE) ? record.slice(STAGE.length) : record;
}

/** The record of a stage of a drawing. */
export function stageRecord(map: JourneyMap, id: string): MapRecord | undefined {
  return map.records.get(STAGE + id) ?? map.records.get(id);
}

/** Stages and steps, ready to look up. */
export interface Ground {
  readonly stages: readonly string[]; // ids in the drawing, from left to right
  /** The stage of the data that a stage shows, by id in the drawing. */
  readonly follows: ReadonlyMap<string, string>;
  /** The stages that show a stage of the data, the first of them first. */
  readonly shownBy: ReadonlyMap<string, readonly string[]>;
  /** The stage, as in the drawing, that a step stands in. */
  readonly stageOfStep: ReadonlyMap<string, string>;
  readonly steps: readonly StepColumn[];
}

/** The ground of a map. */
export function groundOf(map: JourneyMap): Ground {
  const records = ofKind(map, 'stage');
  const stages = records.map((record) => stageId(record.id));
  const follows = new Map(records.map((record) => [stageId(record.id), textOf(record, 'follows') ?? stageId(record.id)]));
  const shownBy = new Map<string, string[]>();
  for (const [stage, shown] of follows) shownBy.set(shown, [...(shownBy.get(shown) ?? []), stage]);
  const steps = stages.flatMap((stage) => stepsOf(map, stage));
  return { stages, follows, shownBy, steps, stageOfStep: new Map(steps.map((step) => [step.id, step.stage])) };
}

/** The columns of a map: own names and order, the figures of the stage of the data that each shows. */
export function stageColumns(map: JourneyMap, ground: Ground, figures: ResolvedMap | null): readonly StageColumn[] {
  const measured = new Map(figures?.stages.map((stage) => [stage.id, stage]));
  return ofKind(map, 'stage').map((record) => {
    const id = stageId(record.id);
    const found = measured.get(ground.follows.get(id) ?? id);
    const name = textOf(record, 'name') ?? (found ? (id === found.id ? found.name : (found.name ?? '')) : ownName(id));
    if (found) return { ...found, id, name };
    return { id, name, reach: unmeasured('count'), share: unmeasured('share'), wait_to_next: null, tints: {} };
  });
}

/** A stage without a name has a word of the reader's language where its id is one, else none. */
function ownName(id: string): string | null {
  return /^[0-9a-z]{12}$/.test(id) ? '' : null;
}

/** The steps of a stage in order, each followed by its sub-steps; those whose parents run in a circle stand by themselves. */
function stepsOf(map: JourneyMap, stage: string): readonly StepColumn[] {
  const children = childrenIn(map);
  const seen = new Set<string>();
  const walk = (record: MapRecord, parent: string | null): StepColumn[] => {
    if (seen.has(record.id)) return [];
    seen.add(record.id);
    const own = { id: record.id, stage, name: textOf(record, 'name') ?? '', parent, touchpoint: textOf(record, 'touchpoint') };
    return [own, ...(children.get(record.id) ?? []).flatMap((child) => walk(child, record.id))];
  };
  return (children.get(`${STAGE}${stage}`) ?? children.get(stage) ?? []).flatMap((record) => walk(record, null));
}

const known = new WeakMap<JourneyMap, ReadonlyMap<string, readonly MapRecord[]>>();

/** Steps by what they hang on: another step, or the stage. */
function childrenIn(map: JourneyMap): ReadonlyMap<string, readonly MapRecord[]> {
  const found = known.get(map);
  if (found) return found;
  const children = new Map<string, MapRecord[]>();
  for (const step of ofKind(map, 'step')) {
    const under = hasRoot(map, step) ? textOf(step, 'parent') : null;
    const place = under ?? textOf(step, 'stage') ?? '';
    children.set(place, [...(children.get(place) ?? []), step]);
  }
  for (const group of children.values()) group.sort(byPosition);
  known.set(map, children);
  return children;
}

/** Whether a step's parents end somewhere, as they may not when two people moved steps into each other. */
function hasRoot(map: JourneyMap, step: MapRecord): boolean {
  const seen = new Set<string>();
  for (let one: MapRecord | undefined = step; one; one = map.records.get(textOf(one, 'parent') ?? '')) {
    if (seen.has(one.id)) return false;
    seen.add(one.id);
  }
  return true;
}
