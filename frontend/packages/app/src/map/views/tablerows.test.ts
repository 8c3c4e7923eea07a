import assert from 'node:assert/strict';
import test from 'node:test';
import { mapOf, recordOf } from '../../../../document/src/index.ts';
import { tableLanes, tableRows } from './tablerows.ts';

const map = mapOf([
  recordOf('stage:b', 'stage', { name: 'Buy', position: 1 }), recordOf('stage:a', 'stage', { name: 'See', position: 0 }),
  recordOf('lane:nps', 'lane', { shows: 'nps', position: 2 }), recordOf('lane:did', 'lane', { shows: 'customer_action', position: 1 }),
  recordOf('lane:touchpoints', 'lane', { shows: 'touchpoints', position: 0 }), recordOf('lane:empty', 'lane', { shows: 'text', position: 3 }),
  recordOf('card:2', 'card', { lane: 'lane:did', stage: 'stage:b', text: 'Pays' }), recordOf('card:1', 'card', { lane: 'lane:did', stage: 'stage:a', text: 'Looks' }),
  recordOf('cell:nps:b', 'cell', { lane: 'lane:nps', stage: 'stage:b', query: { what: 'kpis' } }), recordOf('cell:nps:all', 'cell', { lane: 'lane:nps', query: { what: 'kpis' } }),
  recordOf('cell:touchpoints:x', 'cell', { lane: 'lane:touchpoints', query: { what: 'touchpoints' } }), recordOf('cell:bare', 'cell', { lane: 'lane:nps', stage: 'stage:a' }),
]);
const ids = (lane: string | null): readonly string[] => tableRows(map, lane).map((row) => row.id);

test('cards and measured cells stand in the order of lanes and stages; a cell without a figure is no row', () => {
  assert.deepEqual(ids(null), ['card:1', 'card:2', 'cell:nps:all', 'cell:nps:b']);
});

test('touchpoints come when their lane is asked for', () => {
  assert.deepEqual(ids('lane:touchpoints'), ['cell:touchpoints:x']);
  assert.deepEqual(tableLanes(map).map((lane) => lane.id), ['lane:touchpoints', 'lane:did', 'lane:nps']);
});
