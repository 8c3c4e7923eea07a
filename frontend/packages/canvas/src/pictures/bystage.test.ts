import assert from 'node:assert/strict';
import test from 'node:test';
import { pictureOf, toSvg } from '../index.ts';
import type { Answer } from './answer.ts';

const waits: Answer = {
  what: 'waits', per: 'customer', by: 'stage', where: null, as_of: '2026-01-01T00:00:00Z', revision: 1, base: { customers: 50, journeys: null, interactions: 90, from: null, to: null },
  measures: {}, rows: [{ from: 'awareness', to: 'purchase', n: 40, median_seconds: 90, p90_seconds: 900, kind: 'step', distribution: [[60, 120, 40]] }], exact: true, notes: [],
};
const words = (answer: Answer): string => toSvg(pictureOf(answer, { width: 1120, language: 'sv' }), { theme: 'light', fonts: '' }).replace(/<[^>]+>/g, ' ');

test('stages are called as people named them, whatever they wrote, and so are filters by them', () => {
  const named = { ...waits, where: 'stage = purchase', stages: { purchase: 'Köp {n}' } };
  assert.match(words(named), /Köp \{n\}/);
  assert.match(words(named), /skedet är Köp \{n\}/);
  assert.match(words({ ...named, by: null }), /purchase/);
});

test('where steps are stages, they are called as stages; touchpoints of that name stay as the data call them', () => {
  assert.match(words(waits), /Upptäckt/);
  assert.doesNotMatch(words(waits), /awareness|purchase/);
  assert.match(words({ ...waits, by: null }), /awareness/);
});
