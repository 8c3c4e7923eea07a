/** Locked lanes: what a template fixed, people see and don't change until an owner unlocks it. */
import { isSo, textOf, type Change, type JourneyMap, type MapRecord } from '../../../document/src/index.ts';

/** The locked lane that these changes would touch, null where they touch none. What goes with its stage goes. */
export function lockTouched(map: JourneyMap, changes: readonly Change[]): MapRecord | null {
  const gone = new Set(changes.flatMap((change) => (change.kind === 'removed' ? [change.record.id] : [])));
  for (const change of changes) {
    const record = change.kind === 'updated' ? map.records.get(change.id) : change.record;
    if (!record || isUnlocking(change) || (change.kind === 'removed' && goesWith(record, gone))) continue;
    for (const id of lanesOf(record, change)) {
      const lane = map.records.get(id);
      if (lane && isSo(lane, 'is_locked')) return lane;
    }
  }
  return null;
}

function isUnlocking(change: Change): boolean {
  return change.kind === 'updated' && Object.keys(change.fields).every((name) => name === 'is_locked');
}

function goesWith(record: MapRecord, gone: ReadonlySet<string>): boolean {
  return ['stage', 'step'].some((name) => gone.has(textOf(record, name) ?? ''));
}

/** The lane where a record stands, and the one where it is to stand. */
function lanesOf(record: MapRecord, change: Change): readonly string[] {
  if (record.kind === 'lane') return [record.id];
  const next = change.kind === 'updated' ? change.fields['lane']?.after?.content : null;
  return [textOf(record, 'lane') ?? '', typeof next === 'string' ? next : ''];
}
