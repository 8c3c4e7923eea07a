/** What the signs of bars and cells mean, for their legends. */
import { line, rect } from '../scene.ts';
import type { Tongue } from '../say.ts';
import type { Sign } from './frame.ts';

/** What bars and the lines over their ends mean, as far as they occur. */
export function barSigns(speaker: Tongue, { hasRange, hasSmall }: { hasRange: boolean; hasSmall: boolean }): Sign[] {
  const range: Sign = { words: speaker.say('picture.interval'), sign: (x, y) => line(x - 7, y, x + 7, y, 'ink1', 1.5) };
  const few: Sign = { words: speaker.say('picture.small'), sign: (x, y) => rect(x - 6, y - 5, 12, 10, { fill: 'paper', stroke: 'rule2' }) };
  return [...(hasRange ? [range] : []), ...(hasSmall ? [few] : [])];
}

/** Hatching, where too few stand behind a band. */
export function hatchSign(speaker: Tongue, isThere: boolean): Sign[] {
  return isThere ? [{ words: speaker.say('picture.small'), sign: (x, y) => rect(x - 6, y - 5, 12, 10, { fill: 'pass', stroke: 'rule2' }) }] : [];
}
