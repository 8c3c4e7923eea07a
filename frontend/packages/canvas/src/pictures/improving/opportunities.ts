/** What could be done: the effect on the goal beside the effect on how customers feel, and the list that explains it. */
import { circle, group, rect, type Shape } from '../../scene.ts';
import { inUnit, type Tongue } from '../../say.ts';
import { countOf, figureOf, nameOf, rangeOf, type Row } from '../answer.ts';
import type { Asked, Drawing, Sign } from '../frame.ts';
import { plotted, type PlotGroup, type PlotRow } from '../plot.ts';
import { linear, type Scale } from '../scale.ts';
import { grouped, mostRows } from '../told.ts';
import { effectWords, isSure, moneyWords, placeWords, rounded } from './effects.ts';
import { scattered, type Point } from './scatter.ts';

const MOST_POINTS = 16;

export function opportunitiesPicture(of: Asked): Drawing {
  const { answer, speaker } = of;
  const shown = answer.rows.slice(0, mostRows(of));
  const hidden = answer.rows.length - shown.length;
  const points = shown.filter((row) => isSure(row, 'goal_effect') || isSure(row, 'feeling_effect')).slice(0, MOST_POINTS).map((row) => pointOf(speaker, row));
  const field = points.length > 1 ? scattered(of, { x: goals(speaker, points), y: feelings(speaker, points), across: speaker.say('opportunities.across'), up: speaker.say('opportunities.up'), points }) : null;
  const scale = linear([0, Math.max(1, ...shown.map((row) => countOf(row, 'customers')))], { say: (amount) => speaker.count(amount), within: [0, Infinity], strong: 0 });
  const columns = columnsOf(shown).map((name) => speaker.say(`opportunities.${name}`));
  const more = hidden > 0 ? { id: 'opportunities:more', words: speaker.say('picture.more', { n: hidden }) } : undefined;
  const parts = [...grouped(shown, (row) => nameOf(row, 'ordered_by') ?? 'customers')];
  const groups = parts.map(([by, rows], n): PlotGroup => ({ head: speaker.say(`opportunities.by.${by}`), rows: rows.map((row) => opportunityRow(of, row, columnsOf(shown))), more: n === parts.length - 1 ? more : undefined }));
  const list = plotted(of, { scale, columns, groups: groups.length > 0 ? groups : [{ rows: [], more }] });
  const top = field === null ? 0 : field.height + 24;
  return {
    title: speaker.say('opportunities.title'), says: speaker.say('opportunities.says'),
    shapes: [...(field?.shapes ?? []), group(list.shapes, { y: top })], height: top + list.height, legend: legend(of, field !== null),
  };
}

function nameIn(speaker: Tongue, row: Row): string {
  const [proposal, place] = [nameOf(row, 'proposal') ?? '', placeWords(speaker, nameOf(row, 'place') ?? '')];
  return speaker.has(`opportunities.do.${proposal}`) ? speaker.say(`opportunities.do.${proposal}`, { place }) : `${proposal}: ${place}`;
}

function pointOf(speaker: Tongue, row: Row): Point {
  const name = nameIn(speaker, row);
  const [isGoal, isFelt] = [isSure(row, 'goal_effect'), isSure(row, 'feeling_effect')];
  return {
    id: `opportunities:point:${countOf(row, 'rank')}`, number: countOf(row, 'rank'), name, label: labelOf(speaker, row, name),
    x: isGoal ? countOf(row, 'goal_effect') : 0, y: isFelt ? countOf(row, 'feeling_effect') : 0,
    xRange: isGoal ? rangeOf(row, 'goal_effect') : null, yRange: isFelt ? rangeOf(row, 'feeling_effect') : null,
    paint: isGoal && isFelt ? 'accent' : isFelt ? 'good' : 'bank',
  };
}

/** Customers on a scale that has room for few beside many. */
function goals(speaker: Tongue, points: readonly Point[]): Scale {
  const most = Math.max(10, ...points.map((point) => point.xRange?.high ?? point.x));
  const marks = [0, 1, 10, 30, 100, 300, 1000, 3000, 10_000, 30_000, 100_000, 1_000_000].filter((amount) => amount <= most);
  return { place: (amount) => Math.sqrt(Math.max(0, amount) / most), ticks: marks.filter((amount) => amount === 0 || amount >= most / 300).map((amount) => ({ amount, words: speaker.count(amount) })), strong: 0 };
}

