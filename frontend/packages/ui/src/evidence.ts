/** What stands behind a mark: its number, base, definition, trend, comparison, paths, words and command. */
import type { ComparedFigure, FigureRow, Flow, Link, Measurement, PainMark, PainSlice, Quote, ResolvedMap, TouchpointMark } from '../../generated/resolvedmap.ts';
import { channelName, differenceText, fieldWords, figureText, gapText, heldAgainst, inUnit, kpiName, laneTitle, leftThere, painTitle, purposeName, stageName, verdictText, wayNames, type Tongue } from '../../canvas/src/index.ts';

export interface Bar {
  readonly name: string;
  readonly count: number;
  readonly note?: string;
}

/** Evidence in the reader's words; the panel, the hover card and the screen reader all say the same. */
export interface Evidence {
  readonly id: string;
  readonly kicker: string;
  readonly title: string;
  readonly measurement: Measurement | null;
  readonly sentence: string;
  readonly definition: string;
  readonly compared?: Measurement | null;
  readonly trend?: { readonly months: readonly string[]; readonly figures: readonly (number | null)[]; readonly unit: string; readonly target: number | null; readonly n: readonly number[] };
  readonly hours?: readonly number[];
  readonly facts: readonly { readonly name: string; readonly words: string }[];
  readonly groups: readonly { readonly title: string; readonly bars: readonly Bar[] }[];
  readonly paths?: PainMark['paths'];
  readonly quotes?: readonly Quote[];
  readonly commands?: readonly string[];
}

/** All of a map that names of touchpoints need. */
export type Places = Pick<ResolvedMap, 'touchpoints'>;
type Book = { readonly map: ResolvedMap; readonly speaker: Tongue };

/** The evidence of a mark, or null where the id belongs to no record of the map; beside it what the map is held against. */
export function evidenceOf(map: ResolvedMap, speaker: Tongue, id: string): Evidence | null {
  const found = alone({ map, speaker }, id);
  const held = found === null ? null : heldFor(map, id);
  return found === null || held === null ? found : { ...found, facts: [...comparedFacts(speaker, held), ...found.facts] };
}

function heldFor(map: ResolvedMap, id: string): ComparedFigure | null {
  if (id.startsWith('stage:')) return heldAgainst(map, 'stage', id) ?? heldAgainst(map, 'stage', id.slice(6));
  if (id.startsWith('leave:')) return leftThere(map, id.slice(6));
  return heldAgainst(map, 'touchpoint', id) ?? heldAgainst(map, 'figure', id) ?? heldAgainst(map, 'feeling', id) ?? heldAgainst(map, 'leave', id);
}

/** The other group's figure, the difference with its interval, and whether it holds. */
function comparedFacts(speaker: Tongue, held: ComparedFigure): Evidence['facts'] {
  const other = `${figureText(speaker, held.versus)}, n ${speaker.count(held.versus.n)}`;
  const difference = [differenceText(speaker, held), gapText(speaker, held)].filter(Boolean).join(' ');
  return [
    { name: speaker.say('compare.panel.other'), words: other },
    ...(difference === '' ? [] : [{ name: speaker.say('compare.panel.difference'), words: `${difference}, ${verdictText(speaker, held)}` }]),
  ];
}

function alone(book: Book, id: string): Evidence | null {
  const { map } = book;
  const kind = id.split(':')[0];
  if (kind === 'stage') return ofStage(book, id) ?? ofStage(book, id.slice(6));
  if (kind === 'leave') return ofFlow(book, map.flows.find((flow) => flow.kind === 'leave' && flow.from_stage === id.slice(6)));
  if (kind === 'enter') return ofFlow(book, map.flows.find((flow) => flow.kind === 'enter' && flow.to_stage === id.slice(6)));
  const pain = map.pains.find((entry) => entry.id === id);
  if (pain) return ofPain(book, pain);
  const touchpoint = map.touchpoints.find((entry) => entry.id === id);
  if (touchpoint) return ofTouchpoint(book, touchpoint);
  return ofFlow(book, map.flows.find((flow) => flow.id === id)) ?? ofFeeling(book, id) ?? ofFigure(book, id) ?? ofMessage(book, id) ?? ofCard(book, id) ?? ofCell(book, id) ?? ofCurvePoint(book, id) ?? ofPersona(book, id);
}

