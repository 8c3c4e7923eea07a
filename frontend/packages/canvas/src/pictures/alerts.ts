/** What needs a look: each alert in words, beside the days around it, what was expected of them, and where they left it. */
import { channelIcon } from '../icons.ts';
import { circle, group, icon, line, path, px, rect, type Block, type Shape } from '../scene.ts';
import { inUnit, type Tongue } from '../say.ts';
import { paragraph, text, widthOf } from '../text.ts';
import { countOf, figureOf, nameOf, rangeOf, type Row } from './answer.ts';
import type { Asked, Drawing, Sign } from './frame.ts';
import { placeName, stageWords } from './names.ts';
import { grouped, mostRows } from './told.ts';

const BESIDE = 108; // what an alert takes beside its days
const CHART = { high: 68, least: 280, most: 460, margin: 10, foot: 24 };
const HEAD = 34;
const ICON = 24;
const MOST = 12;
const MOST_BESIDE = 3;
const DAY = 'yyyy-mm-dd'.length; // of an hour "2026-10-31T14:00"

/** One day of a series; null where nothing was seen, or nothing expected. */
interface Day {
  readonly day: string;
  readonly seen: number | null;
  readonly mean: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly isOff: boolean;
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly w: number;
}

export function alertsPicture(of: Asked): Drawing {
  const { answer, speaker, left, right } = of;
  const shown = answer.rows.slice(0, mostRows(of, MOST));
  const hidden = answer.rows.length - shown.length;
  const shapes: Shape[] = [];
  let y = 0;
  for (const [state, rows] of grouped(shown, (row) => nameOf(row, 'state') ?? 'now')) {
    shapes.push(text(left, y + 20, speaker.say(`alerts.${state}`), { size: 14, weight: 600 }));
    y += HEAD;
    for (const row of rows) {
      const drawn = alertPart(of, row, { isQuiet: state === 'passed', id: `alerts:${shown.indexOf(row)}` });
      shapes.push(line(left, y, right, y, 'rule'), group(drawn.shapes, { y }));
      y += drawn.height;
    }
  }
  if (hidden > 0) shapes.push(text(left, y + 16, speaker.say('alerts.more', { n: hidden }), { fill: 'ink3' }));
  return {
    title: speaker.say('alerts.title'), says: speaker.say('alerts.says'), shapes, height: y + (hidden > 0 ? 28 : 0), legend: legend(speaker),
    empty: { words: speaker.say('alerts.none'), next: speaker.say('alerts.none.next') },
  };
}

function alertPart(of: Asked, row: Row, { isQuiet, id }: { isQuiet: boolean; id: string }): { readonly shapes: Shape[]; readonly height: number } {
  const { speaker, left, room, isNarrow } = of;
  const wide = isNarrow ? room : Math.min(CHART.most, Math.max(CHART.least, room * 0.44));
  const words = isNarrow ? room - ICON : room - wide - 32 - ICON;
  const { what, figures, more } = alertWords(speaker, row);
  const head = paragraph(left + ICON, 26, what, { size: 14, weight: 600, room: words, most: 2, leading: 19, ...(isQuiet ? { fill: 'ink2' as const } : {}) });
  const told = paragraph(left + ICON, head.at(-1)!.y + 20, figures, { fill: 'ink2', room: words, most: 2, leading: 16 });
  const last = paragraph(left + ICON, told.at(-1)!.y + 18, more, { fill: 'ink3', room: words, most: isNarrow ? 2 : 1 });
  const foot = last.at(-1)!.y;
  const chart = isNarrow ? { x: left, y: foot + 18, w: room } : { x: left + room - wide, y: 12, w: wide };
  const height = isNarrow ? chart.y + CHART.high + 36 : Math.max(BESIDE, foot + 18);
  const sign = icon(channelIcon(nameOf(row, 'channel') ?? (nameOf(row, 'what') === 'contacts' ? 'chat' : 'other')), left, 13, 'ink3');
  const mark = { id, lane: 'alerts', label: speaker.say('alerts.label', { what, figures, more }), x: left, y: 4, w: room, h: height - 8 };
  return { shapes: [group([sign, ...head, ...told, ...last, ...chartShapes(speaker, row, { box: chart, isQuiet })], { mark })], height };
}

/** An alert in words, for whoever lists it without its picture. */
export function alertWords(speaker: Tongue, row: Row): { readonly what: string; readonly figures: string; readonly more: string } {
  return { what: headWords(speaker, row), figures: figureWords(speaker, row), more: moreWords(speaker, row) };
}

/** The days around an alert, as wide as there is room, for whoever writes its words beside it. */
export function alertChart(speaker: Tongue, row: Row, width: number): Block {
  const box = { x: 0, y: CHART.margin, w: width };
  return { id: 'lanes', y: 0, width, height: CHART.margin + CHART.high + CHART.foot, shapes: chartShapes(speaker, row, { box, isQuiet: nameOf(row, 'state') === 'passed' }) };
}

