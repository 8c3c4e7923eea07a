import assert from 'node:assert/strict';
import test from 'node:test';
import { rowsWithin } from './cardshape.ts';

test('a figure that is wider than its card goes on in the next row', () => {
  const pieces = [['12 timmar', { size: 14, weight: 600 }], ['±5,5 timmar', {}], ['', {}], ['n 33', {}]] as const;
  const words = (room: number): string[][] => rowsWithin(room, pieces).map((row) => row.map(([piece]) => piece));
  assert.deepEqual(words(400), [['12 timmar', '±5,5 timmar', 'n 33']]);
  assert.deepEqual(words(120), [['12 timmar'], ['±5,5 timmar', 'n 33']]);
  assert.deepEqual(words(30), [['12 timmar'], ['±5,5 timmar'], ['n 33']]);
});
