/** The written page: reads its map, draws it, and answers to pointer, finger, keyboard and screen reader. */
import type { MapPage, ResolvedMap } from '../../generated/resolvedmap.ts';
import { blend, DEFAULT_VIEW, layout, marksOf, titleOf, tongue, type Block, type Mark, type Scene, type Tongue, type View } from '../../canvas/src/index.ts';
import { h } from './dom.ts';
import { drawInto, drawnBlock, drawnDefinitions } from './draw.ts';
import { evidenceOf } from './evidence.ts';
import { header } from './header.ts';
import { helpDialog } from './help.ts';
import { nextSpot } from './keyboard.ts';
import { lightUp } from './light.ts';
import { outline } from './outline.ts';
import { panelContent } from './panel.ts';
import { firstState, type State } from './state.ts';
import { hideTip, showTip } from './tip.ts';
import { pageIn } from './written.ts';

const PANEL = 372;
const PHONE = 700;
const MOTION = 200; // milliseconds
const SHEET = { width: 1512, height: 1047 }; // A3 landscape within its margins, in CSS pixels
const SHEET_WIDTHS = [1600, 1800, 2000, 2200]; // tried until the map fits one sheet, then two

const SHEETS = [
  { isFolded: false, density: 'dense' },
  { isFolded: true, density: 'dense' },
  { isFolded: true, density: 'calm' },
] as const;

/** The elements of the screen, kept from drawing to drawing. */
interface Screen {
  readonly order: string;
  readonly roots: ReadonlyMap<Block['id'], HTMLElement>;
  readonly definitions: HTMLElement;
}

class Page {
  #state: State;
  #marks: readonly Mark[] = [];
  #scene: Scene | null = null;
  #screen: Screen | null = null;
  #sheet: { width: number; isFolded: boolean; density: View['density'] } | null = null; // while printing
  readonly #top = h('div', { class: 'head-slot' });
  readonly #main = h('main', { class: 'map', id: 'map' });
  readonly #panel = h('aside', { class: 'panel', hidden: true, 'aria-labelledby': 'panel-title' });
  readonly #outline = h('div', {});

  readonly #page: MapPage;
  readonly #root: HTMLElement;

  constructor(page: MapPage, root: HTMLElement) {
    this.#page = page;
    this.#root = root;
    this.#state = firstState(page, location.hash, matchMedia('(prefers-color-scheme: dark)').matches);
    root.append(this.#top, this.#main, this.#outline, this.#panel);
    this.#listen();
    this.#draw(this.#map);
  }

  get #map(): ResolvedMap {
    return this.#page.views[this.#state.view]!.map;
  }

  get #speaker(): Tongue {
    return tongue(this.#state.language);
  }

