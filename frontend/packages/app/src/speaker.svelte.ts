/** The interface's voice: texts by key in the chosen language, loaded when they are needed. */
import { LANGUAGES, Speech, type Filling, type Language } from './speech.ts';
import { FAULTS, NAMES, PACK, type WordKey } from './words/index.ts';

/** The texts of one part of the app, by language; a lazy page brings its own. */
export type Pack = Readonly<Record<Language, () => Promise<Readonly<Record<string, string>>>>>;

const KEY = 'resa.language';

class Speaker {
  speech = $state.raw(new Speech('en'));
  private words = $state.raw<Readonly<Record<string, string>>>({});
  private packs: Pack[] = [NAMES, PACK, FAULTS];
  private wanted: Language = asLanguage(localStorage.getItem(KEY) ?? '') ?? preferredLanguage();
  private spoken: Language | null = null;

  get language(): Language {
    return this.speech.language;
  }

  /** Speaks the language of whoever was here last, before anybody has said who is asking. */
  begin(): Promise<void> {
    return this.speak(this.wanted);
  }

  /** Keeps the language of who is here, so that the next page is in it from the start. */
  remember(language: string | null): void {
    if (language === null) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, language);
  }

  async speak(language: string): Promise<void> {
    const chosen = asLanguage(language) ?? 'en';
    if (chosen === this.spoken) return;
    this.wanted = chosen;
    const parts: Readonly<Record<string, string>>[] = [];
    while (parts.length < this.packs.length) { // others are learnt meanwhile
      parts.push(...(await Promise.all(this.packs.slice(parts.length).map((pack) => pack[chosen]()))));
    }
    if (this.wanted !== chosen) return;
    [this.words, this.spoken] = [Object.assign({}, ...parts), chosen];
    this.speech = new Speech(chosen);
    document.documentElement.lang = chosen;
  }

  /** Learns the texts of a part of the app, in the language spoken now and in those chosen later. */
  async learn(pack: Pack): Promise<void> {
    if (!this.packs.includes(pack)) this.packs.push(pack);
    const language = this.wanted;
    const texts = await pack[language]();
    if (language === this.wanted) this.words = { ...this.words, ...texts };
  }

  has(key: string): boolean {
    return Object.hasOwn(this.words, key);
  }

  /** A text of the shell by its key; `sayAny` takes keys that are put together, and those of lazy parts. */
  say = (key: WordKey, given?: Filling): string => this.sayAny(key, given);

  sayAny = (key: string, given?: Filling): string => this.speech.fill(this.words[key] ?? key, given);
}

export function asLanguage(language: string): Language | null {
  const short = language.slice(0, 2).toLowerCase();
  return LANGUAGES.find((one) => one === short) ?? (short === 'no' || short === 'nn' ? 'nb' : null);
}

export function preferredLanguage(): Language {
  return navigator.languages.map(asLanguage).find((one) => one !== null) ?? 'en';
}

export const speaker = new Speaker();
