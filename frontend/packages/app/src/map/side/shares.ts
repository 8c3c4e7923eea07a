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
