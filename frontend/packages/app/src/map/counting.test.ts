import assert from 'node:assert/strict';
import test from 'node:test';
import { keepCountTime, keptCountTime, shareDone } from './counting.ts';

function store(): Pick<Storage, 'getItem' | 'setItem'> {
  const kept = new Map<string, string>();
  return { getItem: (key) => kept.get(key) ?? null, setItem: (key, text) => void kept.set(key, text) };
}

test('how long it took is kept by map and part; an answer from memory is no measure', () => {
  const kept = store();
  keepCountTime(kept, 'm', 'numbers', 4000);
  keepCountTime(kept, 'm', 'numbers', 20);
  assert.deepEqual([keptCountTime(kept, 'm', 'numbers'), keptCountTime(kept, 'm', 'findings'), keptCountTime(kept, 'n', 'numbers')], [4000, null, null]);
  keepCountTime(kept, 'm', 'numbers', 1000);
  assert.equal(keptCountTime(kept, 'm', 'numbers'), 2000);
});

test('progress never goes back and never says done', () => {
  const shares = [0, 1000, 3000, 4000, 8000, 60_000].map((elapsed) => shareDone(elapsed, 4000) ?? -1);
  assert.deepEqual(shares, [...shares].sort((one, other) => one - other));
  assert.equal(shares[0], 0);
  assert.ok((shares.at(-1) ?? 1) < 1);
  assert.equal(shareDone(1000, null), null);
});
