/** Invented answers for the pictures of how it goes: usual ones, one row alone, and far more than a sheet holds. */
import type { Answer, Row } from '../src/pictures/answer.ts';
import { answerOf, shareOf } from './answers.ts';

const LONG = 'Orderbekräftelseaviseringspåminnelsemeddelandeutskicksrutinen';
const CHANNELS = ['web', 'email', 'store', 'phone', 'sms', 'whatsapp', 'app', 'chat', 'parcel', 'search', 'social', 'review', 'survey', 'ads', 'event', 'viber', 'rcs', 'letter'];

const named = (n: number, isLong: boolean): string => (isLong ? `${LONG.slice(0, 56)} ${n}` : `touchpoint ${n}`);
const times = <T>(count: number, make: (n: number) => T): T[] => Array.from({ length: count }, (_, n) => make(n));

/** A share's columns under another name. */
function part(column: string, count: number, whole: number): Row {
  const { share, share_interval, small_sample } = shareOf(count, whole);
  return { [column]: share, [`${column}_interval`]: share_interval, ...(small_sample ? { small_sample } : {}) };
}

export function waits(count: number, isLong = false): Answer {
  const rows = times(count, (n): Row => {
    const at = 2 ** (1 + ((n * 5) % 22));
    const size = Math.max(3, 4000 - n * 90);
    const spans = [[at, at * 1.25, Math.ceil(size * 0.5)], [at * 1.25, at * 1.5, Math.ceil(size * 0.3)], [at * 4, at * 5, size - Math.ceil(size * 0.5) - Math.ceil(size * 0.3)]];
    return { from: named(n, isLong), to: named(n % 3 === 0 ? n : n + 1, isLong), n: size, median_seconds: at * 1.25, p90_seconds: at * 4.5, distribution: spans, ...(size < 30 ? { small_sample: true } : {}), kind: n % 5 === 3 ? 'told' : n % 7 === 5 ? 'first_answer' : 'step' };
  });
  return answerOf('waits', rows);
}

export function switches(names: readonly string[], by = 'channel'): Answer {
  const rows = names.flatMap((from, a) => {
    const cells = names.flatMap((to, b): [string, number][] => ((a * 3 + b) % 5 === 4 ? [] : [[to, Math.ceil((a === b ? 60_000 : 9000) / (1 + a * 2 + b * 3))]]));
    const moves = cells.reduce((sum, [, count]) => sum + count, 0);
    return cells.map(([to, count]): Row => ({ from, to, count, moves, ...shareOf(count, moves), customers: Math.ceil(count / 2), median_wait_seconds: 40 * (1 + a) ** 3 }));
  });
  return answerOf('switches', rows, { notes: [`20 of 30 moves go to another ${by}`] });
}

export function variants(paths: number, { steps = 3, touchpoints = 8, isLong = false }: { steps?: number; touchpoints?: number; isLong?: boolean } = {}): Answer {
  const rows = times(paths, (n): Row => {
    const length = Math.max(1, steps - (n % 4 === 3 ? Math.floor(steps / 2) : 0));
    return { path: times(length, (step) => named((step * (n + 3) + n) % touchpoints, isLong)), count: Math.max(1, 400 - 9 * n), ...shareOf(Math.max(1, 400 - 9 * n), 8930) };
  });
  const counted = rows.reduce((sum, row) => sum + Number(row['count']), 0);
  return answerOf('variants', [...rows, { path: null, count: 8930 - counted, ...shareOf(8930 - counted, 8930), variants: 5120 }], { notes: ['5160 different paths of 8930 units'] });
}

export function comparison(aspects: readonly string[], each: number, isLong = false): Answer {
  const rows = aspects.flatMap((aspect) => times(each, (n): Row => {
    const [one, other] = [Math.floor(600 / (n + 1)), 300];
    const difference = one / 1000 - other / 900;
    const name = aspect === 'transition' ? `${named(n, isLong)} → ${named(n + 1, isLong)}` : named(n, isLong);
    return { aspect, id: `${aspect} ${n}`, name, customers: one, share: one / 1000, versus: other, versus_share: other / 900, difference, difference_interval: [difference - 0.04, difference + 0.04], p: 0.01 * n, differs: n % 3 === 2 ? false : n % 7 === 5 ? null : true, ...(n % 9 === 4 ? { small_sample: true } : {}) };
  }));
  return answerOf('comparison', rows, { where: 'channel = web', notes: ['1000 customers against 900', 'held against: channel = store'] });
}