function nameOf({ map, speaker }: Book, id: string | null): string {
  const stage = map.stages.find((entry) => entry.id === id);
  return stage ? stageName(speaker, stage) : id ?? '';
}

/** The steps of a way as people call them. */
export function wayOf(map: Places, speaker: Tongue, ids: readonly string[]): readonly string[] {
  return wayNames(speaker, ids, (id) => map.touchpoints.find((one) => one.id === id));
}

export function touchpointName(map: Places, id: string | null): string {
  return map.touchpoints.find((mark) => mark.id === id)?.name ?? id ?? '';
}

function ofStage(book: Book, id: string): Evidence | null {
  const { map, speaker } = book;
  const stage = map.stages.find((entry) => entry.id === id);
  if (!stage) return null;
  const tints = Object.entries(stage.tints).filter(([, count]) => count > 0).map(([name, count]) => ({ name: speaker.has(`group.${name}`) ? speaker.say(`group.${name}`) : name, count }));
  const going = map.flows.filter((flow) => flow.from_stage === id && flow.kind !== 'loop').map((flow) => ({ name: flow.kind === 'forward' ? speaker.say('panel.to', { to: nameOf(book, flow.to_stage) }) : speaker.say(`panel.flow.${flow.kind}`), count: flow.customers }));
  return {
    id: id.startsWith('stage:') ? id : `stage:${id}`, kicker: speaker.say('lane.stages'), title: stageName(speaker, stage), measurement: stage.share,
    sentence: speaker.say('stage.label', { stage: stageName(speaker, stage), customers: stage.reach.figure, share: stage.share.figure }),
    definition: speaker.say('define.stage_reach'), compared: null,
    facts: stage.wait_to_next ? [{ name: speaker.say('panel.wait'), words: `${figureText(speaker, stage.wait_to_next)}, ${speaker.say('word.answers', { n: stage.wait_to_next.n })}` }] : [],
    groups: [{ title: speaker.say('panel.first_channel'), bars: tints }, { title: speaker.say('panel.then'), bars: going }].filter((entry) => entry.bars.length > 0),
  };
}

function ofFlow(book: Book, flow: Flow | undefined): Evidence | null {
  if (!flow) return null;
  const { speaker, map } = book;
  const [from, to] = [nameOf(book, flow.from_stage), nameOf(book, flow.to_stage)];
  const reach = map.stages.find((stage) => stage.id === flow.from_stage)?.reach.figure ?? null;
  const sentences: Record<string, string> = {
    leave: speaker.say('river.left.label', { n: flow.customers, of: reach, stage: from, share: flow.share.figure }),
    stay: speaker.say('river.stay.label', { n: flow.customers, stage: from }), enter: speaker.say('river.enter.label', { n: flow.customers, stage: to }),
    loop: speaker.say('river.return.label', { n: flow.customers, from, to }), forward: speaker.say('river.move.label', { n: flow.customers, from, to }),
  };
  const bars = Object.entries(flow.tints).map(([name, count]) => ({ name: speaker.has(`group.${name}`) ? speaker.say(`group.${name}`) : name, count }));
  const id = flow.kind === 'leave' ? `leave:${flow.from_stage}` : flow.kind === 'enter' ? `enter:${flow.to_stage}` : flow.id;
  return {
    id, kicker: speaker.say('lane.river'), title: speaker.say(`panel.flow.${flow.kind}.title`, { from, to }), measurement: flow.share,
    sentence: sentences[flow.kind] ?? '', definition: speaker.say(`define.${flow.kind}`),
    facts: flow.wait ? [{ name: speaker.say('panel.wait'), words: figureText(speaker, flow.wait) }] : [],
    groups: bars.length > 0 ? [{ title: speaker.say('panel.channels'), bars }] : [],
  };
}

