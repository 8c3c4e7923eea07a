/** Elements that show shapes, found again at the next drawing: what is the same object stays untouched, the rest is changed where it differs. */
import { attributesOf, flat, isHyphened, isOwnPicture, missingPicture, painter, TAGS, type Shape } from '../../canvas/src/index.ts';
import { s } from './dom.ts';

const paint = painter((name) => `var(--${name})`);

type Group = Extract<Shape, { kind: 'group' }>;
type Leaf = Exclude<Shape, Group>;

/** What an element shows, so that the next drawing finds it again. */
export interface Drawn {
  shape: Shape;
  node: SVGElement;
  children: Drawn[];
  inside: readonly Shape[] | null; // the list that `children` stand for
}

/** Which addresses a host draws pictures from; a written page only those inside itself. */
export interface Host {
  readonly trusts: (href: string) => boolean;
}

export const WRITTEN: Host = { trusts: isOwnPicture };

const roots = new WeakMap<SVGElement, Drawn>();

/** Make the children of an element those of a list of shapes, whatever it showed before. */
export function showIn(root: SVGElement, shapes: readonly Shape[], host: Host): void {
  const known = roots.get(root) ?? { shape: { kind: 'group', children: [] }, node: root, children: [], inside: null };
  if (known.inside === null) root.replaceChildren();
  known.children = reconciled(root, known, shapes, host);
  known.inside = shapes;
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
  const role = 'role' in shape ? shape.role : shape.kind === 'text' && isHyphened(shape.text) ? 'hyphened' : undefined;
  return { ...attributesOf(shape, paint), ...(role ? { class: role } : {}) };
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
export function dress(node: SVGElement, wanted: Readonly<Record<string, string>>, stays: readonly string[] = []): void {
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
