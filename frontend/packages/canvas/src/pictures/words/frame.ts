/** What stands around every picture, in every language. */
import type { PictureWords } from './form.ts';

export const frameWords = {
  'picture.base.journeys': { en: '{n:count|journey|journeys}', sv: '{n:count|resa|resor}', da: '{n:count|rejse|rejser}', nb: '{n:count|reise|reiser}' },
  'picture.base.where': { en: 'where {where:filter}', sv: 'där {where:filter}', da: 'hvor {where:filter}', nb: 'der {where:filter}' },
  'picture.base.estimated': { en: 'estimated from a sample', sv: 'uppskattat ur ett urval', da: 'anslået ud fra et udsnit', nb: 'anslått fra et utvalg' },
  'picture.empty': { en: 'Nobody is behind this answer', sv: 'Ingen står bakom det här svaret', da: 'Der står ingen bag dette svar', nb: 'Ingen står bak dette svaret' },
  'picture.empty.next': {
    en: 'Widen the filter or the period, or import what would show it.',
    sv: 'Vidga filtret eller perioden, eller importera det som skulle visa det.',
    da: 'Udvid filteret eller perioden, eller importér det, der ville vise det.',
    nb: 'Utvid filteret eller perioden, eller importer det som ville vise det.',
  },
  'picture.other': { en: 'Other', sv: 'Övriga', da: 'Andre', nb: 'Andre' },
  'picture.drop_off': { en: 'Drop-off', sv: 'Avhopp', da: 'Frafald', nb: 'Frafall' },
  'picture.start': { en: 'Start', sv: 'Start', da: 'Start', nb: 'Start' },
  'picture.more': { en: 'and {n:count} more', sv: 'och {n:count} till', da: 'og {n:count} mere', nb: 'og {n:count} til' },
  'note.paths': {
    en: '{n:count} of {of:count} have a path.', sv: '{n:count} av {of:count} har en väg.', da: '{n:count} af {of:count} har en vej.', nb: '{n:count} av {of:count} har en vei.',
  },
  'note.paths_at': {
    en: '{n:count} of {of:count} have a path at {at}.', sv: '{n:count} av {of:count} har en väg vid {at}.', da: '{n:count} af {of:count} har en vej ved {at}.', nb: '{n:count} av {of:count} har en vei ved {at}.',
  },
  'note.visited.first': {
    en: '{n:count} were at {at}, {others:count} never; the first time of each counts.', sv: '{n:count} var vid {at}, {others:count} aldrig; vars och ens första gång räknas.',
    da: '{n:count} var ved {at}, {others:count} aldrig; den første gang for hver tæller.', nb: '{n:count} var ved {at}, {others:count} aldri; den første gangen for hver teller.',
  },
  'note.visited.last': {
    en: '{n:count} were at {at}, {others:count} never; the last time of each counts.', sv: '{n:count} var vid {at}, {others:count} aldrig; vars och ens sista gång räknas.',
    da: '{n:count} var ved {at}, {others:count} aldrig; den sidste gang for hver tæller.', nb: '{n:count} var ved {at}, {others:count} aldri; den siste gangen for hver teller.',
  },
  'note.anonymous': {
    en: '{n:count|interaction|interactions} of nobody known are counted here, and never in paths.', sv: '{n:count|händelse|händelser} från okända räknas här, men aldrig i vägar.',
    da: '{n:count|hændelse|hændelser} fra ukendte tæller med her, men aldrig i veje.', nb: '{n:count|hendelse|hendelser} fra ukjente telles her, men aldri i veier.',
  },
  'note.unfollowed': {
    en: 'The option {option} means nothing here and was not followed.', sv: 'Valet {option} betyder inget här och följdes inte.', da: 'Valget {option} betyder ikke noget her og blev ikke fulgt.', nb: 'Valget {option} betyr ingenting her og ble ikke fulgt.',
  },
  'note.unplaced': { en: 'Unplaced: those with nothing in any stage.', sv: 'Oplacerade: de som inte har något i något skede.', da: 'Ikke placeret: dem uden noget i nogen fase.', nb: 'Ikke plassert: de uten noe i noen fase.' },
} as const satisfies PictureWords;
