import assert from 'node:assert/strict';
import { test } from 'node:test';
import { flat } from '../../scene.ts';
import type { Answer, Row } from '../answer.ts';
import { pictureOf } from '../index.ts';

const felt = (touchpoint: string, more: Row): Row => ({ touchpoint, stage: 'purchase', reported: null, reported_n: 0, inferred: null, inferred_n: 0, inferred_decided: 0, customers: 40, ...more });
const answer: Answer = {
  what: 'emotions', per: 'customer', where: null, as_of: '2026-02-01T00:00:00+00:00', revision: 3, exact: true, notes: [], measures: {},
  base: { customers: 90, journeys: null, interactions: 400, from: '2026-01-01T00:00:00+00:00', to: '2026-02-01T00:00:00+00:00' },
  rows: [
    felt('web/checkout', { reported: 1, reported_n: 90 }), felt('store/till', { reported: -1, reported_n: 80 }),
    felt('phone/calls', { inferred_n: 400, inferred_decided: 12 }),
  ],
};

test('a curve names the places that it leaves out because words tell too little of them', () => {
  const scene = pictureOf(answer, { width: 1120, language: 'sv' });
  const words = scene.blocks.flatMap((block) => [...flat(block.shapes)]).flatMap((shape) => (shape.kind === 'text' ? [shape.text.replaceAll('\u00a0', ' ')] : []));
  assert.match(words.join(' '), /Ritas inte, för orden säger för lite om: .*\(12 av 400 texter avgjorda\)\./);
});
