/** Whom a map's sentence can be about: its own personas, and the personas, types of journeys and groups of the workspace. */
import type { Answerable } from '../../../generated/api.ts';
import { personaIn } from '../personas/where.ts';
import type { Filter } from './filter.ts';

type Segment = Answerable['segments'][number];

export interface WhomChoice {
  readonly value: string;
  readonly name: string;
  readonly kind: string | null; // "persona", "type" or "saved"; null where it is a persona of this map
}

const RULE = 'where:'; // before what finds them, so that it is not taken for the id of a persona

/** What can be chosen besides everybody; what another choice means already stands once. */
export function whomChoices({ map, personas, segments }: { map: string; personas: readonly { readonly id: string; readonly name: string }[]; segments: readonly Segment[] }): readonly WhomChoice[] {
  const own = personas.map((one): WhomChoice => ({ value: one.id, name: one.name, kind: null }));
  const others = segments.filter((one, n) => one.map !== map && segments.findIndex((other) => other.where === one.where) === n);
  return [...own, ...others.map((one): WhomChoice => ({ value: RULE + one.where, name: one.name, kind: one.kind }))];
}

/** The choice that a filter stands for; null where it is about everybody, or about a rule that nobody named. */
export function whomOf(filter: Filter, choices: readonly WhomChoice[]): WhomChoice | null {
  if (filter.persona !== null) return choices.find((one) => one.value === filter.persona) ?? null;
  const persona = personaIn(filter.where);
  const isMeant = (rule: string): boolean => rule === filter.where || (persona !== null && personaIn(rule) === persona);
  return choices.find((one) => one.kind !== null && isMeant(one.value.slice(RULE.length))) ?? null;
}

/** What choosing changes: a rule that somebody wrote by hand stays beside a persona of the map. */
export function whomAsked(chosen: string, filter: Filter, choices: readonly WhomChoice[]): Pick<Filter, 'persona' | 'where'> {
  if (chosen.startsWith(RULE)) return { persona: null, where: chosen.slice(RULE.length) };
  const isNamed = filter.persona === null && whomOf(filter, choices) !== null;
  return { persona: chosen === '' ? null : chosen, where: isNamed ? null : filter.where };
}
