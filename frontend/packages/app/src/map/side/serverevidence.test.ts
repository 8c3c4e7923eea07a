import assert from 'node:assert/strict';
import test from 'node:test';
import { tongue } from '../../../../canvas/src/index.ts';
import type { Evidence } from '../../../../ui/src/evidence.ts';
import { onlyThing, withServer, type ServerEvidence } from './serverevidence.ts';

const speech = tongue('sv');
const known = { id: 'cell:x', kicker: '', title: '', measurement: null, sentence: '', definition: '', facts: [], groups: [] } as unknown as Evidence;
const more: ServerEvidence = {
  definition: { title: 'Ordervärde, medel', measure: null, counted_as: 'medelvärde av alla order', where: null },
  measurement: null, trend: [], trend_n: [], trend_months: [], paths: [], customers: 0, people: [], words: [], word_count: 0, commands: [],
};

test('how a figure is counted is told in words, once', () => {
  const told = { name: 'räknat som', words: 'medelvärde av alla order' };
  assert.deepEqual(withServer(known, more, speech).facts, [told]);
  const said = { ...known, facts: [{ name: 'räknat som', words: 'medelvärde' }] };
  assert.deepEqual(withServer(said, more, speech).facts, said.facts);
  assert.deepEqual(withServer(known, { ...more, definition: { ...more.definition, counted_as: null } }, speech).facts, []);
});

test('a filter of one thing is told by its name, one that says more stays as it is', () => {
  assert.deepEqual(onlyThing("stage = 'retention'"), { kind: 'stage', id: 'retention' });
  assert.deepEqual(onlyThing('(channel = email)'), { kind: 'channel', id: 'email' });
  assert.deepEqual(onlyThing('touchpoint = "Anna\'s page"'), { kind: 'touchpoint', id: "Anna's page" });
  assert.equal(onlyThing("stage = 'retention' and channel = 'web'"), null);
  assert.equal(onlyThing('has(channel = web)'), null);
});