function ofPain({ map, speaker }: Book, pain: PainMark): Evidence {
  const stage = map.stages.find((entry) => entry.id === pain.stage);
  const key = pain.title_key.replace(/\.title$/, '');
  return {
    id: pain.id, kicker: `${speaker.say(`pain.kind.${pain.kind}`)}, ${stage ? stageName(speaker, stage) : pain.stage}`, title: painTitle(speaker, pain),
    measurement: pain.effect, sentence: speaker.has(`${key}.sentence`) ? speaker.say(`${key}.sentence`, { ...pain.params, stage: nameOf({ map, speaker }, pain.stage) }) : '', definition: speaker.say(speaker.has(`define.${key}`) ? `define.${key}` : `define.${pain.cause}`),
    compared: pain.compared_with, facts: [...pain.slices.map((slice) => worst({ map, speaker }, slice)), { name: speaker.say('panel.touched'), words: pain.size.unit === 'count' ? speaker.say('pain.size', { n: pain.size.figure }) : figureText(speaker, pain.size) }, ...worthFacts({ map, speaker }, pain)],
    groups: [], paths: pain.paths, quotes: pain.quotes, commands: pain.evidence,
  };
}

/** What a finding costs, each between its ends, as far as chance would not explain it. */
function worthFacts({ speaker }: Book, { worth }: PainMark): { name: string; words: string }[] {
  const told = [['panel.lost', worth?.regained], ['panel.money', worth?.money], ['panel.felt', worth?.feeling_gap]] as const;
  return told.flatMap(([key, measured]) => {
    const around = measured?.interval ?? null;
    if (!measured || around === null || around.low <= 0) return [];
    const [low, high] = [around.low, around.high].map((end) => inUnit(speaker, measured.unit === 'score' ? end : Math.round(end), measured.unit));
    return [{ name: speaker.say(key), words: speaker.say('panel.interval', { low, high }) }];
  });
}

/** Where a pain is worst, in words: "Worst: Monday", with its figure beside the rest. */
function worst(book: Book, slice: PainSlice): { name: string; words: string } {
  const { speaker } = book;
  const also = slice.and_field === null || slice.and_label === null ? '' : `, ${sliceName(book, slice.and_field, slice.and_label)}`;
  const words = speaker.say('slice.figures', { figure: figureText(speaker, slice.figure), n: slice.figure.n, rest: figureText(speaker, slice.rest) });
  return { name: speaker.say('slice.worst', { where: sliceName(book, slice.field, slice.label) + also }), words };
}

/** A part of a finding in words: a day, a month, a country, what was met before. */
export function sliceName({ map, speaker }: { map: Places; speaker: Tongue }, field: string, label: string): string {
  const day = (iso: string, options: Intl.DateTimeFormatOptions): string => new Intl.DateTimeFormat(speaker.locale, { ...options, timeZone: 'UTC' }).format(new Date(iso));
  switch (field) {
    case 'weekday': return day(`2026-01-0${4 + Number(label)}T00:00:00Z`, { weekday: 'long' }); // the 5th was a Monday
    case 'month': return day(`${label}-01T00:00:00Z`, { month: 'long', year: 'numeric' });
    case 'hour': return `${label.padStart(2, '0')}:00–${label.padStart(2, '0')}:59`;
    case 'channel': return channelName(speaker, label);
    case 'met': return speaker.say('slice.met', { touchpoint: touchpointName(map, label) });
    case 'device': case 'topic': return label;
    default: return fieldWords(speaker, field, label);
  }
}

