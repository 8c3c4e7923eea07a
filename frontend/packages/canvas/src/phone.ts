/** The map on a phone: the river runs down the left edge, each stage beside it from top to bottom. */
import type { FeelingPoint, FigureRow, Flow, LaneRow, ResolvedMap, StageColumn } from '../../generated/resolvedmap.ts';
import { comparedLabel, differenceText, heldAgainst, inkOf } from './compared.ts';
import { channelIcon } from './icons.ts';
import { kpiName, provenanceDot } from './lanes/figures.ts';
import type { Context } from './lanes/lane.ts';
import { moreOf } from './lanes/more.ts';
import { mostCostly, painTitle, restWords } from './lanes/pains.ts';
import { feelingSign, findingSign, paintOf } from './lanes/signs.ts';
import { isLine, isWritten, kindOf } from './kinds.ts';
import { markOfStage } from './columns.ts';
import { differenceRun } from './lanes/heads.ts';
import { countOf } from './lanes/touchpointplan.ts';
import { isCounted } from './lanes/riverflow.ts';
import { foundRows, messageRows, writtenRows, type Made } from './phonelanes.ts';
import { stacked, type Part } from './phonefold.ts';
import { phoneRiver, returnsFrom, RIVER_WIDTH, type StageBox } from './phoneriver.ts';
import { quoted } from './lanes/quotes.ts';
import { laneTitle } from './lanes/written.ts';
import { channelName, figureText, halfWidth, stageName, tongue } from './say.ts';
import { circle, group, icon, line, rect, type Scene, type Shape } from './scene.ts';
import { paragraph, run, text, wrapped } from './text.ts';
import { titleOf } from './lanes/title.ts';
import type { View } from './view.ts';

const MARGIN = 16;
const TOUCHPOINTS = 5;
const PAINS = 3;

/** Lay out a map for a narrow screen. */
export function phoneLayout(map: ResolvedMap, view: View): Scene {
  const speaker = tongue(view.language, view.locale);
  const hasRiver = map.lanes.length === 0 || (map.stages.some(isCounted) && map.lanes.some((lane) => lane.shows === 'reach'));
  const gutter = hasRiver ? MARGIN + RIVER_WIDTH + 26 : MARGIN + 6;
  const frame = { columns: [], leaves: [], ofStage: new Map(), stepPlace: new Map<string, number>(), depth: 0, gutter, margin: MARGIN, width: view.width, cuts: [] };
  const context: Context = { map, view, frame, speaker };
  const shapes: Shape[] = [];
  const boxes: StageBox[] = [];
  let y = 34;
  if (map.base.customers === 0 && map.lanes.length === 0) {
    const made = nothingYet(context, y);
    shapes.push(...made.shapes);
    y = made.bottom;
  }
  for (const stage of map.stages) {
    const made = stageShapes(context, stage, y);
    boxes.push({ stage, top: y - 14, fall: made.fall, bottom: made.bottom, returns: made.returns });
    shapes.push(...made.shapes);
    y = made.bottom + 46;
  }
  const river = hasRiver ? phoneRiver(context, boxes) : [];
  const block = { id: 'lanes' as const, y: 0, width: view.width, height: y, shapes: [...river, ...shapes] };
  return { width: view.width, height: y, gutter: 0, blocks: [block], title: titleOf(speaker, map), fold: null, feeling: null, sheet: null };
}

/** What would be here, and the one next step. */
function nothingYet({ frame, speaker }: Context, top: number): Made {
  const room = frame.width - 2 * MARGIN;
  const words = paragraph(MARGIN, top, speaker.say('empty.river'), { size: 18, fill: 'ink2', room, most: 5, leading: 24 });
  const y = top + words.length * 24;
  const next = text(MARGIN, y, speaker.say('empty.next'), { size: 14, weight: 600, fill: 'accent', room });
  return { shapes: [...words, next], bottom: y + 56 };
}

