/** What every lane gets and gives. */
import type { ResolvedMap } from '../../../generated/resolvedmap.ts';
import type { Frame } from '../columns.ts';
import type { IconName } from '../icons.ts';
import type { Tongue } from '../say.ts';
import { group, icon, type Shape } from '../scene.ts';
import { paragraph, text } from '../text.ts';
import type { View } from '../view.ts';

export interface Context {
  readonly map: ResolvedMap;
  readonly view: View;
  readonly frame: Frame;
  readonly speaker: Tongue;
}

/** A lane as it was drawn: shapes from its own top downwards, and its name in the gutter. */
export interface Lane {
  readonly id: string;
  readonly height: number;
  readonly shapes: readonly Shape[];
  readonly names: readonly Shape[];
  readonly feeling?: { readonly high: number; readonly low: number }; // where +1 and -1 lie
}

/** The name of a lane in the gutter: icon, name, and a quiet note below. Returns how far down it reaches too. */
export function laneName(context: Context, { icon: drawn, name, note, y = 14, isLoud = true }: { icon: IconName; name: string; note?: string; y?: number; isLoud?: boolean }): { shapes: Shape[]; bottom: number } {
  const { frame } = context;
  const x = frame.margin + 24;
  const room = frame.gutter - x - 28;
  const title = paragraph(x, y, name, { size: 14, weight: isLoud ? 600 : 400, fill: isLoud ? 'ink1' : 'ink2', room, most: 2 });
  const below = y + title.length * 18;
  const notes = note === undefined ? [] : paragraph(x, below, note, { fill: 'ink3', room, most: 4 });
  const mark = icon(drawn, frame.margin, y - 12, isLoud ? 'ink2' : 'ink3');
  return { shapes: [mark, ...title, ...notes], bottom: below + notes.length * 16 };
}

/** Shapes moved down or right without touching them. */
export function moved(shapes: readonly Shape[], dx: number, dy: number): Shape[] {
  return shapes.map((shape) => movedShape(shape, dx, dy));
}

function movedShape(shape: Shape, dx: number, dy: number): Shape {
  if (shape.kind === 'group') {
    const mark = shape.mark && { ...shape.mark, x: shape.mark.x + dx, y: shape.mark.y + dy };
    return { ...shape, children: moved(shape.children, dx, dy), ...(mark ? { mark } : {}) };
  }
  if (shape.kind === 'path') return { ...shape, d: movedPath(shape.d, dx, dy) };
  return { ...shape, x: shape.x + dx, y: shape.y + dy };
}

/** Only absolute commands are drawn (M L C Z and A), so that a path can be moved by adding. */
function movedPath(d: string, dx: number, dy: number): string {
  return d.replace(/([MLCA])([^MLCAZ]*)/g, (_, command: string, tail: string) => {
    const numbers = tail.trim().split(/[\s,]+/).map(Number);
    const stride = command === 'A' ? 7 : 2;
    const shifted = numbers.map((n, at) => {
      const place = at % stride;
      if (command === 'A' && place < 5) return n;
      const isX = command === 'A' ? place === 5 : place === 0;
      return Math.round((n + (isX ? dx : dy)) * 100) / 100;
    });
    return command + shifted.join(' ');
  });
}

export { group, text };
