/** Everything that can be done on the map page, by name and key: for the palette and the list of shortcuts. */
import { isSo, setFields, type MapRecord } from '../../../document/src/index.ts';
import type { Command } from '../commands.svelte.ts';
import { speaker } from '../speaker.svelte.ts';
import { toasts } from '../toasts.svelte.ts';
import type { Board } from './board.svelte.ts';
import { addLaneAt, addStageAt, addStepHere, chosen, duplicateSelected, makeShared, nudge, ofKinds, redo, removeSelected, stretchSelected, undo, write, writeNew } from './deeds.ts';
import { laneKinds } from './lanekinds.ts';
import { nextZoom } from './look.ts';
import { cursorOn, walked } from './walking.ts';

const say = speaker.sayAny;

/** What can be done now; what makes no sense here is left out. */
export function mapCommands(board: Board): readonly Command[] {
  return [...(board.session.mayEdit ? [...edits(board), ...lanes(board)] : []), ...walks(board), ...looks(board)];
}

/**
 * What the sheet itself answers to, so that it stands in the list of shortcuts. Their keys are written so that no
 * stroke is called like them: the page must leave these to the sheet, the field and the clipboard.
 */
function walks(board: Board): Command[] {
  const group = say('map.group.walk');
  const command = (id: string, keys: string, run: () => void): Command => ({ id: `map.${id}`, group, label: say(`map.do.${id}`), keys, run });
  const stand = (): void => board.go(board.cursor ?? walked(board.sheet, null, 'first'));
  const reading = [
    command('walk', 'arrowleft+arrowright+arrowup+arrowdown', stand),
    command('walk_more', 'arrowleft+arrowright+arrowup+arrowdown+shift', stand),
    command('look_behind', 'Space', () => board.session.show('selection')),
  ];
  if (!board.session.mayEdit) return [...reading, command('copy', 'mod+C', () => void document.execCommand('copy'))];
  return [
    ...reading,
    command('enter', 'enter+F2', () => void (board.cursor?.mark == null ? writeNew(board, board.cursor?.place ?? '') : write(board, board.cursor.mark))),
    command('tab', 'Tab', stand),
    command('another', 'mod+Enter', () => void writeNew(board, board.cursor?.place ?? '')),
    command('copy', 'mod+C', () => void document.execCommand('copy')),
    command('cut', 'mod+X', () => void document.execCommand('cut')),
    command('paste', 'mod+V', () => board.session.say(say('map.said.paste_by_key'))),
  ];
}

function edits(board: Board): Command[] {
  const group = say('map.group.edit');
  const { session } = board;
  const command = (id: string, keys: string, run: () => void, words?: string): Command => ({ id: `map.${id}`, group, label: say(`map.do.${id}`), keys, run, ...(words ? { words } : {}) });
  const chosenOnly = (id: string, keys: string, run: () => void): Command => command(id, keys, () => (chosen(board).length > 0 ? run() : toasts.say(say('map.said.nothing_selected'))));
  return [
    command('undo', 'mod+z', () => undo(board)),
    command('redo', 'mod+shift+z', () => redo(board)),
    chosenOnly('write', 'f2', () => void write(board, session.selection[0] ?? '')),
    chosenOnly('remove', 'delete', () => removeSelected(board)),
    chosenOnly('duplicate', 'mod+d', () => duplicateSelected(board)),
    chosenOnly('move_left', 'alt+arrowleft', () => nudge(board, 'left')),
    chosenOnly('move_right', 'alt+arrowright', () => nudge(board, 'right')),
    chosenOnly('move_up', 'alt+arrowup', () => nudge(board, 'up')),
    chosenOnly('move_down', 'alt+arrowdown', () => nudge(board, 'down')),
    chosenOnly('longer', 'alt+shift+arrowright', () => stretchSelected(board, 1)),
    chosenOnly('shorter', 'alt+shift+arrowleft', () => stretchSelected(board, -1)),
    command('all', 'mod+a', () => selectAll(board)),
    ...(board.cursor ? [command('new_card', '', () => void writeNew(board, board.cursor?.place ?? ''))] : []),
    command('add_stage', '', () => addStageAt(board, placeBehind(board, 'stage'))),
    command('add_lane', '', () => (board.choosing = { at: placeBehind(board, 'lane') ?? board.sheet.lanes.length })),
    ...(lockable(board) ? [command(isSo(lockable(board), 'is_locked') ? 'unlock' : 'lock', '', () => toggleLock(board))] : []),
    ...(board.cursor ? [command('add_step', '', () => addStepHere(board))] : []),
    ...(ofKinds(board, 'card').length > 0 ? [command('share_card', '', () => makeShared(board))] : []),
  ];
}

