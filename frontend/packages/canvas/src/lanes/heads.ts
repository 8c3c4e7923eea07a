/** The stage heads: name, who reaches it, the wait until the next as a length on the rule below; then its steps. */
import type { ComparedFigure } from '../../../generated/resolvedmap.ts';
import { markOfStage, roomIn, type Column, type StepPlace } from '../columns.ts';
import { comparedLabel, differenceText, gapText, heldAgainst, inkOf, moreOrLess, versusText } from '../compared.ts';
import { figureText, stageName } from '../say.ts';
import { group, icon, line, type Shape, type Sheet } from '../scene.ts';
import { paragraph, run, text, widthOf, wrapped } from '../text.ts';
import { stepArrows } from './arrows.ts';
import type { Context, Lane } from './lane.ts';
import { smallPersonas } from './personas.ts';
import { isCounted } from './riverflow.ts';

const STEP_LINE = 15;

/** The heads as a lane, and where steps stand, for whoever edits. */
export interface Heads extends Lane {
  readonly stageHeight: number;
  readonly steps: Sheet['steps'];
}

/** The heads of all stages; the longest wait spans its whole column. */
export function headsLane(context: Context): Heads {
  const { map, frame, speaker } = context;
  const longest = Math.max(1, ...map.stages.map((stage) => stage.wait_to_next?.figure ?? 0));
  const rows = Math.max(1, ...frame.columns.map((column) => wrapped(stageName(speaker, column.stage), roomIn(column), sizeOf(stageName(speaker, column.stage), roomIn(column)), 600, 2).length));
  const hasFigures = context.view.counting === 'figures' || map.stages.some((stage) => isCounted(stage) || stage.wait_to_next !== null);
  const folded = frame.columns.some((column) => column.isFoldable) ? 18 : 0;
  const compared = map.compared && hasFigures ? 18 : 0;
  const stageHeight = 26 + rows * 23 + (hasFigures ? 36 : 6) + compared + folded;
  const steps = stepHeads(context, stageHeight);
  const arrows = stepArrows(context, stageHeight + steps.height);
  const height = stageHeight + steps.height + arrows.height;
  const shapes = frame.columns.map((column) => head(context, column, { rows, height: stageHeight, longest }));
  const rule = line(frame.gutter, stageHeight - 4, frame.width - frame.margin, stageHeight - 4, 'rule');
  return { id: 'stages', height, shapes: [rule, ...arrows.shapes, ...shapes, ...steps.shapes], names: [...smallPersonas(context, 6), ...periodNote(context, stageHeight)], stageHeight, steps: steps.places };
}

/** Smaller where a word would have to be broken. */
function sizeOf(name: string, room: number): 14 | 18 {
  return name.split(/\s+/).some((word) => widthOf(word, 18, 600) > room) ? 14 : 18;
}

type Head = { rows: number; height: number; longest: number };

function head(context: Context, column: Column, { rows, height, longest }: Head): Shape {
  const { speaker } = context;
  const { stage, x } = column;
  const room = roomIn(column);
  const name = stageName(speaker, stage);
  const y = 26 + rows * 23;
  const isUncounted = context.map.base.customers === 0 || !isCounted(stage);
  const held = heldAgainst(context.map, 'stage', stage.id);
  const reach = isUncounted ? '' : figureText(speaker, stage.reach);
  const share = stage.share.figure === null ? '' : speaker.share(stage.share.figure);
  const figures = held
    ? run(x, y - 4, [[share, { weight: held.differs ? 600 : 400, fill: inkOf(held) }], [reach, { fill: 'ink3' }]], 7)
    : run(x, y - 4, [[reach, { weight: 600 }], [share, { fill: 'ink2' }]], 7);
  const children: Shape[] = [...paragraph(x, 22, name, { size: sizeOf(name, room), weight: 600, room, most: 2, leading: 23 }), ...figures.shapes, ...(held ? differenceRun(context, held, { x, y: y + 14, room }) : [])];
  const wait = stage.wait_to_next?.figure;
  if (wait !== null && wait !== undefined) {
    const length = Math.max(2, (wait / longest) * (column.w - 20));
    const words = speaker.say('stage.wait', { wait });
    const fits = widthOf(words, 12) <= room;
    children.push(text(x, y + (context.map.compared ? 32 : 14), fits ? words : speaker.duration(wait), { fill: 'ink3', room }));
    children.push(line(x, height - 4, x + length, height - 4, 'ink2', 3));
  }
  const label = isUncounted ? name : speaker.say('stage.label', { stage: name, customers: stage.reach.figure, share: stage.share.figure }) + comparedLabel(speaker, held);
  const id = markOfStage(stage.id);
  const drawn = group(children, { mark: { id, lane: 'stages', stage: stage.id, step: null, label, x: x - 6, y: 2, w: column.w - 8, h: height - 8 - (column.isFoldable ? 18 : 0) } });
  return column.isFoldable ? group([drawn, foldSign(context, column, height - 13)]) : drawn;
}

