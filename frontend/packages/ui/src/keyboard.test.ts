import assert from 'node:assert/strict';
import test from 'node:test';
import { nextSpot } from './keyboard.ts';

// Two lanes: a and b above, c and d below.
const spots = [{ id: 'a', x: 0, y: 0 }, { id: 'b', x: 100, y: 0 }, { id: 'c', x: 10, y: 50 }, { id: 'd', x: 110, y: 50 }];

test('right and left walk through every mark in reading order', () => {
  assert.deepEqual(['a', 'b', 'c', 'd'].map((id) => nextSpot(spots, id, 'ArrowRight')), ['b', 'c', 'd', null]);
  assert.deepEqual(['a', 'b', 'c', 'd'].map((id) => nextSpot(spots, id, 'ArrowLeft')), [null, 'a', 'b', 'c']);
});

test('down and up go to the mark that stands nearest', () => {
  assert.equal(nextSpot(spots, 'b', 'ArrowDown'), 'd');
  assert.equal(nextSpot(spots, 'c', 'ArrowUp'), 'a');
  assert.equal(nextSpot(spots, 'd', 'ArrowDown'), null);
});

test('home and end are the first and the last mark', () => {
  assert.equal(nextSpot(spots, 'c', 'Home'), 'a');
  assert.equal(nextSpot(spots, 'a', 'End'), 'd');
});
