/** Everything that can be done to the map from the sheet: what is changed, what is said, where the keyboard goes then. */
import {
  addCard, addCell, addLane, addStage, addStep, contentOf, duplicateLane, duplicateStage, moveCards, moveLane, moveStage, moveStep, newId, numberOf, ofKind, recordOf,
  added, applied, removeRecords, setFields, setText, spanTo, stageRecord, stepsUnder, cardsAt, textOf, type Change, type Contents, type MapRecord,
} from '../../../document/src/index.ts';
import { speaker } from '../speaker.svelte.ts';
import { toasts } from '../toasts.svelte.ts';
import type { Board } from './board.svelte.ts';
import { isFound, laneNamed, nameOf, placeNamed, stageNamed, wordsOf } from './naming.ts';
import type { Place } from './sheet.ts';
import { newPlace, wordsPlace } from './textplace.ts';
import { afterWriting, walked, type Way } from './walking.ts';

const say = speaker.sayAny;
const LEAST_LEVEL = -2;
const MOST_LEVEL = 2;

/** The selected records that people may change. */
export function chosen(board: Board): readonly MapRecord[] {
  const { map, selection } = board.session;
  return selection.flatMap((id) => map.records.get(id) ?? []).filter((record) => !isFound(record));
}

export function ofKinds(board: Board, ...kinds: readonly MapRecord['kind'][]): readonly MapRecord[] {
  return chosen(board).filter((record) => kinds.includes(record.kind));
}

/** Where a place stands, as records say it. */
export function spotOf(board: Board, place: Place): { lane: string; stage: string | null; step: string | null } {
  const stage = place.stage === null ? null : (stageRecord(board.session.map, place.stage)?.id ?? null);
  return { lane: place.lane ?? '', stage, step: place.step };
}

/** Begins to write the words of a mark; `start` replaces them. Answers whether there is anything to write. */
export function write(board: Board, id: string, start?: string): boolean {
  const { session } = board;
  const record = session.map.records.get(id);
  const at = wordsPlace(board.scene, board.sheet, id);
  const place = board.sheet.marks.get(id)?.place;
  if (!session.mayEdit || !record || isFound(record) || !at || place == null || !['card', 'cell', 'stage', 'step', 'lane'].includes(record.kind)) return false;
  const field = record.kind === 'card' || record.kind === 'cell' ? 'text' : 'name';
  const before = writtenName(board, record);
  board.writing = { id, place, field, before, start: start ?? before, at };
  return true;
}

/** Begins to write something new in a cell. */
export function writeNew(board: Board, placeId: string, start = ''): boolean {
  const place = board.sheet.places.get(placeId);
  if (!board.session.mayEdit || place?.kind !== 'cell' || place.holds === 'found' || place.holds === 'line') return false;
  board.cursor = { place: placeId, mark: null };
  board.session.select([]);
  board.writing = { id: null, place: placeId, field: 'text', before: '', start, at: newPlace(board.sheet, place, { density: board.look.density }) };
  return true;
}

/** Keeps what was written and goes on; an empty new card was never there. */
export function keepWriting(board: Board, text: string, next: Way | 'another' | null): void {
  const writing = board.writing;
  if (!writing) return;
  board.writing = null;
  const words = text.trim();
  const id = writing.id === null ? addWords(board, writing.place, words) : setWords(board, writing.id, words);
  if (id !== null && board.sheet.marks.has(id)) board.goTo(id);
  else board.go({ place: writing.place, mark: null });
  if (next === 'another') writeNew(board, writing.place);
  else if (next === 'down' && board.cursor) board.go(afterWriting(board.sheet, board.cursor, { isNew: writing.id === null }));
  else if (next) board.go(walked(board.sheet, board.cursor, next));
}

export function leaveWriting(board: Board): void {
  const writing = board.writing;
  board.writing = null;
  if (writing) board.cursor = { place: writing.place, mark: writing.id };
}