  #change = (change: Partial<State>): void => {
    const before = this.#map;
    const old = this.#state;
    this.#state = { ...old, focus: null, ...change };
    if (this.#state.help) return helpDialog(this.#speaker, () => this.#change({ help: false, focus: 'button:keys' }));
    if (this.#state.view !== old.view && !matchMedia('(prefers-reduced-motion: reduce)').matches) this.#move(before, this.#map);
    else this.#draw(this.#map);
  };

  /** Let the river and the figures move to their new values. */
  #move(from: ResolvedMap, to: ResolvedMap): void {
    const start = performance.now();
    const aim = this.#state.view;
    const frame = (now: number): void => {
      if (this.#state.view !== aim) return;
      const t = Math.min(1, (now - start) / MOTION);
      if (t < 1) {
        this.#drawMap(blend(from, to, t * t * (3 - 2 * t)));
        requestAnimationFrame(frame);
      } else this.#draw(to);
    };
    requestAnimationFrame(frame);
  }

  #view(): View {
    const { density, language, theme, columnWidths, unfolded } = this.#state;
    const base = { ...DEFAULT_VIEW, density, language, columnWidths, unfolded };
    if (this.#sheet) return { ...base, width: this.#sheet.width, density: this.#sheet.density, theme: 'print', medium: 'print' };
    const width = document.documentElement.clientWidth;
    if (width < PHONE) return { ...base, width, theme, medium: 'phone' };
    const beside = this.#state.open !== null && width >= 1100 ? PANEL : 0;
    return { ...base, width: Math.max(760, width - beside), theme };
  }

  #draw(map: ResolvedMap): void {
    const { state } = { state: this.#state };
    const speaker = this.#speaker;
    document.documentElement.lang = state.language;
    document.documentElement.dataset['theme'] = this.#sheet ? 'print' : state.theme;
    document.title = titleOf(speaker, map);
    this.#top.replaceChildren(header(this.#page, state, { speaker, change: this.#change }));
    this.#outline.replaceChildren(outline(map, speaker));
    this.#drawMap(map);
    this.#drawPanel(map);
    this.#restoreFocus();
  }

  #drawMap(map: ResolvedMap): void {
    const scene = layout(map, this.#view());
    this.#scene = scene;
    this.#marks = marksOf(scene).filter((mark) => mark.block !== 'title'); // the page sets the title as text
    const label = this.#speaker.say('panel.map_label', { title: scene.title });
    if (this.#sheet) this.#drawSheet(scene, label);
    else this.#drawScreen(scene, label);
    this.#main.style.setProperty('--gutter', `${scene.gutter - 26}px`);
    this.#main.classList.toggle('is-wide', scene.width > this.#view().width + 1);
    this.#main.querySelectorAll('.mark[tabindex="0"]').forEach((mark) => mark.setAttribute('tabindex', '-1'));
    this.#element(this.#state.open ?? this.#marks[0]?.id ?? '')?.setAttribute('tabindex', '0');
    lightUp(this.#main, this.#state.open);
  }

  /** Draw for the screen: elements that show the same as before stay as they are. */
  #drawScreen(scene: Scene, label: string): void {
    const parts = new Map(scene.blocks.map((block) => [block.id, block]));
    const order = [...parts.keys()].filter((id) => id !== 'title').join(' ');
    if (this.#screen?.order !== order) this.#screen = this.#newScreen(order);
    const { roots, definitions } = this.#screen;
    for (const [id, root] of roots) drawInto(root, parts.get(id)!, { ...(id === 'gutter' ? { width: scene.gutter - 26, beyond: 30 } : {}), label: id === 'lanes' ? label : id === 'heads' ? this.#speaker.say('lane.stages') : undefined });
    definitions.replaceChildren(drawnDefinitions(scene));
  }

  #newScreen(order: string): Screen {
    const roots = new Map(order.split(' ').map((id) => [id as Block['id'], h('div', {})]));
    const definitions = h('div', { class: 'definitions' });
    const part = (id: Block['id'], ...more: (Node | null)[]): HTMLElement | null => (roots.has(id) ? h('div', { class: id === 'lanes' ? 'body' : id }, roots.get(id)!, ...more) : null);
    this.#main.replaceChildren(...[definitions, part('heads', h('div', { class: 'corner' })), part('lanes', part('gutter')), part('legend')].filter((node) => node !== null));
    return { order, roots, definitions };
  }

  /** Draw for paper: folded onto two sheets where one does not hold it. */
  #drawSheet(scene: Scene, label: string): void {
    this.#screen = null;
    const parts = new Map(scene.blocks.map((block) => [block.id, block]));
    const lanes = parts.get('lanes')!;
    const gutter = parts.get('gutter');
    const heads = parts.get('heads');
    const legend = parts.get('legend');
    const strip = (from: number, to: number): HTMLElement => h('div', { class: 'body' }, drawnBlock(lanes, { label, from, to }), gutter ? h('div', { class: 'gutter' }, drawnBlock(gutter, { width: scene.gutter, from, to })) : null);
    const headStrip = (): HTMLElement[] => (heads ? [h('div', { class: 'heads' }, drawnBlock(heads, { label: this.#speaker.say('lane.stages') }), h('div', { class: 'corner' }))] : []);
    const fold = this.#sheet?.isFolded ? scene.fold : null;
    const strips = fold === null ? [...headStrip(), strip(0, lanes.height)] : [...headStrip(), strip(0, fold), h('div', { class: 'fold' }), ...headStrip(), strip(fold, lanes.height)];
    this.#main.replaceChildren(drawnDefinitions(scene), ...strips, ...(legend ? [h('div', { class: 'legend' }, drawnBlock(legend))] : []));
  }

  #drawPanel(map: ResolvedMap): void {
    const { open } = this.#state;
    const evidence = open === null ? null : evidenceOf(map, this.#speaker, open);
    this.#main.querySelectorAll('.is-open').forEach((mark) => mark.classList.remove('is-open'));
    this.#panel.hidden = evidence === null;
    document.body.classList.toggle('has-panel', evidence !== null);
    if (evidence === null) return this.#panel.replaceChildren();
    const close = h('button', { type: 'button', class: 'close', name: 'close', 'aria-label': this.#speaker.say('control.close') }, '×');
    close.addEventListener('click', () => this.#close());
    this.#panel.replaceChildren(close, ...panelContent(evidence, map, this.#speaker));
    this.#panel.scrollTop = 0;
    this.#element(open!)?.classList.add('is-open');
  }

  #restoreFocus(): void {
    const { focus } = this.#state;
    if (focus === null) return;
    const [kind, name] = focus.split(':');
    const control = kind === 'select' || kind === 'button' ? document.querySelector<HTMLElement>(`${kind}[name="${name}"]`) : null;
    (control ?? this.#element(focus))?.focus({ preventScroll: control !== null });
  }

  #element(id: string): SVGElement | null {
    return this.#main.querySelector<SVGElement>(`[data-id="${CSS.escape(id)}"]`);
  }

  /** Show the evidence; who came by keyboard goes on reading there, and Escape leads back. */
  #open(id: string, { goesAlong }: { goesAlong: boolean }): void {
    if (id.startsWith('more:')) return this.#unfold(id);
    this.#change({ open: id, focus: id });
    this.#element(id)?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    hideTip();
    if (goesAlong) this.#panel.querySelector<HTMLElement>('h2')?.focus();
  }

  #unfold(id: string): void {
    const [, lane = '', ...rest] = id.split(':');
    const stage = rest.join(':');
    const key = lane === 'touchpoints' ? 'touchpoints' : `${lane}:${stage}`;
    const { unfolded } = this.#state;
    const after = unfolded.includes(key) ? unfolded.filter((entry) => entry !== key) : [...unfolded, key];
    const at = this.#marks.findIndex((mark) => mark.id === id);
    this.#change({ unfolded: after });
    this.#change({ focus: this.#marks[Math.min(at, this.#marks.length - 1)]?.id ?? null });
  }

  #close(): void {
    const { open } = this.#state;
    this.#change({ open: null, focus: open });
  }

  #markAt(target: EventTarget | null): string | null {
    return target instanceof Element ? (target.closest('.mark')?.getAttribute('data-id') ?? null) : null;
  }

  #listen(): void {
    const tip = (id: string | null, target: EventTarget | null): void => {
      const evidence = id === null ? null : evidenceOf(this.#map, this.#speaker, id);
      if (evidence === null || target === null) hideTip();
      else showTip(evidence, this.#speaker, (target as Element).closest('.mark')!.getBoundingClientRect());
      lightUp(this.#main, id ?? this.#state.open);
    };
    let pointed: string | null = null;
    this.#main.addEventListener('pointermove', (event) => {
      const id = this.#markAt(event.target);
      if (event.pointerType !== 'mouse' || id === pointed) return;
      pointed = id;
      tip(id, event.target);
    });
    this.#main.addEventListener('pointerleave', () => tip(null, null));
    this.#main.addEventListener('focusin', (event) => (event.target as Element).matches(':focus-visible') && tip(this.#markAt(event.target), event.target));
    this.#main.addEventListener('focusout', () => tip(null, null));
    this.#main.addEventListener('click', (event) => {
      const id = this.#markAt(event.target);
      if (id !== null) this.#open(id, { goesAlong: false });
    });
    document.addEventListener('keydown', (event) => this.#key(event));
    let width = innerWidth;
    addEventListener('resize', () => {
      if (innerWidth !== width) this.#draw(this.#map);
      width = innerWidth;
    });
    addEventListener('beforeprint', () => this.#print(true));
    addEventListener('afterprint', () => this.#print(false));
  }

  /** Draw for paper: on one sheet where the words stay readable, else folded onto two above the touchpoints. */
  #print(isPrinting: boolean): void {
    this.#root.style.zoom = '';
    this.#sheet = null;
    const tries = SHEETS.flatMap((sheet) => SHEET_WIDTHS.map((width) => ({ width, ...sheet })));
    for (const sheet of isPrinting ? tries : []) {
      this.#sheet = sheet;
      this.#draw(this.#map);
      if (this.#tallestSheet() <= (sheet.width * SHEET.height) / SHEET.width) break;
    }
    if (!isPrinting) this.#draw(this.#map);
    if (this.#sheet) this.#root.style.zoom = String(SHEET.width / (this.#scene?.width ?? SHEET.width));
  }

  #tallestSheet(): number {
    const whole = this.#top.offsetHeight + this.#main.offsetHeight;
    const fold = this.#main.querySelector<HTMLElement>('.fold');
    if (fold === null) return whole;
    const first = fold.offsetTop - this.#top.offsetTop;
    return Math.max(first, whole - first);
  }

  #key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const isTyping = event.target instanceof HTMLSelectElement || event.target instanceof HTMLInputElement;
    if (event.key === 'Escape' && this.#state.open !== null) return this.#close();
    if (event.key === '?' && !isTyping) return this.#change({ help: true });
    const id = this.#markAt(event.target);
    if (id === null) return;
    if (event.key === 'Enter' || event.key === ' ') this.#open(id, { goesAlong: true });
    else if (/^(Arrow|Home$|End$)/.test(event.key)) this.#step(id, event.key);
    else return;
    event.preventDefault();
  }

  #step(id: string, key: string): void {
    const spots = this.#marks.map((mark) => ({ id: mark.id, x: mark.x, y: mark.y }));
    const next = nextSpot(spots, id, key);
    if (next === null) return;
    this.#element(id)?.setAttribute('tabindex', '-1');
    const element = this.#element(next);
    element?.setAttribute('tabindex', '0');
    element?.focus();
    element?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }

  get scene(): Scene | null {
    return this.#scene;
  }
}

const written = document.getElementById('map-page')!.textContent!;
const shown = new Page(pageIn(written), document.getElementById('resa')!);
Object.assign(window, { resaScene: () => shown.scene });
