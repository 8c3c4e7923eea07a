/** Vad frågorna om pengar säger, och reglagen för konton, beröringar och slag, på svenska. */
import type { moneyWordsEn } from './en.ts';

export const moneyWordsSv: Readonly<Record<keyof typeof moneyWordsEn, string>> = {
  'ask.economy': 'Vad kostar det, och vad ger det?',
  'ask.economy.why': 'Ordrar, [conversion|mål], kontakter och meddelanden, räknade; i pengar där någon har sagt vad de kostar eller är värda.',
  'ask.none.economy': 'Inget har beställts, frågats eller skickats',
  'option.accounts': 'Räkna som en kund',
  'option.accounts.none': 'ingen: var och en för sig',
  'option.touches': 'Får tillskrivas',
  'option.touches.all': 'alla kanaler',
  'option.touches.choose': 'Bara de här: ingen vald betyder alla kanaler',
  'option.touches.own': 'Ett eget filter: {filter}',
  'option.touches.drop': 'Tillskriv alla kanaler igen',
  'option.kind': 'Visa',
  'option.kind.all': 'alla fynd',
  'option.kind.pain': 'bara det som gör ont',
  'option.kind.delight': 'bara det som gläder',
  'option.kind.moment_of_truth': 'bara avgörande ögonblick',
  'head.each': 'Per styck',
  'head.newest': 'De senaste 90 dagarna',
  'head.mending_before': 'De 90 dagarna före',
  'head.mending_change': 'Förändring',
  'head.mending_part': 'Vad',
  'head.return_share': 'Kvar, gånger kostnaden',
  'head.saving': 'Kontakter som inte behövs, högst',
  'head.money_basis': 'Beloppet är',
};
