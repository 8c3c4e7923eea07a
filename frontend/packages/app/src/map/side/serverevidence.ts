/** What the server adds to the evidence that the page already holds. */
import type { Tongue } from '../../../../canvas/src/index.ts';
import type { Measurement } from '../../../../generated/resolvedmap.ts';
import type { Evidence } from '../../../../ui/src/evidence.ts';

export interface ServerEvidence {
  readonly definition: { readonly title: string; readonly measure: string | null; readonly counted_as?: string | null; readonly where: string | null };
  readonly measurement: Measurement | null;
  readonly trend: readonly (number | null)[];
  readonly trend_n: readonly number[];
  readonly trend_months: readonly string[];
  readonly paths: NonNullable<Evidence['paths']>;
  readonly customers: number;
  readonly people: readonly { readonly id: number; readonly label: string }[]; // to those who may see single customers
  readonly words: NonNullable<Evidence['quotes']>;
  readonly word_count: number;
  readonly texts?: number; // different texts said there
  readonly readings?: readonly string[]; // who read them, and how well
  readonly commands: readonly string[];
}

const ONE_THING = /^\(?(stage|touchpoint|channel) = ('([^']*)'|"([^"]*)"|(\S+?))\)?$/;

/** What a filter of one thing names, by its kind; null where a filter says more. */
export function onlyThing(where: string): { readonly kind: 'stage' | 'touchpoint' | 'channel'; readonly id: string } | null {
  const found = ONE_THING.exec(where.trim());
  return found ? { kind: found[1] as 'stage', id: found[3] ?? found[4] ?? found[5] ?? '' } : null;
}

/** The evidence with all that the server knows; what it does not say stays as it was. */
export function withServer(known: Evidence, more: ServerEvidence | null, speech: Tongue, named: (where: string) => string = (where) => where): Evidence {
  if (more === null) return known;
  const has = known.facts.some((fact) => fact.name === speech.say('base.word_customers'));
  const customers = has || more.customers === 0 ? [] : [{ name: speech.say('base.word_customers'), words: speech.count(more.customers) }];
  const measurement = known.measurement ?? more.measurement;
  const trend = more.trend.length > 1 && !known.trend && measurement ? { trend: { months: more.trend_months, figures: more.trend, unit: measurement.unit, target: null, n: more.trend_n } } : {};
  const isWritten = known.definition === speech.say('define.card') && more.measurement !== null;
  const { title, measure, where, counted_as: countedAs } = more.definition;
  const isTold = known.facts.some((fact) => fact.name === speech.say('panel.variant'));
  const counted = countedAs && !isTold ? [{ name: speech.say('panel.variant'), words: countedAs }] : [];
  return {
    ...known, ...trend, ...(isWritten ? { definition: [title, measure, where === null ? null : named(where)].filter(Boolean).join(', ') } : {}), measurement, facts: [...known.facts, ...counted, ...customers],
    ...(more.paths.length ? { paths: more.paths } : {}), ...(more.words.length ? { quotes: more.words } : {}),
  };
}
