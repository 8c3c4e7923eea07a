import assert from 'node:assert/strict';
import test from 'node:test';
import { flow } from './flow.ts';

const group = (id: string, n: number): { id: string; name: string; n: number } => ({ id, name: id, n });

test('bands are as thick as the customers who moved, and say which of them stayed', () => {
  const drawn = flow([group('a', 60), group('b', 40)], [group('a', 100)], [['a', 'a', 60], ['b', 'a', 40]]);
  assert.deepEqual(drawn.bands.map(({ id, stays }) => [id, stays]), [['a a', true], ['b a', false]]);
  assert.deepEqual(drawn.left.map(({ h }) => Math.round(h)), [132, 88]);
  assert.equal(drawn.right[0]!.h, 220);
  assert.equal(drawn.height, 132 + 10 + 88);
});

test('groups that lost everybody are still seen', () => {
  const drawn = flow([group('a', 1000), group('b', 1)], [group('a', 1001)], []);
  assert.ok(drawn.left[1]!.h >= 16);
  assert.deepEqual(drawn.bands, []);
});
