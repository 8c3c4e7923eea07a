/** On a phone: what supports a stage stands folded under it, so that a map can be read by its stages first. */
import type { StageColumn } from '../../generated/resolvedmap.ts';
import type { Context } from './lanes/lane.ts';
import type { Made } from './phonelanes.ts';
import { group, icon, type Shape } from './scene.ts';
import { paragraph } from './text.ts';

/** Something that stands in each stage; what is named can be folded away with others. */
export interface Part {
  readonly name: string | null; // null: always seen
  readonly draw: (context: Context, stage: StageColumn, top: number) => Made;
}

const ARROW = 18;

/** The parts of a stage below each other: those that are always seen, then one line for the rest, or the rest itself. */
export function stacked(context: Context, parts: readonly Part[], { stage, top }: { stage: StageColumn; top: number }): Made {
  const isOpen = context.view.unfolded.includes(`phone:${stage.id}`);
  const shapes: Shape[] = [];
  let y = top;
  const put = ({ draw }: Part): void => {
    const made = draw(context, stage, y);
    shapes.push(...made.shapes);
    y = made.bottom;
  };
  parts.filter((part) => part.name === null).forEach(put);
  const rest = parts.filter((part) => part.name !== null && part.draw(context, stage, y).shapes.length > 0);
  if (rest.length === 0) return { shapes, bottom: y };
  const line = foldLine(context, rest, { stage, y, isOpen });
  shapes.push(line.shape);
  y = line.bottom;
  if (isOpen) rest.forEach(put);
  return { shapes, bottom: y };
}

type Fold = { stage: StageColumn; y: number; isOpen: boolean };

/** "Messages, People, Systems" with an arrow: opens and closes them. */
function foldLine({ frame, speaker }: Context, rest: readonly Part[], { stage, y, isOpen }: Fold): { shape: Shape; bottom: number } {
  const x = frame.gutter;
  const names = rest.map((part) => part.name).join(', ');
  const room = frame.width - x - ARROW - 16;
  const words = paragraph(x + ARROW, y + 18, isOpen ? speaker.say('touchpoint.fewer') : names, { fill: 'accent', room, most: 2 });
  const label = isOpen ? speaker.say('phone.fold', { lanes: names }) : speaker.say('phone.unfold', { lanes: names });
  const height = words.length * 16 + 16;
  const mark = { id: `more:phone:${stage.id}`, lane: 'phone', stage: stage.id, step: null, label, x: x - 6, y, w: frame.width - x - 4, h: height };
  return { shape: group([icon(isOpen ? 'close' : 'open', x, y + 8, 'accent', 13), ...words], { mark }), bottom: y + height + 2 };
}
