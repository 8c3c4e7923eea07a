import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isLetters, sequence, stroke } from './keys.ts';

const plain = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };

test('a stroke is called the same on every keyboard', () => {
  assert.equal(stroke({ ...plain, key: 'k', ctrlKey: true }), 'mod+k');
  assert.equal(stroke({ ...plain, key: 'k', metaKey: true }), 'mod+k');
  assert.equal(stroke({ ...plain, key: '?', shiftKey: true }), '?');
  assert.equal(stroke({ ...plain, key: 'Z', ctrlKey: true, shiftKey: true }), 'mod+shift+z');
});

test('two strokes make one shortcut only in quick succession', () => {
  let time = 0;
  const strokes = sequence(() => time);
  assert.deepEqual(strokes('g'), ['g']);
  time = 300;
  assert.deepEqual(strokes('d'), ['g d', 'd']);
  time = 5000;
  assert.deepEqual(strokes('d'), ['d']);
});

test('letters alone are told from what nobody types', () => {
  assert.deepEqual(['n', 'g d', '?', 'mod+k', 'enter', '9'].map(isLetters), [true, true, false, false, false, false]);
});
