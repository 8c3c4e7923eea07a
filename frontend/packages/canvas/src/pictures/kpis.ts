/** Every figure with its interval, on a scale of its own unit; split, one scale for each figure and a row for each part. */
import { channelIcon } from '../icons.ts';
import { kpiName } from '../lanes/figures.ts';
import { group, type Shape } from '../scene.ts';
import { halfWidth, inUnit, type Tongue } from '../say.ts';
import { countOf, figureOf, isSmall, nameOf, rangeOf, type Row } from './answer.ts';
import { dot, dotSigns } from './dots.ts';
import { fieldWord, partName, splitOf } from './facet.ts';
import type { Asked, Drawing } from './frame.ts';
import { plotted, type PlotGroup, type PlotRow } from './plot.ts';
import { linear, shares, times, type Scale } from './scale.ts';
import { grouped, mostRows, rangeWords, summed } from './told.ts';

const OWN: readonly string[] = ['kpi', 'value', 'small_sample', 'n', 'unit', 'variant', 'promoters', 'passives', 'detractors'];
const MOST = 10; // parts of a figure
const UNITS = ['points', 'score', 'share', 'seconds', 'money', 'count'];

/** Rows on one scale. */
interface Section {
  readonly scale: Scale;
  readonly group: PlotGroup;
}

export function kpisPicture(of: Asked): Drawing {
  const { answer, speaker } = of;
  const own = answer.rows.filter((row) => nameOf(row, 'kpi') !== 'open_share');
  const by = splitOf(own, OWN);
  const sections = by === null ? wholeSections(of) : splitSections(of, by);
  const rows = sections.flatMap((one) => one.group.rows);
  const columns = [speaker.say('kpis.figure'), speaker.say('kpis.half'), speaker.say('kpis.n')];
  const shapes: Shape[] = [];
  let y = 0;
  for (const [n, { scale, group: one }] of sections.entries()) {
    const drawn = plotted(of, { scale, columns, groups: [one], like: rows, isContinued: n > 0 });
    shapes.push(group(drawn.shapes, { y }));
    y += drawn.height + 18;
  }
  const title = by === null ? speaker.say('kpis.title') : speaker.say('kpis.title.by', { by: fieldWord(speaker, by) });
  return { title, shapes, height: y, legend: dotSigns(speaker, answer.rows) };
}

/** What shares a scale: a kind of unit, and beside it the currency, or whether scores fit between 1 and 5. */
function kindOf(row: Row): string {
  const unit = nameOf(row, 'unit') ?? 'count';
  if (unit === 'score') return `score ${isOfFive(row)}`;
  return UNITS.includes(unit) ? unit : `money ${unit}`;
}

function isOfFive(row: Row): boolean {
  return (rangeOf(row, 'value')?.high ?? countOf(row, 'value')) <= 5 && (rangeOf(row, 'value')?.low ?? countOf(row, 'value')) >= 1;
}

function wholeSections(of: Asked): Section[] {
  const { answer, speaker } = of;
  const kinds = grouped(answer.rows, kindOf);
  const rank = (kind: string): number => UNITS.indexOf(kind.split(' ')[0]!);
  return [...kinds].sort(([a], [b]) => rank(a) - rank(b)).map(([kind, rows]) => ({
    scale: scaleOf(speaker, rows),
    group: { head: speaker.say(`kpis.${kind.split(' ')[0]!}`, { unit: kind.split(' ')[1] }), rows: partsAfterWhole(rows).map((row) => figureRow(of, row, { name: nameIn(speaker, row), id: nameOf(row, 'channel') ?? '', note: countedWords(speaker, row), ...(nameOf(row, 'channel') === null ? {} : { channel: nameOf(row, 'channel')! }) })) },
  }));
}

/** What is told of parts stands right after the whole. */
function partsAfterWhole(rows: readonly Row[]): readonly Row[] {
  return [...grouped(rows, (row) => nameOf(row, 'kpi') ?? '').values()].flat();
}

