import assert from 'node:assert/strict';
import test from 'node:test';
import { inRuns } from './auditruns.ts';

test('what somebody did several times in a row stands once, with the time of the newest', () => {
  const line = (number: number, name: string, act: string, about = '') => ({ number, name, act, about, at: '', person: name, detail: '' });
  const lines = [line(5, 'Elin', 'session.begin'), line(4, 'Elin', 'session.begin'), line(3, 'Moe', 'session.begin'), line(2, 'Moe', 'map.create', 'a'), line(1, 'Moe', 'map.create', 'b')];
  assert.deepEqual(inRuns(lines, (one) => one.about).map(({ line: one, count }) => [one.number, count]), [[5, 2], [3, 1], [2, 1], [1, 1]]);
  assert.deepEqual(inRuns([], () => ''), []);
});
