/** What the data of a workspace hold, before any map is drawn of it. */
import { api } from './api.ts';

export interface Found {
  readonly customers: number;
  readonly interactions: number;
  readonly channels: readonly { readonly channel: string; readonly customers: number }[];
  readonly from: string;
  readonly to: string;
}

interface Told {
  readonly base: { readonly customers: number; readonly interactions: number; readonly from: string | null; readonly to: string | null };
  readonly rows: Found['channels'];
}

/** Returns what was found, nothing where nothing with a time is imported yet. */
export async function whatWasFound(): Promise<{ readonly found: Found | null }> {
  const { base, rows } = await api.get<Told>('/answers/channels');
  if (!base.interactions || !base.from || !base.to) return { found: null };
  const channels = rows.toSorted((one, other) => other.customers - one.customers);
  return { found: { customers: base.customers, interactions: base.interactions, channels, from: base.from, to: base.to } };
}
