/** Whom stages, touchpoints and channels reach: bars on one scale, the share of all customers. */
import { channelIcon } from '../icons.ts';
import { channelName } from '../say.ts';
import { line, type Shape } from '../scene.ts';
import { countOf, figureOf, isSmall, nameOf, rangeOf, type Range, type Row } from './answer.ts';
import { bar } from './dots.ts';
import type { Asked, Drawing } from './frame.ts';
import { shareWords, stageWords } from './names.ts';
import { plotted, type PlotGroup, type PlotRow } from './plot.ts';
import { linear, shares } from './scale.ts';
import { barSigns } from './signs.ts';
import { changeWords, otherChanges, SPARK, sparkShapes, sparkSigns, stepOf } from './trend.ts';
import { grouped, mostRows, summed, unitsOf, unitWord } from './told.ts';

const THICK = 14;
const FEW = 30;
const MOST_OF_STAGE = 10;
const STAGES = ['awareness', 'consideration', 'purchase', 'retention', 'advocacy'];
const UNPLACED = 'unplaced';

export function channelsPicture(of: Asked): Drawing {
  const { rows } = of.answer;
  const most = mostRows(of);
  const reached = (row: Row): Reached => ({ id: nameOf(row, 'channel') ?? '', name: channelName(of.speaker, nameOf(row, 'channel') ?? ''), channel: nameOf(row, 'channel') });
  return reachPicture(of, { title: 'reach.channels', reached, groups: [{ rows: rows.slice(0, most), rest: rows.slice(most) }] });
}

/** Touchpoints by the stage that they lie in, the furthest reaching of each first. */
export function touchpointsPicture(of: Asked): Drawing {
  const place = (stage: string): number => (STAGES.includes(stage) ? STAGES.indexOf(stage) : stage === UNPLACED ? STAGES.length + 1 : STAGES.length);
  const stages = [...grouped(of.answer.rows, (row) => nameOf(row, 'stage') ?? UNPLACED)].sort(([a], [b]) => place(a) - place(b));
  const most = mostRows(of, MOST_OF_STAGE);
  const groups = stages.map(([stage, rows]) => {
    const shown = rows.length <= most + 1 ? rows.length : most; // one alone is not gathered
    return { head: stageWords(of.speaker, stage), rows: rows.slice(0, shown), rest: rows.slice(shown) };
  });
  const reached = (row: Row): Reached => ({ id: nameOf(row, 'name') ?? '', name: nameOf(row, 'name') ?? '', channel: nameOf(row, 'channel') });
  const drawn = reachPicture(of, { title: 'reach.touchpoints', reached, groups });
  const inferred = of.answer.rows.filter((row) => nameOf(row, 'provenance') === 'inferred').length;
  return inferred === 0 ? drawn : { ...drawn, notes: [of.speaker.say('reach.inferred', { n: inferred, of: of.answer.rows.length })] };
}

type Reached = { id: string; name: string; channel: string | null };
type Reaching = { title: string; reached: (row: Row) => Reached; groups: readonly { head?: string; rows: readonly Row[]; rest: readonly Row[] }[] };

