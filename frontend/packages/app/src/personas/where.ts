/** Personas in filters. */
/** A filter that keeps the customers of a persona. */
export function whereOf(one: { readonly id: string }): string {
  return `persona = '${one.id.replaceAll("'", "''")}'`;
}

/** The id of the persona whose customers a filter keeps, and nothing else; null where it is another filter. */
export function personaIn(where: string | null): string | null {
  return /^persona = '((?:[^']|'')+)'$/.exec(where ?? '')?.[1]?.replaceAll("''", "'") ?? null;
}
