/** How many reach each goal, with intervals; small steps on the way stand apart from the goals. */
import { channelIcon } from '../icons.ts';
import { inUnit, type Tongue } from '../say.ts';
import { countOf, figureOf, isSmall, nameOf, rangeOf, type Row } from './answer.ts';
import { dot, dotSigns } from './dots.ts';
import type { Asked, Drawing } from './frame.ts';
import { fieldWord, goalTitle, goalWord, partName, splitOf } from './facet.ts';
import { plotted, type PlotGroup, type PlotRow } from './plot.ts';
import { shares } from './scale.ts';
import { grouped, mostRows, rangeWords, summed } from './told.ts';

const OWN: readonly string[] = ['goal', 'converted', 'units', 'share', 'small_sample', 'median_seconds', 'leads_to', 'order_value_mean', 'order_value_total', 'currency', 'orders'];
const MOST = 12; // parts of a goal

export function conversionsPicture(of: Asked): Drawing {
  const { answer, speaker } = of;
  const by = splitOf(answer.rows, OWN);
  const groups = by === null ? wholeGroups(of) : splitGroups(of, by);
  const scale = shares(speaker, answer.rows.filter((row) => !isSmall(row) || by === null).flatMap((row) => [countOf(row, 'share'), rangeOf(row, 'share')?.high ?? 0]));
  const columns = ['conversions.share', 'conversions.converted', 'conversions.of', 'conversions.within'].map((key) => speaker.say(key));
  const title = by === null ? speaker.say('conversions.title') : speaker.say('conversions.title.by', { by: fieldWord(speaker, by) });
  return { title, ...says(of, by), ...plotted(of, { scale, columns, groups }), legend: dotSigns(speaker, answer.rows) };
}

/** The first goal, which is what the others lead to. */
function says({ answer, speaker }: Asked, by: string | null): { says?: string } {
  const first = answer.rows.find((row) => nameOf(row, 'leads_to') === null);
  if (first === undefined || by !== null) return {};
  return { says: speaker.say('conversions.says', { goal: goalWord(speaker, nameOf(first, 'goal') ?? ''), share: countOf(first, 'share'), n: countOf(first, 'converted'), of: countOf(first, 'units') }) };
}

function wholeGroups(of: Asked): PlotGroup[] {
  const { answer, speaker } = of;
  const byAim = grouped(answer.rows, (row) => nameOf(row, 'leads_to') ?? '');
  return [...byAim].sort(([a], [b]) => (a === '' ? -1 : b === '' ? 1 : 0)).map(([aim, rows]) => ({
    head: aim === '' ? speaker.say('conversions.goals') : speaker.say('conversions.small', { goal: goalWord(speaker, aim) }),
    rows: rows.map((row) => goalRow(of, row, { name: goalTitle(speaker, nameOf(row, 'goal') ?? ''), id: '' })),
  }));
}

function splitGroups(of: Asked, by: string): PlotGroup[] {
  const { answer, speaker } = of;
  const groups = [...grouped(answer.rows, (row) => nameOf(row, 'goal') ?? '')];
  return groups.map(([goal, rows]) => {
    const shown = rows.slice(0, mostRows(of, groups.length === 1 ? 24 : MOST));
    const rest = rows.slice(shown.length);
    const aim = nameOf(rows[0]!, 'leads_to');
    const name = goalTitle(speaker, goal);
    const more = rest.length === 0 ? undefined : { id: `conversions:${goal}:more`, words: speaker.say('conversions.more', { n: rest.length, converted: summed(rest, 'converted'), of: summed(rest, 'units') }) };
    const part = (row: Row): string => nameOf(row, by) ?? '';
    return {
      head: aim === null ? name : speaker.say('conversions.step', { name, goal: goalWord(speaker, aim) }),
      rows: shown.map((row) => goalRow(of, row, { name: partName(speaker, by, part(row)), id: part(row), ...(by === 'channel' ? { channel: part(row) } : {}) })), more,
    };
  });
}

function goalRow({ speaker }: Asked, row: Row, { name, id, channel }: { name: string; id: string; channel?: string }): PlotRow {
  const [share, range, wait] = [countOf(row, 'share'), rangeOf(row, 'share'), figureOf(row, 'median_seconds')];
  const worth = worthWords(speaker, row);
  const label = speaker.say('conversions.label', { name, n: countOf(row, 'converted'), of: countOf(row, 'units'), share, range: rangeWords(speaker, range, 'share'), wait });
  return {
    id: `conversions:${nameOf(row, 'goal') ?? ''}:${id}`, name, ...(worth === null ? {} : { note: worth }), ...(channel === undefined ? {} : { icon: channelIcon(channel) }),
    label: worth === null ? label : `${label}; ${worth}`,
    figures: [speaker.share(share), speaker.count(countOf(row, 'converted')), speaker.count(countOf(row, 'units')), wait === null ? '–' : speaker.brief(wait)],
    isQuiet: isSmall(row),
    draw: (at, y) => dot(at, { figure: share, range, y, look: { isSmall: isSmall(row), from: 0 } }),
  };
}

/** What the orders behind a goal are worth; null where no amount is known. */
function worthWords(speaker: Tongue, row: Row): string | null {
  const [mean, total, currency] = [figureOf(row, 'order_value_mean'), figureOf(row, 'order_value_total'), nameOf(row, 'currency')];
  if (mean === null || total === null || currency === null) return null;
  return speaker.say('conversions.worth', { mean: inUnit(speaker, mean, currency), range: rangeWords(speaker, rangeOf(row, 'order_value_mean'), currency), total: inUnit(speaker, total, currency), n: countOf(row, 'orders') });
}