function reachPicture(of: Asked, { title, reached, groups }: Reaching): Drawing {
  const { answer, speaker, isNarrow } = of;
  const shareOf = (row: Row): number => countOf(row, 'customers') / Math.max(1, answer.base.customers);
  const top = [...answer.rows].sort((a, b) => countOf(b, 'customers') - countOf(a, 'customers'))[0];
  const columns = ['reach.column.customers', 'reach.column.share', ...(isNarrow ? [] : ['reach.column.interactions', 'reach.column.each'])].map((key) => speaker.say(key));
  const step = stepOf(answer.rows);
  if (step !== null) columns.push(speaker.say(`trend.change.${step}`));
  const drawn = plotted(of, {
    ...(step === null ? {} : { beside: { head: speaker.say(`trend.by.${step}`), wide: SPARK } }),
    scale: shares(speaker, answer.rows.map(shareOf)), columns,
    groups: groups.map(({ head, rows, rest }, n): PlotGroup => ({
      ...(head === undefined ? {} : { head }),
      rows: rows.map((row) => reachRow(of, row, { ...reached(row), share: shareOf(row) })),
      ...(rest.length === 0 ? {} : { more: { id: `reach:more:${n}`, words: speaker.say('reach.more', { n: rest.length, interactions: summed(rest, 'interactions') }) } }),
    })),
  });
  const says = top === undefined ? {} : { says: speaker.say('reach.most', { name: reached(top).name, share: shareOf(top) }) };
  const hasSmall = groups.some(({ rows }) => rows.some((row) => countOf(row, 'customers') < FEW));
  return { title: speaker.say(title), ...says, ...drawn, legend: [...barSigns(speaker, { hasRange: false, hasSmall }), ...sparkSigns(of, answer.rows)] };
}

function reachRow({ speaker, isNarrow }: Asked, row: Row, { id, name, channel, share }: Reached & { share: number }): PlotRow {
  const [customers, interactions] = [countOf(row, 'customers'), countOf(row, 'interactions')];
  const isFew = customers < FEW;
  const changes = otherChanges(speaker, row);
  const each = [speaker.count(interactions), customers === 0 ? '–' : speaker.number((interactions - countOf(row, 'of_nobody')) / customers)];
  return {
    id: `reach:${channel ?? ''}:${id}`, name, isQuiet: isFew,
    ...(channel === null ? {} : { icon: channelIcon(channel) }),
    ...(changes.length === 0 ? {} : { note: changes.join(' · ') }),
    figures: [speaker.count(customers), speaker.share(share), ...(isNarrow ? [] : each), changeWords(speaker, row)],
    label: [speaker.say('reach.label', { name, customers, share, interactions }), ...changes].join('; '),
    beside: (x, y) => sparkShapes(row, x, y),
    draw: (at, y) => [bar(at(0), at(share), y, THICK, isFew)],
  };
}

/** How many come as far as each stage, in the order of the stages. */
export function stagesPicture(of: Asked): Drawing {
  const { answer, speaker } = of;
  const columns = [unitWord(of), speaker.say('reach.column.share'), speaker.say('reach.column.next')];
  const scale = linear([0, 1], { say: (share) => speaker.wholePercent(share), within: [0, 1], strong: 0 });
  const drawn = plotted(of, { scale, columns, groups: [{ rows: answer.rows.map((row) => stageRow(of, row)) }] });
  return { title: speaker.say('reach.stages'), says: speaker.say('reach.stages.says'), ...drawn, legend: barSigns(speaker, { hasRange: true, hasSmall: answer.rows.some(isSmall) }) };
}

function stageRow(of: Asked, row: Row): PlotRow {
  const { speaker } = of;
  const stage = stageWords(speaker, nameOf(row, 'stage') ?? '');
  const [share, range, wait, customers] = [countOf(row, 'share'), rangeOf(row, 'share'), figureOf(row, 'median_seconds_to_next'), countOf(row, 'customers')];
  const next = wait === null ? '–' : speaker.duration(wait);
  const key = wait === null ? 'reach.stage.label' : 'reach.stage.label.wait';
  return {
    id: `reach:stage:${nameOf(row, 'stage')}`, name: stage, isQuiet: isSmall(row),
    figures: [speaker.count(customers), speaker.share(share), next],
    label: speaker.say(key, { stage, units: unitsOf(of, customers), share: shareWords(speaker, share, range), wait: next }),
    draw: (at, y) => [bar(at(0), at(share), y, THICK, isSmall(row)), ...spread(at, range, y)],
  };
}

/** The line over the end of a bar: between what the figure truly lies. */
export function spread(at: (amount: number) => number, range: Range | null, y: number): Shape[] {
  return range === null ? [] : [line(at(range.low), y, at(range.high), y, 'ink1', 1.5)];
}
