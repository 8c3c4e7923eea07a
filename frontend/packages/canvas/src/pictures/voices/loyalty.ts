/** Who came back of those who felt bad somewhere, and of those who felt good: seen side by side, not proven. */
import { rect, type Shape } from '../../scene.ts';
import { countOf, isSmall, nameOf, rangeOf, type Row } from '../answer.ts';
import { dot, dotSigns } from '../dots.ts';
import type { Asked, Drawing, Sign } from '../frame.ts';
import { placeName } from '../names.ts';
import { plotted, type PlotGroup, type PlotRow } from '../plot.ts';
import { shares } from '../scale.ts';
import { grouped, mostRows, rangeWords } from '../told.ts';

const APART = 7; // the two groups stand one above the other, so that their intervals are told apart

export function loyaltyPicture(of: Asked): Drawing {
  const { answer, speaker } = of;
  const shown = answer.rows.slice(0, mostRows(of, 32));
  const hidden = answer.rows.length - shown.length;
  const scale = shares(speaker, shown.flatMap((row) => ['bad_share', 'good_share'].flatMap((column) => [countOf(row, column), rangeOf(row, column)?.high ?? 0])));
  const parts = [...grouped(shown, (row) => `${nameOf(row, 'outcome')}.${nameOf(row, 'basis')}`)];
  const groups = parts.map(([part, rows], n): PlotGroup => ({
    head: speaker.say(`loyalty.${part}`), rows: rows.map((row) => loyaltyRow(of, row)),
    more: hidden > 0 && n === parts.length - 1 ? { id: 'loyalty:more', words: speaker.say('picture.more', { n: hidden }) } : undefined,
  }));
  const columns = [speaker.say('loyalty.difference'), speaker.say('comparison.verdict')];
  return { title: speaker.say('loyalty.title'), says: speaker.say('loyalty.says'), ...plotted(of, { scale, columns, groups, height: 34 }), legend: [...legend(of), ...dotSigns(speaker, shown)] };
}

function loyaltyRow({ speaker }: Asked, row: Row): PlotRow {
  const [bad, good, difference] = [countOf(row, 'bad_share'), countOf(row, 'good_share'), 100 * countOf(row, 'difference')];
  const name = placeName(speaker, nameOf(row, 'touchpoint') ?? '');
  const verdict = speaker.say(row['differs'] === true ? 'comparison.differs' : 'comparison.chance');
  const around = rangeOf(row, 'difference');
  const label = speaker.say('loyalty.label', {
    name, bad, good, n: countOf(row, 'bad'), of: countOf(row, 'good'), badRange: rangeWords(speaker, rangeOf(row, 'bad_share'), 'share'), goodRange: rangeWords(speaker, rangeOf(row, 'good_share'), 'share'),
    difference, range: around === null ? '–' : speaker.say('picture.range', { low: speaker.signed(100 * around.low), high: speaker.signed(100 * around.high) }), verdict,
  });
  return {
    id: `loyalty:${nameOf(row, 'outcome')}:${nameOf(row, 'basis')}:${nameOf(row, 'touchpoint')}`, name, label, isQuiet: isSmall(row),
    note: speaker.say('loyalty.counts', { n: countOf(row, 'bad'), of: countOf(row, 'good') }),
    figures: [speaker.say('themes.points', { change: difference }), verdict],
    draw: (at, y): Shape[] => [
      ...dot(at, { figure: bad, range: rangeOf(row, 'bad_share'), y: y + APART, look: { isHollow: true, isSquare: true, isSmall: isSmall(row) } }),
      ...dot(at, { figure: good, range: rangeOf(row, 'good_share'), y: y - APART, look: { isSmall: isSmall(row) } }),
    ],
  };
}

function legend({ speaker }: Asked): Sign[] {
  return [
    { words: speaker.say('loyalty.legend.good'), sign: (x, y) => dot(() => x, { figure: 0, range: null, y })[0]! },
    { words: speaker.say('loyalty.legend.bad'), sign: (x, y) => rect(x - 4.5, y - 4.5, 9, 9, { fill: 'paper', stroke: 'bank', width: 1.6, r: 1 }) },
  ];
}
