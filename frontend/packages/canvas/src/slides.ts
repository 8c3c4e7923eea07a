/**
 * Drawings as slides: shapes that a presentation program has itself, every one in its place and colour.
 *
 * Lanes are groups with names, places that answer when pointed at are groups with what they say. What lies outside a
 * window is cut away, since slides have no windows; curves stay curves.
 */
import { ICONS } from './icons.ts';
import { boxOf, drawnWithin, filledWithin, moved, runsOf, type Box, type Run } from './outline.ts';
import { NAMES_PAGE, wordWithin, type SheetPage } from './pages.ts';
import { group, type CircleShape, type GroupShape, type IconShape, type ImageShape, type PathShape, type RectShape, type Scene, type Shape, type Stroke, type TextShape } from './scene.ts';
import { feelingBands, solidPainter, type FeelingBand } from './solid.ts';
import { isOwnPicture, missingPicture, PROTRUDES, withoutControls } from './svg.ts';
import type { Paint, ThemeName } from './theme.ts';

/** How a line is drawn: colour as six hex digits or null, dashes in pixels. */
export interface Line {
  readonly colour: string | null;
  readonly width: number;
  readonly dash: readonly number[];
  readonly isRound: boolean;
}

export interface SlideGroup {
  readonly kind: 'group';
  readonly name: string;
  readonly about: string;
  readonly children: readonly SlideShape[];
}

export interface SlideOutline {
  readonly kind: 'outline';
  readonly runs: readonly Run[];
  readonly fill: string | null;
  readonly line: Line;
}

export interface SlideForm extends Box {
  readonly kind: 'rect' | 'ellipse';
  readonly r: number;
  readonly fill: string | null;
  readonly line: Line;
}

/** Words, their lines apart by line ends: their left edge as measured, the first baseline, and from one to the next. */
export interface SlideText {
  readonly kind: 'text';
  readonly words: string;
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly leading: number;
  readonly size: number;
  readonly isBold: boolean;
  readonly colour: string;
  readonly anchor: TextShape['anchor'];
  readonly language: string | null;
  readonly halo: string | null;
  readonly isTitle: boolean; // what a list of slides calls it
}

export interface SlidePicture extends Box {
  readonly kind: 'picture';
  readonly href: string;
}

export type SlideShape = SlideGroup | SlideOutline | SlideForm | SlideText | SlidePicture;

/** One slide. `full` are the words that stand on it shortened, as they are. */
export interface Slide {
  readonly width: number;
  readonly height: number;
  readonly paper: string;
  readonly shapes: readonly SlideShape[];
  readonly full: readonly string[];
}

const FAR = 1_000_000;

type Setting = {
  paint: (paint: Paint) => string | null;
  bands: readonly FeelingBand[];
  feeling: Scene['feeling'];
  window: Box | null; // where shapes are drawn, on the slide
  full: Set<string>;
  names: Map<string, string>; // of lanes, by id
};

/** Pages of a map, or of any drawing, as slides. */
export function slidesOf(pages: readonly SheetPage[], { theme, feeling }: { theme: ThemeName; feeling: Scene['feeling'] }): readonly Slide[] {
  const names = new Map<string, string>();
  return pages.map((page) => slide(page, { ...settingOf(theme, feeling), names }));
}

function settingOf(theme: ThemeName, feeling: Scene['feeling']): Setting {
  return { paint: solidPainter(theme), bands: feelingBands(theme), feeling, window: null, full: new Set(), names: new Map() };
}

function slide({ width, height, parts }: SheetPage, setting: Setting): Slide {
  const rows = new Map<string, SlideShape[]>();
  parts.forEach(({ x, y, shapes, window: seen }, n) => {
    const own: Setting = { ...setting, window: seen && { ...seen, x: seen.x + x, y: seen.y + y } };
    for (const shape of shapes) {
      const row = shape.kind === 'group' && shape.lane !== undefined ? `lane ${shape.lane}` : `part ${n}`;
      rows.set(row, [...(rows.get(row) ?? []), ...drawn(shape, x, y, own)]);
    }
  });
  const shapes = [...rows].map(([row, children]) => [row, joined(children)] as const).flatMap(([row, children]) => (children.length === 0 ? [] : row.startsWith('lane ') ? [grouped(laneName(row, children, setting), '', children)] : children));
  return { width, height, paper: setting.paint('paper')!, shapes: titled(shapes), full: [...setting.full] };
}

const CLOSE = 1.5; // of their size: lines this near below each other are one paragraph

/** The same shapes with the lines of a paragraph in one piece, so that it is written on as one. */
function joined(shapes: readonly SlideShape[]): SlideShape[] {
  const found: SlideShape[] = [];
  for (const shape of shapes) {
    const last = found.at(-1);
    if (shape.kind === 'text' && last?.kind === 'text' && goesOn(last, shape)) found.splice(-1, 1, withLine(last, shape));
    else found.push(shape);
  }
  return found;
}

