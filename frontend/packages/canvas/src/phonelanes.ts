/** On a phone: what a stage holds beside the river, lane by lane, each lane under its small name. */
import type { AssertedCard, BoundCell, Curve, LaneRow, StageColumn } from '../../generated/resolvedmap.ts';
import { channelIcon } from './icons.ts';
import { isLine, isWritten } from './kinds.ts';
import { cellDrawn } from './lanes/bound.ts';
import { cardDrawn } from './lanes/cardshape.ts';
import type { Context } from './lanes/lane.ts';
import { purposeName } from './lanes/plan.ts';
import { marker } from './lanes/signs.ts';
import { aboutTitle, laneTitle } from './lanes/written.ts';
import { channelName, stageName } from './say.ts';
import { group, icon, line, type Shape } from './scene.ts';
import { text } from './text.ts';

export type Made = { shapes: Shape[]; bottom: number };

const HANG = 20; // signs stand this far left of the words
const MARGIN = 16;
const MESSAGES = 4;

/** What people wrote in a stage, and what the lane is called. */
export function writtenRows(context: Context, row: LaneRow, { stage, top }: { stage: StageColumn; top: number }): Made {
  if (isLine(row.shows)) return { shapes: [], bottom: top };
  const { map } = context;
  const curves = map.curves.filter((curve) => curve.lane === row.id && curve.points.some((point) => point.stage === stage.id));
  const cells = map.cells.filter((cell) => cell.lane === row.id && (cell.stage === stage.id || (cell.stage === null && map.stages[0] === stage)));
  const cards = map.cards.filter((card) => card.lane === row.id && card.stage === stage.id);
  if (curves.length + cells.length + cards.length === 0) return { shapes: [], bottom: top };
  const x = context.frame.gutter;
  const name = text(x, top + 14, laneTitle(context, row), { fill: 'ink3', room: context.frame.width - x - MARGIN });
  const shapes: Shape[] = [name];
  let y = top + 20;
  for (const curve of curves) {
    shapes.push(levelOf(context, curve, { stage, y }));
    y += 24;
  }
  for (const cell of cells) y = put(context, shapes, { record: cell, row, y, drawn: cellDrawn(cell, { speaker: context.speaker, name: laneTitle(context, row), x: x + HANG, room: roomOf(context) }) });
  for (const card of cards) y = put(context, shapes, { record: card, row, y, drawn: drawnCard(context, row, card) });
  return { shapes, bottom: y + 6 };
}

function roomOf({ frame }: Context): number {
  return frame.width - frame.gutter - HANG - MARGIN;
}

function drawnCard(context: Context, row: LaneRow, card: AssertedCard): ReturnType<typeof cardDrawn> {
  const { speaker, frame, map } = context;
  const setting = { speaker, shows: row.shows, name: laneTitle(context, row), x: frame.gutter + HANG, room: roomOf(context), about: card.about === null ? null : aboutTitle(context, card.about) };
  if (row.shows === 'message_plan') {
    const channel = card.channel === null ? speaker.say('plan.no_channel') : channelName(speaker, card.channel);
    return cardDrawn({ ...card, text: purposeName(speaker, card), note: channel, channel: null }, setting);
  }
  const until = map.stages.find((stage) => stage.id === card.to_stage);
  const note = until && until.id !== card.stage ? [card.note ?? '', speaker.say('card.until_stage', { stage: stageName(speaker, until) })].filter(Boolean).join(', ') : card.note;
  return cardDrawn({ ...card, note }, setting);
}

type Putting = { record: AssertedCard | BoundCell; row: LaneRow; y: number; drawn: ReturnType<typeof cardDrawn> };

function put({ frame }: Context, shapes: Shape[], { record, row, y, drawn }: Putting): number {
  const mark = { id: record.id, lane: row.id, stage: record.stage, step: record.step, label: drawn.label, x: frame.gutter - 2, y: -2, w: frame.width - frame.gutter - MARGIN + 6, h: drawn.height + 2 };
  shapes.push(group(drawn.children, { y, mark, lane: row.id }));
  return y + drawn.height + 6;
}

