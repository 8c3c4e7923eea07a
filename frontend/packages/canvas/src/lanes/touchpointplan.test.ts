import assert from 'node:assert/strict';
import test from 'node:test';
import { future } from '../../samples/maps.ts';
import { DEFAULT_VIEW, layout, marksOf } from '../index.ts';

test('a small stage keeps its largest touchpoints in sight, however many larger ones others have', () => {
  const map = future();
  const [first, last] = [map.stages[0]!.id, map.stages.at(-1)!.id];
  const mark = map.touchpoints[0]!;
  const many = Array.from({ length: 60 }, (_, n) => ({ ...mark, id: `big${n}`, name: `Page ${n}`, stage: first, channel: ['web', 'app', 'store', 'chat', 'email', 'sms'][n % 6]!, customers: 5000 - n }));
  const few = Array.from({ length: 4 }, (_, n) => ({ ...mark, id: `small${n}`, name: `Desk ${n}`, stage: last, channel: 'store', customers: 40 - n }));
  const marks = marksOf(layout({ ...map, links: [], touchpoints: [...many, ...few] }, DEFAULT_VIEW)).map((one) => one.id).filter((id) => id.startsWith('small'));
  assert.deepEqual(marks, ['small0', 'small1', 'small2']);
});
