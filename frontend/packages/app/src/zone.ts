/** The time zone that a new workspace begins with: that of whoever sets it up. */

/** The zone to write down for the workspace; null where the one it has is to stay, or the browser tells none. */
export function firstZone(known: string, own: string | undefined): string | null {
  return known === 'UTC' && own !== undefined && own !== '' && own !== 'UTC' && own !== 'Etc/UTC' ? own : null;
}

export function ownZone(): string | undefined {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}
