/** The rows of an answer about personas, gathered by persona. */
import type { Answer, Row } from '../answer.ts';
import { called, nameOf } from '../answer.ts';
import type { Language } from '../../view.ts';

/** One persona: what it is called in the reader's language, its size, and everything else that is told. */
export interface Persona {
  readonly id: string;
  readonly name: string;
  readonly size: Row;
  readonly rows: readonly Row[];
}

/** The personas of an answer in its order. */
export function personasOf(answer: Pick<Answer, 'rows'>, language: Language): readonly Persona[] {
  const found = new Map<string, Row[]>();
  for (const row of answer.rows) {
    const id = nameOf(row, 'persona') ?? '';
    found.set(id, [...(found.get(id) ?? []), row]);
  }
  return [...found].map(([id, rows]) => {
    const size = rows.find((row) => row['aspect'] === 'size' && row['trait'] === 'customers') ?? rows[0]!;
    return { id, name: called(size, language) ?? nameOf(size, 'name') ?? id, size, rows };
  });
}

/** The rows of an aspect. */
export function of(persona: Persona, ...aspects: readonly string[]): readonly Row[] {
  return persona.rows.filter((row) => aspects.includes(nameOf(row, 'aspect') ?? ''));
}

/** What a group is made from. */
export const MADE_OF = ['behaviour', 'channel', 'time', 'demographics', 'psychographics', 'feedback'] as const;
