/** Where the words of a drawing stand, so that tests can hold that none lies over another. */
import type { Scene, Shape } from '../src/scene.ts';

export interface TextBox {
  readonly words: string;
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/** The boxes of all words, from top to bottom, without those of groups with a role of `besides`. */
export function textBoxes(scene: Scene, besides?: string): TextBox[] {
  const boxes: TextBox[] = [];
  const visit = (shapes: readonly Shape[], top: number): void => shapes.forEach((shape) => {
    if (shape.kind === 'group' && (besides === undefined || shape.role !== besides)) visit(shape.children, top + (shape.y ?? 0));
    if (shape.kind !== 'text' || shape.text === '') return;
    const start = shape.x - { start: 0, middle: 0.5, end: 1 }[shape.anchor] * shape.width;
    boxes.push({ words: shape.text, x: start, y: top + shape.y - 0.74 * shape.size, w: shape.width, h: 0.92 * shape.size });
  });
  scene.blocks.forEach((block) => visit(block.shapes, block.y));
  return boxes.sort((a, b) => a.y - b.y);
}

/** Pairs of words that lie over each other. */
export function overlaps(boxes: readonly TextBox[]): string[] {
  return boxes.flatMap((one, n) => {
    const found: string[] = [];
    for (const other of boxes.slice(n + 1)) {
      if (other.y > one.y + one.h) break;
      const across = Math.min(one.x + one.w, other.x + other.w) - Math.max(one.x, other.x);
      const down = Math.min(one.y + one.h, other.y + other.h) - Math.max(one.y, other.y);
      if (across > 1.5 && down > 2) found.push(`${one.words} | ${other.words}`);
    }
    return found;
  });
}
