/** What people say about a map: threads of comments, and what they are about. */
import { added, contentOf, isSo, newId, ofKind, recordOf, removed, setFields, textOf, type Change, type JourneyMap, type MapRecord } from '../../../../document/src/index.ts';

export interface Thread {
  readonly first: MapRecord;
  readonly answers: readonly MapRecord[];
  readonly about: string;
  readonly isResolved: boolean;
}

/** All threads, the newest first; answers in the order in which they were written. */
export function threads(talk: JourneyMap): readonly Thread[] {
  const comments = [...ofKind(talk, 'comment')].sort((one, other) => when(one).localeCompare(when(other)) || one.id.localeCompare(other.id));
  const roots = comments.filter((one) => textOf(one, 'answers') === null);
  return roots.map((first) => ({
    first, about: textOf(first, 'about') ?? '', isResolved: isSo(first, 'is_resolved'), answers: comments.filter((one) => textOf(one, 'answers') === first.id),
  })).reverse();
}

export function threadsAbout(talk: JourneyMap, about: string): readonly Thread[] {
  return threads(talk).filter((one) => one.about === about);
}

export function openCount(talk: JourneyMap): number {
  return threads(talk).filter((one) => !one.isResolved).length;
}

/** How many open threads there are about each thing. */
export function openByMark(talk: JourneyMap): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const thread of threads(talk)) if (!thread.isResolved) counts.set(thread.about, (counts.get(thread.about) ?? 0) + 1);
  return counts;
}

export interface Said {
  readonly about: string;
  readonly text: string;
  readonly author: string;
  readonly mentions: readonly string[];
  readonly answers?: string;
  readonly now: Date;
}

export function comment({ about, text, author, mentions, answers, now }: Said): readonly Change[] {
  const contents = { about, text, author, written_at: now.toISOString(), ...(answers ? { answers } : {}), ...(mentions.length ? { mentions } : {}) };
  return text === '' ? [] : [added(recordOf(newId('comment'), 'comment', contents))];
}

/** Under which name a comment or an answer that is being written is kept. */
export function draftOf(map: string, { about, answers }: { readonly about: string; readonly answers?: string | undefined }): string {
  return answers ? `${map} answer ${answers}` : `${map} comment ${about}`;
}

export function resolving(talk: JourneyMap, id: string, isResolved: boolean): readonly Change[] {
  return setFields(talk, { ids: [id], fields: { is_resolved: isResolved ? true : null } });
}

export function withdrawn(talk: JourneyMap, id: string): readonly Change[] {
  const record = talk.records.get(id);
  return record ? [removed(record)] : [];
}

/** The people whose names a text calls with @; of two names that both fit the longer one, of one name everybody who has it. */
export function mentionsIn(text: string, people: readonly { readonly id: string; readonly name: string }[]): readonly string[] {
  let rest = text.toLocaleLowerCase();
  const found: string[] = [];
  const names = [...new Set(people.map((one) => one.name))].sort((one, other) => other.length - one.length);
  for (const name of names) {
    const call = `@${name.toLocaleLowerCase()}`;
    if (!rest.includes(call)) continue;
    found.push(...people.filter((one) => one.name === name).map((one) => one.id));
    rest = rest.replaceAll(call, '');
  }
  return found;
}

/** What is being written after the last @, null where nobody is being called. */
export function calling(text: string, caret: number): string | null {
  const found = /(?:^|\s)@([^@\n]{0,30})$/.exec(text.slice(0, caret));
  return found ? (found[1] ?? '') : null;
}

/** Votes of everybody for a note, and mine. */
export function votesFor(talk: JourneyMap, about: string, me: string): { readonly all: number; readonly mine: number } {
  const votes = ofKind(talk, 'vote').filter((vote) => textOf(vote, 'about') === about);
  const count = (vote: MapRecord): number => (typeof contentOf(vote, 'count') === 'number' ? (contentOf(vote, 'count') as number) : 0);
  return { all: votes.reduce((sum, vote) => sum + count(vote), 0), mine: votes.filter((vote) => textOf(vote, 'author') === me).reduce((sum, vote) => sum + count(vote), 0) };
}

/** How many votes of somebody stand on notes that are up; those of notes taken down or made into cards are free again. */
export function spentBy(talk: JourneyMap, me: string): number {
  const isUp = (id: string | null): boolean => id !== null && talk.records.has(id) && textOf(talk.records.get(id), 'became') === null;
  return ofKind(talk, 'vote').filter((vote) => textOf(vote, 'author') === me && isUp(textOf(vote, 'about'))).reduce((sum, vote) => sum + Number(contentOf(vote, 'count') ?? 0), 0);
}

/** One vote more or less of mine for a note; never below none, never above what each person has. */
export function voting(talk: JourneyMap, { about, me, by, most }: { about: string; me: string; by: 1 | -1; most: number }): readonly Change[] {
  const mine = ofKind(talk, 'vote').filter((vote) => textOf(vote, 'author') === me);
  const spent = spentBy(talk, me);
  const known = mine.find((vote) => textOf(vote, 'about') === about);
  const count = Number(contentOf(known, 'count') ?? 0) + by;
  if (count < 0 || (by > 0 && spent >= most)) return [];
  if (!known) return [added(recordOf(newId('vote'), 'vote', { about, author: me, count }))];
  return count === 0 ? [removed(known)] : setFields(talk, { ids: [known.id], fields: { count } });
}

function when(comment: MapRecord): string {
  return textOf(comment, 'written_at') ?? '';
}
