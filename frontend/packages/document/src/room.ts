/** A room: the document that several people write in, what of it the server has, and who else is there. */
import * as Y from 'yjs';
import { difference, type Change } from './change.ts';
import { connection } from './connection.ts';
import { browserHost } from './host.ts';
import type { Keep } from './keep.ts';
import { liveMap, readDocument, type LiveMap } from './live.ts';
import { presences, type Presence, type PresenceFrame } from './presence.ts';
import type { Fault } from './reading.ts';
import type { JourneyMap } from './record.ts';
import { editorOf, type Editor } from './undo.ts';
import { unsaved } from './unsaved.ts';
import type { Host } from './world.ts';
import type { Message } from './wire.ts';

/** What the server has of this document. */
export interface Status {
  readonly state: 'opening' | 'saved' | 'saving' | 'offline' | 'refused' | 'closed';
  readonly unsaved: number; // actions that the server has not
  readonly isKept: boolean; // whether unsaved actions outlive this page
  readonly code: string | null; // why the server refused, or "4401", "4403", "4404" where it closed
  readonly sentence: string | null;
  readonly lost: readonly Change[]; // what was refused, as changes to the map as it stood when the server's came
}

/** What changed: the map, the status, the people, or what can be undone. */
export type Topic = 'map' | 'status' | 'others' | 'history';

/** A document that is open, with its history and its people. */
export interface Room extends Editor {
  map(): JourneyMap;
  faults(): readonly Fault[];
  status(): Status;
  others(): ReadonlyMap<string, Presence>;
  /** Says where I am and what I have selected. */
  show(shown: PresenceFrame): void;
  subscribe(listener: (topic: Topic) => void): () => void;
  /** Tries to connect at once, as when the browser says that it is online again. */
  wake(): void;
  /** Lets go of what a refusal lost. */
  understood(): void;
  /** Resolves when the server has everything. */
  settled(): Promise<void>;
  leave(): void;
}

/** Where the room is, as in "wss://host/api/rooms/map:1", and what it may use. */
export interface RoomPlace {
  readonly address: string;
  readonly keep?: Keep | null;
  readonly host?: Host;
}

interface Refusal {
  readonly code: string;
  readonly sentence: string;
  readonly updates: readonly Uint8Array[];
  readonly shown: JourneyMap | null; // what stood here, until the server's state has come
  readonly lost: readonly Change[];
}

const TRANSIENT = 'broken_room'; // the server's disk failed; what it has not saved it wants again
const INCOMPLETE = 'missing_update'; // an update before it was lost on the way; all that is missing goes out again
const FROM_ROOM = 'room';
const FROM_KEEP = 'keep';

