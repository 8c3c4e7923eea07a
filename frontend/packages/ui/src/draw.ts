/** A scene as elements of the page: the same attributes as the file, with paints that follow the theme. */
import { attributesOf, flat, isOwnPicture, missingPicture, painter, TAGS, type Block, type Scene, type Shape } from '../../canvas/src/index.ts';
import { s } from './dom.ts';

const paint = painter((name) => `var(--${name})`);

type Strip = { width?: number; from?: number; to?: number; label?: string | undefined };
type Group = Extract<Shape, { kind: 'group' }>;
type Leaf = Exclude<Shape, Group>;

/** What an element shows, so that the next drawing finds it again. */
interface Drawn {
  shape: Shape;
  node: SVGElement;
  children: Drawn[];
  inside: readonly Shape[] | null; // the list that `children` stand for
}

const roots = new WeakMap<SVGElement, Drawn>();

/** Which addresses a host draws pictures from; a written page only those inside itself. */
export interface Host {
  readonly trusts: (href: string) => boolean;
}

const WRITTEN: Host = { trusts: isOwnPicture };

/** One part of the scene as an SVG element, whole or a strip of it; marks can be pointed at and focused. */
export function drawnBlock(block: Block, strip: Strip = {}, host: Host = WRITTEN): SVGElement {
  const root = s('svg', {});
  drawInto(root, block, strip, host);
  return root;
}

/**
 * Draw a block into an SVG element that may show an earlier one: groups are found again by their mark or lane, shapes
 * that are the same object keep their elements untouched, others are changed where they differ.
 */
export function drawInto(root: SVGElement, block: Block, { width = block.width, from = 0, to = block.height, label }: Strip = {}, host: Host = WRITTEN): void {
  const isWhole = from === 0 && to === block.height;
  const height = to - from;
  dress(root, {
    width: String(width), height: String(height), viewBox: `0 ${from} ${width} ${height}`, class: `drawn ${block.id}-drawn${isWhole ? '' : ' strip'}`,
    role: label ? 'group' : 'presentation', ...(label ? { 'aria-label': label } : {}),
  });
  const known = roots.get(root) ?? { shape: { kind: 'group', children: [] }, node: root, children: [], inside: null };
  if (known.inside === null) root.replaceChildren();
  known.children = reconciled(root, known, block.shapes, host);
  known.inside = block.shapes;
  roots.set(root, known);
}

/** The children of an element after they were made those of a list of shapes. */
function reconciled(parent: SVGElement, before: Drawn, shapes: readonly Shape[], host: Host): Drawn[] {
  if (before.inside === shapes) return before.children;
  const keyed = new Map<string, Drawn>();
  const others = new Map<string, Drawn[]>();
  for (const child of before.children) {
    const key = keyOf(child.shape);
    if (key !== null && !keyed.has(key)) keyed.set(key, child);
    else others.set(sortOf(child.shape), [...(others.get(sortOf(child.shape)) ?? []), child]);
  }
  for (const list of others.values()) list.reverse();
  const kept = new Set<Drawn>();
  const after = shapes.map((shape) => {
    const key = keyOf(shape);
    const old = (key === null ? others.get(sortOf(shape))?.pop() : keyed.get(key)) ?? null;
    if (old === null || kept.has(old)) return made(shape, host);
    kept.add(old);
    return patched(old, shape, host);
  });
  for (const child of before.children) if (!kept.has(child)) child.node.remove();
  place(parent, after);
  return after;
}

/** Put elements into their order, moving only those that stand elsewhere; focus stays on what stays. */
function place(parent: SVGElement, children: readonly Drawn[]): void {
  let next: ChildNode | null = parent.lastChild;
  for (let n = children.length - 1; n >= 0; n -= 1) {
    const { node } = children[n]!;
    if (node === next) next = node.previousSibling;
    else parent.insertBefore(node, next === null ? parent.firstChild : next.nextSibling);
    while (next !== null && isRing(next)) next = next.previousSibling;
  }
}

function isRing(node: Node): boolean {
  return node instanceof SVGElement && node.classList.contains('ring');
}

function keyOf(shape: Shape): string | null {
  if (shape.kind !== 'group') return null;
  return shape.mark ? `mark ${shape.mark.id}` : shape.lane ? `lane ${shape.lane}` : null;
}

/** What an element must have in common with a shape in order to become it. */
function sortOf(shape: Shape): string {
  return shape.kind === 'group' ? (shape.mark ? 'group mark' : 'group') : TAGS[shape.kind];
}

function made(shape: Shape, host: Host): Drawn {
  const shown = standIn(shape, host);
  if (shown.kind !== 'group') return { shape, node: madeLeaf(shown), children: [], inside: null };
  const drawn: Drawn = { shape, node: s('g', groupAttributes(shown)), children: [], inside: null };
  if (shown.mark) drawn.node.append(s('rect', ringAttributes(shown)));
  drawn.children = shown.children.map((child) => made(child, host));
  drawn.inside = shown.children;
  for (const child of drawn.children) drawn.node.append(child.node);
  return drawn;
}

