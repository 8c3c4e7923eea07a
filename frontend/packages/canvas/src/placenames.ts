/** What channels and stages are called in the reader's language. */
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
