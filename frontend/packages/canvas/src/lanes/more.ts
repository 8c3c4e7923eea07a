/** What was folded away, as a line of text that opens it. */
import type { Tongue } from '../say.ts';
import { group, type Shape } from '../scene.ts';
import { text } from '../text.ts';

/** "and 5 more": a mark whose id says what it opens. */
export function moreOf(_: Tongue, { id, words, x, y, lane, label = words }: { id: string; words: string; x: number; y: number; lane: string; label?: string }): Shape {
  const content = text(x, y, words, { fill: 'accent' });
  return group([content], { mark: { id, lane, label, x: x - 4, y: y - 14, w: content.width + 8, h: 20 } });
}
