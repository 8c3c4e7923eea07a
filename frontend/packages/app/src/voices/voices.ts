/** Texts that customers wrote, as the server tells them, and what the page asks. */
import type { VoiceRow, WordTold } from '../../../generated/api.ts';
import { whereOf } from '../questions/asked.ts';

export const FEELINGS = ['negative', 'neutral', 'positive', 'undecided'] as const;
export const ORDERS = ['newest', 'worst', 'best', 'unsure', 'often'] as const;
export const PAGE = 30;
const ASKED = ['from', 'to', 'feeling', 'reason', 'theme', 'language', 'touchpoint', 'by', 'find', 'order'] as const;

/** What the server is asked: the chosen group and everything that is said of the texts. */
export function voicesQuery(query: URLSearchParams, skip = 0): Record<string, string | number | null> {
  const parts = Object.fromEntries(ASKED.map((name) => [name, query.get(name)]));
  return { ...parts, where: whereOf(query), most: PAGE, skip: skip || null };
}

/** The page with the texts that a figure of an answer counts, null for figures of other things. */
export function textsBehind(what: string, row: Readonly<Record<string, unknown>>, key: string, query: URLSearchParams): string | null {
  const kept = Object.fromEntries(['who', 'where', 'channel', 'from', 'to'].map((name) => [name, query.get(name)]));
  if (what === 'emotions' && key === 'inferred_n' && typeof row['touchpoint'] === 'string') return voicesPath({ ...kept, touchpoint: row['touchpoint'] });
  if (what === 'themes' && key === 'count' && typeof row['theme'] === 'string') return voicesPath({ ...kept, [row['kind'] === 'theme' ? 'theme' : 'reason']: row['theme'] });
  return null;
}

/** The page of texts of a place, under the filter that stands. */
export function voicesPath(parts: Readonly<Record<string, string | null | undefined>>): string {
  const given = Object.entries(parts).filter((pair): pair is [string, string] => Boolean(pair[1]));
  const text = new URLSearchParams(given).toString();
  return `/voices${text ? `?${text}` : ''}`;
}

const LEAST_PART = 0.2; // of the strongest word: what moves the reading less stays unmarked

export interface Piece {
  readonly text: string;
  readonly weight: number; // above 0 where the words moved the reading towards good
}

/** A text in pieces, the words behind its reading marked with their weight. */
export function marked(text: string, words: readonly WordTold[]): readonly Piece[] {
  const least = LEAST_PART * Math.max(0, ...words.map((one) => Math.abs(one.weight)));
  const weights = new Map(words.filter((one) => one.weight !== 0 && Math.abs(one.weight) >= least).map((one) => [one.word.toLowerCase(), one.weight]));
  if (weights.size === 0) return [{ text, weight: 0 }];
  const known = [...weights.keys()].sort((one, other) => other.length - one.length).map((one) => one.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const form = new RegExp(`(?<![\\p{L}\\p{N}])(${known.join('|')})(?![\\p{L}\\p{N}])`, 'giu');
  const pieces: Piece[] = [];
  let from = 0;
  for (const found of text.matchAll(form)) {
    if (found.index > from) pieces.push({ text: text.slice(from, found.index), weight: 0 });
    pieces.push({ text: found[0], weight: weights.get(found[0].toLowerCase()) ?? 0 });
    from = found.index + found[0].length;
  }
  if (from < text.length) pieces.push({ text: text.slice(from), weight: 0 });
  return pieces;
}

/** The choices of a field with how many texts each leaves; the chosen one stays even where it leaves none. */
export function choicesOf(counts: Readonly<Record<string, number>> | undefined, chosen: string): readonly (readonly [string, number])[] {
  const found = Object.entries(counts ?? {});
  return chosen === '' || found.some(([name]) => name === chosen) ? found : [...found, [chosen, 0]];
}

export type Voice = VoiceRow;
