/** Fackordens betydelse på svenska. */
import type { Meanings } from './index.ts';

export const sv: Meanings = {
  journey: 'Det en kund faktiskt gjorde, steg för steg, mot ett mål. Den är iakttagen, aldrig ritad.',
  journey_map: 'Ritningen: faser från vänster till höger, och vad kunderna gör, känner och möter i var och en.',
  stage: 'Hur långt en kund har kommit, från att först höra om er till att vara trogen.',
  touchpoint: 'Ett slags plats där kunder möter er: kassan på webben, kassan i butiken, nyhetsbrevet, ett samtal.',
  channel: 'Det som bär kontakten: webben, en butik, telefonen, SMS.',
  lane: 'En rad på kartan för ett slags innehåll, till exempel känslor, problem eller ansvariga.',
  persona: 'En beskriven kundtyp som står för många och pekar på de data den byggts av.',
  moment_of_truth: 'Ett ögonblick som avgör om kunden stannar eller går.',
  current_state: 'En karta över hur det är i dag.',
  future_state: 'En karta över hur det ska bli, ritad bredvid hur det är.',
  day_in_the_life: 'En karta över vad människor gör en hel dag, där ni är en liten del.',
  service_blueprint: 'En karta som också visar det som sker bakom kulisserna: människor, system, regler och processer.',
  kpi: 'En siffra som säger hur väl det går, till exempel nöjdhet eller andelen som går vidare.',
  micro_conversion: 'Ett litet steg mot målet, till exempel att lägga något i varukorgen.',
  interval: 'Det område där den sanna siffran rimligen ligger, 95 gånger av 100. Få svar gör det brett.',
  provenance: 'Hur något blev känt: uppmätt i data, påstått av en person eller härlett av en regel.',
  source: 'Det som levererar poster: en export från butiken, samtalsloggen, ett enkätverktyg.',
  record: 'En rad som källan skrev den. Var och en slutar som lagrad, dubblett, avvisad eller undanhållen; ingen försvinner.',
  identifier: 'Ett namn som en källa känner kunden under: kundnummer, e-postadress, telefonnummer.',
  conflict: 'Två kundnummer som andra tecken säger är en person. Inget gissas: de hålls isär tills någon bestämmer.',
  merge: 'Två uppsättningar identifierare som visat sig vara en kund, med belägg. Den går att ångra.',
  action: 'Något vi bestämt att göra åt ett problem eller en möjlighet: vad, vem, till när.',
  pain: 'Där kunder väntar, snubblar eller går, med hur många och vad det kostar.',
  freshness: 'Hur gammal källans nyaste post är.',
};
