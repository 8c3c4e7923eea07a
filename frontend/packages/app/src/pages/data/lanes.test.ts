import assert from 'node:assert/strict';
import test from 'node:test';
import { months, placed } from './lanes.ts';

test('the first and the last lie at the ends, and one alone in the middle', () => {
  const line = placed(['2026-01-01T00:00:00Z', '2026-01-11T00:00:00Z'], { from: 100, to: 300 });
  assert.equal(line.x(Date.parse('2026-01-01T00:00:00Z')), 100);
  assert.equal(line.x(Date.parse('2026-01-06T00:00:00Z')), 200);
  const alone = placed(['2026-01-01T00:00:00Z'], { from: 0, to: 10 });
  assert.equal(alone.x(Date.parse('2026-01-01T00:00:00Z')), 5);
});

test('months are marked as there is room, the first with its year', () => {
  const [first, last] = [Date.UTC(2025, 10, 5), Date.UTC(2026, 3, 5)];
  assert.deepEqual(months(first, last, 1000).map(({ at }) => new Date(at).getUTCMonth()), [11, 0, 1, 2, 3]);
  assert.deepEqual(months(first, last, 1000).map(({ isFirst }) => isFirst), [true, true, false, false, false]);
  assert.equal(months(first, last, 130).length, 2);
});
