/** Links to a map as the server tells them, and what is sent along. */
export interface Share {
  readonly id: string;
  readonly token: string;
  readonly label: string;
  readonly language: string;
  readonly has_password: boolean;
  readonly opens: { readonly has_comments: boolean; readonly has_figures: boolean; readonly has_quotes: boolean; readonly frames: readonly string[] };
  readonly made_at: string;
  readonly expires_at: string | null;
  readonly revoked_at: string | null;
  readonly opened: number;
}

export function shareAddress(share: Pick<Share, 'token'>, origin: string = location.origin): string {
  return `${origin}/shared/${share.token}`;
}

export function embedCode(share: Pick<Share, 'token'>, title: string, origin: string = location.origin): string {
  const said = title.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
  return `<iframe src="${origin}/embed/${share.token}" title="${said}" width="100%" height="800" loading="lazy"></iframe>`;
}

/** The forms that the server can write a map in, from its description. */
export function exportForms(description: unknown): readonly string[] {
  const paths = mapping(mapping(description)['paths']);
  const found = new Set<string>();
  for (const [path, methods] of Object.entries(paths)) {
    const plain = /^\/api\/maps\/\{[^}]+\}\/export\.(\w+)$/.exec(path);
    if (plain) found.add(plain[1] as string);
    if (!/^\/api\/maps\/\{[^}]+\}\/export\.\{[^}]+\}$/.test(path)) continue;
    const parameters = mapping(mapping(methods)['get'])['parameters'];
    for (const one of Array.isArray(parameters) ? parameters : []) for (const form of enumOf(mapping(mapping(one)['schema']))) found.add(form);
  }
  return [...found];
}

function enumOf(schema: Record<string, unknown>): readonly string[] {
  return Array.isArray(schema['enum']) ? schema['enum'].filter((one): one is string => typeof one === 'string' && /^\w+$/.test(one)) : [];
}

function mapping(found: unknown): Record<string, unknown> {
  return typeof found === 'object' && found !== null ? (found as Record<string, unknown>) : {};
}
