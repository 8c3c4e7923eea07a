/** The sheet as it lies before the reader: how it is looked at, where the keyboard stands, what is being written. */
import { DEFAULT_VIEW, layout, tongue, type Scene, type Tongue, type View } from '../../../canvas/src/index.ts';
import { stageId, textOf, type JourneyMap } from '../../../document/src/index.ts';
import { speaker } from '../speaker.svelte.ts';
import { theme } from '../theme.svelte.ts';
import { keptHeights } from './heights.ts';
import { keepLook, keptLook, LEAST_ZOOM, type Look } from './look.ts';
import type { MapSession } from './session.svelte.ts';
import { cellAt, sheetOf, type Sheet } from './sheet.ts';
import type { TextPlace } from './textplace.ts';
import { between, cursorOn, type Cursor } from './walking.ts';

/** Words that are being written: those of a record, or of one that is to be. */
export interface Writing {
  readonly id: string | null; // null: a new one in `place`
  readonly place: string;
  readonly field: 'text' | 'name';
  readonly before: string;
  readonly start: string; // what the field shows at first
  readonly at: TextPlace;
}

/** Where a new lane is to go, and the button that asked. */
export interface Choosing {
  readonly at: number;
}

const PHONE = 700;
const FITTING = [1, 0.9, 0.8, 0.67, 0.5, 0.4, 0.33];

export class Board {
  readonly session: MapSession = null as unknown as MapSession;
  width = $state(document.documentElement.clientWidth);
  height = $state(innerHeight);
  zoom = $state(1);
  look = $state.raw<Look>(keptLook(localStorage));
  unfolded = $state.raw<readonly string[]>([]);
  cursor = $state.raw<Cursor | null>(null);
  writing = $state.raw<Writing | null>(null);
  choosing = $state.raw<Choosing | null>(null);
  isDragging = $state(false);
  isSearching = $state(false);
  revealed = $state.raw<string | null>(null); // what is to be in view, until the reader moves
  scroller: HTMLElement | null = null;

  readonly tongue: Tongue = $derived(tongue(speaker.language));
  readonly isPhone: boolean = $derived(this.width < PHONE);
  readonly view: View = $derived({
    ...DEFAULT_VIEW, ...this.look, language: speaker.language, theme: theme.isDark ? 'dark' : 'light', unfolded: this.unfolded,
    width: this.isPhone ? this.width : widthOf(this.width, this.zoom), medium: this.isPhone ? 'phone' : 'screen', isEditing: this.session.mayEdit && !this.isPhone,
    ...(this.session.counting ? { counting: this.session.counting, heights: keptHeights(localStorage, this.session.id) } : {}),
  });
  readonly scene: Scene = $derived(layout(this.session.resolved, this.view));
  readonly sheet: Sheet = $derived(sheetOf(this.scene));

  pointer: { readonly place: string; readonly x: number; readonly y: number } | null = null;
  private anchor: Cursor | null = null; // where a selection by Shift began

  constructor(session: MapSession) {
    this.session = session;
  }

  /** Puts the keyboard somewhere; what stands there is selected, or with Shift all up to it. */
  go(cursor: Cursor | null, { isExtending = false }: { isExtending?: boolean } = {}): void {
    if (!cursor) return;
    const start = this.anchor ?? this.cursor;
    this.cursor = cursor;
    if (isExtending && start) {
      this.anchor = start;
      this.session.select(between(this.sheet, start, cursor));
    } else {
      this.anchor = null;
      this.session.select(cursor.mark === null ? [] : [cursor.mark]);
    }
  }

  /** Adds a mark to what is selected, or takes it away. */
  toggle(id: string): void {
    const { selection } = this.session;
    this.anchor = null;
    this.cursor = cursorOn(this.sheet, id) ?? this.cursor;
    this.session.select(selection.includes(id) ? selection.filter((one) => one !== id) : [...selection, id]);
  }

  /** After a change the keyboard stands on what was changed. */
  goTo(id: string | null): void {
    const cursor = id === null ? null : cursorOn(this.sheet, id);
    if (cursor) this.go(cursor);
  }

  /** Brings something into view, and keeps it there while figures come in above it. */
  reveal(id: string): void {
    const { records } = this.session.map;
    const folds = [textOf(records.get(id), 'step') ?? id].flatMap((step) => foldsAbove(records, step));
    const stage = textOf(records.get(id), 'stage');
    const onPhone = stage === null ? [] : [`phone:${stageId(stage)}`];
    this.unfolded = [...new Set([...this.unfolded, ...folds, ...onPhone])];
    this.cursor = cursorOn(this.sheet, id) ?? this.cursor;
    this.revealed = id;
  }

  setLook(look: Partial<Look>): void {
    this.look = { ...this.look, ...look };
    keepLook(localStorage, this.look);
  }

  /** As large as the whole map still fits. */
  fit(): void {
    const { session, view, width, height } = this;
    const fits = (zoom: number): boolean => {
      const scene = layout(session.resolved, { ...view, width: widthOf(width, zoom) });
      const tall = scene.blocks.filter((block) => block.id === 'heads' || block.id === 'lanes').reduce((sum, block) => sum + block.height, 0);
      return scene.width * zoom <= width + 1 && tall * zoom <= height;
    };
    this.zoom = FITTING.find(fits) ?? LEAST_ZOOM;
    requestAnimationFrame(() => this.scroller?.querySelector('.map-sheet')?.scrollIntoView({ block: 'start' }));
  }

  unfold(key: string): void {
    this.unfolded = this.unfolded.includes(key) ? this.unfolded.filter((one) => one !== key) : [...this.unfolded, key];
  }

  /** Tells the others where the pointer is: as shares of a cell, for their sheet may be wider. */
  pointAt({ x, y }: { readonly x: number; readonly y: number }): void {
    const place = cellAt(this.sheet, { x, y });
    if (!place) return;
    this.pointer = { place: place.id, x: round((x - place.x) / place.w), y: round((y - place.y) / place.h) };
    this.tell();
  }

  /** Tells the others what is selected and written here. */
  tell(): void {
    const { writing, session, pointer } = this;
    session.rooms?.map.show({ selected: session.selection.slice(0, 50), writing: writing ? (writing.id ?? writing.place) : null, pointer });
  }
}

/** What is to be unfolded so that a step is seen: its stage, and the steps that it is part of. */
function foldsAbove(records: JourneyMap['records'], id: string): readonly string[] {
  const step = records.get(id);
  if (step?.kind !== 'step') return [];
  const parent = textOf(step, 'parent');
  return [`steps:${stageId(textOf(step, 'stage') ?? '')}`, ...(parent === null ? [] : [`steps:${parent}`, ...foldsAbove(records, parent)])];
}

/** Zoomed out the sheet still fills the window: its columns have more room. */
function widthOf(width: number, zoom: number): number {
  return Math.max(760, Math.round(width / Math.min(1, zoom)));
}

function round(share: number): number {
  return Math.round(share * 1000) / 1000;
}
