/** Copies of records under new ids, whose references lead to each other: duplicating stages and lanes, pasting. */
import { added, type Change } from './change.ts';
import { stageId } from './ground.ts';
import type { Dice } from './place.ts';
import { placing } from './position.ts';
import { asserted, newId, ofKind, specOf, textOf, withFields, type JourneyMap, type MapField, type MapRecord } from './record.ts';

/** Duplicates a stage beside itself with its steps and what people put into it; it shows the same figures. */
export function duplicateStage(map: JourneyMap, { id }: { id: string }, dice?: Dice): readonly Change[] {
  const stage = map.records.get(id);
  if (stage?.kind !== 'stage') return [];
  const records = withContents(map, [stage]).map((record) => withFields(record, { to_stage: null, touchpoint: null }));
  const follows = asserted(textOf(stage, 'follows') ?? stageId(id));
  return beside(map, stage, copiesOf(records, dice), { follows });
}

/** Duplicates a lane below itself with what people put into it. */
export function duplicateLane(map: JourneyMap, { id }: { id: string }, dice?: Dice): readonly Change[] {
  const lane = map.records.get(id);
  if (lane?.kind !== 'lane') return [];
  return beside(map, lane, copiesOf(withContents(map, [lane]), dice), {});
}

/** Stages or lanes with what hangs on them and people made: steps, cells, cards, links among the steps. */
export function withContents(map: JourneyMap, roots: readonly MapRecord[]): readonly MapRecord[] {
  const taken = new Map(roots.map((root) => [root.id, root]));
  const stands = (record: MapRecord): boolean => {
    if (record.kind === 'step') return taken.has(textOf(record, 'stage') ?? '');
    if (record.kind === 'link') return taken.has(textOf(record, 'from') ?? '') && taken.has(textOf(record, 'to') ?? '');
    const isContent = record.kind === 'cell' || record.kind === 'card';
    return isContent && isMade(record) && ['stage', 'step', 'lane'].some((name) => taken.has(textOf(record, name) ?? ''));
  };
  for (const record of map.records.values()) if (stands(record)) taken.set(record.id, record);
  return [...taken.values()];
}

/** Copies under new ids; what refers to one of them refers to its copy. */
export function copiesOf(records: readonly MapRecord[], dice?: Dice): ReadonlyMap<string, MapRecord> {
  const ids = new Map(records.map((record) => [record.id, newId(record.kind, dice)]));
  return new Map(records.map((record) => [record.id, { ...redirected(record, ids), id: ids.get(record.id) as string }]));
}

/** The record with its references to the left ids leading to the right ones; null takes a reference away. */
export function redirected(record: MapRecord, ids: ReadonlyMap<string, string | null>): MapRecord {
  const fields: Record<string, MapField | null> = {};
  for (const [name, field] of Object.entries(record.fields)) {
    const isReference = specOf(record.kind, name)?.refersTo !== undefined || (name === 'about' && record.kind === 'card');
    const target = isReference ? ids.get(String(field.content)) : undefined;
    if (target !== undefined) fields[name] = target === null ? null : { ...field, content: target };
  }
  return withFields(record, fields);
}

/** Whether a person had a hand in a record; the rest the data draws by itself. */
function isMade(record: MapRecord): boolean {
  return Object.values(record.fields).some((field) => field.provenance === 'asserted');
}

/** Puts copies on the map, that of `original` right behind it. */
function beside(map: JourneyMap, original: MapRecord, copies: ReadonlyMap<string, MapRecord>, more: Readonly<Record<string, MapField>>): readonly Change[] {
  const siblings = ofKind(map, original.kind);
  const { positions, changes } = placing(siblings, siblings.indexOf(original) + 1);
  const own = { ...more, position: asserted(positions[0] as number) };
  const made = [...copies].map(([id, copy]) => added(id === original.id ? withFields(copy, own) : copy));
  return [...changes, ...made];
}

