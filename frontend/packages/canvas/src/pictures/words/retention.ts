/** What the picture of retention says, in every language. */
import type { PictureWords } from './form.ts';

export const retentionWords = {
  'retention.title': { en: 'Who comes back, month by month', sv: 'Vilka som kommer tillbaka, månad för månad', da: 'Hvem der kommer tilbage, måned for måned', nb: 'Hvem som kommer tilbake, måned for måned' },
  'retention.says': {
    en: 'Each row follows those who first came in one month.', sv: 'Varje rad följer dem som kom första gången en viss månad.', da: 'Hver række følger dem, der kom første gang i en bestemt måned.', nb: 'Hver rad følger dem som kom første gang en bestemt måned.',
  },
  'retention.first': {
    en: '{share:share} are there again in the month after their first.', sv: '{share:share} är där igen månaden efter sin första.', da: '{share:share} er der igen måneden efter deres første.', nb: '{share:share} er der igjen måneden etter sin første.',
  },
  'retention.cohort': { en: 'first month', sv: 'första månad', da: 'første måned', nb: 'første måned' },
  'retention.size': { en: 'came', sv: 'kom', da: 'kom', nb: 'kom' },
  'retention.ages': { en: 'months later', sv: 'månader senare', da: 'måneder senere', nb: 'måneder senere' },
  'retention.all': { en: 'All', sv: 'Alla', da: 'Alle', nb: 'Alle' },
  'retention.label': {
    en: '{month}: of {n:count} who first came then, {back:count} were there again {age:count|month|months} later, {share}', sv: '{month}: av {n:count} som kom första gången då var {back:count} där igen {age:count|månad|månader} senare, {share}',
    da: '{month}: af {n:count}, der kom første gang da, var {back:count} der igen {age:count|måned|måneder} senere, {share}', nb: '{month}: av {n:count} som kom første gang da, var {back:count} der igjen {age:count|måned|måneder} senere, {share}',
  },
  'retention.label.all': {
    en: 'All: {share:share} of {n:count} were there again {age:count|month|months} later', sv: 'Alla: {share:share} av {n:count} var där igen {age:count|månad|månader} senare', da: 'Alle: {share:share} af {n:count} var der igen {age:count|måned|måneder} senere', nb: 'Alle: {share:share} av {n:count} var der igjen {age:count|måned|måneder} senere',
  },
  'retention.until': {
    en: 'The last cell of each row is counted up to {date:date}.', sv: 'Sista rutan i varje rad är räknad till och med {date:date}.', da: 'Det sidste felt i hver række er talt til og med {date:date}.', nb: 'Den siste ruten i hver rad er talt til og med {date:date}.',
  },
  'retention.older': {
    en: '{n:count|older month is|older months are} not shown.', sv: '{n:count|äldre månad|äldre månader} visas inte.', da: '{n:count|ældre måned|ældre måneder} er ikke vist.', nb: '{n:count|eldre måned|eldre måneder} vises ikke.',
  },
  'retention.later': {
    en: '{n:count|later month does|later months do} not fit beside these.', sv: '{n:count|senare månad|senare månader} får inte plats bredvid.', da: '{n:count|senere måned|senere måneder} er der ikke plads til ved siden af.', nb: '{n:count|senere måned|senere måneder} får ikke plass ved siden av.',
  },
} as const satisfies PictureWords;
