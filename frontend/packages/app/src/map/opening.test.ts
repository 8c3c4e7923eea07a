import assert from 'node:assert/strict';
import test from 'node:test';
import { mapOf, recordOf } from '../../../document/src/index.ts';
import { opened } from './opening.ts';

const map = mapOf([recordOf('card:a', 'card', { lane: 'lane:l', stage: 'stage:s', text: 'Looks for the parcel' })]);
const talk = mapOf([recordOf('comment:c', 'comment', { about: 'card:a', text: 'Every day', author: 'p', written_at: '2026-01-01T00:00:00Z' })]);
const here = { map, talk, marks: new Map([['pain:late', {}]]), isWhole: false };

test('a card and a finding open with their details, a comment with what it is about', () => {
  assert.deepEqual(opened('card:a', here), { panel: 'selection', id: 'card:a' });
  assert.deepEqual(opened('pain:late', here), { panel: 'selection', id: 'pain:late' });
  assert.deepEqual(opened('comment:c', here), { panel: 'comments', id: 'card:a' });
});

test('what is not here yet is waited for, what will not come is said to be gone', () => {
  assert.equal(opened('card:b', here), 'waiting');
  assert.equal(opened('card:b', { ...here, isWhole: true }), 'gone');
});
