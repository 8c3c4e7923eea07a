import assert from 'node:assert/strict';
import test from 'node:test';
import { runsOf } from './runs.ts';

const act = (time: string, channel: string, touchpoint: string, stage: string | null = null) => ({ time: `2026-${time}:00Z`, channel, touchpoint, stage });

test('steps on a channel without a long wait are one run, a step again and again is told once', () => {
  const acts = [act('03-01T10:00', 'web', 'home', 'awareness'), act('03-01T10:02', 'web', 'product'), act('03-01T10:03', 'web', 'product', 'purchase'), act('03-01T10:04', 'email', 'receipt')];
  const [first, second] = runsOf(acts);
  assert.deepEqual(first!.steps, [{ touchpoint: 'home', times: 1 }, { touchpoint: 'product', times: 2 }]);
  assert.deepEqual(first!.stages, ['awareness', 'purchase']);
  assert.deepEqual(second!.steps, [{ touchpoint: 'receipt', times: 1 }]);
});

test('a long wait or another month begins a new run', () => {
  const times = ['03-01T10:00', '03-01T10:30', '03-01T11:01', '03-31T23:50', '04-01T00:05'];
  assert.deepEqual(runsOf(times.map((time) => act(time, 'web', 'home'))).map((one) => one.acts.length), [2, 1, 1, 1]);
});
