/** How answers are read out on these pages: figures in the reader's locale, places as people call them. */
import type { Answerable, AnswerTold } from '../../../generated/api.ts';
import { figureText, halfWidth } from '../figures.ts';
import { channelName, stageName } from '../names.ts';
import { speaker } from '../speaker.svelte.ts';
import type { Voice } from './columns.ts';

export function voiceFor(known: Answerable | null): Voice {
  const twice = doubled(known);
  const touchpoints = new Map(known?.touchpoints.map(({ id, name, channel }) => [id, twice.has(name) ? `${name} (${channelName(channel)})` : name]));
  const stages = new Map(known?.stages.map((one) => [one.id, stageName(one.id, one.name)]));
  const channels = new Set(known?.channels);
  return {
    say: (key) => speaker.sayAny(key),
    has: (key) => speaker.has(key),
    figure: (value, unit) => (unit === 'probability' && value !== null ? speaker.speech.number(value, 3) : figureText(value, unit)),
    half: (figure) => halfWidth(figure),
    place: (name) => stages.get(name) ?? (channels.has(name) ? channelName(name) : (touchpoints.get(name) ?? name)),
  };
}

/** Names that touchpoints of several channels have: their channel is said too. */
function doubled(known: Answerable | null): ReadonlySet<string> {
  const seen = new Set<string>();
  return new Set(known?.touchpoints.map((one) => one.name).filter((name) => seen.has(name) || !seen.add(name)));
}

/** The words of what an answer rests on. */
export function restsOn(answer: AnswerTold): readonly string[] {
  const { customers, interactions, from, to } = answer.base;
  return [
    speaker.sayAny('ask.base', { customers, interactions }),
    ...(from && to ? [speaker.sayAny('ask.base_period', { from: from.slice(0, 10), to: to.slice(0, 10) })] : []),
    ...(answer.exact ? [] : [speaker.sayAny('ask.estimated')]),
    speaker.sayAny('ask.as_of', { at: answer.as_of }),
  ];
}
