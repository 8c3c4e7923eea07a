/** What the pictures of how it goes say. */
import { bounceWords } from './bounce.ts';
import { commonWords } from './common.ts';
import { comparisonWords } from './comparison.ts';
import { conformanceWords } from './conformance.ts';
import { goalsWords } from './goals.ts';
import { kpisWords } from './kpis.ts';
import { noteTexts } from './notes.ts';
import { switchesWords } from './switches.ts';
import { variantsWords } from './variants.ts';
import { waitsWords } from './waits.ts';

export const measuredWords = { ...commonWords, ...noteTexts, ...bounceWords, ...comparisonWords, ...conformanceWords, ...goalsWords, ...kpisWords, ...switchesWords, ...variantsWords, ...waitsWords };
