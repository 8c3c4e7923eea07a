/** A room server in memory and a clock that the test turns, for the laws of the room. */
import * as Y from 'yjs';
import type { Host, Listener } from '../world.ts';
import { frameOf, messageOf, type Message } from '../wire.ts';

interface Client {
  readonly listener: Listener;
  readonly session: string;
}

/** A server that can be cut off, hold its acknowledgements back, and refuse. */
export class FakeServer {
  readonly doc = new Y.Doc();
  isReachable = true;
  refuses: ((update: Uint8Array) => boolean) | null = null;
  refusal = 'not_allowed';
  holdsSaved = false;
  closesWith: number | null = null;
  received: Message[] = [];
  connections = 0;
  private clients: Client[] = [];
  private held: (() => void)[] = [];
  private now = 0;
  private timers: { at: number; act: () => void }[] = [];

  /** The host of one page. */
  host(): Host {
    return {
      now: () => this.now,
      random: () => 1,
      after: (milliseconds, act) => {
        const timer = { at: this.now + milliseconds, act };
        this.timers.push(timer);
        return () => void (this.timers = this.timers.filter((one) => one !== timer));
      },
      connect: (_, listener) => this.connect(listener),
    };
  }

  /** Turns the clock. */
  async pass(milliseconds: number): Promise<void> {
    const end = this.now + milliseconds;
    for (;;) {
      await settle();
      const next = this.timers.filter((timer) => timer.at <= end).sort((a, b) => a.at - b.at)[0];
      if (!next) break;
      this.timers = this.timers.filter((timer) => timer !== next);
      this.now = next.at;
      next.act();
    }
    this.now = end;
  }

  /** Cuts every connection. */
  cut(code = 1006): void {
    const gone = this.clients;
    this.clients = [];
    for (const client of gone) client.listener.closed(code);
  }

  /** Acknowledges what was held back. */
  release(): void {
    this.holdsSaved = false;
    for (const saved of this.held.splice(0)) saved();
  }

  /** Says something to everybody. */
  say(message: Message): void {
    for (const client of this.clients) client.listener.received(frameOf(message));
  }

  private connect(listener: Listener): { send: (frame: Uint8Array) => void; close: () => void } {
    this.connections += 1;
    const client = { listener, session: `s${this.connections}` };
    const isUp = this.isReachable && this.closesWith === null;
    queueMicrotask(() => {
      if (!isUp) return listener.closed(this.closesWith ?? 1006);
      this.clients.push(client);
      listener.opened();
    });
    return { send: (frame) => queueMicrotask(() => this.take(client, messageOf(frame) as Message)), close: () => this.gone(client) };
  }

  private gone(client: Client): void {
    this.clients = this.clients.filter((one) => one !== client);
    this.toOthers(client, { kind: 'presence', presence: { session: client.session, gone: true } });
  }

  private take(client: Client, message: Message): void {
    if (!this.clients.includes(client)) return;
    this.received.push(message);
    const answer = (found: Message): void => client.listener.received(frameOf(found));
    if (message.kind === 'state') {
      answer({ kind: 'update', number: 0, update: Y.encodeStateAsUpdate(this.doc, message.vector) });
      answer({ kind: 'state', vector: Y.encodeStateVector(this.doc) });
    } else if (message.kind === 'presence') {
      this.toOthers(client, { kind: 'presence', presence: { ...message.presence, session: client.session, name: client.session } });
    } else if (message.kind === 'update') {
      if (this.refuses?.(message.update)) return answer({ kind: 'refused', code: this.refusal, sentence: 'viewers may not write', number: message.number });
      Y.applyUpdate(this.doc, message.update);
      this.toOthers(client, { kind: 'update', number: 0, update: message.update });
      const saved = (): void => answer({ kind: 'saved', number: message.number });
      if (this.holdsSaved) this.held.push(saved);
      else saved();
    }
  }

  private toOthers(client: Client, message: Message): void {
    for (const other of this.clients) if (other !== client) other.listener.received(frameOf(message));
  }
}

/** Lets everything that waits for nothing but its turn have it. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
