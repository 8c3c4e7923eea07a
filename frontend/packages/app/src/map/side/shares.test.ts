import assert from 'node:assert/strict';
import test from 'node:test';
import { embedCode, shareAddress, shareWords } from './shares.ts';

test('a title can not break out of the code to embed', () => {
  assert.equal(shareAddress({ token: 'abc' }, 'https://x.example'), 'https://x.example/shared/abc');
  assert.ok(embedCode({ token: 'abc' }, 'A "b" <c>', 'https://x.example').includes('title="A &quot;b&quot; &lt;c>"'));
});

test('a form opens as it was left, and as the link is where nothing was', () => {
  const start = { label: 'Board', until: '', frames: '', has_figures: true, has_comments: false, has_quotes: false };
  assert.deepEqual(shareWords('', start), start);
  assert.deepEqual(shareWords('{"label":"The board","has_quotes":true,"until":7}', start), { ...start, label: 'The board', has_quotes: true });
  assert.deepEqual(shareWords('{broken', start), start);
});
