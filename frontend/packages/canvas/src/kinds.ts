/** The kinds of lanes that people fill, and how the cards of each look: shape and icon before colour. */
import type { IconName } from './icons.ts';
import type { Paint } from './theme.ts';

export type Sign = 'dot' | 'pain' | 'delight' | 'moment_of_truth' | 'opportunity' | 'influence' | 'initials' | 'rule' | 'channel' | 'status' | 'none';

/** How a kind of lane is drawn. */
export interface Kind {
  readonly icon: IconName;
  readonly sign: Sign;
  readonly size: 12 | 14;
  readonly weight: 400 | 600;
  readonly fill: Paint;
  readonly isLoud: boolean; // its name is set strong: what the customer does and feels, what it means
}

const quiet = (icon: IconName, sign: Sign = 'dot'): Kind => ({ icon, sign, size: 12, weight: 400, fill: 'ink2', isLoud: false });
const spoken = (icon: IconName, sign: Sign = 'dot'): Kind => ({ icon, sign, size: 14, weight: 400, fill: 'ink1', isLoud: true });
const found = (icon: IconName, sign: Sign): Kind => ({ icon, sign, size: 14, weight: 600, fill: 'ink1', isLoud: true });

/** Every kind that people write, in the order in which a map usually has them. */
export const KINDS: Readonly<Record<string, Kind>> = {
  goal: { ...spoken('goal'), weight: 600 },
  customer_action: spoken('customer_action'),
  thought: spoken('thought', 'none'),
  feeling_word: spoken('feeling_word'),
  need: quiet('need'),
  motivation: quiet('motivation'),
  behaviour: quiet('behaviour'),
  channel: quiet('channel', 'channel'),
  emotion: found('feeling', 'none'),
  arc: found('arc', 'none'),
  quote: spoken('quote', 'rule'),
  image: quiet('image', 'none'),
  pain: found('pains', 'pain'),
  opportunity: found('opportunity', 'opportunity'),
  delight: found('delight', 'delight'),
  moment_of_truth: found('moment_of_truth', 'moment_of_truth'),
  influence: { ...spoken('influence', 'influence') },
  kpi: found('figures', 'dot'),
  message_plan: found('plan', 'none'),
  action: { ...found('action', 'status'), weight: 400 },
  owner: quiet('owner', 'initials'),
  front_stage: quiet('front_stage'),
  people: quiet('people'),
  system: quiet('system'),
  policy: quiet('policy'),
  process: quiet('process'),
  text: quiet('text', 'none'),
};

const LINES: readonly string[] = ['line_of_interaction', 'line_of_visibility', 'line_of_internal_interaction'];

export function isWritten(shows: string): boolean {
  return Object.hasOwn(KINDS, shows);
}

export function isLine(shows: string): boolean {
  return LINES.includes(shows);
}

/** The look of a kind; kinds that we know by no name look like plain text. */
export function kindOf(shows: string): Kind {
  return KINDS[shows] ?? (shows === 'findings' ? found('pains', 'dot') : KINDS['text']!);
}
