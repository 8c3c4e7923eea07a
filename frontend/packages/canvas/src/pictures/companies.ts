/** Our answers beside those about other companies, each metric on the scale that people answered on, and how far we are from them. */
import { circle, group, rect, type Shape } from '../scene.ts';
import { inUnit, type Tongue } from '../say.ts';
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
  const ranked = scales.map((rows) => [...rows].sort((a, b) => countOf(b, scoreOf(b)) - countOf(a, scoreOf(a))));
  const isAlone = answer.rows.length > 0 && answer.rows.every((row) => nameOf(row, 'company') === null);
  const rows = ranked.map((one) => shownOf(of, one).map((row) => companyRow(of, row, isAlone)));
  const columns = ['companies.mean', ...(isAlone ? [] : ['companies.difference']), 'column.n'].map((key) => speaker.say(key));
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
  return { title: speaker.say('companies.title'), says: speaker.say(isAlone ? 'companies.alone' : 'companies.says'), shapes, height: y, legend: [...(isAlone ? [] : legend(of)), ...dotSigns(speaker, answer.rows)] };
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

/** What a row is told by: the net promoter score where there is one, else the mean. */
function scoreOf(row: Row): 'nps' | 'mean' {
  return figureOf(row, 'nps') === null ? 'mean' : 'nps';
}

function unitOf(row: Row): string {
  return scoreOf(row) === 'nps' ? 'points' : 'score';
}

/** The ends of the scale, or of the means where nobody told it. */
function endsOf(rows: readonly Row[]): number[] {
  if (scoreOf(rows[0]!) === 'nps') return [-100, 100];
  const [low, high] = [figureOf(rows[0]!, 'low'), figureOf(rows[0]!, 'high')];
  if (low !== null && high !== null) return [low, high];
  return rows.flatMap((row) => [countOf(row, 'mean'), rangeOf(row, 'mean')?.low ?? countOf(row, 'mean'), rangeOf(row, 'mean')?.high ?? countOf(row, 'mean')]);
}

function metricWords({ speaker }: Asked, row: Row): string {
  const metric = metricName({ speaker }, row);
  if (scoreOf(row) === 'nps') return speaker.say('companies.loyalty', { metric });
  const [low, high] = [figureOf(row, 'low'), figureOf(row, 'high')];
  return low === null || high === null ? metric : speaker.say('companies.metric', { metric, low: speaker.count(low), high: speaker.count(high) });
}

function metricName({ speaker }: Pick<Asked, 'speaker'>, row: Row): string {
  const key = `companies.${nameOf(row, 'metric') ?? 'other'}`;
  return speaker.has(key) ? speaker.say(key) : (nameOf(row, 'metric') ?? '');
}

function companyRow(of: Asked, row: Row, isAlone: boolean): PlotRow {
  const { speaker } = of;
  const company = nameOf(row, 'company');
  const name = company ?? speaker.say('companies.we');
  const [mean, range, unit] = [countOf(row, scoreOf(row)), rangeOf(row, scoreOf(row)), unitOf(row)];
  const figure = inUnit(speaker, mean, unit);
  const label = speaker.say('companies.label', { company: name, metric: metricName(of, row), mean: figure, range: rangeWords(speaker, range, unit), n: countOf(row, 'n') });
  const held = heldWords(of, row);
  return {
    id: `companies:${metricWords(of, row)}:${company ?? ''}`, name, label: held === null ? label : `${label}; ${held}`, figures: [figure, ...(isAlone ? [] : [differenceWords(speaker, row)]), inUnit(speaker, countOf(row, 'n'), 'count')], isQuiet: isSmall(row),
    draw: (at, y) => dot(at, { figure: mean, range, y, look: { isSmall: isSmall(row), isHollow: company !== null, isSquare: company !== null } }),
  };
}

/** How far we are from them: a dash where nothing could be compared, and that it may be chance where it may. */
function differenceWords(speaker: Tongue, row: Row): string {
  const gap = figureOf(row, 'difference');
  if (gap === null) return '–';
  return row['differs'] === true ? signedIn(speaker, gap, row) : speaker.say('improving.unsure');
}

/** The comparison with all that it rests on; null where there is none. */
function heldWords({ speaker }: Asked, row: Row): string | null {
  const [gap, range] = [figureOf(row, 'difference'), rangeOf(row, 'difference')];
  if (gap === null || range === null) return null;
  return speaker.say('companies.held', {
    gap: signedIn(speaker, gap, row), low: signedIn(speaker, range.low, row), high: signedIn(speaker, range.high, row), since: speaker.date(nameOf(row, 'since') ?? ''), until: speaker.date(nameOf(row, 'until') ?? ''),
    ours: countOf(row, 'our_n'), theirs: countOf(row, 'their_n'), sure: row['differs'] === true ? '' : `; ${speaker.say('improving.unsure')}`,
  });
}

function signedIn(speaker: Tongue, amount: number, row: Row): string {
  return speaker.signed(amount, nameOf(row, 'unit') === 'points' ? 0 : 2);
}

function legend({ speaker }: Asked): Sign[] {
  return [
    { words: speaker.say('companies.legend.we'), sign: (x, y) => circle(x, y, 5, { fill: 'bank' }) },
    { words: speaker.say('companies.legend.others'), sign: (x, y) => rect(x - 4.5, y - 4.5, 9, 9, { fill: 'paper', stroke: 'bank', width: 1.6, r: 1 }) },
  ];
}