function goesOn(above: SlideText, line: SlideText): boolean {
  const lines = above.words.split('\n').length;
  const step = line.y - above.y - (lines - 1) * above.leading;
  const isSame = (['size', 'isBold', 'colour', 'anchor', 'language', 'halo', 'isTitle'] as const).every((name) => above[name] === line[name]);
  return isSame && Math.abs(pin(above) - pin(line)) < 0.5 && step > line.size && step <= line.size * CLOSE && (lines === 1 || Math.abs(step - above.leading) < 0.5);
}

/** Where words hold to their place: their left edge, middle or right edge. */
function pin({ x, w, anchor }: SlideText): number {
  return x + { start: 0, middle: 0.5, end: 1 }[anchor] * w;
}

function withLine(above: SlideText, line: SlideText): SlideText {
  const leading = above.words.includes('\n') ? above.leading : line.y - above.y;
  return { ...above, words: `${above.words}\n${line.words}`, x: Math.min(above.x, line.x), w: Math.max(above.w, line.w), leading };
}

const LOUD = 18; // the least size of a title

/** The same shapes with one title: their first loud words, else the line that names the page. */
function titled(shapes: readonly SlideShape[]): SlideShape[] {
  const first = shapes.find((shape) => shape.kind === 'text' && shape.size >= LOUD && shape.isBold);
  return shapes.map((shape) => (shape.kind === 'text' && first ? { ...shape, isTitle: shape === first } : shape));
}

function grouped(name: string, about: string, children: readonly SlideShape[]): SlideGroup {
  return { kind: 'group', name, about, children };
}

/** What a lane is called: its leftmost words, on the first slide on which it stands. */
function laneName(row: string, children: readonly SlideShape[], { names }: Setting): string {
  const known = names.get(row) ?? leftmost(children.flatMap(wordsOf));
  names.set(row, known);
  return known;
}

function leftmost(texts: readonly SlideText[]): string {
  return texts.reduce<SlideText | null>((found, one) => (found === null || one.x < found.x - 1 || (one.x < found.x + 1 && one.y < found.y) ? one : found), null)?.words ?? '';
}

function wordsOf(shape: SlideShape): SlideText[] {
  return shape.kind === 'text' ? [shape] : shape.kind === 'group' ? shape.children.flatMap(wordsOf) : [];
}

function drawn(shape: Shape, x: number, y: number, setting: Setting): SlideShape[] {
  switch (shape.kind) {
    case 'group': return groupDrawn(shape, x, y, setting);
    case 'text': return textDrawn(shape, x, y, setting);
    case 'icon': return iconDrawn(shape, x, y, setting);
    case 'image': return pictureDrawn(shape, x, y, setting);
    case 'path': return pathDrawn(shape, x, y, setting);
    case 'rect': return formDrawn('rect', shape, { x: shape.x + x, y: shape.y + y, w: shape.w, h: shape.h }, setting);
    case 'circle': return formDrawn('ellipse', shape, { x: shape.x - shape.r + x, y: shape.y - shape.r + y, w: 2 * shape.r, h: 2 * shape.r }, setting);
  }
}

function groupDrawn(shape: GroupShape, x: number, y: number, setting: Setting): SlideShape[] {
  if (shape.role === 'quiet') return [];
  if (shape.role === NAMES_PAGE) return shape.children.flatMap((child) => drawn(child, x, y, setting)).map((one) => (one.kind === 'text' ? { ...one, isTitle: true } : one));
  const children = shape.children.flatMap((child) => drawn(child, x, y + (shape.y ?? 0), setting));
  if (!shape.mark || children.length === 0) return children;
  const label = withoutControls(shape.mark.label);
  return [grouped(children.flatMap(wordsOf)[0]?.words ?? label, label, joined(children))];
}

function textDrawn(shape: TextShape, x: number, y: number, { window: seen, paint, full }: Setting): SlideShape[] {
  const placed = { ...shape, x: shape.x + x, y: shape.y + y };
  const found = seen ? wordWithin(placed, seen, PROTRUDES) : placed;
  if (found === null || found.text === '') return [];
  if (shape.full !== undefined) full.add(withoutControls(shape.full));
  const left = found.x - { start: 0, middle: 0.5, end: 1 }[found.anchor] * found.width;
  return [{
    kind: 'text', words: withoutControls(found.text), x: left, y: found.y, w: found.width, leading: found.size, size: found.size, isBold: found.weight === 600,
    colour: paint(found.fill) ?? paint('ink1')!, anchor: found.anchor, language: found.language ?? null, halo: found.halo ? paint('paper') : null, isTitle: false,
  }];
}

function iconDrawn(shape: IconShape, x: number, y: number, { window: seen, paint }: Setting): SlideShape[] {
  const runs = moved(runsOf(ICONS[shape.name]), shape.x + x, shape.y + y, shape.size / 24);
  const line: Line = { colour: paint(shape.stroke), width: 1.5, dash: [], isRound: true };
  return isCentred({ x: shape.x + x, y: shape.y + y, w: shape.size, h: shape.size }, seen) ? [{ kind: 'outline', runs, fill: null, line }] : [];
}

