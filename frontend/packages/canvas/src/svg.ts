/** A scene as an SVG file: colours resolved, text selectable, nothing from the data able to be anything but text. */
import { ICONS } from './icons.ts';
import { group, icon, px, rect, type GroupShape, type ImageShape, type Scene, type Shape, type TextShape } from './scene.ts';
import { wordless, wordsWithin, type SheetPage } from './pages.ts';
import { THEMES, type Colours, type Paint, type ThemeName } from './theme.ts';

/** Attribute names and values of a shape; `paint` turns a paint's name into what the host draws with. */
export function attributesOf(shape: Exclude<Shape, GroupShape>, paint: (name: Paint) => string): Record<string, string> {
  switch (shape.kind) {
    case 'path':
      return { d: shape.d, ...strokeOf(shape, paint), fill: shape.fill ? paint(shape.fill) : 'none' };
    case 'circle':
      return { cx: px(shape.x), cy: px(shape.y), r: px(shape.r), ...strokeOf(shape, paint), fill: shape.fill ? paint(shape.fill) : 'none' };
    case 'rect':
      return { x: px(shape.x), y: px(shape.y), width: px(shape.w), height: px(shape.h), ...(shape.r ? { rx: px(shape.r) } : {}), ...strokeOf(shape, paint), fill: shape.fill ? paint(shape.fill) : 'none' };
    case 'icon': {
      const scale = shape.size / 24;
      return { d: ICONS[shape.name], transform: `translate(${px(shape.x)} ${px(shape.y)}) scale(${px(scale)})`, fill: 'none', stroke: paint(shape.stroke), 'stroke-width': px(1.5 / scale), 'stroke-linecap': 'round', 'stroke-linejoin': 'round' };
    }
    case 'image':
      return { href: shape.href, x: px(shape.x), y: px(shape.y), width: px(shape.w), height: px(shape.h), preserveAspectRatio: 'xMinYMid meet' };
    case 'text':
      return textAttributes(shape, paint);
  }
}

function textAttributes(shape: TextShape, paint: (name: Paint) => string): Record<string, string> {
  return {
    x: px(shape.x), y: px(shape.y), 'font-size': String(shape.size), fill: paint(shape.fill),
    ...(shape.weight === 600 ? { 'font-weight': '600' } : {}),
    ...(shape.anchor === 'start' ? {} : { 'text-anchor': shape.anchor }),
    ...(shape.language ? { lang: shape.language } : {}),
    ...(shape.halo ? { stroke: paint('paper'), 'stroke-width': '4', 'stroke-linejoin': 'round', 'paint-order': 'stroke' } : {}),
  };
}

function strokeOf(shape: { stroke?: Paint; width?: number; dash?: string; cap?: string }, paint: (name: Paint) => string): Record<string, string> {
  if (!shape.stroke) return {};
  return {
    stroke: paint(shape.stroke), 'stroke-width': px(shape.width ?? 1),
    ...(shape.dash ? { 'stroke-dasharray': shape.dash } : {}), ...(shape.cap ? { 'stroke-linecap': shape.cap } : {}),
  };
}

export const TAGS = { path: 'path', image: 'image', icon: 'path', circle: 'circle', rect: 'rect', text: 'text', group: 'g' } as const;

/** Whether words hold a hyphen: tabular figures would set it as wide as a digit. */
export function isHyphened(words: string): boolean {
  return /\p{L}-\p{L}/u.test(words);
}

/** The patterns behind tints that must differ without their colour, and the scale of feelings, as SVG definitions. */
export function definitions(colour: (name: keyof Colours) => string, zero: { high: number; low: number } | null, ids = ''): string {
  const tile = (id: string, base: keyof Colours, marks: string, size: number, turn = ''): string =>
    `<pattern id="${ids}${id}" width="${size}" height="${size}" patternUnits="userSpaceOnUse"${turn}><rect width="${size}" height="${size}" fill="${colour(base)}"/>${marks}</pattern>`;
  const hatch = (line: keyof Colours, width: number): string => `<path d="M0 0V6" stroke="${colour(line)}" stroke-width="${width}"/>`;
  const patterns =
    tile('tint3', 'tint3base', hatch('tint3line', 2.4), 6, ' patternTransform="rotate(45)"') +
    tile('pass', 'passbase', hatch('passline', 1), 6, ' patternTransform="rotate(-45)"') +
    `<pattern id="${ids}under" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path d="M0 0V5" stroke="${colour('underline')}" stroke-width="1.6"/></pattern>` +
    tile('tint5', 'tint5base', `<circle cx="3" cy="3" r="1.1" fill="${colour('tint5line')}"/>`, 6);
  if (zero === null) return patterns;
  const stop = (offset: number, name: keyof Colours): string => `<stop offset="${offset}" stop-color="${colour(name)}"/>`;
  return `${patterns}<linearGradient id="${ids}feeling" gradientUnits="userSpaceOnUse" x1="0" x2="0" y1="${px(zero.high)}" y2="${px(zero.low)}">${stop(0, 'good')}${stop(0.4, 'good')}${stop(0.5, 'neutral')}${stop(0.6, 'bad')}${stop(1, 'bad')}</linearGradient>`;
}

const BY_REFERENCE: readonly Paint[] = ['tint3', 'tint5', 'pass', 'feeling', 'under'];

