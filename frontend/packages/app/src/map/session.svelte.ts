/** The map that is open: its documents, its figures, what is selected, and the one way to change it. */
import { arranged, EMPTY, isSo, ofKind, openKeep, openRoom, textOf, type Change, type JourneyMap, type Presence, type Room, type Status } from '../../../document/src/index.ts';
import type { BoundCell, ResolvedMap } from '../../../generated/resolvedmap.ts';
import { api } from '../api.ts';
import { asRefusal, type Refusal } from '../refusal.ts';
import { refusalText } from '../refusaltext.ts';
import { router } from '../router.svelte.ts';
import { session as person } from '../session.svelte.ts';
import { speaker } from '../speaker.svelte.ts';
import { toasts } from '../toasts.svelte.ts';
import { lockTouched } from './locks.ts';
import { filterOf, isFiltered, NO_FILTER, type Filter } from './filter.ts';
import { askedVersus, type AskedVersus } from './versus.ts';

export type RoomKind = 'map' | 'talk' | 'library';
export type Rooms = Readonly<Record<RoomKind, Room>>;

/** What the server measured for this map, this filter. */
export interface Measured {
  readonly figures: ResolvedMap;
  readonly cells: Readonly<Record<string, BoundCell>>;
  readonly as_of: string | null;
  readonly revision: number;
}

/** What stands beside the map: what is selected, or a panel by its name. */
export type PanelName = 'selection' | 'comments' | 'versions' | 'sharing' | 'personas' | 'library' | 'workshop' | 'status' | 'guide' | 'deviations' | 'moments';

const OPENING: Status = { state: 'opening', unsaved: 0, isKept: true, code: null, sentence: null, lost: [] };
/** One action that can be undone: in the documents, or a version brought back, which the one made just before it undoes. */
type Step = readonly RoomKind[] | { readonly version: number };

const KINDS: readonly RoomKind[] = ['map', 'talk', 'library'];

export class MapSession {
  readonly id: string = '';
  rooms = $state.raw<Rooms | null>(null);
  map = $state.raw<JourneyMap>(EMPTY);
  talk = $state.raw<JourneyMap>(EMPTY);
  library = $state.raw<JourneyMap>(EMPTY);
  status = $state.raw<Status>(OPENING);
  others = $state.raw<readonly Presence[]>([]);
  canUndo = $state(false);
  canRedo = $state(false);
  measured = $state.raw<Measured | null>(null);
  everybody = $state.raw<Measured | null>(null); // what was measured without a filter: what there is to choose from
  isMeasuring = $state(false);
  awaited = $state<'numbers' | 'findings' | null>(null); // what is being counted now
  unmeasured = $state.raw<Refusal | null>(null); // why there are no figures
  uses = $state.raw<Readonly<Record<string, number>>>({}); // on how many maps an entry of the library stands
  selection = $state.raw<readonly string[]>([]); // ids of records, or of measured marks
  panel = $state<PanelName | null>(null);
  entering = $state.raw<{ readonly panel: PanelName } | null>(null); // the panel into which the keyboard goes next
  news = $state.raw<{ readonly text: string; readonly turn: number }>({ text: '', turn: 0 }); // said to screen readers
  sought = $state.raw<{ readonly id: string } | null>(null); // a record that the sheet shall bring before the reader

  readonly filter: Filter = $derived(filterOf(router.query));
  readonly versus: string | null = $derived(router.query.get('versus'));
  readonly held: AskedVersus = $derived(askedVersus(this.versus, this.filter)); // the group that the map is held against, as the server is asked for it
  readonly view: string = $derived(router.query.get('view') ?? 'map');
  readonly resolved: ResolvedMap = $derived(
    arranged({ map: this.map, library: this.library, figures: withRows(this.measured, this.everybody), cells: this.measured?.cells ?? {}, view: { id: this.id, persona: this.filter.persona, uses: this.uses } }),
  );
  readonly title: string = $derived(textOf(ofKind(this.map, 'map')[0], 'title') ?? '');
  readonly isOpen: boolean = $derived(this.map.records.size > 0);
  /** What is still being counted: everything, or the findings, which come last; nothing where no figures will come. */
  readonly counting: 'figures' | 'findings' | undefined = $derived(countingOf(this));

  private trail: Step[] = []; // what each of my actions changed
  private trailBack: Step[] = [];
  private restoring: Promise<void> | null = null; // a version on its way back
  private stops: (() => void)[] = [];
  private turn = 0;
  private isClosed = false;

  constructor(id: string) {
    this.id = id;
  }

  get role(): string | null {
    return person.me?.role ?? null;
  }

  get mayEdit(): boolean {
    return person.mayEdit;
  }

  get mayComment(): boolean {
    return person.mayEdit || this.role === 'commenter';
  }

