/** Invented answers for the pictures of what is worth mending: usual ones, one row alone, and far more than a sheet holds. */
import type { Answer, Row } from '../src/pictures/answer.ts';
import { answerOf } from './answers.ts';

const LONG = 'Orderbekräftelseaviseringspåminnelsemeddelandeutskicksrutinen';
const named = (n: number, isLong: boolean): string => (isLong ? `${LONG.slice(0, 56)} ${n}` : `touchpoint ${n}`);
const times = <T>(count: number, make: (n: number) => T): T[] => Array.from({ length: count }, (_, n) => make(n));

const FINDINGS = ['visit_end', 'delivery_wait', 'low_score', 'unanswered', 'worse_repeat', 'repeat', 'returns', 'cart'] as const;
const CAUSES = ['process', 'delivery', 'service', 'product', 'policy'] as const;

export function pains(count: number, isLong = false): Answer {
  const rows = times(count, (n): Row => {
    const finding = FINDINGS[n % FINDINGS.length]!;
    const unit = finding === 'delivery_wait' ? 'seconds' : finding === 'low_score' ? 'score' : 'share';
    const [figure, against] = unit === 'seconds' ? [745_628, 331_502] : unit === 'score' ? [3.8, 4.3] : [0.497, 0.178];
    const lost = Math.ceil(2300 / (n + 1));
    const isKnown = n % 3 !== 2;
    return {
      id: `finding:${n}`, rank: n + 1, kind: n % 7 === 5 ? 'delight' : 'pain', finding: n % 7 === 5 ? 'high_score' : finding, place: finding === 'repeat' ? 'chat → phone → email' : named(n, isLong), stage: 'purchase', cause: CAUSES[n % CAUSES.length]!,
      customers: Math.ceil(4600 / (n + 1)), figure, unit, against: n % 4 === 3 ? null : against, difference: figure! - against!, p: 0.0001, lost: isKnown ? lost : null,
      ...(isKnown ? { lost_interval: [n % 5 === 4 ? -20 : lost * 0.9, lost * 1.1], money: lost * 3742, money_interval: [n % 5 === 4 ? -1 : lost * 3000, lost * 4500], currency: 'SEK' } : { money: null }),
      feeling_gap: 0.3, worst: n % 2 === 0 ? ["device = 'mobile'", "profile.country = 'NO' and time >= 2026-09-01 and time < 2026-10-01"] : [], evidence: 'resa show waits',
    };
  });
  return answerOf('pains', rows.sort((a, b) => String(b['kind']).localeCompare(String(a['kind']))), { notes: ['of all that was looked for, at most one in twenty findings is expected to be chance'] });
}

export function drivers(outcomes: readonly string[], each: number, isLong = false): Answer {
  const kinds: readonly (readonly [string, string | null])[] = [['satisfaction', 'order delivered'], ['wait', 'delivery'], ['repeat', null], ['switches', null], ['wait', 'answer']];
  const rows = outcomes.flatMap((outcome) => times(each, (n): Row => {
    const [driver, place] = n < kinds.length ? kinds[n]! : (['met', named(n, isLong)] as const);
    const share = 0.5 / (n + 1);
    return {
      outcome, driver, place, n: 900, share, share_interval: [share * 0.8, Math.min(1, share * 1.3)], weight: share * 1.05, slope: n % 2 === 0 ? 0.3 : -0.2, p: 0.001, differs: n % 4 !== 3, performance: ((n * 37) % 100) / 100, usual: 0.5,
      quadrant: (['mend_first', 'keep_up', 'later', 'no_hurry'] as const)[n % 4]!, moment: n === 0, penalty: n === 0 ? -1.2 : null, reward: n === 0 ? 0.2 : null, nature: n === 0 ? 'must_have' : null,
    };
  }));
  return answerOf('drivers', rows, { notes: ['drivers go together with an outcome: that proves no cause', 'nps: 4571 explained, R² 0.377'] });
}

const PROPOSALS = ['show_it_earlier', 'staff_the_queue', 'say_how_long', 'hand_over', 'ask_in_stage', 'help_oneself', 'describe_it_truly'] as const;
const KINDS = ['offer', 'service', 'message', 'service', 'coverage', 'self_service', 'expectation'] as const;

const ORDERS: readonly string[] = ['money', 'goal', 'feeling', 'saving', 'customers'];

