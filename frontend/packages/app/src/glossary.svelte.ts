/** What the words of the trade mean, in the reader's language; loaded when somebody first asks. */
import { speaker } from './speaker.svelte.ts';
import { GLOSSARY, type TermKey } from './words/glossary/index.ts';
import type { Language } from './speech.ts';

class Glossary {
  private texts = $state.raw<Partial<Record<Language, Readonly<Record<string, string>>>>>({});

  async learn(): Promise<void> {
    const language = speaker.language;
    if (this.texts[language]) return;
    const found = await GLOSSARY[language]();
    this.texts = { ...this.texts, [language]: found };
  }

  meaning(term: string): string | null {
    return this.texts[speaker.language]?.[term as TermKey] ?? null;
  }
}

export const glossary = new Glossary();
