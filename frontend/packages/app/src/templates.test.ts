import assert from 'node:assert/strict';
import test from 'node:test';
import type { ShownTemplate } from '../../generated/api.ts';
import { grouped, toldIn } from './templates.ts';

const PREVIEW = { stages: [], lanes: [], personas: [], cards: 0 };
const made = (id: string, more: Partial<ShownTemplate>): ShownTemplate => ({
  id, title: id, summary: 'For what', kind: null, kind_name: null, form: null, journey: null, industry: null, industry_text: null, needs: [], stages: [], lanes: 0, company: null, is_own: false, preview: PREVIEW, faults: [], ...more,
});
const ALL = [
  made('bank-now', { kind: 'now', kind_name: 'Today', industry: 'bank', industry_text: 'Of banks', journey: 'A loan', company: 'A bank.' }),
  made('shop-now', { kind: 'now', kind_name: 'Today', industry: 'retail', journey: 'A sofa' }),
  made('bank-later', { kind: 'later', kind_name: 'Later', industry: 'bank', journey: 'A loan' }),
  made('own-ours', { title: 'Ours', is_own: true, industry: 'bank' }),
];
const words = { own: 'Your own', industry: (id: string) => id.toUpperCase() };

test('templates stand by kind or by whose journey they tell, the own ones first', () => {
  assert.deepEqual(grouped(ALL, 'kind', words).map((one) => [one.title, one.text, one.templates.map(({ id }) => id)]), [
    ['Your own', null, ['own-ours']], ['Today', 'For what', ['bank-now', 'shop-now']], ['Later', 'For what', ['bank-later']],
  ]);
  assert.deepEqual(grouped(ALL, 'journey', words).map((one) => [one.title, one.text]), [['Your own', null], ['BANK', 'Of banks'], ['RETAIL', null]]);
});

test('a template is called what tells it from the others of its group', () => {
  const [bank, , , own] = ALL as [ShownTemplate, ShownTemplate, ShownTemplate, ShownTemplate];
  assert.deepEqual(toldIn(bank, 'kind'), { title: 'A loan', text: 'A bank.' });
  assert.deepEqual(toldIn(bank, 'journey'), { title: 'Today', text: 'For what' });
  assert.deepEqual(toldIn(own, 'kind'), { title: 'Ours', text: 'For what' });
});
