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

export interface GroupShape {
  readonly kind: 'group';
  readonly children: readonly Shape[];
  readonly role?: string; // a class for the page's style sheet
  readonly about?: readonly string[]; // ids of marks that light this group up
  readonly mark?: Mark;
}

/** A place that answers when it is pointed at: its id leads to the record that it shows. */
export interface Mark {
  readonly id: string;
  readonly lane: string;
  readonly label: string;
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

export type Shape = PathShape | CircleShape | RectShape | TextShape | IconShape | GroupShape;

/** One part of the page: the title and legend stand still, heads stick to the top, names to the left. */
export interface Block {
  readonly id: 'title' | 'heads' | 'gutter' | 'lanes' | 'legend';
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly shapes: readonly Shape[];
}

export interface Scene {
  readonly width: number;
  readonly height: number;
  readonly gutter: number;
  readonly blocks: readonly Block[];
  readonly title: string;
  readonly fold: number | null; // where a sheet may be folded: inside the lanes, above the touchpoints
  readonly feeling: { readonly high: number; readonly low: number } | null; // where +1 and -1 lie, inside the lanes
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

/** The marks of a scene in reading order. */
export function marksOf(scene: Scene): Mark[] {
  const marks: Mark[] = [];
  for (const block of scene.blocks) {
    for (const shape of flat(block.shapes)) {
      if (shape.kind === 'group' && shape.mark) marks.push({ ...shape.mark, y: shape.mark.y + block.y });
    }
  }
  return marks;
}
