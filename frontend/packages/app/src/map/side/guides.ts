/** The guided methods as the server tells them, asked for once a language. */
import { api } from '../../api.ts';
import type { Guide } from '../../../../generated/api.ts';

const known = new Map<string, Promise<readonly Guide[]>>();

export function guidesIn(language: string): Promise<readonly Guide[]> {
  const asked = known.get(language) ?? api.get<readonly Guide[]>('/guides', { language });
  known.set(language, asked);
  asked.catch(() => known.delete(language));
  return asked;
}
