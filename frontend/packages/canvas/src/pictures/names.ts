/** What things in rows are called in the reader's language: channels, stages, and those who are nowhere in particular. */
import { stageName, type Tongue } from '../say.ts';

export const OTHER = '(other)';
export const DROP_OFF = '(drop-off)';
export const START = '(start)';

const OWN: Readonly<Record<string, string>> = { [OTHER]: 'picture.other', [DROP_OFF]: 'picture.drop_off', [START]: 'picture.start' };

/** A touchpoint, channel or device as a picture calls it. */
export function placeName(speaker: Tongue, name: string): string {
  const own = OWN[name];
  if (own !== undefined) return speaker.say(own);
  if (speaker.has(`place.${name}`)) return speaker.say(`place.${name}`);
  if (speaker.has(`channel.${name}`)) return speaker.say(`channel.${name}`);
  return speaker.has(`device.${name}`) ? speaker.say(`device.${name}`) : name;
}

/** A stage as a picture calls it: in the reader's language, or its id as words. */
export function stageWords(speaker: Tongue, stage: string): string {
  const name = stageName(speaker, { id: stage, name: null });
  return name === stage ? stage.replaceAll(/[_-]/g, ' ').replace(/^./, (first) => first.toLocaleUpperCase(speaker.locale)) : name;
}

/** A share and between what it truly lies: "13.5% (12.8–14.2)". */
export function shareWords(speaker: Tongue, share: number, range: { readonly low: number; readonly high: number } | null): string {
  const words = speaker.share(share);
  return range === null ? words : `${words} (${speaker.number(range.low * 100)}–${speaker.number(range.high * 100)})`;
}