/** How a chart of alerts is read: its sentence, and what its signs mean. */
export function alertKey(speaker: Tongue): { readonly says: string; readonly band: string; readonly off: string } {
  return { says: speaker.say('alerts.says'), band: speaker.say('alerts.key.band'), off: speaker.say('alerts.key.off') };
}

/** What happened, and where: "More questions than usual: Where is my parcel". */
function headWords(speaker: Tongue, row: Row): string {
  const kind = nameOf(row, 'kind') ?? '';
  const way = kind === 'spike' || kind === 'surge' ? 'up' : 'down';
  const what = speaker.say(kind === 'silence' ? 'alert.silence' : `alert.${nameOf(row, 'what') ?? ''}.${way}`);
  const at = nameOf(row, 'at');
  return at === null ? what : speaker.say('alerts.at', { what, at: placeName(speaker, at) });
}

function figureWords(speaker: Tongue, row: Row): string {
  const unit = nameOf(row, 'unit') ?? 'count';
  const [until, range] = [nameOf(row, 'until'), rangeOf(row, 'expected')];
  const say = (amount: number): string => inUnit(speaker, amount, unit);
  const [first, last] = [nameOf(row, 'since') ?? '', until ?? ''];
  const isHours = nameOf(row, 'grain') === 'hour';
  const params = { observed: say(countOf(row, 'observed')), expected: say(countOf(row, 'expected')), range: range === null ? '–' : `${say(range.low)}–${say(range.high)}`, since: first.slice(0, DAY), until: last.slice(0, DAY), hour: first.slice(DAY + 1), end: last.slice(DAY + 1) };
  return speaker.say(`${until === null ? 'alerts.since' : 'alerts.between'}${isHours ? '.hour' : ''}`, params);
}

function moreWords(speaker: Tongue, row: Row): string {
  const [ratio, customers, stage] = [figureOf(row, 'ratio'), figureOf(row, 'customers'), nameOf(row, 'stage')];
  const beside = Array.isArray(row['beside']) ? (row['beside'] as unknown[][]).map((one) => String(one[1] ?? '')).filter((name) => name !== '') : [];
  const names = [...new Set(beside)].slice(0, MOST_BESIDE).map((name) => placeName(speaker, name)).join(', ');
  return [
    ofWords(speaker, row),
    ratio === null || ratio < 1.05 ? '' : speaker.say('alerts.times', { n: speaker.number(ratio) }),
    customers === null ? '' : speaker.say('unit.customer', { n: customers }),
    stage === null ? '' : stageWords(speaker, stage),
    nameOf(row, 'grain') === 'hour' ? hourWords(speaker, row) : '',
    nameOf(row, 'provenance') === 'inferred' ? speaker.say('alerts.inferred') : '',
    names === '' ? '' : speaker.say('alerts.also', { names }),
  ].filter((words) => words !== '').join(' · ');
}

const OF: Readonly<Record<string, string>> = { bad_text_share: 'texts', low_score_share: 'answers', unanswered_share: 'contacts', wait_median: 'contacts', wait_p90: 'contacts' };

/** Of how many a share or a wait is. */
function ofWords(speaker: Tongue, row: Row): string {
  const n = figureOf(row, 'n');
  return n === null ? '' : speaker.say(`alerts.of.${OF[nameOf(row, 'what') ?? ''] ?? 'visits'}`, { n });
}

/** That an alert was told by the hour, and between what the same hours lay in the weeks before. */
function hourWords(speaker: Tongue, row: Row): string {
  const before = Array.isArray(row['weeks_before']) ? (row['weeks_before'] as unknown[][]).map((one) => Number(one[1])).filter(Number.isFinite) : [];
  if (before.length === 0) return speaker.say('alerts.hours');
  return speaker.say('alerts.hours.before', { weeks: before.length, low: speaker.count(Math.min(...before)), high: speaker.count(Math.max(...before)) });
}

function daysOf(row: Row): Day[] {
  if (!Array.isArray(row['days'])) return [];
  const amount = (found: unknown): number | null => (typeof found === 'number' && Number.isFinite(found) ? found : null);
  return (row['days'] as unknown[][]).map(([day, seen, mean, low, high, isOff]) => ({ day: String(day), seen: amount(seen), mean: amount(mean), low: amount(low), high: amount(high), isOff: isOff === true }));
}

