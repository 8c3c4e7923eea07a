/** Dragging with mouse, finger or pen: a ghost follows, a line shows where it lands, nothing else moves until it is let go. */
import { channelAt } from '../../../canvas/src/index.ts';
import { numberOf, stageRecord, textOf, cardsAt, moveStep, type MapRecord } from '../../../document/src/index.ts';
import { speaker } from '../speaker.svelte.ts';
import type { Board } from './board.svelte.ts';
import { moveCardsTo, moveLaneTo, moveStageTo, setLevel, spanCardTo, spotOf } from './deeds.ts';
import { cardLanding, laneLanding, levelLanding, spanLanding, stageLanding, stepLanding, type Landing, type Point } from './landing.ts';
import { isFound, nameOf, placeNamed, stageNamed } from './naming.ts';
import type { Place, Sheet } from './sheet.ts';

export type DragKind = 'cards' | 'stage' | 'lane' | 'step' | 'level' | 'span';

const EDGE = 56; // within this many pixels of the edge the map scrolls
const FASTEST = 22; // pixels a frame
const PER_LEVEL = { emotion: 66, arc: 26 };

/** What can be dragged by a mark, null where it stands fast. */
export function dragKindOf(board: Board, id: string): DragKind | null {
  const record = board.session.map.records.get(id);
  if (!record || !board.session.mayEdit || isFound(record)) return null;
  if (record.kind === 'stage' || record.kind === 'lane' || record.kind === 'step') return record.kind;
  if (record.kind === 'cell' && numberOf(record, 'level') !== null) return 'level';
  return record.kind === 'card' || record.kind === 'cell' ? 'cards' : null;
}

export interface Overlay {
  readonly heads: HTMLElement;
  readonly lanes: HTMLElement;
  readonly top: HTMLElement; // over everything, in window coordinates
}

/** One drag, from where it began until it is dropped or given up. */
export class Drag {
  private readonly board: Board;
  private readonly sheet: Sheet;
  private readonly kind: DragKind;
  private readonly ids: readonly string[];
  private readonly overlay: Overlay;
  private readonly ghost: HTMLElement;
  private readonly line = part('landing-line');
  private readonly slot = part('landing-slot');
  readonly hold = part('carrying'); // lies over the window and has the pointer
  private readonly grip: Point; // from the ghost's corner to the pointer
  private readonly start: Point;
  private landing: Landing | null = null;
  private at: Point;
  private isFree = false;
  private frame = 0;

  constructor(board: Board, { id, kind, at, overlay, element }: { id: string; kind: DragKind; at: Point; overlay: Overlay; element: SVGElement | null }) {
    this.board = board;
    this.sheet = board.sheet;
    this.kind = kind;
    this.overlay = overlay;
    this.at = at;
    const { selection } = board.session;
    this.ids = kind === 'cards' && selection.includes(id) ? selection.filter((one) => dragKindOf(board, one) === 'cards') : [id];
    const box = element?.querySelector('.ring')?.getBoundingClientRect() ?? new DOMRect(at.x, at.y, 0, 0);
    this.grip = { x: at.x - box.left, y: at.y - box.top };
    this.start = this.inLanes(at);
    this.ghost = this.ghostOf(element, box);
    if (kind !== 'span' && kind !== 'level') overlay.top.append(this.ghost);
    overlay.lanes.append(this.slot);
    (kind === 'stage' || kind === 'step' ? overlay.heads : overlay.lanes).append(this.line);
    board.scroller?.append(this.hold);
    board.isDragging = true;
    for (const moving of this.ids) this.elementOf(moving)?.classList.add('is-away');
    this.frame = requestAnimationFrame(this.turn);
  }

  move(at: Point, isFree: boolean): void {
    this.at = at;
    this.isFree = isFree;
  }

  /** Lets go: what the line showed is done, as one thing that can be undone. */
  drop(): void {
    this.show();
    const { landing } = this;
    this.end();
    if (landing) this.carryOut(landing);
  }

  cancel(): void {
    this.end();
    this.board.session.say(speaker.sayAny('map.said.cancelled'));
  }

  private readonly turn = (): void => {
    this.scrollAtEdge();
    this.show();
    this.frame = requestAnimationFrame(this.turn);
  };

  private end(): void {
    cancelAnimationFrame(this.frame);
    for (const element of [this.ghost, this.line, this.slot, this.hold]) element.remove();
    for (const moving of this.ids) this.elementOf(moving)?.classList.remove('is-away');
    this.board.isDragging = false;
  }

  private show(): void {
    const { zoom } = this.board;
    this.ghost.style.transform = `translate(${this.at.x - this.grip.x}px, ${this.at.y - this.grip.y}px)`;
    this.landing = this.landingAt();
    put(this.line, this.landing?.line ?? null, zoom);
    put(this.slot, this.landing?.slot ?? null, zoom);
    this.ghost.dataset['where'] = this.landing ? this.told(this.landing) : '';
  }

  private told({ place, level, at }: Landing): string {
    const { session, tongue } = this.board;
    if (level !== null) return tongue.signed(level);
    if (place && this.kind === 'cards') return placeNamed(session, tongue, place);
    return place ? stageNamed(session, tongue, place.stage) : String(at + 1);
  }

  private landingAt(): Landing | null {
    const id = this.ids[0] as string;
    const point = this.inLanes(this.at);
    switch (this.kind) {
      case 'cards': return cardLanding(this.sheet, point, { moving: new Set(this.ids), holds: this.holds(id) });
      case 'stage': return stageLanding(this.sheet, point.x, id);
      case 'lane': return laneLanding(this.sheet, point.y, id);
      case 'step': return stepLanding(this.sheet, point, id);
      case 'span': return spanLanding(this.sheet, id, point.x);
      case 'level': return levelLanding(this.sheet, { id, from: this.start.y, level: numberOf(this.record(id), 'level') ?? 0, perLevel: this.perLevel(id) }, point.y, this.isFree);
    }
  }

