/** Who the map is about: portraits with name and role under the title, small ones beside the stage heads. */
import type { PersonaMark } from '../../../generated/resolvedmap.ts';
import { portrait } from '../portrait.ts';
import { figureText } from '../say.ts';
import { group, type Shape } from '../scene.ts';
import { paragraph, text } from '../text.ts';
import type { Context } from './lane.ts';
import { quoted } from './quotes.ts';

const SIZE = 44;
const WIDTH = { least: 280, most: 440 };
const SMALL = 26;
const MOST_SMALL = 5;

/** The people of a map in a row (or several), from a height downwards. */
export function personaRow(context: Context, top: number): { shapes: Shape[]; height: number } {
  const { map, frame } = context;
  if (map.personas.length === 0) return { shapes: [], height: 0 };
  const room = Math.min(frame.width, context.view.width) - 2 * frame.margin;
  const across = Math.min(map.personas.length, Math.max(1, Math.floor(room / WIDTH.least)));
  const width = Math.min(WIDTH.most, room / across);
  const rows = Math.ceil(map.personas.length / across);
  const shapes = map.personas.map((persona, n) => {
    const x = frame.margin + (n % across) * width;
    return personaShape(context, persona, { x, y: top + Math.floor(n / across) * (SIZE + 14), room: width - SIZE - 34 });
  });
  return { shapes, height: rows * (SIZE + 14) };
}

function personaShape({ speaker }: Context, persona: PersonaMark, { x, y, room }: { x: number; y: number; room: number }): Shape {
  const left = x + SIZE + 12;
  const share = persona.share?.figure == null ? '' : speaker.say('persona.share', { share: figureText(speaker, persona.share) });
  const role = [persona.role ?? '', share].filter(Boolean).join(', ');
  const quote = persona.quote === null || persona.quote === '' ? [] : [text(left, y + 46, quoted(persona.quote, speaker.language), { fill: 'ink3', room })];
  const words = [...paragraph(left, y + 14, persona.name, { size: 14, weight: 600, room, most: 1 }), ...(role === '' ? [] : [text(left, y + 30, role, { fill: 'ink2', room })]), ...quote];
  const label = [persona.name, role, persona.quote ?? ''].filter(Boolean).join(', ');
  return group([portrait(persona.id, persona.portrait, { x, y, size: SIZE }), ...words], { mark: { id: persona.id, lane: 'personas', label, x: x - 4, y: y - 4, w: SIZE + room + 20, h: SIZE + 10 } });
}

/** Small portraits in the corner that stays in view. */
export function smallPersonas({ map, frame, view }: Context, y: number): Shape[] {
  if (view.medium !== 'screen') return [];
  const shown = map.personas.slice(0, MOST_SMALL);
  const step = Math.min(SMALL + 4, (frame.gutter - frame.margin - 40) / Math.max(1, shown.length));
  return shown.map((persona, n) => portrait(persona.id, persona.portrait, { x: frame.margin + n * step, y, size: SMALL }));
}
