/** What the picture of waits says, in every language. */
import type { PictureWords } from './form.ts';

export const waitsWords = {
  'waits.title': { en: 'How long it takes from one thing to the next', sv: 'Hur lång tid det tar från det ena till det andra', da: 'Hvor lang tid der går fra det ene til det næste', nb: 'Hvor lang tid det tar fra det ene til det neste' },
  'waits.says': {
    en: 'Each hill is one way: high where many waited that long, each drawn to the height of its own peak. The line is the median, the notch where nine in ten are done.',
    sv: 'Varje kulle är en väg: hög där många väntade så länge, var och en ritad till höjden av sin egen topp. Strecket är medianen, hacket där nio av tio är klara.',
    da: 'Hver bakke er én vej: høj, hvor mange ventede så længe, hver tegnet til højden af sin egen top. Stregen er medianen, hakket hvor ni ud af ti er færdige.',
    nb: 'Hver bakke er én vei: høy der mange ventet så lenge, hver tegnet til høyden av sin egen topp. Streken er medianen, hakket der ni av ti er ferdige.',
  },
  'waits.step': { en: 'From step to step', sv: 'Från steg till steg', da: 'Fra trin til trin', nb: 'Fra steg til steg' },
  'waits.step.many': { en: 'From step to step: the {n:count} most frequent, the quickest first', sv: 'Från steg till steg: de {n:count} vanligaste, den snabbaste först', da: 'Fra trin til trin: de {n:count} hyppigste, den hurtigste først', nb: 'Fra steg til steg: de {n:count} vanligste, den raskeste først' },
  'waits.told': { en: 'Until the answer, as the source tells it', sv: 'Till svaret, enligt källan', da: 'Til svaret, som kilden fortæller det', nb: 'Til svaret, slik kilden forteller det' },
  'waits.first_answer': { en: 'From the first message to the first reply', sv: 'Från första meddelandet till första svaret', da: 'Fra den første besked til det første svar', nb: 'Fra den første meldingen til det første svaret' },
  'waits.pair': { en: '{from} › {to}', sv: '{from} › {to}', da: '{from} › {to}', nb: '{from} › {to}' },
  'waits.again': { en: '{from} › again', sv: '{from} › igen', da: '{from} › igen', nb: '{from} › igjen' },
  'waits.median': { en: 'median', sv: 'median', da: 'median', nb: 'median' },
  'waits.p90': { en: '9 in 10 within', sv: '9 av 10 inom', da: '9 af 10 inden for', nb: '9 av 10 innen' },
  'waits.n': { en: 'waits', sv: 'gånger', da: 'gange', nb: 'ganger' },
  'waits.label': {
    en: '{pair}: half take less than {median:duration}, nine in ten less than {p90:duration}; {n:count} times',
    sv: '{pair}: hälften tar mindre än {median:duration}, nio av tio mindre än {p90:duration}; {n:count} gånger',
    da: '{pair}: halvdelen tager mindre end {median:duration}, ni ud af ti mindre end {p90:duration}; {n:count} gange',
    nb: '{pair}: halvparten tar mindre enn {median:duration}, ni av ti mindre enn {p90:duration}; {n:count} ganger',
  },
  'waits.more': { en: 'and {n:count} less frequent ways, taken {times:count} times', sv: 'och {n:count} mindre vanliga vägar, tagna {times:count} gånger', da: 'og {n:count} mindre hyppige veje, taget {times:count} gange', nb: 'og {n:count} mindre vanlige veier, tatt {times:count} ganger' },
  'waits.legend.median': { en: 'median', sv: 'median', da: 'median', nb: 'median' },
  'waits.legend.p90': { en: 'nine in ten are done', sv: 'nio av tio är klara', da: 'ni ud af ti er færdige', nb: 'ni av ti er ferdige' },
  'waits.legend.half': { en: 'the quicker half', sv: 'den snabbare hälften', da: 'den hurtigste halvdel', nb: 'den raskeste halvparten' },
  'waits.answer': { en: 'answer', sv: 'svar', da: 'svar', nb: 'svar' },
} as const satisfies PictureWords;
