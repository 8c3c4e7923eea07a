/** The notes that answers carry, in every language. */
import type { PictureWords } from './form.ts';

export const noteTexts = {
  'note.bounces': { en: '{n:count} of {of:count} visits are one interaction.', sv: '{n:count} av {of:count} besök är en enda händelse.', da: '{n:count} af {of:count} besøg er én hændelse.', nb: '{n:count} av {of:count} besøk er én hendelse.' },
  'note.no_loads': {
    en: 'No column tells how long pages load, so load times are absent.', sv: 'Ingen kolumn berättar hur länge sidor laddas, så laddtider saknas.',
    da: 'Ingen kolonne fortæller, hvor længe sider indlæses, så indlæsningstider mangler.', nb: 'Ingen kolonne forteller hvor lenge sider lastes, så lastetider mangler.',
  },
  'note.loads_unnamed': {
    en: 'Load times are told by {column}, in a unit it does not name.', sv: 'Laddtider kommer från {column}, i en enhet som den inte nämner.',
    da: 'Indlæsningstider kommer fra {column}, i en enhed, som den ikke nævner.', nb: 'Lastetider kommer fra {column}, i en enhet som den ikke navngir.',
  },
  'note.loads': { en: 'Load times are told by {column}.', sv: 'Laddtider kommer från {column}.', da: 'Indlæsningstider kommer fra {column}.', nb: 'Lastetider kommer fra {column}.' },
  'note.switches.channel': {
    en: '{n:count} of {of:count} moves go to another channel.', sv: '{n:count} av {of:count} steg går till en annan kanal.',
    da: '{n:count} af {of:count} skridt går til en anden kanal.', nb: '{n:count} av {of:count} steg går til en annen kanal.',
  },
  'note.switches.device': {
    en: '{n:count} of {of:count} moves go to another device.', sv: '{n:count} av {of:count} steg går till en annan enhet.',
    da: '{n:count} af {of:count} skridt går til en anden enhed.', nb: '{n:count} av {of:count} steg går til en annen enhet.',
  },
  'note.switches': {
    en: '{n:count} of {of:count} moves go elsewhere.', sv: '{n:count} av {of:count} steg går någon annanstans.',
    da: '{n:count} af {of:count} skridt går et andet sted hen.', nb: '{n:count} av {of:count} steg går et annet sted.',
  },
  'note.variants': {
    en: '{n:count} different paths of {of:count} in all.', sv: '{n:count} olika vägar av sammanlagt {of:count}.',
    da: '{n:count} forskellige veje af i alt {of:count}.', nb: '{n:count} ulike veier av i alt {of:count}.',
  },
  'note.groups': { en: '{n:count} customers against {of:count}.', sv: '{n:count} kunder mot {of:count}.', da: '{n:count} kunder mod {of:count}.', nb: '{n:count} kunder mot {of:count}.' },
  'note.both_groups': {
    en: '{n:count} customers are in both groups; the tests take the groups for independent.', sv: '{n:count} kunder finns i båda grupperna; proven räknar grupperna som oberoende.',
    da: '{n:count} kunder er i begge grupper; prøverne regner grupperne for uafhængige.', nb: '{n:count} kunder er i begge gruppene; prøvene regner gruppene som uavhengige.',
  },
  'note.cost': {
    en: 'Alignment: {cost:score} moves a customer do not fit, fitness {fitness:share}; {paths:count} different paths were aligned; {n:count} of {of:count} with several steps took all in order.',
    sv: 'Anpassning: {cost:score} steg per kund passar inte, överensstämmelse {fitness:share}; {paths:count} olika vägar jämfördes; {n:count} av {of:count} med flera steg tog alla i ordning.',
    da: 'Tilpasning: {cost:score} skridt pr. kunde passer ikke, overensstemmelse {fitness:share}; {paths:count} forskellige veje blev sammenlignet; {n:count} af {of:count} med flere trin tog alle i rækkefølge.',
    nb: 'Tilpasning: {cost:score} steg per kunde passer ikke, samsvar {fitness:share}; {paths:count} ulike veier ble sammenlignet; {n:count} av {of:count} med flere steg tok alle i rekkefølge.',
  },
  'note.nobody': { en: 'Nobody is in scope.', sv: 'Ingen ingår i urvalet.', da: 'Ingen er med i udvalget.', nb: 'Ingen er med i utvalget.' },
  'note.none_fits': {
    en: 'Nobody fits this filter and this time. There are interactions from {from:date} to {to:date}.', sv: 'Ingen passar filtret och tiden. Det finns händelser från {from:date} till {to:date}.',
    da: 'Ingen passer til filteret og tiden. Der er hændelser fra {from:date} til {to:date}.', nb: 'Ingen passer til filteret og tiden. Det finnes hendelser fra {from:date} til {to:date}.',
  },
  'note.none_known': {
    en: 'No interaction says who the customer is, so there are no journeys. Say at the import which column does.', sv: 'Ingen händelse säger vem kunden är, så det finns inga resor. Säg vid importen vilken kolumn som gör det.',
    da: 'Ingen hændelse siger, hvem kunden er, så der er ingen rejser. Sig ved importen, hvilken kolonne der gør det.', nb: 'Ingen hendelse sier hvem kunden er, så det er ingen reiser. Si ved importen hvilken kolonne som gjør det.',
  },
  'note.none_told': {
    en: 'Nothing that was imported tells of an interaction. Sources say what became of the records.', sv: 'Inget av det importerade berättar om en händelse. Källorna visar vad det blev av posterna.',
    da: 'Intet af det importerede fortæller om en hændelse. Kilderne viser, hvad der blev af posterne.', nb: 'Ingenting av det som ble importert, forteller om en hendelse. Kildene viser hva det ble av postene.',
  },
  'note.no_second_step': {
    en: 'Nobody here took two steps after each other, so nothing follows anything.', sv: 'Ingen här tog två steg efter varandra, så inget följer på något.',
    da: 'Ingen her tog to skridt efter hinanden, så intet følger efter noget.', nb: 'Ingen her tok to steg etter hverandre, så ingenting følger på noe.',
  },
  'note.no_other_company': {
    en: 'No other company is known. Import reviews of one and say in their spec whose they are.', sv: 'Inget annat företag är känt. Importera omdömen om ett och säg i deras spec vilket det är.',
    da: 'Ingen anden virksomhed er kendt. Importér anmeldelser af en, og sig i deres spec, hvis de er.', nb: 'Ingen annen bedrift er kjent. Importer anmeldelser av en, og si i spesifikasjonen hvem de gjelder.',
  },
  'note.own_filter': { en: 'The map’s own filter holds too: {where:filter}.', sv: 'Kartans eget filter gäller också: {where:filter}.', da: 'Kortets eget filter gælder også: {where:filter}.', nb: 'Kartets eget filter gjelder også: {where:filter}.' },
  'note.unmeasured': {
    en: 'Not measured, since they name no touchpoint that the data has, or one twice: {steps}.', sv: 'Inte mätta, eftersom de inte namnger någon kontaktpunkt i datan, eller samma två gånger: {steps}.',
    da: 'Ikke målt, da de ikke nævner noget kontaktpunkt, som findes i data, eller det samme to gange: {steps}.', nb: 'Ikke målt, siden de ikke navngir noe kontaktpunkt som finnes i dataene, eller det samme to ganger: {steps}.',
  },
  'note.blank': {
    en: '{n:count} blank, don’t-know or not-applicable answers are not counted.', sv: '{n:count} tomma svar, vet ej och ej aktuellt räknas inte.',
    da: '{n:count} tomme svar, ved ikke og ikke relevant tælles ikke med.', nb: '{n:count} tomme svar, vet ikke og ikke aktuelt telles ikke med.',
  },
  'note.currencies': {
    en: '{n:count} orders in other currencies than {currency} ({others}) are not in order values.', sv: '{n:count} order i andra valutor än {currency} ({others}) ingår inte i ordervärdena.',
    da: '{n:count} ordrer i andre valutaer end {currency} ({others}) indgår ikke i ordreværdierne.', nb: '{n:count} ordrer i andre valutaer enn {currency} ({others}) inngår ikke i ordreverdiene.',
  },
  'note.no_goal': {
    en: 'Goal {goal}: nothing here fits {where}, so it has no conversions.', sv: 'Mål {goal}: inget här passar {where}, så det har inga konverteringar.',
    da: 'Mål {goal}: intet her passer til {where}, så det har ingen konverteringer.', nb: 'Mål {goal}: ingenting her passer til {where}, så det har ingen konverteringer.',
  },
  'note.no_cause': {
    en: 'Who takes a step differs in other ways too: that more of them reach the goal proves no cause.', sv: 'De som tar ett steg skiljer sig på andra sätt också: att fler av dem når målet bevisar ingen orsak.',
    da: 'De, der tager et skridt, er også forskellige på andre måder: at flere af dem når målet, beviser ingen årsag.', nb: 'De som tar et steg, er ulike også på andre måter: at flere av dem når målet, beviser ingen årsak.',
  },
  'note.leads_nowhere': {
    en: '{step} leads to {goal}, which is no goal, and was left out.', sv: '{step} leder till {goal}, som inte är något mål, och togs inte med.',
    da: '{step} fører til {goal}, som ikke er et mål, og blev udeladt.', nb: '{step} fører til {goal}, som ikke er et mål, og ble utelatt.',
  },
  'note.no_small_step': {
    en: 'No goal is a small step; name one: resa goals set cart --leads-to purchase', sv: 'Inget mål är ett delsteg; ange ett: resa goals set cart --leads-to purchase',
    da: 'Intet mål er et delskridt; angiv et: resa goals set cart --leads-to purchase', nb: 'Ingen mål er et delsteg; angi et: resa goals set cart --leads-to purchase',
  },
  'note.sessions': {
    en: 'A wait longer than {n:count|minute|minutes} begins a new visit.', sv: 'En väntan längre än {n:count|minut|minuter} börjar ett nytt besök.',
    da: 'En ventetid på mere end {n:count|minut|minutter} begynder et nyt besøg.', nb: 'En ventetid på mer enn {n:count|minutt|minutter} begynner et nytt besøk.',
  },
  'note.repeats': {
    en: 'The same matter on at least two channels within {n:count|day|days} of the first contact.', sv: 'Samma ärende i minst två kanaler inom {n:count|dag|dagar} från första kontakten.',
    da: 'Samme sag i mindst to kanaler inden for {n:count|dag|dage} fra første kontakt.', nb: 'Samme sak i minst to kanaler innen {n:count|dag|dager} fra første kontakt.',
  },
  'note.own_answers': {
    en: 'The filter holds for our own answers only.', sv: 'Filtret gäller bara våra egna svar.', da: 'Filteret gælder kun vores egne svar.', nb: 'Filteret gjelder bare våre egne svar.',
  },
  'note.few_left_out': {
    en: '{n:count|row|rows} of fewer than {least} left out.', sv: '{n:count|rad|rader} med färre än {least} utelämnade.',
    da: '{n:count|række|rækker} med færre end {least} udeladt.', nb: '{n:count|rad|rader} med færre enn {least} utelatt.',
  },
} as const satisfies PictureWords;
