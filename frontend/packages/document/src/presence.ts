/** Who else is in the room and where they look: sent seldom enough, forgotten when it grows old, never saved. */
import type { Content } from './record.ts';
import type { Clock } from './world.ts';

/** What a presence says on the way: the server stamps who it is. */
export type PresenceFrame = { readonly [name: string]: Content };

/** Somebody else in the room; `shown` is what their page says of them (cursor, selection ...). */
export interface Presence {
  readonly session: string;
  readonly person: string | null;
  readonly name: string;
  readonly tint: string;
  readonly shown: Readonly<Record<string, Content>>;
}

/** My presence and that of the others. */
export interface Presences {
  others(): ReadonlyMap<string, Presence>;
  /** Says what I show now; sent at once, then at most every 30 ms. */
  show(shown: PresenceFrame): void;
  /** Takes in what came; returns whether anything changed. */
  receive(frame: PresenceFrame): boolean;
  /** Sends mine again, after a connection has been made. */
  greet(): void;
  /** Forgets the others, as when the connection is gone. */
  forget(): void;
  close(): void;
}

const EVERY = 30; // ms between two that are sent while something moves
const HEARTBEAT = 10_000;
const EXPIRY = 35_000; // three heartbeats missed

/** Presences that are sent with `send`; `changed` is called when somebody grows too old. */
export function presences(clock: Clock, send: (frame: PresenceFrame) => void, changed: () => void): Presences {
  let others: ReadonlyMap<string, Presence> = new Map();
  const seen = new Map<string, number>();
  let mine: PresenceFrame | null = null;
  let isWaiting = false;
  let isDue = false;
  let stopWaiting = (): void => {};
  const flush = (): void => {
    if (mine) send(mine);
    [isWaiting, isDue] = [true, false];
    stopWaiting = clock.after(EVERY, () => {
      isWaiting = false;
      if (isDue) flush();
    });
  };
  const without = (sessions: readonly string[]): boolean => {
    const gone = sessions.filter((session) => others.has(session));
    if (gone.length > 0) others = new Map([...others].filter(([session]) => !gone.includes(session)));
    return gone.length > 0;
  };
  const beat = (): void => {
    if (mine) send(mine);
    const old = [...seen].filter(([, at]) => clock.now() - at > EXPIRY).map(([session]) => session);
    for (const session of old) seen.delete(session);
    if (without(old)) changed();
    stopBeat = clock.after(HEARTBEAT, beat);
  };
  let stopBeat = clock.after(HEARTBEAT, beat);
  return {
    others: () => others,
    show: (shown) => {
      mine = shown;
      if (isWaiting) isDue = true;
      else flush();
    },
    receive: (frame) => {
      const found = presenceOf(frame);
      if (!found) return without([String(frame.session)]);
      seen.set(found.session, clock.now());
      others = new Map(others).set(found.session, found);
      return true;
    },
    greet: () => {
      if (mine) send(mine);
    },
    forget: () => {
      others = new Map();
    },
    close: () => {
      stopBeat();
      stopWaiting();
    },
  };
}

function presenceOf({ session, person, name, tint, gone, ...shown }: PresenceFrame): Presence | null {
  if (typeof session !== 'string' || gone === true) return null;
  return { session, person: typeof person === 'string' ? person : null, name: String(name ?? ''), tint: String(tint ?? ''), shown: shown as Record<string, Content> };
}
