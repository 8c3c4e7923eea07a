/** What people wrote on the map: actions and owners above, people, systems and rules below the line of visibility. */
import type { AssertedCard } from '../../../generated/resolvedmap.ts';
import { roomIn, type Column } from '../columns.ts';
import { ICONS, type IconName } from '../icons.ts';
import { group, type Shape } from '../scene.ts';
import { paragraph, text, widthOf, wrapped } from '../text.ts';
import { provenanceDot } from './figures.ts';
import { laneName, type Context, type Lane } from './lane.ts';

export const FRONT = ['goal', 'thought', 'need', 'action', 'owner'];
export const BACK = ['people'];
export const SUPPORT = ['system', 'policy', 'process'];

/** The lanes of cards that a map has, in the order of a service blueprint, lanes of its own last. */
export function cardLanes(context: Context, wanted: readonly string[]): Lane[] {
  return wanted.flatMap((id) => {
    const cards = context.map.cards.filter((card) => card.lane === id);
    return cards.length === 0 ? [] : [cardLane(context, id, cards)];
  });
}

/** Lanes that people made up themselves. */
export function ownLanes({ map }: Context): string[] {
  const known = [...FRONT, ...BACK, ...SUPPORT];
  return [...new Set(map.cards.map((card) => card.lane))].filter((lane) => !known.includes(lane)).sort();
}

function cardLane(context: Context, id: string, cards: readonly AssertedCard[]): Lane {
  const { speaker, frame } = context;
  const name = speaker.has(`lane.${id}`) ? speaker.say(`lane.${id}`) : id;
  const drawn: IconName = Object.hasOwn(ICONS, id) ? (id as IconName) : 'card';
  const named = laneName(context, { icon: drawn, name, isLoud: false });
  let height = named.bottom;
  const shapes = frame.columns.flatMap((column) => {
    let y = 0;
    return cards.filter((card) => card.stage === column.stage.id).map((card) => {
      const made = cardShape(context, card, { column, y, name });
      y += made.height + 6;
      height = Math.max(height, y);
      return made.shape;
    });
  });
  return { id, height, shapes, names: named.shapes };
}

function cardShape({ speaker }: Context, card: AssertedCard, { column, y, name }: { column: Column; y: number; name: string }): { shape: Shape; height: number } {
  const room = roomIn(column);
  const lines = wrapped(card.text, room, 12, 400, 3);
  const isStale = card.stale_since !== null;
  const note = card.stale_since === null ? (card.note ?? '') : speaker.say('card.stale', { date: card.stale_since });
  const lastWidth = widthOf(lines.at(-1) ?? '', 12);
  const fits = lastWidth + 6 + widthOf(note, 12) <= room;
  const words = paragraph(column.x, y + 13, card.text, { fill: isStale ? 'ink3' : 'ink2', room, most: 3 });
  const noteY = y + 13 + (fits ? lines.length - 1 : lines.length) * 16;
  const children = [
    provenanceDot(card.provenance, { x: column.x - 11, y: y + 9, isSmall: false }), ...words,
    ...(note === '' ? [] : [text(fits ? column.x + lastWidth + 6 : column.x, noteY, note, { fill: 'ink3', room })]),
  ];
  const height = (lines.length + (note !== '' && !fits ? 1 : 0)) * 16 + 2;
  const mark = { id: card.id, lane: card.lane, stage: card.stage, step: card.step, label: `${name}: ${card.text}${note === '' ? '' : `, ${note}`}`, x: column.x - 18, y: y - 1, w: column.w - 8, h: height };
  return { shape: group(children, { mark }), height };
}
