/** What pictures and tables say of trends, in every language. */
import type { PictureWords } from './form.ts';

export const trendWords = {
  'trend.by.month': { en: 'By month', sv: 'Månad för månad', da: 'Måned for måned', nb: 'Måned for måned' },
  'trend.by.week': { en: 'By week', sv: 'Vecka för vecka', da: 'Uge for uge', nb: 'Uke for uke' },
  'trend.change.month': { en: 'A month', sv: 'I månaden', da: 'Om måneden', nb: 'I måneden' },
  'trend.change.week': { en: 'A week', sv: 'I veckan', da: 'Om ugen', nb: 'I uken' },
  'trend.percent': { en: '{change}%', sv: '{change} %', da: '{change} %', nb: '{change} %' },
  'trend.key.counts': { en: 'a direction that is more than chance', sv: 'en riktning som är mer än slump', da: 'en retning, der er mere end tilfældig', nb: 'en retning som er mer enn tilfeldig' },
  'trend.key.open': { en: 'not over yet', sv: 'inte slut än', da: 'ikke slut endnu', nb: 'ikke slutt ennå' },
  'trend.of.left_share:up': { en: 'more visits end here', sv: 'fler besök slutar här', da: 'flere besøg ender her', nb: 'flere besøk slutter her' },
  'trend.of.left_share:down': { en: 'fewer visits end here', sv: 'färre besök slutar här', da: 'færre besøg ender her', nb: 'færre besøk slutter her' },
  'trend.of.wait_median:up': { en: 'waits grow longer', sv: 'väntan blir längre', da: 'ventetiden bliver længere', nb: 'ventetiden blir lengre' },
  'trend.of.wait_median:down': { en: 'waits grow shorter', sv: 'väntan blir kortare', da: 'ventetiden bliver kortere', nb: 'ventetiden blir kortere' },
  'trend.of.conversion_share:up': { en: 'more reach the goal after it', sv: 'fler når målet efteråt', da: 'flere når målet bagefter', nb: 'flere når målet etterpå' },
  'trend.of.conversion_share:down': { en: 'fewer reach the goal after it', sv: 'färre når målet efteråt', da: 'færre når målet bagefter', nb: 'færre når målet etterpå' },
  'trend.of.feeling:up': { en: 'feelings rise', sv: 'känslan stiger', da: 'følelsen stiger', nb: 'følelsen stiger' },
  'trend.of.feeling:down': { en: 'feelings sink', sv: 'känslan sjunker', da: 'følelsen synker', nb: 'følelsen synker' },
  'trend.said.customers:up': { en: 'more customers', sv: 'fler kunder', da: 'flere kunder', nb: 'flere kunder' },
  'trend.said.customers:down': { en: 'fewer customers', sv: 'färre kunder', da: 'færre kunder', nb: 'færre kunder' },
  'trend.said.interactions:up': { en: 'more often', sv: 'oftare', da: 'oftere', nb: 'oftere' },
  'trend.said.interactions:down': { en: 'less often', sv: 'mer sällan', da: 'sjældnere', nb: 'sjeldnere' },
  'note.trend.month': {
    en: 'Directions are of whole months, and corrected for the {n:count} that were looked at together.', sv: 'Riktningar gäller hela månader och är korrigerade för de {n:count} som granskades tillsammans.',
    da: 'Retninger gælder hele måneder og er korrigeret for de {n:count}, der blev set på samtidig.', nb: 'Retninger gjelder hele måneder og er korrigert for de {n:count} som ble sett på samtidig.',
  },
  'note.trend.week': {
    en: 'Directions are of whole weeks, and corrected for the {n:count} that were looked at together.', sv: 'Riktningar gäller hela veckor och är korrigerade för de {n:count} som granskades tillsammans.',
    da: 'Retninger gælder hele uger og er korrigeret for de {n:count}, der blev set på samtidig.', nb: 'Retninger gjelder hele uker og er korrigert for de {n:count} som ble sett på samtidig.',
  },
  'note.trend.open': { en: 'Not whole, and in no direction: {periods}.', sv: 'Inte hela, och i ingen riktning: {periods}.', da: 'Ikke hele og ikke med i nogen retning: {periods}.', nb: 'Ikke hele, og ikke med i noen retning: {periods}.' },
} as const satisfies PictureWords;
