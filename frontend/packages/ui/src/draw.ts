/** A scene as elements of the page: the same attributes as the file, with paints that follow the theme. */
import { type Block, type Scene, type Shape } from '../../canvas/src/index.ts';
import { h, s } from './dom.ts';
import { dress, showIn, WRITTEN, type Host } from './reconcile.ts';

export type { Host } from './reconcile.ts';

type Strip = { width?: number; beyond?: number; from?: number; to?: number; scale?: number; label?: string | undefined }; // `beyond`: what stands right of the width and may be seen
type Lane = Extract<Shape, { kind: 'group' }>;

const REACH = 14; // marks and halos may stand this far outside their lane

/** One part of the scene as an SVG element, whole or a strip of it; marks can be pointed at and focused. */
export function drawnBlock(block: Block, strip: Strip = {}, host: Host = WRITTEN): SVGElement {
  const root = s('svg', {});
  drawStrip(root, block, strip, host);
  return root;
}

/**
 * Draw a block into an element that may show an earlier one of it; elements of what stayed the same are kept.
 *
 * An HTML element gets one SVG for each lane, so that a lane that only moves costs nothing and lanes out of sight are
 * not laid out; an SVG element gets everything inside itself.
 */
export function drawInto(root: HTMLElement | SVGElement, block: Block, strip: Strip = {}, host: Host = WRITTEN): void {
  if (root instanceof SVGElement) return drawStrip(root, block, strip, host);
  const lanes = block.shapes.filter((shape): shape is Lane => shape.kind === 'group' && shape.lane !== undefined && shape.h !== undefined);
  if (lanes.length === block.shapes.length && lanes.length > 0) return drawLanes(root, block, lanes, { ...strip, host });
  const known = root.querySelector<SVGElement>(':scope > svg.drawn');
  const svg = known ?? s('svg', {});
  drawStrip(svg, block, strip, host);
  scaled(svg, { width: strip.width ?? block.width, height: block.height }, strip.scale);
  if (boxes.delete(root)) for (const side of ['width', 'height']) root.style.removeProperty(side);
  if (known === null) root.replaceChildren(svg);
}

function drawStrip(root: SVGElement, block: Block, { width = block.width, from = 0, to = block.height, label }: Strip, host: Host): void {
  const isWhole = from === 0 && to === block.height;
  const height = to - from;
  dress(root, {
    width: String(width), height: String(height), viewBox: `0 ${from} ${width} ${height}`, class: `drawn ${block.id}-drawn${isWhole ? '' : ' strip'}`,
    role: label ? 'group' : 'presentation', ...(label ? { 'aria-label': label } : {}),
  });
  showIn(root, block.shapes, host);
}

interface LaneBox {
  readonly box: HTMLElement;
  readonly svg: SVGElement;
}

const boxes = new WeakMap<HTMLElement, Map<string, LaneBox>>();

/** One box for each lane in reading order, each at its height. */
function drawLanes(root: HTMLElement, block: Block, lanes: readonly Lane[], { width = block.width, beyond = 0, scale = 1, label, host }: Strip & { host: Host }): void {
  const before = boxes.get(root) ?? new Map<string, LaneBox>();
  if (!boxes.has(root)) root.replaceChildren();
  const after = new Map<string, LaneBox>();
  setStyle(root, { width: `${width * scale}px`, height: `${block.height * scale}px` });
  root.classList.add('lanes-of', `${block.id}-drawn`);
  root.setAttribute('role', label ? 'group' : 'presentation');
  if (label) root.setAttribute('aria-label', label);
  let previous: Element | null = null;
  for (const lane of lanes) {
    const made = before.get(lane.lane!) ?? newBox();
    const { box, svg } = made;
    after.set(lane.lane!, made);
    const [w, height] = [width + beyond, lane.h! + 2 * REACH];
    setStyle(box, { top: `${((lane.y ?? 0) - REACH) * scale}px`, height: `${height * scale}px`, width: `${w * scale}px` });
    scaled(svg, { width: w, height }, scale);
    dress(svg, { width: String(w), height: String(height), viewBox: `0 ${-REACH} ${w} ${height}`, class: ['drawn', lane.role].filter(Boolean).join(' '), 'data-row': lane.lane!, role: 'presentation' });
    showIn(svg, lane.children, host);
    if (box.previousElementSibling !== previous || box.parentElement !== root) root.insertBefore(box, previous === null ? root.firstChild : previous.nextSibling);
    previous = box;
  }
  for (const [id, { box }] of before) if (!after.has(id)) box.remove();
  boxes.set(root, after);
}

function newBox(): LaneBox {
  const svg = s('svg', {});
  return { box: h('div', { class: 'lane-box' }, svg), svg };
}

/** Shows an element larger or smaller than it was drawn; undrawn scales need no style at all. */
function scaled(svg: SVGElement, { width, height }: { width: number; height: number }, scale = 1): void {
  if (scale === 1) svg.removeAttribute('style');
  else setStyle(svg, { width: `${width * scale}px`, height: `${height * scale}px` });
}

function setStyle(element: HTMLElement | SVGElement, wanted: Readonly<Record<string, string>>): void {
  for (const [name, content] of Object.entries(wanted)) if (element.style.getPropertyValue(name) !== content) element.style.setProperty(name, content);
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
  const under = s('pattern', { id: 'under', width: 5, height: 5, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' }, s('path', { d: 'M0 0V5', stroke: colour('underline'), 'stroke-width': 1.6 }));
  return s('svg', { width: 0, height: 0, class: 'definitions', 'aria-hidden': 'true' }, s('defs', {},
    tile('tint3', 'tint3base', 'rotate(45)', stroke('tint3line', 2.4)), tile('pass', 'passbase', 'rotate(-45)', stroke('passline', 1)),
    tile('tint5', 'tint5base', null, s('circle', { cx: 3, cy: 3, r: 1.1, fill: colour('tint5line') })), under, feeling));
}
