import assert from 'node:assert/strict';
import { test } from 'node:test';
import { beside, columns, type Touchpoint } from './board.ts';

const at = (name: string, stage: string): Touchpoint => ({ name, stage, channel: 'web', provenance: 'inferred', customers: 1, interactions: 1, rule: 'words', confidence: 0.5 });

test('every touchpoint stands in one column, those of no known stage in the last', () => {
  const shown = columns(['awareness', 'purchase'], [at('ad', 'awareness'), at('till', 'purchase'), at('odd', 'gone')]);
  assert.deepEqual(shown.map((one) => [one.stage, one.touchpoints.map((tp) => tp.name)]), [['awareness', ['ad']], ['purchase', ['till']], ['unplaced', ['odd']]]);
  assert.equal(columns(['awareness'], []).length, 1);
});

test('beside the last stage there is nothing, and never the column of the unplaced', () => {
  const shown = columns(['awareness', 'purchase'], [at('odd', 'unplaced')]);
  assert.equal(beside(shown, 'awareness', 1), 'purchase');
  assert.equal(beside(shown, 'purchase', 1), null);
  assert.equal(beside(shown, 'unplaced', -1), 'purchase');
});
