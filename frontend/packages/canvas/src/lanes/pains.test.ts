import assert from 'node:assert/strict';
import test from 'node:test';
import type { PainMark } from '../../../generated/resolvedmap.ts';
import { findings, flowing } from '../../samples/measured.ts';
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