/** Opens a room: what this machine keeps is there at once, what the server has follows. */
export async function openRoom({ address, keep = null, host = browserHost() }: RoomPlace): Promise<Room> {
  const kept = (await keep?.read().catch(() => null)) ?? null;
  const listeners = new Set<(topic: Topic) => void>();
  const tell = (topic: Topic): void => listeners.forEach((listener) => listener(topic));
  const mine = unsaved(kept ? keep : null, kept ?? [], () => tell('status'));
  let { live, editor } = begun((kept ?? []).map(({ update }) => update));
  let refusal: Refusal | null = null;
  let waiting: (readonly Change[])[] = []; // written between a refusal and the server's state
  let isMet = false; // the server has said on this connection what it has
  let hasTried = false;
  let hasRetried = false; // all that is unsaved was sent once more, and nothing was saved since
  let number = 0;

  const people = presences(host, (presence) => isMet && line.send({ kind: 'presence', presence }), () => tell('others'));
  const line = connection(address, host, {
    opened: () => line.send({ kind: 'state', vector: Y.encodeStateVector(live.doc) }),
    received: receive,
    closed: () => {
      [isMet, hasTried] = [false, true];
      people.forget();
      tell('others');
      tell('status');
    },
  });

  function begun(updates: readonly Uint8Array[]): { live: LiveMap; editor: Editor } {
    const started = liveMap(new Y.Doc());
    if (updates.length > 0) Y.applyUpdate(started.doc, Y.mergeUpdates([...updates]), FROM_KEEP);
    started.subscribe(() => !refusal?.shown && tell('map'));
    started.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin === FROM_ROOM) mine.receive(update);
      else if (origin !== FROM_KEEP) write(update);
    });
    return { live: started, editor: editorOf(started) };
  }

  function write(update: Uint8Array): void {
    mine.write(update);
    if (isMet) sendUpdate(update);
    tell('status');
  }

  function sendUpdate(update: Uint8Array, all = false): void {
    number += 1;
    mine.sent(number, all);
    line.send({ kind: 'update', number, update });
  }

  function receive(message: Message): void {
    if (message.kind === 'update') takeIn(message.update);
    else if (message.kind === 'state') meet(message.vector);
    else if (message.kind === 'refused') refused(message);
    else if (message.kind === 'presence') people.receive(message.presence) && tell('others');
    else {
      hasRetried = false;
      mine.saved(message.number);
      tell('status');
    }
  }

  /** What is about no update (number 0) takes nothing back; what the server only can't take for now is sent again. */
  function refused({ code, sentence, number: about }: Message & { kind: 'refused' }): void {
    const isWorthAgain = code === TRANSIENT || (code === INCOMPLETE && !hasRetried);
    hasRetried = true;
    if (about > 0 && isWorthAgain) line.retry();
    else if (about > 0) dropBack(code, sentence);
  }

  function takeIn(update: Uint8Array): void {
    try {
      Y.applyUpdate(live.doc, update, FROM_ROOM);
    } catch {
      line.restart(); // damaged on the way: what is missing comes with the next connection
    }
  }

  /** The server has said what it has: it gets the rest, under one number. */
  function meet(vector: Uint8Array): void {
    isMet = true;
    if (refusal?.shown) showServers(refusal);
    if (mine.count() > 0 || lacks(live.doc, vector)) sendUpdate(Y.encodeStateAsUpdate(live.doc, vector), true);
    people.greet();
    tell('status');
  }

  function dropBack(code: string, sentence: string): void {
    refusal = { code, sentence, updates: mine.updates(), shown: refusal?.shown ?? live.map(), lost: [] };
    mine.forget();
    live.close();
    ({ live, editor } = begun([]));
    isMet = false;
    line.restart();
    tell('history');
    tell('status');
  }

  /** The server's state is shown, and what it lacks of mine is told as changes. */
  function showServers(refused: Refusal): void {
    const ghost = new Y.Doc();
    Y.applyUpdate(ghost, Y.mergeUpdates([Y.encodeStateAsUpdate(live.doc), ...refused.updates]));
    refusal = { ...refused, shown: null, lost: difference(live.map(), readDocument(ghost).map) };
    const late = waiting;
    waiting = [];
    tell('map');
    for (const changes of late) changing(() => editor.edit(changes));
  }

  function status(): Status {
    const told = { unsaved: mine.count(), isKept: mine.isKept(), code: refusal?.code ?? null, sentence: refusal?.sentence ?? null, lost: refusal?.lost ?? [] };
    const final = line.finalCode();
    if (final !== null) return { ...told, state: 'closed', code: String(final) };
    if (refusal) return { ...told, state: 'refused' };
    if (!isMet) return { ...told, state: hasTried ? 'offline' : 'opening' };
    return { ...told, state: told.unsaved > 0 ? 'saving' : 'saved' };
  }

  function changing<Result>(act: () => Result): Result {
    const result = act();
    tell('history');
    return result;
  }

  function subscribe(listener: (topic: Topic) => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  line.wake();
  return {
    map: () => refusal?.shown ?? live.map(),
    faults: () => live.faults(),
    edit: (changes) => {
      if (refusal?.shown) waiting.push(changes);
      else changing(() => editor.edit(changes));
    },
    undo: () => changing(() => editor.undo()),
    redo: () => changing(() => editor.redo()),
    canUndo: () => editor.canUndo(),
    canRedo: () => editor.canRedo(),
    status,
    others: () => people.others(),
    show: (shown) => people.show(shown),
    subscribe,
    wake: () => line.wake(),
    understood: () => {
      refusal = refusal?.shown ? refusal : null;
      tell('status');
    },
    settled: () => until(() => status().state === 'saved', subscribe),
    leave: () => {
      people.close();
      line.close();
      live.close();
      mine.close();
    },
  };
}

/** Whether a server with this state vector lacks anything that this document has inserted. */
function lacks(doc: Y.Doc, vector: Uint8Array): boolean {
  const theirs = Y.decodeStateVector(vector);
  return [...Y.decodeStateVector(Y.encodeStateVector(doc))].some(([client, clock]) => clock > (theirs.get(client) ?? 0));
}

function until(isSo: () => boolean, subscribe: Room['subscribe']): Promise<void> {
  return new Promise((resolve) => {
    if (isSo()) return resolve();
    const stop = subscribe(() => {
      if (!isSo()) return;
      stop();
      resolve();
    });
  });
}
