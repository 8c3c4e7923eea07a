/** Our answers beside those about other companies, each metric on the scale that people answered on. */
import { circle, group, rect, type Shape } from '../scene.ts';
import { inUnit } from '../say.ts';
import { countOf, figureOf, isSmall, nameOf, rangeOf, type Row } from './answer.ts';
import { dot, dotSigns } from './dots.ts';
import type { Asked, Drawing, Sign } from './frame.ts';
import { plotted, type PlotRow } from './plot.ts';
import { linear } from './scale.ts';
import { grouped, mostRows, rangeWords } from './told.ts';

const MOST = 10; // companies on a scale

export function companiesPicture(of: Asked): Drawing {
  const { answer, speaker } = of;
  const scales = [...grouped(answer.rows, (row) => [nameOf(row, 'metric'), figureOf(row, 'low'), figureOf(row, 'high')].join('|')).values()];
  const ranked = scales.map((rows) => [...rows].sort((a, b) => countOf(b, 'mean') - countOf(a, 'mean')));
  const rows = ranked.map((one) => shownOf(of, one).map((row) => companyRow(of, row)));
  const isAlone = answer.rows.length > 0 && answer.rows.every((row) => nameOf(row, 'company') === null);
  const columns = [speaker.say('companies.mean'), speaker.say('column.n')];
  const shapes: Shape[] = [];
  let y = 0;
  ranked.forEach((one, n) => {
    const hidden = one.length - rows[n]!.length;
    const more = hidden === 0 ? undefined : { id: `companies:${n}:more`, words: speaker.say('companies.more', { n: hidden }) };
    const scale = linear(endsOf(one), { say: speaker.number });
    const drawn = plotted(of, { scale, columns, groups: [{ head: metricWords(of, one[0]!), rows: rows[n]!, more }], like: rows.flat(), isContinued: n > 0 });
    shapes.push(group(drawn.shapes, { y }));
    y += drawn.height + 18;
  });
  return { title: speaker.say('companies.title'), ...(isAlone ? { says: speaker.say('companies.alone') } : {}), shapes, height: y, legend: [...(isAlone ? [] : legend(of)), ...dotSigns(speaker, answer.rows)] };
}

/** The best of a scale; we are always among them. */
function shownOf(of: Asked, ranked: readonly Row[]): readonly Row[] {
  const most = mostRows(of, MOST);
  const kept = new Set(ranked.slice(0, most));
  const own = ranked.find((row) => nameOf(row, 'company') === null);
  if (own !== undefined && !kept.has(own)) {
    kept.delete(ranked[most - 1]!);
    kept.add(own);
  }
  return ranked.filter((row) => kept.has(row));
}

/** The ends of the scale, or of the means where nobody told it. */
function endsOf(rows: readonly Row[]): number[] {
  const [low, high] = [figureOf(rows[0]!, 'low'), figureOf(rows[0]!, 'high')];
  if (low !== null && high !== null) return [low, high];
  return rows.flatMap((row) => [countOf(row, 'mean'), rangeOf(row, 'mean')?.low ?? countOf(row, 'mean'), rangeOf(row, 'mean')?.high ?? countOf(row, 'mean')]);
}

function metricWords({ speaker }: Asked, row: Row): string {
  const metric = metricName({ speaker }, row);
  const [low, high] = [figureOf(row, 'low'), figureOf(row, 'high')];
  return low === null || high === null ? metric : speaker.say('companies.metric', { metric, low: speaker.count(low), high: speaker.count(high) });
}

function metricName({ speaker }: Pick<Asked, 'speaker'>, row: Row): string {
  const key = `companies.${nameOf(row, 'metric') ?? 'other'}`;
  return speaker.has(key) ? speaker.say(key) : (nameOf(row, 'metric') ?? '');
}

function companyRow(of: Asked, row: Row): PlotRow {
  const { speaker } = of;
  const company = nameOf(row, 'company');
  const name = company ?? speaker.say('companies.we');
  const [mean, range] = [countOf(row, 'mean'), rangeOf(row, 'mean')];
  const figure = inUnit(speaker, mean, 'score');
  const label = speaker.say('companies.label', { company: name, metric: metricName(of, row), mean: figure, range: rangeWords(speaker, range, 'score'), n: countOf(row, 'n') });
  return {
    id: `companies:${metricWords(of, row)}:${company ?? ''}`, name, label, figures: [figure, inUnit(speaker, countOf(row, 'n'), 'count')], isQuiet: isSmall(row),
    draw: (at, y) => dot(at, { figure: mean, range, y, look: { isSmall: isSmall(row), isHollow: company !== null, isSquare: company !== null } }),
  };
}

function legend({ speaker }: Asked): Sign[] {
  return [
    { words: speaker.say('companies.legend.we'), sign: (x, y) => circle(x, y, 5, { fill: 'bank' }) },
    { words: speaker.say('companies.legend.others'), sign: (x, y) => rect(x - 4.5, y - 4.5, 9, 9, { fill: 'paper', stroke: 'bank', width: 1.6, r: 1 }) },
  ];
}
