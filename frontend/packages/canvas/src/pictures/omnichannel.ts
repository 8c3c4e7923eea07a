/** Who comes back, of customers served strongly and weakly across channels; and of those who are equally busy. */
import { line, rect, type Shape } from '../scene.ts';
import { countOf, figureOf, isSmall, nameOf, rangeOf, type Range, type Row } from './answer.ts';
import { dot, dotSigns } from './dots.ts';
import type { Asked, Drawing, Sign } from './frame.ts';
import { plotted, type PlotRow } from './plot.ts';
import { shares } from './scale.ts';
import { rangeWords } from './told.ts';

const POINTS = 100;

export function omnichannelPicture(of: Asked): Drawing {
  const { answer, speaker } = of;
  const shown = answer.rows.filter((row) => figureOf(row, 'strong_share') !== null && figureOf(row, 'weak_share') !== null);
  const scale = shares(speaker, shown.flatMap((row) => ['strong_share', 'weak_share'].flatMap((column) => [countOf(row, column), rangeOf(row, column)?.high ?? 0])));
  const columns = ['omni.strong', 'omni.weak', 'omni.equals', 'comparison.verdict'].map((key) => speaker.say(key));
  const rows = shown.map((row) => handlingRow(of, row));
  return { title: speaker.say('omni.title'), says: sentence(of, shown), ...plotted(of, { scale, columns, groups: [{ rows }] }), legend: [...legend(of), ...dotSigns(speaker, shown)] };
}

/** What all ways of saying it come to: the row that takes both together. */
function sentence({ speaker }: Asked, shown: readonly Row[]): string {
  const whole = shown.find((row) => nameOf(row, 'handling') === 'both');
  if (whole === undefined || figureOf(whole, 'equals_difference') === null) return speaker.say('omni.says.few');
  return speaker.say('omni.says', { strong: countOf(whole, 'strong_share'), weak: countOf(whole, 'weak_share'), ...pointWords(speaker, whole) });
}

function pointWords(speaker: Asked['speaker'], row: Row): { points: string; range: string } {
  const signed = (share: number): string => speaker.signed(share * POINTS);
  const [difference, range] = [figureOf(row, 'equals_difference'), rangeOf(row, 'equals_difference')];
  return { points: difference === null ? '–' : signed(difference), range: range === null ? '–' : speaker.say('picture.range', { low: signed(range.low), high: signed(range.high) }) };
}

function handlingRow({ speaker }: Asked, row: Row): PlotRow {
  const handling = nameOf(row, 'handling') ?? '';
  const [strong, weak] = [countOf(row, 'strong_share'), countOf(row, 'weak_share')];
  const [strongRange, weakRange] = [rangeOf(row, 'strong_share'), rangeOf(row, 'weak_share')];
  const verdict = speaker.say(row['differs'] === true ? 'comparison.differs' : row['differs'] === false ? 'comparison.chance' : 'comparison.untested');
  const name = speaker.has(`omni.${handling}`) ? speaker.say(`omni.${handling}`) : handling;
  const said = pointWords(speaker, row);
  const around = (range: Range | null): string => rangeWords(speaker, range, 'share');
  return {
    id: `omnichannel:${handling}`, name, note: speaker.say('omni.counted', { strong: countOf(row, 'strong'), weak: countOf(row, 'weak') }),
    label: speaker.say('omni.label', { name, strong, weak, strongRange: around(strongRange), weakRange: around(weakRange), ...said, verdict }),
    figures: [speaker.share(strong), speaker.share(weak), `${said.points} (${said.range})`, verdict], isQuiet: isSmall(row),
    draw: (at, y): Shape[] => [
      line(at(weak), y, at(strong), y, 'tint1', 4),
      ...dot(at, { figure: weak, range: weakRange, y, look: { isHollow: true, isSquare: true, isSmall: isSmall(row) } }),
      ...dot(at, { figure: strong, range: strongRange, y, look: { isSmall: isSmall(row) } }),
    ],
  };
}

function legend({ speaker }: Asked): Sign[] {
  return [
    { words: speaker.say('omni.strong'), sign: (x, y) => dot(() => x, { figure: 0, range: null, y })[0]! },
    { words: speaker.say('omni.weak'), sign: (x, y) => rect(x - 4.5, y - 4.5, 9, 9, { fill: 'paper', stroke: 'bank', width: 1.6, r: 1 }) },
  ];
}