export function comparedFigures(): Answer {
  const figure = (name: string, stage: string | null, unit: string, [one, other]: readonly [number | null, number | null], more: Row = {}): Row => ({
    aspect: 'figure', id: `figure:${name}:${stage ?? 'all'}`, name, stage, figure: one, n: 900, versus_figure: other, versus_n: 700, unit, difference: one === null || other === null ? null : one - other, p: 0.001, differs: true, ...more,
  });
  return answerOf('comparison', [
    figure('order_value_mean', null, 'SEK', [3571.9, 4147.2], { difference_interval: [-688, -461] }), figure('answer_wait_median', 'retention', 'seconds', [300, 600]),
    figure('conversion_share', null, 'share', [0.36, 0.61], { difference_interval: [-0.26, -0.23] }), figure('nps', null, 'points', [37, null], { difference: null, p: null, differs: null }),
    { ...figure('reach', 'awareness', 'share', [0.5, 0.2]), id: 'awareness' }, figure('left', 'purchase', 'share', [0.1, 0.1], { differs: false }),
  ]);
}

export function conformance(steps: number, extra: number, isLong = false): Answer {
  const fates = (n: number): readonly [string, number][] => [['in_order', 4000 - n * 40], ['out_of_order', 200], ['skipped', 730], ['not_reached', 4000 + n * 40]];
  const rows = [
    ...times(steps, (n) => fates(n).map(([deviation, customers]): Row => ({ deviation, step: named(n, isLong), touchpoint: `t${n}`, customers, of: 8930, ...shareOf(customers, 8930) }))).flat(),
    ...times(extra, (n): Row => ({ deviation: 'extra', step: null, touchpoint: named(100 + n, isLong), customers: 3000 - n * 20, of: 8930, ...shareOf(3000 - n * 20, 8930), interactions: 9000 - n })),
    ...times(Math.min(3, steps), (n): Row => ({ deviation: 'late', step: `touchpoint:${named(n, isLong)} → stage:purchase`, touchpoint: null, customers: 40, of: n === 0 ? 20 : 400, ...shareOf(n === 0 ? 10 : 40, n === 0 ? 20 : 400), planned_seconds: 172_800, median_seconds: 90_000 * (n + 1) })),
  ];
  return answerOf('conformance', rows, { notes: ['alignment cost 2.40 moves a customer, fitness 0.712; 120 different paths over the steps aligned; 3 of 9 with several steps took all in order'] });
}

export function bounce(entries: number, isLong = false): Answer {
  const rows = times(entries, (n): Row => ({ entry: named(n, isLong), channel: CHANNELS[n % CHANNELS.length]!, visits: Math.ceil(9000 / (n + 1) ** 2), bounced: Math.floor((9000 / (n + 1) ** 2) * ((n % 4) / 3)), ...shareOf(Math.floor((9000 / (n + 1) ** 2) * ((n % 4) / 3)), Math.ceil(9000 / (n + 1) ** 2)), median_load: n % 2 === 0 ? 1.25 : null, loads: 5 }));
  return answerOf('bounce', rows, { per: 'session', base: { customers: 900, journeys: 12_000, interactions: 40_000, from: null, to: null }, measures: { median_load: { unit: 'seconds', variant: 'median' } }, notes: ['300 of 12000 visits are one interaction', 'load times are told by property.page_load_ms'] });
}

