/** From Yjs to records: one entry at a time, tolerant of whatever stands there, with a fault for all that was left out. */
import * as Y from 'yjs';
import { FIELDS, KINDS, VERSION, type FieldSpec, type Provenance, type RecordKind } from '../../generated/journeymap.ts';
import { fits, withFields, type Content, type JourneyMap, type MapField, type MapRecord } from './record.ts';

/** Something in the document that was left out: what it is about, and why. */
export interface Fault {
  readonly id: string;
  readonly field: string | null;
  readonly code: 'no_record' | 'unknown_kind' | 'unknown_field' | 'wrong_shape' | 'missing' | 'nowhere';
}

/** A reference to another record; without what it needs a record can't stand. */
interface Reference {
  readonly field: string;
  readonly target: string;
  readonly kind: RecordKind;
  readonly isRequired: boolean;
}

/** One entry as it was read. `record` is null where nothing can be made of it. */
export interface Entry {
  readonly id: string;
  readonly record: MapRecord | null;
  readonly isKept: boolean; // nobody removed it, or somebody changed it while another removed it
  readonly references: readonly Reference[];
  readonly faults: readonly Fault[];
}

/** The map that entries make up, and all that was left out of it, by id. */
export interface Reading {
  readonly map: JourneyMap;
  readonly faults: readonly Fault[];
}

/** Reads one entry of the root map; never throws on content. */
export function entryOf(id: string, found: unknown): Entry {
  const nothing = { id, record: null, isKept: false, references: [] };
  if (!(found instanceof Y.Map) || !isId(id)) return { ...nothing, faults: [{ id, field: null, code: 'no_record' }] };
  const kind = found.get('kind') as RecordKind;
  if (!KINDS.includes(kind)) return { ...nothing, faults: [{ id, field: null, code: 'unknown_kind' }] };
  const faults: Fault[] = [];
  const written = new Map<string, unknown>();
  found.forEach((part, key) => written.set(key, part)); // once over: asking Yjs for each field that a kind may have takes longer
  const fields = fieldsOf(id, kind, written, faults);
  const missing = (REQUIRED.get(kind) as readonly string[]).filter((name) => !fields[name]);
  for (const field of missing) faults.push({ id, field, code: 'missing' });
  const version = written.get('version');
  const record = missing.length > 0 ? null : { id, kind, version: Number.isInteger(version) ? (version as number) : VERSION, fields };
  return { id, record, isKept: isKept(found), references: record ? referencesOf(record) : [], faults };
}

/**
 * Whether a record is there by itself: nobody removed it, or an edit came that whoever removed it did not know.
 * What is not there by itself may still be there because another record needs it.
 */
export function isKept(entry: Y.Map<unknown>): boolean {
  const removed = plain(entry.get('removed'));
  if (!isTable(removed)) return true;
  return Object.entries(editsOf(entry)).some(([session, count]) => count > (Number.isFinite(removed[session]) ? (removed[session] as number) : 0));
}

/** How often each session edited a record. */
export function editsOf(entry: Y.Map<unknown>): Record<string, number> {
  const found = plain(entry.get('edits'));
  if (!isTable(found)) return {};
  return Object.fromEntries(Object.entries(found).filter((pair): pair is [string, number] => Number.isFinite(pair[1])));
}

/**
 * The reading after some entries changed in what their records say and in nothing else, null where more than that
 * changed and all has to be gone through.
 */
export function readingAfter(reading: Reading, changed: readonly (readonly [Entry | undefined, Entry | undefined])[]): Reading | null {
  const records = new Map(reading.map.records);
  for (const [old, now] of changed) {
    if (!old?.record || !now?.record || records.get(old.id) !== old.record || !standsAlike(old, now)) return null;
    records.set(now.id, now.record);
  }
  return { map: { records }, faults: reading.faults };
}

function standsAlike(old: Entry, now: Entry): boolean {
  const isClean = old.faults.length + now.faults.length === 0;
  return isClean && old.record?.kind === now.record?.kind && old.isKept === now.isKept && sameReferences(old.references, now.references);
}

