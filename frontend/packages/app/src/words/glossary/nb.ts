/** Fagordenes betydning på norsk bokmål. */
import type { Meanings } from './index.ts';

export const nb: Meanings = {
  journey: 'Det én kunde faktisk gjorde, steg for steg, mot et mål. Den er observert, aldri tegnet.',
  journey_map: 'Tegningen: faser fra venstre mot høyre, og hva kundene gjør, føler og møter i hver av dem.',
  stage: 'Hvor langt en kunde har kommet, fra først å høre om dere til å være lojal.',
  touchpoint: 'Et slags sted der kunder møter dere: handlekurven på nett, kassen i butikken, nyhetsbrevet, en samtale.',
  channel: 'Det som bærer kontakten: nettet, en butikk, telefonen, SMS.',
  lane: 'En rad på kartet for én type innhold, for eksempel følelser, problemer eller ansvarlige.',
  persona: 'En beskrevet kundetype som står for mange og peker på dataene den er bygd av.',
  moment_of_truth: 'Et øyeblikk som avgjør om kunden blir eller går.',
  current_state: 'Et kart over hvordan det er i dag.',
  future_state: 'Et kart over hvordan det skal bli, tegnet ved siden av hvordan det er.',
  day_in_the_life: 'Et kart over hva folk gjør en hel dag, der dere er en liten del.',
  service_blueprint: 'Et kart som også viser det som skjer bak kulissene: mennesker, systemer, regler og prosesser.',
  kpi: 'Et tall som sier hvor godt det går, for eksempel tilfredshet eller andelen som går videre.',
  micro_conversion: 'Et lite steg mot målet, for eksempel å legge noe i handlekurven.',
  interval: 'Området der det sanne tallet rimeligvis ligger, 95 av 100 ganger. Få svar gjør det bredt.',
  provenance: 'Hvordan noe ble kjent: målt i data, påstått av en person eller utledet av en regel.',
  source: 'Det som leverer poster: et uttrekk fra butikken, samtaleloggen, et undersøkelsesverktøy.',
  record: 'En rad slik kilden skrev den. Hver ender som lagret, duplikat, avvist eller holdt tilbake; ingen forsvinner.',
  identifier: 'Et navn en kilde kjenner kunden under: kundenummer, e-postadresse, telefonnummer.',
  conflict: 'To kundenumre som andre tegn sier er én person. Ingenting gjettes: de holdes fra hverandre til noen bestemmer.',
  merge: 'To sett identifikatorer som viste seg å være én kunde, med belegg. Den kan angres.',
  action: 'Noe vi har bestemt å gjøre med et problem eller en mulighet: hva, hvem, når.',
  pain: 'Der kunder venter, snubler eller går, med hvor mange og hva det koster.',
  freshness: 'Hvor gammel kildens nyeste post er.',
};
