/** Invented answers about personas: usual ones, one in full, and far more and far longer than a sheet holds. */
import type { Answer, Row } from '../src/pictures/answer.ts';
import { answerOf, shareOf } from './answers.ts';

const LONG = 'Orderbekräftelseaviseringspåminnelsemeddelandeutskicksrutinen';
const LEVELS = ['none', 'some', 'high', 'mainly', 'low', 'middle'];
const TRAITS = ['acts', 'orders', 'channel:app', 'profile:Nivå', 'evening', 'absence', 'order_value', 'channel:store', 'contacts', 'channel:fjärrkontroll'];

function told(aspect: string, trait: string | null, part: number, more: Row = {}): Row {
  return { aspect, trait, level: null, customers: part, ...shareOf(part, 2000), versus_share: 0.32, p: 0.001, differs: true, provenance: 'measured', text: null, ...more };
}

function persona(n: number, { isLong = false, isWhole = false } = {}): Row[] {
  const name = isLong ? `${LONG.slice(0, 50)}, handlar ofta ${n}` : `App first, buys often ${n}`;
  const traits = Array.from({ length: isWhole ? 20 : 3 }, (_, at): Row => told('behaviour', isLong ? `profile:${LONG} ${at}` : TRAITS[(at + n) % TRAITS.length]!, 1900 - at * 60, {
    level: LEVELS[(at + n) % LEVELS.length]!, ...(at % 2 === 0 ? { typical: 2 + at, versus_typical: 1, unit: at % 4 === 0 ? 'days' : 'SEK' } : {}), ...(at === 2 ? { small_sample: true } : {}),
  }));
  const size = told('size', 'customers', 1400 - n * 90, { names: [['en', name], ['sv', `${name} (sv)`], ['da', name], ['nb', name]], versus_share: null, p: null, differs: null, provenance: 'inferred' });
  const rows: Row[] = [
    size, ...traits,
    told('age', 'profile:year', 900, { share: null, text: '31–47' }),
    ...['channel:web', 'channel:store', 'channel:email'].map((trait, at) => told('uses', trait, 1200 - at * 400)),
    told('when', 'evening', 900), told('outcome', 'score', 800, { level: 'high', typical: 1.39, versus_typical: 1.18, unit: 'score' }),
    ...(isWhole ? [told('drives', 'met:web: size guide', 900), told('challenges', 'topic:delivery', 300), told('reacts', 'reacts:email', 300)] : []),
    told('feels', 'reported', 300, { share: null, n: 300, typical: 0.62, typical_interval: [0.5, 0.74], versus_typical: 0.31, unit: 'feeling' }),
    told('feels', 'read', 40, { share: null, n: 40, typical: -0.4, typical_interval: [-0.7, -0.1], versus_typical: 0.2, unit: 'feeling', provenance: 'inferred' }),
    ...(isWhole ? [told('occupation', 'profile:Yrke', 300, { level: isLong ? LONG : 'Lärare' }), told('interests', 'interest:vandring', 300)] : []),
    told('interests', null, 0, { share: null, said_by: 'Åsa Berg', text: isLong ? LONG : 'hiking with children', provenance: 'asserted' }),
    told('quote', 'survey', 120, { share: null, text: 'Byxorna höll torrt i sju dagar med regn, och de satt perfekt redan från början.' }),
    told('size', 'drift', 900, { text: '2026-01-04' }),
  ];
  return rows.map((row) => ({ persona: `persona-${n}`, name, ...row }));
}

function workshop(): Row[] {
  const claims = ['holds', 'contradicts', 'untold'].map((text, at) => told('claim', TRAITS[at]!, 300, { level: 'high', text, provenance: 'asserted', ...(text === 'untold' ? { share: null, versus_share: null, p: null, differs: null } : {}) }));
  const size = told('size', 'customers', 640, { names: [['en', 'Maja'], ['sv', 'Maja'], ['da', 'Maja'], ['nb', 'Maja']], provenance: 'asserted' });
  return [size, ...claims].map((row) => ({ persona: 'maja', name: 'Maja', ...row }));
}

const many = (count: number, isLong = false): Row[] => Array.from({ length: count }, (_, n) => persona(n, { isLong })).flat();
const NOTES = ['8645 customers are in no persona: too little is known of them', '6 groups fitted on 3000 customers, stability 0.91 (mean adjusted Rand of refits; at least 0.6 is shown)', 'left out of the fit, to test it: score'];

export const PERSONA_ANSWERS: Readonly<Record<string, () => Answer>> = {
  'personas': () => answerOf('personas', many(5), { notes: NOTES }),
  'personas, one': () => answerOf('personas', many(1)),
  'personas, with a workshop’s': () => answerOf('personas', [...many(3), ...workshop()]),
  'personas, in full': () => answerOf('personas', persona(2, { isWhole: true })),
  'personas, overfull': () => answerOf('personas', many(14, true)),
};
