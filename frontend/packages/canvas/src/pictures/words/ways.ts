/** What the pictures of where customers go say. */
import { flowWords } from './flow.ts';
import { reachWords } from './reach.ts';
import { transitionWords } from './transitions.ts';

export const wayWords = { ...flowWords, ...reachWords, ...transitionWords };
