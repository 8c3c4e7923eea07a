/** What the picture of conformance says, in every language. */
import type { PictureWords } from './form.ts';

export const conformanceWords = {
  'conformance.title': { en: 'Where journeys leave the map', sv: 'Var resorna lämnar kartan', da: 'Hvor rejserne forlader kortet', nb: 'Hvor reisene forlater kartet' },
  'conformance.says': {
    en: '{n:count} of {of:count} who took several steps took all of them in order. For one customer, {cost:score} moves do not fit the map.',
    sv: '{n:count} av {of:count} som tog flera steg tog alla i ordning. För en kund är det {cost:score} steg som inte passar kartan.',
    da: '{n:count} af {of:count}, der tog flere trin, tog dem alle i rækkefølge. For én kunde passer {cost:score} skridt ikke med kortet.',
    nb: '{n:count} av {of:count} som tok flere steg, tok alle i rekkefølge. For én kunde er det {cost:score} steg som ikke passer med kartet.',
  },
  'conformance.steps': { en: 'The steps of the map', sv: 'Kartans steg', da: 'Kortets trin', nb: 'Kartets steg' },
  'conformance.extra': { en: 'Besides the map', sv: 'Vid sidan av kartan', da: 'Ved siden af kortet', nb: 'Ved siden av kartet' },
  'conformance.late': { en: 'Later than planned', sv: 'Senare än planerat', da: 'Senere end planlagt', nb: 'Senere enn planlagt' },
  'conformance.in_order': { en: 'in order', sv: 'i ordning', da: 'i rækkefølge', nb: 'i rekkefølge' },
  'conformance.out_of_order': { en: 'out of order', sv: 'i annan ordning', da: 'i anden rækkefølge', nb: 'i annen rekkefølge' },
  'conformance.skipped': { en: 'skipped', sv: 'överhoppat', da: 'sprunget over', nb: 'hoppet over' },
  'conformance.not_reached': { en: 'never got there', sv: 'kom aldrig dit', da: 'nåede aldrig dertil', nb: 'kom aldri dit' },
  'conformance.share': { en: 'share', sv: 'andel', da: 'andel', nb: 'andel' },
  'conformance.times': { en: 'times', sv: 'gånger', da: 'gange', nb: 'ganger' },
  'conformance.of': { en: 'of', sv: 'av', da: 'af', nb: 'av' },
  'conformance.step.label': {
    en: '{step}: {in_order:count} in order, {out_of_order:count} out of order, {skipped:count} skipped it ({share:share}, {range}), {not_reached:count} never got there',
    sv: '{step}: {in_order:count} i ordning, {out_of_order:count} i annan ordning, {skipped:count} hoppade över det ({share:share}, {range}), {not_reached:count} kom aldrig dit',
    da: '{step}: {in_order:count} i rækkefølge, {out_of_order:count} i anden rækkefølge, {skipped:count} sprang det over ({share:share}, {range}), {not_reached:count} nåede aldrig dertil',
    nb: '{step}: {in_order:count} i rekkefølge, {out_of_order:count} i annen rekkefølge, {skipped:count} hoppet over det ({share:share}, {range}), {not_reached:count} kom aldri dit',
  },
  'conformance.extra.label': { en: '{name}, not on the map: {units}, {share:share} ({range})', sv: '{name}, inte på kartan: {units}, {share:share} ({range})', da: '{name}, ikke på kortet: {units}, {share:share} ({range})', nb: '{name}, ikke på kartet: {units}, {share:share} ({range})' },
  'conformance.planned': { en: 'planned {planned:duration}, half take {median:duration}', sv: 'planerat {planned:duration}, hälften tar {median:duration}', da: 'planlagt {planned:duration}, halvdelen tager {median:duration}', nb: 'planlagt {planned:duration}, halvparten tar {median:duration}' },
  'conformance.late.label': { en: '{way}: {n:count} of {of:count} late, {share:share} ({range}); {planned}', sv: '{way}: {n:count} av {of:count} sena, {share:share} ({range}); {planned}', da: '{way}: {n:count} af {of:count} for sent, {share:share} ({range}); {planned}', nb: '{way}: {n:count} av {of:count} for sent, {share:share} ({range}); {planned}' },
  'conformance.more': { en: 'and {n:count} more touchpoints that the map does not name', sv: 'och {n:count} kontaktpunkter till som kartan inte nämner', da: 'og {n:count} kontaktpunkter mere, som kortet ikke nævner', nb: 'og {n:count} kontaktpunkter til som kartet ikke nevner' },
  'conformance.more.steps': { en: 'and {n:count} more steps', sv: 'och {n:count} steg till', da: 'og {n:count} trin mere', nb: 'og {n:count} steg til' },
} as const satisfies PictureWords;