function ofTouchpoint({ map, speaker }: Book, mark: TouchpointMark): Evidence {
  const stage = map.stages.find((entry) => entry.id === mark.stage);
  const bars = (links: readonly Link[], other: (link: Link) => string): Bar[] =>
    links.slice(0, 6).map((link) => ({ name: touchpointName(map, other(link)), count: link.customers, ...(link.wait ? { note: speaker.say('panel.later', { wait: figureText(speaker, link.wait) }) } : {}) }));
  const from = bars(map.links.filter((link) => link.to_touchpoint === mark.id), (link) => link.from_touchpoint);
  const to = bars(map.links.filter((link) => link.from_touchpoint === mark.id), (link) => link.to_touchpoint);
  const facts = [
    { name: speaker.say('base.word_customers'), words: speaker.count(mark.customers) },
    { name: speaker.say('base.word_interactions'), words: `${speaker.count(mark.interactions)}, ${speaker.say('panel.per_customer', { n: mark.per_customer.figure })}` },
    ...(mark.importance ? [{ name: speaker.say('panel.before_goal'), words: figureText(speaker, mark.importance) }] : []),
    ...(mark.quality ? [{ name: speaker.say('lane.feeling'), words: `${figureText(speaker, mark.quality)}, ${speaker.say('word.answers', { n: mark.quality.n })}` }] : []),
    { name: speaker.say('panel.placed'), words: speaker.say(`legend.${mark.placement}`) + (mark.placement_confidence === null ? '' : ` (${speaker.share(mark.placement_confidence)})`) },
  ];
  return {
    id: mark.id, kicker: `${channelName(speaker, mark.channel)}, ${stage ? stageName(speaker, stage) : speaker.say('stage.unplaced')}`, title: mark.name, measurement: mark.reach,
    sentence: speaker.say('panel.touchpoint', { customers: mark.customers, share: mark.reach.figure }), definition: speaker.say('define.touchpoint'),
    trend: { months: map.trend_months, figures: mark.trend, unit: 'count', target: null, n: [] }, hours: mark.hours, facts,
    groups: [{ title: speaker.say('panel.came_from'), bars: from }, { title: speaker.say('panel.went_to'), bars: to }].filter((entry) => entry.bars.length > 0),
  };
}

function ofFeeling(book: Book, id: string): Evidence | null {
  const { map, speaker } = book;
  const point = map.feelings.find((entry) => entry.id === id);
  if (!point) return null;
  return {
    id, kicker: speaker.say('lane.feeling'), title: point.touchpoint ? `${nameOf(book, point.stage)}, ${touchpointName(map, point.touchpoint)}` : nameOf(book, point.stage), measurement: point.feeling,
    sentence: speaker.say('feeling.label', { stage: nameOf(book, point.stage), feeling: point.feeling.figure, n: point.feeling.n }), definition: speaker.say('define.feeling'),
    facts: point.quote_count > 0 ? [{ name: speaker.say('panel.words'), words: speaker.count(point.quote_count) }] : [], groups: [], quotes: point.quote ? [point.quote] : [],
  };
}

function ofFigure(book: Book, id: string): Evidence | null {
  const { map, speaker } = book;
  const row: FigureRow | undefined = map.figures.find((entry) => entry.cells.some((cell) => cell.id === id));
  const cell = row?.cells.find((entry) => entry.id === id);
  if (!row || !cell) return null;
  const stage = cell.stage === null ? speaker.say('figure.whole') : nameOf(book, cell.stage);
  return {
    id, kicker: stage, title: kpiName(speaker, row.id), measurement: cell.measurement, sentence: speaker.say(row.higher_is_better ? 'panel.higher_is_better' : 'panel.lower_is_better'),
    definition: speaker.has(`define.${row.id}`) ? speaker.say(`define.${row.id}`) : kpiName(speaker, row.id), trend: { months: map.trend_months, figures: cell.trend, unit: row.unit, target: cell.target, n: cell.trend_n },
    facts: speaker.has(`counted.${row.variant}`) ? [{ name: speaker.say('panel.variant'), words: speaker.say(`counted.${row.variant}`) }] : [], groups: [],
  };
}

function ofMessage(book: Book, id: string): Evidence | null {
  const { map, speaker } = book;
  const message = map.messages.find((entry) => entry.id === id);
  if (!message) return null;
  const parts = [['delivered', message.delivered], ['opened', message.opened], ['answered', message.answered]] as const;
  return {
    id, kicker: `${channelName(speaker, message.channel)}, ${nameOf(book, message.stage)}`, title: message.name, measurement: message.answered ?? message.opened ?? message.delivered,
    sentence: speaker.say('message.label', { name: message.name, channel: channelName(speaker, message.channel), sent: message.sent, customers: message.customers }), definition: speaker.say('define.message'),
    facts: parts.filter(([, part]) => part !== null).map(([name, part]) => ({ name: speaker.say(`panel.${name}`), words: figureText(speaker, part!) })), groups: [],
  };
}

