import assert from 'node:assert/strict';
import test from 'node:test';
import type { Rollup } from './contract.ts';
import { flat, isStale } from './portfolio.ts';

const rollup = (map: string, children: readonly Rollup[] = []): Rollup => (
  { map, title: map, form: 'current_state', status: 'draft', parent: null, updated_at: '2026-01-01T00:00:00Z', customers: null, interactions: null, conversion: null, worst_feeling: null, fresh_at: null, pains_written: 0, pains_found: null, actions: 0, open_actions: 0, unmeasured: null, fault: null, children });

test('every map of the tree is found by its id', () => {
  assert.deepEqual([...flat([rollup('a', [rollup('b', [rollup('c')])]), rollup('d')]).keys()], ['a', 'b', 'c', 'd']);
});

test('data of half a year ago tells no longer of today', () => {
  const now = Date.parse('2026-06-30T00:00:00Z');
  assert.deepEqual([isStale('2026-06-01T00:00:00Z', now), isStale('2026-01-01T00:00:00Z', now)], [false, true]);
});
