/** A connection that comes back by itself, later and later, until the server says that there is no use. */
import type { Host, Line } from './world.ts';
import { frameOf, messageOf, type Message } from './wire.ts';

/** The way to the server. */
export interface Connection {
  send(message: Message): void;
  /** Starts anew at once, as with another document. */
  restart(): void;
  /** Hangs up and tries again later, as when the server can't for now. */
  retry(): void;
  /** Tries at once instead of waiting. */
  wake(): void;
  close(): void;
  /** The code with which the server closed for good, null while there is hope. */
  finalCode(): number | null;
}

/** What happens on it. */
export interface ConnectionListener {
  opened(): void;
  received(message: Message): void;
  closed(): void;
}

const FINAL: readonly number[] = [4401, 4403, 4404]; // sign in, not allowed, no such room
const SOONEST = 500;
const LATEST = 10_000;

/** Connects and stays connected. Every new connection starts with `opened`. */
export function connection(address: string, host: Host, listener: ConnectionListener): Connection {
  let line: Line | null = null;
  let tries = 0;
  let final: number | null = null;
  let isClosed = false;
  let stopRetry = (): void => {};
  const connect = (): void => {
    stopRetry();
    if (line || isClosed || final !== null) return;
    const mine: Line = host.connect(address, {
      opened: () => line === mine && listener.opened(),
      received: (frame) => line === mine && take(messageOf(frame)),
      closed: (code) => line === mine && lose(code),
    });
    line = mine;
  };
  const take = (message: Message | null): void => {
    if (message?.kind === 'state') tries = 0;
    if (message) listener.received(message);
  };
  const lose = (code: number): void => {
    line = null;
    if (FINAL.includes(code)) final = code;
    else stopRetry = host.after(Math.min(LATEST, SOONEST * 2 ** tries) * (0.5 + host.random() / 2), connect);
    tries += 1;
    listener.closed();
  };
  const drop = (): void => {
    const old = line;
    line = null;
    old?.close();
  };
  return {
    send: (message) => line?.send(frameOf(message)),
    restart: () => {
      drop();
      connect();
    },
    retry: () => {
      drop();
      lose(0);
    },
    wake: () => {
      tries = 0;
      connect();
    },
    close: () => {
      isClosed = true;
      stopRetry();
      drop();
    },
    finalCode: () => final,
  };
}
