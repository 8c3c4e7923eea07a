import assert from 'node:assert/strict';
import test from 'node:test';
import { embedCode, shareAddress } from './shares.ts';

test('a title can not break out of the code to embed', () => {
  assert.equal(shareAddress({ token: 'abc' }, 'https://x.example'), 'https://x.example/shared/abc');
  assert.ok(embedCode({ token: 'abc' }, 'A "b" <c>', 'https://x.example').includes('title="A &quot;b&quot; &lt;c>"'));
});