export function kpis(): Answer {
  const row = (kpi: string, unit: string, [low, value, high]: readonly [number, number, number], n = 900, more: Row = {}): Row => ({ kpi, value, value_interval: [low, high], n, unit, variant: kpi, ...(n < 30 ? { small_sample: true } : {}), ...more });
  return answerOf('kpis', [
    row('nps', 'points', [35, 37.1, 39], 4576, { promoters: 2281, passives: 1711, detractors: 584 }), row('csat_mean', 'score', [4.1, 4.2, 4.3]), row('ces_mean', 'score', [3, 5.5, 6.6], 12),
    row('csat_top2_share', 'share', [0.78, 0.81, 0.84]), row('open_share', 'share', [0.5, 0.55, 0.6]), row('answer_wait_median', 'seconds', [140, 177, 195]), row('order_value_mean', 'SEK', [3688, 3742, 3796]),
    row('own figure that nobody named but in full', 'share', [0, 0.1, 0.4], 9),
    row('open_share', 'share', [0.5, 0.58, 0.6], 400, { channel: 'email' }), row('open_share', 'share', [0.7, 0.8, 0.9], 80, { channel: 'whatsapp' }),
  ], { notes: ["1166 blank, don't-know or not-applicable answers are not counted"] });
}

export function splitKpis(parts: number, isLong = false): Answer {
  const rows = ['nps', 'conversion_share', 'answer_wait_median'].flatMap((kpi, k) => times(parts, (n): Row => {
    const value = [40 - n, 0.5 / (n + 1), 60 * 3 ** (n % 9)][k]!;
    const size = Math.ceil(900 / (n + 1));
    return { kpi, value, value_interval: k === 0 ? [value - 5, value + 5] : [value * 0.8, value * 1.1], n: size, unit: ['points', 'share', 'seconds'][k]!, variant: kpi, ...(size < 30 ? { small_sample: true } : {}), 'profile.country': n === 1 ? null : named(n, isLong) };
  }));
  return answerOf('kpis', rows);
}

export function conversions(by: string | null = null, parts = 1, isLong = false): Answer {
  const goal = (name: string, converted: number, more: Row = {}): Row => ({ goal: name, converted, units: 8930, ...shareOf(converted, 8930), median_seconds: 766_177, ...more });
  const worth = { order_value_mean: 3742.3, order_value_total: 33_489_858, order_value_mean_interval: [3688.5, 3796.1], currency: 'SEK', orders: 8949 };
  if (by === null) return answerOf('conversions', [goal('purchase', 3100, worth), goal('cart', 5000, { leads_to: 'purchase' }), goal('newsletter', 9, { leads_to: 'purchase', median_seconds: null })]);
  const rows = ['purchase', 'cart'].flatMap((name, k) => times(parts, (n): Row => ({ goal: name, converted: Math.floor(200 / (n + 1)), units: Math.ceil(900 / (n + 1)), ...shareOf(Math.floor(200 / (n + 1)), Math.ceil(900 / (n + 1))), median_seconds: 3600 * n, [by]: by === 'channel' ? (CHANNELS[n] ?? named(n, isLong)) : named(n, isLong), ...(k === 1 ? { leads_to: 'purchase' } : {}) })));
  return answerOf('conversions', rows);
}

export function microConversions(steps: number, isLong = false): Answer {
  const rows = times(steps, (n): Row => ({
    step: n === 0 ? 'cart' : named(n, isLong), goal: 'purchase', reached: 900 - n * 10, ...shareOf(900 - n * 10, 8930), converted: 500, ...part('converted_share', 500 - n * 5, 900), ...part('elsewhere_share', 100 + n * 5, 900), median_seconds: 396, p: 0.01, differs: n % 2 === 0,
  }));
  return answerOf('micro-conversions', rows, { notes: ['who takes a step differs in other ways too: that more of them reach the goal proves no cause'] });
}

export function repeats(ways: number, isLong = false): Answer {
  const rows = times(ways, (n): Row => ({ matter: n % 6 === 5 ? null : isLong ? named(n % 3, true) : ['Where is my parcel', 'Return', 'Betalning'][n % 3]!, channels: times(2 + (isLong ? n % 14 : n % 3), (k) => CHANNELS[(n + k) % CHANNELS.length]!).join(' → '), customers: Math.ceil(150 / (n + 1)), count: Math.ceil(160 / (n + 1)) }));
  const unique = rows.filter((row, n) => rows.findIndex((one) => one['matter'] === row['matter'] && one['channels'] === row['channels']) === n);
  return answerOf('repeats', unique, { notes: ['the same matter on at least two channels within 30 days of the first contact'] });
}

