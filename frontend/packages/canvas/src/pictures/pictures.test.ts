import assert from 'node:assert/strict';
import test from 'node:test';
import { marksOf } from '../scene.ts';
import { toSvg } from '../svg.ts';
import { drawable, pictureOf, type Answer } from './index.ts';

const row = (step: number, from: string | null, to: string, customers: number) => ({ step, from, to, customers, share: customers / 10 });

const flow: Answer = {
  what: 'flow', per: 'customer', where: 'channel = web', as_of: '2026-02-01T00:00:00+00:00', revision: 3,
  base: { customers: 12, journeys: null, interactions: 40, from: '2026-01-01T00:00:00+00:00', to: '2026-02-01T00:00:00+00:00' },
  measures: { customers: { unit: 'customers', variant: 'count' }, share: { unit: 'share', variant: 'of_all_paths' } },
  rows: [row(1, null, 'ad', 6), row(1, null, '(other)', 4), row(2, 'ad', 'basket', 5), row(2, 'ad', '(drop-off)', 1), row(2, '(other)', 'basket', 1), row(2, '(other)', '(other)', 3)],
  exact: true, notes: ['10 of 12 have a path'],
};

test('every datum of a flow is a mark that says from, to, how many and the share', () => {
  const marks = new Map(marksOf(pictureOf(flow, { width: 1120, language: 'en' })).map((mark) => [mark.id, mark.label]));
  assert.equal(marks.get('flow:2:ad>basket'), 'ad to basket: 5, 50.0% of all paths');
  assert.equal([...marks.keys()].filter((id) => id.startsWith('flow:')).length, 4);
});

test('a picture speaks the language of its reader, and its notes too', () => {
  const drawn = toSvg(pictureOf(flow, { width: 640, language: 'sv' }), { theme: 'print' });
  for (const words of ['Vilka vägar kunderna tar', 'Övriga', 'Avhopp', '12 kunder', 'där channel = web', '10 av 12 har en väg.']) assert.ok(drawn.replaceAll('\u00a0', ' ').includes(words), words);
});

test('only questions that have a picture are drawable', () => {
  assert.deepEqual([drawable('flow'), drawable('nothing'), drawable('toString')], [true, false, false]);
});
