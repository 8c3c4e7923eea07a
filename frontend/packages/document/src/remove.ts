/** Removing records with all that hangs on them. */
import { FIELDS } from '../../generated/journeymap.ts';
import { removed, updated, type Change } from './change.ts';
import { asserted, ofKind, textOf, type JourneyMap, type MapField, type MapRecord } from './record.ts';

/**
 * Removes records and what stands on them: a stage's steps, cells and cards, a step's sub-steps, a lane's contents.
 * What covers several stages shrinks to those that are left; what only names a removed record forgets its name.
 */
export function removeRecords(map: JourneyMap, { ids }: { ids: readonly string[] }): readonly Change[] {
  const gone = new Set(ids.filter((id) => map.records.has(id)));
  const columns = ofKind(map, 'stage').map((stage) => stage.id);
  for (let size = -1; size !== gone.size; ) {
    size = gone.size;
    for (const record of map.records.values()) if (!gone.has(record.id) && fallsWith(record, gone, columns)) gone.add(record.id);
  }
  const kept = [...map.records.values()].filter((record) => !gone.has(record.id));
  const mended = kept.flatMap((record) => updated(record, mending(record, gone, columns)) ?? []);
  return [...mended, ...[...gone].map((id) => removed(map.records.get(id) as MapRecord))];
}

/** Whether a record can't stand without what is gone. */
function fallsWith(record: MapRecord, gone: ReadonlySet<string>, columns: readonly string[]): boolean {
  const isGone = (name: string): boolean => gone.has(textOf(record, name) ?? '');
  const isRequired = Object.entries(FIELDS[record.kind]).some(([name, spec]) => spec.refersTo && spec.isRequired && isGone(name));
  if (isRequired || (record.kind === 'step' && isGone('parent'))) return true;
  if (record.kind !== 'card' && record.kind !== 'cell') return false;
  return isGone('step') || (isGone('stage') && left(record, gone, columns).length === 0);
}

/** What a record that stays says instead of what is gone. */
function mending(record: MapRecord, gone: ReadonlySet<string>, columns: readonly string[]): Record<string, MapField | null> {
  const fields: Record<string, MapField | null> = {};
  for (const [name, spec] of Object.entries(FIELDS[record.kind])) {
    const names = spec.refersTo !== undefined || (name === 'about' && record.kind === 'card');
    if (names && gone.has(textOf(record, name) ?? '')) fields[name] = null;
  }
  if (!('stage' in fields) && !('to_stage' in fields)) return fields;
  const stages = left(record, gone, columns);
  const [first, last] = [stages[0], stages.at(-1)];
  if (first !== undefined) fields.stage = asserted(first);
  fields.to_stage = last === undefined || last === first ? null : asserted(last);
  return fields;
}

/** The stages that something covers and that are left. */
function left(record: MapRecord, gone: ReadonlySet<string>, columns: readonly string[]): readonly string[] {
  const from = columns.indexOf(textOf(record, 'stage') ?? '');
  const to = Math.max(from, columns.indexOf(textOf(record, 'to_stage') ?? ''));
  return from < 0 ? [] : columns.slice(from, to + 1).filter((stage) => !gone.has(stage));
}
