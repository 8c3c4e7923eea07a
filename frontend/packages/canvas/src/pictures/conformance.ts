/** Journeys held against a drawn map: what became of each step, what came besides, and what took too long. */
import { group, rect, type Shape } from '../scene.ts';
import { text, widthOf } from '../text.ts';
import type { Paint } from '../theme.ts';
import { countOf, figureOf, isSmall, nameOf, rangeOf, type Row } from './answer.ts';
import { dot, dotSigns } from './dots.ts';
import type { Asked, Drawing, Sign } from './frame.ts';
import { placeName, stageWords } from './names.ts';
import { plotted, type Plot, type PlotRow } from './plot.ts';
import { shares } from './scale.ts';
import { grouped, mostRows, rangeWords, unitsOf, unitWord } from './told.ts';

const FATES = ['in_order', 'out_of_order', 'skipped', 'not_reached'] as const;
const MOST_STEPS = 40;
const MOST_EXTRA = 10;
const BAND = 20;
const PAINTS: Readonly<Record<(typeof FATES)[number], readonly [fill: Paint, ink: Paint]>> = {
  in_order: ['bank', 'paper'], out_of_order: ['tint2', 'onTint'], skipped: ['tint3', 'ink1'], not_reached: ['band', 'ink2'],
};

export function conformancePicture(of: Asked): Drawing {
  const { answer, speaker } = of;
  const kinds = grouped(answer.rows, (row) => (nameOf(row, 'deviation') === 'extra' || nameOf(row, 'deviation') === 'late' ? nameOf(row, 'deviation')! : 'steps'));
  const plots = [stepsPlot(of, kinds.get('steps') ?? []), extraPlot(of, kinds.get('extra') ?? []), latePlot(of, kinds.get('late') ?? [])].filter((plot) => plot.groups[0]!.rows.length > 0);
  const like = plots.flatMap((plot) => plot.groups[0]!.rows);
  const shapes: Shape[] = [];
  let y = 0;
  for (const plot of plots) {
    const drawn = plotted(of, { ...plot, like });
    shapes.push(group(drawn.shapes, { y }));
    y += drawn.height + 18;
  }
  return { title: speaker.say('conformance.title'), ...says(of), shapes, height: y, legend: [...legend(of), ...dotSigns(speaker, answer.rows.filter((row) => !FATES.some((fate) => fate === nameOf(row, 'deviation'))))] };
}

/** What the alignment cost, as the answer's note tells it. */
function says({ answer, speaker }: Asked): { says?: string } {
  for (const note of answer.notes) {
    const found = /^alignment cost ([\d.]+) moves .*; (\d+) of (\d+) with several steps/.exec(note);
    if (found !== null) return { says: speaker.say('conformance.says', { cost: Number(found[1]), n: Number(found[2]), of: Number(found[3]) }) };
  }
  return {};
}

function stepsPlot(of: Asked, rows: readonly Row[]): Plot {
  const { speaker } = of;
  const steps = [...grouped(rows, (row) => `${nameOf(row, 'step') ?? ''}\n${nameOf(row, 'touchpoint') ?? ''}`).values()];
  const shown = steps.slice(0, mostRows(of, MOST_STEPS));
  const times = new Map([...grouped(rows, (row) => nameOf(row, 'step') ?? '')].map(([step, all]) => [step, grouped(all, (row) => nameOf(row, 'touchpoint') ?? '').size]));
  const called = (fates: readonly Row[]): string => { // steps of one name, in an app and on a page, say which touchpoint each is
    const step = nameOf(fates[0]!, 'step') ?? '';
    return times.get(step)! > 1 ? placeName(speaker, nameOf(fates[0]!, 'touchpoint') ?? step) : step;
  };
  const more = steps.length === shown.length ? undefined : { id: 'conformance:steps:more', words: speaker.say('conformance.more.steps', { n: steps.length - shown.length }) };
  return {
    scale: shares(speaker, [1]), columns: ['in_order', 'out_of_order', 'skipped'].map((fate) => speaker.say(`conformance.${fate}`)), height: BAND + 4,
    groups: [{ head: speaker.say('conformance.steps'), rows: shown.map((fates, n) => stepRow(of, fates, { step: called(fates), number: n + 1 })), more }],
  };
}

/** One step: those who took it in order, out of order, skipped it, and never got there are all customers. */
function stepRow(of: Asked, fates: readonly Row[], { step, number }: { step: string; number: number }): PlotRow {
  const { speaker } = of;
  const byFate = new Map(fates.map((row) => [nameOf(row, 'deviation') ?? '', row]));
  const counts = Object.fromEntries(FATES.map((fate) => [fate, countOf(byFate.get(fate) ?? {}, 'customers')]));
  const whole = Math.max(1, countOf(fates[0]!, 'of'));
  const skipped = byFate.get('skipped') ?? {};
  return {
    id: `conformance:step:${number}`, name: step, place: number,
    label: speaker.say('conformance.step.label', { step, ...counts, share: countOf(skipped, 'share'), range: rangeWords(speaker, rangeOf(skipped, 'share'), 'share') }),
    figures: FATES.slice(0, 3).map((fate) => speaker.share(counts[fate]! / whole)),
    isQuiet: fates.some(isSmall),
    draw: (at, y) => bands(of, { counts: FATES.map((fate) => counts[fate]!), whole, at, y }),
  };
}

