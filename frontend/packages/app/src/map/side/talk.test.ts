import assert from 'node:assert/strict';
import test from 'node:test';
import { added, applied, EMPTY, recordOf, textOf } from '../../../../document/src/index.ts';
import { noteReworded, noteTaken } from './notes.ts';
import { calling, comment, draftOf, mentionsIn, openByMark, openCount, resolving, spentBy, threads, votesFor, voting } from './talk.ts';

const at = (minute: number): Date => new Date(Date.UTC(2026, 0, 5, 9, minute));
const said = (about: string, text: string, minute: number, answers?: string) => comment({ about, text, author: 'p1', mentions: [], now: at(minute), ...(answers ? { answers } : {}) });

test('answers stand under what they answer, resolved threads are not counted', () => {
  let talk = applied(EMPTY, said('card:a', 'first', 1));
  const first = threads(talk)[0]!.first.id;
  talk = applied(talk, [...said('card:a', 'answer', 3, first), ...said('card:b', 'other', 2)]);
  assert.deepEqual(threads(talk).map((one) => [textOf(one.first, 'text'), one.answers.length]), [['other', 0], ['first', 1]]);
  assert.equal(openCount(talk), 2);
  talk = applied(talk, resolving(talk, first, true));
  assert.deepEqual([...openByMark(talk)], [['card:b', 1]]);
  assert.deepEqual(said('card:a', '', 9), []);
});

test('a person has so many votes and no more, and can take them back', () => {
  let talk = applied(EMPTY, ['note:a', 'note:b'].map((id) => added(recordOf(id, 'note', { text: id, author: 'p2' }))));
  const vote = (about: string, by: 1 | -1): void => void (talk = applied(talk, voting(talk, { about, me: 'p1', by, most: 3 })));
  vote('note:a', 1);
  vote('note:a', 1);
  vote('note:b', 1);
  vote('note:b', 1);
  assert.deepEqual([votesFor(talk, 'note:a', 'p1'), votesFor(talk, 'note:b', 'p2')], [{ all: 2, mine: 2 }, { all: 1, mine: 0 }]);
  vote('note:b', -1);
  vote('note:b', -1);
  assert.equal(votesFor(talk, 'note:b', 'p1').all, 0);
});

test('names after @ are found, the longer one first, and everybody of one name', () => {
  const people = [{ id: '1', name: 'Anna' }, { id: '2', name: 'Anna Berg' }, { id: '3', name: 'Åsa' }, { id: '4', name: 'Åsa' }];
  assert.deepEqual(mentionsIn('ask @anna berg and @Åsa', people), ['2', '3', '4']);
  assert.deepEqual([calling('hello @an', 9), calling('a@b', 3), calling('@', 1)], ['an', null, '']);
});

test('a note gets other words, never none; taken down it gives its votes back', () => {
  let talk = applied(EMPTY, [added(recordOf('note:a', 'note', { text: 'Too slow', author: 'p1' }))]);
  talk = applied(talk, voting(talk, { about: 'note:a', me: 'p1', by: 1, most: 3 }));
  talk = applied(talk, voting(talk, { about: 'note:a', me: 'p2', by: 1, most: 3 }));
  talk = applied(talk, noteReworded(talk, 'note:a', ' Too slow on Mondays '));
  assert.equal(textOf(talk.records.get('note:a'), 'text'), 'Too slow on Mondays');
  assert.deepEqual(noteReworded(talk, 'note:a', '  '), []);
  assert.deepEqual([spentBy(talk, 'p1'), spentBy(talk, 'p2')], [1, 1]);
  talk = applied(talk, noteTaken(talk, 'note:a', 'p1'));
  assert.equal(talk.records.has('note:a'), false);
  assert.deepEqual([spentBy(talk, 'p1'), spentBy(talk, 'p2')], [0, 0]);
});

test('an answer is kept apart from a comment on the same thing', () => {
  assert.notEqual(draftOf('m', { about: 'card:a' }), draftOf('m', { about: 'card:a', answers: 'comment:c' }));
  assert.notEqual(draftOf('m', { about: 'card:a' }), draftOf('n', { about: 'card:a' }));
});
