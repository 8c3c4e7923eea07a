/** What has just happened in the workspace, as the server tells it; who asks for a kind is asked anew when it happens. */
export type Happening = 'revision' | 'maps' | 'people';

const SOON_MS = 250;

class Live {
  private counts = $state<Record<Happening, number>>({ revision: 0, maps: 0, people: 0 });
  private waiting = new Map<Happening, ReturnType<typeof setTimeout>>();
  private last = '';

  /** Reading this in an effect runs it again when something of these kinds has happened. */
  heard(...kinds: readonly Happening[]): number {
    return kinds.reduce((sum, kind) => sum + this.counts[kind], 0);
  }

  /** Listens while the page is in sight; a browser has few connections, and hidden pages need none. */
  listen(): () => void {
    let stream: EventSource | null = null;
    let wasOpen = false;
    let isNew = true;
    const open = (): void => {
      if (stream || document.hidden) return;
      stream = new EventSource('/api/events');
      stream.onopen = () => {
        isNew = true;
        if (wasOpen) this.note('maps', 'people'); // what happened meanwhile was told to nobody here
        wasOpen = true;
      };
      stream.addEventListener('revision', (event) => {
        this.revised((event as MessageEvent<string>).data, isNew);
        isNew = false;
      });
      stream.addEventListener('maps', () => this.note('maps'));
      stream.addEventListener('people', () => this.note('people'));
    };
    const turn = (): void => {
      if (!document.hidden) return open();
      stream?.close();
      stream = null;
    };
    open();
    document.addEventListener('visibilitychange', turn);
    return () => {
      document.removeEventListener('visibilitychange', turn);
      stream?.close();
    };
  }

  /** The server tells its revision whenever one begins to listen, which is no news where it is the one known. */
  private revised(told: string, isGreeting: boolean): void {
    if (this.last && (!isGreeting || told !== this.last)) this.note('revision');
    this.last = told;
  }

  /** Counts what has happened, many signals in a row as one. */
  private note(...kinds: readonly Happening[]): void {
    for (const kind of kinds) {
      clearTimeout(this.waiting.get(kind));
      this.waiting.set(kind, setTimeout(() => (this.counts[kind] += 1), SOON_MS));
    }
  }
}

export const live = new Live();