function addWords(board: Board, placeId: string, words: string): string | null {
  const { session } = board;
  const place = board.sheet.places.get(placeId);
  if (!place || words === '') return null;
  const spot = { ...spotOf(board, place), persona: session.filter.persona };
  const level = Number(words.replace(',', '.').replace('−', '-'));
  const isPoint = place.holds === 'point';
  const changes = isPoint ? addCell(session.map, { ...spot, ...(Number.isFinite(level) ? { level: bounded(level) } : { level: 0, text: words }) })
    : place.holds === 'figure' ? addCell(session.map, { ...spot, text: words }) : addCard(session.map, { ...spot, text: words });
  session.edit(changes, say('map.said.added', { name: words, place: placeNamed(session, board.tongue, place) }));
  return newest(changes);
}

function setWords(board: Board, id: string, words: string): string | null {
  const { session } = board;
  const record = session.map.records.get(id);
  if (!record) return null;
  if (record.kind === 'card' && words === '' && textOf(record, 'of') === null && textOf(record, 'image') === null) {
    removeIds(board, [id]);
    return null;
  }
  const field = record.kind === 'card' || record.kind === 'cell' ? 'text' : 'name';
  if (words === writtenName(board, record)) return id;
  const entry = textOf(record, 'of');
  const isShared = field === 'text' && entry !== null && textOf(record, 'text') === null && session.library.records.has(entry);
  const said = say('map.said.written', { name: words });
  if (isShared) session.edit(setText(session.library, { id: entry, field: 'text', text: words }), said, 'library');
  else session.edit(setText(session.map, { id, field, text: words }), said);
  return id;
}

/** The words of a record in full, as a field shows them. */
function writtenName({ session, tongue }: Board, record: MapRecord): string {
  return record.kind === 'stage' || record.kind === 'lane' ? nameOf(session, tongue, record.id) : (wordsOf(session, record) ?? '');
}

/** Removes what is selected; undo puts all of it back. */
export function removeSelected(board: Board): void {
  removeIds(board, chosen(board).filter((record) => ['card', 'cell', 'stage', 'step', 'lane'].includes(record.kind) && !isLocked(record)).map((record) => record.id));
}

export function removeIds(board: Board, ids: readonly string[]): void {
  const { session } = board;
  if (ids.length === 0 || !session.mayEdit) return;
  const stays = board.cursor;
  const words = ids.length === 1 ? say('map.said.removed', { name: nameOf(session, board.tongue, ids[0] as string) }) : say('map.said.removed_many', { n: ids.length });
  if (!session.edit(removeRecords(session.map, { ids }), words)) return;
  toasts.say(words, { act: { label: say('do.undo'), run: () => void undo(board) } });
  const place = stays && board.sheet.places.get(stays.place);
  board.go(place ? { place: place.id, mark: place.marks[0] ?? null } : walked(board.sheet, null, 'first'));
}

function isLocked(record: MapRecord): boolean {
  return record.kind === 'lane' && contentOf(record, 'is_locked') === true;
}

export function undo(board: Board): void {
  board.session.say(say(board.session.undo() ? 'map.said.undone' : 'map.said.nothing_to_undo'));
  settle(board);
}

export function redo(board: Board): void {
  board.session.say(say(board.session.redo() ? 'map.said.redone' : 'map.said.nothing_to_redo'));
  settle(board);
}

/** Lets go of what is no more. */
function settle(board: Board): void {
  const { session, sheet, cursor } = board;
  session.select(session.selection.filter((id) => sheet.marks.has(id)));
  if (cursor?.mark != null && !sheet.marks.has(cursor.mark)) board.cursor = sheet.places.has(cursor.place) ? { place: cursor.place, mark: null } : null;
}

