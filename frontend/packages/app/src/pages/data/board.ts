/** Touchpoints by stage, as they stand on the board. */
export const UNPLACED = 'unplaced';

export interface Touchpoint {
  readonly name: string;
  readonly channel: string;
  readonly stage: string;
  readonly provenance: 'measured' | 'asserted' | 'inferred';
  readonly customers: number;
  readonly interactions: number;
  readonly rule: string | null;
  readonly confidence: number | null;
  readonly shown_as?: string | null; // what people call it
  readonly places?: readonly string[]; // what counts as it, where it is several
}

export interface BoardColumn {
  readonly stage: string;
  readonly touchpoints: readonly Touchpoint[];
}

/** Returns a column a stage, in order; what stands nowhere comes last, and only where there is such. */
export function columns(stages: readonly string[], touchpoints: readonly Touchpoint[]): BoardColumn[] {
  const byStage = Map.groupBy(touchpoints, (one) => (stages.includes(one.stage) ? one.stage : UNPLACED));
  const placed = stages.filter((stage) => stage !== UNPLACED).map((stage) => ({ stage, touchpoints: byStage.get(stage) ?? [] }));
  const unplaced = byStage.get(UNPLACED) ?? [];
  return unplaced.length ? [...placed, { stage: UNPLACED, touchpoints: unplaced }] : placed;
}

/** Returns the stage beside one, null at the ends. */
export function beside(shown: readonly BoardColumn[], stage: string, step: 1 | -1): string | null {
  const next = shown[shown.findIndex((one) => one.stage === stage) + step];
  return next && next.stage !== UNPLACED ? next.stage : null;
}
