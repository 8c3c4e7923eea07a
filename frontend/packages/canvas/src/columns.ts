/** Where the stages and their steps stand: equally wide, or as wide as the time before the next; wider where steps are open. */
import type { ResolvedMap, StageColumn, StepColumn } from '../../generated/resolvedmap.ts';
import { remembered } from './memo.ts';
import type { View } from './view.ts';

export interface Column {
  readonly stage: StageColumn;
  readonly index: number;
  readonly x: number;
  readonly w: number;
  readonly steps: readonly StepPlace[]; // those that are shown, parents before their children
  readonly stepCount: number; // all of them
  readonly isOpen: boolean;
  readonly isFoldable: boolean; // open at the reader's wish only
}

/** A step in its place below its stage. */
export interface StepPlace {
  readonly step: StepColumn;
  readonly x: number;
  readonly w: number;
  readonly depth: number; // 0 right below the stage
  readonly folded: number; // sub-steps that it hides
  readonly isOpen: boolean; // its sub-steps are shown
}

/** The id of a stage's head: that of its record. */
export function markOfStage(stage: string): string {
  return stage.startsWith('stage:') ? stage : `stage:${stage}`;
}

/** The narrowest place a card can stand in: a stage, or a step of an open stage. */
export interface Leaf {
  readonly column: Column;
  readonly step: StepColumn | null;
  readonly x: number;
  readonly w: number;
}

/** The column of a stage, its first and its last leaf. */
export interface StageRange {
  readonly column: Column;
  readonly first: number;
  readonly last: number;
}

export interface Frame {
  readonly columns: readonly Column[];
  readonly leaves: readonly Leaf[];
  readonly stepPlace: ReadonlyMap<string, number>; // the leaf of every step, hidden ones included: where their parent stands
  readonly ofStage: ReadonlyMap<string, StageRange>;
  readonly depth: number; // rows of step heads
  readonly gutter: number; // where the first column starts
  readonly margin: number;
  readonly width: number; // of the whole drawing
  readonly cuts: readonly number[]; // where paper is cut between stages
}

const CUT = 26; // paper is cut this far before a stage, where nothing hangs
const LEAST = 132;
const STEP = 116; // the narrowest column of a step
const HANG = 20; // marks hang this far outside their label

/** The frame of a map in a view; wider than the view where columns would become unreadable. */
export function frameOf(map: ResolvedMap, view: View): Frame {
  const inputs = [map.stages, map.steps, view.width, view.columnWidths, view.unfolded, view.cutAfter];
  return remembered(`frame:${map.id}`, inputs, () => framed(map, view));
}

function framed(map: ResolvedMap, view: View): Frame {
  const margin = view.width < 1100 ? 16 : 24;
  const gutter = view.width < 1100 ? 180 : 196;
  const count = Math.max(1, map.stages.length);
  const room = Math.max(view.width - gutter - margin, count * LEAST);
  const widths = view.columnWidths === 'time' ? byTime(map.stages, room) : map.stages.map(() => room / count);
  const children = childrenOf(map.steps ?? []);
  let x = gutter;
  const columns = map.stages.map((stage, index) => {
    const column = columnOf(stage, { index, x, least: widths[index] ?? room / count, view, children });
    x += column.w;
    return column;
  });
  const leaves = columns.flatMap(leavesOf);
  const depth = Math.max(0, ...columns.flatMap((column) => column.steps.map((place) => place.depth + 1)));
  const cuts = view.cutAfter === undefined ? [] : columns.filter(({ index }) => index > 0 && index % view.cutAfter! === 0).map((column) => column.x - CUT);
  return { columns, leaves, ofStage: rangesOf(leaves), stepPlace: placesOf(leaves, map.steps ?? []), depth, gutter, margin, width: Math.max(x, gutter + room) + margin, cuts };
}

/** Whether words from one place to another would lie across a cut of the paper. */
export function isCut({ cuts }: Pick<Frame, 'cuts'>, from: number, to: number): boolean {
  return cuts.some((cut) => from < cut && to > cut + CUT + 10);
}

type Children = ReadonlyMap<string, readonly StepColumn[]>;

/** Steps by what they stand under: their parent, or their stage. */
function childrenOf(steps: readonly StepColumn[]): Children {
  const known = new Set(steps.map((step) => step.id));
  const found = new Map<string, StepColumn[]>();
  for (const step of steps) {
    const above = step.parent !== null && known.has(step.parent) ? step.parent : `stage ${step.stage}`;
    found.set(above, [...(found.get(above) ?? []), step]);
  }
  return found;
}

