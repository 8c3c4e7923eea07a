/** The plan of messages: a row for each channel, in each stage what the message is for. */
import type { AssertedCard, LaneRow } from '../../../generated/resolvedmap.ts';
import { roomIn } from '../columns.ts';
import { channelIcon } from '../icons.ts';
import { channelName, type Tongue } from '../say.ts';
import { circle, group, icon, line, type Shape } from '../scene.ts';
import { paragraph, text } from '../text.ts';
import { laneName, type Context, type Lane } from './lane.ts';
import { emptyLane, laneTitle } from './written.ts';

const ORDER = ['email', 'sms', 'rcs', 'whatsapp', 'viber', 'push', 'app', 'chat', 'phone', 'letter'];
const LINE = 16;

/** What a message is for, in the reader's language. */
export function purposeName(speaker: Tongue, card: AssertedCard): string {
  const key = `purpose.${card.message}`;
  const known = card.message !== null && speaker.has(key) ? speaker.say(key) : (card.message ?? '').replaceAll('_', ' ');
  return card.text === '' ? known : card.text;
}

export function planLane(context: Context, row: LaneRow, cards: readonly AssertedCard[]): Lane {
  const { frame, speaker } = context;
  const named = laneName(context, { icon: 'plan', name: laneTitle(context, row) });
  if (cards.length === 0) return emptyLane(context, row, named);
  const names: Shape[] = [...named.shapes];
  const shapes: Shape[] = [];
  const channels: { channel: string; y: number; h: number }[] = [];
  let y = named.bottom + 2;
  for (const channel of channelsOf(cards)) {
    const made = channelRow(context, row, { channel, cards: cards.filter((card) => (card.channel ?? '') === channel) });
    const x = frame.margin + 24;
    names.push(group([icon(channelIcon(channel), frame.margin, -1, 'ink3'), text(x, 11, channel === '' ? speaker.say('plan.no_channel') : channelName(speaker, channel), { fill: 'ink2', room: frame.gutter - x - 28 })], { y }));
    shapes.push(group([line(frame.gutter, -7, frame.width - frame.margin, -7, 'rule', 1), ...made.shapes], { y }));
    channels.push({ channel, y: y - 7, h: made.height });
    y += made.height;
  }
  return { id: row.id, height: y, shapes, names, channels };
}

function channelsOf(cards: readonly AssertedCard[]): string[] {
  const place = (channel: string): number => (ORDER.includes(channel) ? ORDER.indexOf(channel) : ORDER.length);
  return [...new Set(cards.map((card) => card.channel ?? ''))].sort((a, b) => place(a) - place(b) || a.localeCompare(b));
}

function channelRow({ frame, speaker }: Context, row: LaneRow, { channel, cards }: { channel: string; cards: readonly AssertedCard[] }): { shapes: Shape[]; height: number } {
  let height = LINE;
  const shapes = frame.columns.flatMap((column) => {
    let y = 0;
    return cards.filter((card) => card.stage === column.stage.id).map((card) => {
      const words = purposeName(speaker, card);
      const lines = paragraph(column.x, 11, words, { fill: 'ink1', room: roomIn(column), most: 3 });
      const label = `${channel === '' ? speaker.say('plan.no_channel') : channelName(speaker, channel)}: ${words}`;
      const mark = { id: card.id, lane: row.id, stage: card.stage, step: card.step, label, x: column.x - 18, y: -2, w: column.w - 6, h: lines.length * LINE };
      const made = group([circle(column.x - 9, 7, 2, { fill: 'ink3' }), ...lines], { y, mark });
      y += lines.length * LINE + 1;
      height = Math.max(height, y);
      return made;
    });
  });
  return { shapes, height: height + 12 };
}
