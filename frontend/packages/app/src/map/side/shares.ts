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

/** What stands in the form of a link. */
export interface ShareWords {
  readonly label: string;
  readonly until: string;
  readonly frames: string;
  readonly has_figures: boolean;
  readonly has_comments: boolean;
  readonly has_quotes: boolean;
}

/** The form as it was left, else as the link is; of a draft only what the form still has. */
export function shareWords(draft: string, start: ShareWords): ShareWords {
  let kept: Readonly<Record<string, unknown>> = {};
  try {
    kept = JSON.parse(draft || '{}') as Readonly<Record<string, unknown>>;
  } catch {
    return { ...start };
  }
  const fields = Object.entries(start).map(([name, first]) => [name, typeof kept[name] === typeof first ? kept[name] : first]);
  return Object.fromEntries(fields) as ShareWords;
}

export function shareAddress(share: Pick<Share, 'token'>, origin: string = location.origin): string {
  return `${origin}/shared/${share.token}`;
}

export function embedCode(share: Pick<Share, 'token'>, title: string, origin: string = location.origin): string {
  const said = title.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
  return `<iframe src="${origin}/embed/${share.token}" title="${said}" width="100%" height="800" loading="lazy"></iframe>`;
}