type Wanted = { index: number; x: number; least: number; view: View; children: Children };

function columnOf(stage: StageColumn, { index, x, least, view, children }: Wanted): Column {
  const own = children.get(`stage ${stage.id}`) ?? [];
  const fits = own.length * STEP <= least;
  const isOpen = own.length > 0 && (fits || view.unfolded.includes(`steps:${stage.id}`));
  const count = countIn(own, children);
  if (!isOpen) return { stage, index, x, w: least, steps: [], stepCount: count, isOpen, isFoldable: own.length > 0 };
  const w = Math.max(least, leavesUnder(own, { view, children }) * STEP);
  return { stage, index, x, w, steps: stepPlaces(own, { x, w, depth: 0, view, children }), stepCount: count, isOpen, isFoldable: !fits };
}

function countIn(steps: readonly StepColumn[], children: Children): number {
  return steps.reduce((sum, step) => sum + 1 + countIn(children.get(step.id) ?? [], children), 0);
}

type Below = { view: View; children: Children };

function openChildren(step: StepColumn, { view, children }: Below): readonly StepColumn[] {
  return view.unfolded.includes(`steps:${step.id}`) ? (children.get(step.id) ?? []) : [];
}

function leavesUnder(steps: readonly StepColumn[], below: Below): number {
  return steps.reduce((sum, step) => sum + Math.max(1, leavesUnder(openChildren(step, below), below)), 0);
}

function stepPlaces(steps: readonly StepColumn[], { x, w, depth, ...below }: Below & { x: number; w: number; depth: number }): StepPlace[] {
  const unit = w / Math.max(1, leavesUnder(steps, below));
  let at = x;
  return steps.flatMap((step) => {
    const inside = openChildren(step, below);
    const own = unit * Math.max(1, leavesUnder(inside, below));
    const place = { step, x: at, w: own, depth, folded: inside.length > 0 ? 0 : countIn(below.children.get(step.id) ?? [], below.children), isOpen: inside.length > 0 };
    const made = [place, ...stepPlaces(inside, { ...below, x: at, w: own, depth: depth + 1 })];
    at += own;
    return made;
  });
}

function leavesOf(column: Column): Leaf[] {
  if (!column.isOpen) return [{ column, step: null, x: column.x, w: column.w }];
  return column.steps.filter((place) => !place.isOpen).map(({ step, x, w }) => ({ column, step, x, w }));
}

function rangesOf(leaves: readonly Leaf[]): Map<string, StageRange> {
  const found = new Map<string, StageRange>();
  leaves.forEach(({ column }, n) => found.set(column.stage.id, { column, first: found.get(column.stage.id)?.first ?? n, last: n }));
  return found;
}

/** The leaf of every step: its own, else that of the nearest step above it that is shown, else its first child's. */
function placesOf(leaves: readonly Leaf[], steps: readonly StepColumn[]): Map<string, number> {
  const found = new Map(leaves.flatMap((leaf, n) => (leaf.step ? [[leaf.step.id, n] as const] : [])));
  const byId = new Map(steps.map((step) => [step.id, step]));
  for (const step of steps) {
    let above: StepColumn | undefined = step;
    for (let turns = 0; above && !found.has(above.id) && turns < 50; turns += 1) above = above.parent === null ? undefined : byId.get(above.parent);
    if (above && above !== step) found.set(step.id, found.get(above.id)!);
  }
  for (const step of [...steps].reverse()) {
    const child = steps.find((other) => other.parent === step.id && found.has(other.id));
    if (!found.has(step.id) && child) found.set(step.id, found.get(child.id)!);
  }
  return found;
}

function byTime(stages: readonly StageColumn[], room: number): number[] {
  const waits = stages.map((stage) => stage.wait_to_next?.figure ?? 0);
  const whole = waits.reduce((sum, wait) => sum + wait, 0);
  const least = Math.min(LEAST + 8, room / stages.length);
  const free = room - least * stages.length;
  return waits.map((wait) => least + (whole > 0 ? (free * wait) / whole : free / stages.length));
}

/** The room for text in a column. */
export function roomIn(column: { readonly w: number }): number {
  return column.w - HANG - 10;
}

/** The place of a share (0 early, 1 late) inside a column, for the feeling line. */
export function placeIn(column: Column, share: number): number {
  return column.x + 6 + Math.min(1, Math.max(0, share)) * (column.w - 24);
}
