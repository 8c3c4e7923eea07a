/** Invented answers for the pictures: usual ones, one row alone, and far more and far longer names than a sheet holds. */
import type { Answer, Row } from '../src/pictures/answer.ts';

const PLACES = ['web: product page', 'organic search click', 'Nyhetsbrev', 'web: added to basket', 'Hämtning i butik', 'order shipped', 'chat', 'Kundeservice på telefon', 'sms: Pakken er på vej', 'survey answered'];
const LONG = ['Orderbekräftelseaviseringspåminnelsemeddelandeutskicksrutin', 'web: the page on which customers compare up to four products ', 'Kundetilfredshedsundersøgelsesinvitationspåmindelsesbesked X'];

/** So many names: short ones, and where they are to be long, of 60 letters. */
function names(count: number, isLong: boolean): string[] {
  const from = isLong ? LONG : PLACES;
  return Array.from({ length: count }, (_, n) => (n < from.length && !isLong ? from[n]! : `${from[n % from.length]!.slice(0, isLong ? 57 : 40)} ${n}`));
}

/** The share with an interval that is wider where fewer stand behind it. */
export function shareOf(part: number, whole: number): { share: number; share_interval: [number, number]; small_sample?: true } {
  const share = whole === 0 ? 0 : part / whole;
  const half = 1.96 * Math.sqrt((share * (1 - share) + 0.002) / Math.max(1, whole));
  return { share, share_interval: [Math.max(0, share - half), Math.min(1, share + half)], ...(whole < 30 ? { small_sample: true as const } : {}) };
}

/** An answer with these rows, of so many customers. */
export function answerOf(what: string, rows: readonly Row[], more: Partial<Answer> = {}): Answer {
  return {
    what, per: 'customer', where: null, as_of: '2026-02-01T00:00:00+00:00', revision: 3, rows, exact: true, notes: [],
    base: { customers: 8930, journeys: null, interactions: 120_400, from: '2025-01-31T23:00:00+00:00', to: '2026-01-31T22:59:05+00:00' },
    measures: { customers: { unit: 'customers', variant: 'count' }, share: { unit: 'share', variant: 'share' } }, ...more,
  };
}

type Counts = ReadonlyMap<string, number>;

/** Who goes on from a step: most to what is frequent there, some to the others, some away. */
function onward(from: Counts, to: readonly string[], step: number): { rows: Row[]; counts: Counts } {
  const everybody = [...from.values()].reduce((sum, count) => sum + count, 0);
  const counts = new Map<string, number>();
  const rows: Row[] = [];
  const add = (source: string, target: string, customers: number): void => {
    if (customers <= 0) return;
    rows.push({ step, from: source, to: target, customers, ...shareOf(customers, everybody) });
    counts.set(target, (counts.get(target) ?? 0) + customers);
  };
  for (const [source, count] of from) {
    if (source === '(drop-off)') {
      add(source, source, count);
      continue;
    }
    let left = count;
    to.forEach((target, n) => {
      const part = Math.floor((left * ((n * 7 + source.length + step) % 5)) / 9);
      add(source, target, part);
      left -= part;
    });
    const gone = Math.floor(left / 3);
    add(source, '(drop-off)', gone);
    add(source, '(other)', left - gone);
  }
  return { rows, counts };
}

export function flow({ depth = 5, width = 6, isLong = false, customers = 8930 } = {}): Answer {
  const places = names(width, isLong);
  const parts = places.reduce((sum, _, n) => sum + 1 / (n + 1), 0);
  let counts: Counts = new Map([...places.map((name, n): [string, number] => [name, Math.floor((customers * 0.8) / (n + 1) / parts)])]);
  const named = [...counts.values()].reduce((sum, count) => sum + count, 0);
  counts = new Map([...counts, ['(other)', customers - named]]);
  const rows: Row[] = [...counts].map(([to, count]) => ({ step: 1, from: null, to, customers: count, ...shareOf(count, customers) }));
  for (let step = 2; step <= depth; step += 1) {
    const next = onward(counts, places, step);
    rows.push(...next.rows);
    counts = next.counts;
  }
  return answerOf('flow', rows, { notes: [`${customers} of ${customers} have a path`] });
}

