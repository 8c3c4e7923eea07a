/** A scene as elements of the page: the same attributes as the file, with paints that follow the theme. */
import { attributesOf, flat, painter, TAGS, type Block, type Scene, type Shape } from '../../canvas/src/index.ts';
import { s } from './dom.ts';

const paint = painter((name) => `var(--${name})`);

type Strip = { width?: number; from?: number; to?: number; label?: string };

/** One part of the scene as an SVG element, whole or a strip of it; marks can be pointed at and focused. */
export function drawnBlock(block: Block, { width = block.width, from = 0, to = block.height, label }: Strip = {}): SVGElement {
  const isWhole = from === 0 && to === block.height;
  const height = to - from;
  const attributes = { width, height, viewBox: `0 ${from} ${width} ${height}`, class: `drawn ${block.id}-drawn${isWhole ? '' : ' strip'}` };
  const root = s('svg', { ...attributes, role: label ? 'group' : 'presentation', 'aria-label': label });
  root.append(...block.shapes.map(drawn));
  return root;
}

function drawn(shape: Shape): SVGElement {
  if (shape.kind === 'group') return drawnGroup(shape);
  const attributes = attributesOf(shape, paint);
  if (shape.kind !== 'text') return s(TAGS[shape.kind], { ...attributes, class: 'role' in shape ? shape.role : undefined });
  const full = shape.full === undefined ? null : s('title', {}, shape.full);
  return s('text', attributes, shape.text, full);
}

function drawnGroup(shape: Extract<Shape, { kind: 'group' }>): SVGElement {
  const { mark, about, role } = shape;
  const group = s('g', { class: [role, mark ? 'mark' : ''].filter(Boolean).join(' ') || null, 'data-about': about?.join('\n') });
  if (mark) {
    const attributes = { 'data-id': mark.id, 'data-lane': mark.lane, tabindex: -1, role: 'button', ...namesOf(shape, mark.label) };
    for (const [name, content] of Object.entries(attributes)) group.setAttribute(name, String(content));
    group.append(s('rect', { x: mark.x, y: mark.y, width: Math.max(1, mark.w), height: Math.max(1, mark.h), rx: 6, class: 'ring' }));
  }
  for (const child of shape.children) group.append(drawn(child), ' ');
  return group;
}

/** A mark goes by the words that stand in it, and its sentence describes it; bare numbers go by the sentence. */
function namesOf(shape: Extract<Shape, { kind: 'group' }>, sentence: string): Record<string, string> {
  const visible = [...flat(shape.children)].flatMap((child) => (child.kind === 'text' ? [child.text] : [])).join(' ');
  return /\p{L}{3}/u.test(visible) ? { 'aria-label': visible, 'aria-description': sentence } : { 'aria-label': visible === '' ? sentence : `${visible} – ${sentence}` };
}

/** Patterns and the scale of feelings, defined once for all parts of the scene. */
export function drawnDefinitions(scene: Scene): SVGElement {
  const colour = (name: string): string => `var(--${name})`;
  const tile = (id: string, base: string, turn: string | null, ...marks: SVGElement[]): SVGElement =>
    s('pattern', { id, width: 6, height: 6, patternUnits: 'userSpaceOnUse', patternTransform: turn }, s('rect', { width: 6, height: 6, fill: colour(base) }), ...marks);
  const stroke = (name: string, width: number): SVGElement => s('path', { d: 'M0 0V6', stroke: colour(name), 'stroke-width': width });
  const stops = [[0, 'good'], [0.4, 'good'], [0.5, 'neutral'], [0.6, 'bad'], [1, 'bad']] as const;
  const feeling = scene.feeling && s('linearGradient', { id: 'feeling', gradientUnits: 'userSpaceOnUse', x1: 0, x2: 0, y1: scene.feeling.high, y2: scene.feeling.low },
    ...stops.map(([offset, name]) => s('stop', { offset, 'stop-color': colour(name) })));
  return s('svg', { width: 0, height: 0, class: 'definitions', 'aria-hidden': 'true' }, s('defs', {},
    tile('tint3', 'tint3base', 'rotate(45)', stroke('tint3line', 2.4)), tile('pass', 'passbase', 'rotate(-45)', stroke('passline', 1)),
    tile('tint5', 'tint5base', null, s('circle', { cx: 3, cy: 3, r: 1.1, fill: colour('tint5line') })), feeling));
}