  private carryOut(landing: Landing): void {
    const { board } = this;
    const id = this.ids[0] as string;
    if (this.kind === 'cards' && landing.place) moveCardsTo(board, this.ids, { place: landing.place, at: this.placeBefore(landing.place, landing.after), channel: this.channelUnder(landing.place) });
    else if (this.kind === 'stage') moveStageTo(board, id, landing.at);
    else if (this.kind === 'lane') moveLaneTo(board, id, landing.at);
    else if (this.kind === 'step' && landing.place) this.moveStepTo(id, landing);
    else if (this.kind === 'span' && landing.place?.stage != null) spanCardTo(board, id, landing.place.stage);
    else if (this.kind === 'level' && landing.level !== null) setLevel(board, id, landing.level);
  }

  private moveStepTo(id: string, { place, at }: Landing): void {
    const { session, tongue } = this.board;
    const stage = stageRecord(session.map, place?.stage ?? '')?.id;
    if (!stage) return;
    const isSame = textOf(this.record(id), 'stage') === stage;
    const parent = isSame ? textOf(this.record(id), 'parent') : null;
    session.edit(moveStep(session.map, { id, stage, parent, at }), speaker.sayAny('map.said.moved', { name: nameOf(session, tongue, id), place: stageNamed(session, tongue, place?.stage ?? null) }));
    this.board.goTo(id);
  }

  /** Before which of the cards that stay it goes. */
  private placeBefore(place: Place, after: string | null): number | undefined {
    if (after === null) return undefined;
    const stay = cardsAt(this.board.session.map, spotOf(this.board, place)).filter((card) => !this.ids.includes(card.id));
    const at = stay.findIndex((card) => card.id === after);
    return at < 0 ? undefined : at;
  }

  /** In a plan of messages the row says the channel. */
  private channelUnder(place: Place): string | undefined {
    if (place.shows !== 'message_plan' || place.lane === null) return undefined;
    return channelAt(this.board.scene, place.lane, this.inLanes(this.at).y) || undefined;
  }

  private record(id: string): MapRecord | undefined {
    return this.board.session.map.records.get(id);
  }

  private holds(id: string): Place['holds'] {
    return this.sheet.places.get(this.sheet.marks.get(id)?.place ?? '')?.holds ?? 'card';
  }

  private perLevel(id: string): number {
    const shows = this.sheet.places.get(this.sheet.marks.get(id)?.place ?? '')?.shows;
    return PER_LEVEL[shows === 'arc' ? 'arc' : 'emotion'];
  }

  /** A point of the window as a point of the lanes, not zoomed. */
  private inLanes({ x, y }: Point): Point {
    const box = this.overlay.lanes.getBoundingClientRect();
    return { x: (x - box.left) / this.board.zoom, y: (y - box.top) / this.board.zoom };
  }

  private scrollAtEdge(): void {
    const { scroller } = this.board;
    if (!scroller) return;
    const box = scroller.getBoundingClientRect();
    const isUpright = this.kind === 'lane' || this.kind === 'level';
    const isLevel = this.kind === 'stage' || this.kind === 'span';
    const x = isUpright ? 0 : speed(this.at.x, box.left + this.sheet.gutter * this.board.zoom, box.right);
    const y = isLevel ? 0 : speed(this.at.y, box.top + Math.min(box.height / 3, this.sheet.headsHeight * this.board.zoom), box.bottom);
    if (x !== 0 || y !== 0) scroller.scrollBy(x, y);
  }

  private elementOf(id: string): SVGElement | null {
    return this.board.scroller?.querySelector<SVGElement>(`.mark[data-id="${CSS.escape(id)}"]`) ?? null;
  }

  /** The mark itself, drawn again under the pointer. */
  private ghostOf(element: SVGElement | null, box: DOMRect): HTMLElement {
    const ghost = part('ghost');
    const ring = element?.querySelector<SVGGraphicsElement>('.ring')?.getBBox();
    if (!element || !ring) return ghost;
    const copy = element.cloneNode(true) as SVGElement;
    copy.removeAttribute('transform');
    copy.removeAttribute('tabindex');
    copy.setAttribute('class', '');
    const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    const room = this.kind === 'cards' ? Math.min(ring.width, 520) : ring.width;
    svg.setAttribute('viewBox', `${ring.x} ${ring.y} ${room} ${ring.height}`);
    svg.setAttribute('width', String(Math.min(box.width, room * this.board.zoom)));
    svg.setAttribute('height', String(box.height));
    svg.setAttribute('aria-hidden', 'true');
    svg.append(copy);
    ghost.append(svg);
    if (this.ids.length > 1) ghost.dataset['count'] = String(this.ids.length);
    return ghost;
  }
}

function part(name: string): HTMLElement {
  const made = document.createElement('div');
  made.className = name;
  made.setAttribute('aria-hidden', 'true');
  return made;
}

function put(element: HTMLElement, box: { x: number; y: number; w: number; h: number } | null, zoom: number): void {
  element.hidden = box === null;
  if (!box) return;
  element.style.transform = `translate(${box.x * zoom}px, ${box.y * zoom}px)`;
  element.style.width = `${Math.max(2, box.w * zoom)}px`;
  element.style.height = `${Math.max(2, box.h * zoom)}px`;
}

function speed(at: number, from: number, to: number): number {
  const before = from + EDGE - at;
  const behind = at - (to - EDGE);
  if (before > 0) return -Math.min(FASTEST, (before / EDGE) * FASTEST);
  return behind > 0 ? Math.min(FASTEST, (behind / EDGE) * FASTEST) : 0;
}
