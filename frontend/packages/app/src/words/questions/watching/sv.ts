/** What the questions about checks and what changes say, in Swedish. */
import type { watchingEn } from './en.ts';

export const watchingSv: Readonly<Record<keyof typeof watchingEn, string>> = {
  'ask.checks': 'Vad bör kontrolleras där folk ska köpa?',
  'ask.checks.why': 'Mobil mot dator, formulärens fält, kassans steg, betalsätt, uppmaningen, förtroende och säkerhet: mätt i besök, sett på sidor som du sparar eller sagt av människor.',
  'ask.none.checks': 'Inget är kontrollerat',
  'head.checks_area': 'Hör till',
  'head.checks_check': 'Kontroll',
  'head.checks_verdict': 'Omdöme',
  'head.checks_at': 'Var',
  'head.checks_found': 'Hittat',
  'head.checks_against': 'De andra',
  'head.checks_difference': 'Bland lika',
  'head.checks_n': 'Besök',
  'head.checks_among': 'Av så många',
  'head.checks_says': 'Vilka',
  'head.checks_basis': 'Vilar på',
  'head.checks_bring': 'Vad som skulle ge svar',
  'head.checks_cause': 'Leder till',
  'head.checks_by': 'Sagt av',
  'head.left_share': 'Slutar besöket här',
  'head.wait_median': 'Väntan på svar',
  'head.conversion_share': 'Når målet snart efter',
  'head.feeling': 'Känsla',
  'head.changed': 'Ändras',
  'file.says.missing': 'saknas: {name}',
  'file.says.required': 'måste fyllas i: {name}',
};
