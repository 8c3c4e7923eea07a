import assert from 'node:assert/strict';
import test from 'node:test';
import { defaultsFor, isComplete, queryOf, readQuery, type BindableQuestion } from './questions.ts';

const choices = (...ids: string[]) => ids.map((id) => ({ id, name: id.toUpperCase() }));
const KPI: BindableQuestion = { id: 'kpi', title: 'A KPI', query: { what: 'kpis' }, parameters: [{ key: 'kpi', name: 'KPI', is_required: true, choices: choices('csat_mean', 'ces_mean') }] };
const BY_STAGE: BindableQuestion = { id: 'kpi_stage', title: 'A KPI in a stage', query: { what: 'kpis', by: 'stage' }, parameters: [...KPI.parameters, { key: 'at', name: 'Stage', is_required: true, choices: choices('awareness', 'purchase') }] };

test('a card is first asked about its own stage, and what was chosen stays where it fits', () => {
  assert.deepEqual(defaultsFor(BY_STAGE, { stage: 'purchase', kept: { kpi: 'ces_mean' } }), { kpi: 'ces_mean', at: 'purchase' });
  assert.deepEqual(defaultsFor(BY_STAGE, { stage: 'own', kept: {} }), { kpi: 'csat_mean', at: 'awareness' });
});

test('a query is made from the blanks and read back', () => {
  const query = queryOf(BY_STAGE, { kpi: 'ces_mean', at: 'purchase' });
  assert.deepEqual(query, { what: 'kpis', by: 'stage', kpi: 'ces_mean', at: 'purchase' });
  assert.deepEqual(readQuery([KPI, BY_STAGE], query), { question: 'kpi_stage', blanks: { kpi: 'ces_mean', at: 'purchase' } });
  assert.equal(readQuery([KPI], { what: 'waits' }), null);
  assert.equal(isComplete(BY_STAGE, { kpi: 'ces_mean' }), false);
});