/** The lane where the keyboard stands, for those who may lock it. */
function lockable({ session, sheet, cursor }: Board): MapRecord | undefined {
  return session.role === 'owner' ? session.map.records.get(sheet.places.get(cursor?.place ?? '')?.lane ?? '') : undefined;
}

function toggleLock(board: Board): void {
  const lane = lockable(board);
  if (!lane) return;
  const isLocked = isSo(lane, 'is_locked');
  board.session.edit(setFields(board.session.map, { ids: [lane.id], fields: { is_locked: isLocked ? null : true } }), say(isLocked ? 'map.do.unlock' : 'map.do.lock'));
}

/** Behind the stage or lane where the keyboard stands. */
function placeBehind(board: Board, kind: 'stage' | 'lane'): number | undefined {
  const place = board.sheet.places.get(board.cursor?.place ?? '');
  const at = kind === 'stage' ? board.sheet.stages.findIndex((one) => one.stage === place?.stage) : board.sheet.lanes.findIndex((one) => one.lane === place?.lane);
  return at < 0 ? undefined : at + 1;
}

function lanes(board: Board): Command[] {
  const group = say('map.group.lanes');
  return laneKinds(board).map(({ shows, name }) => ({ id: `map.lane.${shows}`, group, label: say('map.do.lane', { name }), run: () => addLaneAt(board, shows, placeBehind(board, 'lane')) }));
}

function looks(board: Board): Command[] {
  const group = say('map.group.look');
  const command = (id: string, keys: string, run: () => void): Command => ({ id: `map.${id}`, group, label: say(`map.do.${id}`), keys, run });
  return [
    command('search', 'mod+f', () => (board.isSearching = true)),
    command('zoom_in', '+', () => (board.zoom = nextZoom(board.zoom, 1))),
    command('zoom_out', '-', () => (board.zoom = nextZoom(board.zoom, -1))),
    command('zoom_whole', '0', () => (board.zoom = 1)),
    ...(foldable(board).length > 0 ? [command('fold', 'alt+enter', () => foldable(board).forEach((key) => board.unfold(key)))] : []),
    command('fit', '9', () => board.fit()),
    command('dense', '', () => board.setLook({ density: board.look.density === 'dense' ? 'calm' : 'dense' })),
    command('by_time', '', () => board.setLook({ columnWidths: board.look.columnWidths === 'time' ? 'equal' : 'time' })),
  ];
}

/** What can be opened or closed where the keyboard stands: the steps of a stage or step, the touchpoints of a lane. */
function foldable({ sheet, cursor }: Board): readonly string[] {
  const place = sheet.places.get(cursor?.place ?? '');
  if (!place) return [];
  if (place.shows === 'touchpoints') return ['touchpoints'];
  const key = place.kind === 'step' ? `steps:${place.step ?? ''}` : `steps:${place.stage ?? ''}`;
  return sheet.marks.has(`more:${key}`) ? [key] : [];
}

/** Everything that people put on the map. */
export function selectAll(board: Board): void {
  const { sheet, session } = board;
  const cards = [...sheet.marks.values()].filter((mark) => mark.block === 'lanes' && session.map.records.has(mark.id)).map((mark) => mark.id);
  session.select(cards);
  board.cursor ??= cards[0] === undefined ? null : cursorOn(sheet, cards[0]);
  session.say(say('map.said.selected', { n: cards.length }));
}
