/** What customers speak of: how often, in the colour of how it feels, whether it grew, and one of them in own words. */
import { feelingSign, paintOf } from '../../lanes/signs.ts';
import { line, rect, type Shape } from '../../scene.ts';
import { called, countOf, figureOf, isSmall, nameOf, rangeOf, type Row } from '../answer.ts';
import type { Asked, Drawing, Sign } from '../frame.ts';
import { plotted, type PlotGroup, type PlotRow } from '../plot.ts';
import { shares } from '../scale.ts';
import { grouped, mostRows, rangeWords } from '../told.ts';
import { feltIn, feltWords, SIDES, toneSigns } from './felt.ts';

const HIGH = 14;

export function themesPicture(of: Asked): Drawing {
  const { answer, speaker } = of;
  const shown = answer.rows.slice(0, mostRows(of));
  const hidden = answer.rows.length - shown.length;
  const scale = shares(speaker, shown.flatMap((row) => [countOf(row, 'share'), rangeOf(row, 'share')?.high ?? 0, countOf(row, 'others_share')]));
  const parts = [...grouped(shown, (row) => nameOf(row, 'kind') ?? '')];
  const groups = parts.map(([kind, rows], n): PlotGroup => ({
    head: speaker.say(`themes.${kind}`), rows: rows.map((row, place) => themeRow(of, row, place)),
    more: hidden > 0 && n === parts.length - 1 ? { id: 'themes:more', words: speaker.say('picture.more', { n: hidden }) } : undefined,
  }));
  const hasOthers = shown.some((row) => figureOf(row, 'others_share') !== null);
  return {
    title: speaker.say('themes.title'), says: speaker.say('themes.says'),
    ...plotted(of, { scale, columns: [speaker.say('themes.share'), speaker.say('themes.change'), speaker.say('themes.count')], groups, height: 28 }),
    legend: [...toneSigns(speaker), { words: speaker.say('picture.interval'), sign: (x, y) => line(x - 6, y, x + 7, y, 'ink3', 1.5) }, ...(hasOthers ? [othersSign(of)] : [])],
  };
}

function othersSign({ speaker }: Asked): Sign {
  return { words: speaker.say('themes.legend.others'), sign: (x, y) => rect(x - 4.5, y - 4.5, 9, 9, { fill: 'paper', stroke: 'bank', width: 1.6, r: 1 }) };
}

/** What a theme or a reason is called. */
function themeName({ speaker }: Asked, row: Row): string {
  const name = nameOf(row, 'theme') ?? '';
  if (nameOf(row, 'kind') === 'reason' && speaker.has(`reason.${name}`)) return speaker.say(`reason.${name}`);
  return called(row, speaker.language) ?? name;
}

function themeRow(of: Asked, row: Row, place: number): PlotRow {
  const { speaker } = of;
  const [share, feeling, change] = [countOf(row, 'share'), figureOf(row, 'inferred') ?? figureOf(row, 'reported'), figureOf(row, 'change')];
  const quote = nameOf(row, 'quote');
  const others = figureOf(row, 'others_share');
  const range = rangeOf(row, 'share');
  return {
    id: `themes:${nameOf(row, 'kind')}:${place}:${nameOf(row, 'theme') ?? ''}`, name: themeName(of, row), label: labelOf(of, row), isQuiet: isSmall(row),
    ...(quote === null ? {} : { note: speaker.say('themes.quote', { quote }) }),
    figures: [speaker.share(share), changeWords(of, change, row['differs'] === true), speaker.count(countOf(row, 'count'))],
    draw: (at, y): Shape[] => [
      rect(at(0), y - HIGH / 2, Math.max(1, at(share) - at(0)), HIGH, { fill: feeling === null ? 'tint2' : paintOf(feeling) }),
      ...(feeling === null || at(share) - at(0) < 16 ? [] : feelingSign(feeling, { x: at(0) + 8, y, size: 3.5 }, 'paper')),
      ...(range === null ? [] : [line(at(range.low), y, at(range.high), y, 'ink3', 1.5)]),
      ...(others === null ? [] : [rect(at(others) - 4.5, y - 4.5, 9, 9, { fill: 'paper', stroke: 'bank', width: 1.6, r: 1 })]),
    ],
  };
}

/** A change in percentage points; what may be chance says so. */
function changeWords({ speaker }: Asked, change: number | null, differs: boolean): string {
  if (change === null) return '–';
  return differs ? speaker.say('themes.points', { change: 100 * change }) : speaker.say('themes.chance');
}

function labelOf(of: Asked, row: Row): string {
  const { speaker } = of;
  const told = speaker.say('themes.label', { theme: themeName(of, row), n: countOf(row, 'count'), share: countOf(row, 'share'), range: rangeWords(speaker, rangeOf(row, 'share'), 'share'), customers: countOf(row, 'customers') });
  const sides = SIDES.map((side) => feltIn(row, side)).filter((felt) => felt !== null).map((felt) => feltWords(speaker, felt));
  const change = figureOf(row, 'change');
  const grown = change === null ? [] : [speaker.say('themes.changed', { before: countOf(row, 'before_share'), now: countOf(row, 'now_share'), verdict: speaker.say(row['differs'] === true ? 'comparison.differs' : 'comparison.chance') })];
  const others = figureOf(row, 'others_share');
  const beside = others === null ? [] : [speaker.say('themes.others', { share: others })];
  const cause = nameOf(row, 'cause');
  const owned = cause === null ? [] : [speaker.has(`cause.${cause}`) ? speaker.say(`cause.${cause}`) : cause];
  const quote = nameOf(row, 'quote');
  return [told, ...sides, ...grown, ...owned, ...beside, ...(quote === null ? [] : [speaker.say('themes.quote', { quote })])].join(' · ');
}
