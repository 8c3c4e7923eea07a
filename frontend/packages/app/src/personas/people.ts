/** The personas as the server tells them, kept for the pages that show them; and the changes one can make and take back. */
import type { PersonaChanged, PersonasTold } from '../../../generated/api.ts';
import { api } from '../api.ts';
import { Asking } from '../asking.svelte.ts';
import { know } from '../questions/answerable.svelte.ts';
import { speaker } from '../speaker.svelte.ts';
import { toasts } from '../toasts.svelte.ts';

export const people = new Asking<PersonasTold>();

/** Asks for them anew; what came is returned, for another question may already be on its way. */
export async function load(): Promise<PersonasTold | null> {
  let told: PersonasTold | null = null;
  await people.run(async () => (told = await api.get<PersonasTold>('/personas')));
  return told;
}

/** Asks anew after a change; questions and maps must call them by their new names too. */
export async function reload(): Promise<PersonasTold | null> {
  const [told] = await Promise.all([load(), know()]);
  return told;
}

/** What a persona is called in the reader's language. */
export function called(one: { readonly names: Readonly<Record<string, string>>; readonly id: string }): string {
  return one.names[speaker.language] ?? one.names['en'] ?? one.id;
}

export function pageOf(id: string): string {
  return `/personas/${encodeURIComponent(id)}`;
}

/** Tells that something was changed, and how to take that back. */
export function tell(words: string, before: PersonaChanged['before']): void {
  const undo = async (): Promise<void> => {
    await api.put('/personas/said', { said: before });
    await reload();
  };
  toasts.say(words, { act: { label: speaker.say('do.undo'), run: () => void undo() } });
}
