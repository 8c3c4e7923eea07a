/** What the picture of a flow says, in every language. */
import type { PictureWords } from './form.ts';

export const flowWords = {
  'flow.title': { en: 'Which ways customers take', sv: 'Vilka vägar kunderna tar', da: 'Hvilke veje kunderne tager', nb: 'Hvilke veier kundene tar' },
  'flow.title.after': { en: 'Which ways lead on from {at}', sv: 'Vilka vägar som leder vidare från {at}', da: 'Hvilke veje der fører videre fra {at}', nb: 'Hvilke veier som fører videre fra {at}' },
  'flow.title.before': { en: 'Which ways lead to {at}', sv: 'Vilka vägar som leder till {at}', da: 'Hvilke veje der fører til {at}', nb: 'Hvilke veier som fører til {at}' },
  'flow.step': { en: 'Step {n:count}', sv: 'Steg {n:count}', da: 'Trin {n:count}', nb: 'Steg {n:count}' },
  'flow.step.from_end': { en: '{n:count} from the end', sv: '{n:count} från slutet', da: '{n:count} fra slutningen', nb: '{n:count} fra slutten' },
  'flow.step.here': { en: 'Here', sv: 'Här', da: 'Her', nb: 'Her' },
  'flow.step.before': { en: '{n:count|step before|steps before}', sv: '{n:count|steg före|steg före}', da: '{n:count|trin før|trin før}', nb: '{n:count|steg før|steg før}' },
  'flow.step.after': { en: '{n:count|step later|steps later}', sv: '{n:count|steg senare|steg senare}', da: '{n:count|trin senere|trin senere}', nb: '{n:count|steg senere|steg senere}' },
  'flow.everybody': { en: '{n:count} with a path', sv: '{n:count} med en väg', da: '{n:count} med en vej', nb: '{n:count} med en vei' },
  'flow.on_the_way': { en: '{n:count} on their way', sv: '{n:count} på väg', da: '{n:count} undervejs', nb: '{n:count} underveis' },
  'flow.ended': {
    en: '{share:share} have left by step {n:count}.', sv: '{share:share} har hoppat av senast vid steg {n:count}.', da: '{share:share} er faldet fra senest ved trin {n:count}.', nb: '{share:share} har falt fra senest ved steg {n:count}.',
  },
  'flow.begun': {
    en: '{share:share} began within the {n:count} steps shown.', sv: '{share:share} började inom de {n:count} steg som visas.', da: '{share:share} begyndte inden for de {n:count} viste trin.', nb: '{share:share} begynte innenfor de {n:count} stegene som vises.',
  },
  'flow.most': {
    en: 'The most taken move leads from {from} to {to}: {n:count}.', sv: 'Flest går från {from} till {to}: {n:count}.', da: 'Flest går fra {from} til {to}: {n:count}.', nb: 'Flest går fra {from} til {to}: {n:count}.',
  },
  'flow.gathered': {
    en: 'Other holds up to {n:count} more in a step.', sv: 'Övriga rymmer upp till {n:count} till i ett steg.',
    da: 'Andre rummer op til {n:count} mere i et trin.', nb: 'Andre rommer opptil {n:count} til i et steg.',
  },
  'flow.node': { en: '{step}, {name}: {n:count}, {share} of all paths', sv: '{step}, {name}: {n:count}, {share} av alla vägar', da: '{step}, {name}: {n:count}, {share} af alle veje', nb: '{step}, {name}: {n:count}, {share} av alle veier' },
  'flow.label': { en: '{from} to {to}: {customers:count}, {share} of all paths', sv: '{from} till {to}: {customers:count}, {share} av alla vägar', da: '{from} til {to}: {customers:count}, {share} af alle veje', nb: '{from} til {to}: {customers:count}, {share} av alle veier' },
} as const satisfies PictureWords;
