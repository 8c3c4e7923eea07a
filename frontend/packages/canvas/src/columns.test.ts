import assert from 'node:assert/strict';
import test from 'node:test';
import { markOfStage } from './columns.ts';

test('every stage head has a mark of its own, that of its record', () => {
  assert.deepEqual(['purchase', 'retention', 'stage:own'].map(markOfStage), ['stage:purchase', 'stage:retention', 'stage:own']);
});
