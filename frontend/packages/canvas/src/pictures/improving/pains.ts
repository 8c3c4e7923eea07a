/** What hurts and what delights, by rank: how many it touches, how far it is from elsewhere, and what it costs. */
import { inUnit, type Tongue } from '../../say.ts';
import { line, rect, type Shape } from '../../scene.ts';
import type { Paint } from '../../theme.ts';
import { countOf, figureOf, nameOf, rangeOf, type Row } from '../answer.ts';
import { dot } from '../dots.ts';
import type { Asked, Drawing, Sign } from '../frame.ts';
import { plotted, type PlotGroup, type PlotRow } from '../plot.ts';
import { linear } from '../scale.ts';
import { grouped, mostRows } from '../told.ts';
import { effectWords, isSure, moneyWords, partWords, placeWords } from './effects.ts';

const PAINTS: Readonly<Record<string, Paint>> = { pain: 'bad', delight: 'good' };
const HIGH = 8;

export function painsPicture(of: Asked): Drawing {
  const { answer, speaker } = of;
  const shown = answer.rows.slice(0, mostRows(of));
  const hidden = answer.rows.length - shown.length;
  const bars = shown.filter(hasBar).map((row) => countOf(row, 'customers'));
  const scale = linear([0, Math.max(1, ...bars)], { say: (amount) => speaker.count(amount), within: [0, Infinity], strong: 0 });
  const parts = [...grouped(shown, (row) => nameOf(row, 'kind') ?? '')];
  const groups = parts.map(([kind, rows], n): PlotGroup => ({
    head: speaker.say(`pains.${kind}`), rows: rows.map((row) => painRow(of, row)),
    more: hidden > 0 && n === parts.length - 1 ? { id: 'pains:more', words: speaker.say('picture.more', { n: hidden }) } : undefined,
  }));
  const columns = ['customers', 'figure', 'against', 'money', 'feel'].map((name) => speaker.say(`pains.${name}`));
  return { title: speaker.say('pains.title'), says: speaker.say('pains.says'), ...plotted(of, { scale, columns, groups, height: 28 }), legend: legend(of, shown) };
}

function painRow({ speaker }: Asked, row: Row): PlotRow {
  const [kind, finding, place] = [nameOf(row, 'kind') ?? '', nameOf(row, 'finding') ?? '', placeWords(speaker, nameOf(row, 'place') ?? '')];
  const customers = countOf(row, 'customers');
  const [figure, against] = ['figure', 'against'].map((column) => amount(speaker, row, column));
  const [lost, money, felt] = [effectWords(speaker, row, { column: 'lost', unit: 'count' }), moneyWords(speaker, row), feltWords(speaker, row)];
  const name = speaker.has(`pains.name.${finding}`) ? speaker.say(`pains.name.${finding}`) : finding;
  const cause = speaker.say(`pains.cause.${nameOf(row, 'cause') ?? ''}`);
  const worst = partsOf(row)[0];
  const where = worst === undefined ? '' : speaker.say('slice.worst', { where: partWords(speaker, worst) });
  const told = worst === undefined ? [place, cause] : [place, cause, where];
  return {
    id: `pains:${kind}:${nameOf(row, 'id') ?? nameOf(row, 'rank') ?? ''}`, place: countOf(row, 'rank'), name, note: told.join(' · '),
    label: speaker.say('pains.label', { name, place, customers, figure: figure!, against: against!, lost, money, felt, worst: where === '' ? speaker.say('pains.nowhere') : where }),
    figures: [speaker.count(customers), figure!, against!, money, felt],
    draw: (at, y): Shape[] => {
      if (!hasBar(row)) return [];
      const bar = rect(at(0), y - HIGH / 2, Math.max(2, at(customers) - at(0)), HIGH, { fill: PAINTS[kind] ?? 'neutral', r: 1 });
      const regained = figureOf(row, 'lost');
      if (regained === null || !isSure(row, 'lost')) return [bar];
      return [bar, ...dot(at, { figure: regained, range: rangeOf(row, 'lost'), y: y + HIGH + 3, look: {} })];
    },
  };
}

/** How much worse those touched felt than the others: a dash where that may be chance, or nobody said. */
function feltWords(speaker: Tongue, row: Row): string {
  return isSure(row, 'feeling_gap') ? speaker.signed(-countOf(row, 'feeling_gap')) : '–';
}

/** Whether customers are worth a bar: a moment of truth is where most of them are anyhow. */
function hasBar(row: Row): boolean {
  return row['kind'] !== 'moment_of_truth';
}

/** A figure in the unit of its finding; a dash where nothing stands against it. */
function amount(speaker: Tongue, row: Row, column: string): string {
  const figure = figureOf(row, column);
  if (figure === null) return '–';
  const unit = nameOf(row, 'unit') ?? 'score';
  return unit === 'seconds' ? speaker.brief(figure) : inUnit(speaker, figure, unit);
}

function partsOf(row: Row): readonly string[] {
  const found = row['worst'];
  return Array.isArray(found) ? found.map(String) : [];
}

function legend({ speaker }: Asked, rows: readonly Row[]): Sign[] {
  const kinds = Object.keys(PAINTS).filter((kind) => rows.some((row) => row['kind'] === kind && hasBar(row)));
  const bars = kinds.map((kind): Sign => ({ words: speaker.say(`pains.legend.${kind}`), sign: (x, y) => rect(x - 6, y - 4, 12, 8, { fill: PAINTS[kind]!, r: 1 }) }));
  if (!rows.some((row) => isSure(row, 'lost'))) return bars;
  return [...bars, { words: speaker.say('pains.legend.lost'), sign: (x, y) => dot(() => x, { figure: 0, range: null, y })[0]! }, { words: speaker.say('picture.interval'), sign: (x, y) => line(x - 6, y, x + 7, y, 'bank', 1.5) }];
}