/** The other group's share, and how far this one is from it: pale where that may be chance. */
export function differenceRun({ speaker }: Context, held: ComparedFigure, { x, y, room }: { x: number; y: number; room: number }): Shape[] {
  const ink = inkOf(held);
  const arrow = moreOrLess(held, { x: x + 4, y: y - 4 });
  const difference = run(x + (arrow.length > 0 ? 13 : 0), y, [[differenceText(speaker, held), { weight: held.differs ? 600 : 400, fill: ink }], [gapText(speaker, held), { fill: 'ink3' }]], 5);
  const versus = versusText(speaker, held);
  const fits = difference.end + 8 + widthOf(versus, 12) <= x + room;
  return [...arrow, ...difference.shapes, ...(fits ? [text(difference.end + 8, y, versus, { fill: 'ink3' })] : [])];
}

/** "7 steps", which opens or closes them. */
function foldSign({ speaker, view }: Context, column: Column, y: number): Shape {
  if (view.medium === 'print') return text(column.x, y, speaker.say('step.count', { n: column.stepCount }), { fill: 'ink3' });
  const words = text(column.x + 15, y, speaker.say('step.count', { n: column.stepCount }), { fill: 'accent' });
  const label = speaker.say(column.isOpen ? 'step.fold' : 'step.unfold', { n: column.stepCount });
  return group([icon(column.isOpen ? 'close' : 'open', column.x - 1, y - 10, 'accent', 12), words], { mark: { id: `more:steps:${column.stage.id}`, lane: 'steps', stage: column.stage.id, step: null, label, x: column.x - 4, y: y - 13, w: words.width + 24, h: 18 } });
}

function stepHeads(context: Context, top: number): { shapes: Shape[]; height: number; places: Sheet['steps'] } {
  const { frame } = context;
  const places = frame.columns.flatMap((column) => column.steps);
  if (places.length === 0) return { shapes: [], height: 0, places: [] };
  const rowHeights = Array.from({ length: frame.depth }, (_, depth) => Math.max(...places.filter((place) => place.depth === depth).map((place) => linesIn(place) * STEP_LINE + (place.folded > 0 || place.isOpen ? STEP_LINE : 0))) + 9);
  const topOf = (depth: number): number => top + rowHeights.slice(0, depth).reduce((sum, each) => sum + each, 0);
  const height = rowHeights.reduce((sum, each) => sum + each, 0);
  const found = places.map((place) => ({ stage: place.step.stage, step: place.step.id, x: place.x, w: place.w, y: topOf(place.depth), h: rowHeights[place.depth]! }));
  return { shapes: places.map((place, n) => stepHead(context, place, found[n]!)), height: height + 4, places: found };
}

function linesIn(place: StepPlace): number {
  return wrapped(place.step.name, place.w - 14, 12, 400, 3).length;
}

/** A step's name with the steps that it was linked to. */
function stepLabel({ map, speaker }: Context, { id, name }: StepPlace['step']): string {
  const goals = map.arrows.filter((arrow) => arrow.from_record === id && !arrow.is_answer).flatMap((arrow) => {
    const goal = map.steps.find((step) => step.id === arrow.to_record)?.name;
    return goal === undefined ? [] : [[speaker.say('arrow.to', { name: goal }), arrow.text ?? ''].filter(Boolean).join(': ')];
  });
  return [name, ...goals].join(', ');
}

function stepHead(context: Context, place: StepPlace, { y, h }: { y: number; h: number }): Shape {
  const { speaker, view } = context;
  const { step, x, w } = place;
  const words = paragraph(x, y + 12, step.name, { fill: place.depth === 0 ? 'ink1' : 'ink2', room: w - 14, most: 3, leading: STEP_LINE });
  const rule = place.isOpen ? [line(x, y + h - 4, x + w - 16, y + h - 4, 'rule')] : [];
  const head = group([...words, ...rule], { mark: { id: step.id, lane: 'steps', stage: step.stage, step: step.id, label: stepLabel(context, step), x: x - 6, y: y - 3, w: w - 2, h: words.length * STEP_LINE + 6 } });
  if (place.folded === 0 && !place.isOpen) return head;
  const at = y + 12 + words.length * STEP_LINE;
  const count = place.isOpen ? speaker.say('step.close') : speaker.say('step.more', { n: place.folded });
  if (view.medium === 'print') return place.isOpen ? head : group([head, text(x, at, count, { fill: 'ink3', room: w - 14 })]);
  const more = text(x + 13, at, count, { fill: 'accent', room: w - 26 });
  return group([head, group([icon(place.isOpen ? 'close' : 'open', x - 1, at - 10, 'accent', 12), more], { mark: { id: `more:steps:${step.id}`, lane: 'steps', stage: step.stage, step: step.id, label: count, x: x - 4, y: at - 12, w: more.width + 22, h: 16 } })]);
}

function periodNote({ map, frame, speaker }: Context, height: number): Shape[] {
  if (map.period === null || (map.personas.length > 0 && height < 84)) return [];
  return [
    text(frame.margin, height - 30, speaker.date(map.period.start), { fill: 'ink3' }),
    text(frame.margin, height - 14, `– ${speaker.date(lastDay(map.period.end))}`, { fill: 'ink3' }),
  ];
}

/** Periods exclude their end; people read the last day that is in. */
export function lastDay(end: string): string {
  const last = new Date(Date.parse(end) - 1);
  return Number.isNaN(last.getTime()) ? end : last.toISOString();
}
