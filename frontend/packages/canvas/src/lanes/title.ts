/** The title line: whose journey, which customers, what it rests on and how fresh that is. */
import type { MapView, ResolvedMap } from '../../../generated/resolvedmap.ts';
import { countryName, fieldWords } from '../fieldlabel.ts';
import { channelInside, type Tongue } from '../say.ts';
import type { Shape } from '../scene.ts';
import { paragraph, run, text, widthOf } from '../text.ts';
import { lastDay } from './heads.ts';
import type { Context, Lane } from './lane.ts';
import { personaRow } from './personas.ts';

/** The map's own title, or the journey of its company. */
export function titleOf(speaker: Tongue, map: ResolvedMap): string {
  if (map.title !== null) return map.title;
  return map.company === null ? speaker.say('title.default') : speaker.say('title.named', { company: map.company });
}

/** The goal as people call it. */
export function goalName(speaker: Tongue, goal: string): string {
  return speaker.has(`goal.${goal}`) ? speaker.say(`goal.${goal}`) : goal;
}

/** The three parts of the sentence under the title: customers, period, channels. */
export function sentenceParts(speaker: Tongue, map: ResolvedMap, shown?: MapView): { customers: string; period: string; channels: string } {
  const by = shown?.kind;
  const customers = by === 'profile' ? customersOf(speaker, shown!.field ?? '', shown!.label ?? '')
    : map.where !== null && by !== 'channel' && by !== 'period' ? speaker.say('sentence.some_customers', { where: map.where }) : speaker.say('sentence.all_customers');
  const period = map.period === null ? speaker.say('sentence.no_period') : speaker.say('sentence.whole_period', { from: map.period.start, to: lastDay(map.period.end) });
  const channels = by === 'channel' ? speaker.say('sentence.one_channel', { channel: channelInside(speaker, shown!.label ?? '') }) : speaker.say('sentence.every_channel');
  return { customers, period, channels };
}

/** "customers in Norway", "customers with club member: yes". */
function customersOf(speaker: Tongue, field: string, label: string): string {
  const country = countryName(speaker, field, label);
  return country === null ? speaker.say('sentence.profile', { who: fieldWords(speaker, field, label) }) : speaker.say('sentence.country', { country });
}

/** Figures that say what the map rests on, each with the word below it. */
export function restsOn(speaker: Tongue, map: ResolvedMap): { figure: string; word: string }[] {
  const { coverage, base } = map;
  if (isUncounted(map)) return [];
  const found = [
    counted(speaker, 'base.customers', base.customers),
    counted(speaker, 'base.interactions', base.interactions),
    counted(speaker, 'base.channels', new Set(map.touchpoints.map((mark) => mark.channel)).size),
  ];
  if (coverage.placed_share.figure !== null) found.push({ figure: speaker.share(coverage.placed_share.figure), word: speaker.say('base.covered') });
  if (map.fresh_at !== null) found.push({ figure: speaker.date(map.fresh_at), word: speaker.say('base.fresh') });
  return found;
}

/** A count and the word that follows it in the language, for one or for many. */
function counted(speaker: Tongue, key: string, n: number): { figure: string; word: string } {
  const figure = speaker.count(n);
  return { figure, word: speaker.say(key, { n }).slice(figure.length).trim() };
}

/** What an edited map draws: how it is, how it is to be, a day, a service. */
export function formName(speaker: Tongue, map: ResolvedMap): string {
  const key = `form.${map.form}`;
  return speaker.has(key) ? speaker.say(key) : speaker.say('form.current_state');
}

/** Whether a map was drawn by people alone: nothing was counted that it could rest on. */
export function isUncounted(map: ResolvedMap): boolean {
  return map.lanes.length > 0 && map.base.customers === 0;
}

