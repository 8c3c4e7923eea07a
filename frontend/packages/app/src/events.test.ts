import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eventsIn } from './events.ts';

test('complete events are told, the broken end waits for the rest', () => {
  const { told, rest } = eventsIn('event: progress\ndata: {"share": 0.5}\n\n: still here\n\ndata: a\ndata: b\n\nevent: do');
  assert.deepEqual(told, [{ name: 'progress', content: { share: 0.5 } }, { name: 'message', content: 'a\nb' }]);
  assert.equal(rest, 'event: do');
});

test('lines may end as the sender likes', () => {
  assert.deepEqual(eventsIn('event: done\r\ndata: 1\r\n\r\n').told, [{ name: 'done', content: 1 }]);
});
