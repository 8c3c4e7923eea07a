/** Where visits begin, and which share of them ends there at once, with its interval. */
import { channelIcon } from '../icons.ts';
import { channelName, inUnit } from '../say.ts';
import { countOf, figureOf, isSmall, nameOf, rangeOf, type Row } from './answer.ts';
import { dot, dotSigns } from './dots.ts';
import type { Asked, Drawing } from './frame.ts';
import { plotted, type PlotRow } from './plot.ts';
import { shares } from './scale.ts';
import { mostRows, rangeWords, summed } from './told.ts';

export function bouncePicture(of: Asked): Drawing {
  const { answer, speaker } = of;
  const shown = answer.rows.slice(0, mostRows(of));
  const rest = answer.rows.slice(shown.length);
  const hasLoads = answer.rows.some((row) => figureOf(row, 'median_load') !== null);
  const columns = [speaker.say('bounce.ended'), speaker.say('bounce.visits'), ...(hasLoads ? [speaker.say('bounce.load')] : [])];
  const more = rest.length === 0 ? undefined : { id: 'bounce:more', words: speaker.say('bounce.more', { n: rest.length, bounced: summed(rest, 'bounced'), visits: summed(rest, 'visits') }) };
  const scale = shares(speaker, shown.flatMap((row) => [countOf(row, 'share'), rangeOf(row, 'share')?.high ?? 0]));
  const drawn = plotted(of, { scale, columns, groups: [{ rows: shown.map((row) => entryRow(of, row, hasLoads)), more }] });
  return { title: speaker.say('bounce.title'), says: speaker.say('bounce.says'), ...drawn, legend: dotSigns(speaker, shown) };
}

function entryRow(of: Asked, row: Row, hasLoads: boolean): PlotRow {
  const { speaker, answer } = of;
  const entry = nameOf(row, 'entry') ?? '';
  const channel = nameOf(row, 'channel') ?? (speaker.has(`channel.${entry}`) ? entry : null);
  const name = channel === entry ? channelName(speaker, entry) : entry;
  const share = countOf(row, 'share');
  const load = figureOf(row, 'median_load');
  const loaded = load === null ? '' : inUnit(speaker, load, answer.measures['median_load']?.unit === 'seconds' ? 'seconds' : 'score');
  const told = speaker.say('bounce.label', { entry: name, bounced: countOf(row, 'bounced'), visits: countOf(row, 'visits'), share, range: rangeWords(speaker, rangeOf(row, 'share'), 'share') });
  return {
    id: `bounce:${entry}`, name, ...(channel === null ? {} : { icon: channelIcon(channel) }),
    label: loaded === '' ? told : `${told}; ${speaker.say('bounce.label.load', { load: loaded })}`,
    figures: [speaker.share(share), speaker.count(countOf(row, 'visits')), ...(hasLoads ? [loaded] : [])],
    isQuiet: isSmall(row),
    draw: (at, y) => dot(at, { figure: share, range: rangeOf(row, 'share'), y, look: { isSmall: isSmall(row), from: 0 } }),
  };
}
