/** A refusal in the reader's language: by its code, else by what kind of trouble it was. */
import type { Refusal } from './refusal.ts';
import { speaker } from './speaker.svelte.ts';

export interface Said {
  readonly sentence: string;
  readonly details: readonly string[];
}

export function refusalText(refusal: Refusal): Said {
  const key = [`fault.${refusal.code}`, `fault.status_${refusal.status}`].find((one) => speaker.has(one)) ?? kindOf(refusal.status);
  const details = [refusal.sentence, ...refusal.faults].filter(Boolean);
  // What the server says is written in English, so those who read English get it at once.
  if (speaker.language === 'en' && refusal.sentence && !speaker.has(`fault.${refusal.code}`)) {
    return { sentence: capital(refusal.sentence), details: refusal.faults };
  }
  const near = nearestTold(refusal);
  return near === null ? { sentence: speaker.sayAny(key), details } : { sentence: speaker.sayAny(`${key}.nearest`, near), details };
}

/** Of a name that nothing goes by: the name, and those that look most like it. */
function nearestTold({ code, more }: Refusal): { name: string; nearest: string } | null {
  const { name, nearest } = more;
  if (code !== 'unknown_name' || typeof name !== 'string' || !Array.isArray(nearest) || nearest.length === 0) return null;
  return { name, nearest: speaker.speech.list(nearest.map(String)) };
}

function kindOf(status: number): string {
  if (status === 0) return 'fault.broken';
  return status >= 500 ? 'fault.server' : 'fault.refused';
}

function capital(text: string): string {
  const sentence = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.?!]$/.test(sentence) ? sentence : `${sentence}.`;
}
