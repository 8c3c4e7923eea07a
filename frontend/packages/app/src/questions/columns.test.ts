import assert from 'node:assert/strict';
import test from 'node:test';
import type { AnswerTold } from '../../../generated/api.ts';
import { cellOf, columnsOf, restsOnFew } from './columns.ts';
import type { Voice } from './reading.ts';

const voice: Voice = {
  say: (key) => key.toUpperCase(),
  has: (key) => !key.endsWith('.odd') && !key.includes('profile'),
  figure: (value, unit) => (value === null ? '–' : `${value} ${unit}`),
  half: ({ interval }) => (interval ? `±${interval[1] - interval[0]}` : ''),
  place: (name) => `<${name}>`,
  month: (text) => `month ${text}`,
};
const answer = (given: Partial<AnswerTold>): AnswerTold => ({
  what: 'stages', per: 'customer', by: null, where: null, as_of: '2026-01-01T00:00:00Z', revision: 1, base: { customers: 9, journeys: null, interactions: 20, from: null, to: null },
  measures: {}, rows: [], exact: true, notes: [], columns: [], stages: {}, ...given,
});

test('columns that tell how a figure was made, and intervals, are no columns of their own', () => {
  const told = answer({
    columns: ['stage', 'customers', 'share', 'provenance', 'share_interval', 'small_sample'],
    measures: { customers: { unit: 'customers', variant: 'count' }, share: { unit: 'share', variant: 'share' } },
    rows: [{ stage: 'purchase', customers: 3, share: 0.5, share_interval: [0.25, 0.75], provenance: 'inferred', small_sample: true }],
  });
  assert.deepEqual(columnsOf(told, voice).map((one) => [one.key, one.isFigure]), [['stage', false], ['customers', true], ['share', true]]);
  assert.deepEqual(cellOf(told, told.rows[0]!, 'share', voice), { text: '0.5 share', more: '±0.5', sorts: 0.5 });
  assert.deepEqual(cellOf(told, told.rows[0]!, 'customers', voice).text, '3 count');
  assert.equal(restsOnFew(told.rows[0]!), true);
  assert.equal(columnsOf({ ...told, per: 'session' }, voice)[1]?.label, 'HEAD.SESSIONS');
});

test('places, ways and ends are called what the reader calls them', () => {
  const told = answer({ what: 'flow', columns: ['step', 'from', 'to'], rows: [{ step: 1, from: '(start)', to: 'web: basket' }] });
  assert.deepEqual(['step', 'from', 'to'].map((key) => cellOf(told, told.rows[0]!, key, voice).text), ['1 count', 'PICTURE.START', '<web: basket>']);
  const way = answer({ what: 'variants', columns: ['path'], rows: [{ path: ['a', 'b'] }] });
  assert.equal(cellOf(way, way.rows[0]!, 'path', voice).text, '<a> → <b>');
});

test('money has its currency, a KPI the unit of its row, and a chance is never nought', () => {
  const money = answer({ what: 'conversions', columns: ['goal'], measures: { order_value_mean: { unit: 'currency', variant: 'mean' } }, rows: [{ goal: 'purchase', order_value_mean: 120, currency: 'SEK', units: 9 }] });
  assert.deepEqual(columnsOf(money, voice).map((one) => one.key), ['goal', 'units', 'order_value_mean']);
  assert.equal(cellOf(money, money.rows[0]!, 'order_value_mean', voice).text, '120 SEK');
  const kpi = answer({ what: 'kpis', columns: ['kpi', 'value', 'unit'], measures: { value: { unit: 'see unit', variant: 'see variant' } }, rows: [{ kpi: 'nps', value: 37, unit: 'points' }] });
  assert.equal(cellOf(kpi, kpi.rows[0]!, 'value', voice).text, '37 points');
  const p = answer({ what: 'comparison', measures: { p: { unit: 'probability', variant: '' } } });
  assert.equal(cellOf(p, { p: 0 }, 'p', voice).text, '< 0.001 probability');
});

test('what is not known is said, and stands last when sorted', () => {
  const told = answer({ what: 'companies', columns: ['company', 'leads_to'] });
  assert.deepEqual(cellOf(told, { company: null }, 'company', voice), { text: 'PLACE.NO_COMPETITOR', more: '', sorts: null });
  assert.equal(cellOf(told, {}, 'leads_to', voice).text, '–');
});

test('differences of shares count in percentage points, small steps have the names of goals, visits are visits', () => {
  const shares = answer({ what: 'comparison', columns: ['name', 'difference'], measures: { difference: { unit: 'share', variant: 'difference' } }, rows: [{ name: 'a', difference: -0.25, difference_interval: [-0.5, -0.25] }] });
  assert.equal(columnsOf(shares, voice)[1]?.label, 'HEAD.DIFFERENCE_POINTS');
  assert.deepEqual(cellOf(shares, shares.rows[0]!, 'difference', voice), { text: '-25 feeling', more: '±25', sorts: -0.25 });
  const mixed = { ...shares, rows: [{ name: 'a', unit: 'share', difference: 0.5 }] };
  assert.equal(columnsOf(mixed, voice)[1]?.label, 'HEAD.DIFFERENCE');
  assert.equal(cellOf(mixed, mixed.rows[0]!, 'difference', voice).text, '50 feeling SAID.POINTS');
  const same = answer({ what: 'comparison', columns: ['name'], rows: [{ aspect: 'stage', name: 'purchase' }, { aspect: 'goal', name: 'purchase' }] });
  assert.deepEqual(same.rows.map((row) => cellOf(same, row, 'name', voice).text), ['<purchase>', 'GOAL.PURCHASE']);
  const steps = answer({ what: 'micro-conversions', columns: ['step'], rows: [{ step: 'cart' }] });
  assert.equal(cellOf(steps, steps.rows[0]!, 'step', voice).text, 'GOAL.CART');
  const visits = answer({ what: 'sessions', columns: ['count'], measures: { count: { unit: 'sessions', variant: 'count' } }, rows: [{ count: 3 }] });
  assert.equal(columnsOf(visits, voice)[0]?.label, 'HEAD.SESSIONS');
});