/** Doubles what is selected: cards beside themselves, a lane below, a stage to the right. */
export function duplicateSelected(board: Board): void {
  const { session } = board;
  const { map } = session;
  const records = chosen(board).filter((record) => ['card', 'cell', 'stage', 'lane'].includes(record.kind));
  if (records.length === 0) return;
  const changes = records.flatMap((record): readonly Change[] => {
    if (record.kind === 'stage') return duplicateStage(map, { id: record.id });
    if (record.kind === 'lane') return duplicateLane(map, { id: record.id });
    const contents = Object.fromEntries(Object.entries(record.fields).map(([name, field]) => [name, field.content]));
    return record.kind === 'cell' ? [added(recordOf(newId('cell'), 'cell', contents))] : addCard(map, { ...contents, lane: textOf(record, 'lane') ?? '', stage: textOf(record, 'stage'), step: textOf(record, 'step'), at: placeAmong(board, record) + 1 });
  });
  const words = records.length === 1 ? say('map.said.duplicated', { name: nameOf(session, board.tongue, records[0]?.id ?? '') }) : say('map.said.duplicated_many', { n: records.length });
  if (session.edit(changes, words)) board.goTo(newest(changes, records[0]?.kind));
}

function placeAmong(board: Board, card: MapRecord): number {
  return cardsAt(board.session.map, { lane: textOf(card, 'lane') ?? '', stage: textOf(card, 'stage'), step: textOf(card, 'step') }).findIndex((one) => one.id === card.id);
}

/** Moves what is selected one place: cards among cells, lanes and stages among their kind, points up and down. */
export function nudge(board: Board, way: 'left' | 'right' | 'up' | 'down'): void {
  const first = chosen(board)[0];
  if (!first || !board.session.mayEdit) return;
  const back = way === 'left' || way === 'up' ? -1 : 1;
  if (first.kind === 'stage' && (way === 'left' || way === 'right')) shift(board, first, back);
  else if (first.kind === 'lane' && (way === 'up' || way === 'down')) shift(board, first, back);
  else if (first.kind === 'step') shiftStep(board, first, back);
  else if (numberOf(first, 'level') !== null && (way === 'up' || way === 'down')) setLevel(board, first.id, (numberOf(first, 'level') ?? 0) - back * 0.5);
  else if (first.kind === 'card' || first.kind === 'cell') nudgeCards(board, way, first);
}

function shift(board: Board, record: MapRecord, back: number): void {
  const { session } = board;
  const siblings = ofKind(session.map, record.kind);
  const at = siblings.indexOf(record) + back;
  if (at < 0 || at >= siblings.length) return;
  if (record.kind === 'stage') moveStageTo(board, record.id, at);
  else moveLaneTo(board, record.id, at);
}

function shiftStep(board: Board, step: MapRecord, back: number): void {
  const { session } = board;
  const stage = textOf(step, 'stage') ?? '';
  const parent = textOf(step, 'parent');
  const at = stepsUnder(session.map, { stage, parent }).indexOf(step) + back;
  if (at >= 0) stayOn(board, step.id, () => session.edit(moveStep(session.map, { id: step.id, stage, parent, at }), say('map.said.moved_among', { name: nameOf(session, board.tongue, step.id), at: at + 1 })));
}

function nudgeCards(board: Board, way: Way, first: MapRecord): void {
  const { sheet, session } = board;
  const place = sheet.places.get(sheet.marks.get(first.id)?.place ?? '');
  if (!place) return;
  const siblings = cardsAt(session.map, spotOf(board, place));
  const at = siblings.findIndex((one) => one.id === first.id);
  const inside = at + (way === 'up' ? -1 : 1);
  const isInside = (way === 'up' || way === 'down') && at >= 0 && inside >= 0 && inside < siblings.length;
  if (isInside) return moveCardsTo(board, session.selection, { place, at: inside });
  const target = freeCell(board, place, way);
  if (target) moveCardsTo(board, session.selection, { place: target, ...(way === 'down' ? { at: 0 } : {}) });
}

