/** How long it takes from each thing to the next, as a ridgeline: one hill for each way, all on one scale of time. */
import { circle, line, path, px, type Shape } from '../scene.ts';
import { countOf, figureOf, isSmall, nameOf, type Row } from './answer.ts';
import { dotSigns } from './dots.ts';
import type { Asked, Drawing, Sign } from './frame.ts';
import { hillOf, spansOf } from './hill.ts';
import { placeName } from './names.ts';
import { plotted, type PlotGroup, type PlotRow } from './plot.ts';
import { waiting, type Scale } from './scale.ts';
import { grouped, mostRows, summed } from './told.ts';

const MOST = { step: 16, told: 6, first_answer: 6 } as const;
const KINDS = ['step', 'told', 'first_answer'] as const;
const PITCH = 34;
const HILL = 46; // higher than its row: hills stand a little before each other
const ROOM = 1.2; // beyond the longest wait
const TOLD_END = 'answer';

type Kind = (typeof KINDS)[number];

export function waitsPicture(of: Asked): Drawing {
  const { answer, speaker } = of;
  const kinds = grouped(answer.rows, (row) => nameOf(row, 'kind') ?? 'step');
  const shown = new Map(KINDS.map((kind) => [kind, frequent(of, kinds.get(kind) ?? [], kind)]));
  const all = [...shown.values()].flat();
  const longest = ROOM * Math.max(60, ...all.map((row) => Math.max(spansOf(row).at(-1)?.high ?? 0, countOf(row, 'p90_seconds'))));
  const scale = waiting(speaker, longest);
  const groups = KINDS.flatMap((kind) => kindGroup(of, { kind, rows: kinds.get(kind) ?? [], shown: shown.get(kind)!, scale, isAlone: kinds.size === 1 }));
  const columns = [speaker.say('waits.median'), speaker.say('waits.p90'), speaker.say('waits.n')];
  const drawn = plotted(of, { scale, columns, groups, height: heightOf(of), rise: of.isNarrow ? 0 : HILL - PITCH });
  return { title: speaker.say('waits.title'), says: speaker.say('waits.says'), ...drawn, legend: [...legend(of), ...dotSigns(speaker, all, { hasRange: false })] };
}

function heightOf({ isNarrow }: Asked): number {
  return isNarrow ? HILL + 4 : PITCH;
}

/** The most frequent ways, the quickest first. */
function frequent(of: Asked, rows: readonly Row[], kind: Kind): readonly Row[] {
  const most = mostRows(of, MOST[kind]);
  return rows.slice(0, most).sort((a, b) => countOf(a, 'median_seconds') - countOf(b, 'median_seconds'));
}

type Kinded = { kind: Kind; rows: readonly Row[]; shown: readonly Row[]; scale: Scale; isAlone: boolean };

function kindGroup(of: Asked, { kind, rows, shown, scale, isAlone }: Kinded): PlotGroup[] {
  if (shown.length === 0) return [];
  const { speaker } = of;
  const rest = rows.slice(shown.length);
  const key = kind === 'step' && rest.length > 0 ? 'waits.step.many' : `waits.${kind}`;
  const more = rest.length === 0 ? undefined : { id: `waits:${kind}:more`, words: speaker.say('waits.more', { n: rest.length, times: summed(rest, 'n') }) };
  return [{ ...(isAlone && rest.length === 0 ? {} : { head: speaker.say(key, { n: shown.length }) }), rows: shown.map((row) => waitRow(of, { row, kind, scale })), more }];
}

function waitRow(of: Asked, { row, kind, scale }: { row: Row; kind: Kind; scale: Scale }): PlotRow {
  const { speaker } = of;
  const [from, to] = [nameOf(row, 'from') ?? '', nameOf(row, 'to') ?? ''];
  const end = kind === 'told' && to === TOLD_END ? speaker.say('waits.answer') : placeName(speaker, to);
  const pair = from === to ? speaker.say('waits.again', { from: placeName(speaker, from) }) : speaker.say('waits.pair', { from: placeName(speaker, from), to: end });
  const [median, p90] = [countOf(row, 'median_seconds'), countOf(row, 'p90_seconds')];
  return {
    id: `waits:${kind}:${from}>${to}`, name: pair,
    label: speaker.say('waits.label', { pair, median, p90, n: countOf(row, 'n') }),
    figures: [speaker.brief(median), speaker.brief(p90), speaker.count(countOf(row, 'n'))],
    isQuiet: isSmall(row),
    draw: (at, y) => hillShapes(row, { at, scale, base: y + heightOf(of) / 2 - 2 }),
  };
}

/** The hill with its quicker half darker, the median as its edge, and a notch where nine in ten are done. */
function hillShapes(row: Row, { at, scale, base }: { at: (amount: number) => number; scale: Scale; base: number }): Shape[] {
  const [from, to] = [at(0), at(Infinity)];
  const hill = hillOf(row, scale);
  const [median, p90] = [at(countOf(row, 'median_seconds')), at(figureOf(row, 'p90_seconds') ?? 0)];
  const notch = line(p90, base - 5, p90, base + 4, 'ink2', 1.5);
  if (hill.length === 0) return [line(median, base - 12, median, base, 'ink1', 1.75), notch];
  const points = hill.map(({ place, height }) => ({ x: from + (to - from) * place, y: base - HILL * 0.92 * height }));
  const top = topAt(points, median);
  if (isSmall(row)) return [path(outline(points), { stroke: 'rule2', width: 1.25, dash: '3 3' }), line(median, top, median, base, 'ink1', 1.75), notch];
  const quick = [...points.filter((point) => point.x < median), { x: median, y: top }];
  return [
    path(`${outline(points)}Z`, { fill: 'tint1' }),
    path(`${outline(quick)}L${px(median)} ${px(base)}L${px(quick[0]!.x)} ${px(base)}Z`, { fill: 'tint2' }),
    path(outline(points), { stroke: 'bank', width: 1.25 }),
    line(median, top, median, base, 'ink1', 1.75),
    notch,
  ];
}

type Point = { x: number; y: number };

function outline(points: readonly Point[]): string {
  return points.map(({ x, y }, n) => `${n === 0 ? 'M' : 'L'}${px(x)} ${px(y)}`).join('');
}

/** How high the hill is at a place, between its two neighbours. */
function topAt(points: readonly Point[], x: number): number {
  const n = points.findIndex((point) => point.x >= x);
  const [before, after] = [points[Math.max(0, n - 1)]!, points[n] ?? points.at(-1)!];
  return after.x === before.x ? after.y : before.y + ((after.y - before.y) * (x - before.x)) / (after.x - before.x);
}

function legend({ speaker }: Asked): Sign[] {
  return [
    { words: speaker.say('waits.legend.half'), sign: (x, y) => circle(x, y, 5, { fill: 'tint2' }) },
    { words: speaker.say('waits.legend.median'), sign: (x, y) => line(x, y - 6, x, y + 6, 'ink1', 1.75) },
    { words: speaker.say('waits.legend.p90'), sign: (x, y) => line(x, y - 4, x, y + 5, 'ink2', 1.5) },
  ];
}
