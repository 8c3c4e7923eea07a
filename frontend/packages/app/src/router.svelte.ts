/** Where the reader is: the address as state, and ways to go elsewhere without loading the page anew. */
class Router {
  path = $state(location.pathname);
  search = $state(location.search);

  constructor() {
    addEventListener('popstate', () => this.read());
    document.addEventListener('click', (event) => this.follow(event));
  }

  get query(): URLSearchParams {
    return new URLSearchParams(this.search);
  }

  go(to: string, { replaces = false }: { replaces?: boolean } = {}): void {
    if (to === location.pathname + location.search + location.hash) return;
    history[replaces ? 'replaceState' : 'pushState'](null, '', to);
    const isElsewhere = location.pathname !== this.path;
    this.read();
    if (isElsewhere) scrollTo(0, 0);
  }

  /** Sets parts of the query, taking away those that are null; other parts stay. */
  ask(parts: Readonly<Record<string, string | null>>): void {
    const query = this.query;
    for (const [name, content] of Object.entries(parts)) {
      if (content === null || content === '') query.delete(name);
      else query.set(name, content);
    }
    const text = query.toString();
    this.go(this.path + (text ? `?${text}` : ''), { replaces: true });
  }

  private read(): void {
    this.path = location.pathname;
    this.search = location.search;
  }

  /** Follows links of our own inside the page; what the browser does with others stays. */
  private follow(event: MouseEvent): void {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = (event.target as Element | null)?.closest?.('a');
    if (!link || link.target || link.hasAttribute('download') || link.origin !== location.origin) return;
    if (link.pathname.startsWith('/api/') || link.pathname.startsWith('/shared/') || link.hash) return;
    event.preventDefault();
    this.go(link.pathname + link.search);
  }
}

export const router = new Router();
