/** What was folded away, as words that open it. */
import { group, type Shape } from '../scene.ts';
import { paragraph, text } from '../text.ts';

type More = { id: string; words: string; x: number; y: number; lane: string; label?: string; room?: number; isPaper?: boolean };

/** "and 5 more": a mark whose id says what it opens; on two lines where its room asks for that. */
export function moreOf({ id, words, x, y, lane, label = words, room, isPaper = false }: More): { shape: Shape; height: number } {
  const fill = isPaper ? 'ink3' : 'accent'; // nothing opens on paper
  const lines = room === undefined ? [text(x, y, words, { fill })] : paragraph(x, y, words, { fill, room, most: 3 });
  const w = Math.max(...lines.map((line) => line.width));
  const height = lines.length * 16;
  return { shape: group(lines, { mark: { id, lane, label, x: x - 4, y: y - 14, w: w + 8, h: height + 4 } }), height };
}
