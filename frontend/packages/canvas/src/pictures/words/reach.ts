/** What the pictures of stages, touchpoints and channels say, in every language. */
import type { PictureWords } from './form.ts';

export const reachWords = {
  'reach.channels': { en: 'Which channels reach customers', sv: 'Vilka kanaler som når kunderna', da: 'Hvilke kanaler der når kunderne', nb: 'Hvilke kanaler som når kundene' },
  'reach.touchpoints': { en: 'Where customers meet us', sv: 'Var kunderna möter oss', da: 'Hvor kunderne møder os', nb: 'Hvor kundene møter oss' },
  'reach.stages': { en: 'How far customers come', sv: 'Hur långt kunderna kommer', da: 'Hvor langt kunderne kommer', nb: 'Hvor langt kundene kommer' },
  'reach.stages.says': {
    en: 'A customer counts in every stage with at least one interaction; the time runs to the next stage they got to.',
    sv: 'En kund räknas i varje skede med minst en händelse; tiden löper till nästa skede som kunden kom till.',
    da: 'En kunde tæller med i hver fase med mindst én hændelse; tiden løber til den næste fase, kunden kom til.',
    nb: 'En kunde telles i hver fase med minst én hendelse; tiden løper til neste fase kunden kom til.',
  },
  'reach.inferred': {
    en: 'The stage of {n:count} of {of:count} was inferred from their names and order; nobody has confirmed it yet.', sv: 'Skedet för {n:count} av {of:count} är utläst ur namn och ordning; ingen har bekräftat det än.',
    da: 'Fasen for {n:count} af {of:count} er udledt af navne og rækkefølge; ingen har bekræftet den endnu.', nb: 'Fasen for {n:count} av {of:count} er utledet av navn og rekkefølge; ingen har bekreftet den ennå.',
  },
  'reach.most': { en: '{name} reaches the most: {share:share} of all customers.', sv: '{name} når flest: {share:share} av alla kunder.', da: '{name} når flest: {share:share} af alle kunder.', nb: '{name} når flest: {share:share} av alle kunder.' },
  'reach.column.customers': { en: 'customers', sv: 'kunder', da: 'kunder', nb: 'kunder' },
  'reach.column.share': { en: 'of all', sv: 'av alla', da: 'af alle', nb: 'av alle' },
  'reach.column.interactions': { en: 'interactions', sv: 'händelser', da: 'hændelser', nb: 'hendelser' },
  'reach.column.each': { en: 'each', sv: 'per kund', da: 'pr. kunde', nb: 'per kunde' },
  'reach.column.next': { en: 'median to the next', sv: 'median till nästa', da: 'median til næste', nb: 'median til neste' },
  'reach.label': {
    en: '{name}: {customers:count|customer|customers}, {share:share} of all, {interactions:count|interaction|interactions}', sv: '{name}: {customers:count|kund|kunder}, {share:share} av alla, {interactions:count|händelse|händelser}',
    da: '{name}: {customers:count|kunde|kunder}, {share:share} af alle, {interactions:count|hændelse|hændelser}', nb: '{name}: {customers:count|kunde|kunder}, {share:share} av alle, {interactions:count|hendelse|hendelser}',
  },
  'reach.stage.label': { en: '{stage}: {units}, {share} of all', sv: '{stage}: {units}, {share} av alla', da: '{stage}: {units}, {share} af alle', nb: '{stage}: {units}, {share} av alle' },
  'reach.stage.label.wait': {
    en: '{stage}: {units}, {share} of all; half of them {wait} or less to the next stage', sv: '{stage}: {units}, {share} av alla; hälften högst {wait} till nästa skede',
    da: '{stage}: {units}, {share} af alle; halvdelen højst {wait} til næste fase', nb: '{stage}: {units}, {share} av alle; halvparten høyst {wait} til neste fase',
  },
  'reach.more': {
    en: 'and {n:count} more with {interactions:count|interaction|interactions}', sv: 'och {n:count} till med {interactions:count|händelse|händelser}', da: 'og {n:count} mere med {interactions:count|hændelse|hændelser}', nb: 'og {n:count} til med {interactions:count|hendelse|hendelser}',
  },
} as const satisfies PictureWords;
