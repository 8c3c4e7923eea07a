/** What channels, stages and the steps of a way are called in the reader's language. */
import type { Tongue } from './tongue.ts';

/** A channel in the reader's language, or as the data called it. */
export function channelName(speaker: Tongue, channel: string): string {
  const key = `channel.${channel}`;
  return speaker.has(key) ? speaker.say(key) : channel.replaceAll('_', ' ').replace(/^./, (first) => first.toUpperCase());
}

const PROPER = ['WhatsApp', 'Viber'];

/** A channel's name inside a sentence: small, unless it is a proper name or an abbreviation. */
export function channelInside(speaker: Tongue, channel: string): string {
  const name = channelName(speaker, channel);
  const isKnown = speaker.has(`channel.${channel}`) && !PROPER.includes(name) && !/^\p{Lu}{2}/u.test(name);
  return isKnown ? name.charAt(0).toLocaleLowerCase(speaker.locale) + name.slice(1) : name;
}

/** A stage's own name, or the translated name of a default stage. */
export function stageName(speaker: Tongue, stage: { readonly id: string; readonly name: string | null }): string {
  if (stage.name !== null) return stage.name;
  const own = stage.id.replace(/^stage:/, '');
  const key = `stage.${own}`;
  return speaker.has(key) ? speaker.say(key) : own;
}

export interface Place {
  readonly name: string;
  readonly channel: string | null;
}

/** The steps of a way: with their channels where it changes between several, and without keys that only data have. */
export function wayNames(speaker: Tongue, ids: readonly string[], known: (id: string) => Place | undefined): readonly string[] {
  const places = ids.map((id) => known(id) ?? apart(speaker, id));
  const isMixed = new Set(places.map(({ channel }) => channel)).size > 1;
  return places.map(({ name, channel }) => {
    if (channel === null) return name;
    const called = channelName(speaker, channel);
    if ([channel, called].some((one) => one.toLowerCase() === name.toLowerCase())) return called;
    return isMixed ? `${name} (${channelInside(speaker, channel)})` : name;
  });
}

/** A touchpoint that nothing more is known of, by its id: "web: basket" is the basket on the web. */
function apart(speaker: Tongue, id: string): Place {
  const [, channel, name] = /^([\w-]+): (.+)$/.exec(id) ?? [];
  return channel !== undefined && name !== undefined && speaker.has(`channel.${channel}`) ? { name, channel } : { name: id, channel: null };
}
