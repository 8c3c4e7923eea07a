/** The one composition: an edited document and measured figures as the map that every host draws. */
import type { BoundCell, LaneRow, MapComparison, PersonaMark, ResolvedMap } from '../../generated/resolvedmap.ts';
import { arrowsIn } from './arrows.ts';
import { groundOf, stageColumns, type Ground } from './ground.ts';
import { cardsIn, cellsIn, curvesIn, type Sources } from './lanecontents.ts';
import { unmeasured, writtenBase, writtenMeasurement, writtenPeriod } from './measured.ts';
import { EMPTY, isSo, mappingOf, ofKind, textOf, type JourneyMap, type MapRecord } from './record.ts';
import { stageFigures } from './stagefigures.ts';

export { stageId, stageRecord } from './ground.ts';

/** What of the map is to be seen, and what the document itself does not hold. */
export interface ArrangeView {
  /** Only what is this persona's, or nobody's. */
  readonly persona?: string | null;
  /** The id of the map, where figures do not say it. */
  readonly id?: string;
  /** Addresses of kept pictures by id, where they are not below `/api/pictures/`. */
  readonly pictures?: Readonly<Record<string, string>>;
  /** On how many maps each entry of the library stands. */
  readonly uses?: Readonly<Record<string, number>>;
}

export interface Arrangement {
  readonly map: JourneyMap;
  readonly library?: JourneyMap | null;
  readonly figures?: ResolvedMap | null;
  /** What bound cells, cards and personas show, by record id. */
  readonly cells?: Readonly<Record<string, BoundCell>>;
  readonly view?: ArrangeView;
}

/**
 * The map to draw. Same document and figures, same map; nothing but what is given here counts. The figures of a workspace
 * do not belong on the map of an invented company, so they stay away from it.
 */
export function arranged({ map, library, figures: offered = null, cells: answered = {}, view = {} }: Arrangement): ResolvedMap {
  const isInvented = isSo(ofKind(map, 'map')[0], 'is_invented');
  const figures = isInvented ? null : offered;
  const cells = isInvented ? {} : answered;
  const ground = groundOf(map);
  const lanes = ofKind(map, 'lane').filter((lane) => isSeen(lane, view));
  const sources: Sources = {
    map: seenBy(map, view), ground, lanes: new Map(lanes.map((lane) => [lane.id, lane])), library: library ?? EMPTY,
    figures, cells, pictures: view.pictures ?? {}, uses: view.uses ?? {},
  };
  const root = ofKind(map, 'map')[0];
  return {
    ...frameOf(root, figures, { view, ground }),
    ...stageFigures(map, ground, figures),
    stages: stageColumns(map, ground, figures),
    steps: ground.steps,
    lanes: lanes.map(laneRow),
    personas: ofKind(map, 'persona').map((record) => personaMark(sources, record)),
    cards: cardsIn(sources),
    cells: cellsIn(sources),
    curves: curvesIn(sources),
    arrows: arrowsIn(map),
  };
}

/** What stands around the lanes: title, base, period, coverage. */
function frameOf(root: MapRecord | undefined, figures: ResolvedMap | null, { view, ground }: { view: ArrangeView; ground: Ground }): Omit<ResolvedMap, 'stages' | 'lanes' | 'steps' | 'cells' | 'curves' | 'personas' | 'arrows' | 'cards' | 'flows' | 'touchpoints' | 'links' | 'feelings' | 'pains' | 'figures' | 'messages'> {
  const none = unmeasured('share');
  return {
    id: view.id ?? figures?.id ?? root?.id ?? 'map',
    title: textOf(root, 'title') ?? figures?.title ?? null,
    company: figures?.company ?? null,
    where: figures ? figures.where : textOf(root, 'where'),
    goal: figures?.goal ?? textOf(root, 'goal'),
    base: figures?.base ?? writtenBase(root),
    period: figures?.period ?? writtenPeriod(root),
    fresh_at: figures?.fresh_at ?? null,
    revision: figures?.revision ?? 0,
    channel_groups: figures?.channel_groups ?? [],
    coverage: figures?.coverage ?? { interactions: 0, placed_share: none, known_customer_share: none, largest_unmapped: null, largest_unmapped_count: 0 },
    sources: figures?.sources ?? [],
    trend_months: figures?.trend_months ?? [],
    conversion: figures?.conversion ?? null,
    is_demo: (figures?.is_demo ?? false) || isSo(root, 'is_invented'),
    form: textOf(root, 'form') ?? figures?.form ?? 'current_state',
    is_planned: isSo(root, 'is_planned'),
    compared: figures?.compared ? comparedIn(ground, figures.compared) : null,
  };
}

/** What the map is held against, with shares of stages by the stages that show them. */
function comparedIn(ground: Ground, compared: MapComparison): MapComparison {
  const figures = compared.figures.flatMap((figure) => (figure.aspect === 'stage' ? (ground.shownBy.get(figure.id) ?? []).map((id) => ({ ...figure, id })) : [figure]));
  return { ...compared, figures };
}

function laneRow(record: MapRecord): LaneRow {
  return { id: record.id, shows: textOf(record, 'shows') ?? '', name: textOf(record, 'name'), persona: textOf(record, 'persona'), is_locked: isSo(record, 'is_locked') };
}

function personaMark({ library, cells }: Sources, record: MapRecord): PersonaMark {
  const entry = library.records.get(textOf(record, 'of') ?? '');
  const bound = Object.hasOwn(cells, record.id) ? cells[record.id] : undefined;
  const portrait = mappingOf(record, 'portrait') ?? (entry ? mappingOf(entry, 'portrait') : null) ?? {};
  const drawn = Object.entries(portrait).filter((pair): pair is [string, string | number] => typeof pair[1] === 'string' || typeof pair[1] === 'number');
  return {
    id: record.id,
    name: textOf(record, 'name') ?? textOf(entry, 'name') ?? '',
    role: textOf(record, 'role'),
    portrait: Object.fromEntries(drawn),
    quote: textOf(record, 'quote') ?? textOf(entry, 'quote'),
    share: bound?.measurement ?? writtenMeasurement(record),
  };
}

function isSeen(record: MapRecord, { persona = null }: ArrangeView): boolean {
  const own = textOf(record, 'persona');
  return persona === null || own === null || own === persona;
}

/** The map without the cells and cards of other personas. */
function seenBy(map: JourneyMap, view: ArrangeView): JourneyMap {
  if (!view.persona) return map;
  const isOwn = (record: MapRecord): boolean => (record.kind !== 'card' && record.kind !== 'cell') || isSeen(record, view);
  return { records: new Map([...map.records].filter(([, record]) => isOwn(record))) };
}
