import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ActionCard } from '../contract.ts';
import { groups, isLate } from './plan.ts';

const card = (text: string, more: Partial<ActionCard>): ActionCard => (
  { map: 'm', map_title: 'Map', card: text, text, owner: null, department: null, due: null, status: null, about: null, about_text: null, kpi: null, stage: null, note: null, is_late: false, impact: null, effort: null, tags: [], began_at: null, ...more });

test('groups stand in reading order, those without come last, the soonest first inside', () => {
  const cards = [card('b', { department: 'Store', due: '2026-05-01' }), card('c', {}), card('a', { department: 'Care' }), card('d', { department: 'Store', due: '2026-04-01' })];
  assert.deepEqual(groups(cards, 'department', '2026-01-01').map((one) => [one.key, one.cards.map(({ text }) => text)]), [['Care', ['a']], ['Store', ['d', 'b']], ['', ['c']]]);
});

test('statuses keep their order, and what is late stands first in time', () => {
  const cards = [card('done', { status: 'done', due: '2026-01-01' }), card('late', { status: 'doing', due: '2026-01-01' }), card('idea', { due: '2026-09-01' })];
  assert.deepEqual(groups(cards, 'status', '2026-06-01').map((one) => one.key), ['idea', 'doing', 'done']);
  assert.deepEqual(groups(cards, 'due', '2026-06-01').map((one) => one.key), ['late', '2026-01', '2026-09']);
  assert.equal(isLate(cards[0] as ActionCard, '2026-06-01'), false);
});
