/** The sheet by keyboard: the keys that walk and write; all others are commands. */
import { isWriting, stroke } from '../keys.ts';
import type { Board } from './board.svelte.ts';
import { removeSelected, write, writeNew } from './deeds.ts';
import { walked, WAYS } from './walking.ts';

/** Answers a key on the sheet; true where it was one of ours. */
export function onSheetKey(board: Board, event: KeyboardEvent): boolean {
  if (isWriting(event.target) || (event.target as Element).closest('button, a, [data-keep]')) return false;
  const one = stroke(event);
  const way = WAYS[one.replace('shift+', '')];
  if (way) {
    board.go(walked(board.sheet, board.cursor, way), { isExtending: event.shiftKey });
    return true;
  }
  const { cursor } = board;
  if (!cursor) return false;
  if (one === 'enter' || one === 'f2') return enter(board);
  if (one === ' ' && cursor.mark !== null) {
    showBehind(board, cursor.mark);
    return true;
  }
  if (one === 'backspace') {
    removeSelected(board);
    return true;
  }
  if (one === 'escape') return leave(board);
  if (one === 'tab' || one === 'shift+tab') return tab(board, event.shiftKey);
  const isLetter = event.key.length === 1 && event.key !== ' ' && !event.ctrlKey && !event.metaKey && !event.altKey;
  return isLetter && !event.isComposing && !'?'.includes(event.key) ? type(board, event.key) : false;
}

/** The space bar opens what stands behind a card or figure. */
function showBehind({ session: opened }: Board, id: string): void {
  opened.show('selection', [id]);
}

function enter(board: Board): boolean {
  const { cursor, session } = board;
  if (!cursor) return false;
  if (cursor.mark === null) return writeNew(board, cursor.place);
  if (!write(board, cursor.mark)) session.show('selection', [cursor.mark]);
  return true;
}

function leave(board: Board): boolean {
  const { session, cursor } = board;
  if (session.panel) session.show(null);
  else if (session.selection.length > 1) board.go(cursor);
  else return false;
  return true;
}

/** Tab goes to the next cell; beyond the last one it leaves the sheet. */
function tab(board: Board, isBack: boolean): boolean {
  const next = walked(board.sheet, board.cursor, isBack ? 'left' : 'right');
  if (!next) return false;
  board.go(next);
  return true;
}

/** Typing in an empty cell writes a new card; on a card it writes over its words. */
function type(board: Board, letter: string): boolean {
  const { cursor, sheet } = board;
  if (!cursor || sheet.places.get(cursor.place)?.kind !== 'cell') return false;
  return cursor.mark === null ? writeNew(board, cursor.place, letter) : write(board, cursor.mark, letter);
}
