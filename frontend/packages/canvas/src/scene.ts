/** What a drawing consists of: plain shapes with named paints, and marks that a reader can point at. */
import type { IconName } from './icons.ts';
import type { Paint } from './theme.ts';

export type Size = 12 | 14 | 18 | 28;
export type Weight = 400 | 600;

export interface Stroke {
  readonly stroke?: Paint;
  readonly width?: number;
  readonly dash?: string;
  readonly cap?: 'round' | 'butt';
}

export interface PathShape extends Stroke {
  readonly kind: 'path';
  readonly d: string;
  readonly fill?: Paint;
  readonly role?: string;
}

export interface CircleShape extends Stroke {
  readonly kind: 'circle';
  readonly x: number;
  readonly y: number;
  readonly r: number;
  readonly fill?: Paint;
}

export interface RectShape extends Stroke {
  readonly kind: 'rect';
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
  readonly r?: number;
  readonly fill?: Paint;
  readonly role?: string;
}

export interface TextShape {
  readonly kind: 'text';
  readonly x: number;
  readonly y: number; // baseline
  readonly text: string;
  readonly size: Size;
  readonly weight: Weight;
  readonly fill: Paint;
  readonly anchor: 'start' | 'middle' | 'end';
  readonly width: number; // as measured
  readonly full?: string; // the whole text, where `text` is shortened
  readonly language?: string;
  readonly halo?: boolean; // keeps paper around the letters where a line passes
}

export interface IconShape {
  readonly kind: 'icon';
  readonly name: IconName;
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly stroke: Paint;
}

/** A picture that somebody put on the map; hosts draw it only from addresses that they trust. */
export interface ImageShape {
  readonly kind: 'image';
  readonly href: string;
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

export interface GroupShape {
  readonly kind: 'group';
  readonly children: readonly Shape[];
  readonly y?: number; // everything inside, its mark included, stands this much lower
  readonly lane?: string; // the id of the lane that it draws
  readonly h?: number; // the height of that lane
  readonly role?: string; // a class for the page's style sheet
  readonly about?: readonly string[]; // ids of marks that light this group up
  readonly mark?: Mark;
}

/** A place that answers when it is pointed at: its id leads to the record that it shows. */
export interface Mark {
  readonly id: string;
  readonly lane: string;
  readonly label: string;
  readonly stage?: string | null;
  readonly step?: string | null;
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/** The id of the layer of arrows under the lanes. */
export const ARROWS = 'arrows';

/** The role of what belongs beside the first stage: pages on which others stand leave it out. */
export const ONLY_FIRST = 'only-first';

export type Shape = PathShape | CircleShape | RectShape | TextShape | IconShape | ImageShape | GroupShape;

/** One part of the page: the title and legend stand still, heads stick to the top, names to the left. */
export interface Block {
  readonly id: 'title' | 'heads' | 'gutter' | 'lanes' | 'legend';
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly shapes: readonly Shape[];
}

/** Where the sheet's rows and columns lie, for whoever puts something into it. */
export interface Sheet {
  readonly stages: readonly { readonly stage: string; readonly x: number; readonly w: number }[];
  readonly steps: readonly { readonly stage: string; readonly step: string; readonly x: number; readonly w: number; readonly y: number; readonly h: number }[];
  readonly columns: readonly { readonly stage: string; readonly step: string | null; readonly x: number; readonly w: number }[];
  readonly lanes: readonly { readonly id: string; readonly shows: string; readonly y: number; readonly h: number; readonly channels: readonly { readonly channel: string; readonly y: number; readonly h: number }[] }[]; // y inside the lanes
  readonly nameWidth: number;
  readonly stageHeight: number; // of the stage heads, without steps
}

export interface Scene {
  readonly width: number;
  readonly height: number;
  readonly gutter: number;
  readonly blocks: readonly Block[];
  readonly title: string;
  readonly fold: number | null; // where a sheet may be folded: inside the lanes, above the touchpoints
  readonly feeling: { readonly high: number; readonly low: number } | null; // where +1 and -1 lie, seen from the zero line
  readonly sheet: Sheet | null; // of an edited map
}

export function group(children: readonly Shape[], more: Omit<GroupShape, 'kind' | 'children'> = {}): GroupShape {
  return { kind: 'group', children, ...more };
}

export function path(d: string, more: Omit<PathShape, 'kind' | 'd'>): PathShape {
  return { kind: 'path', d, ...more };
}

export function line(x1: number, y1: number, x2: number, y2: number, stroke: Paint, width = 1, dash?: string): PathShape {
  const d = `M${px(x1)} ${px(y1)}L${px(x2)} ${px(y2)}`;
  return dash === undefined ? path(d, { stroke, width }) : path(d, { stroke, width, dash });
}

export function circle(x: number, y: number, r: number, more: Omit<CircleShape, 'kind' | 'x' | 'y' | 'r'>): CircleShape {
  return { kind: 'circle', x, y, r, ...more };
}

export function rect(x: number, y: number, w: number, h: number, more: Omit<RectShape, 'kind' | 'x' | 'y' | 'w' | 'h'>): RectShape {
  return { kind: 'rect', x, y, w, h, ...more };
}

export function icon(name: IconName, x: number, y: number, stroke: Paint, size = 16): IconShape {
  return { kind: 'icon', name, x, y, size, stroke };
}

/** A coordinate as it is written: two decimals are finer than any screen. */
export function px(length: number): string {
  return String(Math.round(length * 100) / 100);
}

/** Every shape of a list, groups opened, in drawing order. */
export function* flat(shapes: readonly Shape[]): Generator<Shape> {
  for (const shape of shapes) {
    yield shape;
    if (shape.kind === 'group') yield* flat(shape.children);
  }
}

/** A mark where it stands in the scene, with the lane that it belongs to. */
export interface PlacedMark extends Mark {
  readonly row: string; // the id of its lane
  readonly block: Block['id'];
}

/** The marks of a scene in reading order. */
export function marksOf(scene: Pick<Scene, 'blocks'>): PlacedMark[] {
  const marks: PlacedMark[] = [];
  for (const block of scene.blocks) collect(block.shapes, { y: block.y, row: block.id, block: block.id, marks });
  return marks;
}

/** How high each lane of a scene is, by its id. */
export function laneHeights(scene: Scene): Readonly<Record<string, number>> {
  const lanes = scene.blocks.find((block) => block.id === 'lanes')?.shapes ?? [];
  return Object.fromEntries(lanes.flatMap((shape) => (shape.kind === 'group' && shape.lane !== undefined && shape.lane !== ARROWS ? [[shape.lane, shape.h ?? 0]] : [])));
}

type Found = { y: number; row: string; block: Block['id']; marks: PlacedMark[] };

function collect(shapes: readonly Shape[], { y, row, block, marks }: Found): void {
  for (const shape of shapes) {
    if (shape.kind !== 'group') continue;
    const top = y + (shape.y ?? 0);
    const lane = shape.lane ?? row;
    if (shape.mark) marks.push({ ...shape.mark, y: shape.mark.y + top, row: lane, block });
    collect(shape.children, { y: top, row: lane, block, marks });
  }
}
