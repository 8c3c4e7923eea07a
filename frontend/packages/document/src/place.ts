/** What a person wants done to a map, as changes: adding, setting, moving, spanning. Pure; nothing to do gives no changes. */
import type { RecordKind } from '../../generated/journeymap.ts';
import { added, updated, type Change } from './change.ts';
import { placing } from './position.ts';
import { asserted, contentOf, newId, ofKind, recordOf, textOf, type Contents, type JourneyMap, type MapField, type MapRecord } from './record.ts';

/** Dice from 0 to 1 for the ids of what is made. */
export type Dice = () => number;

/** Where a card or a cell stands. Without a stage it stands for the whole journey. */
export interface Spot {
  readonly lane: string;
  readonly stage?: string | null;
  readonly step?: string | null;
}

/** Adds a stage before the one at `at`. */
export function addStage(map: JourneyMap, { at, ...contents }: { at?: number | undefined } & Contents, dice?: Dice): readonly Change[] {
  return addSibling('stage', { siblings: ofKind(map, 'stage'), at, contents }, dice);
}

/** Adds a lane of a kind before the one at `at`. */
export function addLane(map: JourneyMap, { at, ...contents }: { at?: number | undefined; shows: string } & Contents, dice?: Dice): readonly Change[] {
  return addSibling('lane', { siblings: ofKind(map, 'lane'), at, contents }, dice);
}

/** Adds a persona before the one at `at`. */
export function addPersona(map: JourneyMap, { at, ...contents }: { at?: number | undefined } & Contents, dice?: Dice): readonly Change[] {
  return addSibling('persona', { siblings: ofKind(map, 'persona'), at, contents }, dice);
}

/** Adds a step to a stage, or a sub-step to a step, before the one at `at`. */
export function addStep(map: JourneyMap, { at, ...contents }: { at?: number | undefined; stage: string; parent?: string | undefined; name: string } & Contents, dice?: Dice): readonly Change[] {
  return addSibling('step', { siblings: stepsUnder(map, contents), at, contents }, dice);
}

/** Adds a card where it is to stand, before the one at `at`. */
export function addCard(map: JourneyMap, { at, ...contents }: { at?: number | undefined } & Spot & Contents, dice?: Dice): readonly Change[] {
  return addSibling('card', { siblings: cardsAt(map, contents), at, contents }, dice);
}

/** Adds a cell: a figure that answers a question, a point of a curve, words. */
export function addCell(_map: JourneyMap, contents: Spot & Contents, dice?: Dice): readonly Change[] {
  return [added(recordOf(newId('cell', dice), 'cell', contents))];
}

/** Sets fields of one record or of many at once; null takes a field away. What a person sets is asserted. */
export function setFields(map: JourneyMap, { ids, fields }: { ids: readonly string[]; fields: Contents }): readonly Change[] {
  const set = Object.fromEntries(Object.entries(fields).map(([name, content]) => [name, content === null || content === undefined ? null : asserted(content)]));
  return ids.flatMap((id) => setIn(map.records.get(id), set));
}

/** Sets a text; an empty one takes the field away where it need not be there. */
export function setText(map: JourneyMap, { id, field = 'text', text }: { id: string; field?: string; text: string }): readonly Change[] {
  const isName = field === 'name' && map.records.get(id)?.kind === 'step';
  return setFields(map, { ids: [id], fields: { [field]: text === '' && !isName ? null : text } });
}

/** Moves a stage before the one that then stands at `at`. */
export function moveStage(map: JourneyMap, { id, at }: { id: string; at: number }): readonly Change[] {
  return moveAmong(map, ofKind(map, 'stage'), { id, at });
}

/** Moves a lane before the one that then stands at `at`. */
export function moveLane(map: JourneyMap, { id, at }: { id: string; at: number }): readonly Change[] {
  return moveAmong(map, ofKind(map, 'lane'), { id, at });
}

/** Moves a step with its sub-steps, and what stands on them, to a stage or below another step; never below itself. */
export function moveStep(map: JourneyMap, { id, stage, parent = null, at }: { id: string; stage: string; parent?: string | null; at?: number | undefined }): readonly Change[] {
  const step = map.records.get(id);
  if (!step || step.kind !== 'step') return [];
  const below = stepsBelow(map, id);
  if (parent !== null && below.has(parent)) return [];
  const siblings = stepsUnder(map, { stage, parent }).filter((sibling) => sibling.id !== id);
  const { positions, changes } = placing(siblings, at);
  const moved = setIn(step, { stage: asserted(stage), parent: parent === null ? null : asserted(parent), position: asserted(positions[0] as number) });
  const followers = [...map.records.values()].filter((record) => {
    const isSubstep = record.id !== id && below.has(record.id);
    return isSubstep || (textOf(record, 'stage') !== null && below.has(textOf(record, 'step') ?? ''));
  });
  return [...changes, ...moved, ...followers.flatMap((record) => setIn(record, { stage: asserted(stage) }))];
}

