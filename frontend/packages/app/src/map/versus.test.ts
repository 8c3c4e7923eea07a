import assert from 'node:assert/strict';
import test from 'node:test';
import { NO_FILTER } from './filter.ts';
import { askedVersus, versusChoices } from './versus.ts';

const QUARTER = { ...NO_FILTER, from: '2026-04-01', to: '2026-07-01', channel: 'web' };

test('the period before is as long and the year before is the same, of the same customers', () => {
  const own = { versus: 'group', versus_persona: null, versus_channel: 'web', versus_where: null };
  assert.deepEqual(askedVersus('before', QUARTER), { ...own, versus_from: '2026-01-01', versus_to: '2026-04-01' });
  assert.deepEqual(askedVersus('year', QUARTER), { ...own, versus_from: '2025-04-01', versus_to: '2025-07-01' });
  const days = askedVersus('before', { ...NO_FILTER, from: '2026-03-10', to: '2026-03-20' });
  assert.deepEqual([days.versus_from, days.versus_to], ['2026-02-28', '2026-03-10']);
  const leap = askedVersus('year', { ...NO_FILTER, from: '2024-02-29', to: '2024-03-10' });
  assert.deepEqual([leap.versus_from, leap.versus_to], ['2023-02-28', '2023-03-10']);
});

test('a persona is held against another in the same period', () => {
  const asked = askedVersus('persona:b', { ...QUARTER, persona: 'persona:a' });
  assert.deepEqual([asked.versus_persona, asked.versus_from, asked.versus_channel], ['persona:b', '2026-04-01', 'web']);
});

test('what leaves nobody to compare with is not asked', () => {
  assert.deepEqual(askedVersus('others', { ...NO_FILTER, from: '2026-01-01' }), {});
  assert.deepEqual(askedVersus('before', NO_FILTER), {});
  assert.deepEqual(askedVersus(null, QUARTER), {});
  assert.deepEqual(askedVersus('others', QUARTER), { versus: 'others' });
});

test('only what can be answered is offered', () => {
  const persona = { id: 'persona:b', name: 'B', role: null, portrait: {}, quote: null, share: null };
  assert.deepEqual(versusChoices(NO_FILTER, [persona]), []);
  assert.deepEqual(versusChoices(QUARTER, [persona]), ['before', 'year', 'others']);
});