/** The same ways seen from their end: what was a drop-off is a start. */
function backwards(): Answer {
  const forward = flow();
  const turned = (name: unknown): unknown => (name === '(drop-off)' ? '(start)' : name);
  return {
    ...forward, rows: forward.rows.map((row) => ({ ...row, from: turned(row['from']), to: turned(row['to']) })),
    measures: { ...forward.measures, share: { unit: 'share', variant: 'of_all_paths_backwards' } },
  };
}

export function funnel(steps: number, isLong = false, first = 8930): Answer {
  const places = names(steps, isLong);
  const counts = places.map((_, n) => Math.floor(first * 0.68 ** n));
  const rows = places.map((step, n) => ({ step, customers: counts[n]!, ...shareOf(counts[n]!, counts[0]!), step_share: n === 0 ? 1 : counts[n]! / Math.max(1, counts[n - 1]!) }));
  return answerOf('funnel', rows, { measures: { share: { unit: 'share', variant: 'ordered_within_604800_seconds_of_first_step' } } });
}

function retention(months: number, size = 900): Answer {
  const month = (n: number): string => new Date(Date.UTC(2026, 1 - months + n, 1)).toISOString().slice(0, 7);
  const rows = Array.from({ length: months }, (_, n) => n).flatMap((n) => {
    const own = n === 0 ? 12 : size - n * 7;
    return Array.from({ length: months - n }, (_, age) => ({ cohort: month(n), age, customers: age === 0 ? own : Math.floor(own * (0.46 / (1 + age * 0.3))), ...shareOf(age === 0 ? own : Math.floor(own * (0.46 / (1 + age * 0.3))), own) }));
  });
  return answerOf('retention', rows);
}

function transitions(places: number, isLong = false): Answer {
  const all = names(places, isLong);
  const rows = all.flatMap((from, a) => all.flatMap((to, b) => {
    const count = Math.floor(40_000 / (1 + a * b + ((a + 3 * b) % 7) * 11));
    return (a * 5 + b) % 4 === 0 ? [] : [{ from, to, count, customers: Math.ceil(count / 3), median_wait_seconds: 20 * (1 + a) ** 3 * (1 + b) }];
  }));
  return answerOf('transitions', rows.sort((a, b) => b.count - a.count));
}

function around(places: number, isLong = false, visitors = 8930): Answer {
  const all = names(places, isLong);
  const side = (which: string, end: string): Row[] => {
    const parts = all.map((_, n) => Math.floor(visitors / (isLong ? 9 + n * 3 : 3 + n * 1.7)));
    const kept = parts.map((part, n) => Math.min(part, Math.max(0, visitors - parts.slice(0, n).reduce((sum, one) => sum + one, 0))));
    const rest = visitors - kept.reduce((sum, one) => sum + one, 0);
    const share = (name: string, part: number): Row => ({ [`${name}_share`]: part / visitors, [`${name}_share_interval`]: shareOf(part, visitors).share_interval });
    const few = visitors < 30 ? { small_sample: true } : {};
    const rows = all.map((step, n): Row => ({ side: which, step, direct: kept[n]!, ...few, ...share('direct', kept[n]!), eventual: Math.min(visitors, kept[n]! * 2), ...share('eventual', Math.min(visitors, kept[n]! * 2)), elsewhere_share: 0.4 / (1 + n) }));
    return [...rows, { side: which, step: end, direct: rest, ...share('direct', rest), eventual: null, eventual_share: null, elsewhere_share: null }];
  };
  const at = isLong ? LONG[0]! : 'web: product page';
  return answerOf('around', [...side('before', '(start)'), ...side('after', '(drop-off)')], { notes: [`${visitors} visited '${at}', 120 never did; the first visit of each counts`] });
}

const STAGES = ['awareness', 'consideration', 'purchase', 'retention', 'advocacy', 'unplaced'];
const CHANNELS = ['web', 'email', 'store', 'phone', 'sms', 'whatsapp', 'a channel of our own making with a very long name', 'chat'];

