import assert from 'node:assert/strict';
import test from 'node:test';
import type { AnswerTold } from '../../../generated/api.ts';
import { bindingOf, cardPatch, lanesIn, NEW_LANE, stagesIn } from './binding.ts';

const answer = (what: string, per = 'customer'): AnswerTold => ({
  what, per, by: null, where: null, as_of: '', revision: 1, base: { customers: 1, journeys: null, interactions: 1, from: null, to: null }, measures: {}, rows: [], exact: true, notes: [], columns: [], stages: {},
});
const plain = { by: null, where: null };

test('a row becomes the query that shows the same', () => {
  assert.deepEqual(bindingOf(answer('stages'), { stage: 'purchase' }, plain), { query: { what: 'stages', at: 'purchase', measure: 'share' }, stage: 'purchase' });
  assert.deepEqual(bindingOf(answer('touchpoints'), { name: 'web: basket', stage: 'purchase' }, { by: null, where: 'channel = web' })?.query, { what: 'touchpoints', at: 'web: basket', measure: 'share', where: 'channel = web' });
  assert.deepEqual(bindingOf(answer('waits'), { from: 'a', to: 'b', kind: 'step' }, { by: 'stage', where: null })?.query, { what: 'waits', from: 'stage:a', to: 'stage:b', measure: 'median' });
  assert.deepEqual(bindingOf(answer('switches'), { from: 'web', to: 'app' }, plain)?.query, { what: 'transitions', from: 'channel:web', to: 'channel:app', measure: 'customers' });
  assert.deepEqual(bindingOf(answer('kpis'), { kpi: 'open_share', channel: 'email' }, plain)?.query, { what: 'kpis', kpi: 'open_share', by: 'channel', at: 'email' });
  assert.deepEqual(bindingOf(answer('kpis'), { kpi: 'nps', stage: 'purchase' }, { by: 'stage', where: null })?.stage, 'purchase');
});

test('what a card cannot ask for stays off the map', () => {
  assert.equal(bindingOf(answer('stages', 'session'), { stage: 'purchase' }, plain), null);
  assert.equal(bindingOf(answer('stages'), { stage: 'unplaced' }, plain), null);
  assert.equal(bindingOf(answer('waits'), { from: 'a', to: 'answer', kind: 'told' }, plain), null);
  assert.equal(bindingOf(answer('kpis'), { kpi: 'nps', 'profile.country': 'SE' }, { by: 'profile.country', where: null }), null);
  assert.equal(bindingOf(answer('funnel'), { step: 'a' }, plain), null);
});

const document = {
  maps: { map: { title: 'A', is_invented: true } },
  stages: { 'stage:purchase': { position: 2 }, 'stage:awareness': { position: 1 }, 'stage:own': { name: 'Ours', position: 3, follows: 'retention' } },
  lanes: { 'lane:a': { shows: 'pain', position: 1 }, 'lane:b': { shows: 'reach', position: 2 }, 'lane:c': { shows: 'kpi', position: 7 }, 'lane:d': { shows: 'text', position: 3, is_locked: true } },
};

test('a card stands in a lane that takes it, and in the stage of its figures', () => {
  assert.deepEqual(lanesIn(document).map((lane) => lane.id), ['lane:c', 'lane:a']);
  assert.deepEqual(stagesIn(document).map((stage) => [stage.id, stage.shows]), [['stage:awareness', 'awareness'], ['stage:purchase', 'purchase'], ['stage:own', 'retention']]);
});

test('a new lane comes last, and an invented map becomes one of this company', () => {
  let at = 0;
  const patch = cardPatch(document, { lane: NEW_LANE, stage: 'stage:own', words: 'W', query: { what: 'customers' }, name: () => `n${(at += 1)}` });
  assert.deepEqual(patch['lanes'], { 'lane:n1': { shows: 'kpi', position: 8 } });
  assert.deepEqual(patch['maps'], { map: { is_invented: null } });
  const [[, card]] = Object.entries(patch['cards'] as Record<string, Record<string, unknown>>) as [[string, Record<string, unknown>]];
  assert.deepEqual([card['lane'], card['stage'], card['text'], card['query']], ['lane:n1', 'stage:own', 'W', { what: 'customers' }]);
});
