/** Clicks: the pages that have any, the elements of one as ranked bars, or one drawn as a sheet with heat where people click. */
import { countOf, figureOf, isSmall, nameOf, rangeOf, type Row } from './answer.ts';
import { heatPicture } from './clickheat.ts';
import { clickLabel, fateWords, isVain, pageName, spotName, standsWords } from './clickwords.ts';
import { bar } from './dots.ts';
import type { Asked, Drawing } from './frame.ts';
import { shareWords } from './names.ts';
import { plotted, type PlotRow } from './plot.ts';
import { spread } from './reach.ts';
import { shares } from './scale.ts';
import { barSigns } from './signs.ts';
import { mostRows, summed } from './told.ts';

const THICK = 14;

export function clicksPicture(of: Asked): Drawing {
  const first = of.answer.rows[0];
  if (first !== undefined && 'area' in first) return heatPicture(of);
  return first !== undefined && 'element' in first ? elementsPicture(of) : pagesPicture(of);
}

/** The pages that have clicks, the most clicked first. */
function pagesPicture(of: Asked): Drawing {
  const { speaker } = of;
  const drawn = ranked(of, (row) => ({ id: nameOf(row, 'page') ?? '', name: pageName(speaker, row), key: 'clicks.label.page' }));
  return { title: speaker.say('clicks.title.pages'), says: speaker.say('clicks.pages.says'), ...drawn };
}

/** The elements of a page, the most clicked first. */
function elementsPicture(of: Asked): Drawing {
  const { speaker, answer } = of;
  const drawn = ranked(of, (row) => ({ id: nameOf(row, 'element') ?? '', name: spotName(speaker, row), key: 'clicks.label', note: fateWords(speaker, row) }));
  const page = nameOf(answer.rows[0]!, 'page') ?? '';
  return { title: speaker.say('clicks.title.element', { page }), says: [speaker.say('clicks.element.says'), ...standsWords(of)].join(' '), ...drawn };
}

type Named = { id: string; name: string; key: string; note?: string };

function ranked(of: Asked, named: (row: Row) => Named): Omit<Drawing, 'title'> {
  const { answer, speaker, isNarrow } = of;
  const most = mostRows(of);
  const shown = answer.rows.slice(0, answer.rows.length <= most + 1 ? most + 1 : most);
  const rest = answer.rows.slice(shown.length);
  const knows = { vain: answer.rows.some((row) => figureOf(row, 'dead') !== null), goal: !isNarrow && answer.rows.some((row) => figureOf(row, 'goal_share') !== null) };
  const columns = ['clicks', 'customers', ...(knows.vain ? ['vain'] : []), ...(knows.goal ? ['goal'] : [])].map((key) => speaker.say(`clicks.column.${key}`));
  const more = rest.length === 0 ? undefined : { id: 'clicks:more', words: speaker.say('clicks.more', { n: rest.length, clicks: summed(rest, 'clicks') }) };
  const scale = shares(speaker, shown.map((row) => rangeOf(row, 'share')?.high ?? countOf(row, 'share')));
  const drawn = plotted(of, { scale, columns, groups: [{ rows: shown.map((row) => rankedRow(of, row, named(row), knows)), more }] });
  return { ...drawn, legend: barSigns(speaker, { hasRange: true, hasSmall: shown.some(isSmall) }) };
}

function rankedRow(of: Asked, row: Row, { id, name, key, note }: Named, knows: { vain: boolean; goal: boolean }): PlotRow {
  const { speaker } = of;
  const [share, range, vain, goal] = [countOf(row, 'share'), rangeOf(row, 'share'), figureOf(row, 'dead_share'), figureOf(row, 'goal_share')];
  return {
    id: `clicks:${id}`, name, isQuiet: isSmall(row), ...(note === undefined ? {} : { note }), ...(isVain(row) ? { icon: 'pains' as const } : {}),
    label: clickLabel(of, row, { name, key, share: shareWords(speaker, share, range) }),
    figures: [speaker.count(countOf(row, 'clicks')), speaker.share(share), ...(knows.vain ? [told(speaker.share, vain)] : []), ...(knows.goal ? [told(speaker.share, goal)] : [])],
    draw: (at, y) => [bar(at(0), at(share), y, THICK, isSmall(row)), ...spread(at, range, y)],
  };
}

function told(say: (figure: number) => string, figure: number | null): string {
  return figure === null ? '–' : say(figure);
}
