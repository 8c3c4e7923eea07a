/** How many get through a series of steps: a bar for each, what falls away between them in numbers. */
import { group, path, px, rect, type Shape } from '../scene.ts';
import { paragraph, text, widthOf } from '../text.ts';
import { countOf, figureOf, isSmall, nameOf, rangeOf, type Row } from './answer.ts';
import type { Asked, Drawing } from './frame.ts';
import { placeName, shareWords } from './names.ts';
import { spread } from './reach.ts';
import { barSigns } from './signs.ts';
import { unitsOf, unitWord } from './told.ts';

const USUAL = { thick: 34, between: 40 };
const TIGHT = { thick: 22, between: 26 };
const TINY = 480; // of room: the share of the step before is said in words only
const MANY = 8; // more steps stand closer
const NAMES_SHARE = 0.26;
const GAP = 24;
const ABOVE = 22; // a name above its bar, where the sheet is narrow
const INDENT = 26; // of names, after their number

/** Where everything stands: bars from `from` to `to`, each column of figures up to its end. */
interface Measures {
  readonly from: number;
  readonly to: number;
  readonly ends: readonly number[];
  readonly thick: number;
  readonly between: number; // two bars
  readonly high: number; // from one bar to the next
  readonly names: number;
}

export function funnelPicture(of: Asked): Drawing {
  const { answer, speaker } = of;
  const columns = [unitWord(of), speaker.say('funnel.of_first'), ...(of.room < TINY ? [] : [speaker.say('funnel.of_before')])];
  const how = measuresOf(of, columns);
  const top = of.isNarrow ? 26 + ABOVE : 30;
  const heads = columns.map((column, n) => text(how.ends[n]!, 14, column, { fill: 'ink3', anchor: 'end' }));
  const shapes = answer.rows.flatMap((row, n): Shape[] => {
    const y = top + n * how.high;
    const next = answer.rows[n + 1];
    return [...(next === undefined ? [] : [lossShape(of, row, { next, how, y: y + how.thick, n })]), stepShape(of, row, { how, y, n })];
  });
  return {
    title: speaker.say('funnel.title'), says: sentence(of), shapes: [...heads, ...shapes], height: top + answer.rows.length * how.high - how.between - (of.isNarrow ? ABOVE : 0) + 16,
    legend: barSigns(speaker, { hasRange: true, hasSmall: answer.rows.some(isSmall) }),
  };
}

function measuresOf(of: Asked, columns: readonly string[]): Measures {
  const { left, right, room, isNarrow, speaker } = of;
  const figures = of.answer.rows.map((row) => widthOf(speaker.count(countOf(row, 'customers')), 14, 600));
  const widths = columns.map((column, n) => Math.max(widthOf(column, 12), n === 0 ? Math.max(0, ...figures) : widthOf(speaker.share(1.5), 14)) + GAP);
  const ends = widths.map((_, n) => right - widths.slice(n + 1).reduce((sum, width) => sum + width, 0));
  const taken = widths.reduce((sum, width) => sum + width, 0);
  const names = isNarrow ? room - taken - INDENT : Math.round(room * NAMES_SHARE);
  const { thick, between } = of.answer.rows.length > MANY ? TIGHT : USUAL;
  return { ends, names, thick, between, high: thick + between + (isNarrow ? ABOVE : 0), from: isNarrow ? left : left + names + INDENT + 8, to: isNarrow ? right : right - taken - 8 };
}

function lengthOf(row: Row, { from, to }: Measures): number {
  return Math.min(1, countOf(row, 'share')) * (to - from);
}