/** A level set by hand on a short scale, with whose it is. */
function levelOf({ map, frame, speaker }: Context, curve: Curve, { stage, y }: { stage: StageColumn; y: number }): Shape {
  const points = curve.points.filter((point) => point.stage === stage.id);
  const strongest = points.reduce((most, point) => (Math.abs(point.level) > Math.abs(most.level) ? point : most));
  const x = frame.gutter;
  const w = Math.min(120, roomOf({ map, frame, speaker } as Context) * 0.45);
  const at = x + ((Math.max(-2, Math.min(2, strongest.level)) + 2) / 4) * w;
  const person = map.personas.findIndex((persona) => persona.id === curve.persona);
  const name = [map.personas[person]?.name ?? '', curve.is_planned ? speaker.say('curve.to_be') : '', strongest.text ?? ''].filter(Boolean).join(', ') || (curve.kind === 'arc' ? '' : speaker.say('curve.as_is'));
  const middle = y + 8;
  const words = text(x + w + 14, middle + 4, name, { fill: curve.is_planned ? 'accent' : 'ink2', room: frame.width - x - w - 14 - MARGIN });
  const label = `${name}, ${stageName(speaker, stage)}, ${speaker.signed(strongest.level)}`;
  return group([line(x, middle, x + w, middle, 'rule', 2), line(x + w / 2, middle - 5, x + w / 2, middle + 5, 'rule2', 1), marker(Math.max(0, person), { x: at, y: middle }, curve.is_planned ? 'accent' : 'ink1'), words], { mark: { id: strongest.id, lane: curve.lane, stage: stage.id, step: null, label, x: x - 6, y: middle - 11, w: w + words.width + 24, h: 22 } });
}

/** What the company sent in a stage: channel, name, how many. */
export function messageRows({ map, frame, speaker, view }: Context, stage: StageColumn, top: number): Made {
  const here = map.messages.filter((message) => message.stage === stage.id);
  const shown = view.unfolded.includes(`messages:${stage.id}`) ? here : here.slice(0, MESSAGES);
  const x = frame.gutter;
  let y = top;
  const shapes: Shape[] = shown.map((message) => {
    y += 22;
    const sent = text(frame.width - MARGIN, y - 5, speaker.say('message.sent', { n: message.sent }), { fill: 'ink3', anchor: 'end' });
    const name = text(x + 24, y - 5, message.name, { fill: 'ink2', room: frame.width - MARGIN - x - 34 - sent.width });
    const label = speaker.say('message.label', { name: message.name, channel: channelName(speaker, message.channel), sent: message.sent, customers: message.customers });
    return group([icon(channelIcon(message.channel), x + 1, y - 16, 'ink3', 14), name, sent], { mark: { id: message.id, lane: 'messages', stage: stage.id, label, x: x - 4, y: y - 20, w: frame.width - x - MARGIN + 8, h: 22 } });
  });
  if (shown.length < here.length) {
    y += 20;
    const words = text(x + 24, y - 5, speaker.say('message.more', { n: here.length - shown.length, sent: here.slice(shown.length).reduce((sum, message) => sum + message.sent, 0) }), { fill: 'accent' });
    shapes.push(group([words], { mark: { id: `more:messages:${stage.id}`, lane: 'messages', stage: stage.id, label: words.text, x, y: y - 19, w: words.width + 28, h: 20 } }));
  }
  return { shapes, bottom: y + (here.length > 0 ? 8 : 0) };
}

/** The lanes of cards that a found map has, as rows. */
export function foundRows({ map }: Context): LaneRow[] {
  const lanes = [...new Set(map.cards.map((card) => card.lane))];
  return lanes.map((lane) => ({ id: lane, shows: isWritten(lane) ? lane : 'text', name: isWritten(lane) ? null : lane, persona: null, is_locked: false }));
}
