import assert from 'node:assert/strict';
import { test } from 'node:test';
import { trendShape } from './trend.ts';

const at = (value: number | null): { at: string; value: number | null } => ({ at: '2026-01', value });

test('the highest figure stands highest, and a gap breaks the line', () => {
  const { line, placed } = trendShape([at(1), at(3), at(null), at(2)], { width: 90, height: 26 });
  assert.deepEqual(placed.map(({ x, y }) => [x, y]), [[0, 23], [30, 3], [90, 13]]);
  assert.equal(line, 'M0 23L30 3M90 13');
});

test('nothing measured draws nothing, one figure stands in the middle', () => {
  assert.equal(trendShape([at(null)], { width: 90, height: 20 }).line, '');
  assert.deepEqual(trendShape([at(5)], { width: 90, height: 20 }).placed.map(({ x, y }) => [x, y]), [[45, 10]]);
});