/** Pictures from elsewhere are shown as places where a picture is. */
function standIn(shape: Shape, host: Host): Shape {
  return shape.kind === 'image' && !host.trusts(shape.href) ? missingPicture(shape) : shape;
}

function madeLeaf(shape: Leaf): SVGElement {
  const node = s(TAGS[shape.kind], leafAttributes(shape));
  if (shape.kind === 'text') write(node, shape);
  return node;
}

function leafAttributes(shape: Leaf): Record<string, string> {
  return { ...attributesOf(shape, paint), ...('role' in shape && shape.role ? { class: shape.role } : {}) };
}

/** The words of a text; a space after them keeps lines apart for those who listen or copy. */
function write(node: SVGElement, shape: Extract<Shape, { kind: 'text' }>): void {
  const full = shape.full === undefined ? [] : [s('title', {}, shape.full)];
  node.replaceChildren(`${shape.text} `, ...full);
}

function patched(old: Drawn, shape: Shape, host: Host): Drawn {
  if (old.shape === shape) return old;
  const shown = standIn(shape, host);
  const isGroup = old.node.localName === 'g';
  if (isGroup !== (shown.kind === 'group') || (shown.kind === 'group' && hasRing(old.node) !== (shown.mark !== undefined))) return replaced(old, shape, host);
  if (shown.kind === 'group') {
    dress(old.node, groupAttributes(shown), ['is-open', 'is-lit']);
    if (shown.mark) dress(old.node.firstElementChild as SVGElement, ringAttributes(shown));
    old.children = reconciled(old.node, old, shown.children, host);
    old.inside = shown.children;
  } else {
    dress(old.node, leafAttributes(shown));
    if (shown.kind === 'text' && !(old.shape.kind === 'text' && old.shape.text === shown.text && old.shape.full === shown.full)) write(old.node, shown);
  }
  old.shape = shape;
  return old;
}

function replaced(old: Drawn, shape: Shape, host: Host): Drawn {
  const fresh = made(shape, host);
  old.node.replaceWith(fresh.node);
  return fresh;
}

function hasRing(node: SVGElement): boolean {
  return node.firstElementChild !== null && isRing(node.firstElementChild);
}

/** Set what differs and take away what is no more; classes and the tab order that the page gave stay. */
function dress(node: SVGElement, wanted: Readonly<Record<string, string>>, stays: readonly string[] = []): void {
  for (const [name, content] of Object.entries(wanted)) {
    if (name === 'tabindex' && node.hasAttribute('tabindex')) continue;
    const kept = name === 'class' ? [content, ...stays.filter((own) => node.classList.contains(own))].join(' ') : content;
    if (node.getAttribute(name) !== kept) node.setAttribute(name, kept);
  }
  for (const name of node.getAttributeNames()) if (!Object.hasOwn(wanted, name) && name !== 'style') node.removeAttribute(name);
}

function groupAttributes(shape: Group): Record<string, string> {
  const { mark, about, role, y, lane } = shape;
  const classes = [role, mark ? 'mark' : ''].filter(Boolean).join(' ');
  return {
    ...(classes ? { class: classes } : {}), ...(about ? { 'data-about': about.join('\n') } : {}), ...(lane ? { 'data-row': lane } : {}), ...(y ? { transform: `translate(0 ${Math.round(y * 100) / 100})` } : {}),
    ...(mark ? { 'data-id': mark.id, 'data-lane': mark.lane, tabindex: '-1', role: 'button', ...namesOf(shape, mark.label) } : {}),
  };
}

function ringAttributes({ mark }: Group): Record<string, string> {
  const { x, y, w, h } = mark!;
  return { x: String(x), y: String(y), width: String(Math.max(1, w)), height: String(Math.max(1, h)), rx: '6', class: 'ring' };
}

/** A mark goes by the words that stand in it, and its sentence describes it; bare numbers go by the sentence. */
function namesOf(shape: Group, sentence: string): Record<string, string> {
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
  const under = s('pattern', { id: 'under', width: 5, height: 5, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' }, s('path', { d: 'M0 0V5', stroke: colour('underline'), 'stroke-width': 1.6 }));
  return s('svg', { width: 0, height: 0, class: 'definitions', 'aria-hidden': 'true' }, s('defs', {},
    tile('tint3', 'tint3base', 'rotate(45)', stroke('tint3line', 2.4)), tile('pass', 'passbase', 'rotate(-45)', stroke('passline', 1)),
    tile('tint5', 'tint5base', null, s('circle', { cx: 3, cy: 3, r: 1.1, fill: colour('tint5line') })), under, feeling));
}
