/** What a room needs of the world around it, handed in so that tests can be that world. */

/** Time. */
export interface Clock {
  now(): number;
  /** Acts once after so many milliseconds; returns how to call it off. */
  after(milliseconds: number, act: () => void): () => void;
}

/** Who listens on a line. */
export interface Listener {
  opened(): void;
  received(frame: Uint8Array): void;
  closed(code: number): void;
}

/** An open connection. */
export interface Line {
  send(frame: Uint8Array): void;
  close(): void;
}

/** Time, a way to connect, and dice (0 to 1) for how long to wait before trying again. */
export interface Host extends Clock {
  connect(address: string, listener: Listener): Line;
  random(): number;
}
