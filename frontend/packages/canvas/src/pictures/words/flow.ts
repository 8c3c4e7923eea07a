/** What the picture of a flow says, in every language. */
import type { PictureWords } from './index.ts';

export const flowWords = {
  'flow.title': { en: 'Which ways customers take', sv: 'Vilka vägar kunderna tar', da: 'Hvilke veje kunderne tager', nb: 'Hvilke veier kundene tar' },
  'flow.title.after': { en: 'Which ways lead on from {at}', sv: 'Vilka vägar som leder vidare från {at}', da: 'Hvilke veje der fører videre fra {at}', nb: 'Hvilke veier som fører videre fra {at}' },
  'flow.title.before': { en: 'Which ways lead to {at}', sv: 'Vilka vägar som leder till {at}', da: 'Hvilke veje der fører til {at}', nb: 'Hvilke veier som fører til {at}' },
  'flow.step': { en: 'Step {n:count}', sv: 'Steg {n:count}', da: 'Trin {n:count}', nb: 'Steg {n:count}' },
  'flow.label': { en: 'Step {step:count}, {from} to {to}: {customers:count}, {share:share} of all paths', sv: 'Steg {step:count}, {from} till {to}: {customers:count}, {share:share} av alla vägar', da: 'Trin {step:count}, {from} til {to}: {customers:count}, {share:share} af alle veje', nb: 'Steg {step:count}, {from} til {to}: {customers:count}, {share:share} av alle veier' },
} as const satisfies PictureWords;
