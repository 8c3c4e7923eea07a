/** A Yjs document as a journey map that follows it: only what was touched is read again, the rest keeps its identity. */
import * as Y from 'yjs';
import type { Change } from './change.ts';
import { entryOf, readingAfter, readingOf, type Entry, type Fault, type Reading } from './reading.ts';
import { sameRecord, type JourneyMap } from './record.ts';
import { rootOf, writeChanges } from './writing.ts';

/** The map in a document, now and after every change. */
export interface LiveMap {
  readonly doc: Y.Doc;
  map(): JourneyMap;
  /** What the document holds besides, and why it was left out. */
  faults(): readonly Fault[];
  /** Writes changes as one transaction; returns those that found nothing to change. */
  write(changes: readonly Change[]): readonly Change[];
  /** Calls back after every transaction that changed the map; returns how to stop. */
  subscribe(listener: (map: JourneyMap) => void): () => void;
  close(): void;
}

/** The origin of the transactions that this window writes. */
export const MINE = 'mine';

/** Reads a document once. */
export function readDocument(doc: Y.Doc): Reading {
  const root = rootOf(doc);
  return readingOf(new Map([...root.keys()].map((id) => [id, entryOf(id, root.get(id))])));
}

/** Follows a document. */
export function liveMap(doc: Y.Doc): LiveMap {
  const root = rootOf(doc);
  const entries = new Map<string, Entry>([...root.keys()].map((id) => [id, entryOf(id, root.get(id))]));
  const listeners = new Set<(map: JourneyMap) => void>();
  let reading = readingOf(entries);
  const follow = (events: readonly Y.YEvent<Y.AbstractType<unknown>>[]): void => {
    const changed = [...touched(root, events)].map((id) => readAgain(root, id, entries));
    const next = readingAfter(reading, changed) ?? readingOf(entries);
    const isSame = sameRecords(reading.map, next.map);
    reading = isSame ? { map: reading.map, faults: next.faults } : next;
    if (!isSame) for (const listener of listeners) listener(reading.map);
  };
  root.observeDeep(follow as Parameters<typeof root.observeDeep>[0]);
  return {
    doc,
    map: () => reading.map,
    faults: () => reading.faults,
    write: (changes) => writeChanges(doc, changes, MINE),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => root.unobserveDeep(follow as Parameters<typeof root.observeDeep>[0]),
  };
}

function touched(root: Y.Map<unknown>, events: readonly Y.YEvent<Y.AbstractType<unknown>>[]): Set<string> {
  const ids = new Set<string>();
  for (const event of events) {
    if (event.target !== (root as Y.AbstractType<unknown>)) ids.add(String(event.path[0]));
    else for (const id of (event as unknown as Y.YMapEvent<unknown>).keysChanged) ids.add(id);
  }
  return ids;
}

/** Reads an entry again and returns it as it was and as it is; a record that says the same stays the same object. */
function readAgain(root: Y.Map<unknown>, id: string, entries: Map<string, Entry>): readonly [Entry | undefined, Entry | undefined] {
  const old = entries.get(id);
  if (!root.has(id)) {
    entries.delete(id);
    return [old, undefined];
  }
  const read = entryOf(id, root.get(id));
  const now = old?.record && read.record && sameRecord(old.record, read.record) ? { ...read, record: old.record } : read;
  entries.set(id, now);
  return [old, now];
}

function sameRecords(one: JourneyMap, other: JourneyMap): boolean {
  if (one.records.size !== other.records.size) return false;
  for (const [id, record] of one.records) if (other.records.get(id) !== record) return false;
  return true;
}
