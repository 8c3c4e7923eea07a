/** What the pictures of alerts and of checks say, in every language. */
import type { PictureWords } from './form.ts';

export const alertWords = {
  'alerts.title': { en: 'What needs a look now', sv: 'Vad som behöver uppmärksamhet nu', da: 'Hvad der kræver opmærksomhed nu', nb: 'Hva som trenger oppmerksomhet nå' },
  'alerts.says': {
    en: 'The band is where 95 of 100 days lie when nothing has happened: level, weekday and trend of the weeks before. The thick line is what left it.',
    sv: 'Bandet är där 95 av 100 dagar ligger när inget har hänt: nivå, veckodag och trend från veckorna före. Den tjocka linjen är det som lämnade det.',
    da: 'Båndet er der, hvor 95 af 100 dage ligger, når intet er sket: niveau, ugedag og tendens fra ugerne før. Den tykke linje er det, der forlod det.',
    nb: 'Båndet er der 95 av 100 dager ligger når ingenting har skjedd: nivå, ukedag og trend fra ukene før. Den tykke linjen er det som forlot det.',
  },
  'alerts.none': { en: 'Nothing needs a look', sv: 'Inget behöver uppmärksamhet', da: 'Intet kræver opmærksomhed', nb: 'Ingenting trenger oppmerksomhet' },
  'alerts.none.next': {
    en: 'Everything that is watched lies where it was to be expected.', sv: 'Allt som bevakas ligger där det var att vänta.',
    da: 'Alt, der overvåges, ligger, hvor det var at vente.', nb: 'Alt som overvåkes, ligger der det var å vente.',
  },
  'alerts.now': { en: 'Now', sv: 'Nu', da: 'Nu', nb: 'Nå' },
  'alerts.passed': { en: 'Passed in the last four weeks', sv: 'Över sedan högst fyra veckor', da: 'Overstået inden for fire uger', nb: 'Over i løpet av de siste fire ukene' },
  'alerts.at': { en: '{what}: {at}', sv: '{what}: {at}', da: '{what}: {at}', nb: '{what}: {at}' },
  'alert.interactions.up': { en: 'More than usual is going on', sv: 'Mer än vanligt händer', da: 'Der sker mere end normalt', nb: 'Det skjer mer enn vanlig' },
  'alert.interactions.down': { en: 'Less than usual is going on', sv: 'Mindre än vanligt händer', da: 'Der sker mindre end normalt', nb: 'Det skjer mindre enn vanlig' },
  'alert.silence': { en: 'Nothing comes in any more', sv: 'Inget kommer in längre', da: 'Der kommer ikke længere noget ind', nb: 'Ingenting kommer inn lenger' },
  'alert.customers.up': { en: 'More customers than usual', sv: 'Fler kunder än vanligt', da: 'Flere kunder end normalt', nb: 'Flere kunder enn vanlig' },
  'alert.customers.down': { en: 'Fewer customers than usual', sv: 'Färre kunder än vanligt', da: 'Færre kunder end normalt', nb: 'Færre kunder enn vanlig' },
  'alert.contacts.up': { en: 'More questions than usual', sv: 'Fler frågor än vanligt', da: 'Flere henvendelser end normalt', nb: 'Flere henvendelser enn vanlig' },
  'alert.wait_median.up': { en: 'Customers wait longer than usual', sv: 'Kunder väntar längre än vanligt', da: 'Kunder venter længere end normalt', nb: 'Kunder venter lenger enn vanlig' },
  'alert.wait_p90.up': { en: 'The longest waits are longer than usual', sv: 'De längsta väntetiderna är längre än vanligt', da: 'De længste ventetider er længere end normalt', nb: 'De lengste ventetidene er lengre enn vanlig' },
  'alert.unanswered_share.up': { en: 'More contacts than usual get no answer', sv: 'Fler kontakter än vanligt blir utan svar', da: 'Flere henvendelser end normalt får intet svar', nb: 'Flere henvendelser enn vanlig får ikke svar' },
  'alert.low_score_share.up': { en: 'More low scores than usual', sv: 'Fler låga betyg än vanligt', da: 'Flere lave bedømmelser end normalt', nb: 'Flere lave vurderinger enn vanlig' },
  'alert.visits.up': { en: 'More visits than usual', sv: 'Fler besök än vanligt', da: 'Flere besøg end normalt', nb: 'Flere besøk enn vanlig' },
  'alert.visits.down': { en: 'Fewer visits than usual', sv: 'Färre besök än vanligt', da: 'Færre besøg end normalt', nb: 'Færre besøk enn vanlig' },
  'alert.bad_text_share.up': { en: 'More texts than usual sound bad', sv: 'Fler texter än vanligt låter dåliga', da: 'Flere tekster end normalt lyder dårligt', nb: 'Flere tekster enn vanlig låter dårlig' },
  'alerts.inferred': { en: 'inferred from words', sv: 'tolkat ur ord', da: 'tolket ud fra ord', nb: 'tolket ut fra ord' },
  'alert.conversion_share.down': { en: 'Fewer visits than usual reach the goal', sv: 'Färre besök än vanligt når målet', da: 'Færre besøg end normalt når målet', nb: 'Færre besøk enn vanlig når målet' },
  'alert.cart_abandonment_share.up': { en: 'More baskets than usual are left behind', sv: 'Fler varukorgar än vanligt överges', da: 'Flere kurve end normalt bliver forladt', nb: 'Flere handlekurver enn vanlig blir forlatt' },
  'alert.bounce_share.up': { en: 'More visits than usual end at once', sv: 'Fler besök än vanligt slutar genast', da: 'Flere besøg end normalt slutter straks', nb: 'Flere besøk enn vanlig slutter med én gang' },
  'alert.left_share.up': { en: 'More visits than usual end here', sv: 'Fler besök än vanligt slutar här', da: 'Flere besøg end normalt slutter her', nb: 'Flere besøk enn vanlig slutter her' },
  'alerts.since': {
    en: '{observed} since {since:date}, {expected} expected ({range})', sv: '{observed} sedan {since:date}, {expected} väntade ({range})',
    da: '{observed} siden {since:date}, {expected} ventet ({range})', nb: '{observed} siden {since:date}, {expected} ventet ({range})',
  },
  'alerts.between': {
    en: '{observed} from {since:date} to {until:date}, {expected} expected ({range})', sv: '{observed} från {since:date} till {until:date}, {expected} väntade ({range})',
    da: '{observed} fra {since:date} til {until:date}, {expected} ventet ({range})', nb: '{observed} fra {since:date} til {until:date}, {expected} ventet ({range})',
  },
  'alerts.since.hour': {
    en: '{observed} since {since:date}, {hour}, {expected} expected ({range})', sv: '{observed} sedan {since:date} kl. {hour}, {expected} väntade ({range})',
    da: '{observed} siden {since:date} kl. {hour}, {expected} ventet ({range})', nb: '{observed} siden {since:date} kl. {hour}, {expected} ventet ({range})',
  },
  'alerts.between.hour': {
    en: '{observed} from {since:date}, {hour}, to {until:date}, {end}, {expected} expected ({range})', sv: '{observed} från {since:date} kl. {hour} till {until:date} kl. {end}, {expected} väntade ({range})',
    da: '{observed} fra {since:date} kl. {hour} til {until:date} kl. {end}, {expected} ventet ({range})', nb: '{observed} fra {since:date} kl. {hour} til {until:date} kl. {end}, {expected} ventet ({range})',
  },
  'alerts.hours': { en: 'hour by hour', sv: 'timme för timme', da: 'time for time', nb: 'time for time' },
  'alerts.hours.before': {
    en: 'hour by hour: {low} to {high} in the same hours of the {weeks:count|week|weeks} before', sv: 'timme för timme: {low} till {high} samma timmar {weeks:count|veckan|veckorna} före',
    da: 'time for time: {low} til {high} i de samme timer {weeks:count|ugen|ugerne} før', nb: 'time for time: {low} til {high} i de samme timene {weeks:count|uken|ukene} før',
  },
  'alerts.of.texts': { en: 'of {n:count|text|texts}', sv: 'av {n:count|text|texter}', da: 'af {n:count|tekst|tekster}', nb: 'av {n:count|tekst|tekster}' },
  'alerts.of.answers': { en: 'of {n:count|answer|answers}', sv: 'av {n:count|svar|svar}', da: 'af {n:count|svar|svar}', nb: 'av {n:count|svar|svar}' },
  'alerts.of.contacts': { en: 'of {n:count|contact|contacts}', sv: 'av {n:count|kontakt|kontakter}', da: 'af {n:count|henvendelse|henvendelser}', nb: 'av {n:count|henvendelse|henvendelser}' },
  'alerts.of.visits': { en: 'of {n:count|visit|visits}', sv: 'av {n:count|besök|besök}', da: 'af {n:count|besøg|besøg}', nb: 'av {n:count|besøk|besøk}' },
  'alerts.times': { en: '{n} times as much', sv: '{n} gånger så mycket', da: '{n} gange så meget', nb: '{n} ganger så mye' },
  'alerts.also': { en: 'also: {names}', sv: 'även: {names}', da: 'også: {names}', nb: 'også: {names}' },
  'alerts.label': { en: '{what}. {figures}. {more}', sv: '{what}. {figures}. {more}', da: '{what}. {figures}. {more}', nb: '{what}. {figures}. {more}' },
  'alerts.more': { en: 'and {n:count} more', sv: 'och {n:count} till', da: 'og {n:count} mere', nb: 'og {n:count} til' },
  'alerts.key.band': { en: 'where 95 of 100 days were to be expected', sv: 'där 95 av 100 dagar var att vänta', da: 'hvor 95 af 100 dage var at vente', nb: 'der 95 av 100 dager var å vente' },
  'alerts.key.off': { en: 'left it', sv: 'lämnade det', da: 'forlod det', nb: 'forlot det' },
  'note.watched': {
    en: '{n:count|series is|series are} watched day by day, with at most {rate:count|false alarm|false alarms} a month.', sv: '{n:count|serie|serier} bevakas dag för dag, med högst {rate:count|falskt larm|falska larm} i månaden.',
    da: '{n:count|serie|serier} overvåges dag for dag, med højst {rate:count|falsk alarm|falske alarmer} om måneden.', nb: '{n:count|serie|serier} overvåkes dag for dag, med høyst {rate:count|falsk alarm|falske alarmer} i måneden.',
  },
  'note.watched.hours': {
    en: '{n:count|series is|series are} watched hour by hour, with at most {rate:count|false alarm|false alarms} a month too.', sv: '{n:count|serie|serier} bevakas timme för timme, också med högst {rate:count|falskt larm|falska larm} i månaden.',
    da: '{n:count|serie|serier} overvåges time for time, også med højst {rate:count|falsk alarm|falske alarmer} om måneden.', nb: '{n:count|serie|serier} overvåkes time for time, også med høyst {rate:count|falsk alarm|falske alarmer} i måneden.',
  },
  'note.unwatched': {
    en: 'A series is watched once nine weeks of it are known, and none is as yet.', sv: 'En serie bevakas när nio veckor av den är kända, och ingen är det ännu.',
    da: 'En serie overvåges, når ni uger af den er kendt, og ingen er det endnu.', nb: 'En serie overvåkes når ni uker av den er kjent, og ingen er det ennå.',
  },
  'note.last_day': {
    en: '{day:date} is the last whole day that was looked at.', sv: '{day:date} är den sista hela dagen som granskades.',
    da: '{day:date} er den sidste hele dag, der blev set på.', nb: '{day:date} er den siste hele dagen som ble sett på.',
  },
  'note.quiet': {
    en: 'Nothing has come in for {n:count|day|days}.', sv: 'Inget har kommit in på {n:count|dag|dagar}.',
    da: 'Der er intet kommet ind i {n:count|dag|dage}.', nb: 'Ingenting har kommet inn på {n:count|dag|dager}.',
  },
} as const satisfies PictureWords;
