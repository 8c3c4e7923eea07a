/** What the questions about checks and what changes say, in Norwegian. */
import type { watchingEn } from './en.ts';

export const watchingNb: Readonly<Record<keyof typeof watchingEn, string>> = {
  'ask.checks': 'Hva bør sjekkes der folk skal kjøpe?',
  'ask.checks.why': 'Mobil mot datamaskin, feltene i skjemaer, trinnene i kassen, betalingsmåter, oppfordringen, tillit og sikkerhet: målt i besøk, sett på sider du lagrer, eller sagt av mennesker.',
  'ask.none.checks': 'Ingenting er sjekket',
  'head.checks_area': 'Hører til',
  'head.checks_check': 'Sjekk',
  'head.checks_verdict': 'Vurdering',
  'head.checks_at': 'Hvor',
  'head.checks_found': 'Funnet',
  'head.checks_against': 'De andre',
  'head.checks_difference': 'Blant like',
  'head.checks_n': 'Besøk',
  'head.checks_among': 'Av i alt',
  'head.checks_says': 'Hvilke',
  'head.checks_basis': 'Hviler på',
  'head.checks_bring': 'Hva som ville gitt svar',
  'head.checks_cause': 'Fører til',
  'head.checks_by': 'Sagt av',
  'head.left_share': 'Avslutter besøket her',
  'head.wait_median': 'Ventetid på svar',
  'head.conversion_share': 'Når målet kort etter',
  'head.feeling': 'Følelse',
  'head.changed': 'Endrer seg',
  'file.says.missing': 'mangler: {name}',
  'file.says.required': 'må fylles ut: {name}',
};
