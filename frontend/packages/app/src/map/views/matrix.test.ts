import assert from 'node:assert/strict';
import test from 'node:test';
import { arranged, mapOf, recordOf } from '../../../../document/src/index.ts';
import { sankey } from './sankey.ts';
import { labels, standing, weighable, weighed } from './matrix.ts';

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
  assert.deepEqual(sankey(arranged({ map }), { width: 1000, room: 400, count: String }), { nodes: [], ribbons: [], height: 26, more: 0 });
});

test('a long name beside a bar is wrapped, never cut, and the next bar stands below it', () => {
  const touchpoint = (id: string, name: string, customers: number) => ({ id, name, customers, stage: 's' });
  const long = 'An invitation to a long survey about everything that happened';
  const flows = { ...arranged({ map }), stages: [{ id: 's' }], links: [], touchpoints: [touchpoint('a', long, 9), touchpoint('b', 'Shop', 1)] } as unknown as Parameters<typeof sankey>[0];
  const [first, second] = sankey(flows, { width: 900, room: 20, count: String }).nodes;
  assert.equal(first?.lines.join(' '), long);
  assert.ok((first?.lines.length ?? 0) > 1);
  assert.ok((second?.y ?? 0) >= (first?.y ?? 0) + (first?.lines.length ?? 0) * 15);
});

test('labels of points that lie on or beside each other cover neither each other nor a point', () => {
  const names = ['One', 'Two words', 'A longer name that takes more than a single line of the plane', 'Four'];
  const points = names.map((name, at) => ({ id: name, name, x: at === 3 ? 0.99 : 0.5 + at * 0.02, y: 0.5 }));
  const tops = labels(points, { width: 800, height: 600 }).map(({ id, dx, dy }) => ({ left: (points.find((one) => one.id === id)?.x ?? 0) * 800 + dx, dx, dy }));
  const firsts = tops.filter((one) => one.dx > 0).map((one) => one.dy).sort((one, other) => one - other);
  assert.ok(firsts.every((top, at) => at === 0 || top - (firsts[at - 1] ?? 0) >= 24), String(firsts));
  assert.ok(tops.every((one) => one.left >= 0 && one.left < 800));
  assert.ok((tops.find((one) => one.left > 700)?.dx ?? 0) < 0);
});