function pictureDrawn(shape: ImageShape, x: number, y: number, setting: Setting): SlideShape[] {
  if (!isOwnPicture(shape.href)) return groupDrawn(group(missingPicture(shape).children), x, y, setting);
  const box = { x: shape.x + x, y: shape.y + y, w: shape.w, h: shape.h };
  return isCentred(box, setting.window) ? [{ kind: 'picture', href: shape.href, ...box }] : [];
}

function isCentred({ x, y, w, h }: Box, seen: Box | null): boolean {
  const [across, down] = [x + w / 2, y + h / 2];
  return seen === null || (across >= seen.x && across <= seen.x + seen.w && down >= seen.y && down <= seen.y + seen.h);
}

function pathDrawn(shape: PathShape, x: number, y: number, setting: Setting): SlideShape[] {
  const runs = moved(runsOf(shape.d), x, y);
  if (runs.length === 0) return [];
  if (shape.stroke === 'feeling' && setting.feeling) return feelingDrawn(runs, shape, y, setting);
  return outlined(runs, fillOf(shape, setting, boxOf(runs), y), lineOf(shape, setting), setting.window);
}

/** A curve of feelings in pieces, each in the colour of its height. */
function feelingDrawn(runs: readonly Run[], shape: PathShape, y: number, setting: Setting): SlideShape[] {
  const { high, low } = setting.feeling!;
  return setting.bands.flatMap(({ from, to, colour }) => {
    const [top, bottom] = [y + high + (low - high) * from, y + high + (low - high) * to];
    const pieces = drawnWithin(runs, { x: -FAR, y: top, w: 2 * FAR, h: bottom - top });
    return outlined(pieces, null, { ...lineOf(shape, setting), colour }, setting.window);
  });
}

/** A filled or drawn outline, cut where it leaves its window. */
function outlined(runs: readonly Run[], fill: string | null, line: Line, seen: Box | null): SlideOutline[] {
  if (runs.length === 0) return [];
  const place = seen === null ? 'in' : placeOf(boxOf(runs), seen);
  if (place === 'out') return [];
  const none: Line = { ...line, colour: null };
  if (place === 'in' || seen === null) return [{ kind: 'outline', runs, fill, line }];
  const [inner, outer] = [fill === null ? [] : filledWithin(runs, seen), line.colour === null ? [] : drawnWithin(runs, seen)];
  return [
    ...(inner.length > 0 ? [{ kind: 'outline' as const, runs: inner, fill, line: none }] : []),
    ...(outer.length > 0 ? [{ kind: 'outline' as const, runs: outer, fill: null, line }] : []),
  ];
}

function placeOf({ x, y, w, h }: Box, seen: Box): 'in' | 'out' | 'across' {
  if (x + w < seen.x || x > seen.x + seen.w || y + h < seen.y || y > seen.y + seen.h) return 'out';
  return x >= seen.x && x + w <= seen.x + seen.w && y >= seen.y && y + h <= seen.y + seen.h ? 'in' : 'across';
}

function formDrawn(kind: 'rect' | 'ellipse', shape: RectShape | CircleShape, box: Box, setting: Setting): SlideShape[] {
  const [fill, line, seen] = [fillOf(shape, setting, box, box.y - shape.y), lineOf(shape, setting), setting.window];
  const place = seen === null ? 'in' : placeOf(box, seen);
  if (place === 'out' || (fill === null && line.colour === null)) return [];
  if (place === 'across') return outlined(runsOf(kind === 'rect' ? rectPath(box) : ellipsePath(box)), fill, line, seen);
  return [{ kind, ...box, r: shape.kind === 'rect' ? (shape.r ?? 0) : 0, fill, line }];
}

function rectPath({ x, y, w, h }: Box): string {
  return `M${x} ${y}H${x + w}V${y + h}H${x}Z`;
}

function ellipsePath({ x, y, w, h }: Box): string {
  return `M${x} ${y + h / 2}A${w / 2} ${h / 2} 0 0 1 ${x + w} ${y + h / 2}A${w / 2} ${h / 2} 0 0 1 ${x} ${y + h / 2}Z`;
}

/** The colour that fills a shape; on the scale of feelings that of its middle. */
function fillOf({ fill }: { fill?: Paint }, { paint, feeling, bands }: Setting, box: Box, y: number): string | null {
  if (fill === undefined) return null;
  if (fill !== 'feeling' || !feeling) return paint(fill);
  const share = (box.y + box.h / 2 - y - feeling.high) / (feeling.low - feeling.high);
  return bands.find((band) => share <= band.to)?.colour ?? paint(fill);
}

function lineOf(shape: Stroke, { paint }: Setting): Line {
  const dash = (shape.dash ?? '').split(/[ ,]+/).filter(Boolean).map(Number);
  return { colour: shape.stroke ? paint(shape.stroke) : null, width: shape.width ?? 1, dash: dash.length % 2 === 0 ? dash : [...dash, ...dash], isRound: shape.cap === 'round' };
}
