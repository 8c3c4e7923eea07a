import assert from 'node:assert/strict';
import { test } from 'node:test';
import { found } from './finding.ts';

const all = [{ label: 'Köpa kläder i Malmö' }, { label: 'Plan' }, { label: 'Nytt kort', words: 'plan' }];

test('every word must be found, accents or not, and beginnings come first', () => {
  assert.deepEqual(found(all, 'malmo klader').map((one) => one.label), ['Köpa kläder i Malmö']);
  assert.deepEqual(found(all, 'plan').map((one) => one.label), ['Plan', 'Nytt kort']);
  assert.equal(found(all, 'plan malmö').length, 0);
  assert.equal(found(all, '').length, 3);
});