function stageShapes(context: Context, stage: StageColumn, top: number): Made & { fall: number; returns: ReadonlyMap<string, number> } {
  const { frame, map, speaker, view } = context;
  const x = frame.gutter;
  const room = frame.width - x - MARGIN;
  const name = stageName(speaker, stage);
  const title = paragraph(x, top, name, { size: 18, weight: 600, room, most: 3, leading: 23 });
  let y = top + (title.length - 1) * 23 + 20;
  const isUncounted = map.base.customers === 0 || !isCounted(stage);
  if (isUncounted) y -= 18;
  const figures = run(x, y, isUncounted ? [] : [[figureText(speaker, stage.reach), { size: 14, weight: 600 }], [stage.share.figure === null ? '' : speaker.share(stage.share.figure), { size: 14, fill: 'ink2' }]], 7);
  const compared = heldAgainst(map, 'stage', stage.id);
  const label = isUncounted ? name : speaker.say('stage.label', { stage: name, customers: stage.reach.figure, share: stage.share.figure }) + comparedLabel(speaker, compared);
  const wait = stage.wait_to_next?.figure;
  const head: Shape[] = [...title, ...figures.shapes];
  if (isUncounted && view.counting === 'figures') {
    y += 18;
    head.push(text(x, y, speaker.say('wait.counting'), { fill: 'ink3', room }));
  }
  if (compared) {
    y += 17;
    head.push(...differenceRun(context, compared, { x, y, room }));
  }
  if (wait != null) {
    y += 17;
    head.push(text(x, y, speaker.say('stage.wait', { wait }), { fill: 'ink3', room }));
  }
  const shapes: Shape[] = [group(head, { mark: { id: markOfStage(stage.id), lane: 'stages', stage: stage.id, label, x: x - 6, y: top - 20, w: room + 8, h: y - top + 26 } })];
  const returns = new Map<string, number>();
  for (const flow of returnsFrom(map, stage.id)) {
    y += 18;
    returns.set(flow.id, y - 4);
    shapes.push(returnRow(context, flow, y));
  }
  y += 20;
  const held = stacked(context, partsOf(context), { stage, top: y });
  shapes.push(...held.shapes);
  y = held.bottom;
  const fall = y + 10;
  const left = leaveRow(context, stage, fall);
  return { shapes: [...shapes, ...left.shapes], bottom: left.bottom, fall, returns };
}

/** What stands in each stage, from top to bottom: as found, or in the order of the map's own lanes. What supports it can be folded. */
function partsOf(context: Context): Part[] {
  const { map, speaker } = context;
  const written = (row: LaneRow): Part['draw'] => (given, stage, top) => writtenRows(given, row, { stage, top });
  const seen = (draw: Part['draw']): Part => ({ name: null, draw });
  const messages: Part = { name: speaker.say('lane.messages'), draw: messageRows };
  if (map.lanes.length === 0) {
    const cards = foundRows(context).map((row): Part => ({ name: laneTitle(context, row), draw: written(row) }));
    return [...[touchpointRows, feelingRows, painRows, figureRowsOf(null)].map(seen), messages, ...cards];
  }
  const found: Readonly<Record<string, Part>> = { touchpoints: seen(touchpointRows), feeling: seen(feelingRows), findings: seen(painRows), messages };
  return map.lanes.filter((row) => row.shows !== 'reach').flatMap((row): Part[] => {
    const isSupport = row.shows === 'messages' || row.shows === 'message_plan' || (isWritten(row.shows) && !kindOf(row.shows).isLoud);
    const own: Part = { name: isSupport ? laneTitle(context, row) : null, draw: written(row) };
    const drawn = found[row.shows] ?? (isWritten(row.shows) || isLine(row.shows) ? null : seen(figureRowsOf(row.shows)));
    return drawn === null ? [own] : [drawn, own];
  });
}

function returnRow(context: Context, flow: Flow, y: number): Shape {
  const { frame, map, speaker } = context;
  const name = (id: string | null): string => stageName(speaker, map.stages.find((stage) => stage.id === id)!);
  const words = text(frame.gutter, y, speaker.say('river.return.to', { n: flow.customers, to: name(flow.to_stage) }), { fill: 'ink2', room: frame.width - frame.gutter - MARGIN });
  const label = speaker.say('river.return.label', { n: flow.customers, from: name(flow.from_stage), to: name(flow.to_stage) });
  return group([words], { mark: { id: flow.id, lane: 'river', label, x: frame.gutter - 4, y: y - 14, w: words.width + 8, h: 18 } });
}

