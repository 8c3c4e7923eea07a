import assert from 'node:assert/strict';
import test from 'node:test';
import { thumbnail, WIDTH } from './thumbnail.ts';

const lane = (shows: string, cards: number[][], levels: (number | null)[][] = []) => ({ shows, name: shows, cards, curves: levels.map((one, at) => ({ levels: one, is_planned: at > 0 })) });

test('a thumbnail has a station a stage, a stroke a card in the ink of its lane, a line across, and curves', () => {
  const shape = thumbnail({ stages: ['a', 'b'], personas: [], cards: 3, lanes: [
    lane('pain', [[60], [30, 5]]), lane('line_of_visibility', [[], []]), lane('channel', [[4], []]), lane('emotion', [[], []], [[2, -2], [null, 1]]),
  ] });
  assert.deepEqual(shape.stations, [8, 164]);
  assert.equal(shape.strokes.bad.match(/M/g)?.length, 3);
  assert.ok(shape.strokes.bad.includes('h146') && shape.strokes.bad.includes('h73') && shape.strokes.bad.includes('h29.2')); // full, half, and no shorter than a fifth
  assert.equal(shape.strokes.chip.match(/h9/g)?.length, 1);
  assert.ok(shape.strokes.line.endsWith(`H${WIDTH}`));
  assert.equal(shape.curves.length, 1); // one point makes no curve
  assert.ok(shape.curves[0]?.path.startsWith('M8 '));
});

test('however many lanes and cards, it stays as high as a card of the gallery', () => {
  const many = thumbnail({ stages: Array.from({ length: 40 }, (_, at) => `${at}`), personas: [], cards: 0, lanes: Array.from({ length: 40 }, () => lane('text', Array.from({ length: 40 }, () => [9, 9, 9, 9, 9, 9]))) });
  assert.ok(many.height < 202);
  assert.ok(many.stations.length < 40);
  assert.deepEqual(thumbnail({ stages: [], personas: [], cards: 0, lanes: [] }).stations, []);
});