/** A year of months, the last of which is not over; of every third row it rises for sure. */
function trendOf(n: number): Row {
  const at = Array.from({ length: 12 }, (_, month) => `2025-${String(month + 1).padStart(2, '0')}`);
  const rises = n % 3 === 0;
  const customers = { unit: 'count', series: at.map((_, month) => (n % 5 === 4 && month === 3 ? null : 100 + month * (rises ? 20 : 1))), n: at.map(() => 100), change: rises ? 0.08 : 0.01, change_interval: [0.005, 0.1], p: 0.001, way: rises ? 'up' : null };
  const changed = [...(rises ? ['customers:up'] : []), ...(n % 4 === 1 ? ['left_share:up', 'feeling:down'] : [])];
  return { left_share: 0.2, wait_median: null, conversion_share: 0.1, feeling: null, changed, trend: { step: 'month', at, is_whole: at.map((_, month) => month < 11), figures: { customers } } };
}

function touchpoints(count: number, isLong = false): Answer {
  const rows = names(count, isLong).map((name, n) => ({
    name, channel: CHANNELS[n % CHANNELS.length]!, stage: STAGES[n % STAGES.length]!, provenance: 'inferred', customers: Math.floor(8930 / (n + 1)) - (n > 200 ? 9 : 0), interactions: Math.floor(30_000 / (n + 1)), rule: 'words', confidence: 0.75, ...(isLong ? trendOf(n) : {}),
  }));
  return answerOf('touchpoints', rows);
}

function channels(count: number): Answer {
  const rows = Array.from({ length: count }, (_, n) => ({ channel: CHANNELS[n] ?? `${LONG[n % LONG.length]!.slice(0, 55)} ${n}`, customers: Math.floor(8930 / (n + 1)), interactions: Math.floor(60_000 / (n + 1)), physical: false, ...trendOf(n) }));
  return answerOf('channels', rows, { notes: ['4475 interactions of nobody known are counted here, and never in paths'] });
}

function stages(ids: readonly string[]): Answer {
  const rows = ids.map((stage, n) => ({ stage, customers: Math.floor(8000 / (n + 1)), ...shareOf(Math.floor(8000 / (n + 1)), 8930), median_seconds_to_next: n === ids.length - 1 ? null : 69 * 30 ** (n % 5), progressed: 10 }));
  return answerOf('stages', rows);
}

/** Pictures of where customers go. */
export const WAY_ANSWERS: Readonly<Record<string, () => Answer>> = {
  'flow': () => flow(),
  'flow, backwards': backwards,
  'flow, one row': () => answerOf('flow', flow({ depth: 1, width: 1 }).rows.slice(0, 1)),
  'flow, few customers': () => flow({ customers: 11, width: 3 }),
  'flow, overfull': () => flow({ depth: 14, width: 34, isLong: true }),
  'funnel': () => funnel(4),
  'funnel, one row': () => funnel(1),
  'funnel, few customers': () => funnel(3, false, 20),
  'funnel, overfull': () => funnel(20, true),
  'retention': () => retention(13),
  'retention, one row': () => retention(1),
  'retention, overfull': () => retention(60, 4000),
  'transitions': () => transitions(7),
  'transitions, one row': () => answerOf('transitions', transitions(2).rows.slice(0, 1)),
  'transitions, overfull': () => transitions(40, true),
  'around': () => around(6),
  'around, one row': () => answerOf('around', around(1).rows.slice(0, 1)),
  'around, few customers': () => around(4, false, 20),
  'around, overfull': () => around(60, true),
  'touchpoints': () => touchpoints(18),
  'touchpoints, one row': () => touchpoints(1),
  'touchpoints, overfull': () => touchpoints(1000, true),
  'channels': () => channels(8),
  'channels, one row': () => channels(1),
  'channels, overfull': () => channels(60),
  'stages': () => stages(STAGES),
  'stages, one row': () => stages(['purchase']),
  'stages, overfull': () => stages(names(30, true)),
};
