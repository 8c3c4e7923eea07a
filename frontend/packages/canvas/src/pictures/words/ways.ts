/** What the pictures of where customers go say. */
import { aroundWords } from './around.ts';
import { clickWords } from './clicks.ts';
import { flowWords } from './flow.ts';
import { funnelWords } from './funnel.ts';
import { reachWords } from './reach.ts';
import { retentionWords } from './retention.ts';
import { transitionWords } from './transitions.ts';

export const wayWords = { ...aroundWords, ...clickWords, ...flowWords, ...funnelWords, ...reachWords, ...retentionWords, ...transitionWords };
