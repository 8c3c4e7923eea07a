/** What is said of a check, as the server is told it. */
import type { AnswerRow } from './reading.ts';

export const VERDICTS = ['fine', 'look', 'fault'] as const;

export interface Said {
  readonly check: string;
  readonly at: string | null;
  readonly verdict: string | null; // null: nothing is said, or what was said is taken back
  readonly says: string | null;
}

/** What people say now of the check in a row, at its place; nothing where only data or nobody tells of it. */
export function saidOf(row: AnswerRow, rows: readonly AnswerRow[]): Said {
  const [check, at] = [String(row['check']), typeof row['at'] === 'string' ? row['at'] : null];
  const told = rows.find((one) => one['basis'] === 'people' && one['check'] === check && (one['at'] ?? null) === at);
  const says = told && Array.isArray(told['says']) ? told['says'].join(', ') : null;
  return { check, at, verdict: told ? String(told['verdict']) : null, says };
}
