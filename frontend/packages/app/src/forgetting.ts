/** What this browser keeps of a workspace, and how it is forgotten when somebody else may come. */
import { openKeep, openRoom } from '../../document/src/index.ts';

const WAIT_MS = 5000;

/** Where documents are kept: the browser's own, or one that a test gives. */
export interface Cupboard {
  readonly databases: () => Promise<readonly { readonly name?: string }[]>;
  readonly remove: (name: string) => Promise<void>;
  /** Sends what the server lacks of a document; whether it has all of it then. */
  readonly send: (name: string) => Promise<boolean>;
}

/** Sends what only this browser has; returns the names of documents that the server could not be given. */
export async function delivered(workspace: string, cupboard: Cupboard = browserCupboard()): Promise<readonly string[]> {
  const names = await kept(workspace, cupboard);
  const sent = await Promise.all(names.map(async (name) => [name, await cupboard.send(name)] as const));
  return sent.flatMap(([name, isThere]) => (isThere ? [] : [name]));
}

/** Takes every document of a workspace out of this browser: the next person finds none. */
export async function forgotten(workspace: string, cupboard: Cupboard = browserCupboard()): Promise<void> {
  await Promise.all((await kept(workspace, cupboard)).map((name) => cupboard.remove(name)));
}

/** A browser that keeps nothing has nothing to forget. */
async function kept(workspace: string, cupboard: Cupboard): Promise<readonly string[]> {
  const all = await cupboard.databases().catch(() => []);
  return all.flatMap(({ name }) => (name?.startsWith(`resa:${workspace}:`) ? [name] : []));
}

export function browserCupboard(factory: IDBFactory = indexedDB): Cupboard {
  return { databases: () => factory.databases(), remove: (name) => removed(factory, name), send: (name) => sent(factory, name) };
}

/** A page that still has it open lets go of it (`openKeep`), so this does not wait for ever. */
function removed(factory: IDBFactory, name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const asked = factory.deleteDatabase(name);
    asked.onsuccess = () => resolve();
    asked.onerror = () => reject(asked.error ?? new Error(`${name} could not be taken away`));
  });
}

async function sent(factory: IDBFactory, name: string): Promise<boolean> {
  const keep = await openKeep(name, factory);
  const hasUnsaved = (await keep.read()).some((one) => one.isUnsaved);
  if (!hasUnsaved) {
    keep.close();
    return true;
  }
  const room = await openRoom({ address: `${location.origin.replace(/^http/, 'ws')}/api/rooms/${name.split(':').slice(2).join(':')}`, keep });
  const isThere = await Promise.race([room.settled().then(() => true), new Promise<boolean>((resolve) => setTimeout(() => resolve(false), WAIT_MS))]);
  room.leave();
  return isThere;
}
