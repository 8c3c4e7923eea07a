/** Scales: where an amount lies between the two ends of a drawing, and the words that say so. */
import type { Tongue } from '../say.ts';

export interface Tick {
  readonly amount: number;
  readonly words: string;
}

export interface Scale {
  readonly place: (amount: number) => number; // 0 at one end, 1 at the other
  readonly ticks: readonly Tick[];
  readonly strong?: number; // the tick that everything is held against
}

const MOST_TICKS = 5;
const DAY = 86_400;
const TIME_STEPS = [1, 5, 10, 30, 60, 120, 300, 600, 1800, 3600, 7200, 6 * 3600, 12 * 3600, DAY, 2 * DAY, 7 * DAY, 14 * DAY, 30 * DAY];

/** An even scale that holds all amounts, with round numbers on it; it reaches to `within` at most. */
export function linear(amounts: readonly number[], { say, within, strong }: { say: (amount: number, digits: number) => string; within?: readonly [number, number]; strong?: number }): Scale {
  const [lowest, highest] = [Math.min(...amounts), Math.max(...amounts)];
  const step = roundStep((highest - lowest || Math.abs(highest) || 1) / MOST_TICKS);
  const low = Math.max(within?.[0] ?? -Infinity, Math.floor(lowest / step + 1e-9) * step);
  const high = Math.min(within?.[1] ?? Infinity, Math.ceil(highest / step - 1e-9) * step);
  const span = high - low || step;
  const count = Math.round(span / step);
  const ticks = Array.from({ length: count + 1 }, (_, n) => low + n * step).filter((amount) => amount <= high + step * 1e-6);
  return { place: (amount) => (amount - low) / span, ticks: ticks.map((amount) => ({ amount: tidied(amount, step), words: say(tidied(amount, step), digitsOf(step)) })), ...(strong === undefined ? {} : { strong }) };
}

/** A scale that reaches as far to one side of zero as to the other. */
export function around(farthest: number, say: (amount: number) => string): Scale {
  const step = roundStep(farthest / 3);
  const ends = Math.ceil(farthest / step - 1e-9) * step;
  const ticks = Array.from({ length: Math.round((2 * ends) / step) + 1 }, (_, n) => tidied(n * step - ends, step));
  return { place: (amount) => (amount + ends) / (2 * ends), ticks: ticks.map((amount) => ({ amount, words: say(amount) })), strong: 0 };
}

/** A scale of shares from 0 to as much as is needed, in whole percents. */
export function shares(speaker: Tongue, amounts: readonly number[]): Scale {
  const most = Math.max(0.01, ...amounts);
  const step = roundStep(most / MOST_TICKS);
  return linear([0, most], { say: (amount) => (step < 0.01 ? speaker.share(amount) : speaker.wholePercent(amount)), within: [0, 1], strong: 0 });
}

/** An even scale of times from 0, with steps that clocks and calendars have. */
export function times(speaker: Tongue, amounts: readonly number[]): Scale {
  const most = Math.max(1, ...amounts);
  const step = TIME_STEPS.find((one) => one * MOST_TICKS >= most) ?? roundStep(most / MOST_TICKS / DAY) * DAY;
  const high = Math.ceil(most / step - 1e-9) * step;
  const ticks = Array.from({ length: Math.round(high / step) + 1 }, (_, n) => n * step);
  return { place: (seconds) => seconds / high, ticks: ticks.map((amount) => ({ amount, words: speaker.brief(amount) })), strong: 0 };
}

/** How many digits after the point tell ticks of this step apart. */
function digitsOf(step: number): number {
  return Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
}

/** 1, 2 or 5 times a power of ten, the first that is not smaller. */
function roundStep(amount: number): number {
  const power = 10 ** Math.floor(Math.log10(amount) + 1e-9);
  const times = [1, 2, 5, 10].find((one) => one * power >= amount * (1 - 1e-9)) ?? 10;
  return times * power;
}

function tidied(amount: number, step: number): number {
  const round = Math.round(amount / step) * step;
  return Math.abs(amount - round) < step * 1e-6 ? Number(round.toPrecision(12)) : amount;
}

const MARKS = [[1, 'second'], [60, 'minute'], [3600, 'hour'], [DAY, 'day'], [7 * DAY, 'week'], [30 * DAY, 'month'], [365 * DAY, 'year']] as const;
const FINE_MARKS = [[5, 'seconds', 5], [15, 'seconds', 15], [300, 'minutes', 5], [1200, 'minutes', 20], [6 * 3600, 'hours', 6]] as const;
const SHORT = 2 * DAY; // scales that end sooner have more marks

/** A scale of waits from 0, on which every doubling takes the same room from some seconds on. */
export function waiting(speaker: Tongue, longest: number): Scale {
  const deep = (seconds: number): number => Math.log2(1 + Math.max(0, seconds));
  const fine = longest > SHORT ? [] : FINE_MARKS.map(([amount, unit, n]) => ({ amount, words: speaker.say(`time.${unit}`, { n }) }));
  const ticks = [...fine, ...MARKS.map(([amount, unit]) => ({ amount, words: speaker.say(`time.${unit}`) }))];
  return { place: (seconds) => deep(seconds) / deep(longest), ticks: ticks.filter(({ amount }) => amount <= longest).sort((a, b) => a.amount - b.amount) };
}