/** The next cell in a direction that takes what this one holds. */
export function freeCell(board: Board, from: Place, way: Way): Place | null {
  const { sheet } = board;
  if (way === 'left' || way === 'right') {
    const row = sheet.columns.flatMap((column) => sheet.places.get(`${from.lane ?? ''}|${column.stage}|${column.step ?? ''}`) ?? []);
    return row[row.indexOf(from) + (way === 'left' ? -1 : 1)] ?? null;
  }
  const lanes = sheet.lanes.filter((lane) => lane.holds === from.holds);
  const next = lanes[lanes.findIndex((lane) => lane.lane === from.lane) + (way === 'up' ? -1 : 1)];
  return next ? (sheet.places.get(`${next.lane ?? ''}|${from.stage ?? ''}|${from.step ?? ''}`) ?? null) : null;
}

export function moveCardsTo(board: Board, ids: readonly string[], { place, at, channel }: { place: Place; at?: number | undefined; channel?: string | undefined }): void {
  const { session, tongue } = board;
  const movable = ids.filter((id) => ['card', 'cell'].includes(session.map.records.get(id)?.kind ?? '') && !isFound(session.map.records.get(id)));
  if (movable.length === 0) return;
  const where = placeNamed(session, tongue, place);
  const words = movable.length === 1 ? say('map.said.moved', { name: nameOf(session, tongue, movable[0] as string), place: where }) : say('map.said.moved_many', { n: movable.length, place: where });
  const moved = moveCards(session.map, { ids: movable, ...spotOf(board, place), at });
  const rerouted = channel === undefined ? [] : setFields(applied(session.map, moved), { ids: movable, fields: { channel } });
  stayOn(board, movable, () => session.edit([...moved, ...rerouted], words));
}

export function moveStageTo(board: Board, id: string, at: number): void {
  const { session, tongue } = board;
  stayOn(board, id, () => session.edit(moveStage(session.map, { id, at }), say('map.said.moved_among', { name: nameOf(session, tongue, id), at: at + 1 })));
}

export function moveLaneTo(board: Board, id: string, at: number): void {
  const { session, tongue } = board;
  if (isLocked(session.map.records.get(id) as MapRecord)) return session.say(say('map.said.locked', { name: nameOf(session, tongue, id) }));
  stayOn(board, id, () => session.edit(moveLane(session.map, { id, at }), say('map.said.moved_among', { name: nameOf(session, tongue, id), at: at + 1 })));
}

/** Carries a change out and keeps the selection on what was changed. */
function stayOn(board: Board, ids: string | readonly string[], change: () => void): void {
  const all = typeof ids === 'string' ? [ids] : ids;
  change();
  board.goTo(all[0] ?? null);
  board.session.select(all);
}

/** Sets how something feels, between −2 and 2. */
export function setLevel(board: Board, id: string, level: number): void {
  const { session } = board;
  const set = bounded(level);
  stayOn(board, id, () => session.edit(setFields(session.map, { ids: [id], fields: { level: set } }), say('map.said.level', { level: board.tongue.signed(set) })));
}

export function addPoint(board: Board, place: Place, level: number): void {
  const { session } = board;
  const changes = addCell(session.map, { ...spotOf(board, place), persona: session.filter.persona, level: bounded(level) });
  session.edit(changes, say('map.said.level', { level: board.tongue.signed(bounded(level)) }));
  board.goTo(newest(changes));
}

function bounded(level: number): number {
  return Math.max(LEAST_LEVEL, Math.min(MOST_LEVEL, Math.round(level * 100) / 100));
}

/** Lets a card reach to a stage. */
export function spanCardTo(board: Board, id: string, stage: string): void {
  const { session, tongue } = board;
  const to = stageRecord(session.map, stage)?.id ?? null;
  stayOn(board, id, () => session.edit(spanTo(session.map, { id, to }), say('map.said.span', { name: nameOf(session, tongue, id), stage: stageNamed(session, tongue, stage) })));
}

