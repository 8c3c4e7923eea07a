/** Where instants lie on a line of time, and the months that are marked on it. */
export interface Act {
  readonly time: string;
  readonly channel: string;
  readonly touchpoint: string;
  readonly money_minor?: number | null;
}

export interface TimeLine {
  readonly first: number;
  readonly last: number;
  readonly x: (instant: number) => number;
}

const LEAST_MS = 86_400_000;
const ROOM = 64; // what the name of a month needs

/** Lays instants from the first to the last over the room; all at one instant lie in its middle. */
export function placed(times: readonly string[], { from, to }: { from: number; to: number }): TimeLine {
  const instants = times.map((one) => Date.parse(one)).filter((one) => !Number.isNaN(one));
  const [low, high] = instants.length ? [Math.min(...instants), Math.max(...instants)] : [0, 0];
  const spare = Math.max(0, LEAST_MS - (high - low)) / 2;
  const [first, last] = [low - spare, high + spare];
  return { first, last, x: (instant) => from + ((to - from) * (instant - first)) / (last - first) };
}

/** The first instants of the months in between, as many as have room. */
export function months(first: number, last: number, width: number): readonly { readonly at: number; readonly isFirst: boolean }[] {
  const found: number[] = [];
  const day = new Date(first);
  for (let at = Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 1); at <= last; at = Date.UTC(new Date(at).getUTCFullYear(), new Date(at).getUTCMonth() + 1)) found.push(at);
  const step = Math.max(1, Math.ceil((found.length * ROOM) / Math.max(ROOM, width)));
  return found.filter((_, n) => n % step === 0).map((at, n) => ({ at, isFirst: n === 0 || new Date(at).getUTCMonth() === 0 }));
}
