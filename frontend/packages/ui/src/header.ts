/** The title line as text of the page: title, the sentence that filters, and what the map rests on. */
import type { MapPage, MapView, ResolvedMap } from '../../generated/resolvedmap.ts';
import { comparisonTold, figureText, formName, goalName, isUncounted, portrait, quoted, restsOn, sentenceParts, titleOf, type Block, type Language, type Tongue } from '../../canvas/src/index.ts';
import { h } from './dom.ts';
import { drawnBlock } from './draw.ts';
import type { State } from './state.ts';

export type Change = (change: Partial<State>) => void;

export const LANGUAGES: Record<Language, string> = { en: 'English', sv: 'Svenska', da: 'Dansk', nb: 'Norsk' };

export function header(page: MapPage, state: State, { speaker, change }: { speaker: Tongue; change: Change }): HTMLElement {
  const view = page.views[state.view]!;
  const { map } = view;
  const facts = restsOn(speaker, map).map(({ figure, word }) => h('div', {}, h('dd', {}, figure), h('dt', {}, word)));
  return h('header', { class: 'top' },
    h('div', { class: 'headline' }, h('h1', {}, titleOf(speaker, map)), isUncounted(map) ? null : sentence(page, state, { speaker, change }), comparison(map, speaker), notes(page, view, speaker), people(map, speaker)),
    h('dl', { class: 'facts' }, ...facts), tools(state, { speaker, change }));
}

/** "Shows all customers over … in …", each part a choice where views were prepared for it. */
function sentence(page: MapPage, state: State, { speaker, change }: { speaker: Tongue; change: Change }): HTMLElement {
  const view = page.views[state.view]!;
  const all = page.views[0]!;
  const whole = sentenceParts(speaker, all.map, all);
  const now = sentenceParts(speaker, view.map, view);
  const choice = (kind: string, part: 'customers' | 'period' | 'channels', label: string): Node => {
    const options = page.views.map((entry, index) => ({ entry, index })).filter(({ entry }) => entry.kind === kind);
    if (options.length === 0) return document.createTextNode(now[part]);
    const select = h('select', { 'aria-label': label, name: part },
      h('option', { value: 0 }, whole[part]),
      ...options.map(({ entry, index }) => h('option', { value: index, selected: index === state.view }, sentenceParts(speaker, entry.map, entry)[part])));
    select.addEventListener('change', () => change({ view: Number(select.value), focus: `select:${part}` }));
    return h('span', { class: 'choice' }, h('span', { class: 'shown', 'aria-hidden': 'true' }, now[part]), select);
  };
  const parts: Record<string, Node> = {
    customers: choice('profile', 'customers', speaker.say('control.customers')),
    period: choice('period', 'period', speaker.say('control.period')),
    channels: choice('channel', 'channels', speaker.say('control.channels')),
  };
  const words = speaker.say('sentence.all', { customers: '\u0001customers\u0001', period: '\u0001period\u0001', channels: '\u0001channels\u0001' }).split('\u0001');
  return h('p', { class: 'sentence' }, ...words.map((piece) => parts[piece] ?? piece));
}

/** Whom the map is held against, and how many of its differences hold. */
function comparison(map: ResolvedMap, speaker: Tongue): HTMLElement | null {
  const told = comparisonTold(speaker, map);
  return told && h('p', { class: 'sentence' }, told.against, '. ', h('strong', {}, told.summary));
}

function notes(page: MapPage, view: MapView, speaker: Tongue): HTMLElement {
  const { map } = view;
  const goal = map.conversion?.figure == null || map.goal === null ? null : speaker.say('sentence.goal', { goal: goalName(speaker, map.goal), share: map.conversion.figure });
  const stale = map.sources.filter((source) => source.is_stale && source.newest !== null).map((source) => h('span', { class: 'warning' }, speaker.say('base.stale', { source: source.source, date: source.newest })));
  const missing = map.coverage.largest_unmapped === null ? null : h('span', {}, speaker.say('base.largest_unmapped', { name: map.coverage.largest_unmapped, count: map.coverage.largest_unmapped_count }));
  const shared = map.base.customers > 0 && (page.has_quotes || page.has_evidence) ? h('span', {}, speaker.say('base.holds_words')) : null;
  const form = map.lanes.length === 0 ? null : h('span', {}, formName(speaker, map));
  return h('p', { class: 'notes' }, form, goal === null ? null : h('span', {}, goal), ...stale, missing, map.is_demo ? h('span', {}, speaker.say('base.demo')) : null, shared);
}

/** The people of the map, drawn, each with name, role and words. */
function people(map: ResolvedMap, speaker: Tongue): HTMLElement | null {
  if (map.personas.length === 0) return null;
  const size = 44;
  return h('ul', { class: 'people' }, ...map.personas.map((persona) => {
    const block: Block = { id: 'title', y: 0, width: size, height: size, shapes: [portrait(persona.id, persona.portrait, { x: 0, y: 0, size })] };
    const share = persona.share?.figure == null ? '' : speaker.say('persona.share', { share: figureText(speaker, persona.share) });
    const role = [persona.role ?? '', share].filter(Boolean).join(', ');
    return h('li', {}, drawnBlock(block), h('div', {}, h('strong', {}, persona.name), role ? h('span', {}, role) : null, persona.quote ? h('q', {}, quoted(persona.quote, speaker.language)) : null));
  }));
}

function tools(state: State, { speaker, change }: { speaker: Tongue; change: Change }): HTMLElement {
  const button = (name: string, words: string, isOn: boolean | null, act: () => void): HTMLElement => {
    const made = h('button', { type: 'button', name, 'aria-pressed': isOn === null ? null : String(isOn) }, words);
    made.addEventListener('click', act);
    return made;
  };
  const language = h('select', { 'aria-label': speaker.say('control.language'), name: 'language' }, ...Object.entries(LANGUAGES).map(([id, name]) => h('option', { value: id, selected: id === state.language, lang: id }, name)));
  language.addEventListener('change', () => change({ language: language.value as Language, focus: 'select:language' }));
  return h('div', { class: 'tools', role: 'toolbar', 'aria-label': speaker.say('control.tools') },
    button('time', speaker.say('control.time'), state.columnWidths === 'time', () => change({ columnWidths: state.columnWidths === 'time' ? 'equal' : 'time', focus: 'button:time' })),
    button('dense', speaker.say('control.dense'), state.density === 'dense', () => change({ density: state.density === 'dense' ? 'calm' : 'dense', focus: 'button:dense' })),
    button('theme', speaker.say(state.theme === 'dark' ? 'control.light' : 'control.dark'), null, () => change({ theme: state.theme === 'dark' ? 'light' : 'dark', focus: 'button:theme' })),
    language,
    button('keys', speaker.say('control.keys'), null, () => change({ help: true })));
}
