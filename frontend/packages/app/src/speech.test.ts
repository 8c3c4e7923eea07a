import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Speech } from './speech.ts';

test('places are filled in the reader’s locale', () => {
  assert.equal(new Speech('en').fill('{n:count|row|rows} of {name}', { n: 1, name: 'till' }), '1\u00a0row of till');
  assert.equal(new Speech('da').fill('{n:count|række|rækker}', { n: 1234 }), '1.234\u00a0rækker');
  assert.equal(new Speech('sv').fill('{s:share}', { s: 0.135 }), '13,5\u00a0%');
  assert.equal(new Speech('en').fill('{n|is|are} here', { n: 2 }), 'are here');
});

test('what is missing is a dash, and a day is a day everywhere', () => {
  assert.equal(new Speech('en').fill('{x}'), '–');
  assert.equal(new Speech('nb').date('2026-03-01'), '1. mars 2026');
});

test('times past are told in the largest unit that fits', () => {
  const now = Date.parse('2026-03-10T12:00:00Z');
  assert.equal(new Speech('en').since('2026-03-09T12:00:00Z', now), 'yesterday');
  assert.equal(new Speech('sv').since('2026-03-10T09:00:00Z', now), 'för 3 timmar sedan');
  assert.equal(new Speech('sv').since('<b>soon</b>', now), '<b>soon</b>');
});