/** What a card measures that was put on the map as a moment of truth. */
const WEIGHT = 'shapley_share_of_r_squared';

function ofCard(book: Book, id: string): Evidence | null {
  const { map, speaker } = book;
  const card = map.cards.find((entry) => entry.id === id);
  if (!card) return null;
  const facts = [
    ...(card.owner === null ? [] : [{ name: speaker.say('lane.owner'), words: card.owner }]),
    ...(card.status === null || !speaker.has(`status.${card.status}`) ? [] : [{ name: speaker.say('panel.status'), words: speaker.say(`status.${card.status}`) }]),
    ...(card.until === null ? [] : [{ name: speaker.say('panel.due'), words: speaker.date(card.until) }]),
    { name: speaker.say('panel.placed'), words: speaker.say(`legend.${card.provenance}`) },
    ...(card.uses > 1 ? [{ name: '', words: speaker.say('card.uses', { n: card.uses }) }] : []),
  ];
  return {
    id, kicker: `${laneOf(book, card.lane)}, ${nameOf(book, card.stage)}`, title: card.text === '' ? purposeName(speaker, card) : card.text, measurement: card.measurement, sentence: card.note ?? '', definition: speaker.say(card.measurement?.variant === WEIGHT ? 'define.moment' : 'define.card'), facts, groups: [],
  };
}

/** The name of a lane as the map shows it. */
export function laneOf({ map, speaker }: Book, id: string): string {
  const row = map.lanes.find((lane) => lane.id === id);
  if (row) return laneTitle({ speaker }, row);
  return speaker.has(`lane.${id}`) ? speaker.say(`lane.${id}`) : id;
}

function ofCell(book: Book, id: string): Evidence | null {
  const { map, speaker } = book;
  const cell = map.cells.find((entry) => entry.id === id);
  if (!cell) return null;
  const { measurement, trend, target } = cell;
  return {
    id, kicker: `${laneOf(book, cell.lane)}, ${cell.stage === null ? speaker.say('figure.whole') : nameOf(book, cell.stage)}`, title: cell.text ?? laneOf(book, cell.lane), measurement, sentence: '', definition: speaker.say(measurement === null ? 'define.card' : 'define.cell'),
    facts: target === null || measurement === null ? [] : [{ name: speaker.say('panel.target'), words: inUnit(speaker, target, measurement.unit) }], groups: [],
    ...(measurement === null || trend.length === 0 ? {} : { trend: { months: map.trend_months, figures: trend, unit: measurement.unit, target, n: cell.trend_n } }),
  };
}

function ofCurvePoint(book: Book, id: string): Evidence | null {
  const { map, speaker } = book;
  const curve = map.curves.find((entry) => entry.points.some((point) => point.id === id));
  const point = curve?.points.find((entry) => entry.id === id);
  if (!curve || !point) return null;
  const who = map.personas.find((persona) => persona.id === curve.persona)?.name ?? '';
  const when = speaker.say(curve.is_planned ? 'curve.to_be' : 'curve.as_is');
  return { id, kicker: [laneOf(book, curve.lane), nameOf(book, point.stage)].join(', '), title: point.text ?? `${speaker.signed(point.level)}`, measurement: null, sentence: [who, when, speaker.signed(point.level)].filter(Boolean).join(', '), definition: speaker.say('define.card'), facts: [], groups: [] };
}

function ofPersona({ map, speaker }: Book, id: string): Evidence | null {
  const persona = map.personas.find((entry) => entry.id === id);
  if (!persona) return null;
  return { id, kicker: speaker.say('lane.personas'), title: persona.name, measurement: persona.share, sentence: persona.role ?? '', definition: speaker.say('define.card'), facts: [], groups: [], ...(persona.quote ? { quotes: [{ text: persona.quote, language: null, channel: null, said_at: null }] } : {}) };
}