function sameReferences(one: readonly Reference[], other: readonly Reference[]): boolean {
  return one.length === other.length && one.every(({ field, target }, at) => other[at]?.field === field && other[at].target === target);
}

/** The map of the entries that are there: those kept, those they need, without what refers to nothing. */
export function readingOf(entries: ReadonlyMap<string, Entry>): Reading {
  const there = present(entries);
  const faults: Fault[] = [];
  withoutBroken(entries, there, faults);
  const records = new Map<string, MapRecord>();
  for (const id of ordered(entries, there)) {
    const entry = entries.get(id) as Entry;
    const broken = brokenOf(entry, entries, there);
    for (const { field } of broken) faults.push({ id, field, code: 'nowhere' });
    records.set(id, recordWithout(entry.record as MapRecord, broken));
  }
  for (const entry of entries.values()) if (there.has(entry.id) || entry.isKept || !entry.record) faults.push(...entry.faults);
  return { map: { records }, faults: faults.sort(byPlace) };
}

/** The keys of a field in Yjs, made once. */
interface Keys {
  readonly name: string;
  readonly spec: FieldSpec;
  readonly content: string;
  readonly provenance: string;
  readonly evidence: string;
}

const KEYS: ReadonlyMap<RecordKind, ReadonlyMap<string, Keys>> = new Map(KINDS.map((kind) => [kind, keysOf(kind)]));

const REQUIRED: ReadonlyMap<RecordKind, readonly string[]> = new Map(
  KINDS.map((kind) => [kind, Object.keys(FIELDS[kind]).filter((name) => FIELDS[kind][name]?.isRequired)]),
);

const REFERENCES: ReadonlyMap<RecordKind, readonly (readonly [string, FieldSpec])[]> = new Map(
  KINDS.map((kind) => [kind, Object.entries(FIELDS[kind]).filter(([, spec]) => spec.refersTo)]),
);

function keysOf(kind: RecordKind): ReadonlyMap<string, Keys> {
  const fields = Object.entries(FIELDS[kind]);
  return new Map(fields.map(([name, spec]) => [`f:${name}`, { name, spec, content: `f:${name}`, provenance: `p:${name}`, evidence: `e:${name}` }]));
}

function fieldsOf(id: string, kind: RecordKind, written: ReadonlyMap<string, unknown>, faults: Fault[]): Record<string, MapField> {
  const fields: Record<string, MapField> = {};
  const known = KEYS.get(kind) as ReadonlyMap<string, Keys>;
  for (const keys of known.values()) {
    if (!written.has(keys.content)) continue;
    const content = plain(written.get(keys.content));
    if (!fits(content, keys.spec.shape)) faults.push({ id, field: keys.name, code: 'wrong_shape' });
    else if (content !== '' || keys.spec.shape !== 'prose' || keys.spec.isRequired) fields[keys.name] = fieldOf(written, keys, content);
  }
  for (const key of written.keys()) {
    if (key.startsWith('f:') && !known.has(key)) faults.push({ id, field: key.slice(2), code: 'unknown_field' });
  }
  return fields;
}

const NO_EVIDENCE: readonly string[] = [];

function fieldOf(written: ReadonlyMap<string, unknown>, keys: Keys, content: Content): MapField {
  const provenance = written.get(keys.provenance);
  const evidence = plain(written.get(keys.evidence));
  return {
    content,
    provenance: provenance === 'measured' || provenance === 'inferred' ? (provenance satisfies Provenance) : 'asserted',
    evidence: fits(evidence, 'texts') ? (evidence as readonly string[]) : NO_EVIDENCE,
  };
}

/** Shared types stand for what they hold, so that it does not matter in which form somebody wrote a field. */
function plain(found: unknown): unknown {
  if (found instanceof Y.Text) return found.toString();
  return found instanceof Y.Map || found instanceof Y.Array ? found.toJSON() : found;
}

