/** Copying and pasting cards, lanes and stages, within a map and between maps, as JSON on the clipboard. */
import { FIELDS, KINDS, LANES_FOUND, LINES, type RecordKind } from '../../generated/journeymap.ts';
import { added, type Change } from './change.ts';
import { copiesOf, redirected, withContents } from './copy.ts';
import { cardsAt, type Dice, type Spot } from './place.ts';
import { placing } from './position.ts';
import { asserted, fits, newId, numberOf, ofKind, recordOf, specOf, textOf, withFields, type JourneyMap, type MapField, type MapRecord } from './record.ts';

/** What was copied, and the stages and lanes that it stood in. */
export interface Clipboard {
  readonly resa: 'clipboard';
  readonly version: 1;
  readonly kind: 'stages' | 'lanes' | 'cards';
  readonly records: readonly MapRecord[];
  readonly stages: readonly MapRecord[];
  readonly lanes: readonly MapRecord[];
}

/** Where something is pasted: a spot for cards, the place among siblings for lanes and stages (absent last). */
export interface PasteAt extends Partial<Spot> {
  readonly at?: number | undefined;
}

/** Copies stages, or else lanes, or else cards and cells, of those that are selected; null where there is nothing to copy. */
export function copied(map: JourneyMap, { ids }: { ids: readonly string[] }): Clipboard | null {
  const selected = ids.flatMap((id) => map.records.get(id) ?? []);
  const context = { resa: 'clipboard', version: 1, stages: ofKind(map, 'stage'), lanes: ofKind(map, 'lane') } as const;
  for (const [kind, of] of [['stages', 'stage'], ['lanes', 'lane']] as const) {
    const roots = selected.filter((record) => record.kind === of);
    if (roots.length > 0) return { ...context, kind, records: withContents(map, ofKind(map, of).filter((record) => roots.includes(record))) };
  }
  const records = selected.filter((record) => record.kind === 'card' || record.kind === 'cell');
  return records.length > 0 ? { ...context, kind: 'cards', records } : null;
}

/** The clipboard as text. */
export function clipboardText(clipboard: Clipboard): string {
  return JSON.stringify(clipboard);
}

/** The clipboard in a text, null where it is none; what does not fit is left out, for anybody may write such a text. */
export function clipboardOf(text: string): Clipboard | null {
  const found = parsed(text);
  if (found?.resa !== 'clipboard' || found.version !== 1) return null;
  const kind = (['stages', 'lanes', 'cards'] as const).find((one) => one === found.kind);
  const records = recordsIn(found.records, KINDS);
  if (!kind || records.length === 0) return null;
  return { resa: 'clipboard', version: 1, kind, records, stages: recordsIn(found.stages, ['stage']), lanes: recordsIn(found.lanes, ['lane']) };
}

/**
 * Pastes what was copied. Cards keep their distances from each other, starting at the spot; what would reach beyond the
 * map brings its stages and lanes with it. Lanes and stages come with their contents, in the stages and lanes of the
 * same id, name or kind.
 */
export function pasted(map: JourneyMap, clipboard: Clipboard, at: PasteAt, dice?: Dice): readonly Change[] {
  if (clipboard.kind === 'cards') return pastedCards(map, clipboard, at, dice);
  const isLanes = clipboard.kind === 'lanes';
  const [kind, other] = isLanes ? (['lane', 'stage'] as const) : (['stage', 'lane'] as const);
  const { ids, made } = counterparts(map, clipboard, other, dice);
  const copies = [...copiesOf(clipboard.records, dice).values()].map((record) => redirected(record, ids));
  const roots = copies.filter((record) => record.kind === kind);
  const { positions, changes } = placing(ofKind(map, kind), at.at, roots.length);
  const placed = copies.map((record) => (record.kind === kind ? withFields(record, { position: asserted(positions[roots.indexOf(record)] as number) }) : record));
  const whole = placed.map((record) => withoutStrangers(map, isLanes ? record : withFields(record, { to_stage: null })));
  return [...changes, ...[...made, ...whole].map(added)];
}

/** Whether people put cards into a lane; the rest are lines and what the data draws. */
export function takesCards(lane: MapRecord): boolean {
  const shows = textOf(lane, 'shows') ?? '';
  return !LINES.includes(shows) && !LANES_FOUND.includes(shows);
}

/** The rows or columns from a spot on; as many as asked for, new ones where the map ends. */
export function stretch(existing: readonly MapRecord[], from: string | null | undefined, wanted: readonly MapRecord[], dice?: Dice): { readonly ids: readonly string[]; readonly made: readonly MapRecord[] } {
  const start = Math.max(0, existing.findIndex((record) => record.id === from));
  const there = existing.slice(start, start + wanted.length).map((record) => record.id);
  const last = numberOf(existing.at(-1), 'position') ?? -1;
  const made = wanted.slice(there.length).map((record, number) => {
    const own = { ...record, id: newId(record.kind, dice) };
    return withFields(own, { position: asserted(last + 1 + number), persona: null });
  });
  return { ids: [...there, ...made.map((record) => record.id)], made };
}