type Bands = { counts: readonly number[]; whole: number; at: (amount: number) => number; y: number };

/** The four fates side by side, with their counts where there is room. */
function bands({ speaker }: Asked, { counts, whole, at, y }: Bands): Shape[] {
  let sum = 0;
  return FATES.flatMap((fate, n): Shape[] => {
    const [from, to] = [at(sum / whole), at((sum + counts[n]!) / whole)];
    sum += counts[n]!;
    if (counts[n] === 0) return [];
    const words = speaker.count(counts[n]!);
    const band = rect(from, y - BAND / 2, Math.max(0.75, to - from - 1), BAND, { fill: PAINTS[fate][0] });
    return to - from < widthOf(words, 12, 600) + 12 ? [band] : [band, text(from + 6, y + 4, words, { fill: PAINTS[fate][1], halo: fate === 'skipped' })];
  });
}

function extraPlot(of: Asked, rows: readonly Row[]): Plot {
  const { speaker } = of;
  const shown = rows.slice(0, mostRows(of, MOST_EXTRA));
  const more = rows.length === shown.length ? undefined : { id: 'conformance:extra:more', words: speaker.say('conformance.more', { n: rows.length - shown.length }) };
  return {
    scale: scaleOf(of, shown), columns: [speaker.say('conformance.share'), unitWord(of), speaker.say('conformance.times')],
    groups: [{ head: speaker.say('conformance.extra'), rows: shown.map((row) => extraRow(of, row)), more }],
  };
}

function extraRow(of: Asked, row: Row): PlotRow {
  const { speaker } = of;
  const [share, range, customers] = [countOf(row, 'share'), rangeOf(row, 'share'), countOf(row, 'customers')];
  const name = placeName(speaker, nameOf(row, 'touchpoint') ?? '');
  return {
    id: `conformance:extra:${nameOf(row, 'touchpoint') ?? ''}`, name, isQuiet: isSmall(row),
    label: speaker.say('conformance.extra.label', { name, units: unitsOf(of, customers), share, range: rangeWords(speaker, range, 'share') }),
    figures: [speaker.share(share), speaker.count(customers), speaker.count(countOf(row, 'interactions'))],
    draw: (at, y) => dot(at, { figure: share, range, y, look: { isSmall: isSmall(row), from: 0 } }),
  };
}

function latePlot(of: Asked, rows: readonly Row[]): Plot {
  const { speaker } = of;
  const columns = ['conformance.share', 'conformance.late', 'conformance.of'].map((key) => speaker.say(key));
  return { scale: scaleOf(of, rows), columns: [columns[0]!, speaker.say('conversions.converted'), columns[2]!], groups: [{ head: columns[1]!, rows: rows.map((row) => lateRow(of, row)) }] };
}

function lateRow(of: Asked, row: Row): PlotRow {
  const { speaker } = of;
  const [share, range] = [countOf(row, 'share'), rangeOf(row, 'share')];
  const way = (nameOf(row, 'step') ?? '').split(' → ').map((end) => endName(of, end)).join(' › ');
  const planned = speaker.say('conformance.planned', { planned: figureOf(row, 'planned_seconds'), median: figureOf(row, 'median_seconds') });
  return {
    id: `conformance:late:${nameOf(row, 'step') ?? ''}`, name: way, note: planned, isQuiet: isSmall(row),
    label: speaker.say('conformance.late.label', { way, n: countOf(row, 'customers'), of: countOf(row, 'of'), share, range: rangeWords(speaker, range, 'share'), planned }),
    figures: [speaker.share(share), speaker.count(countOf(row, 'customers')), speaker.count(countOf(row, 'of'))],
    draw: (at, y) => dot(at, { figure: share, range, y, look: { isSmall: isSmall(row), from: 0 } }),
  };
}

/** The end of a planned wait: a touchpoint, a stage or a channel. */
function endName({ speaker }: Asked, end: string): string {
  const [, kind, name] = /^(touchpoint|stage|channel):(.*)$/.exec(end) ?? [];
  if (name === undefined) return end;
  return kind === 'stage' ? stageWords(speaker, name) : placeName(speaker, name);
}

function scaleOf({ speaker }: Asked, rows: readonly Row[]): ReturnType<typeof shares> {
  return shares(speaker, rows.flatMap((row) => [countOf(row, 'share'), rangeOf(row, 'share')?.high ?? 0]));
}

function legend({ speaker }: Asked): Sign[] {
  return FATES.map((fate) => ({ words: speaker.say(`conformance.${fate}`), sign: (x, y) => rect(x - 6, y - 6, 12, 12, { fill: PAINTS[fate][0] }) }));
}