function chartShapes(speaker: Tongue, row: Row, { box, isQuiet }: { box: Box; isQuiet: boolean }): Shape[] {
  const days = daysOf(row);
  if (days.length < 2) return [];
  const highest = Math.max(1e-9, ...days.flatMap(({ seen, high }) => [seen ?? 0, high ?? 0]));
  const x = (n: number): number => box.x + (n / (days.length - 1)) * box.w;
  const y = (amount: number): number => box.y + CHART.high * (1 - amount / highest);
  const foot = box.y + CHART.high;
  const peak = days.reduce((best, { seen }, n) => ((seen ?? -1) > (days[best]!.seen ?? -1) ? n : best), 0);
  const off = days.map((day, n) => ({ ...day, n })).filter(({ isOff, seen }) => isOff && seen !== null);
  const ink = isQuiet ? 'ink3' : 'bad';
  return [
    ...bandShapes(days, x, y),
    line(box.x, foot, box.x + box.w, foot, 'rule2'),
    path(lineOf(days.map(({ seen }, n) => (seen === null ? null : [x(n), y(seen)]))), { stroke: 'ink2', width: 1.2 }),
    path(lineOf(days.map(({ seen, isOff }, n) => (isOff && seen !== null ? [x(n), y(seen)] : null))), { stroke: ink, width: 2.4, cap: 'round' }),
    ...(off.length < 3 ? off.map(({ n, seen }) => circle(x(n), y(seen!), 3, { fill: ink })) : []),
    ...peakShapes(speaker, row, { peak: days[peak]!.seen ?? 0, x: x(peak), y: y(days[peak]!.seen ?? 0), box }),
    ...dateShapes(speaker, days, { box, foot, since: off[0] === undefined ? null : { day: off[0].day, x: x(off[0].n) } }),
  ];
}

function bandShapes(days: readonly Day[], x: (n: number) => number, y: (amount: number) => number): Shape[] {
  const shapes: Shape[] = [];
  for (const run of runs(days)) {
    const top = run.map((n) => `${px(x(n))} ${px(y(days[n]!.high!))}`);
    const foot = [...run].reverse().map((n) => `${px(x(n))} ${px(y(days[n]!.low!))}`);
    shapes.push(path(`M${top.join('L')}L${foot.join('L')}Z`, { fill: 'tint1' }));
    shapes.push(path(lineOf(run.map((n) => [x(n), y(days[n]!.mean!)])), { stroke: 'bank', width: 1, dash: '3 3' }));
  }
  return shapes;
}

/** Stretches of at least two days of which something was expected. */
function runs(days: readonly Day[]): number[][] {
  const found: number[][] = [[]];
  for (const [n, { low, high, mean }] of days.entries()) {
    if (low !== null && high !== null && mean !== null) found.at(-1)!.push(n);
    else if (found.at(-1)!.length > 0) found.push([]);
  }
  return found.filter((run) => run.length > 1);
}

/** A line through points, broken where there is none; a point alone is a dot. */
function lineOf(points: readonly (readonly [number, number] | null)[]): string {
  return points.map((point, n) => (point === null ? '' : `${n === 0 || points[n - 1] === null ? 'M' : 'L'}${px(point[0])} ${px(point[1])}`)).join('') || 'M0 0';
}

function peakShapes(speaker: Tongue, row: Row, { peak, x, y, box }: { peak: number; x: number; y: number; box: Box }): Shape[] {
  const words = inUnit(speaker, peak, nameOf(row, 'unit') ?? 'count');
  const wide = widthOf(words, 12);
  const isRight = x + 6 + wide <= box.x + box.w;
  return [text(isRight ? x + 6 : x - 6, Math.max(box.y + 9, y + 4), words, { fill: 'ink2', anchor: isRight ? 'start' : 'end', halo: true })];
}

function dateShapes(speaker: Tongue, days: readonly Day[], { box, foot, since }: { box: Box; foot: number; since: { day: string; x: number } | null }): Shape[] {
  const [first, last] = [speaker.date(days[0]!.day.slice(0, DAY)), speaker.date(days.at(-1)!.day.slice(0, DAY))];
  const ends = [text(box.x, foot + 16, first, { fill: 'ink3' }), text(box.x + box.w, foot + 16, last, { fill: 'ink3', anchor: 'end' })];
  if (since === null) return ends;
  const words = since.day.length > DAY ? since.day.slice(DAY + 1) : speaker.date(since.day);
  const half = widthOf(words, 12) / 2;
  const isFree = since.x - half > box.x + widthOf(first, 12) + 10 && since.x + half < box.x + box.w - widthOf(last, 12) - 10;
  return [...ends, line(since.x, foot, since.x, foot + 4, 'rule2'), ...(isFree ? [text(since.x, foot + 16, words, { fill: 'ink2', anchor: 'middle' })] : [])];
}

function legend(speaker: Tongue): Sign[] {
  return [
    { words: speaker.say('alerts.key.band'), sign: (x, y) => rect(x - 7, y - 5, 14, 10, { fill: 'tint1' }) },
    { words: speaker.say('alerts.key.off'), sign: (x, y) => line(x - 7, y, x + 7, y, 'bad', 2.4) },
  ];
}
