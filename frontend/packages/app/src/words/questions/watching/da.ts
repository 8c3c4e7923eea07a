/** What the questions about checks and what changes say, in Danish. */
import type { watchingEn } from './en.ts';

export const watchingDa: Readonly<Record<keyof typeof watchingEn, string>> = {
  'ask.checks': 'Hvad bør tjekkes, hvor folk skal købe?',
  'ask.checks.why': 'Mobil mod computer, formularernes felter, kassens trin, betalingsmåder, opfordringen, tillid og sikkerhed: målt i besøg, set på sider, du gemmer, eller sagt af mennesker.',
  'ask.none.checks': 'Intet er tjekket',
  'head.checks_area': 'Hører til',
  'head.checks_check': 'Tjek',
  'head.checks_verdict': 'Vurdering',
  'head.checks_at': 'Hvor',
  'head.checks_found': 'Fundet',
  'head.checks_against': 'De andre',
  'head.checks_difference': 'Blandt lige',
  'head.checks_n': 'Besøg',
  'head.checks_among': 'Ud af',
  'head.checks_says': 'Hvilke',
  'head.checks_basis': 'Hviler på',
  'head.checks_bring': 'Hvad der ville give svar',
  'head.checks_cause': 'Fører til',
  'head.checks_by': 'Sagt af',
  'head.left_share': 'Slutter besøget her',
  'head.wait_median': 'Ventetid på svar',
  'head.conversion_share': 'Når målet snart efter',
  'head.feeling': 'Følelse',
  'head.changed': 'Ændrer sig',
  'file.says.missing': 'mangler: {name}',
  'file.says.required': 'skal udfyldes: {name}',
};
