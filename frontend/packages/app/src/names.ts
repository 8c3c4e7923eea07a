/** Names of what is known everywhere: stages and channels in the reader's language, else as the data calls them. */
import { channelIcon } from '../../canvas/src/icons.ts';
import type { Tongue } from '../../canvas/src/index.ts';
import { placeName } from '../../canvas/src/pictures/names.ts';
import type { IconName } from './icons.ts';
import { speaker } from './speaker.svelte.ts';

export function stageName(stage: string, own: string | null = null): string {
  if (own) return own;
  return speaker.has(`stage.${stage}`) ? speaker.sayAny(`stage.${stage}`) : capital(stage);
}

export function channelName(channel: string): string {
  return speaker.has(`channel.${channel}`) ? speaker.sayAny(`channel.${channel}`) : capital(channel);
}

export function iconOf(channel: string): IconName {
  return channelIcon(channel);
}

/** A touchpoint's own name without the channel in front of it. */
export function bareName(touchpoint: string): string {
  return touchpoint.replace(/^[\w-]+: /, '');
}

/** Why a record was rejected, in the reader's words. */
export function reasonName(code: string): string {
  return speaker.has(`reason.${code}`) ? speaker.sayAny(`reason.${code}`) : code.replaceAll('_', ' ');
}

function capital(text: string): string {
  const plain = text.replaceAll('_', ' ');
  return plain.charAt(0).toLocaleUpperCase(speaker.speech.locale) + plain.slice(1);
}

/** A touchpoint as pictures call it, else by its own name without its channel. */
export function placeCalled(speaker: Tongue, touchpoint: string): string {
  const name = placeName(speaker, touchpoint);
  return name === touchpoint ? bareName(touchpoint) : name;
}
