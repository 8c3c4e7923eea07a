/** What can be asked, by what people want to know; names and sentences are in the words of this part. */

export interface Group {
  readonly id: string;
  readonly asks: readonly string[];
}

/** Every question of `resa show` once; a test holds this against the server's list. */
export const GROUPS: readonly Group[] = [
  { id: 'ways', asks: ['flow', 'variants', 'around', 'transitions', 'switches', 'types'] },
  { id: 'losses', asks: ['funnel', 'stages', 'bounce', 'conformance'] },
  { id: 'waits', asks: ['waits', 'repeats'] },
  { id: 'success', asks: ['conversions', 'micro-conversions', 'retention', 'kpis'] },
  { id: 'credit', asks: ['attribution', 'omnichannel'] },
  { id: 'meetings', asks: ['touchpoints', 'channels', 'sessions', 'clicks'] },
  { id: 'people', asks: ['personas'] },
  { id: 'voices', asks: ['emotions', 'themes', 'loyalty'] },
  { id: 'improving', asks: ['pains', 'drivers', 'opportunities', 'economy'] },
  { id: 'differences', asks: ['comparison', 'companies'] },
  { id: 'watching', asks: ['alerts', 'checks'] },
];

/** The group in which a question stands. */
export function groupOf(what: string): Group | undefined {
  return GROUPS.find((group) => group.asks.includes(what));
}

/** Questions whose answer depends on whether customers, journeys or sessions are counted. */
const PER = new Set(['flow', 'variants', 'around', 'transitions', 'switches', 'funnel', 'stages', 'conformance', 'waits', 'conversions', 'micro-conversions', 'comparison', 'clicks', 'types']);

/** The options that a question has on its page, in the order in which they are read. */
export function optionsOf(what: string, followed: readonly string[]): readonly string[] {
  const order = ['map', 'page', 'versus', 'steps', 'at', 'side', 'visit', 'kind', 'by', 'per', 'accounts', 'order', 'model', 'touches', 'within', 'goal', 'depth', 'most'];
  return order.filter((option) => (option === 'per' ? PER.has(what) : followed.includes(option)));
}
