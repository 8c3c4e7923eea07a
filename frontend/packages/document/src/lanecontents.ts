/** What people put into lanes: cards (their own or the library's), cells, and curves set by hand. */
import type { AssertedCard, BoundCell, Curve, CurvePoint, ResolvedMap } from '../../generated/resolvedmap.ts';
import { stageId, type Ground } from './ground.ts';
import { writtenMeasurement } from './measured.ts';
import { byPosition, isSo, numberOf, ofKind, textOf, type JourneyMap, type MapRecord } from './record.ts';

/** What the contents of lanes are put together from. */
export interface Sources {
  readonly map: JourneyMap;
  readonly ground: Ground;
  readonly lanes: ReadonlyMap<string, MapRecord>; // those that are drawn, by id
  readonly library: JourneyMap;
  readonly figures: ResolvedMap | null;
  readonly cells: Readonly<Record<string, BoundCell>>;
  readonly pictures: Readonly<Record<string, string>>; // the address of a kept picture, where it is not the usual one
  readonly uses: Readonly<Record<string, number>>; // on how many maps an entry stands
}

interface Place {
  readonly stage: string | null;
  readonly step: string | null;
  readonly to_stage: string | null;
}

/** The cards of the lanes that are drawn, from left to right and from top to bottom. */
export function cardsIn(sources: Sources): readonly AssertedCard[] {
  const { map, lanes, ground } = sources;
  const columns = new Map(ground.stages.map((stage, at) => [stage, at]));
  const uses = new Map<string, number>();
  const records = ofKind(map, 'card').filter((record) => lanes.has(textOf(record, 'lane') ?? ''));
  for (const record of records) {
    const entry = textOf(record, 'of');
    if (entry) uses.set(entry, (uses.get(entry) ?? 0) + 1);
  }
  const found = records.flatMap((record) => {
    if (textOf(record, 'title_key') !== null) return []; // a finding: the data draws it
    const card = cardOf(sources, record, uses);
    return [{ card, record, column: columns.get(card.stage) ?? 0 }];
  });
  return found.sort((one, other) => one.column - other.column || byPosition(one.record, other.record)).map(({ card }) => card);
}

/** All that a card is made of; alike parts make the very same card, so that hosts see what has changed. */
interface CardParts extends Place {
  readonly entry: MapRecord | undefined;
  readonly figures: ResolvedMap | null;
  readonly bound: BoundCell | undefined;
  readonly uses: number;
  readonly address: string | null;
}

const made = new WeakMap<MapRecord, { readonly parts: CardParts; readonly card: AssertedCard }>();

function cardOf(sources: Sources, record: MapRecord, uses: ReadonlyMap<string, number>): AssertedCard {
  const { library, figures, pictures, cells, ground } = sources;
  const of = textOf(record, 'of');
  const entry = of === null ? undefined : library.records.get(of);
  const { stage, step, to_stage } = placeOf(ground, record);
  const place = { step, stage: stage ?? ground.stages[0] ?? '', to_stage: stage === null ? (ground.stages.at(-1) ?? null) : to_stage };
  const image = textOf(record, 'image') ?? textOf(entry, 'image');
  const address = image === null ? null : (pictures[image] ?? `/api/pictures/${encodeURIComponent(image)}`);
  const bound = Object.hasOwn(cells, record.id) ? cells[record.id] : undefined;
  const parts: CardParts = { ...place, entry, figures, bound, address, uses: of === null ? 0 : (sources.uses[of] ?? uses.get(of) ?? 0) };
  const known = made.get(record);
  if (known && (Object.keys(parts) as (keyof CardParts)[]).every((name) => parts[name] === known.parts[name])) return known.card;
  const card = newCard(record, parts);
  made.set(record, { parts, card });
  return card;
}

function newCard(record: MapRecord, { entry, figures, bound, uses, address, stage, step, to_stage }: CardParts): AssertedCard {
  const said = (name: string): string | null => textOf(record, name) ?? textOf(entry, name);
  const found = foundCard(figures, record);
  return {
    id: record.id,
    lane: textOf(record, 'lane') ?? '',
    stage: stage ?? '',
    text: found.text ?? said('text') ?? textOf(entry, 'name') ?? '',
    note: found.note ?? said('note'),
    provenance: (record.fields.text ?? record.fields.lane)?.provenance ?? 'asserted',
    until: found.until ?? dayOf(said('due')),
    stale_since: found.stale_since ?? null,
    step,
    to_stage,
    owner: said('owner'),
    status: textOf(record, 'status'),
    channel: textOf(record, 'channel'),
    message: textOf(record, 'message'),
    image: address,
    language: textOf(record, 'language'),
    measurement: bound?.measurement ?? writtenMeasurement(record),
    uses,
    about: textOf(record, 'about'),
    kpi: textOf(record, 'kpi'),
  };
}

/** A day as people wrote it, null where it is none that a calendar knows. */
function dayOf(words: string | null): string | null {
  return words !== null && /^\d{4}-\d{2}-\d{2}/.test(words) && !Number.isNaN(Date.parse(words.slice(0, 10))) ? words.slice(0, 10) : null;
}

const foundCards = new WeakMap<ResolvedMap, ReadonlyMap<string, AssertedCard>>();

