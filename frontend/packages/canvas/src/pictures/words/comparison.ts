/** What the picture of a comparison says, in every language. */
import type { PictureWords } from './form.ts';

export const comparisonWords = {
  'comparison.title': { en: 'Where two groups differ', sv: 'Var två grupper skiljer sig åt', da: 'Hvor to grupper er forskellige', nb: 'Hvor to grupper er ulike' },
  'comparison.says': {
    en: '{one} held against {other}. To the right of zero: more common among the first.', sv: '{one} jämfört med {other}. Till höger om noll: vanligare hos de första.',
    da: '{one} holdt op mod {other}. Til højre for nul: mere almindeligt hos de første.', nb: '{one} holdt opp mot {other}. Til høyre for null: vanligere hos de første.',
  },
  'comparison.found': {
    en: '{n:count} of {of:count} differences are more than chance.', sv: '{n:count} av {of:count} skillnader är mer än slump.', da: '{n:count} af {of:count} forskelle er mere end tilfældige.', nb: '{n:count} av {of:count} forskjeller er mer enn tilfeldige.',
  },
  'comparison.all': { en: 'All customers', sv: 'Alla kunder', da: 'Alle kunder', nb: 'Alle kunder' },
  'comparison.where': { en: 'Customers where {where:filter}', sv: 'Kunder där {where:filter}', da: 'Kunder, hvor {where:filter}', nb: 'Kunder der {where:filter}' },
  'comparison.those': { en: 'those where {where:filter}', sv: 'dem där {where:filter}', da: 'dem, hvor {where:filter}', nb: 'dem der {where:filter}' },
  'comparison.others': { en: 'the others', sv: 'de andra', da: 'de andre', nb: 'de andre' },
  'comparison.difference': { en: 'difference', sv: 'skillnad', da: 'forskel', nb: 'forskjell' },
  'comparison.first': { en: 'the first', sv: 'de första', da: 'de første', nb: 'de første' },
  'comparison.verdict': { en: 'after correction', sv: 'efter korrigering', da: 'efter korrektion', nb: 'etter korreksjon' },
  'comparison.stage': { en: 'Reach a stage, difference in percentage points', sv: 'Når ett skede, skillnad i procentenheter', da: 'Når en fase, forskel i procentpoint', nb: 'Når en fase, forskjell i prosentpoeng' },
  'comparison.touchpoint': { en: 'Meet a touchpoint, percentage points', sv: 'Möter en kontaktpunkt, procentenheter', da: 'Møder et kontaktpunkt, procentpoint', nb: 'Møter et kontaktpunkt, prosentpoeng' },
  'comparison.transition': { en: 'Go straight from one to the next, percentage points', sv: 'Går direkt från den ena till nästa, procentenheter', da: 'Går direkte fra den ene til den næste, procentpoint', nb: 'Går rett fra den ene til den neste, prosentpoeng' },
  'comparison.goal': { en: 'Reach a goal, percentage points', sv: 'Når ett mål, procentenheter', da: 'Når et mål, procentpoint', nb: 'Når et mål, prosentpoeng' },
  'comparison.figure': { en: 'Shares on the map, percentage points', sv: 'Andelar på kartan, procentenheter', da: 'Andele på kortet, procentpoint', nb: 'Andeler på kartet, prosentpoeng' },
  'comparison.relative': { en: 'Other figures, in percent of the other group’s', sv: 'Andra nyckeltal, i procent av den andra gruppens', da: 'Andre nøgletal, i procent af den anden gruppes', nb: 'Andre nøkkeltall, i prosent av den andre gruppens' },
  'comparison.more': {
    en: 'and {n:count} more, of which {differ:count} differ', sv: 'och {n:count} till, varav {differ:count} skiljer sig', da: 'og {n:count} mere, hvoraf {differ:count} er forskellige', nb: 'og {n:count} til, hvorav {differ:count} er ulike',
  },
  'comparison.label': {
    en: '{name}: {one} against {other}, {difference} ({range}); {verdict}', sv: '{name}: {one} mot {other}, {difference} ({range}); {verdict}',
    da: '{name}: {one} mod {other}, {difference} ({range}); {verdict}', nb: '{name}: {one} mot {other}, {difference} ({range}); {verdict}',
  },
  'comparison.points': { en: '{n} points', sv: '{n} enheter', da: '{n} point', nb: '{n} poeng' },
  'comparison.differs': { en: 'differs', sv: 'skiljer sig', da: 'forskellig', nb: 'ulik' },
  'comparison.chance': { en: 'may be chance', sv: 'kan vara slump', da: 'kan være tilfældigt', nb: 'kan være tilfeldig' },
  'comparison.untested': { en: 'not tested', sv: 'inte prövad', da: 'ikke prøvet', nb: 'ikke prøvd' },
  'comparison.legend.differs': { en: 'differs, also when all rows are looked at together', sv: 'skiljer sig, även när alla rader ses tillsammans', da: 'forskellig, også når alle rækker ses under ét', nb: 'ulik, også når alle rader ses under ett' },
  'comparison.legend.chance': { en: 'may be chance', sv: 'kan vara slump', da: 'kan være tilfældigt', nb: 'kan være tilfeldig' },
  'comparison.left': { en: 'Leave at {stage}', sv: 'Lämnar vid {stage}', da: 'Forlader ved {stage}', nb: 'Forlater ved {stage}' },
  'comparison.at': { en: '{name}, {stage}', sv: '{name}, {stage}', da: '{name}, {stage}', nb: '{name}, {stage}' },
  'note.held_against': { en: 'The other group: {where:filter}.', sv: 'Den andra gruppen: {where:filter}.', da: 'Den anden gruppe: {where:filter}.', nb: 'Den andre gruppen: {where:filter}.' },
} as const satisfies PictureWords;
