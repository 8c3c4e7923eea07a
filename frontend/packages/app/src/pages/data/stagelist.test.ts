import assert from 'node:assert/strict';
import test from 'node:test';
import { idFor, moved } from './stagelist.ts';

test('a new stage gets a word of its own', () => {
  assert.equal(idFor('Första köpet', []), 'forsta_kopet');
  assert.equal(idFor('Køb', ['kob']), 'kob_2');
  assert.equal(idFor('…', []), 'stage');
  assert.equal(idFor('Unplaced', []), 'unplaced_2');
});

test('a stage changes places with its neighbour', () => {
  assert.deepEqual(moved(['a', 'b', 'c'], 1, 1), ['a', 'c', 'b']);
  assert.deepEqual(moved(['a', 'b'], 0, -1), ['a', 'b']);
});