function feelings(speaker: Tongue, points: readonly Point[]): Scale {
  return linear([0, Math.max(0.2, ...points.map((point) => point.yRange?.high ?? point.y))], { say: (amount, digits) => speaker.signed(amount, digits), within: [0, 4], strong: 0 });
}

/** The columns of figures, the most telling first; what could be saved only where people said what a contact costs. */
const COLUMNS = ['customers', 'least', 'money', 'goal', 'feeling', 'saving'] as const;
type Column = (typeof COLUMNS)[number];

function columnsOf(rows: readonly Row[]): readonly Column[] {
  return COLUMNS.filter((name) => name !== 'saving' || rows.some((row) => figureOf(row, 'saving') !== null));
}

function figureWords(speaker: Tongue, row: Row, column: Column): string {
  switch (column) {
    case 'customers': return speaker.count(countOf(row, 'customers'));
    case 'least': return leastWords(speaker, row);
    case 'money': return moneyWords(speaker, row);
    case 'goal': return effectWords(speaker, row, { column: 'goal_effect', unit: 'count' });
    case 'feeling': return effectWords(speaker, row, { column: 'feeling_effect', unit: 'feeling' });
    case 'saving': return amountWords(speaker, row, figureOf(row, 'saving'));
  }
}

/** The lower end of what a row is ordered by; a dash where it is only counted. */
function leastWords(speaker: Tongue, row: Row): string {
  const by = nameOf(row, 'ordered_by');
  if (by === 'money') return amountWords(speaker, row, figureOf(row, 'at_least'));
  if (by === 'goal') return speaker.count(rounded(countOf(row, 'at_least')));
  const felt = rangeOf(row, 'feeling_effect');
  return by === 'feeling' && felt !== null ? speaker.signed(felt.low) : '–';
}

function amountWords(speaker: Tongue, row: Row, amount: number | null): string {
  const currency = nameOf(row, 'currency');
  return amount === null || currency === null ? '–' : inUnit(speaker, rounded(amount), currency);
}

function opportunityRow({ speaker }: Asked, row: Row, columns: readonly Column[]): PlotRow {
  const name = nameIn(speaker, row);
  const customers = countOf(row, 'customers');
  return {
    id: `opportunities:${countOf(row, 'rank')}`, place: countOf(row, 'rank'), name, note: noteOf(speaker, row), label: labelOf(speaker, row, name),
    figures: columns.map((column) => figureWords(speaker, row, column)),
    draw: (at, y): Shape[] => [rect(at(0), y - 4, Math.max(2, at(customers) - at(0)), 8, row['basis'] === 'inferred' ? { fill: 'tint2', r: 1 } : { fill: 'paper', stroke: 'rule2', r: 1 })],
  };
}

function noteOf(speaker: Tongue, row: Row): string {
  const kind = speaker.say(`opportunities.kind.${nameOf(row, 'kind') ?? ''}`);
  const [share, of] = [figureOf(row, 'share'), nameOf(row, 'share_of')];
  if (share === null || of === null || !speaker.has(`opportunities.share.${of}`)) return kind;
  return `${kind} · ${speaker.say(`opportunities.share.${of}`, { share })}`;
}

function labelOf(speaker: Tongue, row: Row, name: string): string {
  return speaker.say('opportunities.label', {
    name, customers: countOf(row, 'customers'), goal: effectWords(speaker, row, { column: 'goal_effect', unit: 'count' }), feeling: effectWords(speaker, row, { column: 'feeling_effect', unit: 'feeling' }),
    basis: speaker.say(`opportunities.basis.${nameOf(row, 'basis') ?? 'measured'}`), least: leastWords(speaker, row), money: moneyWords(speaker, row),
  });
}

function legend({ speaker }: Asked, hasField: boolean): Sign[] {
  const bars: Sign[] = [
    { words: speaker.say('opportunities.legend.inferred'), sign: (x, y) => rect(x - 6, y - 4, 12, 8, { fill: 'tint2', r: 1 }) },
    { words: speaker.say('opportunities.legend.measured'), sign: (x, y) => rect(x - 6, y - 4, 12, 8, { fill: 'paper', stroke: 'rule2', r: 1 }) },
  ];
  if (!hasField) return bars;
  const dots = ([['both', 'accent'], ['goal', 'bank'], ['feeling', 'good']] as const).map(([name, fill]): Sign => ({ words: speaker.say(`opportunities.legend.${name}`), sign: (x, y) => circle(x, y, 5, { fill }) }));
  return [...dots, ...bars];
}