  /** Opens the three documents: what this machine keeps is there at once, what the server has follows. */
  async open(): Promise<void> {
    const names: Readonly<Record<RoomKind, string>> = { map: `map:${this.id}`, talk: `talk:${this.id}`, library: 'library' };
    const opened = await Promise.all(KINDS.map(async (kind) => [kind, await opening(names[kind])] as const));
    const rooms = Object.fromEntries(opened) as Record<RoomKind, Room>;
    if (this.isClosed) return opened.forEach(([, room]) => room.leave());
    this.rooms = rooms;
    this.stops = opened.map(([kind, room]) => room.subscribe((topic) => this.follow(kind, topic)));
    for (const kind of KINDS) for (const topic of ['map', 'status', 'others', 'history']) this.follow(kind, topic);
    const wake = (): void => Object.values(rooms).forEach((room) => room.wake());
    addEventListener('online', wake);
    this.stops.push(() => removeEventListener('online', wake));
  }

  close(): void {
    this.isClosed = true;
    this.stops.forEach((stop) => stop());
    if (this.rooms) Object.values(this.rooms).forEach((room) => room.leave());
    this.rooms = null;
  }

  /** Makes changes that can be undone as one; `words` say what happened. Answers whether anything was changed. */
  edit(changes: readonly Change[], words: string, room: RoomKind = 'map'): boolean {
    return this.editAll({ [room]: changes }, words);
  }

  /** Changes several documents as one action, in the order given. */
  editAll(changes: Readonly<Partial<Record<RoomKind, readonly Change[]>>>, words: string): boolean {
    const { rooms } = this;
    const changed = (Object.keys(changes) as RoomKind[]).filter((room) => changes[room]?.length && (room === 'talk' ? this.mayComment : this.mayEdit));
    if (!rooms || changed.length === 0 || this.isLocked(changes.map ?? [])) return false;
    for (const room of changed) rooms[room].edit(changes[room] ?? []);
    this.trail.push(changed);
    this.trailBack = [];
    this.say(words);
    return true;
  }

  /** Whether changes would touch a lane that is locked; says which. */
  private isLocked(changes: readonly Change[]): boolean {
    const lane = lockTouched(this.map, changes);
    if (!lane) return false;
    const words = speaker.sayAny('map.said.locked', { name: textOf(lane, 'name') ?? speaker.sayAny(`lane.${textOf(lane, 'shows') ?? ''}`) });
    toasts.say(words);
    this.say(words);
    return true;
  }

  undo(): boolean {
    return this.turnBack(this.trail, this.trailBack, 'undo');
  }

  redo(): boolean {
    return this.turnBack(this.trailBack, this.trail, 'redo');
  }

  /** Brings a version back, as one action that undo takes back. */
  async restore(version: number): Promise<void> {
    this.trailBack = [];
    await this.bringBack(version, this.trail);
    this.follow('map', 'history');
  }

  private async bringBack(version: number, trail: Step[]): Promise<void> {
    const asked = api.post<{ readonly before: number }>(`/maps/${encodeURIComponent(this.id)}/versions/${version}/restore`);
    const done = asked.then(({ before }) => void trail.push({ version: before }));
    this.restoring = done.catch(() => undefined).finally(() => (this.restoring = null));
    return done;
  }

  select(ids: readonly string[]): void {
    if (ids.length === this.selection.length && ids.every((id, at) => id === this.selection[at])) return;
    this.selection = ids;
  }

  /** Opens a panel beside the map; with ids it shows those. */
  show(panel: PanelName | null, ids?: readonly string[]): void {
    if (ids) this.select(ids);
    this.panel = panel;
    this.entering = null;
  }

  /** Opens a panel beside the map, or goes on in the open one, with the keyboard in it. */
  enter(panel: PanelName): void {
    this.show(panel);
    this.entering = { panel };
  }

  /** Has the sheet go to a record, as soon as it shows one. */
  seek(id: string | null): void {
    this.sought = id === null ? null : { id };
  }

  say(text: string): void {
    if (text) this.news = { text, turn: this.news.turn + 1 };
  }

  ask(parts: Partial<Filter & { readonly versus: string | null }>): void {
    router.ask(parts as Readonly<Record<string, string | null>>);
  }

  /** Measures for a filter: numbers first, findings after them. Of several at once the last one counts. */
  async measure(filter: Filter): Promise<void> {
    const turn = ++this.turn;
    this.isMeasuring = true;
    this.awaited = 'numbers';
    try {
      const { held } = this;
      const numbers = await this.figuresFor(filter, { held, part: 'numbers' });
      if (turn !== this.turn) return;
      [this.measured, this.unmeasured] = [this.withFindings(numbers), null];
      if (!isFiltered(filter)) this.everybody = numbers;
      else this.everybody ??= await this.figuresFor(NO_FILTER, { part: 'numbers' });
      if (numbers.figures.base.customers === 0) return;
      if (turn === this.turn) this.awaited = 'findings';
      const whole = await this.figuresFor(filter, { held });
      if (turn === this.turn) this.measured = whole;
    } catch (thrown) {
      if (turn === this.turn) this.unmeasured = asRefusal(thrown);
    } finally {
      if (turn === this.turn) [this.isMeasuring, this.awaited] = [false, null];
    }
  }

