/** What the picture of moves between channels and devices says, in every language. */
import type { PictureWords } from './form.ts';

export const switchesWords = {
  'switches.title': { en: 'Who moves from where to where', sv: 'Vem som går varifrån och vart', da: 'Hvem der går hvorfra og hvorhen', nb: 'Hvem som går hvorfra og hvorhen' },
  'switches.title.channel': { en: 'How customers move between channels', sv: 'Hur kunderna rör sig mellan kanaler', da: 'Hvordan kunderne bevæger sig mellem kanaler', nb: 'Hvordan kundene beveger seg mellom kanaler' },
  'switches.title.stage': { en: 'How customers move between stages', sv: 'Hur kunderna rör sig mellan skeden', da: 'Hvordan kunderne bevæger sig mellem faser', nb: 'Hvordan kundene beveger seg mellom faser' },
  'switches.title.device': { en: 'How customers move between devices', sv: 'Hur kunderna rör sig mellan enheter', da: 'Hvordan kunderne bevæger sig mellem enheder', nb: 'Hvordan kundene beveger seg mellom enheter' },
  'switches.says': {
    en: 'Most often from {from} to {to}: {n:count|time|times}, {share:share} of all that comes after {from}. Squares grow with the moves; rows go to columns.',
    sv: 'Oftast från {from} till {to}: {n:count|gång|gånger}, {share:share} av allt som följer på {from}. Kvadraterna växer med antalet; rader går till kolumner.',
    da: 'Oftest fra {from} til {to}: {n:count|gang|gange}, {share:share} af alt, der følger efter {from}. Kvadraterne vokser med antallet; rækker går til kolonner.',
    nb: 'Oftest fra {from} til {to}: {n:count|gang|ganger}, {share:share} av alt som følger etter {from}. Kvadratene vokser med antallet; rader går til kolonner.',
  },
  'switches.leave': { en: 'go elsewhere', sv: 'går vidare till annat', da: 'går et andet sted hen', nb: 'går et annet sted' },
  'switches.moves': { en: 'of moves', sv: 'av steg', da: 'af skridt', nb: 'av steg' },
  'switches.label': {
    en: 'From {from} to {to}: {n:count|move|moves}, {share:share} of all out of {from}', sv: 'Från {from} till {to}: {n:count|steg|steg}, {share:share} av alla från {from}',
    da: 'Fra {from} til {to}: {n:count|skridt|skridt}, {share:share} af alle fra {from}', nb: 'Fra {from} til {to}: {n:count|steg|steg}, {share:share} av alle fra {from}',
  },
  'switches.label.more': {
    en: '{told} ({range}); {customers:count|customer|customers}, half of them within {wait:duration}', sv: '{told} ({range}); {customers:count|kund|kunder}, hälften inom {wait:duration}',
    da: '{told} ({range}); {customers:count|kunde|kunder}, halvdelen inden for {wait:duration}', nb: '{told} ({range}); {customers:count|kunde|kunder}, halvparten innen {wait:duration}',
  },
  'switches.stays': { en: '{from} stays: {share:share} of {n:count|move|moves}', sv: '{from} blir kvar: {share:share} av {n:count|steg|steg}', da: '{from} bliver: {share:share} af {n:count|skridt|skridt}', nb: '{from} blir: {share:share} av {n:count|steg|steg}' },
  'switches.row': { en: '{from}: {share:share} of {n:count|move|moves} go elsewhere', sv: '{from}: {share:share} av {n:count|steg|steg} går vidare till annat', da: '{from}: {share:share} af {n:count|skridt|skridt} går et andet sted hen', nb: '{from}: {share:share} av {n:count|steg|steg} går et annet sted' },
  'switches.legend.few': { en: 'under 5 % of the row', sv: 'under 5 % av raden', da: 'under 5 % af rækken', nb: 'under 5 % av raden' },
  'switches.legend.some': { en: '5 to 20 %', sv: '5 till 20 %', da: '5 til 20 %', nb: '5 til 20 %' },
  'switches.legend.many': { en: '20 % and more', sv: '20 % och mer', da: '20 % og mere', nb: '20 % og mer' },
  'switches.legend.stay': { en: 'stays: share of the row', sv: 'blir kvar: andel av raden', da: 'bliver: andel af rækken', nb: 'blir: andel av raden' },
  'switches.gathered': {
    en: 'Other holds {n:count} more, drawn hollow.', sv: 'Övriga rymmer {n:count} till, ritade ihåliga.', da: 'Andre rummer {n:count} mere, tegnet hule.', nb: 'Andre rommer {n:count} til, tegnet hule.',
  },
  'switches.unknown': { en: 'unknown', sv: 'okänd', da: 'ukendt', nb: 'ukjent' },
} as const satisfies PictureWords;
