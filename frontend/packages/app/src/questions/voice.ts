/** How answers are read out on these pages: figures as their pictures write them, places as people call them. */
import { pictureTongue, scoreText, tongue } from '../../../canvas/src/index.ts';
import { placeName } from '../../../canvas/src/pictures/names.ts';
import type { Answerable, AnswerTold } from '../../../generated/api.ts';
import { stageName } from '../names.ts';
import { speaker } from '../speaker.svelte.ts';
import type { Voice } from './reading.ts';

const SMALLEST = 0.001; // a share of one in thousands is never nought

export function voiceFor(known: Answerable | null): Voice {
  const stages = new Map(known?.stages.map((one) => [one.id, stageName(one.id, one.name)]));
  return {
    say: (key) => (speaker.has(key) ? speaker.sayAny(key) : pictureTongue(speaker.language).say(key)), // ends of ways are called as in pictures
    has: (key) => speaker.has(key) || pictureTongue(speaker.language).has(key),
    figure: figureIn,
    half: ({ value, interval, unit }) => (value === null || interval === null ? '' : halfIn(Math.max(interval[1] - value, value - interval[0]), unit)),
    month: monthIn,
    language: speaker.language,
    day: (text) => tongue(speaker.language).date(text),
    place: (name) => stages.get(name) ?? placeName(pictureTongue(speaker.language), name), // as pictures say it
  };
}

function figureIn(value: number | null, unit: string): string {
  const voice = tongue(speaker.language);
  if (value === null) return '–';
  if (unit === 'share') return value > 0 && value < SMALLEST ? `< ${voice.share(SMALLEST)}` : voice.share(value);
  if (unit === 'seconds') return voice.duration(value);
  if (unit === 'count') return voice.count(value);
  if (unit === 'feeling') return voice.signed(value);
  if (unit === 'score') return scoreText(voice, value);
  if (unit === 'probability') return voice.number(value, 3);
  if (/^[A-Z]{3}$/.test(unit)) return voice.money(value, unit);
  return voice.number(value, Number.isInteger(value) ? 0 : Math.abs(value) < 10 ? 2 : 1);
}

/** A month in words; what is none stays as it is. */
function monthIn(text: string): string {
  const when = new Date(`${text}-15T00:00:00Z`);
  return Number.isNaN(when.getTime()) ? text : new Intl.DateTimeFormat(speaker.speech.locale, { month: 'short', year: 'numeric', timeZone: 'UTC' }).format(when);
}

/** How far an interval reaches to its wider side: points for a share, else in the figure's own unit. */
function halfIn(half: number, unit: string): string {
  const voice = tongue(speaker.language);
  if (unit === 'share') return `±${voice.number(half * 100)}`;
  if (unit === 'seconds') return `±${voice.brief(half)}`;
  if (unit === 'score') return `±${scoreText(voice, half)}`;
  return `±${voice.number(half, half < 0.1 ? 2 : half < 100 ? 1 : 0)}`;
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
