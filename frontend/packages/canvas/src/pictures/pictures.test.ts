import assert from 'node:assert/strict';
import test from 'node:test';
import { marksOf } from '../scene.ts';
import { toSvg } from '../svg.ts';
import { WAY_ANSWERS } from '../../samples/answers.ts';
import { stepsOf } from './flowplan.ts';
import { evenSteps, growingSteps, shadeOf } from './shades.ts';
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

test('every step of a flow adds up to everybody, gathered or not', () => {
  for (const make of ['flow', 'flow, overfull', 'flow, few customers']) {
    const { rows } = WAY_ANSWERS[make]!();
    const everybody = rows.filter((one) => one['step'] === 1).reduce((sum, one) => sum + Number(one['customers']), 0);
    for (const { nodes, flows } of stepsOf(rows, 4)) {
      assert.equal(nodes.reduce((sum, node) => sum + node.customers, 0), everybody, make);
      assert.equal(flows.reduce((sum, flow) => sum + flow.customers, 0), everybody, make);
      assert.ok(nodes.length <= 6, 'four, the others, and those who left');
    }
  }
});

test('what was put together has no interval, what is one row keeps its own', () => {
  const steps = stepsOf(WAY_ANSWERS['flow, overfull']!().rows, 3);
  const flows = steps[2]!.flows;
  assert.equal(flows.find((flow) => flow.from === '(other)' && flow.to === '(other)')!.range, null);
  assert.notEqual(flows.find((flow) => flow.from !== '(other)' && flow.to !== '(other)')!.range, null);
});

test('names in notes may hold a quote', () => {
  const around = { ...WAY_ANSWERS['around']!(), notes: [`20 visited "Bob's shop", 3 never did; the last visit of each counts`] };
  const drawn = toSvg(pictureOf(around, { width: 1120, language: 'en' }), { theme: 'light' });
  assert.match(drawn, /What leads to Bob&#39;s shop|What leads to Bob's shop/);
  assert.match(drawn.replaceAll('\u00a0', ' '), /20 were at Bob(&#39;|')s shop, 3 never; the last time of each counts/);
});

test('a picture speaks the language of its reader, and its notes too', () => {
  const drawn = toSvg(pictureOf(flow, { width: 640, language: 'sv' }), { theme: 'print' });
  for (const words of ['Vilka vägar kunderna tar', 'Övriga', 'Avhopp', '12 kunder', 'där kanalen är webbplats', '10 av 12 har en väg.']) assert.ok(drawn.replaceAll('\u00a0', ' ').includes(words), words);
});

test('only questions that have a picture are drawable', () => {
  assert.deepEqual([drawable('flow'), drawable('nothing'), drawable('toString')], [true, false, false]);
});

test('steps of shades are round, grow, and leave out what nothing lies below', () => {
  assert.deepEqual(growingSteps(34_641), [500, 2000, 5000, 10_000]);
  assert.deepEqual(growingSteps(5), [2]);
  assert.deepEqual(growingSteps(1), []);
  assert.deepEqual(evenSteps(0.127, 0.462), [0.15, 0.2, 0.25, 0.3]);
  assert.equal(new Set([0, 600, 2500, 6000, 20_000].map((count) => shadeOf(count, growingSteps(34_641)).fill)).size, 5);
});

test('how often each customer came counts no interactions of nobody known', () => {
  const answer: Answer = { ...flow, what: 'channels', notes: [], rows: [{ channel: 'store', customers: 4, interactions: 18, physical: true, of_nobody: 10 }] };
  const told = toSvg(pictureOf(answer, { width: 1120, language: 'en' }), { theme: 'light' });
  assert.match(told, />2\.0</);
  assert.doesNotMatch(told, />4\.5</);
});
