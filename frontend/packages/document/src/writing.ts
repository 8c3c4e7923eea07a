/** From changes to Yjs: one transaction, one raise of the count of edits for every record that it touches. */
import * as Y from 'yjs';
import { FIELDS } from '../../generated/journeymap.ts';
import type { Change, FieldChange, Updated } from './change.ts';
import { editBetween, editOfCurrent, wellFormed, type TextEdit } from './prose.ts';
import { editsOf, isKept } from './reading.ts';
import { specOf, type Content, type JourneyMap, type MapField, type MapRecord } from './record.ts';

/** The root map: id to record. */
export function rootOf(doc: Y.Doc): Y.Map<unknown> {
  return doc.getMap('records');
}

/** A new document that holds this map. */
export function documentOf(map: JourneyMap): Y.Doc {
  const doc = new Y.Doc();
  writeChanges(doc, [...map.records.values()].map((record) => ({ kind: 'added', record })));
  return doc;
}

/**
 * Writes changes in one transaction and returns those that found nothing to change.
 *
 * Adding what was removed puts it back as it stands in the change; what somebody else brought back meanwhile stays as
 * it is. Text keeps what others wrote elsewhere in it since `before`.
 */
export function writeChanges(doc: Y.Doc, changes: readonly Change[], origin: unknown = null): readonly Change[] {
  const root = rootOf(doc);
  const counted = new Set<string>();
  return doc.transact(() => changes.filter((change) => !writeChange(root, change, counted)), origin);
}

function writeChange(root: Y.Map<unknown>, change: Change, counted: Set<string>): boolean {
  const id = change.kind === 'updated' ? change.id : change.record.id;
  const entry = root.get(id);
  if (change.kind === 'added' && (!(entry instanceof Y.Map) || entry.get('kind') !== change.record.kind)) {
    root.set(id, newEntry(change.record, String(root.doc?.clientID)));
    counted.add(id);
    return true;
  }
  if (!(entry instanceof Y.Map)) return false;
  if (change.kind === 'removed') {
    entry.set('removed', editsOf(entry));
    counted.delete(id);
    return true;
  }
  if (change.kind === 'added') putBack(entry, change.record);
  else writeFields(entry, change);
  if (!counted.has(id)) countEdit(entry);
  counted.add(id);
  return true;
}

function newEntry(record: MapRecord, session: string): Y.Map<unknown> {
  const entry = new Y.Map<unknown>([['kind', record.kind], ['version', record.version], ['edits', new Y.Map([[session, 1]])]]);
  for (const [name, spec] of Object.entries(FIELDS[record.kind])) {
    const field = record.fields[name] ?? null;
    if (spec.shape === 'prose') entry.set(`f:${name}`, new Y.Text(field ? wellFormed(String(field.content)) : ''));
    else if (field) entry.set(`f:${name}`, clean(field.content));
    if (field) writeOrigin(entry, name, field);
  }
  return entry;
}

function putBack(entry: Y.Map<unknown>, record: MapRecord): void {
  const wasKept = isKept(entry);
  entry.delete('removed');
  if (wasKept) return;
  for (const name of Object.keys(FIELDS[record.kind])) writeField(entry, name, { before: null, after: record.fields[name] ?? null }, false);
  if (entry.get('version') !== record.version) entry.set('version', record.version);
}

function writeFields(entry: Y.Map<unknown>, change: Updated): void {
  for (const [name, pair] of Object.entries(change.fields)) writeField(entry, name, pair, true);
}

function writeField(entry: Y.Map<unknown>, name: string, { before, after }: FieldChange, keepsOthers: boolean): void {
  const spec = specOf(String(entry.get('kind')) as MapRecord['kind'], name);
  if (!spec) return;
  if (spec.shape === 'prose') writeProse(entry, `f:${name}`, keepsOthers ? textIn(before) : null, textIn(after));
  else if (after) entry.set(`f:${name}`, clean(after.content));
  else if (entry.has(`f:${name}`)) entry.delete(`f:${name}`);
  writeOrigin(entry, name, after);
}

function writeProse(entry: Y.Map<unknown>, key: string, before: string | null, after: string): void {
  const text = entry.get(key);
  if (!(text instanceof Y.Text)) {
    entry.set(key, new Y.Text(after));
    return;
  }
  const current = text.toString();
  const mine = before === null || before === current ? editBetween(current, after) : editOfCurrent(before, after, current);
  applyEdit(text, mine === undefined ? editBetween(current, after) : mine);
}

function applyEdit(text: Y.Text, edit: TextEdit | null): void {
  if (!edit) return;
  if (edit.removed > 0) text.delete(edit.at, edit.removed);
  if (edit.inserted !== '') text.insert(edit.at, edit.inserted);
}

function writeOrigin(entry: Y.Map<unknown>, name: string, field: MapField | null): void {
  const provenance = field && field.provenance !== 'asserted' ? field.provenance : undefined;
  if (provenance) entry.set(`p:${name}`, provenance);
  else if (entry.doc && entry.has(`p:${name}`)) entry.delete(`p:${name}`);
  if (field && field.evidence.length > 0) entry.set(`e:${name}`, field.evidence.map(wellFormed));
  else if (entry.doc && entry.has(`e:${name}`)) entry.delete(`e:${name}`);
}

function countEdit(entry: Y.Map<unknown>): void {
  const session = String(entry.doc?.clientID);
  let edits = entry.get('edits');
  if (!(edits instanceof Y.Map)) edits = entry.set('edits', new Y.Map());
  (edits as Y.Map<number>).set(session, ((edits as Y.Map<number>).get(session) ?? 0) + 1);
}

function textIn(field: MapField | null): string {
  return typeof field?.content === 'string' ? wellFormed(field.content) : '';
}

/** The content as JSON of its own, with every text whole. */
function clean(content: Content): Content {
  if (typeof content === 'string') return wellFormed(content);
  if (Array.isArray(content)) return content.map(clean);
  if (content === null || typeof content !== 'object') return content;
  return Object.fromEntries(Object.entries(content as Record<string, Content>).map(([name, part]) => [wellFormed(name), clean(part)]));
}
