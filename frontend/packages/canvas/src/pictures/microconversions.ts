/** Small steps towards a goal: who takes them, and whether those reach the goal more often than who never did. */
import { line, rect, type Shape } from '../scene.ts';
import { countOf, isSmall, nameOf, rangeOf, type Row } from './answer.ts';
import { dot, dotSigns } from './dots.ts';
import type { Asked, Drawing, Sign } from './frame.ts';
import { goalTitle, goalWord } from './facet.ts';
import { plotted, type PlotGroup, type PlotRow } from './plot.ts';
import { shares } from './scale.ts';
import { grouped, mostRows, rangeWords } from './told.ts';

export function microConversionsPicture(of: Asked): Drawing {
  const { answer, speaker } = of;
  const shown = answer.rows.slice(0, mostRows(of));
  const scale = shares(speaker, shown.flatMap((row) => ['converted_share', 'elsewhere_share'].flatMap((column) => [countOf(row, column), rangeOf(row, column)?.high ?? 0])));
  const hidden = answer.rows.length - shown.length;
  const groups = [...grouped(shown, (row) => nameOf(row, 'goal') ?? '')].map(([goal, rows], n, all): PlotGroup => ({
    head: speaker.say('steps.towards', { goal: goalWord(speaker, goal) }), rows: rows.map((row) => stepRow(of, row)),
    more: hidden > 0 && n === all.length - 1 ? { id: 'steps:more', words: speaker.say('picture.more', { n: hidden }) } : undefined,
  }));
  const columns = [speaker.say('steps.with'), speaker.say('steps.without'), speaker.say('comparison.verdict')];
  return { title: speaker.say('steps.title'), says: speaker.say('steps.says'), ...plotted(of, { scale, columns, groups }), legend: [...legend(of), ...dotSigns(speaker, shown)] };
}

function stepRow({ speaker }: Asked, row: Row): PlotRow {
  const [one, other] = [countOf(row, 'converted_share'), countOf(row, 'elsewhere_share')];
  const [oneRange, otherRange] = [rangeOf(row, 'converted_share'), rangeOf(row, 'elsewhere_share')];
  const verdict = speaker.say(row['differs'] === true ? 'comparison.differs' : row['differs'] === false ? 'comparison.chance' : 'comparison.untested');
  const step = goalTitle(speaker, nameOf(row, 'step') ?? '');
  const label = speaker.say('steps.label', {
    step, reached: countOf(row, 'reached'), goal: goalWord(speaker, nameOf(row, 'goal') ?? ''), one, other, oneRange: rangeWords(speaker, oneRange, 'share'), otherRange: rangeWords(speaker, otherRange, 'share'), verdict,
  });
  return {
    id: `steps:${nameOf(row, 'step') ?? ''}`, name: step, note: speaker.say('steps.taken', { n: countOf(row, 'reached'), share: countOf(row, 'share') }), label,
    figures: [speaker.share(one), speaker.share(other), verdict], isQuiet: isSmall(row),
    draw: (at, y): Shape[] => [
      line(at(other), y, at(one), y, 'tint1', 4),
      ...dot(at, { figure: other, range: otherRange, y, look: { isHollow: true, isSquare: true, isSmall: isSmall(row) } }),
      ...dot(at, { figure: one, range: oneRange, y, look: { isSmall: isSmall(row) } }),
    ],
  };
}

function legend({ speaker }: Asked): Sign[] {
  return [
    { words: speaker.say('steps.with'), sign: (x, y) => dot(() => x, { figure: 0, range: null, y })[0]! },
    { words: speaker.say('steps.without'), sign: (x, y) => rect(x - 4.5, y - 4.5, 9, 9, { fill: 'paper', stroke: 'bank', width: 1.6, r: 1 }) },
  ];
}
