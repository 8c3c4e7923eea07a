import assert from 'node:assert/strict';
import test from 'node:test';
import { addCard, mapOf, moveCards, recordOf, removeRecords, setFields } from '../../../document/src/index.ts';
import { lockTouched } from './locks.ts';

const MAP = mapOf([
  recordOf('stage:a', 'stage', { position: 0 }), recordOf('stage:b', 'stage', { position: 1 }),
  recordOf('lane:free', 'lane', { shows: 'pain', position: 0 }), recordOf('lane:rule', 'lane', { shows: 'policy', position: 1, is_locked: true }),
  recordOf('card:free', 'card', { lane: 'lane:free', stage: 'stage:a', text: 'Waits' }), recordOf('card:rule', 'card', { lane: 'lane:rule', stage: 'stage:a', text: 'Answer in a day' }),
]);
const touched = (changes: Parameters<typeof lockTouched>[1]): string | null => lockTouched(MAP, changes)?.id ?? null;

test('nothing in a locked lane is added, changed, moved or removed, and the lane stays', () => {
  assert.equal(touched(addCard(MAP, { lane: 'lane:rule', stage: 'stage:b', text: 'New' })), 'lane:rule');
  assert.equal(touched(setFields(MAP, { ids: ['card:rule'], fields: { owner: 'Moe' } })), 'lane:rule');
  assert.equal(touched(moveCards(MAP, { ids: ['card:rule'], lane: 'lane:free', stage: 'stage:a', at: 0 })), 'lane:rule');
  assert.equal(touched(moveCards(MAP, { ids: ['card:free'], lane: 'lane:rule', stage: 'stage:a', at: 0 })), 'lane:rule');
  assert.equal(touched(removeRecords(MAP, { ids: ['card:rule'] })), 'lane:rule');
  assert.equal(touched(removeRecords(MAP, { ids: ['lane:rule'] })), 'lane:rule');
});

test('other lanes, a whole stage and unlocking itself are free', () => {
  assert.equal(touched(addCard(MAP, { lane: 'lane:free', stage: 'stage:b', text: 'New' })), null);
  assert.equal(touched(removeRecords(MAP, { ids: ['stage:a'] })), null);
  assert.equal(touched(setFields(MAP, { ids: ['lane:rule'], fields: { is_locked: null } })), null);
});
