import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pictureTongue } from '../index.ts';
import { leveled } from './traits.ts';

test('levels of figures are in the reader’s words, words of the data stay as they are', () => {
  const speaker = pictureTongue('sv');
  assert.equal(leveled(speaker, { aspect: 'claim', trait: 'profile:income', level: 'high', unit: 'number' }), 'income: högt');
  assert.equal(leveled(speaker, { aspect: 'claim', trait: 'profile:income', level: '20-35', unit: 'number' }), 'income: 20-35');
  assert.equal(leveled(speaker, { aspect: 'claim', trait: 'profile:rank', level: 'high' }), 'rank: high');
});