function touchpointRows(context: Context, stage: StageColumn, top: number): Made {
  const { map, frame, speaker, view } = context;
  const here = map.touchpoints.filter((mark) => mark.stage === stage.id);
  const shown = here.slice(0, view.unfolded.includes('touchpoints') ? undefined : TOUCHPOINTS);
  const x = frame.gutter;
  let y = top;
  const shapes = shown.map((mark) => {
    y += 22;
    const held = heldAgainst(map, 'touchpoint', mark.id);
    const { count, difference } = countOf(context, mark);
    const room = frame.width - MARGIN - x - 24;
    const pieces = run(x + 24, y - 5, [[mark.name, { room: room - (held ? 90 : 52), fill: inkOf(held) }], [count, held?.differs ? { weight: 600 } : { fill: 'ink3' }], [difference, { weight: 600 }]]);
    const ring = mark.is_physical ? rect(x - 1, y - 18, 18, 18, { r: 2, stroke: 'rule2' }) : circle(x + 8, y - 9, 9, { stroke: 'rule2' });
    const label = speaker.say('touchpoint.label', { name: mark.name, channel: channelName(speaker, mark.channel), stage: stageName(speaker, stage), customers: mark.customers, share: mark.reach.figure }) + comparedLabel(speaker, held);
    return group([ring, icon(channelIcon(mark.channel), x + 2.5, y - 14.5, held && !held.differs ? 'ink3' : 'ink2', 11), ...pieces.shapes], { mark: { id: mark.id, lane: 'touchpoints', label, x: x - 4, y: y - 20, w: room + 26, h: 22 }, about: [mark.id] });
  });
  const rest = here.slice(shown.length);
  if (rest.length > 0) {
    y += 20;
    const params = { n: rest.length, customers: rest.reduce((sum, mark) => sum + mark.customers, 0) };
    const words = text(x + 24, y - 5, speaker.say('touchpoint.more', params), { fill: 'accent' });
    shapes.push(group([words], { mark: { id: `more:touchpoints:${stage.id}`, lane: 'touchpoints', label: speaker.say('touchpoint.more.label', params), x, y: y - 19, w: words.width + 28, h: 20 } }));
  }
  return { shapes, bottom: y + (here.length > 0 ? 8 : 0) };
}

/** The stage's strongest feeling on a short scale, with the words that go with it. */
function feelingRows(context: Context, stage: StageColumn, top: number): Made {
  const { map, frame, speaker } = context;
  const seen = map.feelings.filter((point) => point.stage === stage.id && point.feeling.figure !== null);
  const strongest = seen.reduce<FeelingPoint | null>((most, point) => (most === null || Math.abs(point.feeling.figure!) > Math.abs(most.feeling.figure!) ? point : most), null);
  if (strongest === null) return { shapes: [], bottom: top };
  const left = frame.gutter;
  const x = left + 22;
  const w = frame.width - MARGIN - x - 96;
  const y = top + 14;
  const at = (feeling: number): number => x + ((Math.max(-2, Math.min(2, feeling)) + 2) / 4) * w;
  const { figure, interval, n } = strongest.feeling;
  const paint = paintOf(figure!);
  const drawn: Shape[] = [
    icon('sad', left, y - 7, 'bad', 14), icon('feeling_word', x + w + 8, y - 7, 'good', 14), line(x, y, x + w, y, 'rule', 2), line(at(0), y - 5, at(0), y + 5, 'rule2', 1),
    ...(interval ? [line(at(interval.low), y, at(interval.high), y, paint, 5)] : []),
    ...seen.filter((point) => point !== strongest).map((point) => circle(at(point.feeling.figure!), y, 3, { fill: 'paper', stroke: 'rule2', width: 1.5 })),
    circle(at(figure!), y, 6, { fill: paint }), ...feelingSign(figure!, { x: at(figure!), y, size: 3.2 }, 'paper'),
    text(x + w + 34, y + 4, speaker.signed(figure!), { size: 14, weight: 600, fill: paint }),
  ];
  const label = speaker.say('feeling.label', { stage: stageName(speaker, stage), feeling: figure, n });
  const shapes: Shape[] = [group(drawn, { mark: { id: strongest.id, lane: 'feeling', label, x: left - 6, y: y - 11, w: w + 110, h: 22 } })];
  if (strongest.quote === null) return { shapes, bottom: y + 16 };
  const room = frame.width - MARGIN - left;
  const language = strongest.quote.language;
  const words = paragraph(left, y + 28, quoted(strongest.quote.text, language), { size: 14, room, most: 4, leading: 19, ...(language ? { language } : {}) });
  const from = [strongest.quote.channel ? channelName(speaker, strongest.quote.channel) : '', strongest.quote.said_at ? speaker.date(strongest.quote.said_at) : ''].filter(Boolean).join(', ');
  const bottom = y + 28 + words.length * 19;
  return { shapes: [...shapes, ...words, text(left, bottom - 2, from, { fill: 'ink3', room })], bottom: bottom + 12 };
}

