/** What pointer, finger and pen do on the sheet: select, draw a box around things, write, drag. */
import type { Board } from './board.svelte.ts';
import { addPoint, write, writeNew } from './deeds.ts';
import { Drag, dragKindOf, type DragKind, type Overlay } from './dragging.ts';
import { isFound } from './naming.ts';
import { cellAt, marksWithin, type Place } from './sheet.ts';
import { cursorOn } from './walking.ts';

const NEAR = 5; // a press that moves less is a click
const HELD_MS = 380; // a finger that stays picks up

interface Press {
  readonly pointer: number;
  readonly x: number;
  readonly y: number;
  readonly id: string | null;
  readonly kind: DragKind | null;
  readonly element: SVGElement | null;
  readonly isTouch: boolean;
  readonly isAdding: boolean; // Shift, Ctrl or Cmd
}

/** Listens to the sheet; the answer stops it. */
export function pointing(board: Board, root: HTMLElement, overlay: Overlay): () => void {
  let press: Press | null = null;
  let drag: Drag | null = null;
  let box: { element: HTMLElement; before: readonly string[] } | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function down(event: PointerEvent): void {
    const target = event.target as Element;
    if (event.button !== 0 || press || target.closest('button, input, textarea, select, a, [data-keep]')) return;
    const handle = target.closest<HTMLElement>('[data-span]')?.dataset['span'] ?? null;
    const element = target.closest<SVGElement>('.mark');
    const id = handle ?? element?.getAttribute('data-id') ?? null;
    const isTouch = event.pointerType !== 'mouse';
    const kind = handle !== null ? 'span' : id === null ? null : dragKindOf(board, id);
    const own = handle === null ? element : root.querySelector<SVGElement>(`.mark[data-id="${CSS.escape(handle)}"]`);
    press = { pointer: event.pointerId, x: event.clientX, y: event.clientY, id, kind, element: own, isTouch, isAdding: event.shiftKey || event.ctrlKey || event.metaKey };
    if (isTouch && kind !== null) timer = setTimeout(() => begin(event.clientX, event.clientY), handle === null ? HELD_MS : 0);
    if (!isTouch && id === null) event.preventDefault(); // no text is selected by drawing a box
    const isWritingHere = document.activeElement instanceof HTMLTextAreaElement && root.contains(document.activeElement);
    if (!isTouch && !isWritingHere) root.focus({ preventScroll: true }); // not so a field beside the map: what is typed next is meant for the sheet
  }

  function begin(x: number, y: number): void {
    if (!press?.id || !press.kind) return;
    if (press.kind === 'cards' && !board.session.selection.includes(press.id)) board.go(cursorOn(board.sheet, press.id));
    drag = new Drag(board, { id: press.id, kind: press.kind, at: { x, y }, overlay, element: press.element });
    drag.hold.setPointerCapture(press.pointer);
  }

  function move(event: PointerEvent): void {
    if (!press || event.pointerId !== press.pointer) return;
    const isFar = Math.hypot(event.clientX - press.x, event.clientY - press.y) > NEAR;
    if (drag) drag.move({ x: event.clientX, y: event.clientY }, event.altKey);
    else if (box) drawBox(event);
    else if (!isFar) return;
    else if (press.isTouch) stop();
    else if (press.kind !== null) begin(press.x, press.y);
    else if (press.id === null && inLanes(press.x, press.y)) startBox();
  }

  function up(event: PointerEvent): void {
    if (!press || event.pointerId !== press.pointer) return;
    const { id, isAdding, isTouch } = press;
    const [dropped, boxed] = [drag, box];
    stop();
    if (dropped) dropped.drop();
    else if (!boxed) click(event, { id, isAdding, isTouch });
  }

  function click(event: PointerEvent, { id, isAdding, isTouch }: { id: string | null; isAdding: boolean; isTouch: boolean }): void {
    if (id?.startsWith('more:')) return unfold(id);
    if (id !== null && isAdding && !event.shiftKey) return board.toggle(id);
    if (id !== null) {
      const cursor = cursorOn(board.sheet, id);
      if (!cursor) board.session.show('selection', [id]);
      else board.go(cursor, { isExtending: event.shiftKey });
      if (cursor && !isAdding && isMeasured(id)) board.session.show('selection', [id]);
      if (isTouch && board.isPhone && !isMeasured(id)) write(board, id);
      return;
    }
    const place = placeUnder(event);
    if (place) board.go({ place: place.id, mark: null }, { isExtending: event.shiftKey });
  }

  function isMeasured(id: string): boolean {
    const record = board.session.map.records.get(id);
    return record === undefined || record.kind === 'persona' || isFound(record);
  }

  function unfold(id: string): void {
    const [, lane = '', ...rest] = id.split(':');
    board.unfold(lane === 'touchpoints' ? 'touchpoints' : `${lane}:${rest.join(':')}`);
  }

  function twice(event: MouseEvent): void {
    const target = event.target as Element;
    if (target.closest('button, input, textarea, [data-keep]')) return;
    const id = target.closest('.mark')?.getAttribute('data-id') ?? null;
    if (id !== null) {
      if (!write(board, id)) board.session.show('selection', [id]);
      return;
    }
    const place = placeUnder(event);
    if (place?.holds === 'point' && board.session.mayEdit) addPoint(board, place, levelAt(place, event.clientY));
    else if (place) writeNew(board, place.id);
  }

  /** How high a point of an empty curve was set. */
  function levelAt(place: Place, clientY: number): number {
    const y = (clientY - overlay.lanes.getBoundingClientRect().top) / board.zoom;
    const share = (place.y + place.h / 2 - y) / (place.h / 2);
    return Math.round(Math.max(-1, Math.min(1, share)) * 4) / 2;
  }

  function placeUnder(event: MouseEvent): Place | null {
    if (!inLanes(event.clientX, event.clientY)) return null;
    const frame = overlay.lanes.getBoundingClientRect();
    return cellAt(board.sheet, { x: (event.clientX - frame.left) / board.zoom, y: (event.clientY - frame.top) / board.zoom });
  }

  function inLanes(x: number, y: number): boolean {
    const frame = overlay.lanes.getBoundingClientRect();
    return y >= frame.top && y < frame.top + board.sheet.height * board.zoom && x >= frame.left + (board.sheet.gutter - 12) * board.zoom;
  }

  function startBox(): void {
    if (!press) return;
    const element = document.createElement('div');
    element.className = 'marquee';
    overlay.lanes.append(element);
    box = { element, before: press.isAdding ? board.session.selection : [] };
    root.setPointerCapture(press.pointer);
  }

  function drawBox(event: PointerEvent): void {
    if (!press || !box) return;
    const frame = overlay.lanes.getBoundingClientRect();
    const [left, right] = [press.x, event.clientX].sort((a, b) => a - b) as [number, number];
    const [top, bottom] = [press.y, event.clientY].sort((a, b) => a - b) as [number, number];
    box.element.style.transform = `translate(${left - frame.left}px, ${top - frame.top}px)`;
    box.element.style.width = `${right - left}px`;
    box.element.style.height = `${bottom - top}px`;
    const z = board.zoom;
    const within = marksWithin(board.sheet, { x: (left - frame.left) / z, y: (top - frame.top) / z, w: (right - left) / z, h: (bottom - top) / z });
    board.session.select([...new Set([...box.before, ...within])]);
  }

  function stop(): void {
    clearTimeout(timer);
    if (press && root.hasPointerCapture(press.pointer)) root.releasePointerCapture(press.pointer);
    box?.element.remove();
    [press, drag, box] = [null, null, null];
  }

  function cancel(): void {
    const given = drag;
    stop();
    given?.cancel();
  }

  const onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || (!drag && !box)) return;
    event.preventDefault();
    event.stopPropagation();
    cancel();
  };
  const hold = (event: TouchEvent): void => {
    if (drag) event.preventDefault(); // the finger carries, the page does not scroll
  };
  const noMenu = (event: MouseEvent): void => {
    if (press?.isTouch) event.preventDefault();
  };
  root.addEventListener('pointerdown', down);
  root.addEventListener('pointermove', move);
  root.addEventListener('pointerup', up);
  root.addEventListener('pointercancel', cancel);
  root.addEventListener('dblclick', twice);
  root.addEventListener('touchmove', hold, { passive: false });
  root.addEventListener('contextmenu', noMenu);
  window.addEventListener('keydown', onKey, true);
  return () => {
    stop();
    window.removeEventListener('keydown', onKey, true);
    for (const [name, act] of Object.entries({ pointerdown: down, pointermove: move, pointerup: up, pointercancel: cancel, dblclick: twice, touchmove: hold, contextmenu: noMenu })) root.removeEventListener(name, act as EventListener);
  };
}
