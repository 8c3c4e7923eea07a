import assert from 'node:assert/strict';
import { test } from 'node:test';
import { portrait } from './portrait.ts';

test('stages stand in their order, cards below them as long as their text', () => {
  const shape = portrait({ stages: { 'stage:b': { position: 2 }, 'stage:a': { position: 1 } }, cards: { 'card:1': { stage: 'stage:b', text: 'x'.repeat(60) } } });
  assert.deepEqual(shape.stations, [4, 92]);
  assert.deepEqual(shape.strokes, [{ x: 92, y: 40, length: 78 }]);
  assert.equal(shape.curve, '');
});

test('the feeling is a line through the levels set by hand', () => {
  const cells = { 'cell:1': { stage: 'stage:a', level: 2 }, 'cell:2': { stage: 'stage:b', level: -2 }, 'cell:3': { stage: 'stage:b', level: 2, is_planned: true } };
  assert.equal(portrait({ stages: { 'stage:a': { position: 1 }, 'stage:b': { position: 2 } }, cells }).curve, 'M4 12C48 12 48 36 92 36');
});

test('an empty map draws nothing', () => {
  assert.deepEqual(portrait({}), { stations: [], strokes: [], curve: '' });
});
