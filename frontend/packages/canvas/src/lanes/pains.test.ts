import assert from 'node:assert/strict';
import test from 'node:test';
import type { PainMark } from '../../../generated/resolvedmap.ts';
import { findings, flowing } from '../../samples/measured.ts';
import { DEFAULT_VIEW, layout, marksOf } from '../index.ts';
import { blueprint } from '../../samples/maps.ts';
import { mostCostly } from './pains.ts';

const [base] = findings(flowing(['a'], [null], [10]).stages) as [PainMark];
const pain = (id: string, customers: number, more: Partial<PainMark> = {}): PainMark => ({ ...base, id, size: { ...base.size, figure: customers }, ...more });
const slice = { field: 'weekday', label: '1', figure: base.effect, rest: base.effect, and_field: null, and_label: null };

test('the dearest come first', () => {
  assert.deepEqual(mostCostly([pain('a', 10), pain('b', 30), pain('c', 20)], 2).map((entry) => entry.id), ['b', 'c']);
});

test('money counts more than customers', () => {
  const costs = pain('a', 5);
  assert.deepEqual(mostCostly([pain('b', 900), { ...costs, size: { ...costs.size, unit: 'SEK' } }], 1).map((entry) => entry.id), ['a']);
});

test('a pain that is clearly worst somewhere keeps its place', () => {
  assert.deepEqual(mostCostly([pain('a', 40), pain('b', 30), pain('c', 1, { slices: [slice] })], 2).map((entry) => entry.id), ['a', 'c']);
});

test('the dearest pain is shown however many others are clear somewhere, and stands first', () => {
  const clear = ['b', 'c', 'd', 'e'].map((id, n) => pain(id, 40 - n, { slices: [slice] }));
  assert.deepEqual(mostCostly([...clear, pain('a', 900)], 3).map((entry) => entry.id), ['a', 'b', 'c']);
});

test('a pain stays in sight below larger moments and delights', () => {
  const others = ['b', 'c', 'd'].map((id) => pain(id, 500, { kind: 'delight' }));
  assert.deepEqual(mostCostly([...others, pain('a', 30)], 3).map((entry) => entry.id), ['b', 'c', 'a']);
});

test('the fold says how many it hides and how large they are, and an open one can be closed', () => {
  const map = blueprint();
  const stage = map.stages[0]!.id;
  const pains = [900, 800, 700, 240, 12].map((customers, n) => pain(`p${n}`, customers, { stage }));
  const found = { ...map, lanes: [], pains };
  const words = (unfolded: readonly string[]): string | undefined => marksOf(layout(found, { ...DEFAULT_VIEW, unfolded })).find((mark) => mark.id === `more:pains:${stage}`)?.label;
  assert.equal(words([]), 'and 2 more, at most 240\u00a0customers each');
  assert.equal(words([`pains:${stage}`]), 'show fewer');
  const one = { ...found, pains: pains.slice(0, 4) };
  assert.equal(marksOf(layout(one, DEFAULT_VIEW)).find((mark) => mark.id === `more:pains:${stage}`)?.label, 'and 1 more, 240\u00a0customers');
});
