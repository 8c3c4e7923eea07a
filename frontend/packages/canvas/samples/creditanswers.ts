/** Invented types of journeys, credit and service across channels: usual ones, one alone, and more than a sheet holds. */
import type { Answer, Row } from '../src/pictures/answer.ts';
import { answerOf, shareOf } from './answers.ts';

const CHANNELS = ['web', 'search', 'email', 'ads', 'store', 'social', 'chat', 'phone', 'app', 'sms'];
const PLACES = ['organic search click', 'web: product page', 'Nyhetsbrev', 'web: added to basket', 'web: checkout payment', 'order shipped', 'Hämtning i butik', 'app opened'];
const LONG = 'Orderbekräftelseaviseringspåminnelsemeddelandeutskicksrutinen';
const MODELS = ['first', 'last', 'linear', 'position', 'decay', 'markov', 'shapley'];
const NO_EFFECT = 'credit is a way of sharing out what happened, not what a channel brought about: what would have happened without it, only an experiment with a holdout tells';

const times = <T>(count: number, make: (n: number) => T): T[] => Array.from({ length: count }, (_, n) => make(n));
const named = (n: number, isLong: boolean): string => (isLong ? `${LONG} ${n}` : (PLACES[n] ?? `Place ${n}`));

export function attribution(count: number, { models = MODELS, by = 'channel', isLong = false, hasWorth = true }: { models?: readonly string[]; by?: string; isLong?: boolean; hasWorth?: boolean } = {}): Answer {
  const rows = times(count, (n) => models.map((model, k): Row => {
    const share = (0.3 / (n + 1)) * (1 + 0.25 * Math.sin(n * 3 + k));
    return {
      [by]: by === 'channel' ? (CHANNELS[n] ?? named(n, isLong)) : named(n, isLong), model, share, share_interval: [share * 0.9, share * 1.12], conversions: share * 17_766,
      ...(hasWorth ? { value: share * 31_935_000, value_interval: [share * 29e6, share * 33e6] } : {}), touched: Math.ceil(7214 / (n + 1)),
    };
  })).flat();
  const money = hasWorth ? { value: { unit: 'SEK', variant: 'credited' } } : {};
  const measures = { share: { unit: 'share', variant: 'of_credited_conversions' }, conversions: { unit: 'conversions', variant: 'credited' }, ...money };
  return answerOf('attribution', rows, { measures, notes: ['17766 of 18528 conversions of purchase have a touch within 30 days before them and are shared out', NO_EFFECT] });
}

export function types(count: number, { steps = 12, isLong = false }: { steps?: number; isLong?: boolean } = {}): Answer {
  const rows = times(count, (n): Row => {
    const size = Math.ceil(9000 / (n + 1));
    const marks = n === 1 ? [] : times(isLong ? 4 : 2 + (n % 2), (k) => named((n + k) % (isLong ? 40 : 8), isLong));
    return {
      type: n + 1, count: size, ...shareOf(size, 29_961), marked_by: marks, path: times(n === 2 ? 1 : Math.ceil(steps / (1 + (n % 3))), (k) => named((n * 2 + k) % (isLong ? 60 : 8), isLong)),
      alike_share: 0.34, sure_share: 0.8, converted: Math.ceil(size / (n + 2)), converted_share: 1 / (n + 2), converted_share_interval: [0.9 / (n + 2), 1.1 / (n + 2)], median_seconds: 600 * 9 ** (n % 6), median_steps: 4 + n,
      signs: marks.map((name) => [name, 0.8, 0.1]), channels: [['web', 0.6], ['email', 0.3], ['store', 0.1]],
    };
  });
  return answerOf('types', rows, { notes: [
    'types by what occurs, judged by paths kept aside; those of two halves agree by 0.88 (adjusted Rand index: 1 is the same, 0 chance)', 'a path is like another where at most 50% of the longer one differs', 'types are drawn from 3000 of 29961 units, and given to all',
  ] });
}

export function omnichannel(isSmall = false): Answer {
  const rows = ['channels', 'handovers', 'both'].map((handling, n): Row => ({
    handling, strong: isSmall ? 12 : 8227, strong_share: 0.62, strong_share_interval: [0.611, 0.632], weak: isSmall ? 4 : 668, weak_share: n === 1 ? 0.66 : 0.359, weak_share_interval: n === 1 ? [0.52, 0.78] : [0.324, 0.396],
    difference: 0.262, equals_difference: n === 1 ? -0.02 : 0.0587, equals_difference_interval: [n === 1 ? -0.09 : 0.0122, 0.105], equals: 2963, p: 0.0134, differs: n !== 1, ...(isSmall ? { small_sample: true } : {}),
  }));
  return answerOf('omnichannel', rows, { notes: ['the often quoted 89 % against 33 % was tested here, not repeated; these are your own customers'] });
}

const nobody = (): Answer => answerOf('omnichannel', omnichannel().rows.map((row) => ({ ...row, strong: 0, strong_share: null, weak: 0, weak_share: null, equals_difference: null })));

/** Pictures of what leads to what. */
export const CREDIT_ANSWERS: Readonly<Record<string, () => Answer>> = {
  'attribution': () => attribution(9),
  'attribution, one row': () => attribution(1),
  'attribution, one model': () => attribution(9, { models: ['markov'] }),
  'attribution, without worth': () => attribution(6, { models: ['linear'], hasWorth: false }),
  'attribution, overfull': () => attribution(90, { by: 'touchpoint', isLong: true }),
  'attribution, one model, overfull': () => attribution(90, { by: 'property.product', models: ['markov3'], isLong: true }),
  'types': () => types(6),
  'types, one row': () => types(1),
  'types, short': () => types(4, { steps: 3 }),
  'types, overfull': () => types(16, { steps: 1000, isLong: true }),
  'omnichannel': () => omnichannel(),
  'omnichannel, few': () => omnichannel(true),
  'omnichannel, nobody': nobody,
};