function isTable(found: unknown): found is Record<string, unknown> {
  return typeof found === 'object' && found !== null && Object.getPrototypeOf(found) === Object.prototype;
}

/** An id has no outer spaces, of those that any of the two languages calls a space. */
function isId(id: string): boolean {
  return id !== '' && !/^[\s\x1c-\x1f\x85]|[\s\x1c-\x1f\x85]$/.test(id);
}

function referencesOf(record: MapRecord): readonly Reference[] {
  const references: Reference[] = [];
  for (const [field, spec] of REFERENCES.get(record.kind) as readonly (readonly [string, FieldSpec])[]) {
    const entry = record.fields[field];
    if (entry && spec.refersTo) references.push({ field, target: entry.content as string, kind: spec.refersTo, isRequired: spec.isRequired === true });
  }
  return references;
}

const GROUND: readonly RecordKind[] = ['stage', 'step', 'lane'];

/** The ids of records that are kept, and of all that those need. */
function present(entries: ReadonlyMap<string, Entry>): Set<string> {
  const there = new Set<string>();
  const queue = [...entries.values()].filter((entry) => entry.record && entry.isKept);
  for (const entry of queue) there.add(entry.id);
  for (let entry = queue.pop(); entry; entry = queue.pop()) {
    for (const { target, kind, isRequired } of entry.references) {
      const needed = isRequired || GROUND.includes(kind) ? entries.get(target) : undefined;
      if (needed?.record?.kind !== kind || there.has(target)) continue;
      there.add(target);
      queue.push(needed);
    }
  }
  return there;
}

/** Takes out the records whose required references lead nowhere, until none is left. */
function withoutBroken(entries: ReadonlyMap<string, Entry>, there: Set<string>, faults: Fault[]): void {
  for (;;) {
    const broken: Fault[] = [];
    for (const id of there) broken.push(...requiredBroken(entries.get(id) as Entry, entries, there));
    if (broken.length === 0) return;
    faults.push(...broken);
    for (const { id } of broken) there.delete(id);
  }
}

function requiredBroken(entry: Entry, entries: ReadonlyMap<string, Entry>, there: ReadonlySet<string>): Fault[] {
  const broken = brokenOf(entry, entries, there);
  return broken.filter(({ isRequired }) => isRequired).map(({ field }) => ({ id: entry.id, field, code: 'nowhere' }));
}

const NONE: readonly Reference[] = [];

function brokenOf(entry: Entry, entries: ReadonlyMap<string, Entry>, there: ReadonlySet<string>): readonly Reference[] {
  let broken = NONE;
  for (const reference of entry.references) {
    if (there.has(reference.target) && entries.get(reference.target)?.record?.kind === reference.kind) continue;
    broken = [...broken, reference];
  }
  return broken;
}

const shortened = new WeakMap<MapRecord, { readonly names: string; readonly record: MapRecord }>();

/** The record without these references; the same object as long as the record and what it lacks are the same. */
function recordWithout(record: MapRecord, broken: readonly Reference[]): MapRecord {
  if (broken.length === 0) return record;
  const names = broken.map(({ field }) => field).join(' ');
  const known = shortened.get(record);
  if (known?.names === names) return known.record;
  const made = withFields(record, Object.fromEntries(broken.map(({ field }) => [field, null])));
  shortened.set(record, { names, record: made });
  return made;
}

/** Ids by kind, then by id. */
function ordered(entries: ReadonlyMap<string, Entry>, there: ReadonlySet<string>): string[] {
  const groups = new Map<RecordKind, string[]>(KINDS.map((kind) => [kind, []]));
  for (const id of there) groups.get(entries.get(id)?.record?.kind as RecordKind)?.push(id);
  return [...groups.values()].flatMap((ids) => ids.sort());
}

function byPlace(one: Fault, other: Fault): number {
  const [left, right] = [`${one.id}\n${one.field ?? ''}\n${one.code}`, `${other.id}\n${other.field ?? ''}\n${other.code}`];
  return left < right ? -1 : left > right ? 1 : 0;
}
