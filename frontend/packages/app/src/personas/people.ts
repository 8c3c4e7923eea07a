/** The personas as the server tells them, kept for the pages that show them; and the changes one can make and take back. */
import type { PersonaChanged, PersonasTold, PersonaTold } from '../../../generated/api.ts';
import { api } from '../api.ts';
import { Asking } from '../asking.svelte.ts';
import { speaker } from '../speaker.svelte.ts';
import { toasts } from '../toasts.svelte.ts';

export const people = new Asking<PersonasTold>();

export function load(): Promise<boolean> {
  return people.run(() => api.get<PersonasTold>('/personas'));
}

/** What a persona is called in the reader's language. */
export function called(one: { readonly names: Readonly<Record<string, string>>; readonly id: string }): string {
  return one.names[speaker.language] ?? one.names['en'] ?? one.id;
}

export function pageOf(id: string): string {
  return `/personas/${encodeURIComponent(id)}`;
}

/** A filter that keeps the customers of a persona. */
export function whereOf(one: PersonaTold): string {
  return `persona = '${one.id.replaceAll("'", "''")}'`;
}

/** Tells that something was changed, and how to take that back. */
export function tell(words: string, before: PersonaChanged['before']): void {
  const undo = async (): Promise<void> => {
    await api.put('/personas/said', { said: before });
    await load();
  };
  toasts.say(words, { act: { label: speaker.say('do.undo'), run: () => void undo() } });
}
