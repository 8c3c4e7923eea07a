/** What the server adds to the evidence that the page already holds. */
import type { Tongue } from '../../../../canvas/src/index.ts';
import type { Evidence } from '../../../../ui/src/evidence.ts';

export interface ServerEvidence {
  readonly customers?: number;
  readonly paths?: Evidence['paths'];
  readonly quotes?: Evidence['quotes'];
  readonly commands?: readonly string[];
}

/** The evidence with all that the server knows; what it does not say stays as it was. */
export function withServer(known: Evidence, more: ServerEvidence | null, speech: Tongue): Evidence {
  if (more === null) return known;
  const has = known.facts.some((fact) => fact.name === speech.say('base.word_customers'));
  const customers = more.customers === undefined || more.customers === null || has ? [] : [{ name: speech.say('base.word_customers'), words: speech.count(more.customers) }];
  return {
    ...known, facts: [...known.facts, ...customers],
    ...(more.paths?.length ? { paths: more.paths } : {}), ...(more.quotes?.length ? { quotes: more.quotes } : {}), ...(more.commands?.length ? { commands: more.commands } : {}),
  };
}