export function companies(others: number, isLong = false): Answer {
  const row = (company: string | null, metric: string, [low, high]: readonly [number | null, number | null], mean: number, n = 400): Row => ({ company, metric, low, high, mean, mean_interval: [mean - 0.2, mean + 0.2], n, ...(metric === 'nps' ? { nps: 34, nps_interval: [28.1, 39.6] } : {}), ...(company === null || n < 10 ? {} : { difference: 4.26 - mean, difference_interval: [4.06 - mean, 4.46 - mean], unit: 'score', p: 0.01, differs: Math.abs(mean - 4.26) > 0.3, since: '2026-01-05', until: '2026-06-30', our_n: 380, their_n: n }), ...(n < 30 ? { small_sample: true } : {}) });
  const ours = [row(null, 'nps', [0, 10], 8.3), row(null, 'stars', [1, 5], 4.26), row(null, 'other', [null, null], 62)];
  return answerOf('companies', [...ours, ...times(others, (n) => row(named(n, isLong), 'stars', [1, 5], 4.9 - n * 0.05, n % 4 === 3 ? 8 : 90))]);
}

const sessions = (): Answer => answerOf('sessions', [{ count: 230_188, customers: 29_961, median_length: 2.5, median_seconds: 22 }], { notes: ['a wait longer than 30 minutes begins a new session'] });

/** Pictures of how it goes. */
export const MEASURED_ANSWERS: Readonly<Record<string, () => Answer>> = {
  'waits': () => waits(9),
  'waits, one row': () => waits(1),
  'waits, overfull': () => waits(160, true),
  'waits, without a distribution': () => ({ ...waits(4), rows: waits(4).rows.map(({ distribution: _, ...row }) => row) }),
  'switches': () => switches(CHANNELS),
  'switches, one row': () => switches(['web']),
  'switches, devices': () => switches(['mobile', 'desktop', 'unknown'], 'device'),
  'switches, overfull': () => switches(times(60, (n) => named(n, true)), 'name'),
  'variants': () => variants(12),
  'variants, one row': () => variants(1),
  'variants, long paths': () => variants(30, { steps: 24 }),
  'variants, overfull': () => variants(40, { steps: 1000, touchpoints: 60, isLong: true }),
  'comparison': () => comparison(['stage', 'touchpoint', 'transition', 'goal'], 4),
  'comparison, one row': () => comparison(['goal'], 1),
  'comparison, figures': comparedFigures,
  'comparison, overfull': () => comparison(['touchpoint', 'transition'], 60, true),
  'conformance': () => conformance(6, 4),
  'conformance, one row': () => conformance(1, 0),
  'conformance, overfull': () => conformance(80, 60, true),
  'bounce': () => bounce(8),
  'bounce, one row': () => bounce(1),
  'bounce, overfull': () => bounce(120, true),
  'kpis': kpis,
  'kpis, one row': () => answerOf('kpis', kpis().rows.slice(0, 1)),
  'kpis, split': () => splitKpis(5),
  'kpis, overfull': () => splitKpis(80, true),
  'conversions': () => conversions(),
  'conversions, one row': () => answerOf('conversions', conversions().rows.slice(0, 1)),
  'conversions, by channel': () => conversions('channel', 12),
  'conversions, overfull': () => conversions('profile.city', 90, true),
  'micro-conversions': () => microConversions(2),
  'micro-conversions, overfull': () => microConversions(70, true),
  'sessions': sessions,
  'repeats': () => repeats(9),
  'repeats, one row': () => repeats(1),
  'repeats, overfull': () => repeats(90, true),
  'companies': () => companies(3),
  'companies, alone': () => companies(0),
  'companies, overfull': () => companies(70, true),
};
