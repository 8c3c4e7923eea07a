/** The document and its unsaved updates on this machine, so that a page closed while offline loses nothing. */
import * as Y from 'yjs';

/** One update as it is kept. */
export interface Kept {
  readonly key: number;
  readonly update: Uint8Array;
  readonly isUnsaved: boolean; // the server has not said that it has it
}

/** Where updates are kept. */
export interface Keep {
  read(): Promise<readonly Kept[]>;
  /** Keeps an update and returns the key under which `saved` finds it. */
  add(update: Uint8Array, isUnsaved: boolean): Promise<number>;
  /** Says that the server has these. */
  saved(keys: readonly number[]): Promise<void>;
  /** Forgets everything. */
  clear(): Promise<void>;
  close(): void;
}

const STORE = 'updates';
const MOST = 200; // saved updates that are kept apart; more are folded into one when they are read

/** Opens the keep of one room in IndexedDB; several pages may use it at once. */
export async function openKeep(name: string, factory: IDBFactory = indexedDB): Promise<Keep> {
  const opening = factory.open(name, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(STORE, { keyPath: 'key', autoIncrement: true });
  const database = await answered(opening);
  database.onversionchange = () => database.close(); // somebody signs out: what is kept is taken away, and no page holds on to it
  const store = (mode: IDBTransactionMode): IDBObjectStore => database.transaction(STORE, mode, { durability: 'strict' }).objectStore(STORE);
  return {
    read: async () => folded(store('readwrite')),
    add: async (update, isUnsaved) => Number(await answered(store('readwrite').add({ update, isUnsaved }))),
    saved: async (keys) => markSaved(store('readwrite'), keys),
    clear: async () => void (await answered(store('readwrite').clear())),
    close: () => database.close(),
  };
}

/** All that is kept, oldest first; many saved updates become one on the way. */
async function folded(store: IDBObjectStore): Promise<readonly Kept[]> {
  const all: Kept[] = await answered(store.getAll());
  const saved = all.filter((kept) => !kept.isUnsaved);
  if (saved.length <= MOST) return all;
  const update = Y.mergeUpdates(saved.map((kept) => kept.update));
  for (const { key } of saved) store.delete(key);
  const key = Number(await answered(store.add({ update, isUnsaved: false })));
  return [{ key, update, isUnsaved: false }, ...all.filter((kept) => kept.isUnsaved)];
}

async function markSaved(store: IDBObjectStore, keys: readonly number[]): Promise<void> {
  for (const key of keys) {
    const kept = (await answered(store.get(key))) as Kept | undefined;
    if (kept) store.put({ ...kept, isUnsaved: false });
  }
}

function answered<Answer>(request: IDBRequest<Answer>): Promise<Answer> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('the browser keeps nothing'));
  });
}
