/** Where the words of a mark stand on the sheet, so that a field can be laid exactly over them. */
import { KINDS, type Scene, type Shape } from '../../../canvas/src/index.ts';
import type { Place, Sheet } from './sheet.ts';

export interface TextPlace {
  readonly block: 'heads' | 'gutter' | 'lanes';
  readonly x: number;
  readonly y: number; // of the first line's top, inside the block
  readonly w: number;
  readonly size: number;
  readonly weight: number;
  readonly leading: number;
}

const MOST = 520; // the widest a card's words run
const GAP = { calm: 8, dense: 5 };
const OVER_BASELINE = 0.364; // of the size: how far the middle of a line stands above its baseline, in Inter

/** Where the words of a mark stand; null where it has none that can be written. */
export function wordsPlace(scene: Scene, sheet: Sheet, id: string): TextPlace | null {
  const mark = sheet.marks.get(id);
  const place = mark?.place == null ? undefined : sheet.places.get(mark.place);
  if (!mark || !place) return null;
  const block = scene.blocks.find((one) => one.id === mark.block);
  const found = block ? groupOf(block.shapes, id, 0) : null;
  const least = place.kind === 'cell' ? mark.x + 20 : mark.x;
  const words = found ? firstText(found.children, found.y, least) : null;
  if (!words) return place.kind === 'cell' ? newPlace(sheet, place, { density: 'calm', over: id }) : null;
  const { size, weight, x } = words;
  const leading = leadingOf(place, size);
  return { block: place.block, x, y: topOf(words.y, size, leading), w: roomOf(sheet, place, { x, w: Math.max(mark.w + 4, place.kind === 'cell' ? 0 : place.w) }), size, weight, leading };
}

/** Where the words of a new card are to stand: below what is in the cell. */
export function newPlace(sheet: Sheet, place: Place, { density, over }: { density: 'calm' | 'dense'; over?: string }): TextPlace {
  const kind = KINDS[place.shows ?? ''] ?? KINDS['text']!;
  const lane = sheet.lanes.find((one) => one.lane === place.lane);
  const named = lane?.marks.map((id) => sheet.marks.get(id)).find((mark) => mark !== undefined);
  const last = sheet.marks.get(over ?? place.marks.at(-1) ?? '');
  const start = named ? named.y + 2 : place.y;
  const top = last ? (over ? last.y + 2 : last.y + last.h - 2 + GAP[density]) : start;
  const leading = kind.size === 14 ? 18 : 16;
  return { block: 'lanes', x: place.x, y: topOf(top + (kind.size === 14 ? 14 : 13), kind.size, leading), w: roomOf(sheet, place, { x: place.x, w: place.w }), size: kind.size, weight: kind.weight, leading };
}

function topOf(baseline: number, size: number, leading: number): number {
  return baseline - leading / 2 - OVER_BASELINE * size;
}

function leadingOf(place: Place, size: number): number {
  if (place.kind === 'stage') return 23;
  if (place.kind === 'step') return 15;
  if (place.shows === 'quote') return 19;
  return size === 14 ? 18 : 16;
}

function roomOf(sheet: Sheet, place: Place, { x, w }: { x: number; w: number }): number {
  if (place.kind === 'lane') return sheet.gutter - x - 28;
  if (place.kind === 'step') return w - 14;
  return Math.min(MOST, place.step === null ? w - 30 : Math.max(40, w - 26));
}

type Found = { readonly children: readonly Shape[]; readonly y: number };

function groupOf(shapes: readonly Shape[], id: string, top: number): Found | null {
  for (const shape of shapes) {
    if (shape.kind !== 'group') continue;
    const y = top + (shape.y ?? 0);
    const found = shape.mark?.id === id ? { children: shape.children, y } : groupOf(shape.children, id, y);
    if (found) return found;
  }
  return null;
}

function firstText(shapes: readonly Shape[], top: number, least: number): { x: number; y: number; size: number; weight: number } | null {
  for (const shape of shapes) {
    if (shape.kind === 'text' && shape.x >= least) return { x: shape.x, y: shape.y + top, size: shape.size, weight: shape.weight };
    const inside = shape.kind === 'group' ? firstText(shape.children, top + (shape.y ?? 0), least) : null;
    if (inside) return inside;
  }
  return null;
}
