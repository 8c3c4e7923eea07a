/** What the pictures of clicks say, in every language. */
import type { PictureWords } from './form.ts';

export const clickWords = {
  'clicks.title': { en: 'Where people click on {page}', sv: 'Var man klickar på {page}', da: 'Hvor man klikker på {page}', nb: 'Hvor man klikker på {page}' },
  'clicks.title.element': { en: 'Clicks by element on {page}', sv: 'Klick per element på {page}', da: 'Klik pr. element på {page}', nb: 'Klikk per element på {page}' },
  'clicks.title.pages': { en: 'Pages where people click', sv: 'Sidor där man klickar', da: 'Sider, hvor man klikker', nb: 'Sider der man klikker' },
  'clicks.pages.says': {
    en: 'A bar is the share of those who click anywhere that click on the page.', sv: 'En stapel är andelen av dem som klickar någonstans som klickar på sidan.',
    da: 'En søjle er den andel af dem, der klikker et sted, som klikker på siden.', nb: 'En søyle er andelen av dem som klikker et sted, som klikker på siden.',
  },
  'clicks.element.says': {
    en: 'A bar is the share of those who click on the page that click on it.', sv: 'En stapel är andelen av dem som klickar på sidan som klickar på just det.',
    da: 'En søjle er den andel af dem, der klikker på siden, som klikker på netop det.', nb: 'En søyle er andelen av dem som klikker på siden, som klikker på akkurat det.',
  },
  'clicks.stands': { en: 'The page stands on {touchpoint}.', sv: 'Sidan hör till {touchpoint}.', da: 'Siden hører til {touchpoint}.', nb: 'Siden hører til {touchpoint}.' },
  'clicks.most': {
    en: 'Most clicked is {name}, with {clicks:count} of {all:count} clicks.', sv: 'Mest klickas det på {name}: {clicks:count} av {all:count} klick.',
    da: 'Der klikkes mest på {name}: {clicks:count} af {all:count} klik.', nb: 'Det klikkes mest på {name}: {clicks:count} av {all:count} klikk.',
  },
  'clicks.vain': {
    en: 'Clicks on {name} are in vain: nothing follows {share:share} of them.', sv: 'Klicken på {name} är förgäves: {share:share} av dem följs av ingenting.',
    da: 'Klik på {name} er forgæves: {share:share} af dem følges af ingenting.', nb: 'Klikkene på {name} er forgjeves: {share:share} av dem følges av ingenting.',
  },
  'clicks.vain.top': {
    en: 'Nothing follows {share:share} of them: people click in vain.', sv: 'Ingenting följer på {share:share} av dem: man klickar förgäves.',
    da: 'Intet følger på {share:share} af dem: der klikkes forgæves.', nb: 'Ingenting følger på {share:share} av dem: man klikker forgjeves.',
  },
  'clicks.screen.phone': { en: 'Phone', sv: 'Telefon', da: 'Telefon', nb: 'Telefon' },
  'clicks.screen.tablet': { en: 'Tablet', sv: 'Surfplatta', da: 'Tablet', nb: 'Nettbrett' },
  'clicks.screen.desktop': { en: 'Computer', sv: 'Dator', da: 'Computer', nb: 'Datamaskin' },
  'clicks.screen.unknown': { en: 'Every screen', sv: 'Alla skärmar', da: 'Alle skærme', nb: 'Alle skjermer' },
  'clicks.count': { en: '{n:count|click|clicks}', sv: '{n:count|klick|klick}', da: '{n:count|klik|klik}', nb: '{n:count|klikk|klikk}' },
  'clicks.column.clicks': { en: 'clicks', sv: 'klick', da: 'klik', nb: 'klikk' },
  'clicks.column.of_page': { en: 'of the page’s', sv: 'av sidans', da: 'af sidens', nb: 'av sidens' },
  'clicks.column.customers': { en: 'of customers', sv: 'av kunderna', da: 'af kunderne', nb: 'av kundene' },
  'clicks.column.vain': { en: 'in vain', sv: 'förgäves', da: 'forgæves', nb: 'forgjeves' },
  'clicks.column.rage': { en: 'bursts', sv: 'skurar', da: 'byger', nb: 'byger' },
  'clicks.column.goal': { en: 'reach the goal', sv: 'når målet', da: 'når målet', nb: 'når målet' },
  'clicks.then': { en: 'then {next}', sv: 'sedan {next}', da: 'derefter {next}', nb: 'deretter {next}' },
  'clicks.same_page': { en: 'the same page', sv: 'samma sida', da: 'samme side', nb: 'samme side' },
  'clicks.leaves': { en: 'nothing: the visit ends', sv: 'ingenting: besöket slutar', da: 'ingenting: besøget slutter', nb: 'ingenting: besøket slutter' },
  'clicks.area': { en: 'area {area}', sv: 'område {area}', da: 'område {area}', nb: 'område {area}' },
  'clicks.nowhere': { en: 'no element', sv: 'inget element', da: 'intet element', nb: 'ingen elementer' },
  'clicks.further': { en: 'further elements', sv: 'övriga element', da: 'øvrige elementer', nb: 'øvrige elementer' },
  'clicks.further_pages': { en: 'further pages', sv: 'övriga sidor', da: 'øvrige sider', nb: 'øvrige sider' },
  'clicks.unplaced': { en: '{n:count|click|clicks} without a position', sv: '{n:count|klick|klick} utan plats', da: '{n:count|klik|klik} uden sted', nb: '{n:count|klikk|klikk} uten sted' },
  'clicks.more': { en: 'and {n:count} more with {clicks:count|click|clicks}', sv: 'och {n:count} till med {clicks:count|klick|klick}', da: 'og {n:count} mere med {clicks:count|klik|klik}', nb: 'og {n:count} til med {clicks:count|klikk|klikk}' },
  'clicks.more.places': {
    en: 'and {n:count} more places with {clicks:count|click|clicks}', sv: 'och {n:count} ställen till med {clicks:count|klick|klick}', da: 'og {n:count} steder mere med {clicks:count|klik|klik}', nb: 'og {n:count} steder til med {clicks:count|klikk|klikk}',
  },
  'clicks.label': {
    en: '{name}: {clicks:count|click|clicks} by {customers}, {share} of those on the page', sv: '{name}: {clicks:count|klick|klick} av {customers}, {share} av dem på sidan',
    da: '{name}: {clicks:count|klik|klik} af {customers}, {share} af dem på siden', nb: '{name}: {clicks:count|klikk|klikk} av {customers}, {share} av dem på siden',
  },
  'clicks.label.page': {
    en: '{name}: {clicks:count|click|clicks} by {customers}, {share} of those who click anywhere', sv: '{name}: {clicks:count|klick|klick} av {customers}, {share} av dem som klickar någonstans',
    da: '{name}: {clicks:count|klik|klik} af {customers}, {share} af dem, der klikker et sted', nb: '{name}: {clicks:count|klikk|klikk} av {customers}, {share} av dem som klikker et sted',
  },
  'clicks.label.spot': { en: '{name}: {clicks:count|click|clicks}, {share:share} of the page’s', sv: '{name}: {clicks:count|klick|klick}, {share:share} av sidans', da: '{name}: {clicks:count|klik|klik}, {share:share} af sidens', nb: '{name}: {clicks:count|klikk|klikk}, {share:share} av sidens' },
  'clicks.label.vain': { en: '{n:count} in vain', sv: '{n:count} förgäves', da: '{n:count} forgæves', nb: '{n:count} forgjeves' },
  'clicks.label.rage': { en: '{n:count|burst|bursts} of clicks', sv: '{n:count|klickskur|klickskurar}', da: '{n:count|klikbyge|klikbyger}', nb: '{n:count|klikkbyge|klikkbyger}' },
  'clicks.label.goal': { en: '{share:share} of visits reach the goal after it', sv: '{share:share} av besöken når målet efteråt', da: '{share:share} af besøgene når målet derefter', nb: '{share:share} av besøkene når målet etterpå' },
  'clicks.sign.hot': { en: 'the most clicked, as listed', sv: 'det mest klickade, enligt listan', da: 'det mest klikkede, som på listen', nb: 'det mest klikkede, som i listen' },
  'clicks.sign.vain': { en: 'most clicks in vain', sv: 'de flesta klick förgäves', da: 'de fleste klik forgæves', nb: 'de fleste klikk forgjeves' },
  'note.clicks.unplaced': {
    en: '{n:count} of {of:count} clicks have no position on the page.', sv: '{n:count} av {of:count} klick har ingen plats på sidan.', da: '{n:count} af {of:count} klik har intet sted på siden.', nb: '{n:count} av {of:count} klikk har ikke noe sted på siden.',
  },
  'note.clicks.nobody': {
    en: '{n:count|click|clicks} of nobody known are not counted.', sv: '{n:count|klick|klick} av okända räknas inte.', da: '{n:count|klik|klik} fra ukendte tælles ikke med.', nb: '{n:count|klikk|klikk} fra ukjente telles ikke med.',
  },
  'note.clicks.none': {
    en: 'None of your sources says where on its pages people click. Import an export of clicks, with place or button, from a tool that records them.', sv: 'Ingen av källorna säger var på sidorna man klickar. Importera en export av klick, med plats eller knapp, från ett verktyg som registrerar dem.',
    da: 'Ingen af kilderne siger, hvor på siderne man klikker. Importér en eksport af klik, med sted eller knap, fra et værktøj, der registrerer dem.', nb: 'Ingen av kildene sier hvor på sidene man klikker. Importer en eksport av klikk, med sted eller knapp, fra et verktøy som registrerer dem.',
  },
  'note.clicks.undead': {
    en: 'Nothing but clicks follows any click within five seconds, so which ones are in vain can’t be told.', sv: 'Inget klick följs av annat än klick inom fem sekunder, så vilka som är förgäves går inte att säga.',
    da: 'Intet klik følges af andet end klik inden for fem sekunder, så hvilke der er forgæves, kan ikke siges.', nb: 'Ingen klikk følges av annet enn klikk innen fem sekunder, så hvilke som er forgjeves, kan ikke sies.',
  },
  'note.clicks.minutes': {
    en: 'Times are told to the minute, so bursts and clicks in vain are absent.', sv: 'Tider anges på minuten, så klickskurar och klick förgäves saknas.',
    da: 'Tider oplyses på minuttet, så klikbyger og forgæves klik mangler.', nb: 'Tider oppgis på minuttet, så klikkbyger og forgjeves klikk mangler.',
  },
  'note.clicks.no_goal': {
    en: 'Nothing here reaches a goal, so that is not told.', sv: 'Inget här når ett mål, så det visas inte.', da: 'Intet her når et mål, så det vises ikke.', nb: 'Ingenting her når et mål, så det vises ikke.',
  },
  'note.clicks.nothing': { en: 'Nothing here is a click on {page}.', sv: 'Inget här är ett klick på {page}.', da: 'Intet her er et klik på {page}.', nb: 'Ingenting her er et klikk på {page}.' },
  'note.clicks.size': {
    en: 'Nobody tells how large the page was at {n:count|click|clicks}: it is drawn {tall:score} times as high as wide.', sv: 'Ingen anger hur stor sidan var vid {n:count|klick|klick}: den ritas {tall:score} gånger så hög som bred.',
    da: 'Ingen oplyser, hvor stor siden var ved {n:count|klik|klik}: den tegnes {tall:score} gange så høj som bred.', nb: 'Ingen oppgir hvor stor siden var ved {n:count|klikk|klikk}: den tegnes {tall:score} ganger så høy som bred.',
  },
  'note.clicks.further_pages': {
    en: '{n:count} pages that are clicked least stand together.', sv: '{n:count} sidor som klickas minst står tillsammans.', da: '{n:count} sider, der klikkes mindst på, står samlet.', nb: '{n:count} sider som klikkes minst på, står samlet.',
  },
  'note.clicks.further': {
    en: '{n:count} elements that are clicked least stand together.', sv: '{n:count} element som klickas minst står tillsammans.', da: '{n:count} elementer, der klikkes mindst på, står samlet.', nb: '{n:count} elementer som klikkes minst på, står samlet.',
  },
} as const satisfies PictureWords;