function pastedCards(map: JourneyMap, { records, stages, lanes }: Clipboard, at: PasteAt, dice?: Dice): readonly Change[] {
  const rowsFrom = covered(lanes.filter(takesCards), records, 'lane');
  const columnsFrom = covered(stages, records, 'stage');
  const rows = stretch(ofKind(map, 'lane').filter(takesCards), at.lane, rowsFrom, dice);
  const columns = stretch(ofKind(map, 'stage'), at.stage, columnsFrom, dice);
  const lane = new Map(rowsFrom.map((record, place) => [record.id, rows.ids[place] as string]));
  const stage = new Map(columnsFrom.map((record, place) => [record.id, columns.ids[place] as string]));
  const taken = new Map<string, number>();
  const made = [...copiesOf(records, dice)].map(([id, copy]) => {
    const original = records.find((record) => record.id === id) as MapRecord;
    const spot = {
      lane: lane.get(textOf(original, 'lane') ?? '') ?? at.lane ?? '',
      stage: stage.get(textOf(original, 'stage') ?? '') ?? at.stage ?? null,
    };
    const step = at.step != null && spot.stage === at.stage ? at.step : null;
    const to_stage = stage.get(textOf(original, 'to_stage') ?? '') ?? null;
    const position = original.kind === 'card' ? asserted(nextAt(map, { ...spot, step }, taken)) : null;
    return withFields(withoutStrangers(map, copy), { lane: asserted(spot.lane), stage: orNone(spot.stage), step: orNone(step), to_stage: orNone(to_stage), position });
  });
  return [...columns.made, ...rows.made, ...made].map(added);
}

/** The position behind the cards of a spot, and behind those that were pasted there before. */
export function nextAt(map: JourneyMap, spot: Spot, taken: Map<string, number>): number {
  const key = `${spot.lane}|${spot.stage ?? ''}|${spot.step ?? ''}`;
  const next = taken.get(key) ?? (numberOf(cardsAt(map, spot).at(-1), 'position') ?? -1) + 1;
  taken.set(key, next + 1);
  return next;
}

/** The stretch of stages or lanes from the first to the last that records stand in, spans included. */
function covered(order: readonly MapRecord[], records: readonly MapRecord[], name: 'stage' | 'lane'): readonly MapRecord[] {
  const ids = records.flatMap((record) => [textOf(record, name), textOf(record, `to_${name}`)]);
  const places = ids.map((id) => order.findIndex((one) => one.id === id)).filter((place) => place >= 0);
  return places.length === 0 ? [] : order.slice(Math.min(...places), Math.max(...places) + 1);
}

/** For each stage (or lane) that was beside what was copied, the one here that is meant; new ones where there is none. */
function counterparts(map: JourneyMap, clipboard: Clipboard, kind: 'stage' | 'lane', dice?: Dice): { ids: ReadonlyMap<string, string>; made: readonly MapRecord[] } {
  const here = ofKind(map, kind);
  const needed = covered(kind === 'stage' ? clipboard.stages : clipboard.lanes, clipboard.records, kind);
  const ids = new Map<string, string>();
  const missing: MapRecord[] = [];
  for (const record of needed) {
    const free = here.filter((one) => ![...ids.values()].includes(one.id));
    const found = free.find((one) => one.id === record.id) ?? free.find((one) => isAlike(one, record));
    if (found) ids.set(record.id, found.id);
    else missing.push(record);
  }
  const { made } = stretch(here, '', [...here, ...missing], dice);
  missing.forEach((record, number) => ids.set(record.id, (made[number] as MapRecord).id));
  return { ids, made };
}

function isAlike(one: MapRecord, other: MapRecord): boolean {
  const name = (record: MapRecord): string => (textOf(record, 'name') ?? '').trim().toLocaleLowerCase();
  return one.kind === 'lane' ? textOf(one, 'shows') === textOf(other, 'shows') && name(one) === name(other) : name(one) !== '' && name(one) === name(other);
}

/** The record without names of personas that this map does not have. */
function withoutStrangers(map: JourneyMap, record: MapRecord): MapRecord {
  return map.records.get(textOf(record, 'persona') ?? '')?.kind === 'persona' ? record : withFields(record, { persona: null });
}

function orNone(id: string | null): MapField | null {
  return id === null ? null : asserted(id);
}

function parsed(text: string): Record<string, unknown> | null {
  try {
    const found: unknown = JSON.parse(text);
    return typeof found === 'object' && found !== null ? (found as Record<string, unknown>) : null;
  } catch {
    return null; // most texts on a clipboard are no JSON
  }
}

function recordsIn(found: unknown, kinds: readonly RecordKind[]): readonly MapRecord[] {
  if (!Array.isArray(found)) return [];
  return found.flatMap((one: Partial<MapRecord> | null) => {
    const kind = kinds.find((known) => known === one?.kind);
    if (!kind || typeof one?.id !== 'string' || typeof one.fields !== 'object') return [];
    const fields = Object.entries(one.fields ?? {}).flatMap(([name, field]) => fieldIn(kind, name, field));
    const record = withFields(recordOf(one.id, kind, {}), Object.fromEntries(fields));
    const isWhole = Object.entries(FIELDS[kind]).every(([name, spec]) => !spec.isRequired || record.fields[name]);
    return isWhole ? [record] : [];
  });
}

function fieldIn(kind: RecordKind, name: string, field: Partial<MapField> | null): [string, MapField][] {
  const spec = specOf(kind, name);
  if (!spec || !fits(field?.content, spec.shape)) return [];
  const provenance = field.provenance === 'measured' || field.provenance === 'inferred' ? field.provenance : 'asserted';
  const evidence = fits(field.evidence, 'texts') ? (field.evidence as readonly string[]) : [];
  return [[name, { content: field.content as MapField['content'], provenance, evidence }]];
}
