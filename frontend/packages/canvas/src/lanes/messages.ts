/** What the company sent: the name, how many, and a bar of what was delivered, opened and answered. */
import type { MessageMark } from '../../../generated/resolvedmap.ts';
import { roomIn, type Column } from '../columns.ts';
import { channelIcon } from '../icons.ts';
import { channelName } from '../say.ts';
import { group, icon, rect, type Shape } from '../scene.ts';
import { text } from '../text.ts';
import { laneName, type Context, type Lane } from './lane.ts';
import { moreOf } from './more.ts';

const ROW = 40;
const MOST = { calm: 3, dense: 6 };

export function messagesLane(context: Context): Lane {
  const { map, frame, speaker, view } = context;
  if (map.messages.length === 0) return { id: 'messages', height: 0, shapes: [], names: [] };
  const named = laneName(context, { icon: 'messages', name: speaker.say('lane.messages'), note: speaker.say('lane.messages.note') });
  const most = Math.max(1, ...map.messages.map((message) => message.sent));
  let height = named.bottom;
  const shapes = frame.columns.flatMap((column) => {
    const here = map.messages.filter((message) => message.stage === column.stage.id);
    const shown = view.unfolded.includes(`messages:${column.stage.id}`) ? here : here.slice(0, MOST[view.density]);
    const rest = here.slice(shown.length);
    height = Math.max(height, shown.length * ROW + (rest.length > 0 ? 20 : 0));
    const drawn = shown.map((message, row) => messageShape(context, message, { column, y: row * ROW, most }));
    const more = { id: `more:messages:${column.stage.id}`, x: column.x, y: shown.length * ROW + 12, lane: 'messages', isPaper: view.medium === 'print', words: speaker.say('message.more', { n: rest.length, sent: rest.reduce((sum, message) => sum + message.sent, 0) }) };
    if (rest.length > 0) drawn.push(moreOf(more).shape);
    return drawn;
  });
  return { id: 'messages', height, shapes, names: named.shapes };
}

function messageShape(context: Context, message: MessageMark, { column, y, most }: { column: Column; y: number; most: number }): Shape {
  const { speaker } = context;
  const room = roomIn(column);
  const count = text(column.x, y + 32, speaker.count(message.sent), { fill: 'ink3' });
  const barX = column.x + Math.max(38, count.width + 8);
  const width = Math.max(2, (Math.max(0, column.x + room - barX) * message.sent) / most);
  const bar = (share: number, paint: 'rule' | 'link' | 'loop' | 'accent', h: number): Shape => rect(barX, y + 28 - h / 2, Math.max(0.5, width * share), h, { fill: paint });
  const { delivered, opened, answered } = message;
  const children = [
    icon(channelIcon(message.channel), column.x - 20, y + 3, 'ink3', 14),
    text(column.x, y + 14, message.name, { fill: 'ink2', room }),
    count,
    bar(1, 'rule', 7),
    ...(delivered?.figure == null ? [] : [bar(delivered.figure, 'link', 7)]),
    ...(opened?.figure == null ? [] : [bar((delivered?.figure ?? 1) * opened.figure, 'loop', 7)]),
    ...(answered?.figure == null ? [] : [bar(answered.figure, 'accent', 3)]),
  ];
  const label = speaker.say('message.label', { name: message.name, channel: channelName(speaker, message.channel), sent: message.sent, customers: message.customers });
  return group(children, { mark: { id: message.id, lane: 'messages', stage: message.stage, label, x: column.x - 24, y: y - 1, w: column.w - 4, h: ROW - 2 } });
}
