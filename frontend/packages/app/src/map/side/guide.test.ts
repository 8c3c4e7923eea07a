import assert from 'node:assert/strict';
import test from 'node:test';
import { arranged, mapOf, recordOf } from '../../../../document/src/index.ts';
import { progressOf } from './guide.ts';

test('a map is as complete as its document says', () => {
  const blank = mapOf([recordOf('map', 'map', { title: 'Blank' })]);
  const of = (map: typeof blank) => Object.fromEntries(progressOf({ map, resolved: arranged({ map }) }, 'seven').map(({ step, have, of: all }) => [step, `${have}/${all}`]));
  assert.deepEqual(of(blank), { data: '1/3', personas: '0/2', touchpoints: '0/2', pains: '0/2', opportunities: '0/2', teams: '0/2', iteration: '0/2' });
  const begun = mapOf([
    recordOf('map', 'map', { title: 'Begun', review_on: '2026-12-01' }), recordOf('persona:a', 'persona', { name: 'Åsa', summary: 'Buys for the family' }),
    recordOf('stage:a', 'stage', { position: 0 }), recordOf('lane:p', 'lane', { shows: 'pain', position: 0 }), recordOf('lane:a', 'lane', { shows: 'action', position: 1 }),
    recordOf('card:p', 'card', { lane: 'lane:p', stage: 'stage:a', text: 'Waits' }), recordOf('card:a', 'card', { lane: 'lane:a', stage: 'stage:a', text: 'Answer', owner: 'Moe', due: '2026-12-01', impact: 5, effort: 2 }),
  ]);
  assert.deepEqual(of(begun), { data: '1/3', personas: '2/2', touchpoints: '0/2', pains: '1/2', opportunities: '2/2', teams: '2/2', iteration: '1/2' });
  assert.deepEqual(progressOf({ map: begun, resolved: arranged({ map: begun }) }, 'four').map(({ step }) => step), ['who', 'path', 'experience', 'improve']);
});
