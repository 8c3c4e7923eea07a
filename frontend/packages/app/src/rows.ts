/** Tables as the server tells them: bare rows, or rows in an envelope. */
export type Told<T> = readonly T[] | { readonly rows: readonly T[] };

export function rowsOf<T>(told: Told<T>): readonly T[] {
  return 'rows' in told ? told.rows : told;
}