/** Moves cards and cells, in the order given, to a spot, before the card that then stands at `at`; spans keep their length. */
export function moveCards(map: JourneyMap, { ids, lane, stage = null, step = null, at }: { ids: readonly string[]; at?: number | undefined } & Spot): readonly Change[] {
  const moving = ids.flatMap((id) => map.records.get(id) ?? []).filter(({ kind }) => kind === 'card' || kind === 'cell');
  const siblings = cardsAt(map, { lane, stage, step }).filter((card) => !ids.includes(card.id));
  const cards = moving.filter(({ kind }) => kind === 'card');
  const { positions, changes } = placing(siblings, at, cards.length);
  const place = (record: MapRecord): MapField | null => (record.kind === 'card' ? asserted(positions[cards.indexOf(record)] as number) : null);
  const orNone = (id: string | null): MapField | null => (id === null ? null : asserted(id));
  const moved = moving.flatMap((record) => {
    const to_stage = orNone(spanFrom(map, record, stage));
    const position = place(record);
    return setIn(record, { lane: asserted(lane), stage: orNone(stage), step: orNone(step), to_stage, ...(position ? { position } : {}) });
  });
  return [...changes, ...moved];
}

/** Lets a card or cell reach to a stage; its own stage or one before it, or null, ends the span. */
export function spanTo(map: JourneyMap, { id, to }: { id: string; to: string | null }): readonly Change[] {
  const stages = ofKind(map, 'stage').map((stage) => stage.id);
  const from = stages.indexOf(textOf(map.records.get(id), 'stage') ?? '');
  const isSpan = to !== null && from >= 0 && stages.indexOf(to) > from;
  return setFields(map, { ids: [id], fields: { to_stage: isSpan ? to : null } });
}

/** The cards of a spot in order. */
export function cardsAt(map: JourneyMap, { lane, stage = null, step = null }: Spot): readonly MapRecord[] {
  const isHere = (card: MapRecord): boolean => textOf(card, 'lane') === lane && textOf(card, 'stage') === (stage ?? null) && textOf(card, 'step') === (step ?? null);
  return ofKind(map, 'card').filter(isHere);
}

/** The steps of a stage, or the sub-steps of a step, in order. */
export function stepsUnder(map: JourneyMap, { stage, parent = null }: { stage: string; parent?: string | null | undefined }): readonly MapRecord[] {
  const isHere = (step: MapRecord): boolean => (parent === null ? textOf(step, 'parent') === null && textOf(step, 'stage') === stage : textOf(step, 'parent') === parent);
  return ofKind(map, 'step').filter(isHere);
}

/** A step and all below it. */
export function stepsBelow(map: JourneyMap, id: string): ReadonlySet<string> {
  const found = new Set([id]);
  for (const step of found) for (const one of ofKind(map, 'step')) if (textOf(one, 'parent') === step) found.add(one.id);
  return found;
}

function addSibling(kind: RecordKind, { siblings, at, contents }: { siblings: readonly MapRecord[]; at: number | undefined; contents: Contents }, dice?: Dice): readonly Change[] {
  const { positions, changes } = placing(siblings, at);
  return [...changes, added(recordOf(newId(kind, dice), kind, { ...contents, position: positions[0] }))];
}

function moveAmong(map: JourneyMap, all: readonly MapRecord[], { id, at }: { id: string; at: number }): readonly Change[] {
  const record = map.records.get(id);
  const from = all.findIndex((one) => one.id === id);
  if (!record || from < 0 || from === Math.max(0, Math.min(all.length - 1, at))) return [];
  const { positions, changes } = placing(all.filter((one) => one.id !== id), at);
  return [...changes, ...setIn(record, { position: asserted(positions[0] as number) })];
}

function setIn(record: MapRecord | undefined, fields: Readonly<Record<string, MapField | null>>): readonly Change[] {
  if (!record) return [];
  const differing = Object.entries(fields).filter(([name, field]) => !field || contentOf(record, name) !== field.content);
  const change = updated(record, Object.fromEntries(differing));
  return change ? [change] : [];
}

/** The last stage of a span that starts at `stage` and is as long as it was. */
function spanFrom(map: JourneyMap, record: MapRecord, stage: string | null): string | null {
  const stages = ofKind(map, 'stage').map((one) => one.id);
  const [from, to, now] = [textOf(record, 'stage'), textOf(record, 'to_stage'), stage].map((id) => stages.indexOf(id ?? '')) as [number, number, number];
  if (from < 0 || to <= from || now < 0) return null;
  const end = Math.min(stages.length - 1, now + to - from);
  return end > now ? (stages[end] as string) : null;
}
