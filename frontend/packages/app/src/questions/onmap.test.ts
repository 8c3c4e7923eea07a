import assert from 'node:assert/strict';
import test from 'node:test';
import type { AnswerTold } from '../../../generated/api.ts';
import { placeOnMap, standsOnMap } from './onmap.ts';

const answer = (what: string): AnswerTold => ({
  what, per: 'customer', by: null, where: null, as_of: '', revision: 1, base: { customers: 1, journeys: null, interactions: 1, from: null, to: null }, measures: {}, rows: [], exact: true, notes: [], columns: [], stages: {},
});
const plain = new URLSearchParams();

test('a finding opens the map at its mark, for the same people and days', () => {
  assert.equal(placeOnMap(answer('pains'), { id: 'finding:pain.cart:webb: kassa:' }, { map: 'resan', query: plain }), '/maps/resan?open=finding%3Apain.cart%3Awebb%3A+kassa%3A');
  const query = new URLSearchParams({ who: 'profile.Land = NO', channel: 'web', from: '2026-01-01', per: 'journey' });
  assert.equal(placeOnMap(answer('alerts'), { mark: 'webb: kassa' }, { map: 'r', query }), `/maps/r?${new URLSearchParams({ open: 'webb: kassa', from: '2026-01-01', where: '(profile.Land = NO) and (channel = web)' }).toString()}`);
});

test('what no map holds opens nothing', () => {
  assert.equal(placeOnMap(answer('opportunities'), { place: 'x' }, { map: 'r', query: plain }), null);
  assert.equal(placeOnMap(answer('pains'), { id: 'x' }, { map: null, query: plain }), null);
  assert.equal(placeOnMap(answer('waits'), { id: 'x' }, { map: 'r', query: plain }), null);
  assert.equal(standsOnMap('waits'), false);
});