/** What the data knows of a card that people told it: how long it holds, and text and note apart while nobody changed them. */
function foundCard(figures: ResolvedMap | null, record: MapRecord): Partial<AssertedCard> {
  if (!figures) return {};
  const known = foundCards.get(figures) ?? new Map(figures.cards.map((card) => [card.id, card]));
  foundCards.set(figures, known);
  const found = known.get(record.id);
  if (!found) return {};
  const isSame = textOf(record, 'text') === (found.note === null ? found.text : `${found.text}\n${found.note}`);
  const { until, stale_since, text, note } = found;
  return isSame ? { until, stale_since, text, note } : { until, stale_since };
}

/** The cells of the lanes that are drawn, save those that the data draws and those that are points of a curve. */
export function cellsIn(sources: Sources): readonly BoundCell[] {
  return ofKind(sources.map, 'cell').flatMap((record) => {
    const lane = sources.lanes.get(textOf(record, 'lane') ?? '');
    const isDrawn = lane && numberOf(record, 'level') === null && !(isFound(record) && showsFigures(sources, lane));
    return isDrawn ? [cellOf(sources, record)] : [];
  });
}

function cellOf(sources: Sources, record: MapRecord): BoundCell {
  const bound = Object.hasOwn(sources.cells, record.id) ? sources.cells[record.id] : undefined;
  return {
    id: record.id,
    lane: textOf(record, 'lane') ?? '',
    ...placeOf(sources.ground, record),
    text: textOf(record, 'text'),
    measurement: bound?.measurement ?? writtenMeasurement(record),
    trend: bound?.trend ?? [],
    trend_n: bound?.trend_n ?? [],
    target: numberOf(record, 'target') ?? bound?.target ?? null,
    provenance: bound ? 'measured' : (record.fields.measurement?.provenance ?? (record.fields.query ? 'measured' : (record.fields.text?.provenance ?? 'asserted'))),
  };
}

/** The lines that people drew, one for each lane, persona, and as it is or as it is to be. */
export function curvesIn(sources: Sources): readonly Curve[] {
  const curves = new Map<string, { curve: Omit<Curve, 'points'>; records: MapRecord[] }>();
  const isPlannedMap = isSo(ofKind(sources.map, 'map')[0], 'is_planned');
  for (const record of ofKind(sources.map, 'cell')) {
    const lane = sources.lanes.get(textOf(record, 'lane') ?? '');
    if (!lane || numberOf(record, 'level') === null || placeOf(sources.ground, record).stage === null) continue;
    const persona = textOf(record, 'persona') ?? textOf(lane, 'persona');
    const is_planned = record.fields.is_planned ? isSo(record, 'is_planned') : isPlannedMap;
    const id = `curve:${lane.id}:${persona ?? ''}:${is_planned ? 'to_be' : 'as_is'}`;
    const kind = textOf(lane, 'shows') === 'arc' ? 'arc' : 'feeling';
    const known = curves.get(id) ?? { curve: { id, lane: lane.id, kind, persona, is_planned }, records: [] };
    known.records.push(record);
    curves.set(id, known);
  }
  const order = [...sources.lanes.keys()];
  const found = [...curves.values()].map(({ curve, records }) => ({ ...curve, points: pointsOf(sources.ground, records) }));
  return found.sort((one, other) => order.indexOf(one.lane) - order.indexOf(other.lane) || Number(one.is_planned) - Number(other.is_planned));
}

/** Points from left to right: on their step, else spread evenly over their stage. */
function pointsOf(ground: Ground, records: readonly MapRecord[]): readonly CurvePoint[] {
  const points = ground.stages.flatMap((stage) => {
    const here = records.filter((record) => placeOf(ground, record).stage === stage);
    const loose = here.filter((record) => placeOf(ground, record).step === null);
    return here.map((record) => pointOf(ground, record, { stage, share: (loose.indexOf(record) + 0.5) / loose.length }));
  });
  const column = new Map(ground.stages.map((stage, at) => [stage, at]));
  const place = (point: CurvePoint): number => (column.get(point.stage) ?? 0) + point.position_share;
  return points.sort((one, other) => place(one) - place(other));
}

function pointOf(ground: Ground, record: MapRecord, { stage, share }: { stage: string; share: number }): CurvePoint {
  const steps = ground.steps.filter((step) => step.stage === stage);
  const at = steps.findIndex((step) => step.id === textOf(record, 'step'));
  const position_share = at < 0 ? share : (at + 0.5) / steps.length;
  return { id: record.id, stage, position_share, level: Math.max(-2, Math.min(2, numberOf(record, 'level') ?? 0)), text: textOf(record, 'text') };
}

/** Where something stands: a step brings its stage; a span that would run backwards is none. */
function placeOf(ground: Ground, record: MapRecord): Place {
  const step = textOf(record, 'step');
  const named = textOf(record, 'stage');
  const stage = (step === null ? undefined : ground.stageOfStep.get(step)) ?? (named === null ? null : stageId(named));
  const until = textOf(record, 'to_stage');
  const isSpan = stage !== null && until !== null && ground.stages.indexOf(stageId(until)) > ground.stages.indexOf(stage);
  return { stage, step, to_stage: isSpan ? stageId(until) : null };
}

/** Whether all of a record came from the data. */
function isFound(record: MapRecord): boolean {
  return Object.values(record.fields).every((field) => field.provenance !== 'asserted');
}

const DRAWN_FROM_DATA: readonly string[] = ['reach', 'touchpoints', 'feeling', 'findings', 'messages'];

/** Whether the figures at hand draw what a lane shows. */
function showsFigures({ figures }: Sources, lane: MapRecord): boolean {
  const shows = textOf(lane, 'shows') ?? '';
  return figures !== null && (DRAWN_FROM_DATA.includes(shows) || figures.figures.some((row) => row.id === shows));
}