/** Whom a map is held against, and how many of its differences hold; null for a map that stands alone. */
export function comparisonTold(speaker: Tongue, map: ResolvedMap): { against: string; summary: string } | null {
  const { compared, period } = map;
  if (!compared) return null;
  const who = compared.where === null ? speaker.say('sentence.all_customers') : speaker.say('sentence.some_customers', { where: compared.where });
  const when = compared.period === null ? '' : speaker.say('sentence.whole_period', { from: compared.period.start, to: lastDay(compared.period.end) });
  const isSameTime = compared.period !== null && period !== null && when === speaker.say('sentence.whole_period', { from: period.start, to: lastDay(period.end) });
  const told = [compared.where === map.where && !isSameTime ? '' : who, isSameTime ? '' : when].filter(Boolean).join(', ');
  return {
    against: speaker.say('compare.against', { group: told, n: compared.base.customers }),
    summary: speaker.say(compared.held === 0 ? 'compare.none' : 'compare.summary', { held: compared.held, tested: compared.tested }),
  };
}

/** Two lines of a picture: whom it is held against, and how many differences hold. */
function comparisonLines({ frame }: Context, { against, summary }: { against: string; summary: string }, { y, room }: { y: number; room: number }): Shape[] {
  return [text(frame.margin, y, against, { size: 14, fill: 'ink2', room }), text(frame.margin, y + 20, summary, { size: 14, weight: 600, room })];
}

/** The title as part of a picture; the page sets it as text instead. */
export function titleLane(context: Context): Lane {
  const { map, frame, speaker } = context;
  const facts = restsOn(speaker, map);
  const widths = facts.map(({ figure, word }) => Math.max(widthOf(figure, 18, 600), widthOf(word, 12)) + 24);
  const whole = widths.reduce((sum, width) => sum + width, 0);
  const right = Math.min(frame.width, context.view.width); // of a very wide map, where it begins
  let x = Math.max(frame.margin, right - frame.margin - whole + 24);
  const room = Math.max(320, x - frame.margin - 32);
  const title = paragraph(frame.margin, 44, titleOf(speaker, map), { size: 28, weight: 600, room, most: 2, leading: 34 });
  const y = 44 + (title.length - 1) * 34;
  const shows = isUncounted(map) ? '' : speaker.say('sentence.all', sentenceParts(speaker, map));
  const sentence = paragraph(frame.margin, y + 26, shows, { size: 14, fill: 'ink2', room, most: 2, leading: 20 });
  const isNarrow = room === 320;
  const top = isNarrow ? y + 60 : 40;
  const shapes: Shape[] = [...title, ...sentence];
  facts.forEach(({ figure, word }, n) => {
    shapes.push(text(x, top, figure, { size: 18, weight: 600 }), text(x, top + 18, word, { fill: 'ink3' }));
    x += widths[n]!;
  });
  const stale = map.sources.filter((source) => source.is_stale && source.newest !== null).slice(0, 2);
  const warnings = stale.map((source) => speaker.say('base.stale', { source: source.source, date: source.newest }));
  if (map.is_demo) warnings.push(speaker.say('base.demo'));
  if (map.lanes.length > 0) warnings.unshift(formName(speaker, map));
  shapes.push(...run(frame.margin, y + 48 + (sentence.length - 1) * 20, warnings.map((words) => [words, { fill: 'ink3' }] as const), 16).shapes);
  const told = comparisonTold(speaker, map);
  const below = y + (warnings.length > 0 ? 70 : 48) + (sentence.length - 1) * 20;
  if (told) shapes.push(...comparisonLines(context, told, { y: below, room: frame.width - 2 * frame.margin }));
  const compared = told ? 42 : 0;
  const foot = y + (warnings.length > 0 ? 62 : 44) + (sentence.length - 1) * 20 + compared;
  const isEdited = map.lanes.length > 0;
  const people = personaRow(context, foot + 6);
  return { id: 'title', height: (isEdited ? foot : y + 62 + (sentence.length - 1) * 20 + compared) + people.height + (people.height > 0 ? 6 : 0), shapes: [...shapes, ...people.shapes], names: [] };
}
