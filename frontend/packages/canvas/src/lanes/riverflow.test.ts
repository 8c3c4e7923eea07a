import assert from 'node:assert/strict';
import test from 'node:test';
import type { Flow, Measurement, ResolvedMap } from '../../../generated/resolvedmap.ts';
import { sectionsOf, total } from './riverflow.ts';

const nothing: Measurement = { figure: null, unit: 'share', variant: 'share', n: 0, interval: null, period: null, is_exact: true, is_small_sample: false, is_withheld: false, fresh_at: null, provenance: 'measured' };
const flow = (kind: string, from: string | null, to: string | null, customers: number): Flow => ({ id: `${kind}${from}${to}`, kind, from_stage: from, to_stage: to, customers, share: nothing, wait: null, tints: { a: customers } });
const stage = (id: string, reach: number): ResolvedMap['stages'][number] => ({ id, name: id, reach: { ...nothing, figure: reach }, share: nothing, wait_to_next: null, tints: { a: reach } });

// Ten start in A: six go to B, one skips to C, two leave, one may still go on. Two more start in B.
const map = {
  channel_groups: [{ id: 'a', channels: ['web'] }],
  stages: [stage('A', 10), stage('B', 8), stage('C', 6)],
  flows: [
    flow('enter', null, 'A', 10), flow('enter', null, 'B', 2), flow('forward', 'A', 'B', 6), flow('forward', 'A', 'C', 1),
    flow('leave', 'A', null, 2), flow('stay', 'A', null, 1), flow('forward', 'B', 'C', 5), flow('leave', 'B', null, 3), flow('stay', 'C', null, 6),
  ],
} as unknown as ResolvedMap;

test('every cross-section holds all customers who travel there', () => {
  const [a, b, c] = sectionsOf(map);
  assert.deepEqual([a!.passing, total(a!.reach), a!.passingOn, total(a!.onward), a!.leaving, a!.staying], [0, 10, 1, 6, 2, 1]);
  assert.deepEqual([b!.entering, b!.passing, total(b!.reach), b!.passingOn, total(b!.onward), b!.leaving], [2, 1, 8, 0, 6, 3]);
  assert.deepEqual([c!.passing, total(c!.reach), c!.leaving, c!.staying], [0, 6, 0, 6]);
});

test('what comes in goes on, leaves or stays', () => {
  for (const section of sectionsOf(map)) {
    const before = section.passing + total(section.reach);
    const after = section.passingOn + total(section.onward) + section.leaving + section.staying;
    assert.equal(before, after);
  }
});
