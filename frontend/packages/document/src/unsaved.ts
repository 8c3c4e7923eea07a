/** What the server has not yet said that it has: in memory, and in the keep of this machine. */
import type { Keep, Kept } from './keep.ts';

/** The updates that are not saved, oldest first. */
export interface Unsaved {
  count(): number;
  updates(): readonly Uint8Array[];
  /** Whether they outlive this page. */
  isKept(): boolean;
  /** Keeps what came from the server. */
  receive(update: Uint8Array): void;
  /** Keeps what was written here. */
  write(update: Uint8Array): void;
  /** Says that all that has no number yet (or `all`) goes out under this one. */
  sent(number: number, all?: boolean): void;
  /** Says that the server has what went out under this number. */
  saved(number: number): void;
  /** Forgets everything, here and in the keep. */
  forget(): void;
  close(): void;
}

interface Pending {
  readonly number: number; // 0: not sent on this connection
  readonly update: Uint8Array;
  readonly key: Promise<number | null>;
}

/** The unsaved updates, starting with those that were kept; without a keep, or when it fails, only in memory. */
export function unsaved(keep: Keep | null, kept: readonly Kept[], failed: () => void): Unsaved {
  let isKept = keep !== null;
  let pending: readonly Pending[] = kept.filter((one) => one.isUnsaved).map(({ update, key }) => ({ number: 0, update, key: Promise.resolve(key) }));
  const guarded = <Answer>(act: (store: Keep) => Promise<Answer>): Promise<Answer | null> =>
    keep ? act(keep).catch(() => fail()) : Promise.resolve(null);
  const fail = (): null => {
    isKept = false; // a full or forbidden store: the status says that this page must stay open
    failed();
    return null;
  };
  return {
    count: () => pending.length,
    updates: () => pending.map((one) => one.update),
    isKept: () => isKept,
    receive: (update) => void guarded((store) => store.add(update, false)),
    write: (update) => {
      pending = [...pending, { number: 0, update, key: guarded((store) => store.add(update, true)) }];
    },
    sent: (number, all = false) => {
      pending = pending.map((one) => (all || one.number === 0 ? { ...one, number } : one));
    },
    saved: (number) => {
      const saved = pending.filter((one) => one.number > 0 && one.number === number);
      pending = pending.filter((one) => !saved.includes(one));
      void Promise.all(saved.map((one) => one.key)).then((keys) => guarded((store) => store.saved(keys.filter((key) => key !== null))));
    },
    forget: () => {
      pending = [];
      void guarded((store) => store.clear());
    },
    close: () => void Promise.all(pending.map((one) => one.key)).then(() => keep?.close()),
  };
}