/** What a row is ordered by, and the figure that it is ordered by. */
function orderedBy(n: number, goal: number | null, felt: number | null): Row {
  if (goal !== null && n % 4 !== 3) return { ordered_by: 'money', at_least: goal * 3000 };
  if (felt !== null) return { ordered_by: 'feeling', at_least: 500 * (felt - 0.05) };
  return { ordered_by: n % 5 === 3 ? 'saving' : 'customers', at_least: 5000 / (n + 1) };
}

export function opportunities(count: number, isLong = false): Answer {
  const rows = times(count, (n): Row => {
    const [goal, felt] = [n % 3 === 1 ? null : 900 / (n + 1), n % 3 === 2 ? null : 0.1 + (n % 5) * 0.12];
    return {
      rank: n + 1, ...orderedBy(n, goal, felt), kind: KINDS[n % KINDS.length]!, proposal: PROPOSALS[n % PROPOSALS.length]!, place: named(n, isLong), stage: 'purchase', customers: Math.ceil(5000 / (n + 1)), goal_effect: goal,
      ...(goal === null ? { money: null } : { goal_effect_interval: [n % 4 === 3 ? -3 : goal * 0.8, goal * 1.2], money: goal * 3700, money_interval: [n % 4 === 3 ? -3 : goal * 3000, goal * 4400], currency: 'SEK' }),
      feeling_effect: felt, ...(felt === null ? {} : { feeling_effect_interval: [felt - 0.05, felt + 0.05] }), basis: goal === null && felt === null ? 'measured' : 'inferred',
      share: n % 2 === 0 ? 0.41 : null, saving: n % 5 === 3 ? 41_300 : null, ...(n % 2 === 0 ? { share_of: 'settled_without_a_contact' } : {}), evidence: 'resa show waits',
    };
  });
  return answerOf('opportunities', rows.sort((a, b) => ORDERS.indexOf(String(a['ordered_by'])) - ORDERS.indexOf(String(b['ordered_by']))).map((row, n) => ({ ...row, rank: n + 1 })), { notes: ['9 of 12 have an effect, inferred from how others went on and felt: try it out first'] });
}

export function economy(channels: number, isLong = false): Answer {
  const priced = (part: string, place: string, n: number, each: number | null): Row => ({
    part, place, count: 3400 - n * 31, each, money: each === null ? null : each * (3400 - n * 31), ...(each === null ? {} : { currency: 'SEK' }), newest: 1100, before: 900,
    change: n % 5 === 4 ? null : 0.4 - (n % 6) * 0.2, ...(n % 5 === 4 ? {} : { change_interval: [0.2 - (n % 6) * 0.2, 0.7 - (n % 6) * 0.2] }), return_share: null, basis: each === null ? 'measured' : 'asserted', ...(n % 7 === 6 ? { small_sample: true } : {}),
  });
  const rows: Row[] = [
    { part: 'revenue', place: null, count: 8949, each: 3742.3, each_interval: [3688, 3796], money: 33_489_858, currency: 'SEK', newest: 10_067_493, before: 8_641_936, change: 0.165, change_interval: [0.088, 0.247], return_share: null, basis: 'measured' },
    priced('goal', 'newsletter', 1, null),
    ...times(channels, (n) => priced('contacts', isLong ? named(n, true) : (['phone', 'chat', 'email', 'social'][n] ?? named(n, false)), n, n === 3 ? null : 85 - n)),
    ...times(channels, (n) => priced('messages', isLong ? named(n, true) : (['email', 'sms'][n] ?? named(n, false)), n, 0.4)),
    priced('self_service', named(1, isLong), 2, 61.3),
    { part: 'net', place: null, count: null, each: null, money: 33_100_000, currency: 'SEK', newest: null, before: null, change: null, return_share: 85.2, basis: 'asserted' },
  ];
  return answerOf('economy', rows, { notes: ['costs and values in SEK are as Anna said, not measured', 'revenue is what customers paid, not profit: only the costs named here are taken from it'] });
}

/** Pictures of what is worth mending. */
export const IMPROVING_ANSWERS: Readonly<Record<string, () => Answer>> = {
  'economy': () => economy(4),
  'economy, overfull': () => economy(40, true),
  'pains': () => pains(9),
  'pains, one row': () => pains(1),
  'pains, overfull': () => pains(90, true),
  'drivers': () => drivers(['nps', 'conversion'], 8),
  'drivers, one row': () => drivers(['csat'], 1),
  'drivers, overfull': () => drivers(['nps', 'csat', 'ces', 'conversion'], 40, true),
  'opportunities': () => opportunities(9),
  'opportunities, one row': () => opportunities(1),
  'opportunities, overfull': () => opportunities(90, true),
};
