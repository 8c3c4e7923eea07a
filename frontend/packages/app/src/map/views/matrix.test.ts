import assert from 'node:assert/strict';
import test from 'node:test';
import { arranged, mapOf, recordOf } from '../../../../document/src/index.ts';
import { sankey } from './sankey.ts';
import { standing, weighable, weighed } from './matrix.ts';

const map = mapOf([
  recordOf('lane:a', 'lane', { shows: 'action', position: 0 }), recordOf('lane:t', 'lane', { shows: 'thought', position: 1 }),
  recordOf('card:a', 'card', { lane: 'lane:a', text: 'Answer', impact: 7.5, effort: 20 }), recordOf('card:t', 'card', { lane: 'lane:t', text: 'Hm' }), recordOf('card:d', 'card', { lane: 'lane:a', text: 'No', status: 'dropped' }),
]);

test('only what can be done is weighed; a point out of range stands at the edge', () => {
  assert.deepEqual(weighable(map).map((card) => card.id), ['card:a']);
  const card = map.records.get('card:a')!;
  const resolved = arranged({ map });
  assert.deepEqual([standing(card, 'impact', resolved), standing(card, 'effort', resolved), standing(card, 'touched', resolved)], [0.75, 1, null]);
  assert.deepEqual([weighed(0.33), weighed(-1), weighed(2)], [3.5, 0, 10]);
});

test('a map without touchpoints flows nowhere', () => {
  assert.deepEqual(sankey(arranged({ map }), { width: 1000, room: 400 }), { nodes: [], ribbons: [], height: 38, more: 0 });
});
