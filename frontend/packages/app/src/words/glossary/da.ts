/** Fagordenes betydning på dansk. */
import type { Meanings } from './index.ts';

export const da: Meanings = {
  journey: 'Det, én kunde faktisk gjorde, skridt for skridt, mod et mål. Den er observeret, aldrig tegnet.',
  journey_map: 'Tegningen: faser fra venstre mod højre, og hvad kunderne gør, føler og møder i hver af dem.',
  stage: 'Hvor langt en kunde er kommet, fra først at høre om jer til at være loyal.',
  touchpoint: 'Et slags sted, hvor kunder møder jer: kurven på nettet, kassen i butikken, nyhedsbrevet, et opkald.',
  channel: 'Det, der bærer kontakten: nettet, en butik, telefonen, SMS.',
  lane: 'En række på kortet til én slags indhold, for eksempel følelser, problemer eller ansvarlige.',
  persona: 'En beskrevet kundetype, der står for mange og peger på de data, den er bygget af.',
  moment_of_truth: 'Et øjeblik, der afgør, om kunden bliver eller går.',
  current_state: 'Et kort over, hvordan det er i dag.',
  future_state: 'Et kort over, hvordan det skal blive, tegnet ved siden af, hvordan det er.',
  day_in_the_life: 'Et kort over, hvad mennesker laver en hel dag, hvor I er en lille del.',
  service_blueprint: 'Et kort, der også viser, hvad der sker bag kulisserne: mennesker, systemer, regler og processer.',
  kpi: 'Et tal, der siger, hvor godt det går, for eksempel tilfredshed eller andelen, der går videre.',
  micro_conversion: 'Et lille skridt mod målet, for eksempel at lægge noget i kurven.',
  interval: 'Det område, hvor det sande tal rimeligvis ligger, 95 gange ud af 100. Få svar gør det bredt.',
  provenance: 'Hvordan noget blev kendt: målt i data, påstået af en person eller udledt af en regel.',
  source: 'Det, der leverer poster: et udtræk fra butikken, opkaldsloggen, et spørgeskemaværktøj.',
  record: 'En række, som kilden skrev den. Hver ender som gemt, dublet, afvist eller tilbageholdt; ingen forsvinder.',
  identifier: 'Et navn, en kilde kender kunden under: kundenummer, e-mailadresse, telefonnummer.',
  conflict: 'To kundenumre, som andre tegn siger er én person. Intet gættes: de holdes adskilt, til nogen bestemmer.',
  merge: 'To sæt identifikatorer, der viste sig at være én kunde, med belæg. Den kan fortrydes.',
  action: 'Noget, vi har besluttet at gøre ved et problem eller en mulighed: hvad, hvem, hvornår.',
  pain: 'Hvor kunder venter, snubler eller går, med hvor mange og hvad det koster.',
  freshness: 'Hvor gammel kildens nyeste post er.',
};
