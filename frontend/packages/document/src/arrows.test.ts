import assert from 'node:assert/strict';
import test from 'node:test';
import { arrowsIn } from './arrows.ts';
import type { JourneyMap, MapRecord } from './record.ts';

type Told = readonly [content: string, provenance: 'asserted' | 'measured'];

function record(id: string, kind: MapRecord['kind'], fields: Readonly<Record<string, Told>>): MapRecord {
  return { id, kind, version: 1, fields: Object.fromEntries(Object.entries(fields).map(([name, [content, provenance]]) => [name, { content, provenance, evidence: [] }])) } as unknown as MapRecord;
}

function mapOf(...records: readonly MapRecord[]): JourneyMap {
  return { records: new Map(records.map((one) => [one.id, one])) } as JourneyMap;
}

test('links that people drew become arrows, those that the data found stay with the touchpoints', () => {
  const steps = ['step:a', 'step:b', 'step:c'].map((id) => record(id, 'step', {}));
  const own = record('link:1', 'link', { from: ['step:a', 'asserted'], to: ['step:b', 'asserted'], text: ['calls back', 'asserted'] });
  const found = record('link:2', 'link', { from: ['step:b', 'measured'], to: ['step:c', 'measured'] });
  const lost = record('link:3', 'link', { from: ['step:a', 'asserted'], to: ['step:gone', 'asserted'] });
  assert.deepEqual(arrowsIn(mapOf(...steps, own, found, lost)), [{ id: 'link:1', from_record: 'step:a', to_record: 'step:b', text: 'calls back', is_answer: false }]);
});

test('an action leads to what it answers, a finding of the data too', () => {
  const map = mapOf(record('card:1', 'card', { about: ['pain:wait', 'asserted'] }), record('card:2', 'card', {}));
  assert.deepEqual(arrowsIn(map), [{ id: 'answer:card:1', from_record: 'card:1', to_record: 'pain:wait', text: null, is_answer: true }]);
});
