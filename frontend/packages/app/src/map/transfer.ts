/** Copy, cut and paste through the clipboard of the system: between maps, and to and from spreadsheets. */
import { clipboardOf, clipboardText, copied, LANES_FOUND, LANES_WRITTEN, ofKind, pasted, pastedTable, stageRecord, tableText, type Change } from '../../../document/src/index.ts';
import { isWriting } from '../keys.ts';
import { speaker } from '../speaker.svelte.ts';
import type { Board } from './board.svelte.ts';
import { newest, removeSelected } from './deeds.ts';

const OWN = 'web application/x-resa';
const say = speaker.sayAny;

/** Answers copying and pasting on the sheet; call the answer to stop. */
export function transferring(board: Board): () => void {
  const isOurs = (event: ClipboardEvent): boolean => {
    const at = document.activeElement;
    const isSheet = at === document.body || (board.scroller?.contains(at) ?? false);
    return isSheet && !isWriting(event.target) && getSelection()?.isCollapsed !== false;
  };
  const copy = (event: ClipboardEvent): void => {
    if (!isOurs(event)) return;
    const { session } = board;
    const clipboard = copied(session.map, { ids: session.selection });
    if (!clipboard || !event.clipboardData) return;
    event.preventDefault();
    event.clipboardData.setData(OWN, clipboardText(clipboard));
    event.clipboardData.setData('text/html', carrier(clipboardText(clipboard))); // other programs keep this where they drop ours
    event.clipboardData.setData('text/plain', tableText(clipboard));
    session.say(say('map.said.copied', { n: clipboard.records.length }));
    if (event.type === 'cut' && session.mayEdit) removeSelected(board);
  };
  const paste = (event: ClipboardEvent): void => {
    if (!isOurs(event) || !board.session.mayEdit || !event.clipboardData) return;
    const changes = pasting(board, event.clipboardData);
    if (changes === null) return;
    event.preventDefault();
    const count = changes.filter((change) => change.kind === 'added').length;
    if (board.session.edit(changes, say('map.said.pasted', { n: count }))) board.goTo(newest(changes, 'card') ?? newest(changes));
  };
  document.addEventListener('copy', copy);
  document.addEventListener('cut', copy);
  document.addEventListener('paste', paste);
  return () => {
    document.removeEventListener('copy', copy);
    document.removeEventListener('cut', copy);
    document.removeEventListener('paste', paste);
  };
}

function pasting(board: Board, given: DataTransfer): readonly Change[] | null {
  const { map } = board.session;
  const own = clipboardOf(given.getData(OWN) || carried(given.getData('text/html')));
  const place = board.sheet.places.get(board.cursor?.place ?? '');
  const stage = place?.stage == null ? undefined : stageRecord(map, place.stage)?.id;
  const spot = { ...(place?.lane == null ? {} : { lane: place.lane }), ...(stage === undefined ? {} : { stage }), ...(place?.step == null ? {} : { step: place.step }) };
  if (own) return pasted(map, own, { ...spot, ...siblingPlace(board, own.kind) });
  const text = given.getData('text/plain');
  return text.trim() === '' ? null : pastedTable(map, text, { ...spot, words: laneWords(board) });
}

/** Lanes and stages go behind the one where the keyboard stands. */
function siblingPlace(board: Board, kind: 'stages' | 'lanes' | 'cards'): { at?: number } {
  const place = board.sheet.places.get(board.cursor?.place ?? '');
  if (!place || kind === 'cards') return {};
  const { map } = board.session;
  const at = kind === 'lanes' ? ofKind(map, 'lane').findIndex((lane) => lane.id === place.lane) : ofKind(map, 'stage').findIndex((stage) => stage.id === stageRecord(map, place.stage ?? '')?.id);
  return at < 0 ? {} : { at: at + 1 };
}

/** What lanes are called in the reader's language, so that a column of a spreadsheet finds its lane. */
function laneWords({ tongue }: Board): Readonly<Record<string, string>> {
  const kinds = [...LANES_WRITTEN, ...LANES_FOUND].filter((shows) => tongue.has(`lane.${shows}`));
  return Object.fromEntries(kinds.map((shows) => [tongue.say(`lane.${shows}`).toLocaleLowerCase(tongue.locale), shows]));
}

function carrier(text: string): string {
  const bytes = new TextEncoder().encode(text);
  let letters = '';
  for (const byte of bytes) letters += String.fromCharCode(byte);
  return `<meta name="resa" content="${btoa(letters)}">`;
}

function carried(html: string): string {
  const found = /<meta name="resa" content="([A-Za-z0-9+/=]+)"/.exec(html)?.[1];
  if (!found) return '';
  return new TextDecoder().decode(Uint8Array.from(atob(found), (letter) => letter.charCodeAt(0)));
}
