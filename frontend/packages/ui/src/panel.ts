/** The evidence panel beside the map: everything behind the mark that was opened. */
import type { ResolvedMap } from '../../generated/resolvedmap.ts';
import { channelName, figureText, halfWidth, inUnit, lastDay, quoted, type Tongue } from '../../canvas/src/index.ts';
import { hoursChart, trendChart } from './chart.ts';
import { h } from './dom.ts';
import { wayOf, type Bar, type Evidence } from './evidence.ts';

/** The panel's content; headings in the order in which doubt arises: what, how sure, of whom, since when, show me. */
export function panelContent(evidence: Evidence, map: ResolvedMap, speaker: Tongue): HTMLElement[] {
  const { measurement } = evidence;
  return [
    h('p', { class: 'kicker' }, evidence.kicker),
    h('h2', { id: 'panel-title', tabindex: -1 }, evidence.title),
    ...(measurement ? [figureLine(evidence, speaker)] : []),
    ...(evidence.sentence ? [h('p', { class: 'sentence' }, evidence.sentence)] : []),
    ...(evidence.compared ? [h('p', { class: 'compared' }, speaker.say('panel.compared', { figure: `${figureText(speaker, evidence.compared)} ${halfWidth(speaker, evidence.compared)}`, n: evidence.compared.n }))] : []),
    ...section(speaker.say('panel.months'), evidence.trend ? trendChart(evidence.trend, speaker) : null),
    ...section(speaker.say('panel.hours'), evidence.hours ? hoursChart(evidence.hours, speaker) : null),
    ...evidence.groups.flatMap((group) => section(group.title, barList(group.bars, speaker))),
    ...section(speaker.say('panel.paths'), evidence.paths?.length ? pathList(evidence.paths, map, speaker) : null),
    ...section(speaker.say('panel.words'), evidence.quotes?.length ? h('div', { class: 'quotes' }, ...evidence.quotes.map((quote) => h('blockquote', { lang: quote.language },
      h('p', {}, quoted(quote.text, quote.language)), h('footer', {}, [quote.channel ? channelName(speaker, quote.channel) : '', quote.said_at ? speaker.date(quote.said_at) : ''].filter(Boolean).join(', '))))) : null),
    ...section(speaker.say('panel.rests_on'), factList(evidence, map, speaker)),
    ...section(speaker.say('panel.definition'), h('p', {}, evidence.definition)),
    ...section(speaker.say('panel.command'), evidence.commands?.length ? h('div', {}, ...evidence.commands.map((command) => h('pre', { tabindex: 0 }, h('code', {}, command)))) : null),
  ];
}

function section(title: string, content: Node | null): HTMLElement[] {
  return content === null ? [] : [h('section', {}, h('h3', {}, title), content)];
}

function figureLine({ measurement }: Evidence, speaker: Tongue): HTMLElement {
  const measured = measurement!;
  const { interval } = measured;
  const range = interval === null || measured.is_withheld ? '' : speaker.say('panel.interval', { low: inUnit(speaker, interval.low, measured.unit), high: inUnit(speaker, interval.high, measured.unit) });
  return h('p', { class: 'figure' }, h('strong', {}, figureText(speaker, measured)), range ? h('span', {}, range) : null,
    measured.is_small_sample ? h('span', { class: 'small-sample' }, speaker.say('legend.small')) : null);
}

function factList(evidence: Evidence, map: ResolvedMap, speaker: Tongue): HTMLElement {
  const measured = evidence.measurement;
  const period = measured?.period ?? map.period;
  const fresh = measured?.fresh_at ?? map.fresh_at;
  const facts = [
    ...(measured && !measured.is_withheld ? [{ name: 'n', words: speaker.count(measured.n) }] : []),
    ...evidence.facts,
    ...(period ? [{ name: speaker.say('panel.period'), words: speaker.say('sentence.whole_period', { from: period.start, to: lastDay(period.end) }) }] : []),
    ...(fresh ? [{ name: speaker.say('base.fresh'), words: speaker.date(fresh) }] : []),
    ...(measured ? [{ name: speaker.say('panel.known'), words: `${speaker.say(`legend.${measured.provenance}`)}, ${speaker.say(measured.is_exact ? 'panel.exact' : 'panel.approximate')}` }] : []),
  ];
  return h('dl', {}, ...facts.flatMap(({ name, words }) => [h('dt', {}, name), h('dd', {}, words)]));
}

function barList(bars: readonly Bar[], speaker: Tongue): HTMLElement {
  const most = Math.max(1, ...bars.map((bar) => bar.count));
  return h('ul', { class: 'bars' }, ...bars.map((bar) => {
    const drawn = h('meter', { min: 0, max: most, value: bar.count, 'aria-hidden': 'true' });
    return h('li', {}, h('span', { class: 'name' }, bar.name), drawn, h('span', { class: 'count' }, speaker.count(bar.count)), bar.note ? h('span', { class: 'note' }, bar.note) : null);
  }));
}

function pathList(paths: NonNullable<Evidence['paths']>, map: ResolvedMap, speaker: Tongue): HTMLElement {
  return h('ol', { class: 'paths' }, ...paths.map((path) =>
    h('li', {}, h('span', { class: 'way' }, ...wayOf(map, speaker, path.touchpoints).flatMap((name, n) => [n > 0 ? h('span', { class: 'then', 'aria-hidden': 'true' }) : null, h('span', {}, name)])), h('span', { class: 'count' }, speaker.count(path.count)))));
}
