/** The answer to a question as `resa show WHAT --json` prints it, and how its rows are read. */

/** One row: figures and names under the columns of the answer. */
export type Row = Readonly<Record<string, unknown>>;

/** The envelope that every question shares. */
export interface Answer {
  readonly what: string;
  readonly per: string; // what was counted: customer, journey or session
  readonly by?: string | null; // what a step is, where it is no touchpoint
  readonly where: string | null;
  readonly as_of: string;
  readonly revision: number;
  readonly base: {
    readonly customers: number;
    readonly journeys: number | null;
    readonly interactions: number;
    readonly from: string | null;
    readonly to: string | null; // exclusive
  };
  readonly measures: Readonly<Record<string, { readonly unit: string; readonly variant: string }>>;
  readonly stages?: Readonly<Record<string, string>>; // the names that people gave stages, by id
  readonly rows: readonly Row[];
  readonly exact: boolean;
  readonly notes: readonly string[];
}

export interface Range {
  readonly low: number;
  readonly high: number;
}

/** A figure of a row; null where nobody counted it. */
export function figureOf(row: Row, column: string): number | null {
  const found = row[column];
  return typeof found === 'number' && Number.isFinite(found) ? found : null;
}

/** A figure of a row that is always there; 0 where it is not. */
export function countOf(row: Row, column: string): number {
  return figureOf(row, column) ?? 0;
}

/** A name in a row; null where it has none. */
export function nameOf(row: Row, column: string): string | null {
  const found = row[column];
  return found === null || found === undefined ? null : String(found);
}

/** The name in a language, where the row has pairs of language and name. */
export function called(row: Row, language: string): string | null {
  const pairs = row['names'];
  if (!Array.isArray(pairs)) return null;
  const found = (pairs as unknown[]).find((pair) => Array.isArray(pair) && pair[0] === language) as readonly unknown[] | undefined;
  return typeof found?.[1] === 'string' ? found[1] : null;
}

/** Between what the true figure lies, where the row says so. */
export function rangeOf(row: Row, column: string): Range | null {
  const found = row[`${column}_interval`];
  if (!Array.isArray(found) || found.length !== 2) return null;
  const [low, high] = found as unknown[];
  return typeof low === 'number' && typeof high === 'number' ? { low, high } : null;
}

/** Whether too few stand behind a row to lean on it. */
export function isSmall(row: Row): boolean {
  return row['small_sample'] === true;
}
