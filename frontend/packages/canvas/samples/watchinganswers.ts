/** Invented alerts: usual ones, one alone, and more than a sheet holds, with names of sixty letters. */
import type { Answer, Row } from '../src/pictures/answer.ts';
import { answerOf } from './answers.ts';
import { CHECK_ANSWERS } from './checkanswers.ts';

const LONG = 'Orderbekräftelseaviseringspåminnelsemeddelandeutskicksrutinen';
const WHATS = ['contacts', 'wait_median', 'low_score_share', 'customers', 'conversion_share', 'interactions', 'left_share', 'unanswered_share'];
const NOTES = ['143 series are watched day by day, with at most 1 false alarm a month', '2026-01-31 is the last whole day that was looked at', 'nothing has come in for 21 days'];

const day = (n: number): string => new Date(Date.UTC(2025, 11, 1 + n)).toISOString().slice(0, 10);

/** Eight weeks of a series that leaves its band on day `off`. */
function days(unit: string, { off, factor }: { off: number; factor: number }): unknown[][] {
  const level = unit === 'share' ? 0.2 : unit === 'seconds' ? 900 : 40;
  return Array.from({ length: 56 }, (_, n) => {
    const mean = level * (n % 7 === 6 ? 0.4 : 1);
    const seen = mean * (1 + 0.1 * Math.sin(n * 2.3)) * (n >= off ? factor : 1);
    return n % 19 === 18 ? [day(n), null, null, null, null, n >= off] : [day(n), seen, mean, mean * 0.7, mean * 1.35, n >= off];
  });
}

export function alerts(count: number, isLong = false): Answer {
  const rows = Array.from({ length: count }, (_, n): Row => {
    const what = WHATS[n % WHATS.length]!;
    const unit = what.startsWith('wait') ? 'seconds' : what.endsWith('share') ? 'share' : 'count';
    const isFall = what === 'conversion_share' || n % 8 === 5;
    const off = [55, 54, 40, 20][n % 4]!;
    const kind = n % 8 === 5 ? 'silence' : isFall ? 'drop' : off > 53 ? 'spike' : 'surge';
    const isOver = n % 3 === 2;
    const expected = unit === 'share' ? 0.2 : unit === 'seconds' ? 900 : 431.6;
    return {
      state: isOver ? 'passed' : 'now', kind, what, at: what === 'conversion_share' ? null : isLong ? `${LONG.slice(0, 56)} ${n}` : `touchpoint ${n}`, part: 'touchpoint', channel: n % 2 === 0 ? 'phone' : null, stage: n % 3 === 0 ? null : 'retention',
      since: day(off), until: isOver ? day(55) : null, observed: expected * (isFall ? 0.4 : 2.2), expected, expected_interval: [expected * 0.8, expected * 1.2], ratio: isFall ? 0.4 : 2.2, n: unit === 'count' ? null : 1204, chance: 0.00001, customers: n % 8 === 5 ? null : 292 * (n + 1), also: n % 5,
      unit, mark: null, evidence: 'resa show touchpoints', beside: Array.from({ length: n % 5 }, (__, m) => ['customers', isLong ? LONG : `touchpoint ${m}`]), days: days(unit, { off, factor: kind === 'silence' ? 0 : isFall ? 0.4 : 2.2 }),
    };
  });
  return answerOf('alerts', rows.sort((a, b) => String(a['state']).localeCompare(String(b['state']))), { notes: NOTES });
}

/** Alerts of hours beside those of days. */
function hourly(): Answer {
  const { rows, ...rest } = alerts(4);
  const hours = Array.from({ length: 60 }, (_, n) => [`2026-01-${String(29 + Math.floor(n / 24)).padStart(2, '0')}T${String(n % 24).padStart(2, '0')}:00`, 3 + (n % 24) + (n > 55 ? 40 : 0), n < 3 ? null : 3 + (n % 24), n < 3 ? null : 1, n < 3 ? null : 12 + (n % 24), n > 55]);
  const told = ['contacts', 'visits', 'interactions', 'bad_text_share'].map((what, n): Row => ({
    ...rows[0]!, grain: 'hour', what, kind: n === 2 ? 'silence' : 'spike', at: n === 2 ? 'web' : `touchpoint ${n}`, unit: 'count', since: '2026-01-31T08:00', until: n === 1 ? '2026-01-31T12:00' : null, state: 'now', provenance: n === 3 ? 'inferred' : 'measured', days: hours, weeks_before: n === 0 ? [] : [['2026-01-24T08:00', 12], ['2026-01-17T08:00', 7]],
  }));
  return { ...rest, rows: [...told, ...rows], notes: [...rest.notes, '35 series are watched hour by hour, with at most 1 false alarm a month too'] };
}

export const WATCHING_ANSWERS: Readonly<Record<string, () => Answer>> = {
  alerts: () => alerts(6), 'alerts, one': () => alerts(1), 'alerts, of hours': hourly, 'alerts, overfull': () => alerts(30), 'alerts, long names': () => alerts(8, true), ...CHECK_ANSWERS,
};