  /** Measures again where the server has newer data than what is shown. */
  refresh(revision: number): void {
    if (this.measured && revision > this.measured.revision) void this.measure(this.filter);
  }

  private figuresFor(filter: Filter, { held = {}, part }: { held?: AskedVersus; part?: 'numbers' } = {}): Promise<Measured> {
    return api.get<Measured>(`/maps/${encodeURIComponent(this.id)}/figures`, { ...filter, ...held, ...(part ? { part } : {}) });
  }

  /** Until findings come those of before stay, so that nothing jumps. */
  private withFindings(measured: Measured): Measured {
    const before = this.measured?.figures.pains ?? [];
    return measured.figures.pains.length > 0 || before.length === 0 ? measured : { ...measured, figures: { ...measured.figures, pains: before } };
  }

  /** Learns on how many maps an entry of the library stands. */
  async learnUses(entry: string): Promise<void> {
    if (this.uses[entry] !== undefined) return;
    const found = await api.get<readonly { readonly map: string }[]>(`/library/${encodeURIComponent(entry)}/uses`).catch(() => null);
    if (found) this.uses = { ...this.uses, [entry]: new Set(found.map((use) => use.map)).size };
  }

  private follow(kind: RoomKind, topic: string): void {
    const rooms = this.rooms;
    if (!rooms) return;
    const room = rooms[kind];
    if (topic === 'map') this[kind] = room.map();
    else if (topic === 'status') this.status = gathered(KINDS.map((one) => rooms[one].status()));
    else if (topic === 'others' && kind === 'map') this.others = [...room.others().values()];
    else if (topic === 'history') {
      this.canUndo = KINDS.some((one) => rooms[one].canUndo()) || this.trail.some(isRestored);
      this.canRedo = KINDS.some((one) => rooms[one].canRedo()) || this.trailBack.some(isRestored);
    }
  }

  private turnBack(from: Step[], to: Step[], how: 'undo' | 'redo'): boolean {
    if (this.restoring) {
      void this.restoring.then(() => this.turnBack(from, to, how)); // one after the other
      return true;
    }
    for (let step = from.pop(); step && this.rooms; step = from.pop()) {
      const rooms = this.rooms;
      if (isRestored(step)) {
        const { version } = step;
        void this.bringBack(version, to).catch((thrown: unknown) => {
          from.push({ version });
          toasts.say(refusalText(asRefusal(thrown)).sentence, { isBad: true });
        }).finally(() => this.follow('map', 'history'));
        return true;
      }
      const turned = step.toReversed().filter((kind) => rooms[kind][how]().length > 0);
      if (turned.length === 0) continue;
      to.push(turned);
      return true;
    }
    return false;
  }
}

function countingOf({ map, measured, unmeasured, isMeasuring }: MapSession): MapSession['counting'] {
  if (unmeasured !== null || isSo(ofKind(map, 'map')[0], 'is_invented')) return undefined;
  if (measured === null) return 'figures';
  return isMeasuring && measured.figures.base.customers > 0 && measured.figures.pains.length === 0 ? 'findings' : undefined;
}

function isRestored(step: Step): step is { readonly version: number } {
  return 'version' in step;
}

/** The figures with a row for every one that everybody has: what nobody under a filter has is shown as none, not as it was. */
function withRows(measured: Measured | null, everybody: Measured | null): ResolvedMap | null {
  if (!measured || !everybody || measured === everybody) return measured?.figures ?? null;
  const { figures } = measured;
  const known = new Set(figures.figures.map((row) => row.id));
  const missing = everybody.figures.figures.filter((row) => !known.has(row.id)).map((row) => ({ ...row, cells: [] }));
  return missing.length === 0 ? figures : { ...figures, figures: [...figures.figures, ...missing] };
}

async function opening(name: string): Promise<Room> {
  const workspace = person.me?.workspace.id ?? '';
  const address = `${location.origin.replace(/^http/, 'ws')}/api/rooms/${name}`;
  const keep = await openKeep(`resa:${workspace}:${name}`).catch(() => null); // a browser that keeps nothing still edits
  return openRoom({ address, keep });
}

/** The three documents' states as one: what is worst counts. */
function gathered(all: readonly Status[]): Status {
  const order: readonly Status['state'][] = ['closed', 'refused', 'offline', 'opening', 'saving', 'saved'];
  const worst = [...all].sort((one, other) => order.indexOf(one.state) - order.indexOf(other.state))[0] ?? OPENING;
  return { ...worst, unsaved: all.reduce((sum, one) => sum + one.unsaved, 0), isKept: all.every((one) => one.isKept) };
}
