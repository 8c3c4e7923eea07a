/** Hvad spørgsmålene om penge siger, og valgene af konti, berøringer og slags, på dansk. */
import type { moneyWordsEn } from './en.ts';

export const moneyWordsDa: Readonly<Record<keyof typeof moneyWordsEn, string>> = {
  'ask.economy': 'Hvad koster det, og hvad giver det?',
  'ask.economy.why': 'Ordrer, [conversion|mål], henvendelser og beskeder, talt; i penge, hvor nogen har sagt, hvad de koster eller er værd.',
  'ask.none.economy': 'Intet er bestilt, spurgt om eller sendt',
  'option.accounts': 'Tæl som én kunde',
  'option.accounts.none': 'ingen: hver for sig',
  'option.touches': 'Kan tilskrives',
  'option.touches.all': 'alle kanaler',
  'option.touches.choose': 'Kun disse: ingen valgt betyder alle kanaler',
  'option.touches.own': 'Et eget filter: {filter}',
  'option.touches.drop': 'Tilskriv alle kanaler igen',
  'option.kind': 'Vis',
  'option.kind.all': 'alle fund',
  'option.kind.pain': 'kun det, der gør ondt',
  'option.kind.delight': 'kun det, der glæder',
  'option.kind.moment_of_truth': 'kun afgørende øjeblikke',
  'head.each': 'Hver',
  'head.newest': 'De seneste 90 dage',
  'head.mending_before': 'De 90 dage før',
  'head.mending_change': 'Ændring',
  'head.mending_part': 'Hvad',
  'head.return_share': 'Tilbage, gange omkostningen',
  'head.saving': 'Henvendelser, der kan undværes, højst',
  'head.money_basis': 'Beløbet er',
};
