import assert from 'node:assert/strict';
import test from 'node:test';
import { keepHeights, keptHeights } from './heights.ts';

function storage(first: Record<string, string> = {}): Pick<Storage, 'getItem' | 'setItem'> {
  const held = new Map(Object.entries(first));
  return { getItem: (key) => held.get(key) ?? null, setItem: (key, words) => void held.set(key, words) };
}

test('heights are kept for each map, the last ones of many', () => {
  const own = storage();
  keepHeights(own, 'map:a', { river: 320 });
  keepHeights(own, 'map:b', { river: 200 });
  assert.deepEqual(keptHeights(own, 'map:a'), { river: 320 });
  for (let n = 0; n < 40; n += 1) keepHeights(own, `map:${n}x`, { river: n });
  assert.deepEqual(keptHeights(own, 'map:a'), {});
  assert.deepEqual(keptHeights(own, 'map:39x'), { river: 39 });
});

test('what somebody else left in the storage does no harm, and an empty drawing forgets nothing', () => {
  assert.deepEqual(keptHeights(storage({ 'resa.heights': 'no JSON' }), 'map:a'), {});
  const own = storage();
  keepHeights(own, 'map:a', { river: 1 });
  keepHeights(own, 'map:a', {});
  assert.deepEqual(keptHeights(own, 'map:a'), { river: 1 });
});
