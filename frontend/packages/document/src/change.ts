/** The algebra of map changes: compare, carry out, undo, join. Twin of `resa.model.mapchange`. */
import { mapOf, sameField, sameRecord, textOf, withFields, type JourneyMap, type MapField, type MapRecord } from './record.ts';

/** A record that was not there. */
export interface Added {
  readonly kind: 'added';
  readonly record: MapRecord;
}

/** A record that is there no more, with all it held. */
export interface Removed {
  readonly kind: 'removed';
  readonly record: MapRecord;
}

/** Fields of one record: before and after by name, null where a field was absent or is removed. */
export interface Updated {
  readonly kind: 'updated';
  readonly id: string;
  readonly fields: Readonly<Record<string, FieldChange>>;
}

export interface FieldChange {
  readonly before: MapField | null;
  readonly after: MapField | null;
}

export type Change = Added | Removed | Updated;

/** Two people changed the same thing differently; `kept` stands in the joined map. Without a field: one of them removed the record. */
export interface Conflict {
  readonly id: string;
  readonly field: string | null;
  readonly ours: MapField | null;
  readonly theirs: MapField | null;
  readonly kept: MapField | null;
}

/** Changes that were made to another state of the map; `faults` lists the ids (and fields) that differ. */
export class StaleChangeError extends Error {
  readonly code = 'stale_change';
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(`stale_change: ${faults.join(', ')}`);
    this.faults = faults;
  }
}

/** The change that adds a record. */
export function added(record: MapRecord): Added {
  return { kind: 'added', record };
}

/** The change that removes a record. */
export function removed(record: MapRecord): Removed {
  return { kind: 'removed', record };
}

/** The change that sets fields of a record, or takes them away where they are null; null where all stand so already. */
export function updated(record: MapRecord, fields: Readonly<Record<string, MapField | null>>): Updated | null {
  const pairs = Object.entries(fields).map(([name, after]) => [name, { before: record.fields[name] ?? null, after }] as const);
  const differing = pairs.filter(([, { before, after }]) => !sameField(before, after));
  return differing.length === 0 ? null : { kind: 'updated', id: record.id, fields: Object.fromEntries(differing) };
}

/** The changes that lead from one map to the other, in order of id; none where they are equal. */
export function difference(before: JourneyMap, after: JourneyMap): readonly Change[] {
  const ids = [...new Set([...before.records.keys(), ...after.records.keys()])].sort();
  return ids.flatMap((id) => differenceOf(before.records.get(id), after.records.get(id)));
}

/** The map after these changes; throws `StaleChangeError` where a change does not find what it says was there before. */
export function applied(map: JourneyMap, changes: readonly Change[]): JourneyMap {
  const records = new Map(map.records);
  const faults = changes.flatMap((change) => carriedOut(change, records));
  if (faults.length > 0) throw new StaleChangeError(faults);
  return mapOf(records.values());
}

/** The changes that undo these, last first. */
export function reversed(changes: readonly Change[]): readonly Change[] {
  return changes.map(reversedChange).reverse();
}

/**
 * The map with what both sides changed since `before`, and where they disagreed. Different fields never disturb each
 * other; the same field keeps ours; a record that one side removed and the other changed stays, with what it stands on.
 */
export function joined(before: JourneyMap, ours: JourneyMap, theirs: JourneyMap): { readonly map: JourneyMap; readonly conflicts: readonly Conflict[] } {
  const conflicts: Conflict[] = [];
  const kept = new Map<string, MapRecord>();
  const ids = [...new Set([...before.records.keys(), ...ours.records.keys(), ...theirs.records.keys()])].sort();
  for (const id of ids) {
    const record = joinedRecord(before.records.get(id), ours.records.get(id), theirs.records.get(id), conflicts);
    if (record) kept.set(id, record);
  }
  for (const record of [...kept.values()]) keepWhatItStandsOn(record, kept, [ours, theirs, before]);
  return { map: mapOf(kept.values()), conflicts };
}

function differenceOf(old: MapRecord | undefined, now: MapRecord | undefined): readonly Change[] {
  if (!old) return now ? [added(now)] : [];
  if (!now) return [removed(old)];
  if (sameRecord(old, now)) return [];
  if (old.kind !== now.kind || old.version !== now.version) return [removed(old), added(now)];
  const gone = Object.keys(old.fields).filter((name) => !Object.hasOwn(now.fields, name));
  const change = updated(old, { ...now.fields, ...Object.fromEntries(gone.map((name) => [name, null])) });
  return change ? [change] : [];
}

function carriedOut(change: Change, records: Map<string, MapRecord>): string[] {
  if (change.kind === 'added') {
    const faults = records.has(change.record.id) ? [change.record.id] : [];
    records.set(change.record.id, change.record);
    return faults;
  }
  if (change.kind === 'removed') {
    const faults = sameRecord(records.get(change.record.id), change.record) ? [] : [change.record.id];
    records.delete(change.record.id);
    return faults;
  }
  const record = records.get(change.id);
  if (!record) return [change.id];
  const pairs = Object.entries(change.fields);
  records.set(change.id, withFields(record, Object.fromEntries(pairs.map(([name, { after }]) => [name, after]))));
  return pairs.filter(([name, { before }]) => !sameField(record.fields[name], before)).map(([name]) => `${change.id}.${name}`);
}

function reversedChange(change: Change): Change {
  if (change.kind === 'added') return removed(change.record);
  if (change.kind === 'removed') return added(change.record);
  const turned = Object.entries(change.fields).map(([name, { before, after }]) => [name, { before: after, after: before }]);
  return { ...change, fields: Object.fromEntries(turned) };
}

function joinedRecord(before: MapRecord | undefined, ours: MapRecord | undefined, theirs: MapRecord | undefined, conflicts: Conflict[]): MapRecord | undefined {
  if (sameRecord(theirs, ours) || sameRecord(theirs, before)) return ours;
  if (sameRecord(ours, before)) return theirs;
  if (!ours || !theirs) {
    const survivor = ours ?? theirs;
    if (survivor) conflicts.push({ id: survivor.id, field: null, ours: null, theirs: null, kept: null });
    return survivor;
  }
  const merged: Record<string, MapField | null> = {};
  for (const name of new Set([...Object.keys(ours.fields), ...Object.keys(theirs.fields)])) {
    const [was, mine, yours] = [before?.fields[name] ?? null, ours.fields[name] ?? null, theirs.fields[name] ?? null];
    merged[name] = sameField(mine, was) ? yours : mine;
    const disagree = !sameField(mine, was) && !sameField(yours, was) && !sameField(mine, yours);
    if (disagree) conflicts.push({ id: ours.id, field: name, ours: mine, theirs: yours, kept: mine });
  }
  return withFields(ours, merged);
}

const STANDS_ON = ['stage', 'step', 'lane', 'parent', 'from', 'to', 'about'];

/** Brings back what one side removed while the other side put something on it. */
function keepWhatItStandsOn(record: MapRecord, kept: Map<string, MapRecord>, sources: readonly JourneyMap[]): void {
  for (const name of STANDS_ON) {
    const id = textOf(record, name);
    if (id === null || kept.has(id)) continue;
    const found = sources.map((source) => source.records.get(id)).find((one) => one !== undefined);
    if (!found) continue;
    kept.set(id, found);
    keepWhatItStandsOn(found, kept, sources);
  }
}
