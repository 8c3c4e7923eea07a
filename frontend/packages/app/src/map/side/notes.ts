/** Sticky notes of a workshop: put up, moved, sorted by votes, made into cards. */
import { added, addCard, newId, numberOf, ofKind, recordOf, removed, setFields, setText, textOf, type Change, type JourneyMap, type MapRecord } from '../../../../document/src/index.ts';
import { votesFor } from './talk.ts';

export const TINTS = 4;
export const VOTES_EACH = 5;

/** Notes that have not become cards, by hand or the most wanted first. */
export function notesOf(talk: JourneyMap, { me, isByVotes }: { me: string; isByVotes: boolean }): readonly (MapRecord & { readonly votes: { readonly all: number; readonly mine: number } })[] {
  const notes = ofKind(talk, 'note').filter((note) => textOf(note, 'became') === null).map((note) => ({ ...note, votes: votesFor(talk, note.id, me) }));
  return isByVotes ? notes.sort((one, other) => other.votes.all - one.votes.all || one.id.localeCompare(other.id)) : notes;
}

/** A note in the next free place of a board whose sides are 1. */
export function noteAdded(talk: JourneyMap, { text, author, tint }: { text: string; author: string; tint: string }): readonly Change[] {
  const count = notesOf(talk, { me: '', isByVotes: false }).length;
  const place = { x: (count % 3) * 0.33, y: Math.min(0.85, Math.floor(count / 3) * 0.2) };
  return text.trim() === '' ? [] : [added(recordOf(newId('note'), 'note', { text: text.trim(), author, tint, ...place }))];
}

/** Other words on a note; without any it stays as it is. */
export function noteReworded(talk: JourneyMap, id: string, text: string): readonly Change[] {
  const words = text.trim();
  return words === '' || !talk.records.has(id) ? [] : setText(talk, { id, field: 'text', text: words });
}

/** The note taken down, and with it the votes for it that are one's own to take. */
export function noteTaken(talk: JourneyMap, id: string, me: string): readonly Change[] {
  const note = talk.records.get(id);
  const votes = ofKind(talk, 'vote').filter((vote) => textOf(vote, 'about') === id && textOf(vote, 'author') === me);
  return note ? [...votes, note].map((record) => removed(record)) : [];
}

export function noteMoved(talk: JourneyMap, id: string, by: { readonly x: number; readonly y: number }): readonly Change[] {
  const note = talk.records.get(id);
  const within = (at: number): number => Math.round(Math.max(0, Math.min(0.9, at)) * 1000) / 1000;
  return note ? setFields(talk, { ids: [id], fields: { x: within((numberOf(note, 'x') ?? 0) + by.x), y: within((numberOf(note, 'y') ?? 0) + by.y) } }) : [];
}

/** The card that a note becomes; `talk` then says so of the note. */
export function cardOf(map: JourneyMap, note: MapRecord, place: { readonly lane: string; readonly stage: string | null; readonly step?: string | null }): { readonly card: string | null; readonly changes: readonly Change[] } {
  const changes = addCard(map, { lane: place.lane, stage: place.stage, step: place.step ?? null, text: textOf(note, 'text') ?? '' });
  return { changes, card: changes.flatMap((change) => (change.kind === 'added' ? [change.record.id] : []))[0] ?? null };
}