/** Lengthens or shortens what is selected by a stage. */
export function stretchSelected(board: Board, way: 1 | -1): void {
  const { session } = board;
  const first = ofKinds(board, 'card', 'cell')[0];
  if (!first) return;
  const stages = session.resolved.stages.map((stage) => stage.id);
  const own = (name: string): number => stages.indexOf((textOf(first, name) ?? '').replace(/^stage:/, ''));
  const end = Math.max(own('stage'), own('to_stage')) + way;
  if (end >= own('stage') && stages[end] !== undefined) spanCardTo(board, first.id, stages[end]);
}

/** Adds a stage and lets its name be written at once. */
export function addStageAt(board: Board, at?: number): void {
  const { session } = board;
  const changes = addStage(session.map, { at });
  if (session.edit(changes, say('map.said.stage_added'))) writeName(board, newest(changes, 'stage'));
}

/** Adds a lane of a kind; its first cell waits to be written. */
export function addLaneAt(board: Board, shows: string, at?: number): void {
  const { session } = board;
  const changes = addLane(session.map, { at, shows });
  if (!session.edit(changes, '')) return;
  const id = newest(changes, 'lane');
  session.say(say('map.said.lane_added', { name: laneNamed(session, board.tongue, id) }));
  board.goTo(id);
  board.go(walked(board.sheet, board.cursor, 'right'));
}

/** Adds a step to the stage that is selected, or that the selected step stands in. */
export function addStepHere(board: Board): void {
  const { session, sheet, cursor } = board;
  const place = sheet.places.get(cursor?.place ?? '');
  const stage = place?.stage == null ? null : (stageRecord(session.map, place.stage)?.id ?? null);
  if (stage === null || !place) return;
  const parent = place.kind === 'step' ? (textOf(session.map.records.get(place.step ?? ''), 'parent') ?? undefined) : undefined;
  const changes = addStep(session.map, { stage, parent, name: say('map.new_step') });
  if (!session.edit(changes, say('map.said.step_added'))) return;
  const key = `steps:${place.stage}`;
  if (!board.unfolded.includes(key)) board.unfold(key);
  writeName(board, newest(changes, 'step'), '');
}

function writeName(board: Board, id: string | null, start?: string): void {
  if (id === null) return;
  board.goTo(id);
  write(board, id, start);
}

/** Sets fields of everything that is selected and has them. */
export function setAll(board: Board, fields: Contents, words: string): void {
  const { session } = board;
  const ids = ofKinds(board, 'card').map((record) => record.id);
  session.edit(setFields(session.map, { ids, fields }), words);
}

/** Makes what a card says an entry of the library, so that other maps can show it. */
export function makeShared(board: Board): void {
  const { session } = board;
  const card = ofKinds(board, 'card').find((record) => textOf(record, 'of') === null);
  if (!card) return;
  const lane = session.map.records.get(textOf(card, 'lane') ?? '');
  const id = newId('entry');
  const kept = ['text', 'note', 'image', 'owner', 'department', 'tags', 'query'];
  const contents = Object.fromEntries(kept.map((name) => [name, contentOf(card, name) ?? undefined]));
  const entry = added(recordOf(id, 'entry', { ...contents, shows: textOf(lane, 'shows') ?? 'text' }));
  const without = Object.fromEntries(kept.map((name) => [name, null]));
  const shown = setFields(session.map, { ids: [card.id], fields: { ...without, of: id } });
  session.editAll({ library: [entry], map: shown }, say('map.said.shared', { name: nameOf(session, board.tongue, card.id) }));
}

/** The id of the last record that changes add, of a kind where one is asked for. */
export function newest(changes: readonly Change[], kind?: MapRecord['kind']): string | null {
  const made = changes.flatMap((change) => (change.kind === 'added' && (kind === undefined || change.record.kind === kind) ? [change.record.id] : []));
  return (kind === undefined ? made.at(-1) : made[0]) ?? null;
}
