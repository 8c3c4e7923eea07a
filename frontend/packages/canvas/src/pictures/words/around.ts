/** What the picture of what surrounds a touchpoint says, in every language. */
import type { PictureWords } from './form.ts';

export const aroundWords = {
  'around.title': { en: 'What leads to {at}, and what follows', sv: 'Vad som leder till {at}, och vad som följer', da: 'Hvad der fører til {at}, og hvad der følger', nb: 'Hva som fører til {at}, og hva som følger' },
  'around.title.here': { en: 'What leads here, and what follows', sv: 'Vad som leder hit, och vad som följer', da: 'Hvad der fører hertil, og hvad der følger', nb: 'Hva som fører hit, og hva som følger' },
  'around.says': {
    en: 'The bands are those who came or went straight. Below: who meets it at any time on that side, and how many of those who were never here meet it at all.',
    sv: 'Banden är de som kom eller gick direkt. Därunder: vilka som möter den någon gång på den sidan, och hur många av dem som aldrig var här som möter den alls.',
    da: 'Båndene er dem, der kom eller gik direkte. Derunder: hvem der møder det på et tidspunkt på den side, og hvor mange af dem, der aldrig var her, der overhovedet møder det.',
    nb: 'Båndene er de som kom eller gikk direkte. Under: hvem som møter det en eller annen gang på den siden, og hvor mange av dem som aldri var her som møter det i det hele tatt.',
  },
  'around.before': { en: 'Straight before', sv: 'Direkt före', da: 'Lige før', nb: 'Rett før' },
  'around.after': { en: 'Straight after', sv: 'Direkt efter', da: 'Lige efter', nb: 'Rett etter' },
  'around.ever': { en: 'at any time {ever}', sv: 'någon gång {ever}', da: 'nogensinde {ever}', nb: 'noen gang {ever}' },
  'around.ever.others': { en: 'at any time {ever}, others {elsewhere}', sv: 'någon gång {ever}, andra {elsewhere}', da: 'nogensinde {ever}, andre {elsewhere}', nb: 'noen gang {ever}, andre {elsewhere}' },
  'around.gathered': { en: 'Other holds {n:count} more.', sv: 'Övriga rymmer {n:count} till.', da: 'Andre rummer {n:count} mere.', nb: 'Andre rommer {n:count} til.' },
  'around.label.before': { en: '{name} came straight before: {units}, {share}.', sv: '{name} kom direkt före: {units}, {share}.', da: '{name} kom lige før: {units}, {share}.', nb: '{name} kom rett før: {units}, {share}.' },
  'around.label.after': { en: '{name} came straight after: {units}, {share}.', sv: '{name} kom direkt efter: {units}, {share}.', da: '{name} kom lige efter: {units}, {share}.', nb: '{name} kom rett etter: {units}, {share}.' },
  'around.label.ever.before': {
    en: 'At any time before: {ever:share}; among those who were never here {elsewhere:share}.', sv: 'Någon gång före: {ever:share}; bland dem som aldrig var här {elsewhere:share}.',
    da: 'På et tidspunkt før: {ever:share}; blandt dem, der aldrig var her, {elsewhere:share}.', nb: 'En eller annen gang før: {ever:share}; blant dem som aldri var her {elsewhere:share}.',
  },
  'around.label.ever.after': {
    en: 'At any time after: {ever:share}; among those who were never here {elsewhere:share}.', sv: 'Någon gång efter: {ever:share}; bland dem som aldrig var här {elsewhere:share}.',
    da: 'På et tidspunkt efter: {ever:share}; blandt dem, der aldrig var her, {elsewhere:share}.', nb: 'En eller annen gang etter: {ever:share}; blant dem som aldri var her {elsewhere:share}.',
  },
  'around.label.here': { en: '{name}: {units} were here', sv: '{name}: {units} var här', da: '{name}: {units} var her', nb: '{name}: {units} var her' },
} as const satisfies PictureWords;