function painRows(context: Context, stage: StageColumn, top: number): Made {
  const { map, frame, speaker, view } = context;
  const all = map.pains.filter((pain) => pain.stage === stage.id);
  const here = mostCostly(all, view.unfolded.includes(`pains:${stage.id}`) ? all.length : PAINS);
  const x = frame.gutter + 24;
  const room = frame.width - MARGIN - x;
  const largest = Math.max(1, ...map.pains.map((pain) => pain.size.figure ?? 0));
  let y = top;
  const shapes: Shape[] = here.map((pain) => {
    const title = painTitle(speaker, pain);
    const lines = wrapped(title, room, 14, 600, 3).length;
    const size = 5 + 4 * Math.sqrt((pain.size.figure ?? 0) / largest);
    const count = pain.size.figure === null ? speaker.say('figure.withheld') : speaker.say('pain.size', { n: pain.size.figure });
    const children = [
      findingSign(pain.kind, { x: x - 15, y: y + 10, size, provenance: pain.provenance }),
      ...paragraph(x, y + 15, title, { size: 14, weight: 600, room, most: 3, leading: 18 }),
      text(x, y + 14 + lines * 18, count, { fill: 'ink2', room }),
    ];
    const height = lines * 18 + 26;
    y += height;
    return group(children, { mark: { id: pain.id, lane: 'pains', label: `${speaker.say(`pain.kind.${pain.kind}`)}: ${title}. ${count}`, x: x - 28, y: y - height - 2, w: room + 32, h: height - 2 } });
  });
  if (all.length > PAINS) {
    const rest = all.filter((pain) => !here.includes(pain));
    const words = rest.length > 0 ? restWords(speaker, rest) : speaker.say('touchpoint.fewer');
    const more = moreOf({ id: `more:pains:${stage.id}`, words, x, y: y + 14, lane: 'pains', room });
    shapes.push(more.shape);
    y += more.height + 4;
  }
  return { shapes, bottom: y + (here.length > 0 ? 6 : 0) };
}

/** The figures of a stage, or one of them. */
function figureRowsOf(only: string | null): Part['draw'] {
  return (context, stage, top) => figuresOf(context, stage, { top, rows: context.map.figures.filter((row) => only === null || row.id === only) });
}

function figuresOf(context: Context, stage: StageColumn, { top, rows }: { top: number; rows: readonly FigureRow[] }): Made {
  const { frame, speaker } = context;
  const x = frame.gutter;
  let y = top;
  const shapes = rows.flatMap((row) => {
    const cell = row.cells.find((entry) => entry.stage === stage.id);
    if (!cell) return [];
    y += 20;
    const right = frame.width - MARGIN;
    const figure = figureText(speaker, cell.measurement);
    const held = heldAgainst(context.map, 'figure', cell.id);
    const half = text(right, y, held ? differenceText(speaker, held) : halfWidth(speaker, cell.measurement), { fill: held?.differs ? 'ink1' : 'ink3', anchor: 'end', ...(held?.differs ? { weight: 600 } : {}) });
    const main = text(right - half.width - (half.width > 0 ? 6 : 0), y, figure, { size: 14, weight: held && !held.differs ? 400 : 600, fill: inkOf(held), anchor: 'end' });
    const name = text(x + 10, y, kpiName(speaker, row.id), { fill: 'ink2', room: right - x - 16 - half.width - main.width - 12 });
    const label = speaker.say('figure.label', { kpi: kpiName(speaker, row.id), stage: stageName(speaker, stage), figure, n: cell.measurement.n }) + comparedLabel(speaker, held);
    return [group([provenanceDot(cell.measurement.provenance, { x: x + 2, y: y - 4, isSmall: cell.measurement.is_small_sample }), name, main, half], { mark: { id: cell.id, lane: 'figures', label, x: x - 6, y: y - 15, w: right - x + 10, h: 20 } })];
  });
  return { shapes, bottom: y + (shapes.length > 0 ? 8 : 0) };
}

function leaveRow(context: Context, stage: StageColumn, top: number): Made {
  const { map, frame, speaker } = context;
  const flow = map.flows.find((entry) => entry.kind === 'leave' && entry.from_stage === stage.id);
  const stay = map.flows.find((entry) => entry.kind === 'stay' && entry.from_stage === stage.id);
  if (!flow) return { shapes: [], bottom: top };
  const x = frame.gutter + 8;
  const held = heldAgainst(map, 'leave', flow.id);
  const beside = held ? differenceText(speaker, held) : halfWidth(speaker, flow.share);
  const first = run(x, top + 10, [[speaker.say('river.left', { n: flow.customers }), { size: 14, weight: 600, fill: inkOf(held) }], [speaker.share(flow.share.figure ?? 0), { fill: held ? inkOf(held) : 'ink2' }], [beside, { fill: held?.differs ? 'ink1' : 'ink3', weight: held?.differs ? 600 : 400 }]], 6);
  const label = speaker.say('river.left.label', { n: flow.customers, of: stage.reach.figure, stage: stageName(speaker, stage), share: flow.share.figure }) + comparedLabel(speaker, held);
  const mark = { id: `leave:${stage.id}`, lane: 'river', label, x: x - 6, y: top - 8, w: frame.width - x - MARGIN, h: 26 };
  const rest = stay && stay.customers > 0 ? [text(x, top + 27, speaker.say('river.stay', { n: stay.customers }), { fill: 'ink3' })] : [];
  return { shapes: [group(first.shapes, { mark }), ...rest], bottom: top + 28 };
}
