/** Undo and redo of one's own changes, without limit: what somebody else has written since stays as it is. */
import { reversed, type Change, type FieldChange } from './change.ts';
import type { LiveMap } from './live.ts';
import { edited, editOfCurrent } from './prose.ts';
import { asserted, sameField, sameRecord, specOf, withFields, type JourneyMap, type MapField, type MapRecord } from './record.ts';

/** Writing that can be undone. */
export interface Editor {
  /** Writes changes as one entry: one action of the user, however much it touches. */
  edit(changes: readonly Change[]): void;
  /** Takes back the last entry of which something can be taken back; returns what was done. */
  undo(): readonly Change[];
  /** Does again what was taken back last; returns what was done. */
  redo(): readonly Change[];
  canUndo(): boolean;
  canRedo(): boolean;
}

/** The editor of a live map, with an empty history. */
export function editorOf(live: LiveMap): Editor {
  const done: (readonly Change[])[] = [];
  let undone: (readonly Change[])[] = [];
  const turn = (from: (readonly Change[])[], to: (readonly Change[])[]): readonly Change[] => {
    for (let entry = from.pop(); entry; entry = from.pop()) {
      const changes = feasible(live.map(), reversed(entry));
      if (changes.length === 0) continue;
      live.write(changes);
      to.push(changes);
      return changes;
    }
    return [];
  };
  return {
    edit: (changes) => {
      if (changes.length === 0) return;
      live.write(changes);
      done.push(changes);
      undone = [];
    },
    undo: () => turn(done, undone),
    redo: () => turn(undone, done),
    canUndo: () => done.length > 0,
    canRedo: () => undone.length > 0,
  };
}

/** Of these changes what touches only that which still is as they expect it, each seen after the ones before it. */
export function feasible(map: JourneyMap, changes: readonly Change[]): readonly Change[] {
  const records = new Map(map.records);
  return changes.flatMap((change) => {
    const found = feasibleOf(records, change);
    if (found) carryOut(records, found);
    return found ? [found] : [];
  });
}

function carryOut(records: Map<string, MapRecord>, change: Change): void {
  if (change.kind === 'removed') records.delete(change.record.id);
  else if (change.kind === 'added') records.set(change.record.id, change.record);
  else {
    const record = records.get(change.id) as MapRecord;
    records.set(change.id, withFields(record, Object.fromEntries(Object.entries(change.fields).map(([name, { after }]) => [name, after]))));
  }
}

function feasibleOf(records: ReadonlyMap<string, MapRecord>, change: Change): Change | null {
  if (change.kind === 'added') return change;
  const record = records.get(change.kind === 'removed' ? change.record.id : change.id);
  if (!record) return null;
  if (change.kind === 'removed') return sameRecord(record, change.record) ? change : null;
  const pairs = Object.entries(change.fields).flatMap(([name, pair]) => {
    const found = feasibleField(record, name, pair);
    return found ? [[name, found] as const] : [];
  });
  return pairs.length === 0 ? null : { ...change, fields: Object.fromEntries(pairs) };
}

function feasibleField(record: MapRecord, name: string, { before, after }: FieldChange): FieldChange | null {
  const current = record.fields[name] ?? null;
  if (sameField(current, before)) return { before: current, after };
  if (specOf(record.kind, name)?.shape !== 'prose') return null;
  const [was, wanted, stands] = [wordsIn(before), wordsIn(after), wordsIn(current)];
  const edit = editOfCurrent(was, wanted, stands);
  return edit ? { before: current, after: { ...(current ?? after ?? asserted('')), content: edited(stands, edit) } } : null;
}

function wordsIn(field: MapField | null): string {
  return typeof field?.content === 'string' ? field.content : '';
}
