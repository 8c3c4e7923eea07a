/** Hva spørsmålene om penger sier, og valgene av kontoer, berøringer og slag, på bokmål. */
import type { moneyWordsEn } from './en.ts';

export const moneyWordsNb: Readonly<Record<keyof typeof moneyWordsEn, string>> = {
  'ask.economy': 'Hva koster det, og hva gir det?',
  'ask.economy.why': 'Ordrer, [conversion|mål], henvendelser og meldinger, telt; i penger der noen har sagt hva de koster eller er verdt.',
  'ask.none.economy': 'Ingenting er bestilt, spurt om eller sendt',
  'option.accounts': 'Regn som én kunde',
  'option.accounts.none': 'ingen: hver for seg',
  'option.touches': 'Kan tilskrives',
  'option.touches.all': 'alle kanaler',
  'option.touches.choose': 'Bare disse: ingen valgt betyr alle kanaler',
  'option.touches.own': 'Et eget filter: {filter}',
  'option.touches.drop': 'Tilskriv alle kanaler igjen',
  'option.kind': 'Vis',
  'option.kind.all': 'alle funn',
  'option.kind.pain': 'bare det som gjør vondt',
  'option.kind.delight': 'bare det som gleder',
  'option.kind.moment_of_truth': 'bare avgjørende øyeblikk',
  'head.each': 'Hver',
  'head.newest': 'De siste 90 dagene',
  'head.mending_before': 'De 90 dagene før',
  'head.mending_change': 'Endring',
  'head.mending_part': 'Hva',
  'head.return_share': 'Igjen, ganger kostnaden',
  'head.saving': 'Henvendelser som ikke trengs, høyst',
  'head.money_basis': 'Beløpet er',
};