function stepShape(of: Asked, row: Row, { how, y, n }: { how: Measures; y: number; n: number }): Shape {
  const { left, speaker, isNarrow } = of;
  const [share, before, isFew] = [countOf(row, 'share'), figureOf(row, 'step_share'), isSmall(row)];
  const name = placeName(speaker, nameOf(row, 'step') ?? '');
  const baseline = isNarrow ? y - 8 : y + how.thick / 2 + 5;
  const looks = isFew ? ({ fill: 'paper', stroke: 'rule2' } as const) : ({ fill: 'tint2' } as const);
  const bar = rect(how.from, y, Math.max(1, lengthOf(row, how)), how.thick, looks);
  const at = (amount: number): number => how.from + Math.min(1, amount) * (how.to - how.from);
  const most = isNarrow || how.thick < USUAL.thick ? 1 : 2;
  const words = paragraph(left + INDENT, baseline, name, { size: 14, weight: 600, room: how.names, most, leading: 18 });
  const lifted = words.map((one) => ({ ...one, y: one.y - (words.length - 1) * 9 }));
  const figures = [speaker.count(countOf(row, 'customers')), speaker.share(share), n === 0 || before === null ? '' : speaker.share(before)];
  const columns = figures.slice(0, how.ends.length).map((figure, column) => text(how.ends[column]!, baseline, figure, { size: 14, weight: column === 0 ? 600 : 400, anchor: 'end', fill: isFew ? 'ink3' : column === 0 ? 'ink1' : 'ink2' }));
  const label = speaker.say('funnel.label', { name, units: unitsOf(of, countOf(row, 'customers')), share: shareWords(speaker, share, rangeOf(row, 'share')) });
  const mark = { id: `funnel:${n}`, lane: 'funnel', label, x: left - 6, y: isNarrow ? y - ABOVE : y - 2, w: of.room + 12, h: how.thick + 4 + (isNarrow ? ABOVE : 0) };
  return group([bar, ...spread(at, n === 0 ? null : rangeOf(row, 'share'), y + how.thick / 2), text(left, baseline - (words.length - 1) * 9, speaker.count(n + 1), { size: 14, fill: 'ink3' }), ...lifted, ...columns], { mark });
}

/** Those who come no further, between two bars: in figures, and as the slope from one to the other. */
function lossShape(of: Asked, row: Row, { next, how, y, n }: { next: Row; how: Measures; y: number; n: number }): Shape {
  const { speaker, isNarrow } = of;
  const [one, two, end] = [how.from + lengthOf(row, how), how.from + lengthOf(next, how), y + how.between - (isNarrow ? 6 : 0)];
  const slope = path(`M${px(how.from)} ${px(y)}L${px(one)} ${px(y)}L${px(two)} ${px(end)}L${px(how.from)} ${px(end)}Z`, { fill: 'loopSoft' });
  const lost = countOf(row, 'customers') - countOf(next, 'customers');
  const share = countOf(row, 'customers') === 0 ? 0 : lost / countOf(row, 'customers');
  const words = speaker.say('funnel.lost', { n: lost, share });
  const label = speaker.say('funnel.lost.label', { units: unitsOf(of, lost), share, from: placeName(speaker, nameOf(row, 'step') ?? ''), to: placeName(speaker, nameOf(next, 'step') ?? '') });
  const said = text(how.from + 10, y + how.between / 2 + 4, words, { fill: 'ink2' });
  return group([slope, said], { mark: { id: `funnel:loss:${n}`, lane: 'funnel', label, x: how.from, y: y + 2, w: Math.max(one - how.from, said.width + 12), h: how.between - 4 } });
}

const HOW: readonly (readonly [RegExp, string])[] = [[/^ordered/, 'funnel.ordered'], [/^strict/, 'funnel.strict'], [/^any/, 'funnel.any']];

/** How many come through, counted in which order and within which time, and where most are lost. */
function sentence({ answer, speaker }: Asked): string {
  const [first, last] = [answer.rows[0], answer.rows.at(-1)];
  if (first === undefined || last === undefined || first === last) return '';
  const variant = answer.measures['share']?.variant ?? '';
  const order = HOW.find(([form]) => form.test(variant))?.[1];
  const within = /_within_(\d+)_seconds/.exec(variant)?.[1];
  const through = speaker.say('funnel.through', { share: countOf(last, 'share'), from: placeName(speaker, nameOf(first, 'step') ?? ''), to: placeName(speaker, nameOf(last, 'step') ?? '') });
  const counted = [order === undefined ? '' : speaker.say(order), within === undefined ? '' : speaker.say('funnel.within', { wait: Number(within) })].filter(Boolean).join(', ');
  return [counted === '' ? `${through}.` : `${through}, ${counted}.`, worst(answer.rows, speaker.say)].filter(Boolean).join(' ');
}

function worst(rows: readonly Row[], say: Asked['speaker']['say']): string {
  const losses = rows.slice(1).map((row, n) => ({ row, lost: countOf(rows[n]!, 'customers') - countOf(row, 'customers') }));
  const most = losses.reduce((best, one) => (one.lost > best.lost ? one : best), losses[0]!);
  return losses.length < 2 || most.lost <= 0 ? '' : say('funnel.worst', { to: nameOf(most.row, 'step'), n: most.lost });
}
