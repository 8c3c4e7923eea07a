/** Invented checks: usual ones, one alone, nothing known, and more than a sheet holds, with names of sixty letters. */
import type { Answer, Row } from '../src/pictures/answer.ts';
import { answerOf } from './answers.ts';

const LONG = 'Orderbekräftelseaviseringspåminnelsemeddelandeutskicksrutinen';
const NOTES = ['72846 visits to site and app and 1 saved pages were looked at', 'who comes on a phone may differ in more than the screen: a difference among equals is no proof', 'how many fields are many, and how late a call to act may come, are rules of thumb'];
const OF: readonly (readonly [string, string])[] = [
  ['phone', 'phone_conversion'], ['phone', 'phone_step'], ['phone', 'phone_viewport'], ['form', 'form_fields'], ['form', 'form_labels'], ['form', 'form_filling'], ['checkout', 'checkout_steps'], ['checkout', 'checkout_left'], ['checkout', 'checkout_back'],
  ['payment', 'payment_options'], ['payment', 'payment_named'], ['call', 'call_place'], ['trust', 'trust_links'], ['trust', 'secure_address'],
];
const VERDICTS = ['fault', 'look', 'fine'];
const SAYS: Readonly<Record<string, readonly string[]>> = {
  phone_viewport: ['no_zoom'], form_fields: ['required:6'], form_labels: ['email', 'phone'], checkout_steps: ['web: basket', 'web: checkout delivery', 'web: order placed'], payment_named: ['pay:card', 'pay:invoice'], call_place: ['Betala'], trust_links: ['link:terms', 'missing:returns', 'missing:privacy'],
};

function row(n: number, { isLong, isKnown }: { readonly isLong: boolean; readonly isKnown: boolean }): Row {
  const [area, check] = OF[n % OF.length]!;
  const at = check.endsWith('conversion') ? null : isLong ? `${LONG} ${n}` : `web: step ${n}`;
  const nothing = { area, check, at: null, found: null, against: null, difference: null, unit: null, n: null, among: null, p: null, says: [], basis: 'nothing', provenance: null, bring: 'page', cause: null, stage: null, mark: null, evidence: null, by: null, verdict: 'unknown' };
  if (!isKnown || n % 10 === 9) return nothing;
  const known = { ...nothing, at, bring: null, verdict: VERDICTS[n % 3]!, basis: 'page', provenance: 'measured', says: SAYS[check] ?? [], stage: 'purchase' };
  if (['phone_conversion', 'phone_step', 'checkout_left', 'checkout_back'].includes(check)) {
    return { ...known, basis: 'journeys', found: 0.5, found_interval: [0.48, 0.52], against: 0.8, against_interval: [0.79, 0.81], difference: -0.3, difference_interval: [-0.33, -0.27], unit: 'share', n: 11_042, p: 0 };
  }
  if (check === 'payment_options') return { ...known, basis: 'people', provenance: 'asserted', says: ['Klarna, Swish and card'], by: 'Eva Ek' };
  return { ...known, found: check === 'call_place' ? 0.6 : 4, unit: check === 'call_place' ? 'share' : 'count', among: check === 'call_place' ? null : 12 };
}

export function checks(count: number, { isLong = false, isKnown = true } = {}): Answer {
  const areas = [...new Set(OF.map(([area]) => area))];
  const rows = Array.from({ length: count }, (_, n) => row(n, { isLong, isKnown })).sort((a, b) => areas.indexOf(String(a['area'])) - areas.indexOf(String(b['area'])));
  return answerOf('checks', rows, { notes: NOTES });
}

export const CHECK_ANSWERS: Readonly<Record<string, () => Answer>> = {
  checks: () => checks(14), 'checks, one': () => checks(1), 'checks, nothing known': () => checks(12, { isKnown: false }), 'checks, overfull': () => checks(120), 'checks, long names': () => checks(14, { isLong: true }),
};