function splitSections(of: Asked, by: string): Section[] {
  const { answer, speaker } = of;
  const kpis = grouped(answer.rows, (row) => nameOf(row, 'kpi') ?? '');
  const parts = new Map([...grouped(answer.rows, (row) => nameOf(row, by) ?? '')].map(([name, rows]) => [name, summed(rows, 'n')]));
  const weight = (row: Row): number => parts.get(nameOf(row, by) ?? '') ?? 0; // one order for all figures
  return [...kpis].map(([kpi, all]) => {
    const rows = [...all].sort((a, b) => weight(b) - weight(a));
    const shown = rows.slice(0, mostRows(of, kpis.size === 1 ? 24 : MOST));
    const rest = rows.slice(shown.length);
    const more = rest.length === 0 ? undefined : { id: `kpis:${kpi}:more`, words: speaker.say('kpis.more', { n: rest.length, behind: summed(rest, 'n') }) };
    const counted = countedWords(speaker, all[0]!);
    const head = counted === '' ? kpiName(speaker, kpi) : `${kpiName(speaker, kpi)}: ${counted}`;
    return {
      scale: scaleOf(speaker, shown.some((row) => !isSmall(row)) ? shown.filter((row) => !isSmall(row)) : shown),
      group: { head, rows: shown.map((row) => figureRow(of, row, { name: partName(speaker, by, nameOf(row, by)), id: nameOf(row, by) ?? '', note: '', ...(by === 'channel' && nameOf(row, by) !== null ? { channel: nameOf(row, by)! } : {}) })), more },
    };
  });
}

/** Points from end to end; shares and amounts from zero; scores from 1 to 5 or 0 to 10, where they fit. */
function scaleOf(speaker: Tongue, rows: readonly Row[]): Scale {
  const amounts = rows.flatMap((row) => [countOf(row, 'value'), rangeOf(row, 'value')?.low ?? countOf(row, 'value'), rangeOf(row, 'value')?.high ?? countOf(row, 'value')]);
  const unit = nameOf(rows[0] ?? {}, 'unit') ?? 'count';
  const say = speaker.number;
  if (unit === 'seconds') return times(speaker, amounts);
  if (unit === 'share') return shares(speaker, amounts);
  if (unit === 'points') return linear([-100, 100], { say, strong: 0 });
  if (unit === 'score') return linear(rows.every(isOfFive) ? [1, 5] : [Math.min(0, ...amounts), Math.max(10, ...amounts)], { say });
  return linear([0, ...amounts], { say, strong: 0 });
}

function nameIn(speaker: Tongue, row: Row): string {
  const channel = nameOf(row, 'channel');
  const name = kpiName(speaker, nameOf(row, 'kpi') ?? '');
  return channel === null ? name : speaker.say('kpis.in', { name, part: partName(speaker, 'channel', channel) });
}

/** Which arithmetic is behind a figure. */
function countedWords(speaker: Tongue, row: Row): string {
  const key = `counted.${nameOf(row, 'kpi') ?? ''}`;
  return speaker.has(key) ? speaker.say(key) : '';
}

/** A figure to the digit that its interval still tells of, as its table has it. */
function told(speaker: Tongue, value: number, unit: string): string {
  return unit === 'points' ? speaker.number(value, 1) : inUnit(speaker, value, unit);
}

type Named = { name: string; id: string; note: string; channel?: string };

function figureRow({ speaker }: Asked, row: Row, { name, id, note, channel }: Named): PlotRow {
  const [value, range, unit] = [figureOf(row, 'value'), rangeOf(row, 'value'), nameOf(row, 'unit') ?? 'count'];
  const figure = value === null ? '–' : told(speaker, value, unit);
  const people = figureOf(row, 'promoters') === null ? '' : speaker.say('kpis.nps', { promoters: countOf(row, 'promoters'), passives: countOf(row, 'passives'), detractors: countOf(row, 'detractors') });
  const below = [note, people].filter((words) => words !== '').join('; ');
  const counted = [countedWords(speaker, row), people].filter((words) => words !== '').join('; ');
  return {
    id: `kpis:${nameOf(row, 'kpi') ?? ''}:${id}`, name, ...(below === '' || channel !== undefined ? {} : { note: below }), ...(channel === undefined ? {} : { icon: channelIcon(channel) }),
    label: speaker.say('kpis.label', { name, figure, range: rangeWords(speaker, range, unit), n: countOf(row, 'n'), counted }),
    figures: [figure, halfWidth(speaker, { figure: value, interval: range, unit, is_withheld: false }), speaker.count(countOf(row, 'n'))], isQuiet: isSmall(row),
    draw: (at, y) => (value === null ? [] : dot(at, { figure: value, range, y, look: { isSmall: isSmall(row), ...(unit === 'score' ? {} : { from: 0 }) } })),
  };
}
