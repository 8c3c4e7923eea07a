/** What was written and not yet sent: kept in this tab until it is sent or emptied, whatever is opened meanwhile. */
const PREFIX = 'resa.draft:';

/** Where drafts outlive a reload; a tab's own store. */
export type DraftStore = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

export class Drafts {
  private texts = $state.raw<Readonly<Record<string, string>>>({});
  private readonly store: DraftStore;

  constructor(store: DraftStore) {
    this.store = store;
    const keys = Array.from({ length: store.length }, (_, at) => store.key(at) ?? '').filter((key) => key.startsWith(PREFIX));
    this.texts = Object.fromEntries(keys.map((key) => [key.slice(PREFIX.length), store.getItem(key) ?? '']));
  }

  of(key: string): string {
    return this.texts[key] ?? '';
  }

  /** Keeps what stands in a field; nothing there is no draft. A secret stays in memory. */
  keep(key: string, text: string, { isSecret = false }: { isSecret?: boolean } = {}): void {
    const { [key]: _, ...others } = this.texts;
    this.texts = text === '' ? others : { ...others, [key]: text };
    if (text === '' || isSecret) this.store.removeItem(PREFIX + key);
    else this.store.setItem(PREFIX + key, text);
  }

  drop(...keys: readonly string[]): void {
    keys.forEach((key) => this.keep(key, ''));
  }

  /** Forgets all of them: somebody else may come to this machine. */
  forget(): void {
    this.drop(...Object.keys(this.texts));
  }
}

export const drafts = new Drafts(sessionStorage);
