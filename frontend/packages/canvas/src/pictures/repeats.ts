/** The same matter told again on another channel: the way through the channels as a line with stops, for each matter. */
import { channelIcon } from '../icons.ts';
import { circle, group, icon, line, rect, type Shape } from '../scene.ts';
import { paragraph, text, widthOf } from '../text.ts';
import { channelName } from '../say.ts';
import { countOf, nameOf, type Row } from './answer.ts';
import type { Asked, Drawing } from './frame.ts';
import { moreShape } from './plot.ts';
import { grouped, mostRows, summed } from './told.ts';

const MOST = 20;
const PITCH = { wide: 34, narrow: 54 };
const FIGURE = 64;
const CHAIN = 0.56; // of the room, at most
const SIGN = 13; // half of a stop
const BETWEEN = 26;

export function repeatsPicture(of: Asked): Drawing {
  const { answer, speaker, isNarrow } = of;
  const shown = answer.rows.slice(0, mostRows(of, MOST));
  const rest = answer.rows.slice(shown.length);
  const most = Math.max(1, ...shown.map((row) => countOf(row, 'count')));
  const widest = Math.max(...shown.map((row) => chainWidth(namesOf(of, row))));
  const chain = isNarrow ? of.room - 2 * FIGURE - 32 : Math.min(widest + 32, Math.round(of.room * CHAIN));
  const shapes: Shape[] = [...heads(of)];
  let y = 22;
  for (const [matter, rows] of grouped(shown, (row) => nameOf(row, 'matter') ?? '')) {
    const words = paragraph(of.left, y + 18, matterName(of, matter), { size: 14, weight: 600, room: of.room, most: 2, leading: 18 });
    shapes.push(...words);
    y = words.at(-1)!.y + 8;
    for (const row of rows) {
      shapes.push(wayShape(of, row, { y, most, chain }));
      y += isNarrow ? PITCH.narrow : PITCH.wide;
    }
    y += 10;
  }
  if (rest.length > 0) shapes.push(moreShape(of, { id: 'repeats:more', words: speaker.say('repeats.more', { n: rest.length, matters: summed(rest, 'count') }) }, y));
  return { title: speaker.say('repeats.title'), ...says(of), shapes, height: y + (rest.length > 0 ? 30 : 4) };
}

/** How many matters came back, and what about most of them was. */
function says({ answer, speaker }: Asked): { says?: string } {
  const sums = [...grouped(answer.rows, (row) => nameOf(row, 'matter') ?? '')].map(([matter, rows]) => ({ matter, count: summed(rows, 'count') }));
  const top = sums.filter(({ matter }) => matter !== '').sort((a, b) => b.count - a.count)[0];
  return top === undefined ? {} : { says: speaker.say('repeats.says', { n: summed(answer.rows, 'count'), matter: top.matter }) };
}

function matterName({ speaker }: Asked, matter: string): string {
  return matter === '' ? speaker.say('repeats.nameless') : matter;
}

function heads({ speaker, right }: Asked): Shape[] {
  return [text(right, 14, speaker.say('repeats.customers'), { fill: 'ink3', anchor: 'end' }), text(right - FIGURE - 16, 14, speaker.say('repeats.matters'), { fill: 'ink3', anchor: 'end' })];
}

function wayShape(of: Asked, row: Row, { y, most, chain }: { y: number; most: number; chain: number }): Shape {
  const { speaker, left, right, isNarrow } = of;
  const [channels, names] = [channelsOf(row), namesOf(of, row)];
  const [count, customers] = [countOf(row, 'count'), countOf(row, 'customers')];
  const middle = y + 15;
  const figuresAt = right - FIGURE - 16;
  const barFrom = isNarrow ? left : left + chain;
  const width = Math.max(1, ((isNarrow ? of.room : figuresAt - FIGURE - barFrom) * count) / most);
  const label = speaker.say('repeats.label', { matter: matterName(of, nameOf(row, 'matter') ?? ''), channels: names.join(', '), customers, n: count });
  const shapes = [
    ...stops(channels, names, { x: left, y: middle, room: chain - 24 }),
    rect(barFrom, isNarrow ? middle + 20 : middle - 5, width, isNarrow ? 6 : 10, { fill: 'tint2' }),
    text(figuresAt, middle + 5, speaker.count(count), { size: 14, weight: 600, anchor: 'end' }),
    text(right, middle + 5, speaker.count(customers), { size: 14, fill: 'ink2', anchor: 'end' }),
  ];
  const mark = { id: `repeats:${nameOf(row, 'matter') ?? ''}:${channels.join('>')}`, lane: 'repeats', label, x: left - 6, y, w: of.room + 12, h: (isNarrow ? PITCH.narrow : PITCH.wide) - 2 };
  return group(shapes, { mark });
}

function channelsOf(row: Row): readonly string[] {
  return (nameOf(row, 'channels') ?? '').split(' → ');
}

function namesOf({ speaker }: Asked, row: Row): readonly string[] {
  return channelsOf(row).map((channel) => channelName(speaker, channel));
}

/** How wide the stops of a way are with their names. */
function chainWidth(names: readonly string[]): number {
  return names.reduce((sum, name) => sum + stopWidth(name), 0) - BETWEEN;
}

function stopWidth(name: string): number {
  return 2 * SIGN + 6 + widthOf(name, 12) + BETWEEN;
}

/** A stop for each channel, with its name where all names fit, joined by a line. */
function stops(channels: readonly string[], names: readonly string[], { x, y, room }: { x: number; y: number; room: number }): Shape[] {
  const isNamed = chainWidth(names) <= room;
  const most = isNamed ? channels.length : Math.max(1, Math.floor((room - 40) / (2 * SIGN + 18)));
  const shapes: Shape[] = [];
  let at = x;
  channels.slice(0, most).forEach((channel, n) => {
    const w = isNamed ? stopWidth(names[n]!) : 2 * SIGN + 18;
    const isLast = n === Math.min(most, channels.length) - 1;
    const end = isNamed ? at + w - BETWEEN + 4 : at + 2 * SIGN;
    if (!isLast) shapes.push(line(end, y, at + w, y, 'rule2', 1.5));
    shapes.push(circle(at + SIGN, y, SIGN, { fill: 'raised', stroke: 'rule2', width: 1 }), icon(channelIcon(channel), at + SIGN - 7, y - 7, 'ink1', 14));
    if (isNamed) shapes.push(text(at + 2 * SIGN + 6, y + 4, names[n]!, { fill: 'ink2' }));
    at += w;
  });
  if (channels.length > most) shapes.push(text(at, y + 4, `+${channels.length - most}`, { weight: 600, fill: 'ink2' }));
  return shapes;
}