/** A paint as it is written: a reference for patterns, else its colour. */
export function painter(colour: (name: keyof Colours) => string, ids = ''): (name: Paint) => string {
  return (name) => (name === 'none' ? 'none' : BY_REFERENCE.includes(name) ? `url(#${ids}${name})` : colour(name as keyof Colours));
}

export const PROTRUDES = 46; // words may reach this far into the margin of their page

/** The scene as one SVG document; `fonts` are style rules that bring the typeface along, `ids` stands before its parts' names. */
export function toSvg(scene: Scene, { theme, fonts = '', ids = '', family = 'Inter' }: { theme: ThemeName; fonts?: string; ids?: string; family?: string }): string {
  const colours = THEMES[theme];
  const paint = painter((name) => colours[name], ids);
  const blocks = scene.blocks.map((block) => `<g transform="translate(0 ${px(block.y)})">${block.shapes.map((shape) => written(shape, paint)).join('')}</g>`);
  const defs = definitions((name) => colours[name], scene.feeling, ids);
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${px(scene.width)}" height="${px(scene.height)}" viewBox="0 0 ${px(scene.width)} ${px(scene.height)}" role="img" font-family="${escaped(family)}, system-ui, sans-serif" style="font-variant-numeric:tabular-nums">` +
    `<title>${escaped(scene.title)}</title><defs>${fonts === '' ? '' : `<style>${fonts}</style>`}${defs}</defs><rect width="100%" height="100%" fill="${colours.paper}"/>${blocks.join('')}</svg>`
  );
}

function written(shape: Shape, paint: (name: Paint) => string): string {
  if (shape.kind === 'group') {
    if (shape.role === 'quiet') return '';
    const title = shape.mark ? `<title>${escaped(shape.mark.label)}</title>` : '';
    const moved = shape.y === undefined || shape.y === 0 ? '' : ` transform="translate(0 ${px(shape.y)})"`;
    return `<g${moved}>${title}${shape.children.map((child) => written(child, paint)).join('')}</g>`;
  }
  if (shape.kind === 'image' && !isOwnPicture(shape.href)) return written(missingPicture(shape), paint);
  const attributes = Object.entries(attributesOf(shape, paint)).map(([name, content]) => ` ${name}="${escaped(content)}"`).join('');
  if (shape.kind !== 'text') return `<${TAGS[shape.kind]}${attributes}/>`;
  const full = shape.full ? `<title>${escaped(shape.full)}</title>` : '';
  const figures = isHyphened(shape.text) ? ' style="font-variant-numeric:normal"' : '';
  return `<text${attributes}${figures}>${escaped(shape.text)}${full}</text>`;
}

/** Each page as one SVG document, as large as the paper; what lies outside its windows is not in it. */
export function pagesToSvg(pages: readonly SheetPage[], { theme, feeling, fonts = '' }: { theme: ThemeName; feeling: Scene['feeling']; fonts?: string }): readonly string[] {
  const colours = THEMES[theme];
  const paint = painter((name) => colours[name]);
  const defs = definitions((name) => colours[name], feeling);
  return pages.map(({ width, height, parts }) => {
    const clips = parts.flatMap(({ window: seen }, n) => (seen ? [`<clipPath id="w${n}"><rect x="${px(seen.x)}" y="${px(seen.y)}" width="${px(seen.w)}" height="${px(seen.h)}"/></clipPath>`] : []));
    const drawn = parts.map(({ x, y, shapes, window: seen }, n) => {
      const inside = seen === null ? shapes.map((shape) => written(shape, paint)).join('')
        : `<g clip-path="url(#w${n})">${wordless(shapes).map((shape) => written(shape, paint)).join('')}</g>${wordsWithin(shapes, seen, PROTRUDES).map((shape) => written(shape, paint)).join('')}`;
      return `<g transform="translate(${px(x)} ${px(y)})">${inside}</g>`;
    });
    return `<svg xmlns="http://www.w3.org/2000/svg" width="${px(width)}" height="${px(height)}" viewBox="0 0 ${px(width)} ${px(height)}" font-family="Inter, system-ui, sans-serif" style="font-variant-numeric:tabular-nums"><defs>${fonts === '' ? '' : `<style>${fonts}</style>`}${defs}${clips.join('')}</defs><rect width="100%" height="100%" fill="${colours.paper}"/>${drawn.join('')}</svg>`;
  });
}

/** Whether a picture travels inside the file: other addresses would be asked for, and tell who looks. */
export function isOwnPicture(href: string): boolean {
  return /^data:image\/(png|jpeg|webp|gif);base64,[A-Za-z0-9+/=]+$/.test(href);
}

/** Where a picture is that cannot be shown: an outline with its sign. */
export function missingPicture({ x, y, w, h }: ImageShape): GroupShape {
  return group([rect(x, y, w, h, { stroke: 'rule2', width: 1, r: 4 }), icon('image', x + w / 2 - 12, y + h / 2 - 12, 'ink3', 24)]);
}

/** Text that can stand in markup: no tag, no attribute and no control character can come out of it. */
export function escaped(text: string): string {
  return withoutControls(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;');
}

/** Text with a mark for every character that no file of markup may hold. */
export function withoutControls(text: string): string {
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd');
}
