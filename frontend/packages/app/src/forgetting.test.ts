import 'fake-indexeddb/auto';
import assert from 'node:assert/strict';
import test from 'node:test';
import { openKeep } from '../../document/src/index.ts';
import { browserCupboard, delivered, forgotten, type Cupboard } from './forgetting.ts';

const names = async (): Promise<readonly (string | undefined)[]> => (await indexedDB.databases()).map(({ name }) => name).sort();

test('a workspace is forgotten whole, also what a page still has open; others stay', async () => {
  const [mine, talk, other] = [await openKeep('resa:w1:map:a'), await openKeep('resa:w1:talk:a'), await openKeep('resa:w2:map:a')];
  await mine.add(new Uint8Array([1]), false);
  await forgotten('w1');
  assert.deepEqual(await names(), ['resa:w2:map:a']);
  await assert.rejects(talk.add(new Uint8Array([1]), false));
  other.close();
  await forgotten('w2');
});

test('what the server has is not sent again', async () => {
  const keep = await openKeep('resa:w1:map:a');
  await keep.saved([await keep.add(new Uint8Array([0, 0]), true)]);
  keep.close();
  assert.deepEqual(await delivered('w1', browserCupboard()), []);
});

test('what the server could not be given is named', async () => {
  const cupboard: Cupboard = { databases: async () => [{ name: 'resa:w1:map:a' }, { name: 'resa:w1:map:b' }, { name: 'elsewhere' }], remove: async () => undefined, send: async (name) => name.endsWith('b') };
  assert.deepEqual(await delivered('w1', cupboard), ['resa:w1:map:a']);
});

test('a browser that keeps nothing has nothing to send', async () => {
  const none: Cupboard = { databases: () => Promise.reject(new Error('not allowed')), remove: async () => undefined, send: async () => false };
  assert.deepEqual(await delivered('w1', none), []);
});
